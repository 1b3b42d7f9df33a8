"""`python -m bot demo`."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from bot.commands import demo
from bot.database.database import Database
from bot.database.lock import lock_database
from bot.database.migrate import migrate
from bot.database.schema import conversation
from tests.conftest import ROOT
from tests.fixtures import environment

NOW = datetime(2026, 5, 6, tzinfo=timezone.utc)


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)


def test_it_fills_a_database_of_its_own_and_tells_how_to_look_at_it(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert demo.run(["--conversations", "3"]) == 0

    told = capsys.readouterr().out
    assert "3 conversations" in told
    assert "invented" in told
    assert f"DATABASE_URL=sqlite:///{tmp_path}/demo.db python -m bot serve" in told
    assert "/staff as Ines" in told
    assert not (tmp_path / "assistant.db").exists()


def test_it_leaves_real_conversations_alone_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/assistant.db"
    opened = Database(url)
    migrate(opened)
    with opened.transaction() as connection:
        connection.execute(insert(conversation).values(id="web-dana", channel="web", created_at=NOW, last_at=NOW))

    assert demo.run(["--database", url]) == 1

    said = capsys.readouterr().err
    assert "assistant.db has conversations that were not invented, so nothing was changed" in said
    assert "--database" in said
    with opened.transaction() as connection:
        assert connection.execute(select(conversation.c.id)).scalars().all() == ["web-dana"]
    opened.close()


def test_it_waits_for_no_server_that_has_the_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path}/demo.db"
    opened = Database(url)

    with lock_database(opened):
        assert demo.run([]) == 1

    assert "is in use by another" in capsys.readouterr().err
    opened.close()


@pytest.mark.parametrize("number", ["0", "-3", "200001", "many"])
def test_a_number_that_can_not_be_is_refused(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        demo.run(["--conversations", number])

    assert "--conversations" in capsys.readouterr().err
