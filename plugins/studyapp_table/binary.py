"""The old binary workbook (BIFF in an OLE file): how far its sheets reach, before anybody makes room for them.

Sources: [MS-CFB] 2 (sectors, FAT, directory), [MS-XLS] 2.3 (records), 2.4.180 (MulRk), 2.4.221 (RK and others).
"""

from __future__ import annotations

import struct

from studyapp import Message, NotABank
from studyapp_table.limits import damaged

_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""

_SHORT, _PIECE = 4096, 64
_BEGINS, _ENDS = 0x0809, 0x000A
_CELLS = frozenset((0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x0006, 0x00BD, 0x00D6, 0x0201))


def checked(data: bytes, most: int) -> bytes:
    """Return the workbook's stream.

    Refuse one whose sheets together span more than ``most`` cells, one that is encrypted, and one that is damaged:
    whoever reads it next makes room for as many sectors as it claims to have.
    """
    if not _is_possible(data):
        raise damaged()
    names, content = _workbook(data)
    if "EncryptedPackage" in names:
        raise NotABank(Message("表格设有打开密码，读不了。请在 Excel 或 WPS 里去掉密码后另存，再导入。"))
    if not names & {"Workbook", "Book"}:
        raise damaged()
    if _span(content) > most:
        raise NotABank(
            Message("表格太大，超过 {cells} 格。请删去空白的远处单元格，或拆成几个文件再导入。", {"cells": most})
        )
    return content


def _is_possible(data: bytes) -> bool:
    """Say whether the header claims no more sectors of each sort than the file has."""
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        claims = [struct.unpack_from("<I", data, place)[0] for place in _COUNTS]
    except struct.error:
        return False
    return shift in (9, 12) and max(claims) <= (len(data) >> shift) + 1


_COUNTS = (40, 44, 64, 72)
"""Where the header counts the sectors of the directory, the FAT, the mini FAT and the DIFAT ([MS-CFB] 2.2)."""


def _workbook(data: bytes) -> tuple[set[str], bytes]:
    """Return the names of the streams, and the workbook's bytes (empty where it is missing or broken)."""
    try:
        shift, first = struct.unpack_from("<H", data, 30)[0], struct.unpack_from("<I", data, 48)[0]
        if shift not in (9, 12):
            return set(), b""
        table = _table(data, shift)
        directory = _chain(data, table, shift, first)
        entries = [directory[at : at + 128] for at in range(0, len(directory) - 127, 128)]
        names = {entry[:64].decode("utf-16-le", "ignore").split("\0")[0]: entry for entry in entries}
        entry = names.get("Workbook") or names.get("Book")
        if entry is None:
            return set(names), b""
        start, size = struct.unpack_from("<II", entry, 116)
        if size >= _SHORT:
            return set(names), _chain(data, table, shift, start)[:size]
        return set(names), _short(data, table, shift, (start, size), entries[0])
    except struct.error:
        return set(), b""


def _short(data: bytes, table: list[int], shift: int, place: tuple[int, int], root: bytes) -> bytes:
    """Return a stream that shares its sectors with others: they lie in the one of the root, 64 bytes each."""
    shared = _chain(data, table, shift, struct.unpack_from("<I", root, 116)[0])
    numbers = _chain(data, table, shift, struct.unpack_from("<I", data, 60)[0])
    following = struct.unpack(f"<{len(numbers) // 4}I", numbers[: len(numbers) & ~3])
    start, size = place
    parts: list[bytes] = []
    while start < len(following) and len(parts) * _PIECE < size:
        parts.append(shared[start * _PIECE : (start + 1) * _PIECE])
        start = following[start]
    return b"".join(parts)[:size]


def _table(data: bytes, shift: int) -> list[int]:
    """Return the FAT: for each sector the one that follows."""
    per = 1 << (shift - 2)
    places = list(struct.unpack_from("<109I", data, 76))
    further = struct.unpack_from("<I", data, 68)[0]
    for _ in range(len(data) >> shift):
        if further >= _END:
            break
        block = struct.unpack_from(f"<{per}I", data, (further + 1) << shift)
        places += block[:-1]
        further = block[-1]
    table: list[int] = []
    for place in places:
        if place < _END and (place + 2) << shift <= len(data):
            table += struct.unpack_from(f"<{per}I", data, (place + 1) << shift)
    return table


def _chain(data: bytes, table: list[int], shift: int, sector: int) -> bytes:
    parts: list[bytes] = []
    while sector < len(table) and len(parts) <= len(table):
        parts.append(data[(sector + 1) << shift : (sector + 2) << shift])
        sector = table[sector]
    return b"".join(parts)


def _span(content: bytes) -> int:
    """Return how many cells the sheets span, each from its first row and column to its last."""
    at = rows = columns = total = 0
    while at + 4 <= len(content):
        code, length = struct.unpack_from("<HH", content, at)
        if code in (_BEGINS, _ENDS):
            total += rows * columns
            rows = columns = 0
        elif code in _CELLS and length >= 4 and at + 8 <= len(content):
            row, column = struct.unpack_from("<HH", content, at + 4)
            rows = max(rows, row + 1)
            columns = max(columns, column + 1)
            if code == 0x00BD and at + 4 + length <= len(content):
                columns = max(columns, struct.unpack_from("<H", content, at + 2 + length)[0] + 1)
        at += 4 + length
    return total + rows * columns
