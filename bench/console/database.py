"""The database that the pages are measured on: invented conversations, made once and taken again."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete

from bot.console import members
from bot.database.clock import utc_now
from bot.database.database import Database
from bot.database.schema import conversation
from bot.demo import PREFIX

CONVERSATIONS = int(os.environ.get("CONVERSATIONS", "200000"))
FOLDER = Path(os.environ.get("BENCH_DIR", "var/bench"))
NAME = "Bench"


@dataclass(frozen=True)
class Sizes:
    """What is in the database."""

    conversations: int
    messages: int
    megabytes: int


def a_filled_database() -> Path:
    """The database of an earlier run, or a new one."""
    file = FOLDER / f"console-{CONVERSATIONS}.db"
    if not file.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        making = file.with_suffix(".making")
        command = [sys.executable, "-m", "bot", "demo", "--conversations", str(CONVERSATIONS)]
        started = time.monotonic()
        subprocess.run([*command, "--database", f"sqlite:///{making}"], check=True)
        print(f"filled in {time.monotonic() - started:.0f} s")
        making.rename(file)
    return file


def an_account(file: Path) -> str:
    """The password of an account for this run. Visitors of an earlier run are forgotten."""
    with closing(Database(f"sqlite:///{file}")) as database, database.transaction() as connection:
        connection.execute(delete(conversation).where(~conversation.c.id.startswith(PREFIX)))
        return members.reset(connection, NAME) or members.add(connection, NAME, utc_now())


def sizes_of(file: Path) -> Sizes:
    with closing(sqlite3.connect(file)) as db:
        counts = db.execute("SELECT (SELECT count(*) FROM conversation), (SELECT count(*) FROM message)").fetchone()
    conversations, messages = counts
    return Sizes(conversations, messages, round(file.stat().st_size / 2**20))
