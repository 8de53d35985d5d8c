"""Faults of a file that cost no question: letters, doubled choices, numbers, declared counts."""

from __future__ import annotations

from collections import Counter

from studyapp import Flaw, Where
from studyapp_text import flaws
from studyapp_text.kinds import is_restart, is_stray
from studyapp_text.raw import Raw, RawOption, Section

_USUAL = 0.5


def check_options(raw: Raw, where: Where) -> list[Flaw]:
    """Return what is wrong with the options of a question, and give doubled letters the letter of their place."""
    options = raw.options
    found: list[Flaw] = []
    if [option.letter for option in options] != _LETTERS[: len(options)]:
        _check_letters(options, where, found)
    glued = next((option for option in options if option.style == "glued"), None)
    if glued is not None:
        text = f"{glued.letter}{glued.lines[0]}"
        found.append(flaws.label_missing(_line(where, glued.line), glued.letter, text))
    texts = ["\n".join(option.lines) for option in options]
    if len(set(texts)) == len(texts) and all(texts):
        return found
    seen: dict[str, RawOption] = {}
    for option, text in zip(options, texts, strict=True):
        if not text:
            found.append(flaws.choice_empty(_line(where, option.line), option.letter))
        elif text in seen:
            found.append(flaws.choice_twice(_line(where, option.line), seen[text].letter, option.letter))
        else:
            seen[text] = option
    return found


_LETTERS = [chr(code) for code in range(65, 91)]


def _check_letters(options: list[RawOption], where: Where, found: list[Flaw]) -> None:
    letters = [option.letter for option in options]
    if len(set(letters)) == len(letters):
        missing = ", ".join(letter for letter in _LETTERS[: ord(max(letters)) - 64] if letter not in letters)
        if missing:
            found.append(flaws.label_gap(_line(where, options[0].line), missing))
        return
    for place, option in enumerate(options):
        letter = _LETTERS[place] if place < len(_LETTERS) else ""
        if option.letter in letters[:place]:
            found.append(flaws.label_twice(_line(where, option.line), option.letter, letter))
        option.letter = letter


def check_order_of_answers(questions: list[Raw], where: dict[int, Where]) -> dict[int, Flaw]:
    """Return, by ``id``, the questions whose answer precedes their choices, unless that is the file's way."""
    chosen = [raw for raw in questions if raw.options]
    early = [raw for raw in chosen if raw.answered_first]
    if len(early) > _USUAL * len(chosen):
        return {}
    return {id(raw): flaws.answer_before_choices(_line(where[id(raw)], raw.answer_line)) for raw in early}


def check_numbers(questions: list[Raw], where: dict[int, Where]) -> dict[int, Flaw]:
    """Return, by ``id``, the questions whose number does not follow the one before."""
    found: dict[int, Flaw] = {}
    numbered = [raw for raw in questions if raw.number and raw.case is None]
    before, section = 0, None
    for index, raw in enumerate(numbered):
        number = raw.number
        following = numbered[index + 1].number if index + 1 < len(numbered) else 0
        if section is not None and raw.section is not section and number != before + 1:
            before = number - 1 if number == 1 or following == number + 1 else before
        if number == before:
            found[id(raw)] = flaws.number_twice(_line(where[id(raw)], raw.first), number)
        elif is_stray(before, number, following):
            found[id(raw)] = flaws.misnumbered(_line(where[id(raw)], raw.first), raw.label, before)
        elif number > before + 1 and before:
            found[id(raw)] = flaws.number_gap(_line(where[id(raw)], raw.first), before, number)
        elif number < before and not is_restart(before, number, following):
            found[id(raw)] = flaws.misnumbered(_line(where[id(raw)], raw.first), raw.label, before)
        if not is_stray(before, number, following):
            before = number
        if "used-number" in raw.fields:
            before += 1
        section = raw.section
    return found


def check_ids(questions: list[Raw], where: dict[int, Where]) -> dict[int, Flaw]:
    """Return, by ``id``, the questions that have the id of one before."""
    seen: set[str] = set()
    found: dict[int, Flaw] = {}
    for raw in questions:
        if raw.style == "id" and raw.label in seen:
            found[id(raw)] = flaws.id_twice(_line(where[id(raw)], raw.first), raw.label)
        seen.add(raw.label)
    return found


def check_counts(sections: list[Section], questions: list[Raw], where: Where) -> list[Flaw]:
    """Return the headings that announce another number of questions than follow."""
    found = []
    counts = Counter(raw.section.line for raw in questions if not raw.is_case)
    for section in sections:
        if section.declared:
            count = counts[section.line]
            if count != section.declared:
                found.append(flaws.count_declared(_line(where, section.line), section.declared, count))
    return found


def _line(where: Where, line: int) -> Where:
    return Where(where.file, line, line, where.sheet)
