"""Moodle XML written by hand: attributes without quotes and signs that XML reads as its own, mended line by line."""

from __future__ import annotations

import re
from html import unescape

_BARE = re.compile(
    r"(<(?:question|questiontext|answer|text|name|feedback|generalfeedback|file)(?:\s+\w+=\"[^\"<>]*\")*\s+\w+)=([\w.$/-]+)(?=[\s>])"
)
_SIGN = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)([A-Za-z][A-Za-z0-9]{0,9};)?")
_SUSPECT = re.compile(r"<\w+[^<>]{0,200}\s\w+=[\w.$/-]|&(?!(?:amp|lt|gt|quot|apos|#\d|#x);?)")
_OPEN, _SHUT = "<![CDATA[", "]]>"
_BOUND = re.compile(r"(<!\[CDATA\[|\]\]>)")


def mended(lines: list[str]) -> list[str]:
    """Return lines as XML has them: ``type=essay`` in quotes, ``R&D`` and ``&nbsp;`` as characters."""
    if not any(_SUSPECT.search(line) for line in lines):
        return lines
    within = False
    found: list[str] = []
    for line in lines:
        mending: list[str] = []
        for part in _BOUND.split(line):
            within = part == _OPEN or (within and part != _SHUT)
            mending.append(part if within else _SIGN.sub(_character, _BARE.sub(r'\1="\2"', part)))
        found.append("".join(mending))
    return found


def _character(sign: re.Match[str]) -> str:
    """Return a sign as XML may have it: the character that HTML means, or ``&`` itself; other names stay faults."""
    shown = unescape(sign.group())
    if sign.group(1) is None:
        return "&amp;"
    return shown if shown not in "<>&" else f"&amp;{sign.group(1)}"
