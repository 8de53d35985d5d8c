"""One row of a sheet by its columns' meaning, not yet a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from studyapp import Flaw, Kind, Media, Where
from studyapp_table import flaws
from studyapp_table.grid import Row
from studyapp_table.headers import Layout, kind_word
from studyapp_table.options import Option, is_list, listed_answer, own_letter, split_options, without_text

PICTURE = "（图片）"
"""What stands for a picture in a cell."""

_PICTURE = re.compile(r"=?_?(?:xlfn\.)?DISPIMG\(", re.I)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of a row from outside of it.

    ``section``: the kind that its title or its sheet tells; ``subject``: the chapter that they tell. ``twos``: whether
    judgements are 1 and 2; ``zeros``: whether the first choice is 0. ``codes``: what words of its own the table has for
    kinds. ``judged``: its answers are no other numbers than two that stand for judgements.
    """

    section: Kind | None = None
    subject: str = ""
    twos: bool = False
    zeros: bool = False
    codes: Mapping[str, Kind | None] = field(default_factory=dict)
    judged: bool = False


@dataclass(slots=True)
class Record:
    """A row being read.

    ``told``: what its column, its title or its sheet says the kind is. ``listed``: the texts of an answer that is a
    list.
    """

    where: Where
    prompt: str
    answer: str
    options: list[Option]
    fields: dict[str, str]
    told: Kind | None
    context: Context = field(default_factory=Context)
    answers: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    empty: str = ""
    media: tuple[Media, ...] = ()
    named: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    found: list[Flaw] = field(default_factory=list)

    def note(self, flaw: Flaw) -> None:
        """Keep what was found wrong."""
        self.found.append(flaw)


def read_record(row: Row, layout: Layout, where: Where, context: Context, media: tuple[Media, ...] = ()) -> Record:
    """Return a row by the meaning of its columns."""
    pictures = any(_PICTURE.match(cell) for cell in row.cells)
    if pictures:
        row = row._replace(cells=tuple(PICTURE if _PICTURE.match(cell) else cell for cell in row.cells))
    texts = {name: [row.cell(column) for column in columns] for name, columns in layout.columns.items()}
    fields = {name: "\n".join(text for text in found if text) for name, found in texts.items()}
    keys = texts.get("answer", [])
    record = Record(where, fields.get("prompt", ""), _answer(keys), [], fields, None, context, media=media)
    record.answers = tuple(key for key in keys if key) if len(keys) > 1 else ()
    if is_list(record.answer):
        record.listed = listed_answer(record.answer)
        record.answer = "；".join(record.listed)
    for name in ("subject", "basis"):
        pairs = [
            (layout.names[column] if layout.names else "", row.cell(column)) for column in layout.columns.get(name, ())
        ]
        record.named[name] = [(header, text) for header, text in pairs if text]
    record.told = _told(record)
    _read_options(record, row, layout)
    if pictures and not media:
        record.note(flaws.picture(where))
    return record


def _answer(cells: list[str]) -> str:
    """Join the answers of several columns, as templates have them that give each gap its own."""
    return "||".join(cell for cell in cells if cell) if len(cells) > 1 else "".join(cells)


def _told(record: Record) -> Kind | None:
    word, context = record.fields.get("kind", ""), record.context
    if not word:
        return context.section
    if word in context.codes:
        return context.codes[word]
    known, kind = kind_word(word)
    if not known:
        record.note(flaws.kind_unknown(record.where, word))
        return context.section
    return kind


def _read_options(record: Record, row: Row, layout: Layout) -> None:
    pairs = [(letter, without_text(row.cell(column))) for letter, column in layout.options]
    while pairs and not pairs[-1][1]:
        pairs.pop()
    record.options = [own_letter(letter, text) for letter, text in pairs if text]
    record.empty = "".join(letter for letter, text in pairs if not text)
    cell = record.fields.get("options", "")
    if cell and not record.options:
        record.options = split_options(cell) or [own_letter("A", cell)]
    elif len(record.options) == 1 and len(layout.options) == 1:
        record.options = split_options(record.options[0][1]) or record.options
