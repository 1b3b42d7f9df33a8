"""A setting that is wrong is named, together with what to use instead."""

from __future__ import annotations

import stat
from dataclasses import fields
from pathlib import Path

import pytest

from bot.secret import signing_key
from bot.settings import VARIABLES, Settings, SettingsError, Variable

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"
STRONG = "aGk5f0PpW2eXv8QnYt4ZrLs6UdBj1CmO"


def test_an_empty_environment_is_enough() -> None:
    settings = Settings.from_environment({})

    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.database_url == "sqlite:///var/assistant.db"
    assert settings.retention_days == 90
    assert settings.secret_key is None


def test_a_variable_that_is_empty_counts_as_not_set() -> None:
    assert Settings.from_environment({"BOT_PORT": " "}).port == 8000


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("BOT_PORT", "80a", 'BOT_PORT is "80a". Use a whole number from 1 to 65535.'),
        ("BOT_PORT", "0", 'BOT_PORT is "0". Use a whole number from 1 to 65535.'),
        ("BOT_PORT", "²", 'BOT_PORT is "²". Use a whole number from 1 to 65535.'),
        ("RETENTION_DAYS", "-1", 'RETENTION_DAYS is "-1". Use a whole number from 1 to 3650.'),
        ("BOT_ENV", "prod", 'BOT_ENV is "prod". Use development or production.'),
        ("LOG_LEVEL", "loud", 'LOG_LEVEL is "loud". Use debug, info, warning or error.'),
    ],
)
def test_a_value_that_is_wrong_is_named(name: str, value: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({name: value})

    assert str(caught.value) == message


@pytest.mark.parametrize("url", ["mysql://dana:hunter2@db/bot", "sqlite://", "sqlite:///:memory:", "assistant.db"])
def test_another_kind_of_database_is_refused_without_showing_its_password(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"DATABASE_URL": url})

    assert "Use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME." in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_settings_can_be_printed_without_giving_away_a_secret() -> None:
    settings = Settings.from_environment({"SECRET_KEY": STRONG, "DATABASE_URL": "postgresql://bot:hunter2@db/bot"})

    assert STRONG not in repr(settings)
    assert "hunter2" not in repr(settings)


def test_production_needs_a_secret_of_its_own() -> None:
    with pytest.raises(SettingsError, match="SECRET_KEY is not set, and BOT_ENV is production"):
        Settings.from_environment({"BOT_ENV": "production"})

    assert Settings.from_environment({"BOT_ENV": "production", "SECRET_KEY": STRONG}).secret_key == STRONG


@pytest.mark.parametrize("weak", ["secret", "a" * 64, "abc" * 20])
def test_a_weak_secret_is_refused_and_not_shown(weak: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment({"SECRET_KEY": weak})

    assert str(caught.value) == "SECRET_KEY has an unusable value. Use at least 32 random characters."


def test_a_secret_may_come_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{STRONG}\n")

    assert Settings.from_environment({"SECRET_KEY_FILE": str(tmp_path / "key")}).secret_key == STRONG


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        ({"SECRET_KEY_FILE": "missing"}, 'SECRET_KEY_FILE is "missing". Use a text file that can be read.'),
        (
            {"SECRET_KEY_FILE": "x", "SECRET_KEY": STRONG},
            "SECRET_KEY and SECRET_KEY_FILE are both set. Use one of them.",
        ),
    ],
)
def test_a_secret_file_that_does_not_help_is_named(environ: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.from_environment(environ)

    assert str(caught.value) == message


def test_without_a_secret_one_is_made_that_only_the_owner_can_read(tmp_path: Path) -> None:
    made = signing_key(None, tmp_path / "var")

    assert len(made) >= 48
    assert signing_key(None, tmp_path / "var") == made, "and kept"
    assert stat.S_IMODE((tmp_path / "var" / "secret").stat().st_mode) == 0o600
    assert [file.name for file in (tmp_path / "var").iterdir()] == ["secret"]
    assert signing_key(STRONG, tmp_path / "var") == STRONG


def test_every_field_has_a_variable() -> None:
    assert list(VARIABLES) == [field.name for field in fields(Settings)]


@pytest.mark.parametrize("variable", VARIABLES.values(), ids=lambda variable: variable.name)
def test_every_setting_is_documented(variable: Variable) -> None:
    default = f"`{variable.default}`" if variable.default else "none"

    assert (
        f"| `{variable.name}` | {variable.kind.use} | {default} | {variable.doc} |" in DOCS.read_text().splitlines()
    )
