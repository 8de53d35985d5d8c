"""A zip whose first file is large, and comes in parts that may have been compressed elsewhere, several at once.

Deflated data may be put together from pieces, each of which ends on a whole byte and knows nothing of those before it.
The pieces are of one length, so that the same parts give the same zip whoever compressed them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

_STAMP = (2020, 1, 1, 0, 0, 0)
_SWIFT = 1
"""The level of compression: higher ones take twice the time, and save a tenth."""

_MEMORY = 9
"""The most there is: what is compressed is smaller by a twentieth, for no time."""

PIECE = 4 << 20
_LONG = 1 << 31
_END = zlib.compressobj(_SWIFT, zlib.DEFLATED, -zlib.MAX_WBITS).flush()


class Part(NamedTuple):
    """A part of a file, as it is and compressed."""

    data: bytes | memoryview
    deflated: bytes


def deflated(data: bytes | memoryview) -> bytes:
    """Compress a part of a file, by two threads; more may follow it."""
    whole = memoryview(data)
    with ThreadPoolExecutor(2) as threads:
        return b"".join(threads.map(lambda start: _piece(whole[start : start + PIECE]), range(0, len(whole), PIECE)))


def _piece(data: memoryview) -> bytes:
    compressor = zlib.compressobj(_SWIFT, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
    return compressor.compress(data) + compressor.flush(zlib.Z_SYNC_FLUSH)


def zipped(name: str, parts: Sequence[Part], files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of a large file, compressed, and of others as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name, _STAMP)
        info.compress_type = zipfile.ZIP_DEFLATED
        size = sum(len(part.data) for part in parts)
        with archive.open(info, "w", force_zip64=size > _LONG) as member:
            member._compressor = _Ready(part.deflated for part in parts)  # type: ignore[attr-defined]
            for part in parts:
                member.write(part.data)
        for other, contents in files:
            archive.writestr(zipfile.ZipInfo(other, _STAMP), contents)
    return out.getvalue()


class _Ready:
    """In the place of a compressor: it has what comes of each part already."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)

    def compress(self, _data: object) -> bytes:
        """Return what comes of the next part."""
        return next(self._parts)

    def flush(self) -> bytes:
        """Return how deflated data ends."""
        return _END
