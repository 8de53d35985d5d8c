"""What the routes share: the hub behind its thread, the office, and how often who has asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Network, ip_address

from starlette.requests import Request

from studyapp import Deck, File, NotABank, Source
from studyapp_hub.accounts import Accounts
from studyapp_hub.core import DeckReader
from studyapp_hub.enrolment import Enrolment
from studyapp_hub.hub import Hub
from studyapp_hub.limits import Limiter
from studyapp_hub.office import Office
from studyapp_hub.roster import Roster
from studyapp_hub.service.faults import too_often
from studyapp_hub.service.settings import Settings
from studyapp_hub.service.signing import Heard
from studyapp_hub.service.worker import Worker

_ONES_OWN = 64
"""Bits of an IPv6 address that are somebody's; the others he chooses himself."""

_AT_ONCE = 2
"""Passwords that are looked at at once: each takes 64 MB for a moment, and the hub's PC is old."""


@dataclass(slots=True)
class Service:
    """A hub that is served."""

    settings: Settings
    office: Office
    enrolment: Enrolment
    roster: Roster
    accounts: Accounts
    worker: Worker
    addresses: Limiter
    devices: Limiter
    joining: Limiter
    logging_in: Limiter
    heard: Heard = field(default_factory=Heard)
    hashing: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    @staticmethod
    def address_of(request: Request) -> str:
        """Where a request comes from; whoever has one IPv6 address has all that begin like it."""
        return address_in(request.client.host if request.client else "")

    def hold(self, request: Request) -> None:
        """Whoever asks must not ask too often. Raises ``Fault``."""
        if wait := self.addresses.wait(self.address_of(request)):
            raise too_often(wait)

    def own_address(self, request: Request) -> str:
        """By which address learners reach the hub."""
        return self.settings.address or f"{request.url.scheme}://{request.url.netloc}"


def address_in(host: str) -> str:
    """An address as it is counted."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, _ONES_OWN), strict=False).network_address)


def make_service(hub: Hub, office: Office, settings: Settings) -> Service:
    """Put a hub and its office together; from here on codes let devices in."""
    enrolment = employ(hub, office)
    hub.read_deck = deck_reader(settings.read_deck)
    roster = Roster(office)

    def tell(hub: Hub, at: int) -> None:
        tell_rosters(hub, enrolment, roster, at)

    allowances = settings.allowances
    return Service(
        settings,
        office,
        enrolment,
        roster,
        Accounts(office, settings.hasher),
        Worker(hub, settings.now, tell),
        addresses=Limiter(allowances.address, settings.steady),
        devices=Limiter(allowances.device, settings.steady),
        joining=Limiter(allowances.joining, settings.steady),
        logging_in=Limiter(allowances.logging_in, settings.steady),
    )


def employ(hub: Hub, office: Office) -> Enrolment:
    """Let the office say who may join."""
    enrolment = Enrolment(office)
    hub.joining = enrolment
    return enrolment


def deck_reader(read: Callable[[Source], Deck]) -> DeckReader:
    """How decks from the hub above are read; one that cannot be is handed on, and its keys are not known here."""

    def reader(file: File) -> Deck | None:
        try:
            return read(Source(file.file, file.data))
        except NotABank:
            return None

    return reader


def tell_rosters(hub: Hub, enrolment: Enrolment, roster: Roster, at: int) -> None:
    """Tell the core who of the rosters has joined, and forget who was erased, be it by the hub above."""
    erased = bool(hub.erased)
    while hub.erased:
        if unit := enrolment.forget(hub.erased.pop()):
            enrolment.joined.add(unit)
    while enrolment.joined:
        unit = enrolment.joined.pop()
        hub.expect(roster.expected(unit), unit=unit, at=at)
    if erased:
        hub.scrub()
