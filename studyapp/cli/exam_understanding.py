"""What a line typed into a paper asks for."""

from __future__ import annotations

import re

SLASHES = ("/", "、")
"""What makes a command of any word; the second is the slash's key under a Chinese input method."""

_COMMAND = re.compile(r"[/、]?(n|p|r|m|s|t|q|\?|g\s*\d{1,3}|\d{1,3})", re.IGNORECASE)
_YES = ("y", "yes", "是", "1", "交卷")


def command_of(word: str) -> str:
    """The command that a word is, without its slash; empty for none. A number goes to that question."""
    return word.lstrip("".join(SLASHES)).lower() if _COMMAND.fullmatch(word) else ""


def agrees(word: str) -> bool:
    """Whether a word says yes."""
    return word.lower() in _YES
