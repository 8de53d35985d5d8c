"""How far a device has read a folder, as the text that it keeps for the next time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from studyapp import digest_of

_DIGEST = 16
_PART = re.compile(r"h:([0-9a-f]{64})|r:(\d{1,15})|f:([0-9a-f]{16})|p:([0-9a-f]{16}):(\d{1,15})")


@dataclass(frozen=True, slots=True)
class Cursor:
    """What was seen. ``hub``: the key of the hub that knows this device; ``replied``: the instant of its last word.

    ``files``: digests of decks that lie there as people put them; ``versions``: of what the hub signed, by digest of
    what it is: an older one is never taken again.
    """

    hub: str = ""
    replied: int = 0
    files: frozenset[str] = frozenset()
    versions: Mapping[str, int] = field(default_factory=dict)

    def as_text(self) -> str:
        """The text that ``read_cursor`` reads."""
        parts = [f"h:{self.hub}"] if self.hub else []
        parts += [f"r:{self.replied}"] if self.replied else []
        parts += [f"f:{one}" for one in sorted(self.files)]
        parts += [f"p:{what}:{version}" for what, version in sorted(self.versions.items())]
        return ".".join(parts)


def read_cursor(text: str) -> Cursor:
    """The cursor in a text; what is none of ours has seen nothing."""
    hub, replied, files, versions = "", 0, set(), {}
    for part in text.split("."):
        found = _PART.fullmatch(part)
        if found is None:
            return Cursor()
        hub, replied = found[1] or hub, int(found[2] or replied)
        if found[3]:
            files.add(found[3])
        if found[4]:
            versions[found[4]] = int(found[5])
    return Cursor(hub, replied, frozenset(files), versions)


def digest(*parts: bytes) -> str:
    """A short digest of some parts."""
    return digest_of(b"\0".join(parts))[:_DIGEST]
