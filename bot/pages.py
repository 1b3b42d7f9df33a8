"""Serves the clinic's page and the widget's files, compressed, and again only when they have changed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.widget import ServedFile, served_files

PAGE = "index.html"


def pages() -> list[Route]:
    """The page at `/`, everything else under `/widget/`."""
    return [
        Route("/" if name == PAGE else f"/widget/{name}", _serving(file), methods=["GET"])
        for name, file in served_files().items()
    ]


def _serving(file: ServedFile) -> Callable[[Request], Awaitable[Response]]:
    headers = {"ETag": file.etag, "Vary": "Accept-Encoding"}

    async def serve(request: Request) -> Response:
        if request.headers.get("if-none-match") == file.etag:
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(file.gzipped, media_type=file.media_type, headers={**headers, "Content-Encoding": "gzip"})
        return Response(file.body, media_type=file.media_type, headers=headers)

    return serve
