"""`python -m bot content`: checks the files under data/, and tells what the clinic has yet to fill in."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from bot.content import Content, ContentError, ProfileAnswer, load_content
from bot.content.rendering import missing_fields

HELP = "check the answers, examples and facts, or list what the clinic's profile leaves unknown"


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        content = load_content(options.data, options.profile)
    except ContentError as error:
        print(error)
        print(f"\n{_count(len(error.problems), 'problem')} to mend.")
        return 1
    if options.task == "unknown":
        print(_unknown(content, options.profile or options.data / "clinic.yml"))
    else:
        print(_summary(content))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot content", description=f"{HELP[0].upper()}{HELP[1:]}.")
    parser.add_argument(
        "task", choices=("check", "unknown"), help="check: look for problems; unknown: what the profile doesn't say"
    )
    parser.add_argument("--data", type=Path, default=Path("data"), help="the content's folder (default: data)")
    parser.add_argument("--profile", type=Path, help="another clinic profile than the folder's clinic.yml")
    return parser


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
