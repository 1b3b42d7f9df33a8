"""`python -m bot channels` tells how the bot is and what is missing; `register` tells Telegram where to deliver."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.commands import channels
from tests.channels.telegram.bot_api import Platform, eventually, refusal
from tests.channels.telegram.conftest import PUBLIC_URL, SECRET, Assistant
from tests.channels.telegram.visitors import Visitor
from tests.conftest import ROOT

WEBHOOK = f"{PUBLIC_URL}/channels/telegram"
KINDS = ["message", "edited_message", "callback_query"]

Command = Callable[..., str]


@pytest.fixture
def command(assistant: Assistant, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """What the command prints, as the owner runs it; `code` is what it is expected to end with."""

    def run(*arguments: str, code: int = 0) -> str:
        for name in ("TELEGRAM_TOKEN", "PUBLIC_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in assistant.environ.items():
            monkeypatch.setenv(name, value)
        assert channels.run(list(arguments)) == code
        return "".join(capsys.readouterr())

    monkeypatch.chdir(ROOT)
    return run


def test_without_a_token_it_is_off_and_says_what_is_missing(assistant: Assistant, command: Command) -> None:
    del assistant.environ["TELEGRAM_TOKEN"]

    assert "telegram  off: TELEGRAM_TOKEN not set. See docs/channels/telegram.md.\n" in command()
    assert command("register", "telegram", code=1) == "TELEGRAM_TOKEN not set. See docs/channels/telegram.md.\n"
    assert "web       on, at http://127.0.0.1:8000\n" in command()


def test_at_home_it_asks_for_the_news_and_there_is_nothing_to_register(command: Command, platform: Platform) -> None:
    assert "telegram  asks Telegram for the news\n" in command()
    assert "PUBLIC_URL is not set" in command("register", "telegram", code=1)
    assert platform.of("setWebhook") == []


def test_it_is_registered_with_its_secret_and_introduced(
    assistant: Assistant, command: Command, platform: Platform
) -> None:
    assistant.environ["PUBLIC_URL"] = PUBLIC_URL
    before = command()

    registered = command("register", "telegram")

    assert "telegram  not registered\n" in before
    assert "Run: python -m bot channels register telegram\n" in before
    assert registered == f"Telegram now delivers to {WEBHOOK}.\n"
    assert platform.of("setWebhook") == [{"url": WEBHOOK, "secret_token": SECRET, "allowed_updates": KINDS}]
    (menu,) = platform.of("setMyCommands")
    assert [each["command"] for each in menu["commands"]] == ["start", "book", "help"]
    (described,) = platform.of("setMyDescription")
    assert "kept for 90 days" in described["description"], "before the first message one reads what is kept"
    assert f"telegram  Telegram delivers\n          webhook: {WEBHOOK}\n" in command()


def test_what_telegram_says_of_the_delivery_is_shown(
    assistant: Assistant, command: Command, platform: Platform
) -> None:
    assistant.environ["PUBLIC_URL"] = PUBLIC_URL
    command("register", "telegram")
    platform.last_error = "SSL error: certificate verify failed"

    assert "UTC: SSL error: certificate verify failed\n" in command()


def test_after_a_change_of_the_secret_key_the_refusals_are_shown_until_it_is_registered_again(
    assistant: Assistant, command: Command, platform: Platform, dana: Visitor
) -> None:
    del assistant.environ["TELEGRAM_SECRET"]
    assistant.environ |= {"PUBLIC_URL": PUBLIC_URL, "SECRET_KEY": "an-earlier-key-of-the-clinic-0123456789"}
    command("register", "telegram")
    assistant.environ["SECRET_KEY"] = "another-key-of-the-clinic-0123456789"
    with assistant.served() as (platform.assistant, _):
        assert platform.deliver(dana.update("hello")) == 403
        assert "Wrong response from the webhook: 403" in command()

        command("register", "telegram")

        platform.bring(dana.update("hello"))
        dana.sees_in_time("You said hello")


def test_the_registration_is_taken_back(assistant: Assistant, command: Command, platform: Platform) -> None:
    assistant.environ["PUBLIC_URL"] = PUBLIC_URL
    command("register", "telegram")
    del assistant.environ["PUBLIC_URL"]
    assert "Run: python -m bot channels unregister telegram\n" in command(), "else nobody could ask for the news"

    assert command("unregister", "telegram").startswith("Telegram no longer delivers")

    assert platform.webhook is None
    assert "unregister" not in command()


def test_a_token_that_telegram_does_not_know_is_told_with_what_to_do(assistant: Assistant, command: Command) -> None:
    assistant.environ |= {"TELEGRAM_TOKEN": "987654321:another-token-that-telegram-does-not-know"}
    assistant.environ["PUBLIC_URL"] = PUBLIC_URL

    for said in (command(), command("register", "telegram", code=1)):
        assert (
            "It does not know this token. Take the one that @BotFather shows, and put it into TELEGRAM_TOKEN." in said
        )


def test_what_was_given_up_is_counted(
    assistant: Assistant, command: Command, platform: Platform, dana: Visitor
) -> None:
    platform.refusals = [refusal(403, "Forbidden: bot was blocked by the user")]
    with assistant.polling():
        dana.says("hello")
        eventually(lambda: not platform.refusals)

        def is_counted() -> bool:
            return "given up, the last because of: HTTP 403 bot was blocked by the user\n" in command()

        eventually(is_counted)
