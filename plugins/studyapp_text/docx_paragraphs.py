"""The paragraphs of a Word document's body, in reading order, with what distinguishes their letters.

Source: ECMA-376 part 1, 17 (WordprocessingML). Deleted and moved-away text is left out, inserted text kept; of an
``mc:AlternateContent`` only the choice is read, so that a text box counts once. Field codes are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree.ElementTree import Element

from studyapp import Message, NotABank
from studyapp_text.docx_formulas import linear, raised, symbol, with_symbols
from studyapp_text.docx_package import R, W
from studyapp_text.docx_styles import Look, Styles

_DEEPEST = 200
AS_STYLE = -1
_SKIPPED = frozenset(
    ("pPr", "rPr", "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "binData", "sectPr", "Fallback",
     "fldData", "docPart", "sdtPr", "tblPr", "trPr", "tcPr", "listPr")
)  # fmt: skip
_TEXTS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_BLANK = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*[\t\u3000\u2002\u2003][\s\u00a0]*")
_PICTURE = (f"{R}embed", f"{R}link", f"{R}id", "src")


class Run(NamedTuple):
    """Letters that look alike.

    ``marks``: some of ``red``, ``highlight``, ``colour``, ``underline``, ``bold``, and of ``looks.STRIKES``.
    """

    text: str
    marks: frozenset[str]


@dataclass(slots=True)
class Paragraph:
    """A paragraph; ``number`` counts them from 1 through the body, tables and text boxes included.

    ``listed``: the list and level that number it, empty and ``AS_STYLE`` where its style tells.
    ``label``: its number in words, where the file has it.
    ``pictures``: the relationships of its pictures. ``noted``: it refers to a foot- or endnote.
    """

    number: int
    runs: list[Run] = field(default_factory=list)
    listed: tuple[str, int] | None = None
    style: str = ""
    label: str = ""
    pictures: list[str] = field(default_factory=list)
    noted: bool = False

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Table:
    """A table: rows of cells, each with its paragraphs and inner tables."""

    rows: list[list[list[Block]]]


Block = Paragraph | Table


@dataclass(slots=True)
class _Reading:
    """How far the reading is: the paragraphs counted, the text boxes that the open paragraph anchors."""

    styles: Styles
    count: int = 0
    boxes: list[Element] = field(default_factory=list)


def blocks_of(tree: Element, styles: Styles) -> list[Block]:
    """Return what the body holds; raise ``NotABank`` for a file that nests deeper than any document."""
    body = next(tree.iter(f"{W}body"), None)
    return list(_blocks(body, _Reading(styles), 0)) if body is not None else []


def paragraphs_of(blocks: list[Block]) -> Iterator[Paragraph]:
    """Yield the paragraphs of blocks, those in tables cell by cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from paragraphs_of(cell)


def _blocks(parent: Element, reading: _Reading, depth: int) -> Iterator[Block]:
    _refuse_depth(depth)
    for child in parent:
        name = _name(child)
        if child.tag == f"{W}p":
            yield from _paragraph(child, reading, depth)
        elif child.tag == f"{W}tbl":
            rows = [row for row in _within(child, "tr", depth) if row.find(f"{W}trPr/{W}del") is None]
            cells = [_within(row, "tc", depth) for row in rows]
            yield Table([[list(_blocks(cell, reading, depth + 1)) for cell in row] for row in cells])
        elif name not in _SKIPPED:
            yield from _blocks(child, reading, depth + 1)


