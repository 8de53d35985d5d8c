"""Rows to questions: what the cells of a row mean together, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable

from studyapp import JUDGE_CHOICES, Answer, Back, Choices, KeyPoints, Kind, Question
from studyapp_table import answers, details, flaws, gaps, sequences
from studyapp_table.cases import is_material
from studyapp_table.options import other_letter
from studyapp_table.record import PICTURE, Record
from studyapp_table.vocabulary import JUDGE_PAIRS

Built = tuple[Kind, tuple[str, ...], Answer | None] | None
"""The kind that it is after all, its choices and its answer; None where it cannot be taken."""

_CHOICE = frozenset((Kind.SINGLE, Kind.MULTIPLE))
_PLACEHOLDERS = frozenset(("", "略", "无", "暂无", "-", "—"))


def build(record: Record) -> Question | None:
    """Return the question, or None where it cannot be taken; what is wrong is noted in the record."""
    if not record.prompt and not _without_prompt(record):
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
        subject=details.subject(record, record.context.subject),
        tags=details.tags_of(record.fields.get("tags", "")),
        difficulty=details.difficulty(record),
        basis=details.basis(record),
        jurisdiction=details.text_of(record, "jurisdiction"),
        authority=details.text_of(record, "authority"),
        media=record.media,
    )


def _without_prompt(record: Record) -> bool:
    """Say whether a row is a question although its prompt is missing: it can be chosen what is right.

    Exports lose prompts, and the questions to a text with gaps have none. The learner is told that it is missing.
    """
    found = answers.choice_indexes(record.answer, record.options) if len(record.options) > 1 else None
    if not found or min(found) < 0 or record.answer in _PLACEHOLDERS:
        return False
    label = details.text_of(record, "label")
    record.prompt = f"第{label}题（表中没有题干）" if label else "（表中没有题干）"
    record.note(flaws.prompt_missing(record.where))
    return True


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
    own, told = own_kind(record), record.told
    if told is None and not record.options and record.answer in _PLACEHOLDERS and is_material(record.prompt):
        return Kind.CASE
    if told is Kind.CASE:
        return told if not record.options and record.answer in _PLACEHOLDERS else own
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


_ASKING = frozenset("?？:：")


def own_kind(record: Record) -> Kind:
    """Return the kind that options and answer speak for."""
    if len(record.options) > 1:
        if judged_options(record) is not None:
            return Kind.JUDGE
        found = answers.choice_indexes(record.answer, record.options, zeros=record.context.zeros) or []
        return Kind.MULTIPLE if len(set(found) - {-1}) > 1 else Kind.SINGLE
    if answers.judgement(record.answer) is not None:
        return Kind.JUDGE
    gaps_shown = answers.count_gaps(record.prompt)
    if record.context.judged and record.answer.isdecimal() and not gaps_shown and record.prompt[-1:] not in _ASKING:
        return Kind.JUDGE
    lettered = answers.letters(record.answer) and record.told in (None, *_CHOICE)
    if lettered and not (record.options and gaps_shown):
        return Kind.SINGLE
    several = len(record.listed) > max(gaps_shown, 1)
    return Kind.BLANK if gaps_shown and not several else Kind.SHORT


def judged_options(record: Record) -> tuple[bool, ...] | None:
    """Return what two options such as 正确 and 错误 say, in their order."""
    if len(record.options) != 2:
        return None
    first, second = (text.strip(" 。.").upper() for _, text in record.options)
    if (first, second) in JUDGE_PAIRS:
        return (True, False)
    return (False, True) if (second, first) in JUDGE_PAIRS else None


def _judge(record: Record, kind: Kind) -> Built:
    said = judgement_of(record)
    if said is None:
        missing = record.answer in _PLACEHOLDERS
        unreadable = flaws.unreadable(record.where, record.answer, Kind.JUDGE)
        record.note(flaws.no_answer(record.where) if missing else unreadable)
        return None
    return Kind.JUDGE, JUDGE_CHOICES, Choices((0,) if said else (1,))


def judgement_of(record: Record) -> bool | None:
    """Return what the answer of a judgement says, None where it says nothing."""
    order = judged_options(record)
    said = answers.judgement(record.answer)
    if said is None and order is not None:
        index = {"A": 0, "B": 1}.get(answers.letters(record.answer) or "")
        if record.context.twos:
            index = {"1": 0, "2": 1}.get(record.answer, index)
        said = order[index] if index is not None else None
    if said is None and not (record.options and order is None):
        said = {"A": True, "B": False}.get(answers.letters(record.answer) or "")
    if said is None:
        said = {"1": True, "0": False, "2": False if record.context.twos else None}.get(record.answer)
    if said is None and record.answer:
        said = answers.judgement(record.answer.split("，")[0].split("。")[0].split(",")[0].split("：")[0])
    return said


def _choice(record: Record, kind: Kind) -> Built:
    found = answers.choice_indexes(record.answer, record.options, zeros=record.context.zeros)
    if record.answer in _PLACEHOLDERS and found is None:
        record.note(flaws.no_answer(record.where))
        return None
    if len(record.options) < 2:
        record.note(flaws.no_choices(record.where, record.answer))
        return None
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
    """Note options that are empty, of another letter, or the same."""
    if record.empty:
        record.note(flaws.label_gap(record.where, record.empty))
    for letter, text in record.options:
        if other := other_letter(letter, text):
            record.note(flaws.choice_letter(record.where, letter, other))
    seen: dict[str, str] = {}
    for letter, text in record.options:
        if text in seen and text != PICTURE:
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
    return [] if record.answer.strip() in _PLACEHOLDERS else [record.answer]


def _blank(record: Record, kind: Kind) -> Built:
    said = next((list(one) for one in (record.answers, record.listed) if len(one) > 1), _said(record))
    if not said:
        record.note(flaws.no_answer(record.where))
        return None
    if len(record.answer) == 1 and answers.letters(record.answer):
        _note_letter(record, said[0])
    numeric = any(word in record.fields.get("kind", "") for word in gaps.NUMERIC)
    count = answers.count_gaps(record.prompt)
    found = gaps.read_gaps(said, count, gaps.Rules(numeric, gaps.is_free(record.prompt, record.fields)))
    if found is None:
        record.note(flaws.no_answer(record.where))
        return None
    blanks, parts = found
    if parts != count > 0:
        record.note(flaws.blanks_mismatch(record.where, count, parts))
    return Kind.BLANK, (), blanks


def _note_letter(record: Record, said: str) -> None:
    """Note that a gap is filled with what may be meant as the letter of a choice."""
    if not record.options:
        record.note(flaws.letter_in_gap(record.where, record.answer))
    elif record.told is None:
        record.note(flaws.only_choice(record.where, said))


def _short(record: Record, kind: Kind) -> Built:
    said = list(record.listed) if len(record.listed) > 1 else _said(record)
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
    if record.answer in _PLACEHOLDERS:
        record.note(flaws.no_answer(record.where))
        return None
    found = sequences.order(record.prompt, record.options, record.answer)
    if found is None:
        record.note(flaws.unreadable(record.where, record.answer, Kind.ORDER))
        return None
    record.prompt, choices, steps = found
    return Kind.ORDER, choices, steps


def _match(record: Record, kind: Kind) -> Built:
    found = sequences.match(record.prompt, record.options, record.answer)
    if found is None:
        missing = record.answer in _PLACEHOLDERS
        unreadable = flaws.unreadable(record.where, record.answer, Kind.MATCH)
        record.note(flaws.no_answer(record.where) if missing else unreadable)
        return None
    record.prompt, choices, pairs = found
    return Kind.MATCH, choices, pairs


def _case(record: Record, kind: Kind) -> Built:
    return Kind.CASE, (), None


_BUILDERS: dict[Kind, Callable[[Record, Kind], Built]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.JUDGE: _judge,
    Kind.BLANK: _blank,
    Kind.SHORT: _short,
    Kind.CARD: _card,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
    Kind.CASE: _case,
}
