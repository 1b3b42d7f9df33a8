"""What staff read when something is not carried out: what happened, and what to do."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A request that is not carried out; nothing of it was stored."""

    def __init__(self, status: int, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.headers = headers


SENTENCES: Mapping[int, tuple[str, str]] = {
    400: ("That could not be read", "Go back and try again. If it happens twice, tell whoever runs the assistant."),
    401: ("You are not signed in", "Sign in, and do it again. Nothing was changed."),
    403: ("This page is out of date", "Go back, load the page again, and do it once more. Nothing was changed."),
    404: ("There is nothing here", "It may have been deleted: conversations are kept for a limited time only."),
    405: ("That can't be done here", "Go back and use the page's own buttons."),
    409: (
        "Something has changed here",
        "A colleague or the visitor was quicker. Look at it again before you decide.",
    ),
    413: ("That is too long", "Go back and shorten it. Nothing was changed."),
    429: ("Too many tries", "Wait a quarter of an hour, then sign in again."),
    500: ("Something went wrong", "It is not your fault, and it was noted. Try again in a moment."),
}


def sentences_for(status: int) -> tuple[str, str]:
    """A heading, and what to do."""
    return SENTENCES.get(status, SENTENCES[400] if status < 500 else SENTENCES[500])
