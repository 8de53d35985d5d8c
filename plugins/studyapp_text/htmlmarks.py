"""How the letters of a page look, as its tags and their own styles say; the look of a right option may be its mark.

Style sheets are not followed: they dress the page, while what somebody has marked by hand stands at the letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from studyapp import Flaw, Where
from studyapp_text import fileflaws
from studyapp_text.docx_marks import Line, fill_blanks, mark_right
from studyapp_text.docx_paragraphs import Run
from studyapp_text.looks import STRUCK, hue
from studyapp_text.places import Row

_PROPERTY = re.compile(r"(?:^|;)\s{0,9}([a-z-]{1,30})\s{0,9}:\s{0,9}([^;]{1,200})", re.I)
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})$")
_RGB = re.compile(r"rgba?\(\s{0,9}(\d{1,3})\s{0,9},\s{0,9}(\d{1,3})\s{0,9},\s{0,9}(\d{1,3})[^)]{0,20}\)$")
_NAMED = {
    "red": "ff0000", "crimson": "dc143c", "blue": "0000ff", "green": "008000", "orange": "ffa500", "yellow": "ffff00",
    "purple": "800080", "black": "000000", "white": "ffffff", "lime": "00ff00", "aqua": "00ffff", "fuchsia": "ff00ff",
}  # fmt: skip
_HEAVY = re.compile(r"bold|bolder|[6-9]00")
_TAGS = {"b": "bold", "strong": "bold", "u": "underline", "ins": "underline", "mark": "highlight",
         "s": STRUCK, "strike": STRUCK, "del": STRUCK}  # fmt: skip
_HEIGHTS = {"sup": "superscript", "super": "superscript", "sub": "subscript", "baseline": ""}
_LINES = {"underline": "underline", "line-through": STRUCK}
_KEY_APART = re.compile(r"参考答案|答案\s?$|^\s?[(（]?\d{1,4}\s*[-—–~～至]\s*\d{1,4}")


class Look(NamedTuple):
    """How letters look: their marks, as those of a Word document, the name of their font, whether they are raised."""

    marks: frozenset[str] = frozenset()
    font: str = ""
    raised: str = ""

    @property
    def is_struck(self) -> bool:
        """Whether a line runs through the letters, so that they are no text any more."""
        return STRUCK in self.marks


def look_of(tag: str, attributes: Mapping[str, str | None], outer: Look) -> Look:
    """Return the look of what an element holds."""
    marks = set(outer.marks)
    if tag in _TAGS:
        marks.add(_TAGS[tag])
    raised = _HEIGHTS.get(tag, outer.raised)
    font = attributes.get("face") or outer.font if tag == "font" else outer.font
    if tag == "font" and attributes.get("color"):
        marks = _coloured(marks, attributes["color"] or "")
    for name, value in _PROPERTY.findall(attributes.get("style") or ""):
        name, value = name.lower(), value.strip().lower()
        if name == "color":
            marks = _coloured(marks, value)
        elif name in ("background", "background-color", "mso-highlight"):
            colour = _colour(value.split(" ")[0])
            marks = marks - {"highlight"} | ({"highlight"} if colour not in ("", "ffffff") else set())
        elif name == "font-weight":
            marks = marks - {"bold"} | ({"bold"} if _HEAVY.match(value) else set())
        elif name.startswith("text-decoration"):
            marks.update(mark for line, mark in _LINES.items() if line in value)
        elif name == "vertical-align":
            raised = _HEIGHTS.get(value, raised)
        elif name == "font-family":
            font = value.strip("'\" ").title()
    return Look(frozenset(marks), font, raised)


def _coloured(marks: set[str], value: str) -> set[str]:
    """Return marks with another colour."""
    colour = _colour(value.lower())
    return marks - {"red", "colour"} | ({hue(colour)} - {""} if colour else set())


def _colour(value: str) -> str:
    """Return a colour in six hexadecimal digits, empty for one that is not known."""
    value = _NAMED.get(value, value)
    if found := _HEX.match(value):
        digits = found.group(1)
        return digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    if found := _RGB.match(value):
        return bytes(min(int(part), 255) for part in found.groups()).hex()
    return ""


def runs_of(text: str, parts: Sequence[str], looks: Sequence[frozenset[str]]) -> tuple[Run, ...]:
    """Return the runs of a row, ``text``, that was put together of parts; empty where all look plain."""
    if not any(looks):
        return ()
    runs: list[Run] = []
    at = 0
    for part, marks in zip(parts, looks, strict=True):
        start = at
        for letter in part:
            if at < len(text) and text[at] == letter:
                at += 1  # a space that the row has left out stands nowhere in it
        if at > start:
            runs.append(Run(text[start:at], marks))
    return tuple(runs) if at == len(text) else ()


def marked(rows: Iterable[Row], file: str) -> tuple[list[Row], list[Flaw]]:
    """Write into rows which options their looks tell to be right, and what is underlined instead of a gap."""
    kept = list(rows)
    if not any(row.runs for row in kept):
        return kept, []
    lines = [Line(number, row.runs if _fits(row) else (Run(row.text, frozenset()),)) for number, row in enumerate(kept)]
    has_key = any(_KEY_APART.search(line.text) for line in lines)
    found: list[Flaw] = []
    if told := mark_right(lines):
        found.append(fileflaws.marked_key(_where(kept[told[0]], file), len(told)))
    if not has_key and (filled := fill_blanks(lines)):
        found.append(fileflaws.filled_blanks(_where(kept[filled[0]], file), len(filled)))
    return [row._replace(text=line.text) for row, line in zip(kept, lines, strict=True)], found


def _fits(row: Row) -> bool:
    return "".join(run.text for run in row.runs) == row.text


def _where(row: Row, file: str) -> Where:
    return Where(file, row.first, row.last)
