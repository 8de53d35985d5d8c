"""Numbers as a number format shows them: percentages, fixed places, thousands, leading zeros, powers, currencies.

Source: ECMA-376 part 1, 18.8.31 (number format codes).
"""

from __future__ import annotations

import re

_CURRENCY = re.compile(r"\[\$([^\]\-]*)(?:-[^\]]*)?\]")
_CONDITION = re.compile(r"\[[^\]]*\]")
_PATTERN = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?(?:[Ee][+-]0+)?|\.[#0?]+")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].|(.)', re.S)


def number_shown(value: float, code: str) -> str:
    """Return what a number shows in a format, empty where the format says nothing of digits."""
    sections = code.split(";")
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    section = _CONDITION.sub("", _CURRENCY.sub(r'"\1"', section))
    found = _digits(section)
    if found is None:
        return ""
    before, pattern, after = found
    if "%" in _literal(before, marks=True) + _literal(after, marks=True):
        value *= 100
    sign = "-" if value < 0 else ""
    return f"{sign}{_literal(before, marks=True)}{_written(abs(value), pattern)}{_literal(after, marks=True)}"


def _digits(section: str) -> tuple[str, str, str] | None:
    """Cut a format at its digits; what is quoted are none."""
    hidden = re.sub(r'"[^"]*"|\\.', lambda quoted: "\0" * len(quoted.group()), section)
    found = _PATTERN.search(hidden)
    return None if found is None else (section[: found.start()], found.group(), section[found.end() :])


def _literal(text: str, *, marks: bool) -> str:
    return "".join(quoted or escaped or (other if marks else "") for quoted, escaped, other in _LITERAL.findall(text))


def _written(value: float, pattern: str) -> str:
    digits, power, _ = pattern.upper().partition("E")
    whole, _, part = digits.partition(".")
    if power:
        return f"{value:.{len(part)}E}"
    text = f"{value:,.{len(part)}f}" if "," in whole else f"{value:.{len(part)}f}"
    left, point, right = text.partition(".")
    fewest = len(part.rstrip("#?"))
    while len(right) > fewest and right.endswith("0"):
        right = right[:-1]
    left = left.zfill(whole.count("0")) if "," not in whole else left
    return left + (point + right if right else "")
