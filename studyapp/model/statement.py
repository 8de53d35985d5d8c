"""Statements: what a key has signed. All that travels between an app, a stick and the hubs is made of them.

A statement is three things: a *head* (JSON, a few hundred bytes, and what the signature is over), the signature, and
a *content*, of which the head holds the digest. So a person's data can be erased, and the chain of heads still holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Statement(NamedTuple):
    """A statement as it travels, to the byte: nobody writes it anew. ``content`` is empty where it was erased."""

    head: bytes
    signature: bytes
    content: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every head says. ``by``: the public key that signed, in hex; ``content``: the content's SHA-256 in hex.

    ``content`` is empty where there is none. Ids (``device``, ``hub``, ``learner``, ``unit``) are random words; of a
    learner the hub of his unit alone knows the name. Instants are UTC milliseconds, days are study days.
    """

    by: str
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesHead(Head):
    """An envelope: some entries, which ``device`` answers for. ``no`` counts its envelopes from 1.

    ``before``: the digest of the head of the one before, empty for the first.
    """

    device: str
    no: int
    before: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinHead(Head):
    """A device asks to be known. ``code``: what the unit's administrator has handed out, once; or, of a device that
    takes the place of another, that one's id, a blank, and its key's signature in hex over ``rejoin <old> <new>``.

    ``name``: how the learner wants to be shown on boards; empty, and he is not named.
    """

    device: str
    code: str
    at: int
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceHead(Head):
    """A certificate: what ``key`` signs, ``device`` has written for ``learner``. ``parent``: the device it follows."""

    hub: str
    device: str
    key: str
    learner: str
    at: int
    parent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokedHead(Head):
    """A certificate is worth nothing for what the hub receives from ``at`` on."""

    hub: str
    device: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHead(Head):
    """A unit from a day on. ``parent``: the unit above it, empty for none; ``code``: its 区划代码, 12 digits or empty.

    ``line`` (条线) and ``area`` (赛区) are names that cut across the tree. ``closed``: it is no more. ``at``: of two
    for one day the later counts.
    """

    hub: str
    unit: str
    day: int
    name: str
    parent: str = ""
    code: str = ""
    line: str = ""
    area: str = ""
    closed: bool = False
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHead(Head):
    """Where a learner belongs from a day on. ``unit`` is empty for the public.

    ``front``: 前台, else 后台; ``staff``: 编制内, else 编制外; ``window``: of a service window. ``name``: where he
    wants to be named on boards. ``at``: of two for one day the later counts.
    """

    hub: str
    learner: str
    day: int
    unit: str
    front: bool = True
    staff: bool = True
    window: bool = True
    name: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HubHead(Head):
    """A hub above makes one below known: what ``key`` signs is said by ``below``, of ``unit`` and what is under it."""

    hub: str
    below: str
    key: str
    unit: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StampHead(Head):
    """An envelope (``of``: the digest of its head) was received at an instant."""

    hub: str
    of: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHead(Head):
    """What was held of a learner's study day (``0``: of his device ``device``) counts after all, or, not ``counts``,
    never. ``at``: the last word holds.
    """

    hub: str
    learner: str
    day: int
    counts: bool
    device: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedHead(Head):
    """A learner asked for his data to be erased: contents of his go everywhere, and he is on no board."""

    hub: str
    learner: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedHead(Head):
    """A deck or a plan goes down. ``what``: ``deck`` or ``plan``; ``file``: the name of the file that is the content.

    ``name``: of the deck, or the plan's id; ``version`` counts up, and an older one never takes a newer one's place.
    """

    hub: str
    what: str
    name: str
    version: int
    file: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardHead(Head):
    """The board of a closed period; its content is the board as JSON. It does not move any more."""

    hub: str
    scope: str
    period: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptHead(Head):
    """What a hub says to a device where it cannot be asked: on a stick, by mail. Its content is that as JSON."""

    hub: str
    device: str
    at: int
