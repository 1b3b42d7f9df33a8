"""The two cookies of the console: who is signed in, and which sign-in form was shown."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

SESSION = "staff_session"
SIGN_IN = "staff_sign_in"
PATH = "/staff"
LONGEST_SECRET = 64


@dataclass(frozen=True)
class Cookies:
    """Sets cookies that scripts can't read and other sites can't send along with a form.

    They travel over TLS alone where the site is known to be reached that way: by its public address, or because the
    request came through a proxy that says so.
    """

    always_secure: bool = False

    def put(self, response: Response, request: Request, name: str, secret: str) -> None:
        response.set_cookie(
            name, secret, path=PATH, secure=self._secure(request), httponly=True, samesite="lax"
        )  # no age: it goes when the browser is closed, and the session runs out on its own

    def drop(self, response: Response, request: Request, name: str) -> None:
        response.delete_cookie(name, path=PATH, secure=self._secure(request), httponly=True, samesite="lax")

    def _secure(self, request: Request) -> bool:
        forwarded = request.headers.get("x-forwarded-proto", "").strip().lower()
        return self.always_secure or "https" in (request.url.scheme, forwarded)


def secret_in(request: Request, name: str) -> str | None:
    """The secret in a cookie; None for what can't be one of ours."""
    secret = request.cookies.get(name, "")
    return secret if 0 < len(secret) <= LONGEST_SECRET and secret.isascii() else None
