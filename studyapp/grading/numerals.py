"""Chinese numerals written with digits, so that 三十日 and 30日 become the same text.

This is no translation for people: words that only look like numerals change too (一次性 becomes 1次性), which
does no harm, since the key and what was typed are changed alike.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_VARIANTS = str.maketrans(
    "○◯壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億",
    "〇〇一二二三三四五六六七八九十百千万亿",
)
_UNITS = {"亿": 100_000_000, "万": 10_000, "千": 1_000, "百": 100, "十": 10}
_SIGNS = {"百": "%", "千": "‰", "万": "‱"}

_CHINESE = "〇零一二三四五六七八九"
_LETTER_FOR_ZERO = re.compile(f"(?<=[{_CHINESE}])o+(?=[{_CHINESE}年])")
# 两 is a numeral before a unit of ten and before what one counts; elsewhere (两会, 斤两) it is left alone.
_TWO = re.compile(f"两(?=[百千万亿年个次日天月周倍人名种类项级岁户家条元]|点[{_CHINESE}])")
# 三点五 is 3.5, 八点三十 is a time of day.
_POINT = re.compile(f"(?<=[{_CHINESE}十百千])点(?=[{_CHINESE}]++(?![十百千]))")
_RUN = r"(?:[0-9]++(?:\.[0-9]++)*+|[十百千万亿])++"
_NUMERAL = re.compile(f"({_RUN})(?:分之({_RUN}))?")
# Of no more digits than people write, so that sums stay exact in the 28 of ``Decimal``.
_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,8})?")

_LONGEST = 40
"""Longer runs are no numbers that people write."""


def with_digits(text: str) -> str:
    """Return ``text`` (lower case, half width) with its numerals as digits and its fractions as n/m or n%."""
    text = _LETTER_FOR_ZERO.sub(lambda zeros: "〇" * len(zeros[0]), text.translate(_VARIANTS))
    text = _POINT.sub(".", _TWO.sub("二", text)).translate(_DIGITS)
    return _NUMERAL.sub(_replace, text)


def _replace(found: re.Match[str]) -> str:
    whole, part = found[1], found[2]
    if part is None:
        return _read(whole)
    count = "100" if part == "百" else _read(part)
    return count + _SIGNS[whole] if whole in _SIGNS else f"{count}/{_read(whole)}"


def _read(run: str) -> str:
    """Return a run of digits and units of ten as one number; what is none stays as it is.

    The longest beginning that is a number is taken, since units of ten also begin words: 十二千克 is 12 千克.
    """
    if len(run) > _LONGEST or not _UNITS.keys() & set(run):
        return run
    for end in range(len(run), 0, -1):
        if end == len(run) or run[end] in _UNITS:
            amount = _amount(run[:end])
            if amount is not None:
                return _written(amount) + run[end:]
    return run[0] + _read(run[1:]) if run[0] in _UNITS else run


def _amount(text: str) -> Decimal | None:
    """Return what a numeral such as 3千05十, 1.5万 or 1万2 (for 12000) amounts to, ``None`` if it is none."""
    for unit, size in _UNITS.items():
        head, found, tail = text.rpartition(unit)
        if found:
            times = _times(head, unit)
            below = _below(tail, size)
            return None if times is None or below is None else times * size + below
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def _times(head: str, unit: str) -> Decimal | None:
    """Return how often a unit is taken: any number of 万 and 亿, one digit of the others, none said for 十."""
    if unit in "万亿":
        return _amount(head)
    if unit == "十" and not head:
        return Decimal(1)
    return Decimal(head) if len(head) == 1 and head in "123456789" else None


def _below(tail: str, size: int) -> Decimal | None:
    """Return what follows a unit of ``size``; a lone digit after it counts the next lower unit (一百二 is 120)."""
    rest = tail.lstrip("0")
    if not rest:
        return Decimal(0)
    if size > 10 and rest == tail and len(rest) == 1 and rest.isdigit():
        return Decimal(rest) * size / 10
    amount = _amount(rest)
    return amount if amount is not None and amount < size else None


def _written(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
