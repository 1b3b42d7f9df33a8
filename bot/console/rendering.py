"""Turns templates into pages. Whatever stands in a page was escaped on its way into it.

A page is one template; its blocks are what htmx gets of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2_fragments import render_block
from starlette.responses import HTMLResponse, Response

from bot.console.guard import Visit
from bot.console.knowledge import Knowledge
from bot.console.problems import sentences_for
from bot.console.static_files import StaticFiles
from bot.console.times import Times, span
from bot.console.wording import CHANNELS, FLAG_NAMES, STATUS_NAMES, plural, sureness
from bot.database.clock import Clock

FOLDER = Path(__file__).parent / "templates"


class Pages:
    """Renders the pages of the console."""

    def __init__(self, knowledge: Knowledge, files: StaticFiles, clock: Clock) -> None:
        self._knowledge = knowledge
        self._clock = clock
        self._templates = Environment(
            loader=FileSystemLoader(FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "clinic": knowledge.clinic,
            "file": files.address,
            "knowledge": knowledge,
            "channels": CHANNELS,
            "flag_names": FLAG_NAMES,
            "status_names": STATUS_NAMES,
            "plural": plural,
            "sureness": sureness,
            "span": span,
        }
        self._templates.globals["ui"] = self._templates.get_template("ui.html").module

    def show(self, visit: Visit, template: str, *, block: str | None = None, **context: Any) -> Response:
        """A page for somebody who is signed in, or a block of it."""
        known = {"member": visit.member, "csrf": visit.csrf, "path": visit.request.url.path}
        return HTMLResponse(self._rendered(template, block, {**known, **context}))

    def show_to_anyone(self, template: str, *, status: int = 200, **context: Any) -> Response:
        """A page for somebody who is not."""
        return HTMLResponse(self._rendered(template, None, {"member": None, **context}), status)

    def problem(self, status: int, headers: Mapping[str, str] | None = None) -> Response:
        """What went wrong, and what to do."""
        heading, advice = sentences_for(status)
        response = self.show_to_anyone("problem.html", status=status, heading=heading, advice=advice)
        response.headers.update(headers or {})
        return response

    def _rendered(self, template: str, block: str | None, context: Mapping[str, Any]) -> str:
        times = Times(self._knowledge.zone, self._clock())
        if block is not None:
            return render_block(self._templates, template, block, **context, times=times)
        return self._templates.get_template(template).render(**context, times=times)
