"""Bodies of requests, read up to a bound."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message as Event

from studyapp import Message, Statement, Unreadable, read_statements
from studyapp_hub.service.api import BODY, STATEMENTS, UNPACKED
from studyapp_hub.service.faults import Fault

MOST = 20_000
"""Statements of a push."""

PATIENCE = 30.0
"""Seconds that the next piece of a body may take."""

SLOWEST = 16 << 10
"""Bytes in a second that a line has at least: from whoever sends slower, what he sends is not taken."""

_GZIP = b"\x1f\x8b"


def too_large(most: int) -> Fault:
    """The body is larger than is taken."""
    size = f"{most >> 20} MB" if most >= 1 << 20 else f"{most >> 10} KB"
    return Fault(413, "too-large", Message("内容超过 {size}，没有收下；请分成几次发送。", {"size": size}))


def bound(request: Request, most: int) -> Request:
    """The request, whose body breaks off where it is more than so many bytes. Raises ``Fault``."""
    told = request.headers.get("content-length", "")
    if told.isdecimal() and (len(told) > len(str(1 << 50)) or int(told) > most):
        raise too_large(most)
    left = most
    receive = request.receive
    until = asyncio.get_running_loop().time() + PATIENCE + most / SLOWEST

    async def bounded() -> Event:
        nonlocal left
        try:
            async with asyncio.timeout_at(min(asyncio.get_running_loop().time() + PATIENCE, until)):
                event = await receive()
        except TimeoutError:
            raise broken() from None
        left -= len(event.get("body", b""))
        if left < 0:
            raise too_large(most)
        return event

    return Request(request.scope, bounded)


async def statements_body(request: Request) -> bytes:
    """The bytes of a push. Raises ``Fault``."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != STATEMENTS or request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Fault(415, "type", Message("这里只收 {type} 类型的内容。", {"type": STATEMENTS}))
    try:
        body = await bound(request, BODY).body()
    except ClientDisconnect:
        raise broken() from None
    if body[:2] != _GZIP:
        raise broken()
    return body


def statements_in(body: bytes) -> list[Statement]:
    """The statements of a push. Raises ``Fault``."""
    found: list[Statement] = []
    try:
        for one in read_statements(body, UNPACKED):
            found.append(one)
            if len(found) > MOST:
                raise too_large(UNPACKED)
    except Unreadable:
        raise broken() from None
    return found


def broken() -> Fault:
    """The body is no file of statements."""
    return Fault(400, "broken", Message("收到的内容不完整或不是同步数据；请重新发送，仍不行就升级 studyapp。"))
