"""The names that media get in a package: none twice, and none that a file system or Anki would not take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from studyapp import Item

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\[\]]|^[ ._]+|[ .]+$')
_DEVICE = re.compile(r"^(con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)", re.I)
"""Names that Windows keeps for itself, whatever their ending; Anki puts a line behind them when it imports them."""

_LONGEST = 100


def names_of(items: Iterable[Item], files: Mapping[str, bytes]) -> dict[tuple[str, str], str]:
    """Return the name in the package of each medium by its name and digest, as far as its bytes are there."""
    found: dict[tuple[str, str], str] = {}
    taken: dict[str, str] = {}
    for item in items:
        for one in item.question.media:
            if one.digest in files and (one.name, one.digest) not in found:
                name = _safe(one.name, one.digest)
                if taken.setdefault(name.casefold(), one.digest) != one.digest:
                    name = f"{one.digest[:12]}-{name}"
                    taken[name.casefold()] = one.digest
                found[one.name, one.digest] = name
    return found


def _safe(name: str, digest: str) -> str:
    plain = unicodedata.normalize("NFC", name.encode(errors="replace").decode())
    stem, dot, suffix = _UNSAFE.sub("", plain).rpartition(".")
    shown = _DEVICE.sub(r"\1_", f"{stem[:_LONGEST]}{dot}{suffix[:10]}", count=1)
    return shown or digest[:12]
