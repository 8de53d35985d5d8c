"""A hub as a remote over HTTP. Standard library only; one connection, which is opened anew where it was dropped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Any, TypeVar
from urllib.parse import urlencode

from studyapp import (
    Board,
    Held,
    Message,
    Pulled,
    Receipt,
    Scope,
    Signer,
    Statement,
    Unreachable,
    Word,
    write_statements,
)
from studyapp_hub import wire
from studyapp_hub.address import Address, read_address
from studyapp_hub.line import Line, explain
from studyapp_hub.outside import utc
from studyapp_hub.service.api import BODY, STATEMENTS, signed_text

_LONGEST_ANSWER = 160 << 20
"""Bytes of an answer; a deck with pictures comes as base64 text."""

_RAW = 4 << 20
"""Bytes of statements, before they are packed, that are tried as one push."""

_OK, _UNSIGNED, _BROKEN = 200, 401, 500

_STRANGE = Message("这个地址上的不是练兵服务器，或者版本对不上；请向管理员核对地址。")

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class HubKind:
    """Hubs at addresses of one scheme. ``seconds``: how long an answer is waited for."""

    scheme: str
    now: Callable[[], int] = utc
    seconds: float = 30.0

    def open(self, url: str, signer: Signer) -> HubRemote:
        """The hub at an address; it is not asked anything yet. Raises ``BadAddress``."""
        address = read_address(url)
        return HubRemote(address, signer, Line(address, self.seconds), self.now)


@dataclass(slots=True)
class HubRemote:
    """A hub that a device talks to. ``ahead``: milliseconds by which its clock is ahead of ours, once it said so."""

    address: Address
    signer: Signer
    line: Line
    now: Callable[[], int]
    ahead: int = 0
    last: int = field(default=0, repr=False)

    def pull(self, cursor: str) -> Pulled:
        """What is new since a cursor. Raises ``Unreachable``."""
        return _read(wire.pulled_from_plain, self._ask("/v1/pull", {"cursor": cursor} if cursor else {}))

    def scopes(self) -> Sequence[Scope]:
        """Whose boards the learner may see. Raises ``Unreachable``."""
        return _read(wire.scopes_from_plain, self._ask("/v1/scopes", {}))

    def standings(self, scope: str, period: str) -> Board:
        """A board. Raises ``Unreachable``."""
        return _read(wire.board_from_plain, self._ask("/v1/board", {"scope": scope, "period": period}))

    def push(self, statements: Sequence[Statement]) -> Receipt:
        """Hand statements over, in as few requests as there must be. Raises ``Unreachable``."""
        whole = Receipt({})
        for body in _bodies(statements):
            status, plain = self._send("POST", "/v1/push", body, {"Content-Type": STATEMENTS})
            if status != _OK:
                raise _refusal(status, plain)
            whole = _together(whole, _read(wire.receipt_from_plain, plain))
            if whole.refused is not None:
                break
        return whole

    def who(self) -> str:
        """The public key of the hub. Raises ``Unreachable``."""
        status, plain = self._send("GET", "/v1/hub", b"", {})
        if status != _OK:
            raise _refusal(status, plain)
        return _read(lambda said: bytes.fromhex(said["key"]).hex(), plain)

    def close(self) -> None:
        """Hang up."""
        self.line.close()

    def _ask(self, path: str, query: dict[str, str]) -> Any:
        """A signed read; where the hub finds this clock wrong, once more by the hub's."""
        target = self.address.path + path + (f"?{urlencode(query)}" if query else "")
        status, plain = self._send("GET", path, b"", self._signed(target), target)
        if status == _UNSIGNED and type(hubs := _error(plain).get("at")) is int:
            if _error(plain).get("code") == "stale":
                self.ahead, self.last = hubs - self.now(), 0
            status, plain = self._send("GET", path, b"", self._signed(target), target)
        if status != _OK:
            raise _refusal(status, plain)
        return plain

    def _signed(self, target: str) -> dict[str, str]:
        # never twice at the same instant: the hub takes no signature twice
        at = self.last = max(self.last + 1, self.now() + self.ahead)
        text = signed_text("GET", target.removeprefix(self.address.path), hashlib.sha256(b"").hexdigest(), at)
        signature = self.signer.sign(text).hex()
        return {"Authorization": f"Ed25519 device={self.signer.device}, at={at}, signature={signature}"}

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str], target: str = "") -> tuple[int, Any]:
        try:
            response = self.line.request(method, target or self.address.path + path, body, headers)
            with response:
                return response.status, _json(response)
        except (OSError, HTTPException) as error:
            self.line.close()
            raise Unreachable(explain(error, self.address)) from error


def _json(response: HTTPResponse) -> Any:
    data = response.read(_LONGEST_ANSWER + 1)
    if len(data) > _LONGEST_ANSWER:
        response.close()
        raise Unreachable(Message("服务器的回答太大，没有收下；请把这个情况告诉管理员。"))
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _read(reading: Callable[[Any], _Value], plain: Any) -> _Value:
    try:
        return reading(plain)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreachable(_STRANGE) from error


def _error(plain: Any) -> dict[str, Any]:
    found = plain.get("error") if isinstance(plain, dict) else None
    return found if isinstance(found, dict) else {}


def _refusal(status: int, plain: Any) -> Unreachable:
    """What the hub says why it does not do it, or that it is no hub."""
    try:
        return Unreachable(wire.message_from_plain(_error(plain)["why"]))
    except (ValueError, KeyError):
        if status >= _BROKEN:
            return Unreachable(
                Message(
                    "服务器暂时不能处理（状态 {status}）；稍后会自动再试，一直不行就告诉管理员。", {"status": status}
                )
            )
        return Unreachable(_STRANGE)


def _bodies(statements: Sequence[Statement]) -> Iterator[bytes]:
    """Statements as bodies that the hub takes; nothing is one too, and so is one statement that is too large alone."""
    run: list[Statement] = []
    size = 0
    for one in statements:
        length = len(one.head) + len(one.content)
        if run and size + length > _RAW:
            yield from _halved(run)
            run, size = [], 0
        run.append(one)
        size += length
    if run or not statements:
        yield from _halved(run)


def _halved(run: Sequence[Statement]) -> Iterator[bytes]:
    body = write_statements(run)
    if len(body) <= BODY or len(run) == 1:
        yield body
        return
    middle = len(run) // 2
    yield from _halved(run[:middle])
    yield from _halved(run[middle:])


def _together(first: Receipt, second: Receipt) -> Receipt:
    """Two receipts as one; what the later one says of a device or an entry holds."""
    held: dict[str, Held] = {**first.held, **second.held}
    words: dict[bytes, Word] = {one.entry: one for one in (*first.words, *second.words)}
    return Receipt(
        held,
        tuple(words.values()),
        tuple(dict.fromkeys((*first.forked, *second.forked))),
        (*first.statements, *second.statements),
        second.refused,
    )
