"""Puts the console together: an application of its own, to be mounted at /staff."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.console.conversation import Conversation
from bot.console.conversations import Conversations
from bot.console.cookies import Cookies
from bot.console.guard import Guard
from bot.console.headers import StaffHeaders
from bot.console.knowledge import Knowledge
from bot.console.live import Live, News
from bot.console.problems import Refused
from bot.console.rendering import Pages
from bot.console.requests import Requests
from bot.console.sign_in import FIRST_PAGE, SignIn
from bot.console.static_files import StaticFiles
from bot.console.today import Today
from bot.database.clock import Clock, utc_now
from bot.database.database import Database


def console(
    database: Database,
    news: News,
    knowledge: Knowledge,
    *,
    always_secure: bool = False,
    clock: Clock = utc_now,
) -> Starlette:
    """The staff web application. `always_secure` keeps its cookies to TLS."""
    files = StaticFiles()
    pages = Pages(knowledge, files, clock)
    guard = Guard(database, clock)
    return Starlette(
        routes=[
            Route("/", _to_first_page, methods=["GET"]),
            files.route(),
            *SignIn(database, pages, guard, Cookies(always_secure), clock).routes(),
            *Today(database, pages, guard, clock).routes(),
            *Conversations(database, pages, guard, knowledge).routes(),
            *Conversation(database, pages, guard, knowledge, news, clock).routes(),
            *Requests(database, pages, guard, news, clock).routes(),
            Live(news, guard).route(),
        ],
        middleware=[Middleware(StaffHeaders)],
        exception_handlers=_handlers(pages),
    )


async def _to_first_page(_request: Request) -> Response:
    return RedirectResponse(FIRST_PAGE, 303)


def _handlers(pages: Pages) -> dict[Any, Any]:
    async def tell(_request: Request, problem: Exception) -> Response:
        if isinstance(problem, Refused):
            return pages.problem(problem.status, problem.headers)
        if isinstance(problem, HTTPException):
            return pages.problem(problem.status_code, problem.headers)
        return pages.problem(500)

    return {Refused: tell, HTTPException: tell, Exception: tell}
