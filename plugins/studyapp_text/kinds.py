"""Which kind a question is: what its heading says, what its pieces say, and what its neighbours are."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studyapp import Kind
from studyapp_text.answers import comparable, judgement, judgement_and_reason, letters
from studyapp_text.prompts import count_blanks
from studyapp_text.raw import Raw, Section
from studyapp_text.steps import steps_of

_CHOICE = frozenset((Kind.SINGLE, Kind.MULTIPLE))
_LETTERED = frozenset((Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER, Kind.MATCH))
_LETTERS = frozenset("ABCDEFGH")
_LETTER_PAIRS = ("FT", "NY", "VX", "FALSETRUE", "NOYES", "RIGHTWRONG")
_MOST = 0.8
_ENOUGH = 3
_SEVERAL = 2
_LETTER_AND_TEXT = re.compile(r"[A-HＡ-Ｈ]{1,8}\s?[:：.．、]\s?\S")


def own_kind(raw: Raw) -> Kind:
    """Return the kind that a question's own pieces speak for."""
    answer = "\n".join(raw.answer or ())
    if raw.options:
        return _kind_with_options(raw, answer)
    if raw.style in ("Q",):
        return Kind.CARD
    if judgement(answer) is not None:
        return Kind.JUDGE
    gaps = 0 if raw.points else sum(count_blanks(line) for line in raw.prompt)
    if gaps < 2 and _ends_with_bracket(raw, gaps) and "\n" not in answer and judgement_and_reason(answer):
        return Kind.JUDGE
    return Kind.BLANK if gaps else Kind.SHORT


def _ends_with_bracket(raw: Raw, gaps: int) -> bool:
    """Say whether the one gap of a prompt, if it has one, is at its end, where judgements go."""
    return not gaps or raw.prompt[-1].rstrip("。.；; ").endswith((")", "）"))


def _kind_with_options(raw: Raw, answer: str) -> Kind:
    if len(raw.options) == 2 and judged_options(raw) is not None:
        return Kind.JUDGE
    found = letters(answer)
    return Kind.MULTIPLE if found is not None and len(set(found)) > 1 else Kind.SINGLE


def judged_options(raw: Raw) -> tuple[bool, ...] | None:
    """Return what two options such as ``正确`` and ``错误`` say, in their order."""
    if len(raw.options) != 2:
        return None
    texts = ["\n".join(option.lines).strip("。. ").upper() for option in raw.options]
    first, second = map(judgement, texts)
    if first is None or second is not (not first):
        return None
    if texts[0].isascii() and texts[1].isascii() and "".join(sorted(texts)) not in _LETTER_PAIRS:
        return None
    return (first, second)


def settle(raw: Raw, own: Kind) -> tuple[Kind, bool]:
    """Return the kind to read a question as, and whether its heading or note says otherwise."""
    told = raw.kind if raw.kind is not None else raw.section.kind
    if told is None or told is Kind.CASE or told is own:
        return own, False
    if told is Kind.ORDER and _names_one(raw):
        return own, False
    if told in (Kind.ORDER, Kind.MATCH) and raw.options:
        return told, False
    if told is Kind.ORDER and steps_of(raw.prompt) is not None:
        return told, False
    if own in _CHOICE:
        if told is Kind.MULTIPLE:
            return told, False
        return own, told not in _CHOICE or own is Kind.MULTIPLE
    if own is Kind.JUDGE:
        return (told, False) if told in _CHOICE and raw.options else _told_of_judge(raw, told)
    if told in _LETTERED:
        answer = "".join(raw.answer or ())
        chosen = told is Kind.MATCH or letters(answer) or (told in _CHOICE and _LETTER_AND_TEXT.match(answer))
        return (told, False) if chosen else (own, True)
    return told, False


def _names_one(raw: Raw) -> bool:
    """Say whether a question of order gives the orders to choose from: its answer is one letter."""
    return len(raw.options) > 1 and len(letters("".join(raw.answer or ())) or "") == 1


def _told_of_judge(raw: Raw, told: Kind) -> tuple[Kind, bool]:
    """A judgement answers a gap or a card as well; a choice it does not answer."""
    return (told, False) if told in (Kind.BLANK, Kind.SHORT, Kind.CARD) else (Kind.JUDGE, True)


def majority(questions: Iterable[tuple[Raw, Kind]]) -> set[int]:
    """Return, by ``id``, sections without a heading in which nearly all choices have several right letters."""
    tally: dict[int, list[int]] = {}
    for raw, own in questions:
        if own in _CHOICE:
            several = tally.setdefault(id(raw.section), [0, 0])
            several[own is Kind.MULTIPLE] += 1
    return {section for section, (one, many) in tally.items() if many >= _ENOUGH and many >= _MOST * (one + many)}


def lost_choices(questions: Iterable[tuple[Raw, Kind]]) -> dict[int, Kind]:
    """Return, by ``id``, what questions are whose answer names choices that the file does not give.

    A letter may fill a gap as well, so it counts only in a file that lets choose, or answers nothing but letters, where
    no heading says otherwise.
    """
    questions = list(questions)
    without = [_named(raw) for raw, own in questions if own in (Kind.BLANK, Kind.SHORT)]
    letters_only = len(without) >= _ENOUGH and len(set(without)) > 1 and all(without)
    lettered = sum(own in _CHOICE and letters("".join(raw.answer or ())) is not None for raw, own in questions)
    if lettered < _SEVERAL and not letters_only:
        return {}
    return {
        id(raw): Kind.MULTIPLE if len(named) > 1 else Kind.SINGLE
        for raw, own in questions
        if own in (Kind.BLANK, Kind.SHORT) and (raw.kind or raw.section.kind) in (None, Kind.CASE)
        if (named := _named(raw))
    }


def _named(raw: Raw) -> str:
    """Return the letters that an answer is, where they could be those of choices."""
    found = letters("".join(raw.answer or ())) or ""
    return found if set(found) <= _LETTERS and len(set(found)) == len(found) else ""


def split_at_restarts(questions: list[Raw]) -> None:
    """Give each stretch of ascending numbers a section of its own where no heading told the kind."""
    numbered = [raw for raw in questions if raw.number and raw.case is None]
    before = 0
    copies: dict[int, Section] = {}
    for index, raw in enumerate(numbered):
        number = raw.number
        following = numbered[index + 1].number if index + 1 < len(numbered) else 0
        if is_restart(before, number, following):
            copies = {}
            before = number
        elif not is_stray(before, number, following):
            before = number
        if not raw.section.told:
            origin = id(raw.section)
            if origin not in copies:
                copies[origin] = _copy(raw.section)
            raw.section = copies[origin]


def is_restart(before: int, number: int, following: int) -> bool:
    """Say whether numbering begins anew: 1 again, or a lower number that the next one goes on from."""
    return 0 < number < before and following != before + 1 and (number == 1 or following == number + 1)


def is_stray(before: int, number: int, following: int) -> bool:
    """Say whether a number is out of a sequence that goes on after it."""
    return before > 0 and number != before + 1 and following == before + 1


def _copy(section: Section) -> Section:
    return Section(section.kind, section.told, section.subject, section.declared, section.line)


def same_text(one: str, other: str) -> bool:
    """Say whether two choices are the same but for spaces and punctuation."""
    return one == other or (comparable(one) == comparable(other) != "")