def _within(parent: Element, wanted: str, depth: int) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, also those in content controls and custom XML."""
    _refuse_depth(depth)
    for child in parent:
        if child.tag == W + wanted:
            yield child
        elif _name(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _within(child, wanted, depth + 1)


def _paragraph(element: Element, reading: _Reading, depth: int) -> Iterator[Block]:
    """Yield a paragraph and what the text boxes in it hold."""
    outer, reading.boxes = reading.boxes, []
    reading.count += 1
    paragraph = Paragraph(reading.count)
    properties = element.find(f"{W}pPr")
    if properties is not None:
        _read_properties(paragraph, properties)
    _read_runs(paragraph, element, reading.styles.look(paragraph.style, None), reading, depth)
    paragraph.runs = with_blanks(paragraph.runs)
    boxes, reading.boxes = reading.boxes, outer
    yield paragraph
    for box in boxes:
        yield from _blocks(box, reading, depth + 1)


def _read_properties(paragraph: Paragraph, properties: Element) -> None:
    paragraph.style = _value(properties.find(f"{W}pStyle"))
    listed = properties.find(f"{W}numPr")
    if listed is not None:
        level = _value(listed.find(f"{W}ilvl"))
        number = _value(listed.find(f"{W}numId"))
        paragraph.listed = (number, int(level) if level.isdecimal() and len(level) < 3 else AS_STYLE)
    written = properties.find(f"{W}listPr")  # Word 2003 says itself what number it shows
    for one in written if written is not None else ():
        if _name(one) == "t":
            paragraph.label = next((value for key, value in one.attrib.items() if key.endswith("}val")), "")


def _read_runs(paragraph: Paragraph, parent: Element, look: Look, reading: _Reading, depth: int) -> None:
    """Add the text within an element to a paragraph; ``look``: that of its letters."""
    _refuse_depth(depth)
    for child in parent:
        name = _name(child)
        if _is_left_out(child, name, parent):
            continue
        if name == "t":
            paragraph.runs.append(Run(raised(with_symbols(child.text or "", look.font), look.raised), look.marks))
        elif name == "oMath":
            paragraph.runs.append(Run(linear(child), look.marks))
        elif name in _TEXTS and child.tag.startswith(W):
            paragraph.runs.append(Run(_TEXTS[name], look.marks))
        elif name == "sym":
            paragraph.runs.append(Run(_symbol(child), look.marks))
        elif name == "txbxContent":
            reading.boxes.append(child)
        elif name in ("footnoteReference", "endnoteReference"):
            paragraph.noted = True
        elif name in ("blip", "imagedata"):
            paragraph.pictures += [child.get(at, "") for at in _PICTURE if child.get(at)]
            _read_runs(paragraph, child, look, reading, depth + 1)
        elif child.tag == f"{W}r":
            shown = reading.styles.look(paragraph.style, child.find(f"{W}rPr"))
            _read_runs(paragraph, child, shown, reading, depth + 1)
        elif child.tag != f"{W}p":
            _read_runs(paragraph, child, look, reading, depth + 1)


def _is_left_out(child: Element, name: str, parent: Element) -> bool:
    """Say whether an element holds no text of the document: a property, deleted text, what only old Word shows."""
    if name == "annotation":  # how Word 2003 keeps changes
        return child.get(f"{W}type") == "Word.Deletion"
    return name in _SKIPPED and not (name == "Fallback" and len(parent) == 1)


def with_blanks(runs: list[Run]) -> list[Run]:
    """Join runs that look alike, and draw underlined spaces as the blank that they are."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].marks == run.marks:
            joined[-1] = Run(joined[-1].text + run.text, run.marks)
        else:
            joined.append(run)
    return [
        Run("____", run.marks) if "underline" in run.marks and _BLANK.fullmatch(run.text) else run for run in joined
    ]


def _symbol(element: Element) -> str:
    code = element.get(f"{W}char", "")
    return symbol(int(code, 16), element.get(f"{W}font", "")) if re.fullmatch(r"[0-9A-Fa-f]{4}", code) else ""


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _value(element: Element | None) -> str:
    if element is None:
        return ""
    return element.get(f"{W}val", "")


def _refuse_depth(depth: int) -> None:
    if depth > _DEEPEST:
        raise NotABank(Message("这个 Word 文档层层嵌套，不像是人写的，没有读取。请在 Word 或 WPS 里另存后再导入。"))
