"""The gaps of a prompt, which no voice reads out, in words."""

from __future__ import annotations

import re

from studyapp.words import _, pgettext

_GAP = re.compile(
    r"（\s*[）)]|\(\s+[）)]|(?<![A-Za-z0-9_])\(\)|【\s*】|\[\s+\]|(?<![A-Za-z0-9_])_{2,}(?![A-Za-z0-9_])|＿+"
)
"""A place to fill in; the brackets of code are none."""
_BEGINNING = 20


def heard(text: str) -> str:
    """A text with its gaps named, and numbered where there are several."""
    count = len(_GAP.findall(text))
    if count < 2:
        return _GAP.sub(lambda gap: pgettext("gap", "（空）"), text)
    numbers = iter(range(1, count + 1))
    return _GAP.sub(lambda gap: _("（第 {number} 空）").format(number=next(numbers)), text)


def beginning(text: str) -> str:
    """So much of a text that one knows it again, cut before a gap rather than in it."""
    line = " ".join(text.split())
    if len(line) <= _BEGINNING:
        return heard(line)
    end = next((gap.start() for gap in _GAP.finditer(line) if gap.start() < _BEGINNING < gap.end()), _BEGINNING)
    return _("{beginning}……").format(beginning=heard(line[:end]))
