"""A zip whose first file is large, and is compressed by two threads at once.

Deflated data may be put together from pieces, each of which ends on a whole byte and knows nothing of those before it.
The pieces are of one length, so that the same file gives the same zip whoever compressed them.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

_STAMP = (2020, 1, 1, 0, 0, 0)
_PIECE = 4 << 20
_SWIFT = 1
"""The level of compression: higher ones take twice the time, and save a tenth."""


def zipped(name: str, data: bytes, files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of a large file, compressed, and of others as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name, _STAMP)
        info.compress_type = zipfile.ZIP_DEFLATED
        _write_deflated(archive, info, data)
        for other, contents in files:
            archive.writestr(zipfile.ZipInfo(other, _STAMP), contents)
    return out.getvalue()


class _Ready:
    """In the place of a compressor: it has what comes of the data already."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = pieces

    def compress(self, _data: bytes) -> bytes:
        """Wait for all pieces."""
        return b"".join(self._pieces)

    def flush(self) -> bytes:
        """Nothing is left."""
        return b""


def _write_deflated(archive: zipfile.ZipFile, info: zipfile.ZipInfo, data: bytes) -> None:
    starts = range(0, max(len(data), 1), _PIECE)
    with ThreadPoolExecutor(2) as threads, archive.open(info, "w", force_zip64=len(data) > _LONG) as member:
        pieces = threads.map(lambda start: _deflated(memoryview(data), start), starts)
        member._compressor = _Ready(pieces)  # type: ignore[attr-defined]
        member.write(data)


_LONG = 1 << 31


def _deflated(data: memoryview, start: int) -> bytes:
    """Return a piece, which is the last one where it ends with the data."""
    end = start + _PIECE
    compressor = zlib.compressobj(_SWIFT, zlib.DEFLATED, -15)
    return compressor.compress(data[start:end]) + compressor.flush(
        zlib.Z_FINISH if end >= len(data) else zlib.Z_SYNC_FLUSH
    )
