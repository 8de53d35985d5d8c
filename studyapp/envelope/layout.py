"""What lies where in a folder through which an app and a hub speak: a stick, a network share, the files of a letter.

Names are made of words that anybody may have chosen, for file systems that know neither upper case nor colons; what a
file says of itself counts, not its name.
"""

from __future__ import annotations

import hashlib
import re
from enum import StrEnum
from typing import NamedTuple

from studyapp.envelope.frames import SUFFIX


class Subfolder(StrEnum):
    """A folder in it. ``decks`` are files as people put them there, ``hub`` decks and the plan as a hub signed them.

    ``up``: what devices dropped, ``down``: what the hub says to each of them, ``boards``: what anyone may read.
    """

    DECKS = "decks"
    UP = "up"
    DOWN = "down"
    BOARDS = "boards"
    HUB = "hub"


PLAN_FILE = "plan.toml"

LARGEST_DROP = 256 << 20
"""Bytes of a file of statements, packed: what a hub takes of a device at once, and a device of a hub."""

LARGEST_BOARD = 4 << 20
"""Bytes of the file of a board."""

_LONGEST = 100
"""Bytes of a word in a name."""
_PLAIN = re.compile(r"[0-9a-z_.-]")
_DROP = re.compile(rf"(.+)-(\d{{1,15}})-(\d{{1,15}})(?:\.\d{{1,6}})?{re.escape(SUFFIX)}")


class Drop(NamedTuple):
    """What the name of a file in ``up`` says: whose it is, and the numbers of its envelopes; 0 where it has none."""

    device: str
    first: int
    last: int


def file_word(text: str) -> str:
    """A text as a part of a name: what some file system forbids, or does not tell apart, is written as ``%2A``.

    Chinese stays as it is; what is too long is told by its digest.
    """
    told = "".join(one if _PLAIN.fullmatch(one) or _is_letter(one) else _escaped(one) for one in text)
    told = told if told.strip(".") else _escaped(told)
    if len(told.encode()) <= _LONGEST:
        return told
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:32]


def drop_name(drop: Drop, number: int = 1) -> str:
    """The name of a file in ``up``; ``number`` counts those that would have the same."""
    again = f".{number}" if number > 1 else ""
    return f"{file_word(drop.device)}-{drop.first}-{drop.last}{again}{SUFFIX}"


def read_drop_name(name: str) -> Drop | None:
    """What a name says; the device as ``file_word`` writes it."""
    found = _DROP.fullmatch(name)
    return None if found is None else Drop(found[1], int(found[2]), int(found[3]))


def is_drop_of(name: str, device: str) -> bool:
    """Whether a file in ``up`` is a device's, by its name."""
    drop = read_drop_name(name)
    return drop is not None and drop.device == file_word(device)


def reply_name(device: str, hub: str = "") -> str:
    """The name of a file in ``down``; with the hub where that does not know the device, so as not to be in the way."""
    return file_word(device) + (f"@{file_word(hub)}" if hub else "") + SUFFIX


def is_reply_to(name: str, device: str) -> bool:
    """Whether a file in ``down`` is for a device, by its name."""
    return name == reply_name(device) or (name.startswith(f"{file_word(device)}@") and name.endswith(SUFFIX))


def board_name(scope: str, period: str) -> str:
    """The name of a board."""
    return f"{file_word(scope)}-{file_word(period)}.json"


def published_name(what: str, name: str) -> str:
    """The name of a deck or a plan as a hub signed it."""
    return f"{file_word(what)}-{file_word(name)}{SUFFIX}"


def _is_letter(one: str) -> bool:
    return "一" <= one <= "鿿"


def _escaped(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode(errors="surrogatepass"))
