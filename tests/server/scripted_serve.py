"""`python -m bot serve` with an engine that follows a script, to be run as a process of its own."""

from __future__ import annotations

import os
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

from bot.channels import turns
from bot.commands import serve
from tests.stand_ins import ScriptedThinker


class ScriptedEngine(ScriptedThinker):
    """Knows no content but the clinic's name."""

    content = SimpleNamespace(
        answers={}, facts={}, profile=SimpleNamespace(name="Harbour Lane Acupuncture", timezone="UTC")
    )

    def stop(self) -> None:
        sys.stderr.write("the engine was stopped\n")


def stand_in() -> ModuleType:
    opening: Any = ModuleType("bot.engine.opening")
    opening.NoModel = type("NoModel", (Exception,), {})
    opening.open_engine = lambda **_folders: ScriptedEngine()
    return opening  # type: ignore[no-any-return]


def broken(*_: object, **__: object) -> None:
    raise KeyError("my back hurts")


if __name__ == "__main__":
    if "BROKEN" in os.environ:
        turns.next_work = broken  # type: ignore[assignment]
    sys.modules["bot.engine.opening"] = stand_in()
    sys.exit(serve.run(sys.argv[1:]))
