"""The short way for common rows: a clean choice or judgement whose cells mean what they say.

A plan is made once for a table and asked for every row. It answers for rows of which the long way (``record``,
``build``) would find nothing to note, with the same question, and leaves all others to it.
"""

from __future__ import annotations

from itertools import combinations
from operator import itemgetter
from typing import Any, NamedTuple

from studyapp import JUDGE_CHOICES, Choices, Kind, Question, Where
from studyapp_table import details
from studyapp_table.build import judged_options, judgement_of
from studyapp_table.headers import Layout, kind_word
from studyapp_table.record import Context, Record

Cells = tuple[str, ...]

_MOST_KEPT = 10_000

_KEYS = {
    "".join("ABCDEFGH"[index] for index in right): Choices(right)
    for count in range(1, 9)
    for right in combinations(range(8), count)
}
"""What letters in their order say is right."""

_ODD = frozenset("(（=_ABCDEFGHIJKLabcdefghijklＡＢＣＤＥＦＧＨＩＪＫＬ")
"""What an option may begin with that is its own letter or no text."""

_CHOOSING = frozenset((None, Kind.SINGLE, Kind.MULTIPLE))
_SIMPLE = frozenset(("label", "prompt", "kind", "answer", "explanation", "subject", "tags", "difficulty", "external"))
_ALIKE = ("kind", "subject", "tags", "difficulty")
"""What many rows say alike."""

_NOWHERE = Where("")
_OTHERWISE = dict(vars(Question(kind=Kind.SINGLE, prompt="")))
"""What the other fields of a question are, in the order in which it has them."""

_new = object.__new__
_give = vars(Question)["__dict__"].__set__
"""Gives a question all its fields with one call, in the place of one for each."""

_first = itemgetter(0)


class _About(NamedTuple):
    """What is told by the cells that many rows have alike.

    ``answer`` is what a choice's letters say is right, ``None`` of a judgement, whose choices have a say in it.
    ``fields``: those of the question, of which some are yet to come.
    """

    answer: Choices | None
    last: int
    fields: dict[str, Any]


class Plan:
    """How the rows of one table are read where they are plain."""

    def __init__(self, layout: Layout, context: Context) -> None:
        self._context = context
        columns = {name: found[0] for name, found in layout.columns.items()}
        self._width = max(layout.used) + 1
        self._prompt, self._answer = columns["prompt"], columns.get("answer", -1)
        self._explanation = columns.get("explanation", -1)
        self._header = layout.names[columns["subject"]] if "subject" in columns and layout.names else ""
        self._first = layout.options[0][1]
        self._end = self._first + len(layout.options)
        self._names = [name for name in _ALIKE if name in columns]
        self._cells_alike = itemgetter(*(columns[name] for name in self._names), self._answer, self._answer)
        self._abouts: dict[tuple[str, ...], _About | None] = {}
        self._kinds: dict[str, Kind | None] = {"": context.section, **context.codes}
        self._judgements: dict[tuple[tuple[str, ...], str], Choices | None] = {}

    @staticmethod
    def fits(layout: Layout) -> bool:
        """Say whether there is a short way for a layout: one column for each field, options side by side."""
        columns = [column for _, column in layout.options]
        if len(columns) < 2 or columns != list(range(columns[0], columns[0] + len(columns))):
            return False
        lettered = "".join(letter for letter, _ in layout.options) == "ABCDEFGHIJKL"[: len(columns)]
        known = layout.columns.keys() <= _SIMPLE and "answer" in layout.columns
        return lettered and known and all(len(found) == 1 for found in layout.columns.values())

    def question(self, cells: Cells) -> Question | None:
        """Return the question of a plain row, None for all others."""
        if len(cells) < self._width:
            return None
        alike = self._cells_alike(cells)
        try:
            about = self._abouts[alike]
        except KeyError:
            about = self._about(alike)
        prompt = cells[self._prompt]
        explanation = cells[self._explanation] if self._explanation >= 0 else ""
        if about is None or not prompt or prompt[0] in "=_" or explanation[:1] in ("=", "_"):
            return None
        choices = cells[self._first : self._end]
        if "" in choices:
            count = choices.index("")
            if any(choices[count:]):
                return None
            choices = choices[:count]
        answer, last, fields = about
        if answer is None:
            answer = self._judged(choices, cells[self._answer])
            choices = JUDGE_CHOICES
        elif not _is_clean(choices, last):
            return None
        if answer is None:
            return None
        question, fields = _new(Question), fields.copy()
        fields["prompt"], fields["choices"], fields["answer"] = prompt, choices, answer
        if explanation not in details.NOTHING:
            fields["explanation"] = explanation
        _give(question, fields)
        return question

    def _about(self, alike: tuple[str, ...]) -> _About | None:
        about = self._told(alike[-1], dict(zip(self._names, alike, strict=False)))
        if len(self._abouts) < _MOST_KEPT:
            self._abouts[alike] = about
        return about

    def _told(self, letters: str, cells: dict[str, str]) -> _About | None:
        """Return what the answer and those of ``_ALIKE`` that there are tell, None where there is no short way."""
        kind, answer = self._kind(cells.get("kind", "")), _KEYS.get(letters)
        difficulty = details.difficulty_of(cells.get("difficulty", ""))
        if not letters or difficulty == details.UNREADABLE:
            return None
        if kind is Kind.JUDGE:
            answer = None
        elif answer is None or kind not in _CHOOSING or (kind is Kind.SINGLE and len(answer.right) > 1):
            return None
        else:
            kind = Kind.MULTIPLE if len(answer.right) > 1 else kind or Kind.SINGLE
        subject = self._context.subject
        if text := cells.get("subject", ""):
            subject = details.subject_of(((self._header, text),), subject)
        tags = details.tags_of(cells.get("tags", ""))
        fields = _OTHERWISE | {"kind": kind, "subject": subject, "tags": tags, "difficulty": difficulty}
        return _About(answer, answer.right[-1] if answer else -1, fields)

    def _kind(self, word: str) -> Kind | None:
        try:
            return self._kinds[word]
        except KeyError:
            known, kind = kind_word(word)
            self._kinds[word] = kind if known else Kind.CARD  # for which there is no short way
            return self._kinds[word]

    def _judged(self, choices: tuple[str, ...], answer: str) -> Choices | None:
        try:
            return self._judgements[choices, answer]
        except KeyError:
            options = [(chr(65 + place), text) for place, text in enumerate(choices)]
            record = Record(_NOWHERE, "?", answer, options, {}, Kind.JUDGE, self._context)
            odd = any(text[0] in _ODD for text in choices) or (choices and judged_options(record) is None)
            said = None if odd else judgement_of(record)
            right = None if said is None else Choices((0,) if said else (1,))
            if len(self._judgements) < _MOST_KEPT:
                self._judgements[choices, answer] = right
            return right


def _is_clean(choices: Cells, last: int) -> bool:
    """Say whether there is nothing to say about the choices, of which the last that is right is at this place."""
    count = len(choices)
    return count > 2 and last < count and len(set(choices)) == count and _ODD.isdisjoint(map(_first, choices))
