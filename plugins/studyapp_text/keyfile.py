"""Answers from a second file, given to the questions that they are for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from studyapp import Deck, Flaw, Severity
from studyapp_text import keyflaws
from studyapp_text.answers import choice_indexes, comparable, judgement, letters
from studyapp_text.display import plain
from studyapp_text.keylist import Entry, KeyList
from studyapp_text.prompts import stands_for_answer
from studyapp_text.raw import Raw

_FEWEST = 6
"""Of a prompt that a key repeats, so many letters tell which question is meant."""

_WITH_REASON = re.compile(r"([A-H]{1,8}|√|×|对|错|正确|错误)[。.，,；;、\s]\s*(\S.*)", re.S)
_UNFIT = frozenset(
    ("answer-outside-choices", "answer-unreadable", "no-choices", "blanks-mismatch", "answer-letter-twice")
)


@dataclass(slots=True)
class Attached:
    """Who got which answer; ``flaws`` are about the key's file."""

    given: dict[int, tuple[Entry, Raw]]
    flaws: list[Flaw]


@dataclass(slots=True)
class _Seat:
    """A question, the run of ascending numbers that it is in, and whether an entry has gone to it."""

    run: int
    raw: Raw
    shape: str
    taken: bool = False


def attach(questions: Iterable[Raw], key: KeyList) -> Attached:
    """Give each entry of a key to its question; one with an answer of its own keeps it."""
    seats = _seats(questions)
    by_number: dict[int, list[_Seat]] = defaultdict(list)
    for one in seats:
        by_number[one.raw.number or _counted(one.raw)].append(one)
    by_shape = _by_shape(seats)
    bound: dict[int, int] = {}
    done = Attached({}, [])
    used: list[Entry] = []
    for entry in key.entries:
        seat = by_shape.get(comparable(entry.prompt)) if entry.prompt else None
        if seat is None or seat.taken:
            seat = _choose(by_number[entry.number], entry, bound) if entry.number else None
        if seat is None:
            done.flaws.append(keyflaws.key_unused(key.where(entry.line, entry.last), entry.label))
            continue
        seat.taken = True
        bound.setdefault(entry.group, seat.run)
        used.append(entry)
        _give(seat.raw, entry, key, done)
    done.flaws += _of_lines(used, key)
    return done


def _seats(questions: Iterable[Raw]) -> list[_Seat]:
    seats: list[_Seat] = []
    run, before = 0, None
    for raw in questions:
        if raw.is_case:
            continue
        if before is not None and (raw.section is not before.section or raw.number <= before.number):
            run += 1
        seats.append(_Seat(run, raw, comparable(plain("\n".join(raw.prompt)))))
        before = raw
    return seats


def _counted(raw: Raw) -> int:
    return int(raw.label) if raw.label.isdecimal() else 0


def _by_shape(seats: list[_Seat]) -> dict[str, _Seat]:
    """Return questions by their words, those left out that two share."""
    found: dict[str, _Seat] = {}
    twice: set[str] = set()
    for seat in seats:
        if seat.shape in found:
            twice.add(seat.shape)
        found[seat.shape] = seat
    return {shape: seat for shape, seat in found.items() if shape not in twice and len(shape) >= _FEWEST}


def _choose(seats: list[_Seat], entry: Entry, bound: dict[int, int]) -> _Seat | None:
    """Choose among the questions of one number: of the entry's kind and chapter, in the run that its group has."""
    seats = [seat for seat in seats if not seat.taken and not _other_words(seat, entry)]
    if entry.told:
        seats = [seat for seat in seats if _kind_fits(seat.raw, entry)]
    if entry.subject:
        wanted = comparable(entry.subject)
        of_chapter = [seat for seat in seats if comparable(seat.raw.section.subject) == wanted]
        seats = of_chapter or seats
    run = bound.get(entry.group)
    if run is not None:
        return next((seat for seat in seats if seat.run == run), seats[0] if seats else None)
    taken = set(bound.values())
    return next((seat for seat in seats if seat.run not in taken), seats[0] if seats else None)


def _other_words(seat: _Seat, entry: Entry) -> bool:
    """Say whether the key repeats the words of quite another question under this number."""
    shape = comparable(entry.prompt)
    if len(shape) < _FEWEST or len(seat.shape) < _FEWEST:
        return False
    return not (shape.startswith(seat.shape[:_FEWEST]) or seat.shape.startswith(shape[:_FEWEST]))


