"""Stands before every page and action: who is not signed in gets neither, and a form must come from our own page.

The routes of the console are made here and nowhere else, so that none can be left unguarded.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console import csrf, sessions
from bot.console.cookies import SESSION, secret_in
from bot.console.forms import read_form
from bot.console.members import Member
from bot.console.problems import Refused
from bot.console.sessions import Session
from bot.database.clock import Clock
from bot.database.database import Database

SIGN_IN = "/staff/sign-in"


@dataclass(frozen=True)
class Visit:
    """A request of somebody who is signed in; `form` is what they sent, if it is an action."""

    request: Request
    member: Member
    secret: str = field(repr=False)
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def csrf(self) -> str:
        return csrf.token_of(self.secret)

    @property
    def partial(self) -> bool:
        """Whether htmx asks for a part of the page."""
        return self.request.headers.get("hx-request") == "true"


View = Callable[[Visit], Awaitable[Response]]


class Guard:
    """Makes the routes of the console."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def page(self, path: str, view: View) -> Route:
        """A page, or a part of one."""

        async def show(request: Request) -> Response:
            session = await self.session_of(request)
            if session is None:
                return _to_sign_in(request)
            return await view(Visit(request, session.member, session.secret))

        return Route(path, show, methods=["GET"], name=path)

    def action(self, path: str, view: View) -> Route:
        """What changes something."""

        async def act(request: Request) -> Response:
            session = await self.session_of(request)
            if session is None:
                raise Refused(401, headers=_htmx_to_sign_in(request))
            form = await read_form(request)
            check_origin(request)
            if not csrf.is_token_of(session.secret, form.get(csrf.FIELD, "")):
                raise Refused(403)
            return await view(Visit(request, session.member, session.secret, form))

        return Route(path, act, methods=["POST"], name=path)

    async def session_of(self, request: Request) -> Session | None:
        """The session of a request, if there is one."""
        secret = secret_in(request, SESSION)
        if secret is None:
            return None
        now = self._clock()
        session = await self._database.read(partial(sessions.find, secret=secret, now=now))
        if session is not None and session.is_stale(now):
            await self._database.write(partial(sessions.touch, secret=secret, now=now))
        return session


def check_origin(request: Request) -> None:
    """Browsers say where a form was sent from; those too old to say so are held off by the token alone."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Refused(403)


def _to_sign_in(request: Request) -> Response:
    if request.headers.get("hx-request") == "true":
        raise Refused(401, headers=_htmx_to_sign_in(request))
    if "text/event-stream" in request.headers.get("accept", ""):
        raise Refused(401)
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(_sign_in_then(here), 303)


def _htmx_to_sign_in(request: Request) -> Mapping[str, str]:
    """Tells htmx to leave the page for the sign-in; it sends along the address that the browser shows."""
    if request.headers.get("hx-request") != "true":
        return {}
    shown = urlsplit(request.headers.get("hx-current-url", ""))
    return {"HX-Redirect": _sign_in_then(shown.path + (f"?{shown.query}" if shown.query else ""))}


def _sign_in_then(path: str) -> str:
    return f"{SIGN_IN}?{urlencode({'next': path})}"
