"""Questions whose cell holds more than the question: its number, its kind, its options."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import islice

from studyapp_table.grid import Row
from studyapp_table.headers import Layout, is_letters, kind_word
from studyapp_table.options import split_options

_NUMBER = re.compile(r"(?:第\s?)?(\d{1,5})\s?(?:[.．、]|题[.．、:：]?)\s*(?=[^\d\s])")
_KIND = re.compile(r"[(（\[【]([^()（）\[\]【】]{2,6})[)）\]】]\s*(?=\S)")
_FIRST_OPTION = re.compile(r"(?<=[\s)）?？。:：])[(（]?[AＡ]\s?[.．、:：)）]")
_SAMPLE = 64
_MOST = 0.8
_FEWEST = 2

Cut = Callable[[str], tuple[str, str]]
"""Takes what stands in the cell of a question, and returns what is left of it and what was cut off, if anything."""


def unpacked(rows: tuple[Row, ...], layout: Layout) -> tuple[tuple[Row, ...], Layout]:
    """Give what most cells of questions hold besides a column of its own, behind all others."""
    prompt = layout.columns.get("prompt", ())
    answer = layout.columns.get("answer", ())
    if len(prompt) != 1:
        return rows, layout
    sample = [row for row in islice(rows, _SAMPLE) if row.cell(prompt[0]) and sum(map(bool, row.cells)) > 1]
    width = max((len(row.cells) for row in rows), default=0)
    taken: list[tuple[str, Cut]] = []
    texts = [row.cell(prompt[0]) for row in sample]
    for field, cut in (("label", _number), ("kind", _kind)):
        if field not in layout.columns and _usual(texts, cut):
            taken.append((field, cut))
            texts = [cut(text)[0] for text in texts]
    keyed = [row.cell(prompt[0]) for row in sample if any(is_letters(row.cell(column)) for column in answer)]
    if not layout.options and "options" not in layout.columns and _usual(keyed, _options):
        taken.append(("options", _options))
    if not taken:
        return rows, layout
    columns = {**layout.columns, **{field: (width + at,) for at, (field, _) in enumerate(taken)}}
    cuts = [cut for _, cut in taken]
    return tuple(_cut(row, prompt[0], width, cuts) for row in rows), Layout(columns, layout.options, layout.names)


def _usual(texts: Sequence[str], cut: Cut) -> bool:
    found = [taken for text in texts if (taken := cut(text)[1])]
    return len(found) >= max(_FEWEST, _MOST * len(texts))


def _cut(row: Row, column: int, width: int, cuts: Sequence[Cut]) -> Row:
    """Return a row with columns more; one that has nothing but this cell is a title, and stays whole."""
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    if column >= len(cells) or sum(map(bool, cells)) < 2:
        return row
    for cut in cuts:
        cells[column], taken = cut(cells[column])
        cells.append(taken)
    return row._replace(cells=tuple(cells))


def _number(text: str) -> tuple[str, str]:
    found = _NUMBER.match(text)
    return (text[found.end() :], found.group(1)) if found is not None else (text, "")


def _kind(text: str) -> tuple[str, str]:
    found = _KIND.match(text)
    if found is None or not kind_word(found.group(1))[0]:
        return text, ""
    return text[found.end() :], found.group(1)


def _options(text: str) -> tuple[str, str]:
    """Cut at the last A that begins a row of options."""
    for first in reversed(list(_FIRST_OPTION.finditer(text))):
        if first.start() and len(split_options(text[first.start() :])) > 1:
            return text[: first.start()].rstrip(), text[first.start() :]
    return text, ""
