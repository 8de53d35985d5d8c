"""The two encodings inside newer Anki packages: protocol buffers, read without a schema, and Zstandard frames."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

import zstandard

from studyapp import Message, NotABank

MAGIC = b"\x28\xb5\x2f\xfd"
"""How a Zstandard frame begins."""

UNSAFE = Message("这个包里的文件太大或路径可疑，为安全起见不读。请在 Anki 里重新导出。")
_CHUNK = 1 << 20
_WINDOW = 1 << 27
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


def inflate(stream: IO[bytes]) -> IO[bytes]:
    """Return what a Zstandard stream unpacks to, piece by piece; a frame that wants a huge window is refused."""
    return zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(stream, read_across_frames=True)


def pump(source: IO[bytes], target: IO[bytes], limit: int) -> int:
    """Copy at most ``limit`` bytes and return how many they were; more is refused, whatever the file declares."""
    total = 0
    while piece := source.read(_CHUNK):
        total += len(piece)
        if total > limit:
            raise NotABank(UNSAFE)
        target.write(piece)
    return total


def fields_of(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield number and value of each field of a message; raise ``ValueError`` where it is none."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield number, value
            continue
        if kind == _BYTES:
            length, at = _varint(data, at)
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise ValueError("no such wire type")
        if at + length > len(data):
            raise ValueError("the message is cut short")
        yield number, data[at : at + length]
        at += length


def bytes_at(data: bytes, number: int) -> bytes:
    """Return the last bytes that a field has, nothing where it has none."""
    found = [value for key, value in fields_of(data) if key == number and isinstance(value, bytes)]
    return found[-1] if found else b""


def integer_at(data: bytes, number: int) -> int:
    """Return the last integer that a field has, 0 where it has none."""
    found = [value for key, value in fields_of(data) if key == number and isinstance(value, int)]
    return found[-1] if found else 0


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data) and shift < 70:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        shift += 7
        if byte < 0x80:
            return value, at
    raise ValueError("the number is cut short")
