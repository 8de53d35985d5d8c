"""Options whose letters have no mark behind them: what tells that they are some, and that they were none."""

from __future__ import annotations

from studyapp_text.desk import Desk
from studyapp_text.raw import Raw, RawOption
from studyapp_text.tokens import Mark, Token

_WEAK = ("glued", "spaced")


def give_back(desk: Desk, raw: Raw, index: int) -> None:
    """Make lines that only looked like options part of the prompt: the letter with its mark comes later."""
    first = raw.options[0].line
    if raw.options[0].style not in _WEAK or first == raw.first:
        return
    start = index
    while start and desk.tokens[start - 1].line >= first:
        start -= 1
    raw.prompt += [token.text for token in desk.tokens[start:index] if token.mark is not Mark.EMPTY]
    raw.options.clear()


def last_of_pairs(options: list[RawOption], token: Token) -> str:
    """Return the letter that would come after this line, where it is like the one before: two without marks."""
    paired = len(options) > 1 and options[-1].line == options[-2].line and options[-1].style == token.style == "glued"
    return chr(ord(token.label) + 2) if paired and token.label else ""
