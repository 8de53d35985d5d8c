"""Records of tagged lines, as the question banks for radio amateurs have them, in the words of an exam paper.

``[J]`` the question's number in the national pool, ``[P]`` the chapter of the syllabus, ``[I]`` its own number,
``[Q]`` the question, ``[T]`` the key, ``[A]`` to ``[D]`` the choices, ``[F]`` the file of its figure.
"""

from __future__ import annotations

import re

from studyapp_text.places import Row
from studyapp_text.rejoin import glue

_TAG = re.compile(r"\[?([A-Z])\]\s{0,4}")
"""A tag at the head of a line; the bracket that opens it is lost at times."""

__TAGS = "JPIQTABCDEFGH"
_INNER = re.compile(rf"\s(?=\[[{__TAGS}]\])")
_FIELDS = {"J": "备注", "P": "知识点", "I": "编号"}
_LEADING = "JPI"
_CHOICES = "ABCDE"
_FEWEST = 2
_ENOUGH = 0.9


def is_tagged(rows: list[Row]) -> bool:
    """Say whether rows are such records: as many keys as questions, each with its own number."""
    questions = sum("[Q]" in row.text for row in rows)
    keys = sum("[T]" in row.text for row in rows)
    return min(questions, keys) >= _FEWEST and min(questions, keys) >= _ENOUGH * max(questions, keys)


def number_records(rows: list[Row]) -> list[Row]:
    """Return the records as questions: what leads a question follows it, and every tag is a label.

    A line without a tag goes on with the line before it, whatever it looks like.
    """
    done: list[Row] = []
    number = 1
    record = _Record(number)
    for row in _cut(rows):
        found = _TAG.match(row.text)
        tag, rest = (found.group(1), row.text[found.end() :]) if found else ("", row.text)
        if record.prompt and (tag == "Q" or (tag and tag in _LEADING)):
            done += record.rows()
            number += 1
            record = _Record(number)
        record.take(tag, row, rest)
    return done + record.rows()


def _cut(rows: list[Row]) -> list[Row]:
    return [row._replace(text=text) for row in rows for text in _INNER.split(row.text)]


class _Record:
    """A record that is being read, the how manieth it is, and its lines by what they are."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.before: list[Row] = []
        self.leading: list[Row] = []
        self.prompt: list[Row] = []
        self.body: list[Row] = []
        self.figures: list[str] = []

    def take(self, tag: str, row: Row, rest: str) -> None:
        """Take a line: what it is says its tag, or where it stands."""
        if tag and tag in _FIELDS:
            self.leading.append(row._replace(text=f"{_FIELDS[tag]}：{rest}"))
        elif tag == "Q":
            self.prompt.append(row._replace(text=f"{self.number}. {rest}"))
        elif not self.prompt:
            (self.leading if self.leading else self.before).append(row)
        elif tag == "F":
            self.figures.append(rest)
            self.body.append(row._replace(text=f"备注：{rest}"))
        elif tag == "T":
            self.body.append(row._replace(text=f"答案：{rest}"))
        elif tag and tag in _CHOICES:
            self.body.append(row._replace(text=f"{tag}. {rest}"))
        else:
            rows = self.body or self.prompt
            rows[-1] = rows[-1]._replace(text=glue(rows[-1].text, row.text), last=row.last)

    def rows(self) -> list[Row]:
        """Return the record in the order of an exam paper, each row with the place that it came from."""
        if not self.prompt:
            return [*self.before, *self.leading]
        prompt = list(self.prompt)
        if self.leading:
            first = min(self.leading[0], prompt[0], key=_place)
            prompt[0] = prompt[0]._replace(first=first.first, page=first.page)
        if self.figures:
            prompt[-1] = prompt[-1]._replace(text=f"{prompt[-1].text}（附图：{'、'.join(self.figures)}）")
        return [*self.before, *prompt, *self.leading, *self.body]


def _place(row: Row) -> int:
    return row.first
