"""Many statements as one run of bytes: the body of a request, and the file that goes by stick or by office mail.

A first line says what it is. Then, for each statement, its head, its signature in hex and the bytes of its content,
a line each, and the content. There are no names of files in it, so nothing can be written anywhere by reading it.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from studyapp.envelope.heads import LARGEST, Unreadable
from studyapp.envelope.signing import SIGNATURE
from studyapp.model.statement import Statement

FIRST_LINE = b"studyapp statements 1\n"
SUFFIX = ".studyapp"
"""The ending of the name of such a file."""

LARGEST_FRAME = 64 << 20
"""Bytes of a content; a deck may have pictures."""

LARGEST_FILE = 1 << 30
"""Bytes of a file, unpacked. It is read statement by statement: so much never lies in memory."""

_GZIP = b"\x1f\x8b"
_DIGITS = 12


def write_statements(statements: Iterable[Statement]) -> bytes:
    """The bytes of some statements, packed."""
    parts = [FIRST_LINE]
    for one in statements:
        parts += (one.head, b"\n", one.signature.hex().encode(), b"\n%d\n" % len(one.content), one.content, b"\n")
    return gzip.compress(b"".join(parts), compresslevel=6, mtime=0)


def read_statements(data: bytes, largest: int = LARGEST_FILE) -> Iterator[Statement]:
    """The statements in some bytes, one after the other; ``largest``: what they may unpack to.

    Raises ``Unreadable`` where it goes on as no such file does; what came before holds: a stick may be pulled out while
    it is written to.
    """
    packed = io.BytesIO(data)
    stream: BinaryIO = gzip.GzipFile(fileobj=packed) if data[:2] == _GZIP else packed  # type: ignore[assignment]
    try:
        yield from _statements(stream, largest)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable("the file breaks off or is damaged") from error


def _statements(stream: BinaryIO, largest: int) -> Iterator[Statement]:
    if stream.readline(len(FIRST_LINE)) != FIRST_LINE:
        raise Unreadable("the first line is another one")
    left = largest
    while line := stream.readline(LARGEST + 2):
        signature = stream.readline(2 * SIGNATURE + 2)
        size = stream.readline(_DIGITS)
        if not (line.endswith(b"\n") and size.endswith(b"\n") and size[:-1].isdigit()):
            raise Unreadable("a statement breaks off")
        length = int(size)
        left -= len(line) + length
        if length > LARGEST_FRAME or left < 0:
            raise Unreadable("there is more in it than is taken")
        content = stream.read(length)
        if len(content) != length or stream.read(1) != b"\n":
            raise Unreadable("a content breaks off")
        yield Statement(line[:-1], _bytes(signature), content)


def _bytes(line: bytes) -> bytes:
    try:
        return bytes.fromhex(line.decode("ascii").removesuffix("\n"))
    except ValueError as error:
        raise Unreadable("a signature is no signature") from error
