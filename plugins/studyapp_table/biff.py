"""How an old binary workbook shows its numbers: the formats of its cells, which the values alone do not tell.

Sources: [MS-XLS] 2.4.126 (Format), 2.4.353 (XF), 2.4.28 (BoundSheet8), 2.4.221 (RK), 2.4.175 (MulRk).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from studyapp_table.formats import BUILTIN, SPECIAL, Shown

_BEGINS, _ENDS, _FORMAT, _STYLE, _SHEET, _SEVERAL = 0x0809, 0x000A, 0x041E, 0x00E0, 0x0085, 0x00BD
_ONE = frozenset((0x0203, 0x027E, 0x0006))
_BIFF8 = 0x0600


def shown(content: bytes) -> dict[str, Shown]:
    """Return, by the sheet's name, the cells that show a percentage or a date; nothing for older versions."""
    try:
        begins, _, version = struct.unpack_from("<HHH", content)
        if begins != _BEGINS or version != _BIFF8:
            return {}
        codes, styles, sheets = _globals(content)
        special = {index: code for index, form in enumerate(styles) if SPECIAL.search(code := codes.get(form, ""))}
        return {name: _cells(content, at, special) for name, at in sheets.items()} if special else {}
    except struct.error:
        return {}


def _records(content: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one stretch, up to its end."""
    while at + 4 <= len(content):
        code, length = struct.unpack_from("<HH", content, at)
        if code == _ENDS:
            return
        yield code, content[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(content: bytes) -> tuple[dict[int, str], list[int], dict[str, int]]:
    """Return format codes by number, the number of each style, and where each sheet begins."""
    codes = dict(BUILTIN)
    styles: list[int] = []
    sheets: dict[str, int] = {}
    for code, body in _records(content, 0):
        if code == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _text(body[5:], body[4])
        elif code == _STYLE:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif code == _SHEET:
            sheets[_text(body[8:], body[7])] = struct.unpack_from("<I", body)[0]
    return codes, styles, sheets


def _text(characters: bytes, flags: int) -> str:
    return characters.decode("utf-16-le" if flags & 1 else "latin-1", "replace")


def _cells(content: bytes, at: int, special: dict[int, str]) -> Shown:
    found: Shown = {}
    for code, body in _records(content, at):
        if code in _ONE:
            row, column, style = struct.unpack_from("<HHH", body)
            if style in special:
                found[row, column] = special[style]
        elif code == _SEVERAL:
            row, column = struct.unpack_from("<HH", body)
            for number in range((len(body) - 6) // 6):
                style = struct.unpack_from("<H", body, 4 + 6 * number)[0]
                if style in special:
                    found[row, column + number] = special[style]
    return found
