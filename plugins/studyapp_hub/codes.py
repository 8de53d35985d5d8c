"""One-time codes as they are printed: twelve signs of Crockford's base32 in groups of four, 60 bits."""

from __future__ import annotations

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U: they are taken for other signs, or make words."""

_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = str.maketrans("", "", "-－–—_ \u3000\t")
_LENGTH, _GROUP = 12, 4

RANDOM = 8
"""Random bytes that a code is made of; 60 of their bits go in."""


def code_from(random: bytes) -> str:
    """A code from random bytes."""
    number = int.from_bytes(random[:RANDOM])
    signs = "".join(_SIGNS[number >> 5 * place & 31] for place in range(_LENGTH))
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))


def read_code(text: str) -> str:
    """A code as somebody has typed it, in its one form; empty where it is none."""
    wide = "".join(chr(ord(one) - 0xFEE0) if "！" <= one <= "～" else one for one in text)
    signs = wide.translate(_BETWEEN).upper().translate(_MISREAD)
    if len(signs) != _LENGTH or not set(signs) <= set(_SIGNS):
        return ""
    return "-".join(signs[at : at + _GROUP] for at in range(0, _LENGTH, _GROUP))
