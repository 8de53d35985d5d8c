"""A short way for plain notes: what ``anki_notes`` would make of them, without trying all that notes may be.

Most notes of a large package have no markup but line breaks between lettered choices. Whatever is not as plain as
that gets no answer here and takes the long way; both ways give the same question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from studyapp import JUDGE_CHOICES, Back, Choices, Kind, Question
from studyapp_interchange.anki_notes import PLAIN_TRUTH, UNTOLD, told_by
from studyapp_interchange.anki_options import LETTERS, truth_of
from studyapp_interchange.anki_roles import Plan, Role

_MARKS = tuple(f"{letter}. " for letter in LETTERS)
_CHOICE_KINDS = (None, Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)
_OTHERWISE = dict(vars(Question(kind=Kind.SINGLE, prompt="")))
_TRUTH_WORD = 8
"""Longer choices are no words for true and false."""


@dataclass(slots=True)
class Shape:
    """Where a type of notes has what a plain question needs; ``empty`` are fields that must have nothing in them."""

    stem: int
    options: int
    answer: int
    kind: int
    note: int
    label: int
    empty: tuple[int, ...]
    count: int
    _rights: dict[tuple[str, int], Choices | None] = field(default_factory=dict)
    _kinds: dict[str, Kind | None] = field(default_factory=dict)

    def question(self, values: Sequence[str], subject: str, tags: tuple[str, ...]) -> Question | None:
        """Return the question of a plain note; ``None`` where it is not plain."""
        if len(values) != self.count:
            return None
        for place in self.empty:
            if values[place]:
                return None
        prompt, answer = values[self.stem], values[self.answer]
        note = values[self.note] if self.note >= 0 else ""
        shown = f"{prompt}\x1f{note}\x1f{values[self.label]}" if self.label >= 0 else f"{prompt}\x1f{note}"
        if "<" in shown or "&" in shown or "[" in shown or not prompt or prompt != prompt.strip() or "{{c" in prompt:
            return None
        if note and note != note.strip(" \t\r\n"):
            return None
        if self.options >= 0:
            return self._choice(values, prompt, answer, note, subject, tags)
        return self._card(prompt, answer, note, subject, tags)

    def _choice(
        self, values: Sequence[str], prompt: str, answer: str, note: str, subject: str, tags: tuple[str, ...]
    ) -> Question | None:
        word = values[self.kind] if self.kind >= 0 else ""
        if word not in self._kinds:
            lower = word.strip().lower()
            known = word == word.strip() and (told_by(lower) is not None or lower in UNTOLD)
            self._kinds[word] = told_by(lower) if known else Kind.CASE  # a word that the long way must look at
        told = self._kinds[word]
        if told not in _CHOICE_KINDS:
            return None
        choices = _choices(values[self.options])
        if choices is None or answer in choices:
            return None
        right = self._right(answer, len(choices))
        if right is None:
            return None
        several = len(right.right) > 1
        if len(choices) == 2 and len(choices[0]) <= _TRUTH_WORD and len(choices[1]) <= _TRUTH_WORD:
            if choices == JUDGE_CHOICES and not several:
                return _made(Kind.JUDGE, prompt, JUDGE_CHOICES, right, note, subject, tags)
            if truth_of(choices[0]) is not None and truth_of(choices[1]) is not None:
                return None
        if several and told is Kind.SINGLE:
            return None
        kind = Kind.MULTIPLE if several or told is Kind.MULTIPLE else Kind.SINGLE
        return _made(kind, prompt, choices, right, note, subject, tags)

    def _right(self, answer: str, count: int) -> Choices | None:
        key = answer, count
        if key not in self._rights:
            plain = 0 < len(answer) <= count and answer.isascii() and answer.isalpha() and answer.isupper()
            places = sorted({LETTERS.index(letter) for letter in answer}) if plain else []
            if len(self._rights) > 4096:  # a package may be made to have a different answer in each note
                self._rights.clear()
            self._rights[key] = Choices(tuple(places)) if places and places[-1] < count else None
        return self._rights[key]

    def _card(self, front: str, back: str, note: str, subject: str, tags: tuple[str, ...]) -> Question | None:
        if not back or "<" in back or "&" in back or "[" in back or back != back.strip(" \t\r\n"):
            return None
        if "A" in front or back in PLAIN_TRUTH:
            return None
        return _made(Kind.CARD, front, (), Back(back), note, subject, tags)


def _made(
    kind: Kind,
    prompt: str,
    choices: tuple[str, ...],
    answer: Choices | Back,
    note: str,
    subject: str,
    tags: tuple[str, ...],
) -> Question:
    """Return the question; to put its fields in at once takes a third of the time."""
    question = object.__new__(Question)
    question.__dict__.update(
        _OTHERWISE,
        kind=kind,
        prompt=prompt,
        choices=choices,
        answer=answer,
        explanation=note,
        subject=subject,
        tags=tags,
    )
    return question


def _choices(listed: str) -> tuple[str, ...] | None:
    """Return the choices of lines that are lettered with a full stop and a space, and need no tidying.

    The only white space that is printable is a space: none stands at an end where no two follow each other and none
    ends a line.
    """
    lines = listed.split("<br>")
    if len(lines) < 2 or len(lines) > len(_MARKS) or listed.count("<") != len(lines) - 1:
        return None
    if "&" in listed or "[" in listed or "||" in listed or "  " in listed or " <br>" in listed or listed[-1] == " ":
        return None
    if not listed.isprintable() or not all(map(str.startswith, lines, _MARKS)):
        return None
    return tuple([line[3:] for line in lines])


def shape_of(plan: Plan) -> Shape | None:
    """Return the shape of a plan, where a note of it can be plain."""
    if plan.cloze or plan.masks or plan.stem < 0 or plan.answer < 0:
        return None
    notes = plan.places(Role.NOTE)
    labels = plan.places(Role.LABEL)
    asked = {plan.stem, plan.answer, *notes[:1], *labels[:1]}
    if plan.options >= 0:
        asked |= {plan.options} | ({plan.kind} if plan.kind >= 0 else set())
    elif plan.asks or plan.fronts not in ((), (plan.stem,)) or plan.typed >= 0:
        return None
    empty = tuple(place for place in range(len(plan.names)) if place not in asked)
    note, label = (notes or [-1])[0], (labels or [-1])[0]
    kind = plan.kind if plan.options >= 0 else -1
    return Shape(plan.stem, plan.options, plan.answer, kind, note, label, empty, len(plan.names))
