"""The normal form under which typed texts are compared with accepted ones.

What does not count: width, case, white space, quotation marks and 书名号, the sort of brackets, dashes and
separators, the final stop, Chinese or Arabic numerals. What counts: every digit, decimal points, signs, and that two
numbers are two: a separator between digits stays.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from studyapp.grading.numerals import with_digits

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0xFE00, 0xFE10)]
)
_TO_HALF: dict[int, int | None] = _WIDTH | _INVISIBLE

_ALIKE = {
    ord(mark): plain
    for plain, marks in {"(": "〔[【〖{", ")": "〕]】〗}", "-": "—–―‒‐‑−~〜∼", "/": "⁄"}.items()
    for mark in marks
}
# 10² must not become 102 when compatibility characters are resolved.
_RAISED = re.compile("(?<=[0-9])(?=[⁰¹²³⁴-⁹¼-¾⅐-⅞])")
# Angle brackets typed for 书名号; a lone one is "less than".
_TITLE = re.compile("<<([^<>]+)>>|^<([^<>0-9]+)>$")
_DASHES = re.compile("-{2,}")
_FULL_STOP = re.compile(r"\.(?![0-9])|(?<=[^\W\d])\.(?=[0-9])")
_BARE_POINT = re.compile(r"(?<![\w.])\.(?=[0-9])")
_LOOSE = r"[\s、,;。·•‧・|“”‘’\"'`´„‟‚‛〝〞「」『』《》〈〉«»﹁﹂﹃﹄]"
_LOOSE_AT_WORD = re.compile(f"{_LOOSE}++(?![0-9])|(?<![0-9]){_LOOSE}++")
_LOOSE_IN_NUMBERS = re.compile(f"{_LOOSE}+")
_SPACE = re.compile(r"\s+")
_letter = re.compile(r"\w").search
"""Nearly every text has one, and is then not empty, which need not be looked for sign by sign."""
_THOUSANDS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_QUANTITY = re.compile(r"([-+]?[0-9]+(?:\.[0-9]+)?)([^0-9]*)")


def is_empty(text: str) -> bool:
    """Whether there is nothing to see in ``text``."""
    return _letter(text) is None and not text.translate(_TO_HALF).strip()


@lru_cache(maxsize=4096)
def forms(text: str) -> frozenset[str]:
    """Return the normal forms of ``text``: none of an empty one, two where a comma or space can be read in two ways.

    “100,200” may be a hundred and two hundred or a hundred thousand and two hundred; who typed it meant one of them.
    """
    if is_empty(text):
        return frozenset()
    tight = _THOUSANDS.sub(lambda number: number[0].replace(",", ""), _plain(_SPACE.sub("", text)))
    return frozenset((_form(_plain(text)), _form(tight)))


def quantities(text: str) -> list[tuple[Decimal, str]]:
    """Return the readings of ``text`` as a number and the unit or % behind it; empty if it is no number."""
    found = (_QUANTITY.fullmatch(form) for form in forms(text))
    return [(Decimal(match[1]), match[2]) for match in found if match]


def _plain(text: str) -> str:
    half = _RAISED.sub("^", text.translate(_TO_HALF))
    return unicodedata.normalize("NFKC", half).casefold()


def _form(plain: str) -> str:
    text = _TITLE.sub(r"\1\2", with_digits(plain).translate(_ALIKE))
    text = _BARE_POINT.sub("0.", _FULL_STOP.sub("", _DASHES.sub("-", text)))
    text = _LOOSE_IN_NUMBERS.sub(",", _LOOSE_AT_WORD.sub("", text)).rstrip("!?:")
    # A question may ask for a punctuation mark: then the mark is the answer.
    return text or _SPACE.sub("", plain)
