"""The board's page over HTTP. Anybody may see it; it may be kept for a moment, and is not sent twice."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from studyapp_hub.service.board_page import POLICY, View, missing, page
from studyapp_hub.service.board_view import Boards, view_of

OPEN, CLOSED = 20, 600
"""Seconds for which a page may be kept: of a board that moves, of one that does not any more."""

MOST = 64
"""Boards that are remembered for a moment."""

LONGEST = 300
"""Characters of a parameter."""

_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}

Found = TypeVar("Found")


class Asking(Protocol):
    """How the server has something asked of its hub: in the one thread that may, with the time it is."""

    def __call__(self, question: Callable[[Boards, int], Found], /) -> Awaitable[Found]:
        """What the question found out."""


class Views:
    """The views that were worked out a moment ago, or are being worked out: many look at the same board at once."""

    def __init__(self, ask: Asking, fresh: float) -> None:
        self._ask = ask
        self._fresh = fresh
        self._some: OrderedDict[tuple[str, str, bool], tuple[float, asyncio.Task[View | None]]] = OrderedDict()

    async def of(self, scope: str, period: str, wall: bool) -> View | None:
        """What the page shows; ``None`` where there is no such board."""
        now, key = asyncio.get_running_loop().time(), (scope, period, wall)
        begun, task = self._some.get(key, (0.0, None))
        if task is None or (task.done() and (now - begun >= self._fresh or _has_failed(task))):
            task = asyncio.create_task(self._asked(scope, period, wall))
            self._some[key] = now, task
            self._some.move_to_end(key)
            while len(self._some) > MOST:
                self._some.popitem(last=False)
        return await asyncio.shield(task)

    async def _asked(self, scope: str, period: str, wall: bool) -> View | None:
        return await self._ask(lambda hub, at: view_of(hub, scope, period, at=at, wall=wall))


def _has_failed(task: asyncio.Task[View | None]) -> bool:
    return task.cancelled() or task.exception() is not None


def routes(ask: Asking, hold: Callable[[Request], None] = lambda request: None, *, fresh: float = 0.0) -> list[Route]:
    """The board's page at ``/``; ``scope``, ``period`` and ``wall`` are parameters of the query.

    ``hold`` raises where somebody asks too often; ``fresh``: seconds for which a board that was worked out is shown.
    """
    views = Views(ask, fresh)

    async def board(request: Request) -> Response:
        hold(request)
        asked = [request.query_params.get(name, "") for name in ("scope", "period")]
        scope, period = asked
        if max(map(len, asked)) > LONGEST:
            return _missing()
        wall = request.query_params.get("wall") == "1"
        view = await views.of(scope, period, wall)
        return _missing() if view is None else answer(view, request.headers.get("if-none-match", ""))

    return [Route("/", board, methods=["GET"], name="board", include_in_schema=False)]


def answer(view: View, known: str = "") -> Response:
    """The page, or that the one the browser has is still right. ``known``: its ``If-None-Match``."""
    tag = tag_of(view)
    kept = CLOSED if view.board.closed else OPEN
    headers = {**_HEADERS, "ETag": tag, "Cache-Control": f"public, max-age={kept}"}
    if tag in (one.strip() for one in known.split(",")):
        return Response(status_code=304, headers=headers)
    return HTMLResponse(page(view).encode("utf-8", "replace"), headers=headers)


def tag_of(view: View) -> str:
    """What tells a page from another: all that is on it but the minute."""
    contents = repr(view._replace(board=view.board._replace(at=0)))
    return f'W/"{sha256(contents.encode("utf-8", "replace")).hexdigest()[:24]}"'


def _missing() -> Response:
    sentence = "没有这个范围或时间的榜。请从榜单页上面的两个选择框里选。"
    return HTMLResponse(missing(sentence), status_code=404, headers={**_HEADERS, "Cache-Control": "no-store"})
