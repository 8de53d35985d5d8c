"""A key that is a table in plain text: numbers and answers apart by commas or tabs, or answers alone, a row each."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

Row = tuple[int, str]

_SEPARATORS = "\t,;"
_REASONS = ("解析", "答案解析", "试题解析", "题目解析")
_HEADS = ("答案", "正确答案", "参考答案", "标准答案")


def key_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of such a file with their cells apart by tabs; answers alone are numbered as they come."""
    cells = [(number, one) for number, one in _cells(rows) if any(one)]
    if all(len([cell for cell in one if cell]) == 1 for _, one in cells):
        return tuple(_numbered((number, "".join(one)) for number, one in cells))
    head = next((one for _, one in cells if set(one) & set(_HEADS)), [])
    return tuple((number, text) for number, one in cells for text in _in_order(one, head))


def _in_order(cells: list[str], head: list[str]) -> Iterator[str]:
    """Yield a row with its answer last, and its reason behind it, where the head of the table says which is which."""
    if not head or len(cells) != len(head):
        yield "\t".join(cells)
        return
    held = list(zip(head, cells, strict=True))
    answers = [cell for name, cell in held if name in _HEADS]
    others = [cell for name, cell in held if name not in _HEADS and name not in _REASONS and cell]
    yield "\t".join([*others, answers[0]] if answers[0] else others[:1])
    if cells is not head:
        yield from (f"解析：{cell}" for name, cell in held if name in _REASONS and cell)


def _cells(rows: Sequence[Row]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the cells of each row; a quoted cell may run over lines."""
    texts = [text for _, text in rows]
    separator = max(_SEPARATORS, key=lambda one: sum(text.count(one) for text in texts))
    reader = csv.reader((f"{text}\n" for text in texts), delimiter=separator)
    begins = 0
    for row in reader:
        yield rows[begins][0], [" ".join(cell.split()) for cell in row]
        begins = reader.line_num


def _numbered(answers: Iterable[Row]) -> Iterator[Row]:
    count = 0
    for line, answer in answers:
        if answer in _HEADS:
            yield line, answer
        elif answer[0].isdigit():
            yield line, answer
            count += 1
        else:
            count += 1
            yield line, f"{count}\t{answer}"
