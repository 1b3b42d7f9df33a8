"""`python -m bot evaluate`: how well the assistant understands, on sets of messages and on our own examples."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from bot.content import ContentError, load_content
from bot.engine.failures import TurnFailed
from bot.engine.opening import NoModel, open_engine
from bot.engine.training import model_path
from bot.evaluation.chapter import Chapter, chapter_of, learning_table
from bot.evaluation.comparison import Comparison, compare
from bot.evaluation.cross_validation import FOLDS, as_result, cross_validate
from bot.evaluation.curves import Size, learning_curve
from bot.evaluation.html_report import html_report
from bot.evaluation.judging import judge
from bot.evaluation.kept import BadKept, keep, model_name, read_kept
from bot.evaluation.learner import OurLearner
from bot.evaluation.lines import BadEvaluation
from bot.evaluation.report import changed_lines, changes, errors, report
from bot.evaluation.result import Result
from bot.evaluation.sets import EvaluationSet, read_set
from bot.settings import Settings, SettingsError

HELP = "measure answers against messages with accepted answers"
DATA, MODELS = Path("data"), Path("models")
ENCODERS, RED_FLAGS = MODELS / "encoder", DATA / "dialogue" / "red_flags.yml"


def run(arguments: list[str]) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    options.cross_validate = options.cross_validate or options.learning_curve
    if not options.files and not options.cross_validate:
        parser.error("name a file to evaluate, or use --cross-validate.")
    try:
        kept = Settings.from_environment(os.environ).state_dir / "evaluation"
        chapters = _measured(options, _read(options.files), kept)
        _tell(chapters, options)
        if options.save:
            _save(chapters, kept)
    except (BadEvaluation, BadKept, ContentError, NoModel, OSError, SettingsError, TurnFailed) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot evaluate", description=f"{HELP[0].upper()}{HELP[1:]}.")
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="JSON lines; docs/evaluation.md has the kinds"
    )
    parser.add_argument("--errors", action="store_true", help="list every line that went wrong")
    parser.add_argument("--save", action="store_true", help="keep this run, for the next ones to be compared with")
    parser.add_argument(
        "--html", type=Path, metavar="PAGE", help="write a report with plots and texts; open it from disk"
    )
    parser.add_argument("--record", type=Path, metavar="TEXT", help="write the figures, without any text of the sets")
    parser.add_argument("--without-texts", action="store_true", help="leave the messages out of that report")
    parser.add_argument(
        "--cross-validate", action="store_true", help="measure on our own examples too (some minutes)"
    )
    parser.add_argument(
        "--learning-curve", action="store_true", help="cross-validate at several sizes (two to three times as long)"
    )
    parser.add_argument("--folds", type=_folds, default=FOLDS, metavar="N", help=f"of cross-validation ({FOLDS})")
    return parser


def _folds(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 2 <= number <= 20:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of folds. Use a whole number from 2 to 20.')
    return number


def _read(files: Sequence[Path]) -> list[EvaluationSet]:
    sets = [read_set(file) for file in files]
    names = [one.name for one in sets]
    for name in names:
        if names.count(name) > 1:
            raise BadEvaluation(
                f"Two files are called {name}, by which a run is kept. Rename one, or name one at a time."
            )
    return sets


def _measured(options: argparse.Namespace, sets: Sequence[EvaluationSet], kept: Path) -> list[Chapter]:
    chapters = [chapter_of(result, _compared(result, kept)) for result in _judged(sets)]
    if options.cross_validate:
        chapters.append(_cross_validated(options, kept))
    return chapters


def _judged(sets: Sequence[EvaluationSet]) -> list[Result]:
    if not sets:
        return []
    engine = open_engine(data=DATA, profile=None, models=MODELS)
    try:
        return [judge(engine, one) for one in sets]
    finally:
        engine.stop()


def _cross_validated(options: argparse.Namespace, kept: Path) -> Chapter:
    content = load_content(DATA)
    learner = OurLearner(encoders=ENCODERS, red_flags=RED_FLAGS)
    print(f"Cross-validating on {len(content.examples):,} examples ...", file=sys.stderr, flush=True)
    found = cross_validate(content.examples, learner, folds=options.folds)
    result = as_result(found, content)
    sizes: list[Size] = []
    if options.learning_curve:
        print("Learning from parts of them ...", file=sys.stderr, flush=True)
        sizes = learning_curve(content.examples, learner, whole=found, folds=options.folds)
        result = replace(result, tables=[learning_table(sizes), *result.tables])
    return chapter_of(result, _compared(result, kept), validated=found.validated, sizes=sizes)


def _compared(result: Result, kept: Path) -> Comparison | None:
    before = read_kept(_kept_file(kept, result))
    return compare(result.outcomes, before) if before else None


def _kept_file(kept: Path, result: Result) -> Path:
    return kept / f"{result.name}.json"


def _tell(chapters: Sequence[Chapter], options: argparse.Namespace) -> None:
    print("\n\n".join(_on_screen(chapter, errors_too=options.errors) for chapter in chapters))
    if options.record:
        options.record.write_text("\n\n\n".join(report(one.result) for one in chapters) + "\n", encoding="utf-8")
    if options.html:
        at = datetime.now(timezone.utc)
        page = html_report(chapters, model=_model(), at=at, with_texts=not options.without_texts)
        options.html.parent.mkdir(parents=True, exist_ok=True)
        options.html.write_text(page, encoding="utf-8")
        print(f"\nWrote {options.html}.")


def _on_screen(chapter: Chapter, *, errors_too: bool) -> str:
    parts = [report(chapter.result)]
    if chapter.comparison:
        parts += [changes(chapter.comparison), changed_lines(chapter.comparison)]
    if errors_too:
        parts.append(errors(chapter.result.outcomes))
    return "\n\n".join(parts)


def _save(chapters: Sequence[Chapter], kept: Path) -> None:
    for chapter in chapters:
        file = _kept_file(kept, chapter.result)
        keep(file, chapter.result.outcomes, model=_model(), at=datetime.now(timezone.utc))
        print(f"Kept {file}; the next run is compared with it.")


def _model() -> str:
    path = model_path(MODELS)
    return model_name(path) if path.exists() else "none"
