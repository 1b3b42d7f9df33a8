"""`python -m bot export-rasa`: writes the content as a plain Rasa project, to test and to compare with."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bot.content import ContentError, load_content
from bot.content.export import ExportRefused, export_rasa

HELP = "write the content as a plain Rasa project, with Rasa's stock pipeline"


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        content = load_content(options.data, options.profile)
        export_rasa(content, options.directory)
    except (ContentError, ExportRefused) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Wrote {options.directory}. Try: cd {options.directory} && rasa train && rasa test nlu --cross-validation")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot export-rasa", description=f"{HELP[0].upper()}{HELP[1:]}.")
    parser.add_argument(
        "directory", type=Path, help="where to write; an empty folder, a new one, or an earlier export"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="the content's folder (default: data)")
    parser.add_argument("--profile", type=Path, help="another clinic profile than the folder's clinic.yml")
    return parser
