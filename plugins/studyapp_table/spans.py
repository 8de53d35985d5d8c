"""Questions that take several rows of a table: options below each other, in their own column or under the prompt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from studyapp_table.grid import Row
from studyapp_table.headers import Layout
from studyapp_table.vocabulary import RIGHT_WORDS, WRONG_WORDS

_LETTER = re.compile(r"[(（]?([A-HＡ-Ｈ])\s?[.．、:：)）\s]")
_MARKS = RIGHT_WORDS | WRONG_WORDS | {"1", "0"}

Rows = tuple[Row, ...]


def joined(rows: Rows, layout: Layout) -> tuple[Rows, Layout]:
    """Put the rows of each question together where a question takes several; else return all as it is."""
    prompt = layout.columns["prompt"][0]
    options = _options_column(layout)
    if options is not None and any(not row.cell(prompt) and row.cell(options) for row in rows):
        return _grouped(rows, layout, lambda row, _: not row.cell(prompt) and bool(row.cell(options)), options)
    if options is None and not layout.options and any(_is_option(row, prompt, "A") for row in rows):
        width = max(len(row.cells) for row in rows)
        wider = replace(layout, columns={**layout.columns, "options": (width,)})
        return _grouped(rows, wider, lambda row, group: _is_option(row, prompt, chr(64 + len(group))), prompt)
    return rows, layout


def _options_column(layout: Layout) -> int | None:
    if "options" in layout.columns:
        return layout.columns["options"][0]
    return layout.options[0][1] if len(layout.options) == 1 else None


def _is_option(row: Row, prompt: int, letter: str) -> bool:
    """Say whether a row holds nothing but an option, the one that has to follow."""
    found = _LETTER.match(row.cell(prompt))
    texts = [cell for column, cell in enumerate(row.cells) if cell and column != prompt]
    return found is not None and _plain(found.group(1)) == letter and not texts


def _plain(letter: str) -> str:
    return chr(ord(letter) - 0xFEE0) if letter > "z" else letter


def _grouped(
    rows: Rows, layout: Layout, continues: Callable[[Row, list[Row]], bool], options: int
) -> tuple[Rows, Layout]:
    groups: list[list[Row]] = []
    for row in rows:
        if groups and groups[-1][0].cell(layout.columns["prompt"][0]) and continues(row, groups[-1]):
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(group[0] if len(group) == 1 else _one(group, layout, options) for group in groups), layout


def _one(group: list[Row], layout: Layout, options: int) -> Row:
    """Return the row that a group of rows makes together."""
    target = _options_column(layout)
    width = max(*(len(row.cells) for row in group), max(layout.used) + 1)
    columns = [[row.cell(column) for row in group] for column in range(width)]
    cells = ["\n".join(dict.fromkeys(filter(None, texts))) for texts in columns]
    if target is not None and target != options:
        cells[options] = group[0].cell(options)
        cells[target] = "\n".join(row.cell(options) for row in group[1:])
    elif target is not None:
        texts = [text for text in columns[options] if text]
        cells[target] = "\n".join(
            text if _LETTER.match(text) else f"{chr(65 + place)}. {text}" for place, text in enumerate(texts)
        )
    for column in layout.columns.get("answer", ()):
        cells[column] = _key(columns[column]) or "".join(dict.fromkeys(filter(None, columns[column])))
    return Row(group[0].line, group[-1].last, tuple(cells))


def _key(marks: list[str]) -> str:
    """Return the letters of the options beside which it says that they are right; empty where nothing says so."""
    said = [mark.upper() for mark in marks]
    if sum(map(bool, said)) < 2 and not (any(said) and len(said) > 1 and not said[0]):
        return ""
    if not all(mark in _MARKS for mark in said if mark):
        return ""
    return "".join(chr(65 + place) for place, mark in enumerate(said) if mark in RIGHT_WORDS or mark == "1")
