"""Who may import whom. A new import against the grain is named here."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Each part with its height; a part imports only from its own height or below. Peers are kept apart further down.
HEIGHTS = {
    "bot.settings": 0,
    "bot.secret": 0,
    "bot.logs": 0,
    "bot.memory": 0,
    "bot.widget": 0,
    "bot.database": 1,
    "bot.booking": 2,
    "bot.log": 2,
    "bot.content": 2,
    "bot.understanding": 3,
    "actions": 4,
    "bot.engine": 5,
    "bot.evaluation": 6,
    "bot.tuning": 6,
    "bot.channels": 6,
    "bot.console": 6,
    "bot.pages": 6,
    "bot.demo": 7,
    "bot.server": 7,
    "bot.commands": 8,
    "bot.__main__": 9,
}
KNOWS_RASA = ("bot.engine", "bot.understanding", "bot.content.importer", "actions")
KNOWS_THE_WEB = ("bot.channels", "bot.console", "bot.pages", "bot.server", "bot.commands.serve")


def modules() -> list[Path]:
    return sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/**/*.py")])


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def part_of(module: str) -> str | None:
    return next((part for part in sorted(HEIGHTS, key=len, reverse=True) if _within(module, part)), None)


def _within(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    module = name_of(path)
    part = part_of(module)
    if module == "bot":
        return
    assert part is not None, f"{module} has no place in the house: add it to HEIGHTS"

    for line, imported in imports(path):
        target = part_of(imported)
        if target is not None:
            assert HEIGHTS[target] <= HEIGHTS[part], f"{path}:{line}: {module} must not import {imported}"
            if HEIGHTS[target] == HEIGHTS[part]:
                assert target == part, f"{path}:{line}: {module} and {imported} are peers"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_the_engine_side_knows_rasa(path: Path) -> None:
    module = name_of(path)
    allowed = any(_within(module, part) for part in KNOWS_RASA)

    offenders = [line for line, imported in imports(path) if imported.split(".")[0] in ("rasa", "rasa_sdk")]

    assert allowed or not offenders, f"{path}:{offenders} imports Rasa"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_only_channels_and_console_know_the_web(path: Path) -> None:
    module = name_of(path)
    allowed = any(_within(module, part) for part in KNOWS_THE_WEB)

    offenders = [line for line, imported in imports(path) if imported.split(".")[0] in ("starlette", "uvicorn")]

    assert allowed or not offenders, f"{path}:{offenders} imports the web"


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_every_module_says_what_it_promises(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no docstring"
