"""Writes the report as one HTML file that opens from the disk: it asks nothing of any server and runs no script.

With the texts of the sets in it, it belongs beside them and not into the repository.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.evaluation.chapter import Chapter
from bot.evaluation.figures import Share, percent
from bot.evaluation.report import verdict

FOLDER = Path(__file__).parent / "templates"


def html_report(chapters: Sequence[Chapter], *, model: str, at: datetime, with_texts: bool = True) -> str:
    """The whole page; without texts it holds figures and plots alone, and may go anywhere."""
    templates = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["percent"] = percent
    templates.filters["verdict"] = verdict
    templates.tests["share"] = lambda value: isinstance(value, Share)
    templates.tests["count"] = lambda value: isinstance(value, int)
    return templates.get_template("report.html").render(
        chapters=chapters,
        with_texts=with_texts,
        model=model,
        at=f"{at:%d %B %Y, %H:%M}",
        style=(FOLDER / "report.css").read_text(encoding="utf-8"),
    )
