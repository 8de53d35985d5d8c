"""Where a line of Chinese may break.

No line begins with a closing mark or ends with an opening one, dashes and dots that belong together stay together,
and Latin words and numbers stay whole. Textual breaks at white space only, which Chinese has not.
"""

from __future__ import annotations

from rich.cells import cell_len, split_graphemes
from textual import content

NO_START = frozenset("，。、；：？！）》」』】〕〗〉”’…·％‰℃°～々,.;:?!)]}%")
NO_END = frozenset("（《「『【〔〖〈“‘([{￥$№" + "".join(map(chr, range(0x2460, 0x24A0))))
_INSEPARABLE = frozenset("—…─-")
_GLUE = frozenset("\u3000\u00a0\u2060")  # the gap of a question to fill in is made of U+3000


def divide_line(text: str, width: int, fold: bool = True) -> list[int]:
    """Return the indexes at which ``text`` is to be divided so that each line fits ``width`` cells.

    Spaces at the end of a line hang over. Where no good place is on a line, a long word is divided, and where even
    that will not do, any place is taken; without ``fold`` such a line is left too long.
    """
    if cell_len(text) <= width:
        return []
    breaks: list[int] = []
    line = good = fair = 0  # where this line begins, and the last good and fair places to end it
    column = at_good = at_fair = 0  # cells since the line began: now, and at those places
    for start, end, cells in split_graphemes(text)[0]:
        if start > line:
            if may_break(text, start):
                good, at_good = start, column
            elif may_fold(text, start):
                fair, at_fair = start, column
        while column + cells > width and start > line and text[start:end] != " ":
            if good > line:
                line, column = good, column - at_good
                at_fair -= at_good
            elif not fold:
                break
            elif fair > line:
                line, column = fair, column - at_fair
            else:
                line, column = start, 0
            breaks.append(line)
        column += cells
    return breaks


def may_break(text: str, index: int) -> bool:
    """Whether a line may end before ``index``."""
    before, after = text[index - 1], text[index]
    if not may_fold(text, index):
        return False
    return before == " " or not (_in_word(before) and _in_word(after))


def may_fold(text: str, index: int) -> bool:
    """Whether a line may end before ``index`` if need be: within a word, but not against the marks."""
    before, after = text[index - 1], text[index]
    if after == " " or after in NO_START or after in _GLUE or before in _GLUE:
        return False
    if before == after and before in _INSEPARABLE:
        return False
    last = index - 1
    while last > 0 and text[last] == " ":
        last -= 1
    return text[last] not in NO_END


def _in_word(character: str) -> bool:
    if character.isascii():
        return character != " "
    return character.isalnum() and cell_len(character) == 1


def install() -> None:
    """Let textual break lines so."""
    if hasattr(content, "divide_line"):
        content.divide_line = divide_line
