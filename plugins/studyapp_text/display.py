"""Text as it is shown: what a line of a file loses before anybody looks at it, and what it never loses.

Display text stays as the author typed it. Only what nobody can see goes (zero-width marks, inner byte order marks,
control characters), wide and hard spaces become one plain space, and the radicals that PDF fonts put in the place
of characters become characters again. Compatibility forms stay: ① is not 1, ㎡ is not m2.
"""

from __future__ import annotations

import re

from studyapp_text.radicals import RADICALS

PLAIN = "\ufdd0"
"""Stands before a character that the author took out of the language with a backslash; no text may contain it."""

_WIDE_SPACES = re.compile("[\u00a0\u3000]+")
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufdd0-\ufdd1]+"
)
_RADICAL = re.compile("[\u2e80-\u2fdf]")
_UNUSUAL = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2e80-\u2fdf\u3000\ufeff\ufdd0-\ufdd1]"
)
_ESCAPE = re.compile(r"\\(.?)")


def clean(text: str) -> str:
    """Return a line as it is shown."""
    if _UNUSUAL.search(text):
        text = _INVISIBLE.sub("", _WIDE_SPACES.sub(" ", text))
        text = _RADICAL.sub(_character, text)
    return text.strip()


def _character(radical: re.Match[str]) -> str:
    return RADICALS.get(radical.group(), radical.group())


def take_escapes(text: str) -> str:
    """Turn every backslash of a deck's line into the mark that the next character is text and nothing else.

    A lone backslash at the end stands for nothing: so an empty line of text is written as a backslash.
    """
    if "\\" not in text:
        return text
    return _ESCAPE.sub(PLAIN + r"\1", text)


def strip_end(text: str, characters: str) -> str:
    """Take characters off the end of a text, but none that a backslash made plain."""
    bare = text.rstrip(characters)
    if bare.endswith(PLAIN) and len(bare) < len(text):
        return text[: len(bare) + 1]
    return bare


def plain(text: str) -> str:
    """Take the marks of ``take_escapes`` out again: the text as its author meant it."""
    return text.replace(PLAIN, "")
