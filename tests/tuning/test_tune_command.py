"""`python -m bot tune` tells what is wrong with the content, as every command does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands import tune


def test_a_missing_folder_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    assert tune.run([]) == 1
    assert capsys.readouterr().err == "data: there is no such folder. Name the one that holds the content.\n"
