"""What holds within a group of an RTF file, and how its words change that.

Source: Rich Text Format Specification 1.9.1, "Conventions of an RTF Reader".
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from studyapp_text.looks import STRUCK, STRUCK_TWICE, hue
from studyapp_text.rtf_tables import Style, Tables

_SILENT = frozenset(
    b"fonttbl info pict header headerl headerr headerf footer footerl footerr footerf listtable"
    b" listoverridetable revtbl rsidtbl generator xmlnstbl themedata colorschememapping latentstyles datastore object"
    b" nonshppict fldinst footnote annotation filetbl pgdsctbl pntxta pntxtb pnseclvl objdata blipuid"
    b" wgrffmtfilter xe tc tcn rxe sn sv shprslt".split()
)
"""Destinations that hold no text of the document."""

_SHOWN = frozenset((b"shppict", b"fldrslt", b"shpinst"))
"""Destinations that old programs do not know, and that hold text or pictures of the document nevertheless."""

_TABLES = (b"fonttbl", b"colortbl", b"stylesheet")
_SWITCHES = {b"b": "bold", b"strike": STRUCK, b"striked": STRUCK_TWICE}
_HEIGHTS = {b"super": "superscript", b"sub": "subscript", b"up": "superscript", b"dn": "subscript", b"nosupersub": ""}
_NO_MARKS: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class State:
    """What holds within a group: whether text counts, the code page, how many letters stand behind a ``\\uN``.

    ``style``: the one whose record is open, and the number of its base. ``of_style``: how letters look of their style.
    """

    silent: bool = False
    listed: bool = False
    page: str = ""
    substitutes: int = 1
    fonts: bool = False
    colours: bool = False
    styles: bool = False
    style: tuple[Style, int] | None = None
    boxed: bool = False
    picture: bool = False
    font: int = 0
    marks: frozenset[str] = _NO_MARKS
    of_style: frozenset[str] = _NO_MARKS
    raised: str = ""
    in_table: bool = False


def opened(state: State, word: bytes, *, optional: bool) -> State | None:
    """Return what holds behind the word that begins a destination; None for any other word.

    ``optional``: a program that does not know it passes it over.
    """
    if word == b"pict" and not state.silent:
        return replace(state, silent=True, picture=True)
    if word in _TABLES:
        return replace(
            state,
            silent=True,
            fonts=word == b"fonttbl",
            colours=word == b"colortbl",
            styles=word == b"stylesheet",
        )
    if word in (b"listtext", b"pntext"):
        return replace(state, listed=True)
    if word in _SILENT or (optional and word not in _SHOWN and not state.styles):
        return replace(state, silent=True, picture=False)
    return None


def dressed(state: State, tables: Tables, word: bytes, number: int | None) -> State | None:
    """Return what holds behind a word that says how letters look, or that a paragraph is a cell's; None for others."""
    if word in (b"pard", b"intbl"):
        kept = state.of_style if word == b"intbl" else _NO_MARKS
        return replace(state, in_table=word == b"intbl", of_style=kept)
    if word == b"plain":
        return replace(state, marks=_NO_MARKS, of_style=_NO_MARKS, raised="")
    if word in _HEIGHTS:
        return replace(state, raised=_HEIGHTS[word] if number != 0 else "")
    if word == b"deleted":
        return replace(state, silent=number != 0)
    if word in (b"s", b"cs"):
        return _styled(state, tables, (word, number or 0))
    if word == b"sbasedon" and state.style is not None:
        return replace(state, style=(state.style[0], number if number is not None else -1))
    found = _look(tables, word, number)
    return _marked(state, *found) if found is not None else None


def _look(tables: Tables, word: bytes, number: int | None) -> tuple[str, str] | None:
    """Return the kind of a look, and the mark that a word makes of it, empty for none."""
    if word in _SWITCHES:
        return _SWITCHES[word], _SWITCHES[word] if number != 0 else ""
    if word.startswith(b"ul") and word != b"ulc":
        return "underline", "underline" if number != 0 and word != b"ulnone" else ""
    if word == b"cf":
        colour = tables.colour(number)
        return "red", hue(colour) if colour else ""
    if word == b"highlight":
        return "highlight", "highlight" if number else ""
    if word in (b"cb", b"chcbpat"):
        return "highlight", "highlight" if tables.colour(number) not in ("", "ffffff") else ""
    return None


def _styled(state: State, tables: Tables, style: Style) -> State:
    """Open the record of a style; in the text, let the letters look as it says."""
    if state.styles:
        return replace(state, style=(style, -1), marks=_NO_MARKS)
    return replace(state, of_style=state.of_style | tables.looks(style))


def _marked(state: State, kind: str, mark: str) -> State:
    """Change one kind of look; what is said by hand has the last word over the style."""
    kinds = {"red", "colour"} if kind == "red" else {kind}
    marks = frozenset({*(state.marks - kinds), mark} - {""})
    return replace(state, marks=marks, of_style=state.of_style - kinds)
