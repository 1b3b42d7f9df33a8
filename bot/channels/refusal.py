"""The web channel's no: a code for the widget and a plain sentence for the visitor."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

ANSWERS = {
    "malformed": (400, "That could not be read. Please try again."),
    "unknown_field": (400, "That could not be read: there is something in it that I don't know."),
    "bad_token": (401, "This conversation can't be found. Please start a new one."),
    "expired_token": (401, "This conversation has been away for too long. Please start a new one."),
    "too_large": (413, "That is too much for one message. Please send less at a time."),
    "empty": (422, "That message is empty. Please write something first."),
    "too_long": (422, "That message is too long. Please keep it under 1,000 characters."),
    "unknown_choice": (422, "That button can no longer be pressed. Please write your question instead."),
    "busy": (429, "That was a lot at once. Please wait for an answer first."),
    "failed": (500, "Something went wrong on our side. Please try again in a moment."),
}


class Refusal(Exception):
    """A request that is not carried out; nothing of it was stored."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def as_response(code: str) -> JSONResponse:
    status, sentence = ANSWERS[code]
    return JSONResponse({"error": sentence, "code": code}, status)


async def refused(_request: Request, refusal: Exception) -> JSONResponse:
    """The application's handler for a Refusal."""
    return as_response(refusal.code if isinstance(refusal, Refusal) else "failed")


async def failed(_request: Request, _error: Exception) -> JSONResponse:
    """The application's handler for what nobody expected; the server logs it."""
    return as_response("failed")
