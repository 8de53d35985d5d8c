"""Rows that are no questions: titles between them, the header said again, what is stray."""

from __future__ import annotations

import re

from studyapp import Kind
from studyapp_table.grid import Row
from studyapp_table.headers import Layout, bare, kind_word, read_header
from studyapp_table.vocabulary import FIELD_OF, KIND_OF

_LONGEST = 40
_AROUND = re.compile(r"[(（][^)）]*[)）]|^第?[一二三四五六七八九十\d]+(?:部分|[章节、.．:： ])+|[:：。\s]+")
_CHAPTER = re.compile(
    r"第[一二三四五六七八九十百\d]+[章节编篇部单][^。？?]{0,30}|[一二三四五六七八九十]{1,3}、[^。？?（(]{2,20}篇?"
)


def titled(text: str) -> tuple[bool, Kind | None]:
    """Say whether a row's only text is a title that tells the kind: ``一、单选题（每题2分）``."""
    core = _AROUND.sub("", text)
    known, kind = kind_word(core) if len(text) <= _LONGEST else (False, None)
    return (known, kind) if core.endswith("题") or core in KIND_OF else (False, None)


def is_chapter(text: str) -> bool:
    """Say whether a row's only text is the title of a chapter."""
    return bool(_CHAPTER.fullmatch(text))


def is_header(row: Row, layout: Layout) -> bool:
    """Say whether a row repeats the header."""
    if not layout.names or bare(row.cell(layout.columns["prompt"][0])) not in FIELD_OF:
        return False
    again = read_header(row.cells)
    return again is not None and again.columns == layout.columns and again.options == layout.options


def alone(row: Row, layout: Layout) -> str | None:
    """Return the text of a row that has one cell only, besides its number: a title, or something stray."""
    labels = layout.columns.get("label", ())
    texts = [cell for column, cell in enumerate(row.cells) if cell and column not in labels]
    if not texts:
        return next(cell for cell in row.cells if cell)
    if len(texts) == 1 and any(map(row.cell, labels)) and any(map(row.cell, layout.columns["prompt"])):
        return None  # it has a number: a question that lacks all the rest
    return texts[0] if len(set(texts)) == 1 and (len(texts) == 1 or len(texts) > 3) else None
