"""Tables without a header: what each column holds, by what stands in it."""

from __future__ import annotations

from studyapp_table.grid import Row
from studyapp_table.headers import Layout, is_answer, is_letters, kind_word
from studyapp_table.options import is_list, split_options

_ROWS = 200
_FEWEST = 3
_MOST = 0.8
_WIDEST = 40


def guess(rows: tuple[Row, ...]) -> Layout | None:
    """Return the layout of a table without a header, None where it does not look like questions."""
    sample = [row for row in rows[:_ROWS] if sum(map(bool, row.cells)) > 1]
    if len(sample) < _FEWEST or len(sample) < len(rows[:_ROWS]) / 2:
        return None
    width = min(max(len(row.cells) for row in sample), _WIDEST)
    columns = [[row.cell(column) for row in sample] for column in range(width)]
    kinds = [column for column in range(width) if _share(columns[column], _is_kind) >= _MOST]
    labels = [column for column in range(width) if _share(columns[column], str.isdecimal) >= _MOST]
    keys = [column for column in range(width) if column not in kinds and _share(columns[column], _is_key) >= _MOST]
    prompt = _prompt(columns, {*kinds, *labels, *keys})
    if not keys or prompt is None:
        return None
    answer = next((column for column in keys if column > prompt and _has_answers(columns[column])), keys[-1])
    return _layout(columns, prompt, answer, kinds, labels)


def _layout(columns: list[list[str]], prompt: int, answer: int, kinds: list[int], labels: list[int]) -> Layout:
    found: dict[str, tuple[int, ...]] = {"prompt": (prompt,), "answer": (answer,)}
    if kinds:
        found["kind"] = (kinds[0],)
    if labels and labels[0] < prompt:
        found["label"] = (labels[0],)
    end = answer if answer > prompt else len(columns)
    rest = [c for c in range(prompt + 1, end) if c != answer and c not in kinds and any(columns[c])]
    if len(rest) == 1 and _share(columns[rest[0]], lambda cell: len(split_options(cell)) > 1) >= 0.3:
        found["options"] = (rest[0],)
        rest = []
    if answer > prompt:
        later = [c for c in range(answer + 1, len(columns)) if c not in kinds and _length(columns[c]) >= 4]
        if later:
            found["explanation"] = (later[0],)
    return Layout(found, tuple((chr(65 + place), column) for place, column in enumerate(rest[:12])))


def _prompt(columns: list[list[str]], others: set[int]) -> int | None:
    """Return the first column whose texts are about as long as the longest, and differ."""
    lengths = {c: _length(cells) for c, cells in enumerate(columns) if c not in others and _varies(cells)}
    longest = max(lengths.values(), default=0.0)
    return next((c for c, length in lengths.items() if length >= 4 and length >= longest / 2), None)


def _share(cells: list[str], test: object) -> float:
    filled = [cell for cell in cells if cell]
    return sum(bool(test(cell)) for cell in filled) / len(cells) if callable(test) and len(cells) else 0.0


def _is_kind(cell: str) -> bool:
    return len(cell) <= 12 and kind_word(cell)[0]


def _is_key(cell: str) -> bool:
    return is_answer(cell) or is_list(cell)


def _has_answers(cells: list[str]) -> bool:
    """Say whether a column of letters or judgements has answers: where one is 正确 and all are, it has choices."""
    found = {cell for cell in cells if is_answer(cell)}
    return len(found) > 1 or any(map(is_letters, found))


def _varies(cells: list[str]) -> bool:
    return len(set(cells)) > 1


def _length(cells: list[str]) -> float:
    return sum(map(len, cells)) / len(cells)
