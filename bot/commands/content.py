"""`python -m bot content`: checks the files under data/, lists what is yet to fill in, and weighs the examples."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.content import Content, ContentError, ProfileAnswer, load_content
from bot.content.problems import did_you_mean
from bot.content.rendering import missing_fields
from bot.evaluation.variety import variety
from bot.evaluation.variety_report import id_report, variety_report
from bot.understanding.multilingual import MultilingualEncoder

HELP = "check the content, list what the clinic's profile leaves unknown, or find examples that teach little"
ENCODERS = Path("models/encoder")
MOST = 30  # examples in a list
CHECK = "`python -m bot content examples` lists all ids."


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        content = load_content(options.data, options.profile)
    except ContentError as error:
        print(error)
        print(f"\n{_count(len(error.problems), 'problem')} to mend.")
        return 1
    if options.task == "examples":
        return _examples(content, options.id, options.most)
    if options.task == "unknown":
        print(_unknown(content, options.profile or options.data / "clinic.yml"))
    else:
        print(_summary(content))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot content", description=f"{HELP[0].upper()}{HELP[1:]}.")
    parser.add_argument(
        "task",
        choices=("check", "unknown", "examples"),
        help="check: look for problems; unknown: what the profile doesn't say; examples: how varied they are, "
        "which add nothing, which sit nearer to another id",
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="the content's folder (default: data)")
    parser.add_argument("--profile", type=Path, help="another clinic profile than the folder's clinic.yml")
    parser.add_argument("--id", help="examples: all about those of one id, as faq/cupping_marks")
    parser.add_argument("--most", type=int, default=MOST, help=f"examples: how many a list shows (default: {MOST})")
    return parser


def _examples(content: Content, id: str | None, most: int) -> int:
    known = {example.id for example in content.examples}
    if id is not None and id not in known:
        print(f"No example asks for {id}. {did_you_mean(id, known, otherwise=CHECK)}", file=sys.stderr)
        return 1
    # Not the encoder that was adapted to these very examples: it would find each where it was told to be.
    encoder = MultilingualEncoder(ENCODERS)
    found = variety(content, encoder.encode([example.text for example in content.examples]))
    print(variety_report(found, most=most) if id is None else id_report(next(one for one in found if one.id == id)))
    return 0


def _summary(content: Content) -> str:
    answers, examples, facts = len(content.answers), len(content.examples), len(content.facts)
    counts = (_count(answers, "answer"), _count(examples, "example"), _count(facts, "fact"))
    return f"{', '.join(counts)}: no problems"


def _unknown(content: Content, profile: Path) -> str:
    """The answers that the profile can't give, wholly or in part, with the fields that would change that."""
    missing = {
        answer.id: fields
        for answer in content.answers.values()
        if isinstance(answer, ProfileAnswer) and (fields := missing_fields(answer, content.profile))
    }
    if not missing:
        return "The profile knows everything that the answers ask it for."
    wholly = {id: fields for id, fields in missing.items() if not content.reply(id).known}
    in_part = {id: fields for id, fields in missing.items() if id not in wholly}
    lines = [
        *_section("The assistant says that it doesn't know:", wholly),
        *_section("It knows a part:", in_part),
        f"Fill these fields in: {profile}",
    ]
    return "\n".join(lines)


def _section(heading: str, missing: dict[str, tuple[str, ...]]) -> Iterator[str]:
    if missing:
        width = max(map(len, missing))
        yield heading
        yield from (f"  {id:<{width}}  {', '.join(fields)}" for id, fields in missing.items())
        yield ""


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
