"""How far a device has read a folder, as the text that it keeps for the next time: short, whatever lies there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from studyapp import digest_of

HEAPS = 64
"""So many heaps of files are told apart; where one of a heap has changed, all of it comes again, which does no harm."""

MOST = 200
"""Decks and plans of which the version is kept; a hub with more hands the others down again, which does no harm."""

_PART = re.compile(r"h:([0-9a-f]{64})|r:(\d{1,15})|f(\d{1,2}):([0-9a-f]{12})|p([0-9a-f]{8}):(\d{1,9})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """What was seen. ``hub``: the key of the hub that knows this device; ``replied``: the instant of its last word.

    ``heaps``: digests of the files that lie there as people put them, by heap; ``versions``: of what the hub signed, by
    digest of what it is: an older one is never taken again.
    """

    hub: str = ""
    replied: int = 0
    heaps: Mapping[int, str] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)

    def as_text(self) -> str:
        """The text that ``read_cursor`` reads."""
        parts = [f"h:{self.hub}"] if self.hub else []
        parts += [f"r:{self.replied}"] if self.replied else []
        parts += [f"f{heap}:{one}" for heap, one in sorted(self.heaps.items())]
        parts += [f"p{what}:{version}" for what, version in sorted(self.versions.items())[:MOST]]
        return ".".join(parts)


def read_cursor(text: str) -> Cursor:
    """The cursor in a text; what is none of ours has seen nothing."""
    hub, replied = "", 0
    heaps: dict[int, str] = {}
    versions: dict[str, int] = {}
    for part in text.split("."):
        found = _PART.fullmatch(part)
        if found is None:
            return Cursor()
        hub, replied = found[1] or hub, int(found[2] or replied)
        if found[3]:
            heaps[int(found[3])] = found[4]
        if found[5]:
            versions[found[5]] = int(found[6])
    return Cursor(hub, replied, heaps, versions)


def digest(*parts: bytes) -> str:
    """What tells some parts from others."""
    return digest_of(b"".join(len(one).to_bytes(8) + one for one in parts))
