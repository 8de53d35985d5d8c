"""The hub as a web application: the protocol, the board's page, the administrators' pages."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from studyapp import Message
from studyapp_hub import wire
from studyapp_hub.hub import Hub
from studyapp_hub.office import open_office
from studyapp_hub.service import admin, board_routes, protocol
from studyapp_hub.service.admin_markup import plain_page
from studyapp_hub.service.context import Service, make_service
from studyapp_hub.service.faults import Fault, answer
from studyapp_hub.service.settings import Settings
from studyapp_hub.service.upward import keep_up

MONTHS = 600.0
"""Seconds between looks whether a month is to be closed."""

_LENGTHS = {b"content-length", b"transfer-encoding"}
FRESH = 3.0
"""Seconds: of a board that a thousand people look at every one need not be worked out."""

_LOG = logging.getLogger(__name__)
_API = "/v1/"

HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"content-security-policy": (
        b"default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none';"
        b" frame-ancestors 'none'"
    ),
}
"""What every answer says that does not say otherwise."""

_BROKEN = Message("服务器暂时不能处理这个请求；已收下的记录不受影响，请稍后再试。")
_PLAIN = {
    400: ("bad-request", Message("请求不完整；请重新发送。")),
    404: ("no-such-path", Message("没有这个地址；请核对后再试。")),
    405: ("no-such-method", Message("这个地址不接受这种请求。")),
    413: ("too-large", Message("内容太大，没有收下。")),
}


def application(hub: Hub, settings: Settings, more: Sequence[BaseRoute] = (), *, fresh: float = 0.0) -> Starlette:
    """The application for an open hub, which whoever opened it closes.

    ``more``: routes besides; ``fresh``: seconds for which a board that was worked out is shown to others.
    """
    office = open_office(settings.place, settings.random)
    service = make_service(hub, office, settings)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        service.worker.start()
        chores = [asyncio.create_task(_close_months(service)), asyncio.create_task(keep_up(service))]
        try:
            yield
        finally:
            for chore in chores:
                chore.cancel()
            await asyncio.gather(*chores, return_exceptions=True)
            await asyncio.to_thread(service.worker.stop)
            office.close()

    app = Starlette(
        routes=[
            *protocol.routes(service),
            *admin.routes(service),
            Route("/join", _join_page, methods=["GET"]),
            *board_routes.routes(service.worker.ask, service.hold, fresh=fresh),
            *more,
        ],
        lifespan=lifespan,
        exception_handlers={Fault: _told(service), HTTPException: _told(service), Exception: _told(service)},
    )
    app.state.service = service
    return app


def guarded(app: ASGIApp, now: Callable[[], int]) -> ASGIApp:
    """The application behind what holds for every answer: its headers, and no traceback whatever happens."""

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        begun = False

        async def headed(event: Event) -> None:
            nonlocal begun
            if event["type"] == "http.response.start":
                begun = True
                named = {name for name, _value in event["headers"]}
                event["headers"] = [*event["headers"], *(one for one in HEADERS.items() if one[0] not in named)]
            await send(event)

        if {name for name, _value in scope["headers"]} >= _LENGTHS:  # two lengths: one request, or two of them?
            refused = _spoken(Request(scope), Fault(400, *_PLAIN[400]), now())
            refused.headers["Connection"] = "close"
            await refused(scope, receive, headed)
            return
        try:
            await app(scope, receive, headed)
        except Exception:
            _LOG.exception("a request failed: %s %r", scope["method"], scope["path"])
            if not begun:
                await _spoken(Request(scope), Fault(503, "unavailable", _BROKEN), now())(scope, receive, headed)

    return inner


def served(hub: Hub, settings: Settings, more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """What a server serves."""
    return guarded(application(hub, settings, more, fresh=FRESH), settings.now)


async def _close_months(service: Service) -> None:
    while True:
        try:
            for month in await service.worker.ask(lambda hub, at: hub.close_months(at=at)):
                _LOG.info("the board of %s is closed", month)
            await service.worker.ask(lambda hub, at: hub.look_ahead(at=at))  # last: not every database lets it
        except Exception:
            _LOG.exception("months could not be closed")
        await asyncio.sleep(MONTHS)


def _told(service: Service) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def told(request: Request, error: Exception) -> Response:
        fault = error if isinstance(error, Fault) else _as_fault(error)
        return _spoken(request, fault, service.settings.now())

    return told


def _as_fault(error: Exception) -> Fault:
    """What is said of an error; one that nobody foresaw goes on to whoever logs it (see ``guarded``)."""
    if not isinstance(error, HTTPException):
        return Fault(503, "unavailable", _BROKEN)
    status = error.status_code
    code, why = _PLAIN.get(status, _PLAIN[400])
    return Fault(status, code, why)


def _spoken(request: Request, fault: Fault, at: int) -> Response:
    """A fault as a program or as a browser reads it."""
    if request.scope["path"].startswith(_API):
        return answer(fault, at)
    sentence = wire.message_to_plain(fault.why)["sentence"]
    response = HTMLResponse(plain_page("没有完成", sentence), fault.status)
    response.headers["Cache-Control"] = "no-store"
    return response


async def _join_page(request: Request) -> Response:
    """What somebody sees who scanned a code with his telephone; the code itself stays in his browser."""
    return HTMLResponse(
        plain_page(
            "登记学员",
            "登记在电脑上完成：打开 studyapp，按登记单上的三步做。登记码只能用一次，请不要转给别人。",
        )
    )
