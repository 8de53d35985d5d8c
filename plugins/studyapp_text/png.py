"""Points to PNG: pictures that a PDF keeps without the head of a picture's file.

Source: PNG specification, third edition (W3C), 5 and 10: chunks, and scanlines without a filter, deflated.
"""

from __future__ import annotations

import struct
import zlib

_GREY, _COLOUR, _WITH_ALPHA = 0, 2, 6
_TYPES = {1: _GREY, 3: _COLOUR, 4: _WITH_ALPHA}
_LEVEL = 6


def png(width: int, height: int, channels: int, stride: int, points: bytes) -> bytes:
    """Return points (grey, red-green-blue, or that with alpha, a byte each) as the bytes of a PNG file."""
    size = width * channels
    lines = b"".join(b"\x00" + points[row * stride : row * stride + size] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, _TYPES[channels], 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(lines, _LEVEL)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
