"""`python -m bot serve`: answers visitors on one port, until it is told to stop."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from contextlib import closing

import structlog
import uvicorn
from sqlalchemy.exc import DBAPIError

from bot import logs
from bot.channels.chat_config import ChatConfig, chat_config
from bot.channels.configured import configured
from bot.console.knowledge import Knowledge, knowledge_of
from bot.content import Content, ContentError, SafetyAnswer
from bot.database.database import Database, DatabaseError
from bot.database.lock import lock_database
from bot.database.migrate import migrate
from bot.engine.turn import Thinker
from bot.memory import give_back_what_is_freed
from bot.server import application
from bot.settings import Settings, SettingsError

HELP = "serve the assistant and the clinic's page"

STOP_SECONDS = 10
STARTERS = ("faq/do_needles_hurt", "faq/what_to_expect", "faq/conditions_treated", "faq/what_is_cupping")

log = structlog.get_logger(__name__)


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    give_back_what_is_freed()
    try:
        settings = Settings.from_environment({**os.environ, **_overrides(options)})
        logs.configure(settings.log_level)
        with closing(Database(settings.database_url)) as database, lock_database(database):
            migrate(database)
            return _serve(settings, database)
    except (SettingsError, DatabaseError, ContentError) as error:
        print(error, file=sys.stderr)
    except DBAPIError as error:
        print(f"The database can't be used: {error.orig}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot serve", description=HELP)
    parser.add_argument("--host", help="the address to listen on (default: BOT_HOST)")
    parser.add_argument("--port", help="the port to listen on (default: BOT_PORT)")
    return parser


def _overrides(options: argparse.Namespace) -> dict[str, str]:
    given = {"BOT_HOST": options.host, "BOT_PORT": options.port}
    return {name: value for name, value in given.items() if value is not None}


def _serve(settings: Settings, database: Database) -> int:
    # Rasa takes seconds to import: not for --help, nor to hear that a setting is wrong.
    from bot.engine.opening import NoModel, open_engine

    try:
        engine = open_engine(
            data=settings.data_dir,
            profile=settings.clinic_profile,
            models=settings.model_dir,
            log_level=settings.log_level,
            keep_examples=False,
        )
    except NoModel as error:
        print(error, file=sys.stderr)
        return 1
    _tell_what_is_unsigned(engine.content)
    try:
        config, knowledge = _chat_config(engine.content, settings), knowledge_of(engine.content)
        return _listen(settings, database, engine, config, knowledge)
    finally:
        engine.stop()


def _tell_what_is_unsigned(content: Content) -> None:
    """The wording for emergencies is the clinic's to answer for: until somebody has signed, every start says so."""
    for answer in content.answers.values():
        if isinstance(answer, SafetyAnswer):
            unsigned = ", ".join(code for code, wording in answer.wordings.items() if not wording.reviewed_by)
            if unsigned:
                file = "data/dialogue/safety_replies.yml"
                log.warning("safety reply not signed", answer=answer.id, languages=unsigned, file=file)


def _chat_config(content: Content, settings: Settings) -> ChatConfig:
    starters = [content.answers[id].question for id in STARTERS if id in content.answers]
    return chat_config(content.profile.name, retention_days=settings.retention_days, starters=starters)


def _listen(
    settings: Settings, database: Database, thinker: Thinker, config: ChatConfig, knowledge: Knowledge
) -> int:
    """Runs until a signal, which is a success, or until a task has died, which is not."""
    died: list[bool] = []

    def stop() -> None:
        died.append(True)
        server.should_exit = True

    server = uvicorn.Server(
        uvicorn.Config(
            application(
                settings, database, thinker, config, channels=configured(settings), knowledge=knowledge, stop=stop
            ),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=STOP_SECONDS,
        )
    )
    # uvicorn raises the signal again when it has shut down; as an interrupt it lets the rest be closed in order.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    log.info("listening", host=settings.host, port=settings.port)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    except SystemExit:  # uvicorn has said why, such as a port that is taken
        return 1
    if died or not server.started:
        return 1
    log.info("stopped")
    return 0
