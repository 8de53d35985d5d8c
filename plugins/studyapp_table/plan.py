"""The short way for common rows: a clean choice or judgement whose cells mean what they say.

A plan is made once for a table and asked for every row. It answers for rows of which the long way (``record``,
``build``) would find nothing to note, with the same question, and leaves all others to it.
"""

from __future__ import annotations

from itertools import combinations

from studyapp import JUDGE_CHOICES, Choices, Kind, Question, Where
from studyapp_table import details
from studyapp_table.build import judged_options, judgement_of
from studyapp_table.grid import Row
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
_NOWHERE = Where("")
_OTHERWISE = dict(vars(Question(kind=Kind.SINGLE, prompt="")))
"""What the other fields of a question are, in the order in which it has them."""

_new = object.__new__


class Plan:
    """How the rows of one table are read where they are plain."""

    def __init__(self, layout: Layout, context: Context) -> None:
        self._context = context
        columns = {name: found[0] for name, found in layout.columns.items()}
        self._width = max(layout.used) + 1
        self._prompt, self._answer = columns["prompt"], columns.get("answer", -1)
        self._kind, self._explanation = columns.get("kind", -1), columns.get("explanation", -1)
        self._subject = columns.get("subject", -1)
        self._header = layout.names[self._subject] if self._subject >= 0 and layout.names else ""
        self._tags, self._difficulty = columns.get("tags", -1), columns.get("difficulty", -1)
        self._first = layout.options[0][1]
        self._end = self._first + len(layout.options)
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

    def question(self, row: Row) -> Question | None:
        """Return the question of a plain row, None for all others."""
        cells = row.cells
        if len(cells) < self._width:
            return None
        prompt, answer = cells[self._prompt], cells[self._answer]
        explanation = cells[self._explanation] if self._explanation >= 0 else ""
        if not prompt or prompt[0] in "=_" or not answer or explanation[:1] in ("=", "_"):
            return None
        told = self._told(cells[self._kind]) if self._kind >= 0 else self._context.section
        choices = cells[self._first : self._end]
        if "" in choices:
            count = choices.index("")
            if any(choices[count:]):
                return None
            choices = choices[:count]
        if told is Kind.JUDGE:
            right = self._judged(choices, answer)
            return None if right is None else self._made(told, prompt, JUDGE_CHOICES, right, explanation, cells)
        right = _KEYS.get(answer)
        kind = None if right is None else _chosen(told, choices, right.right)
        if right is None or kind is None:
            return None
        return self._made(kind, prompt, choices, right, explanation, cells)

    def _told(self, word: str) -> Kind | None:
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

    def _made(
        self, kind: Kind, prompt: str, choices: tuple[str, ...], answer: Choices, explanation: str, cells: Cells
    ) -> Question | None:
        subject = self._context.subject
        if self._subject >= 0 and (text := cells[self._subject]):
            subject = details.subject_of(((self._header, text),), subject)
        difficulty = details.difficulty_of(cells[self._difficulty]) if self._difficulty >= 0 else None
        if difficulty == details.UNREADABLE:
            return None
        return _question(
            kind=kind,
            prompt=prompt,
            choices=choices,
            answer=answer,
            explanation="" if explanation in details.NOTHING else explanation,
            subject=subject,
            tags=details.tags_of(cells[self._tags]) if self._tags >= 0 else (),
            difficulty=difficulty,
        )


def _question(**told: object) -> Question:
    """Return a question as ``Question(**told)`` does, with one call for all fields in the place of one for each."""
    question = _new(Question)
    question.__dict__.update(_OTHERWISE, **told)
    return question


def _chosen(told: Kind | None, choices: Cells, right: tuple[int, ...]) -> Kind | None:
    """Return the kind of a choice, None where there is something to say about it."""
    count = len(choices)
    if told not in _CHOOSING or count < 3 or right[-1] >= count or len(set(choices)) < count:
        return None
    for choice in choices:
        if choice[0] in _ODD:
            return None
    if len(right) > 1:
        return None if told is Kind.SINGLE else Kind.MULTIPLE
    return told or Kind.SINGLE
