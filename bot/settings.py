"""Every environment variable of the assistant, read once at the start; nothing else looks at the environment.

`docs/settings.md` lists the same variables; a test compares them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit


class SettingsError(Exception):
    """An environment variable has a value that can't be used. Says which, and what to use."""


@dataclass(frozen=True)
class Kind:
    """What a value may be: `use` ends the sentence "Use ...", `read` raises ValueError."""

    use: str
    read: Callable[[str], Any]


@dataclass(frozen=True)
class Variable:
    """One variable: its name, what it may hold, its default as text ("" for none) and a sentence about it."""

    name: str
    kind: Kind
    default: str
    doc: str
    secret: bool = False  # never shown; may also be named by a file, in NAME_FILE


def _whole_number(least: int, most: int) -> Kind:
    def read(text: str) -> int:
        number = int(text) if text.isascii() and text.isdigit() else -1
        if not least <= number <= most:
            raise ValueError(text)
        return number

    return Kind(f"a whole number from {least} to {most}", read)


def _one_of(*words: str) -> Kind:
    def read(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(text)
        return text.lower()

    return Kind(f"{', '.join(words[:-1])} or {words[-1]}", read)


def _database_url(text: str) -> str:
    is_file = text.startswith("sqlite:///") and text not in ("sqlite:///", "sqlite:///:memory:")
    if not is_file and not text.startswith(("postgresql://", "postgresql+psycopg2://")):
        raise ValueError
    return text


def _key(text: str) -> str:
    if len(text) < 32 or len(set(text)) < 10:
        raise ValueError
    return text


def _bot_token(text: str) -> str:
    if not re.fullmatch(r"[0-9]{3,20}:[A-Za-z0-9_-]{20,100}", text):
        raise ValueError
    return text


def _header_secret(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", text):
        raise ValueError
    return text


def _address(*schemes: str) -> Kind:
    def read(text: str) -> str:
        parts = urlsplit(text)
        has_more = parts.query or parts.fragment or parts.username or parts.password
        if parts.scheme not in schemes or not parts.hostname or has_more:
            raise ValueError(text)
        return text.rstrip("/")

    return Kind(f"an address that begins with {' or '.join(f'{scheme}://' for scheme in schemes)}", read)


HOST = Kind("an address or a host name", str)
FOLDER = Kind("a folder", Path)
FILE = Kind("a file", Path)
DATABASE = Kind("sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME", _database_url)
KEY = Kind("at least 32 random characters", _key)
BOT_TOKEN = Kind("a token as @BotFather shows it", _bot_token)
HEADER_SECRET = Kind("16 to 256 letters, digits, _ and -", _header_secret)


VARIABLES = {
    "host": Variable(
        "BOT_HOST", HOST, "127.0.0.1", "The address to listen on; the default answers this machine alone."
    ),
    "port": Variable("BOT_PORT", _whole_number(1, 65535), "8000", "The port to listen on."),
    "database_url": Variable(
        "DATABASE_URL",
        DATABASE,
        "sqlite:///var/assistant.db",
        "Where conversations and requests are stored.",
        secret=True,  # it may hold a password
    ),
    "data_dir": Variable("DATA_DIR", FOLDER, "data", "The folder with the articles, answers and examples."),
    "clinic_profile": Variable("CLINIC_PROFILE", FILE, "data/clinic.yml", "The clinic's profile."),
    "model_dir": Variable("MODEL_DIR", FOLDER, "models", "The folder with the trained models."),
    "state_dir": Variable(
        "STATE_DIR", FOLDER, "var", "The folder for what the assistant itself has to keep, such as its secret."
    ),
    "retention_days": Variable(
        "RETENTION_DAYS",
        _whole_number(1, 3650),
        "90",
        "After how many days everything about a conversation is deleted.",
    ),
    "token_days": Variable(
        "TOKEN_DAYS",
        _whole_number(1, 365),
        "30",
        "How many days a visitor's browser can come back to its conversation.",
    ),
    "secret_key": Variable(
        "SECRET_KEY",
        KEY,
        "",
        "Signs the visitors' tokens; without it a random one is made once and kept in `STATE_DIR/secret`.",
        secret=True,
    ),
    "public_url": Variable(
        "PUBLIC_URL",
        _address("https"),
        "",
        "Where the internet reaches the assistant, for messaging apps that deliver to it.",
    ),
    "telegram_token": Variable(
        "TELEGRAM_TOKEN", BOT_TOKEN, "", "The bot that answers on Telegram; without it there is none.", secret=True
    ),
    "telegram_secret": Variable(
        "TELEGRAM_SECRET",
        HEADER_SECRET,
        "",
        "By which Telegram's deliveries are known; without it one is made from `SECRET_KEY`.",
        secret=True,
    ),
    "telegram_api": Variable(
        "TELEGRAM_API",
        _address("https", "http"),
        "https://api.telegram.org",
        "The Bot API; another one only if you run a Bot API server of your own.",
    ),
    "environment": Variable(
        "BOT_ENV", _one_of("development", "production"), "development", "In production `SECRET_KEY` must be set."
    ),
    "log_level": Variable(
        "LOG_LEVEL",
        _one_of("debug", "info", "warning", "error"),
        "info",
        "The least important lines to log; visitors' words are in none of them.",
    ),
}


@dataclass(frozen=True)
class Settings:
    """The assistant's settings, as `VARIABLES` describes them. Paths are relative to the folder it is started in."""

    host: str
    port: int
    database_url: str = field(repr=False)
    data_dir: Path
    clinic_profile: Path
    model_dir: Path
    state_dir: Path
    retention_days: int
    token_days: int
    secret_key: str | None = field(repr=False)
    public_url: str | None
    telegram_token: str | None = field(repr=False)
    telegram_secret: str | None = field(repr=False)
    telegram_api: str
    environment: Literal["development", "production"]
    log_level: str

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """The settings in `environ`; a variable that is empty counts as not set."""
        settings = cls(**{name: _value(variable, environ) for name, variable in VARIABLES.items()})
        if settings.environment == "production" and settings.secret_key is None:
            raise SettingsError(f"SECRET_KEY is not set, and BOT_ENV is production. Use {KEY.use}.")
        return settings


def _value(variable: Variable, environ: Mapping[str, str]) -> Any:
    text = environ.get(variable.name, "").strip()
    if variable.secret:
        text = _from_file(variable, environ) or text
    text = text or variable.default
    if not text:
        return None
    try:
        return variable.kind.read(text)
    except ValueError:
        found = "has an unusable value" if variable.secret else f'is "{text}"'
        raise SettingsError(f"{variable.name} {found}. Use {variable.kind.use}.") from None


def _from_file(variable: Variable, environ: Mapping[str, str]) -> str:
    name = f"{variable.name}_FILE"
    path = environ.get(name, "").strip()
    if not path:
        return ""
    if environ.get(variable.name, "").strip():
        raise SettingsError(f"{variable.name} and {name} are both set. Use one of them.")
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f'{name} is "{path}". Use a text file that can be read.') from None
    if not text:
        raise SettingsError(f'{name} is "{path}", which is empty. Write {variable.kind.use} into it.')
    return text
