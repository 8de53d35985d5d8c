"""Line to token: options, by their letter, their box or their place in a row."""

from __future__ import annotations

import re

from studyapp_text.tokens import Mark, Token, half_width

OPTION = re.compile(r"([A-Za-zＡ-Ｚ])\s{0,4}[.．、)）:：]\s*(.*)", re.S)
_WEAK_OPTION = re.compile(r"([A-HＡ-Ｈ])(\s*)(?=[^\sA-Za-z0-9.．、)）:：＝=+\-*/])(.*)", re.S)
_SPACED_OPTION = re.compile(r"([A-HＡ-Ｈ])(\s+)(?=[^\s.．、)）:：])(.*)", re.S)
OPTION_IN_PARENS = re.compile(r"[(（\[【]\s{0,4}([A-HＡ-Ｈ])\s{0,4}[)）\]】]\s*[.．、:：]?\s*(.*)", re.S)
_TICKED_OPTION = re.compile(r"[vV√✓✔*]\s{0,4}([A-HＡ-Ｈ])\s{0,4}[.．、)）:：]\s*(.*)", re.S)
_BOX = re.compile(r"[-*+]?\s{0,4}\[([ xX√✓])\]\s*(.*)", re.S)


def lettered_option(line: int, text: str) -> Token | None:
    """``A．…``, ``A …``, ``A…``: how strongly the letter speaks for an option is its style."""
    found = OPTION.match(text)
    if found is not None:
        letter, rest = found.groups()
        letter = half_width(letter)
        return Token(Mark.OPTION, line, text, letter.upper(), rest, "strong" if letter.isupper() else "lower")
    found = _SPACED_OPTION.match(text) if len(text) > 1 and text[1].isspace() else _WEAK_OPTION.match(text)
    if found is None:
        return None
    letter, space, rest = found.groups()
    return Token(Mark.OPTION, line, text, half_width(letter), rest, "spaced" if space else "glued")


def ticked_option(line: int, text: str) -> Token | None:
    """``√A．…``, ``*A. …``."""
    found = _TICKED_OPTION.match(text)
    if found is None:
        return None
    return Token(Mark.OPTION, line, text, half_width(found.group(1)), found.group(2), "strong", True)


def boxed_option(line: int, text: str) -> Token | None:
    """``- [x] …``."""
    found = _BOX.match(text)
    if found is None:
        return None
    ticked = found.group(1) != " "
    inner = found.group(2)
    lettered = OPTION.match(inner)
    if lettered:
        return Token(
            Mark.OPTION, line, text, half_width(lettered.group(1)).upper(), lettered.group(2), "strong", ticked
        )
    return Token(Mark.OPTION, line, text, "", inner, "box", ticked)


def circled_option(line: int, text: str) -> Token | None:
    """``○ …``, ``☑ …``."""
    inner = text[1:].lstrip()
    lettered = OPTION.match(inner)
    ticked = text[0] in "☑●◉"
    if lettered:
        return Token(
            Mark.OPTION, line, text, half_width(lettered.group(1)).upper(), lettered.group(2), "strong", ticked
        )
    return Token(Mark.OPTION, line, text, "", inner, "box", ticked)


def tabled_option(line: int, text: str) -> Token | None:
    """``| * | a. | … |``."""
    cells = [cell.strip() for cell in text.strip("|").split("|")]
    if len(cells) != 3 or not (lettered := re.fullmatch(r"([a-hA-H])[.)]?", cells[1])):
        return None
    return Token(Mark.OPTION, line, text, lettered.group(1).upper(), cells[2], "strong", cells[0] == "*")
