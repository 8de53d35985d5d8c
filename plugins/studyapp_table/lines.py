"""Sheets in which a question takes several rows: its prompt, its options below it, then its answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from studyapp_table.answers import in_stem
from studyapp_table.grid import Row
from studyapp_table.headers import Layout

_NUMBER = re.compile(r"(?:第?\s?(\d{1,4})\s?(?:[、:：)）题]|[.．](?!\d))|[(（](\d{1,4})[)）])\s*")
_OPTION = re.compile(r"[(（]?([A-HＡ-Ｈ])\s?[.．、:：)）]\s*\S|([A-HＡ-Ｈ])\s\S")
_ANSWER = re.compile(r"[【\[]?(?:正确|参考|标准|试题)?答\s?案[】\]]?\s?(?:是|为)?\s?[:：]?\s*(?!解析)(.*)", re.S)
_EXPLANATION = re.compile(r"[【\[]?(?:答案|试题)?(?:解析|分析|解释)[】\]]?\s?[:：]?\s*(.*)", re.S)
_FEWEST = 2

LAYOUT = Layout({"label": (0,), "prompt": (1,), "options": (2,), "answer": (3,), "explanation": (4,)}, ())


@dataclass(slots=True)
class _Question:
    first: int
    last: int
    label: str = ""
    prompt: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        """Whether there is a key: at the end of the prompt, or below it."""
        return bool(self.answer) or bool(self.options and in_stem("\n".join(self.prompt)))

    def row(self) -> Row:
        """Return it as a row of the layout of this module."""
        parts = [self.label, *("\n".join(part) for part in (self.prompt, self.options, self.answer, self.explanation))]
        return Row(self.first, self.last, tuple(parts))


def as_lines(rows: tuple[Row, ...]) -> tuple[tuple[Row, ...], Layout] | None:
    """Return the questions that the rows hold as lines, None where they are no such lines."""
    found: list[_Question] = []
    for row in rows:
        for part in _lines_of(row):
            _take(part, found)
    whole = [one for one in found if one.is_answered]
    asked = [one for one in found if one.is_answered or one.label or one.options]
    sure = len(whole) >= _FEWEST or any(one.label and one.options for one in whole)
    if not sure or 2 * len(whole) < len(asked) or len(found) > 3 * len(asked):
        return None
    return tuple(one.row() for one in found), LAYOUT


def _lines_of(row: Row) -> Iterator[Row]:
    """Yield the lines of a row's only cell where it holds a whole question, else the row."""
    cells = [cell for cell in row.cells if cell]
    if len(cells) == 2 and cells[0].isdecimal() and not _NUMBER.match(cells[1]):
        cells = [f"{cells[0]}、{cells[1]}"]
    lines = cells[0].split("\n") if len(cells) == 1 else []
    if any(_OPTION.match(line) or _ANSWER.match(line) for line in lines[1:]):
        yield from (row._replace(cells=(line,)) for line in lines)
    else:
        yield row


def _take(row: Row, found: list[_Question]) -> None:
    cells = [cell for cell in row.cells if cell]
    text = " ".join(cells)
    now = found[-1] if found else None
    if now is not None and now.prompt and (explanation := _EXPLANATION.match(text)):
        now.explanation.append(explanation.group(1))
    elif now is not None and now.prompt and (answer := _ANSWER.match(text)):
        now.answer.append(answer.group(1))
    elif now is not None and now.prompt and not now.explanation and _OPTION.match(text):
        now.options += cells if all(map(_OPTION.match, cells)) else [text]
    elif now is not None and not (now.options or now.answer) and not _NUMBER.match(text):
        now.prompt.append(text)
    else:
        number = _NUMBER.match(text)
        label = (number.group(1) or number.group(2)) if number else ""
        found.append(_Question(row.line, row.last, label, [text[number.end() :].strip() if number else text]))
        return
    now.last = row.last
