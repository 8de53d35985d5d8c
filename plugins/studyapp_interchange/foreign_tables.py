"""Questions that are no objects: tables of lists, columns of lists, and objects whose names are the questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from studyapp_interchange.foreign_columns import columns_of
from studyapp_interchange.foreign_names import FIELDS_OF, plain_name, truth_of
from studyapp_interchange.foreign_options import plain
from studyapp_interchange.foreign_rows import raw_of
from studyapp_interchange.foreign_walk import nodes_of
from studyapp_interchange.lenient_nodes import Array, Object

_LETTERS = re.compile(r"[A-Ha-h](?:[\s,，、;；|]*[A-Ha-h])*")
_SCALAR = (str, int, float)
_PAIR = 2


def tabled(values: Sequence[Any]) -> list[Object]:
    """Return the rows of the largest thing in the file that is a table in one of these ways; none, and it has none."""
    best: list[Object] = []
    for value in values:
        for node in nodes_of(value):
            found = list(_of_object(node) if isinstance(node, Object) else _of_array(node))
            if len(found) > len(best):
                best = found
    return best


def _of_object(node: Object) -> Iterator[Object]:
    if lists := columns_of(node):
        for index in range(len(next(iter(lists.values())))):
            yield _made({name: column[index] for name, column in lists.items()}, node)
        return
    heads = next((node[name] for name in ("columns", "header", "headers", "fields") if name in node), None)
    if isinstance(heads, list) and isinstance(rows := node.get("data") or node.get("rows"), Array):
        yield from _headed([plain(head) for head in heads], rows)
        return
    yield from _of_names(node)


def _of_names(node: Object) -> Iterator[Object]:
    """Yield questions that are the names of an object, their choices behind bars, with the answer as the value."""
    texts = [name for name, value in node.items() if isinstance(value, (*_SCALAR, list)) and len(name.strip()) > 3]
    wordy = [name for name in texts if re.search(r"[\u4e00-\u9fff]{2}|[|?？]|\w\s\w", name)]
    if len(node) < 2 or len(wordy) * 5 < len(node) * 4:
        return
    for name, value in node.items():
        stem, *options = [part.strip() for part in re.split(r"\|+|\n", name)] if re.search(r"\||\n", name) else [name]
        row: dict[str, Any] = {"question": stem, "answer": value}
        if options := [part for part in options if part]:
            row["options"] = options
        if stem and (plain(value) or len(options) > 1):
            yield _made(row, node)


def _of_array(node: Array) -> Iterator[Object]:
    rows = [row for row in node if isinstance(row, Array) and len(row) > 1]
    if len(rows) < 2 or len(rows) < len(node):
        return
    heads = [plain(cell) for cell in rows[0]]
    known = [field for head in heads for field in FIELDS_OF.get(plain_name(head), ())]
    if "stem" in known and ("answer" in known or "options" in known):
        yield from _headed(heads, Array(rows[1:]))
    else:
        yield from _guessed(rows)


def _headed(heads: Sequence[str], rows: Array) -> Iterator[Object]:
    for row in rows:
        if isinstance(row, Array):
            yield _made(dict(zip(heads, row, strict=False)), row)


def _guessed(rows: Sequence[Array]) -> Iterator[Object]:
    """Yield rows whose columns say by what they hold what they are: the answer is letters or truths, or the last."""
    width = min(len(row) for row in rows)
    columns = [[row[index] for row in rows] for index in range(width)]
    wordy = [index for index in range(width) if all(isinstance(one, _SCALAR) for one in columns[index])]
    lengths = {index: sum(len(plain(one)) for one in columns[index]) for index in wordy}
    if not lengths:
        return
    stem = next(index for index, length in lengths.items() if 2 * length >= max(lengths.values()))
    keys = [index for index in range(width) if index != stem and _are_answers(columns[index])]
    answer = keys[-1] if keys else width - 1
    if answer == stem or (not keys and width > _PAIR and not _names_others(columns, answer)):
        return
    listed = next(
        (index for index in range(width) if all(isinstance(one, (list, Mapping)) for one in columns[index])), -1
    )
    if listed == answer and not keys:
        return
    between = [index for index in wordy if index not in (stem, answer) and not _are_answers(columns[index])]
    for row in rows:
        made: dict[str, Any] = {"question": row[stem], "answer": row[answer]}
        if listed >= 0 and listed != answer:
            made["options"] = row[listed]
        elif len(between) > 1:
            made["options"] = [row[index] for index in between if plain(row[index])]
        yield _made(made, row)


def _names_others(columns: Sequence[Sequence[Any]], last: int) -> bool:
    """Whether the last column is the text of a choice in most rows, rather than one more of them."""
    rows = list(zip(*columns, strict=True))
    named = sum(any(_holds(one, row[last]) for index, one in enumerate(row) if index != last) for row in rows)
    return named * 5 >= len(rows) * 4


def _holds(cell: Any, text: Any) -> bool:
    inside = list(cell.values()) if isinstance(cell, Mapping) else cell if isinstance(cell, list) else [cell]
    return any(plain(one) == plain(text) for one in inside)


def _are_answers(column: Sequence[Any]) -> bool:
    texts = [plain(one) for one in column]
    fitting = sum(bool(_LETTERS.fullmatch(text)) or truth_of(text) is not None for text in texts)
    return fitting * 5 >= len(texts) * 4


def _made(row: Mapping[str, Any], node: Object | Array) -> Object:
    made = Object(row)
    made.start, made.end = node.start, node.end
    return made


def are_rows(found: Sequence[Object]) -> bool:
    """Whether most of what was taken for rows has what a question needs."""
    return bool(found) and 2 * sum(raw_of(row) is not None for row in found) > len(found)
