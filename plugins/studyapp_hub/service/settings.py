"""How a hub is served."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher

from studyapp import Deck, Message, NotABank, Source
from studyapp_hub.limits import Allowance
from studyapp_hub.outside import chance, steady, utc


def no_readers(source: Source) -> Deck:
    """A hub that was started without readers takes no decks."""
    raise NotABank(Message("这个服务没有装读取题库的插件；请用 studyapp hub publish 发布。"))


@dataclass(frozen=True, slots=True)
class Allowances:
    """How often somebody may ask: from an address, by a device, with codes that are none, with wrong passwords."""

    address: Allowance
    device: Allowance
    joining: Allowance
    logging_in: Allowance


USUAL = Allowances(Allowance(600, 20), Allowance(60, 1_000), Allowance(30, 60_000), Allowance(8, 60_000))
"""An office's PCs often share one address."""

BOUNDLESS = Allowances(*[Allowance(1 << 40, 0.001)] * 4)
"""For measurements."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``place``: the hub's folder. ``address``: by which learners reach it, empty for that of the administrator's
    request.
    """

    place: Path
    address: str = ""
    now: Callable[[], int] = utc
    steady: Callable[[], float] = steady
    random: Callable[[int], bytes] = chance
    read_deck: Callable[[Source], Deck] = no_readers
    allowances: Allowances = USUAL
    hasher: PasswordHasher = field(default_factory=PasswordHasher)
    """What an attempt at a password costs; tests need less."""
