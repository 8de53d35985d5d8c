"""The routes of the protocol: statements up, decks and boards down."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from studyapp import Message, Pulled, Statement
from studyapp_hub import wire
from studyapp_hub.enrolment import is_public
from studyapp_hub.hub import Hub
from studyapp_hub.openapi import document
from studyapp_hub.roles import is_scope
from studyapp_hub.service.api import CURSOR, PERIOD, ROUTES, SCOPE, Query
from studyapp_hub.service.board_view import is_period
from studyapp_hub.service.bodies import statements_body, statements_in
from studyapp_hub.service.context import Service
from studyapp_hub.service.faults import Fault, as_json, too_often
from studyapp_hub.service.signing import prove, read_signed, refusal

Handler = Callable[[Request, Service], Awaitable[Response]]

_INLINE = 64 << 10
"""Bytes of a body that are unpacked at once; larger ones are in another thread."""

_CHEAP = 20
"""Statements whose signatures are looked at for what one request costs."""

_HERE = ("*", "")
_DIGITS = 16
"""More than a cursor has."""


async def hub_words(request: Request, service: Service) -> Response:
    """Who the hub is."""
    return as_json(
        await service.worker.ask(lambda hub, at: {"hub": hub.id, "key": hub.key, "at": at, "name": hub.name})
    )


async def openapi(request: Request, service: Service) -> Response:
    """The document of the protocol."""
    return as_json(document())


async def push(request: Request, service: Service) -> Response:
    """Take statements."""
    address = service.address_of(request)
    body = await statements_body(request)
    statements, said = _read(body) if len(body) <= _INLINE else await run_in_threadpool(_read, body)
    for device in said.devices:  # by address: who sends again what he has found on a stick is in nobody else's way
        if wait := service.devices.wait(f"{device} {address}", 0.0):
            raise too_often(wait)
    if said.joins and (wait := service.joining.wait(address, said.asked)):
        raise too_often(wait)
    service.addresses.charge(address, len(statements) / _CHEAP)
    receipt = await service.worker.push(statements)
    for device in said.devices & receipt.held.keys():
        service.devices.charge(f"{device} {address}")
    if not said.is_public:
        service.joining.charge(address, -float(len(receipt.held.keys() & said.joins)))
    return as_json(wire.receipt_to_plain(receipt))


def _read(body: bytes) -> tuple[list[Statement], Spoken]:
    """The statements of a push, and what they say of themselves. Raises ``Fault``."""
    statements = statements_in(body)
    return statements, spoken_of(statements)


async def pull(request: Request, service: Service) -> Response:
    """What is new since a cursor."""
    cursor = parameter(request, CURSOR)
    found = await signed(request, service, lambda hub, asker, at: pulled(hub, asker, cursor, at))
    return as_json(await run_in_threadpool(wire.pulled_to_plain, found))


def pulled(hub: Hub, asker: Asker, cursor: str, at: int) -> Pulled:
    """What comes down to a device, or to a hub below, which hands it on."""
    if asker.device:
        return hub.pull(asker.device, cursor, at=at)
    start = int(cursor) if cursor.isdecimal() and len(cursor) < _DIGITS else 0
    arrival, statements, more = hub.below(asker.key, start)
    return Pulled(str(arrival), statements=statements, more=more)


async def scopes(request: Request, service: Service) -> Response:
    """Whose boards the asker may see."""
    return as_json(
        wire.scopes_to_plain(await signed(request, service, lambda hub, asker, at: hub.scopes(asker.device, at=at)))
    )


async def board(request: Request, service: Service) -> Response:
    """A board."""
    scope, period = parameter(request, SCOPE), parameter(request, PERIOD) or "all"

    def found(hub: Hub, asker: Asker, at: int) -> Any:
        if not is_period(period) or (scope not in _HERE and not is_scope(scope, hub.units(at=at))):
            raise Fault(404, "no-board", Message("没有这个范围或时间的榜；请换一个。"))
        return hub.board(scope, period, at=at, device=asker.device)

    return as_json(wire.board_to_plain(await signed(request, service, found)))


class Asker(NamedTuple):
    """Who has signed a request: a device, or a hub below, which is told by its key."""

    device: str
    key: str


async def signed(request: Request, service: Service, question: Callable[[Hub, Asker, int], Any]) -> Any:
    """What a question finds out for whoever has signed the request. Raises ``Fault``."""
    query = request.scope.get("query_string", b"").decode("latin-1")
    target = request.scope["path"] + (f"?{query}" if query else "")
    said = read_signed(request.headers.get("authorization", ""), request.method, target, service.settings.now())

    def answer(hub: Hub, at: int) -> Any:
        device_key = hub.key_of(said.device)
        key = prove(said, [device_key, *hub.keys_of_hub(said.device)])
        if wait := service.devices.wait(said.device):
            raise too_often(wait)
        if service.heard.again(said.signature, at):
            raise refusal("replayed")
        return question(hub, Asker(said.device, "") if key == device_key else Asker("", key), at)

    return await service.worker.ask(answer)


def parameter(request: Request, query: Query) -> str:
    """A parameter of the query, empty where it is not there. Raises ``Fault``."""
    given = request.query_params.getlist(query.name)
    if len(given) > 1 or not all(query.fits(one) for one in given):
        raise Fault(400, "query", Message("参数 {name} 不对；请升级 studyapp 后再试。", {"name": query.name}))
    return given[0] if given else ""


class Spoken(NamedTuple):
    """What statements say of themselves, not yet believed: of which devices they are; which devices ask to be known,
    how often, and whether as some of the public, of whom there may be any number.
    """

    devices: set[str]
    joins: set[str]
    asked: int
    is_public: bool


def spoken_of(statements: list[Statement]) -> Spoken:
    """What statements say of themselves."""
    devices: set[str] = set()
    joins: set[str] = set()
    codes: list[str] = []
    for one in statements:
        try:
            head = json.loads(one.head)
        except (ValueError, RecursionError):
            continue
        if not isinstance(head, dict):
            continue
        if head.get("kind") == "entries" and isinstance(head.get("device"), str):
            devices.add(head["device"])
        if head.get("kind") == "join":
            joins.add(str(head.get("device")))
            codes.append(str(head.get("code")))
    return Spoken(devices, joins, len(codes), any(map(is_public, codes)))


HANDLERS: dict[str, Handler] = {
    "/v1/hub": hub_words,
    "/v1/push": push,
    "/v1/pull": pull,
    "/v1/scopes": scopes,
    "/v1/board": board,
    "/v1/openapi.json": openapi,
}


def routes(service: Service) -> list[Route]:
    """The routes of the table."""

    def bound_to(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            service.hold(request)
            return await handler(request, service)

        return endpoint

    return [Route(one.path, bound_to(HANDLERS[one.path]), methods=[one.method]) for one in ROUTES]
