"""What a second process does with histories from elsewhere: it weighs them, enters them, and puts the entries in order.

Between its tasks it keeps what the next one needs, so that reviews are sent there once and never back. It keeps those
of one name: of the import that it is there for.
"""

from __future__ import annotations

import marshal
from typing import NamedTuple

from studyapp.store import pastrows
from studyapp.store.beside import Filling, fill
from studyapp.store.pastrows import EntryRow, Found, Made


class _Part(NamedTuple):
    reviews: list[bytes]
    found: list[Found | None]


_parts: dict[tuple[str, int], _Part] = {}
_entered: dict[str, list[EntryRow]] = {}


def weigh(packed: bytes) -> bytes:
    """Weigh a part of some histories, and keep it."""
    name, place, task = marshal.loads(packed)
    for kept in [one for one in _parts if one[0] != name]:
        del _parts[kept]
    _parts[name, place] = _Part(*pastrows.weigh_all(task))
    return b""


def what_came(packed: bytes) -> bytes:
    """What came of a part that is kept, as ``pastrows.weights`` says it."""
    return marshal.dumps(_parts[marshal.loads(packed)].found)


def enter(packed: bytes) -> bytes:
    """Make the entries of a part that is kept, and keep them: their ids, and of each history the rest of its card.

    Nothing comes of a part in which there is a history that the journal cannot hold as it is.
    """
    name, place, device, at, first, questions, keys = marshal.loads(packed)
    reviews, found = _parts.pop((name, place))
    sound = [one for one in found if one is not None]
    if len(sound) < len(found):
        return b""
    bodies = [told if one[0] is None else one[0] for told, one in zip(reviews, sound, strict=True)]
    made = pastrows.entries(device, at, first, zip(questions, keys, bodies, [one[1] for one in sound], strict=True))
    if name not in _entered:
        _entered.clear()
    _entered.setdefault(name, []).extend(made.rows)
    return marshal.dumps((made.ids, [one[1:] for one in sound]))


def put(packed: bytes) -> bytes:
    """Put the entries of one device into a file beside a store; nothing is returned where not all are kept, or there
    is no room.
    """
    name, device, wanted, *told = marshal.loads(packed)
    rows = _entered.pop(name, [])
    filled = len(rows) == wanted and fill(Filling(*told), {pastrows.ENTRY: Made(device, rows).ordered()})
    return b"filled" if filled else b""
