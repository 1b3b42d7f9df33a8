"""Signing in and out. The only page that anybody can see."""

from __future__ import annotations

import secrets
from functools import partial

import anyio
import anyio.to_thread
import structlog
from sqlalchemy.engine import Connection
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import audit, csrf, members, passwords, sessions, throttle
from bot.console.cookies import SESSION, SIGN_IN, Cookies, secret_in
from bot.console.forms import read_form
from bot.console.guard import Guard, Visit, check_origin
from bot.console.members import Known
from bot.console.problems import Refused
from bot.console.rendering import Pages
from bot.database.clock import Clock
from bot.database.database import Database

log = structlog.get_logger(__name__)

FIRST_PAGE = "/staff/today"
LONGEST_NEXT = 500
RETRY_AFTER = {"Retry-After": str(int(throttle.WINDOW.total_seconds()))}


class SignIn:
    """The routes by which staff come and go."""

    def __init__(self, database: Database, pages: Pages, guard: Guard, cookies: Cookies, clock: Clock) -> None:
        self._database = database
        self._pages = pages
        self._guard = guard
        self._cookies = cookies
        self._clock = clock
        self._at_once = anyio.CapacityLimiter(1)  # a hash takes a core and 19 MiB: guessing must not slow visitors

    def routes(self) -> list[Route]:
        return [
            Route("/sign-in", self._show, methods=["GET"]),
            Route("/sign-in", self._sign_in, methods=["POST"]),
            self._guard.action("/sign-out", self._sign_out),
        ]

    async def _show(self, request: Request) -> Response:
        after = safe_path(request.query_params.get("next", ""))
        if await self._guard.session_of(request):
            return RedirectResponse(after, 303)
        return self._form(request, after)

    def _form(self, request: Request, after: str, *, name: str = "", wrong: bool = False) -> Response:
        secret = secret_in(request, SIGN_IN) or secrets.token_urlsafe(32)
        response = self._pages.show_to_anyone(
            "sign_in.html",
            status=401 if wrong else 200,
            csrf=csrf.token_of(secret),
            after=after,
            name=name,
            wrong=wrong,
        )
        self._cookies.put(response, request, SIGN_IN, secret)
        return response

    async def _sign_in(self, request: Request) -> Response:
        form = await read_form(request)
        check_origin(request)
        if not csrf.is_token_of(secret_in(request, SIGN_IN) or "", form.get(csrf.FIELD, "")):
            raise Refused(403)
        name, after = form.get("name", ""), safe_path(form.get("next", ""))
        known = await self._known(name, form.get("password", ""), _address(request))
        if known is None:
            return self._form(request, after, name=name[: members.LONGEST_NAME], wrong=True)
        response = RedirectResponse(after, 303)
        secret = await self._database.write(partial(self._begin, known=known, request=request))
        self._cookies.put(response, request, SESSION, secret)
        self._cookies.drop(response, request, SIGN_IN)
        return response

    async def _known(self, name: str, password: str, address: str) -> Known | None:
        """Who it is; None if the password is not theirs. Raises Refused when it was tried too often."""
        now = self._clock()
        if not await self._database.write(partial(throttle.may_try, name=name, address=address, now=now)):
            log.warning("sign-in refused", reason="too many tries")
            raise Refused(429, headers=RETRY_AFTER)
        known = await self._database.read(partial(members.find, name=name))
        check = partial(passwords.matches, known.password_hash if known else None, password)
        if not await anyio.to_thread.run_sync(check, limiter=self._at_once):
            log.warning("sign-in refused", reason="wrong name or password")
            return None
        return known

    def _begin(self, connection: Connection, known: Known, request: Request) -> str:
        before = secret_in(request, SESSION)
        if before is not None:
            sessions.end(connection, before)
        throttle.forgive(connection, known.member.name, _address(request))
        audit.record(connection, known.member.name, "signed in", self._clock())
        return sessions.begin(connection, known.member, self._clock())

    async def _sign_out(self, visit: Visit) -> Response:
        def end(connection: Connection) -> None:
            sessions.end(connection, visit.secret)
            audit.record(connection, visit.member.name, "signed out", self._clock())

        await self._database.write(end)
        response = RedirectResponse("/staff/sign-in", 303)
        self._cookies.drop(response, visit.request, SESSION)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def safe_path(path: str) -> str:
    """Where to go after signing in: a page of the console's, and never another site."""
    fits = path.startswith("/staff/") and len(path) <= LONGEST_NEXT and path.isascii() and path.isprintable()
    return path if fits and "\\" not in path and "//" not in path else FIRST_PAGE


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"