def _kind_fits(raw: Raw, entry: Entry) -> bool:
    told = raw.kind or raw.section.kind
    if told is None or entry.kind is None:
        return True
    return told is entry.kind


def _give(raw: Raw, entry: Entry, key: KeyList, done: Attached) -> None:
    said, reason = _without_reason(raw, entry)
    if raw.answer:
        own = "\n".join(raw.answer)
        if said and not _same(raw, own, "\n".join(said)):
            _settle_difference(raw, entry, key, done, own, said)
    elif said:
        raw.answer, raw.answer_line = said, 0
        done.given[raw.first] = (entry, raw)
    if reason and not raw.fields.get("explanation"):
        raw.fields["explanation"] = reason


def _settle_difference(raw: Raw, entry: Entry, key: KeyList, done: Attached, own: str, said: list[str]) -> None:
    """Let an answer line of the bank stand; what stands in a prompt may be mere text, so there the key is right."""
    where, other = key.where(entry.line, entry.last), "\n".join(said)
    if raw.answer_line:
        done.flaws.append(keyflaws.key_differs(where, raw.label, plain(own), other))
        return
    if raw.held and letters(own) is not None and not stands_for_answer(raw.held):
        raw.prompt = raw.held.split("\n")
    else:
        done.flaws.append(keyflaws.key_over_prompt(where, raw.label, plain(own), other))
    raw.answer = said
    done.given[raw.first] = (entry, raw)


def _without_reason(raw: Raw, entry: Entry) -> tuple[list[str], list[str]]:
    """Cut ``A。见条例第三条`` in two where the words behind the letter are no option's."""
    said, reason = list(entry.said), list(entry.explanation)
    found = _WITH_REASON.match(said[0]) if said and letters(said[0]) is None else None
    if found is None or judgement(said[0]) is not None:
        return said, reason
    if raw.options and choice_indexes(said[0], *_choices(raw)) is None:
        return [found.group(1)], [found.group(2), *said[1:], *reason]
    return said, reason


def _choices(raw: Raw) -> tuple[list[str], list[str]]:
    return [option.letter for option in raw.options], ["\n".join(option.lines) for option in raw.options]


def _same(raw: Raw, one: str, other: str) -> bool:
    """Say whether two answers to a question come to the same."""
    if comparable(one) == comparable(other):
        return True
    if raw.options:
        first, second = (choice_indexes(text, *_choices(raw)) for text in (one, other))
        return first is not None and second is not None and set(first) == set(second)
    said = judgement(one)
    return said is not None and said == judgement(other)


def _of_lines(used: list[Entry], key: KeyList) -> list[Flaw]:
    """One flaw for each unbroken run of lines that gave answers."""
    lines = sorted({line for entry in used for line in range(entry.line, entry.last + 1)})
    runs: list[list[int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return [keyflaws.key_lines(key.where(first, last)) for first, last in runs]


def blame(deck: Deck, attached: Attached, key: KeyList) -> tuple[Deck, list[Flaw]]:
    """Return the deck and the flaws of the key's file: an answer from there that does not fit is its fault.

    An error stays where the question is, since its lines are not read; what the key says is named beside it. A
    question without an answer is told that the key has none either.
    """
    kept: list[Flaw] = []
    theirs = [*key.flaws, *attached.flaws]
    for flaw in deck.flaws:
        found = attached.given.get(flaw.where.line)
        if found is not None and flaw.code in _UNFIT:
            entry, raw = found
            where = key.where(entry.line, entry.last)
            if flaw.severity is Severity.ERROR:
                kept.append(flaw)
                theirs.append(keyflaws.key_unfit(where, raw.label, "\n".join(entry.said)))
            else:
                theirs.append(replace(flaw, where=where))
        elif flaw.severity is Severity.ERROR and flaw.code == "no-answer":
            kept.append(keyflaws.key_missing(flaw.where, str(flaw.why.arguments.get("label", ""))))
        else:
            kept.append(flaw)
    theirs.sort(key=lambda flaw: flaw.where.line)
    return replace(deck, flaws=tuple(kept)), theirs
