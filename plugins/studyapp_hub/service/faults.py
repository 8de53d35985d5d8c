"""What is answered where something cannot be done: a status, a word for programs, a sentence for people."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.responses import Response

from studyapp import Message
from studyapp_hub import wire

_ENCODER = msgspec.json.Encoder()


class Fault(Exception):  # noqa: N818 - it is an answer
    """A request that is not done. ``wait``: milliseconds after which it may be tried again, 0 where that is no use."""

    def __init__(self, status: int, code: str, why: Message, wait: float = 0.0) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.why = why
        self.wait = wait


def too_often(wait: float) -> Fault:
    """Somebody asks too often."""
    seconds = max(1, round(wait / 1_000 + 0.5))
    return Fault(429, "too-often", Message("请求太频繁；请等 {seconds} 秒再试。", {"seconds": seconds}), wait)


def as_json(value: Any, status: int = 200) -> Response:
    """An answer as JSON; it is nobody's but the asker's, and not to be kept."""
    headers = {"Cache-Control": "no-store"}
    return Response(_ENCODER.encode(value), status, headers, media_type="application/json")


def answer(fault: Fault, at: int) -> Response:
    """What a program is answered. ``at``: the hub's clock."""
    response = as_json({"error": {"code": fault.code, "at": at, "why": wire.message_to_plain(fault.why)}}, fault.status)
    if fault.wait:
        response.headers["Retry-After"] = str(max(1, round(fault.wait / 1_000 + 0.5)))
    if fault.status == 401:
        response.headers["WWW-Authenticate"] = "Ed25519"
    return response
