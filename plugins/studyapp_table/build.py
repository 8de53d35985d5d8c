"""Rows to questions: what the cells of a row mean together, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from studyapp import JUDGE_CHOICES, Answer, Back, Blank, Blanks, Choices, KeyPoints, Kind, Question, Steps
from studyapp_table import answers, details, flaws
from studyapp_table.headers import JUDGE_PAIRS
from studyapp_table.record import Record

Built = tuple[Kind, tuple[str, ...], Answer] | None
"""The kind that it is after all, its choices and its answer; None where it cannot be taken."""

_CHOICE = frozenset((Kind.SINGLE, Kind.MULTIPLE))
_PLACEHOLDERS = frozenset(("", "略", "无", "暂无", "-", "—"))


def build(record: Record, sheet_subject: str) -> Question | None:
    """Return the question, or None where it cannot be taken; what is wrong is noted in the record."""
    if not record.prompt:
        record.note(flaws.empty_prompt(record.where))
        return None
    _take_answer_from_prompt(record)
    kind = _settled(record)
    built = _BUILDERS[kind](record, kind)
    if built is None:
        return None
    kind, choices, answer = built
    return Question(
        kind=kind,
        prompt=record.prompt,
        choices=choices,
        answer=answer,
        explanation=details.text_of(record, "explanation"),
        subject=details.subject(record, sheet_subject),
        tags=details.tags(record),
        difficulty=details.difficulty(record),
        basis=details.basis(record),
        jurisdiction=details.text_of(record, "jurisdiction"),
        authority=details.text_of(record, "authority"),
    )


def _take_answer_from_prompt(record: Record) -> None:
    """Read an answer that stands in the brackets of the prompt, where the table has no other."""
    if record.answer not in _PLACEHOLDERS or (record.options and record.told is Kind.BLANK):
        return
    if record.options or record.told is Kind.JUDGE:
        found = answers.in_stem(record.prompt)
        if found is not None:
            record.answer, record.prompt = found


def _settled(record: Record) -> Kind:
    """Return the kind to read a row as; it is noted where the table says otherwise."""
    own, told = _own_kind(record), record.told
    if told is None or told is own:
        return own
    if told is Kind.MULTIPLE and own is Kind.SINGLE:
        return told
    if (own in _CHOICE and told is Kind.JUDGE) or (own is Kind.MULTIPLE and told is Kind.SINGLE):
        record.note(flaws.kind_mismatch(record.where, told, own))
        return own
    if own is Kind.JUDGE and told in _CHOICE and len(record.options) < 2 and record.answer:
        record.note(flaws.kind_mismatch(record.where, told, own))
        return own
    return told


def _own_kind(record: Record) -> Kind:
    """Return the kind that options and answer speak for."""
    if len(record.options) > 1:
        if judged_options(record) is not None:
            return Kind.JUDGE
        found = answers.choice_indexes(record.answer, record.options) or []
        return Kind.MULTIPLE if len(set(found) - {-1}) > 1 else Kind.SINGLE
    if answers.judgement(record.answer) is not None:
        return Kind.JUDGE
    if not record.options and answers.letters(record.answer) and record.told in (None, *_CHOICE):
        return Kind.SINGLE
    return Kind.BLANK if answers.count_gaps(record.prompt) else Kind.SHORT


def judged_options(record: Record) -> tuple[bool, ...] | None:
    """Return what two options such as 正确 and 错误 say, in their order."""
    if len(record.options) != 2:
        return None
    first, second = (text.strip(" 。.").upper() for _, text in record.options)
    if (first, second) in JUDGE_PAIRS:
        return (True, False)
    return (False, True) if (second, first) in JUDGE_PAIRS else None


def _judge(record: Record, kind: Kind) -> Built:
    order = judged_options(record)
    said = answers.judgement(record.answer)
    if said is None and order is not None:
        found = answers.letters(record.answer)
        index = {"A": 0, "B": 1}.get(found or "")
        said = order[index] if index is not None else None
    if said is None and not (record.options and order is None):
        said = {"A": True, "B": False}.get(answers.letters(record.answer) or "")
    if said is None:
        said = {"1": True, "0": False, "2": False if record.twos else None}.get(record.answer)
    if said is None:
        missing = record.answer in _PLACEHOLDERS
        unreadable = flaws.unreadable(record.where, record.answer, Kind.JUDGE)
        record.note(flaws.no_answer(record.where) if missing else unreadable)
        return None
    return Kind.JUDGE, JUDGE_CHOICES, Choices((0,) if said else (1,))


def _choice(record: Record, kind: Kind) -> Built:
    if record.answer in _PLACEHOLDERS and answers.choice_indexes(record.answer, record.options) is None:
        record.note(flaws.no_answer(record.where))
        return None
    if len(record.options) < 2:
        record.note(flaws.no_choices(record.where, record.answer))
        return None
    found = answers.choice_indexes(record.answer, record.options)
    there = [index for index in found or [] if index >= 0]
    if not there or (len(there) < len(found or []) and len(set(there)) < 2):
        record.note(flaws.outside_choices(record.where, record.answer))
        return None
    if len(there) < len(found or []):
        record.note(flaws.partly_outside(record.where, record.answer))
    right = tuple(sorted(set(there)))
    if len(right) < len(there):
        record.note(flaws.letter_twice(record.where, record.answer))
    _check_options(record)
    settled = Kind.MULTIPLE if len(right) > 1 else kind
    return settled, tuple(text for _, text in record.options), Choices(right)


def _check_options(record: Record) -> None:
    """Note options that are empty or the same."""
    if record.empty:
        record.note(flaws.label_gap(record.where, record.empty))
    seen: dict[str, str] = {}
    for letter, text in record.options:
        if text in seen:
            record.note(flaws.choice_twice(record.where, seen[text], letter))
        seen.setdefault(text, letter)


def _said(record: Record) -> list[str]:
    """Return the answer's texts: those of the options that it names, for a kind that has nothing to choose from.

    Templates with option columns for every row keep there what a gap or a short answer wants, and call it ``A``.
    """
    if record.options:
        named = answers.letters(record.answer) if record.answer else "".join(letter for letter, _ in record.options)
        texts = dict(record.options)
        if named and all(letter in texts for letter in named):
            return [texts[letter] for letter in named]
    return [] if record.answer in _PLACEHOLDERS else [record.answer]


def _blank(record: Record, kind: Kind) -> Built:
    said = _said(record)
    gaps = answers.count_gaps(record.prompt)
    if not said:
        record.note(flaws.no_answer(record.where))
        return None
    if len(said) > 1 and gaps in (0, len(said)):
        return Kind.BLANK, (), Blanks(tuple(Blank((text,)) for text in said))
    blanks, parts = answers.blanks("||".join(said), gaps)
    if not blanks:
        record.note(flaws.no_answer(record.where))
        return None
    if parts != gaps > 0:
        record.note(flaws.blanks_mismatch(record.where, gaps, parts))
    return Kind.BLANK, (), Blanks(tuple(blanks))


def _short(record: Record, kind: Kind) -> Built:
    said = _said(record)
    if not said:
        record.note(flaws.no_answer(record.where))
        return None
    return Kind.SHORT, (), KeyPoints(answers.key_points(said[0]) if len(said) == 1 else tuple(said))


def _card(record: Record, kind: Kind) -> Built:
    said = _said(record)
    if not said:
        record.note(flaws.no_answer(record.where))
        return None
    return Kind.CARD, (), Back("\n".join(said))


def _order(record: Record, kind: Kind) -> Built:
    found = answers.choice_indexes(record.answer, record.options) if record.options else None
    if found is None or sorted(found) != list(range(len(record.options))):
        record.note(flaws.unreadable(record.where, record.answer, Kind.ORDER))
        return None
    return Kind.ORDER, tuple(text for _, text in record.options), Steps(tuple(found))


_BUILDERS: dict[Kind, Callable[[Record, Kind], Built]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.JUDGE: _judge,
    Kind.BLANK: _blank,
    Kind.SHORT: _short,
    Kind.CARD: _card,
    Kind.ORDER: _order,
}
