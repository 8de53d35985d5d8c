"""A short way for plain notes: what ``anki_notes`` would make of them, without trying all that notes may be.

Most notes of a large package have no markup but line breaks between lettered choices. Whatever is not as plain as
that gets no answer here and takes the long way; both ways give the same question.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from itertools import chain, compress, count, islice, repeat
from operator import contains
from typing import Any, TypeVar

from studyapp import JUDGE_CHOICES, Back, Choices, Item, Kind, Question, Where
from studyapp_interchange.anki_kinds import is_word, told_by
from studyapp_interchange.anki_notes import PLAIN_TRUTH
from studyapp_interchange.anki_options import LETTERS, truth_of
from studyapp_interchange.anki_roles import Plan, Role

_BORDER = "\x1f"
_BREAK = "<br>"
_MARKS = tuple(f"{_BREAK}{letter}. " for letter in LETTERS)
_LAYOUTS = ["".join(f"{mark}%s" for mark in _MARKS[:size]) for size in range(len(_MARKS) + 1)]
"""How so many choices stand after their marks."""

_CHOICE_KINDS = (None, Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)
_OTHERWISE = dict(vars(Question(kind=Kind.SINGLE, prompt="")))
_EDGES = " \t\r\n"
_MOST_KEPT = 4096
"""Answers that are remembered; a package may be made to have a different one in each note."""

_LONGEST_WORD = 20
"""No kind has a longer name."""

_new = object.__new__
_give = vars(Question)["__dict__"].__set__
"""Gives a question all its fields with one call, in the place of one for each."""

Made = TypeVar("Made", Item, Where)
_Fields = dict[str, Any]
_Asked = tuple[Kind, Choices]
"""What kind of question it is, and what is right."""


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
    _known: dict[tuple[str, str, int], _Asked | None] = field(default_factory=dict)

    def question(self, values: Sequence[str], subject: str, tags: tuple[str, ...]) -> Question | None:
        """Return the question of a plain note; ``None`` where it is not plain."""
        found = self._all([values], [subject], [tags])
        return None if found is None else found[0]

    def questions(
        self, notes: Sequence[Sequence[str]], subjects: Sequence[str], tags: Sequence[tuple[str, ...]]
    ) -> list[Question | None]:
        """Return the question of each note that is plain.

        They are looked at together; where that cannot be, without those that are odd at first sight, or at second.
        """
        fine = [True] * len(notes)
        found = self._all(notes, subjects, tags)
        for sight in (self._is_bare, self._is_plain):
            if found is None:
                fine = list(map(sight, notes))
                some = list(compress(notes, fine))
                found = self._all(some, list(compress(subjects, fine)), list(compress(tags, fine))) if some else []
        each = iter(found or ())
        return [next(each, None) if one else None for one in fine]

    def _is_bare(self, values: Sequence[str]) -> bool:
        """Whether a note is plain at first sight."""
        if len(values) != self.count or any(map(values.__getitem__, self.empty)):
            return False
        prompt, told = values[self.stem], values[self.note] if self.note >= 0 else ""
        label = values[self.label] if self.label >= 0 else ""
        if _has_signs(f"{prompt}{_BORDER}{told}{_BORDER}{label}") or not prompt or "{{c" in prompt:
            return False
        if prompt != prompt.strip() or label != label.strip() or told != told.strip(_EDGES):
            return False
        if self.options < 0:
            return _cards((prompt,), (values[self.answer],), (told,), ("",), ((),)) is not None
        return 0 < values[self.options].count("<") == values[self.options].count(_BREAK)

    def _is_plain(self, values: Sequence[str]) -> bool:
        return self._is_bare(values) and (self.options < 0 or _listed((values[self.options],)) is not None)

    def _all(
        self, notes: Sequence[Sequence[str]], subjects: Sequence[str], tags: Sequence[tuple[str, ...]]
    ) -> Sequence[Question | None] | None:
        """Return the questions of notes that look plain, all of them; ``None`` where one does not.

        A field of all notes is looked at with one call: a hundred thousand notes take half of the time.
        """
        if not {self.count}.issuperset(map(len, notes)):
            return None
        columns = list(zip(*notes, strict=True))
        if any(any(columns[place]) for place in self.empty):
            return None
        prompts = columns[self.stem]
        told = columns[self.note] if self.note >= 0 else ("",) * len(notes)
        labels = columns[self.label] if self.label >= 0 else ()
        shown = _BORDER.join(chain(prompts, told, labels))
        if _has_signs(shown) or "" in prompts or ("{{c" in shown and "{{c" in _BORDER.join(prompts)):
            return None
        if not _are_tidy(prompts) or not _are_tidy(labels) or not _are_tidy(told, _EDGES):
            return None
        if self.options < 0:
            return _cards(prompts, columns[self.answer], told, subjects, tags)
        words = columns[self.kind] if self.kind >= 0 else repeat("")
        return self._choices(prompts, columns[self.options], columns[self.answer], words, told, subjects, tags)

    def _choices(
        self,
        prompts: Sequence[str],
        listed: Sequence[str],
        answers: Sequence[str],
        words: Iterable[str],
        told: Sequence[str],
        subjects: Sequence[str],
        tags: Sequence[tuple[str, ...]],
    ) -> Sequence[Question | None] | None:
        choices = _listed(listed)
        if choices is None:
            return None
        counts = list(map(len, choices))
        alike = list(zip(words, answers, counts, subjects, tags, strict=False))
        abouts = {one: self._about(*one) for one in set(alike)}
        filled = [abouts[one].copy() for one in alike]
        if {} not in abouts.values() and 2 not in counts and not any(map(contains, choices, answers)):
            return _made(filled, prompts, choices, told)
        fine = [
            bool(own) and answer not in one and _is_told(own, one)
            for own, answer, one in zip(filled, answers, choices, strict=True)
        ]
        columns = [list(compress(column, fine)) for column in (prompts, choices, told)]
        made = iter(_made(list(compress(filled, fine)), *columns))  # type: ignore[arg-type]
        return [next(made) if one else None for one in fine]

    def _about(self, word: str, answer: str, count: int, subject: str, tags: tuple[str, ...]) -> _Fields:
        """Return what questions have alike that are asked so; nothing where the long way must look."""
        asked = self._asked(word, answer, count)
        if asked is None:
            return {}
        return _OTHERWISE | {"kind": asked[0], "answer": asked[1], "subject": subject, "tags": tags}

    def _asked(self, word: str, answer: str, count: int) -> _Asked | None:
        """Return what a word for the kind and the letters of the answer say; ``None`` where the long way must look."""
        if len(answer) > count or len(word) > _LONGEST_WORD:  # texts as long as may be are not remembered
            return None
        key = word, answer, count
        if key not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            self._known[key] = _said(word, answer, count)
        return self._known[key]


def _said(word: str, answer: str, count: int) -> _Asked | None:
    told = told_by(word.lower())
    if word != word.strip() or told not in _CHOICE_KINDS or not is_word(word.lower()):
        return None
    if not (answer.isascii() and answer.isalpha() and answer.isupper()):
        return None
    places = tuple(sorted({LETTERS.index(letter) for letter in answer}))
    several = len(places) > 1
    if places[-1] >= count or (several and told is Kind.SINGLE):
        return None
    return Kind.MULTIPLE if several or told is Kind.MULTIPLE else Kind.SINGLE, Choices(places)


def _is_told(filled: _Fields, choices: Sequence[str]) -> bool:
    """Whether it is plain what the choices ask; two that are the words for true and false are a judgement."""
    if len(choices) != 2:
        return True
    if choices == JUDGE_CHOICES and len(filled["answer"].right) == 1:
        filled["kind"] = Kind.JUDGE
        return True
    return None in map(truth_of, choices)


def _cards(
    fronts: Sequence[str],
    backs: tuple[str, ...],
    told: Sequence[str],
    subjects: Sequence[str],
    tags: Sequence[tuple[str, ...]],
) -> list[Question] | None:
    if "" in backs or _has_signs(_BORDER.join(backs)) or not _are_tidy(backs, _EDGES):
        return None
    if "A" in _BORDER.join(fronts) or not PLAIN_TRUTH.isdisjoint(backs):
        return None
    about = _OTHERWISE | {"kind": Kind.CARD}
    filled = [
        about | {"answer": Back(back), "subject": subject, "tags": some}
        for back, subject, some in zip(backs, subjects, tags, strict=True)
    ]
    return _made(filled, fronts, repeat(()), told)


def _are_tidy(texts: tuple[str, ...], edges: str | None = None) -> bool:
    return tuple(map(str.strip, texts, repeat(edges))) == texts


def _has_signs(shown: str) -> bool:
    return "<" in shown or "&" in shown or "[" in shown


def _made(
    filled: Sequence[_Fields], prompts: Sequence[str], choices: Iterable[tuple[str, ...]], told: Sequence[str]
) -> list[Question]:
    """Return questions of what many have alike, which is here for each of them, and of what each has for itself."""
    for own, prompt, listed, note in zip(filled, prompts, choices, told, strict=False):
        own["prompt"], own["choices"], own["explanation"] = prompt, listed, note
    made = list(map(_new, repeat(Question, len(filled))))
    deque(map(_give, made, filled), maxlen=0)
    return made


def items_of(
    questions: Sequence[Question], position: int, first: Where, labels: Iterable[str], ids: Iterable[str]
) -> list[Item]:
    """Return the items of questions that stand in consecutive lines from ``first`` on."""
    wheres = _many(Where, len(questions), repeat(first.file), count(first.line), repeat(0), repeat(""))
    return _many(Item, len(questions), questions, count(position), wheres, labels, ids, repeat(None))


def _many(kind: type[Made], size: int, *columns: Iterable[object]) -> list[Made]:
    """Return so many values with slots: to fill one slot of all at once takes half of the time of a value by itself."""
    made = list(map(_new, repeat(kind, size)))
    for one, column in zip(fields(kind), columns, strict=True):
        deque(map(vars(kind)[one.name].__set__, made, column), maxlen=0)
    return made


def _listed(listed: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Return choices of lines that are lettered with a full stop and a space, and need no tidying.

    The only white space that is printable is a space: none stands at an end where no two follow each other and none
    ends a line.
    """
    shown = _BREAK + _BREAK.join(listed)
    if "&" in shown or "[" in shown or "||" in shown or "  " in shown or " <br>" in shown or shown[-1] == " ":
        return None
    counts = [one.count(_BREAK) + 1 for one in listed]
    if min(counts) < 2 or max(counts) > len(_MARKS) or shown.count("<") != sum(counts) or not shown.isprintable():
        return None
    told = shown
    for mark in _MARKS[: max(counts)]:
        told = told.replace(mark, _BORDER)
    choices = told[1:].split(_BORDER)
    if len(choices) != sum(counts) or "".join(map(_LAYOUTS.__getitem__, counts)) % tuple(choices) != shown:
        return None
    each = iter(choices)
    if len(set(counts)) == 1:
        return list(zip(*[each] * counts[0], strict=True))
    return list(map(tuple, map(islice, repeat(each), counts)))


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
