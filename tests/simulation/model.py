"""The journal's meaning (DESIGN §4.1) written down a second time.

Plain and slow, recomputed from the whole set of entries at every call, and without a look at ``studyapp.journal``:
only how a memory changes is left to FSRS.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS

from studyapp.memory import Model, Parameters
from studyapp.model import Entry

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Truth:
    """What the store's tables must hold, row by row; ``days`` with their points."""

    cards: dict[tuple[bytes, bytes], Row]
    days: dict[int, Row]
    marks: dict[tuple[bytes, str], Row]
    aliases: dict[bytes, bytes]


def truth_of(entries: Iterable[Entry], cap: int) -> Truth:
    """All that follows from a set of entries; a day gives ``cap`` points at most."""
    journal = sorted({one.id: one for one in entries}.values(), key=lambda one: (one.at, one.id))
    live = [one for one in journal if not is_voided(one, journal)]
    late = untimely_in(journal)
    sets = sets_of_equals(live)
    answers = [one for one in live if one.kind in ("answer", "past") and counts(one, live)]
    answers = sorted(answers + reviews_in(live, answers, sets), key=lambda one: (one.at, one.id))
    cards, days = {}, {}
    model = Model(parameters_of(live))
    places = {(stands_for(one.question, sets), stands_for(one.key, sets)) for one in answers}
    for question, key in places:
        history = [one for one in answers if is_at(one, question, sets) and stands_for(one.key, sets) == key]
        cards[question, key] = card_of(history, live, model)
    done = [one.day for one in live if one.kind == "done" and one.id not in late]
    for day in {one.day for one in answers if one.kind == "answer" and one.id not in late}:
        days[day] = day_of(day, answers, late, sets, cap, done.count(day))
    aliases = {one: min(group) for group in sets for one in group if one != min(group)}
    return Truth(cards, days, marks_of(live, sets), aliases)


def is_voided(one: Entry, journal: list[Entry]) -> bool:
    """A void reaches everything but a void and what belongs to a sitting that was handed in."""
    if one.kind == "void":
        return False
    for other in journal:
        if other.kind == "handin" and other.sitting and other.sitting == one.sitting:
            return False
    return any(other.kind == "void" and other.body.get("target") == one.id.hex() for other in journal)


def untimely_in(journal: list[Entry]) -> set[bytes]:
    """What was written on a day that was over, or that a week of later days says had not come."""
    found = set()
    for device in {one.device for one in journal}:
        timed = [one for one in journal if one.device == device and one.kind in ("answer", "handin", "done")]
        timed.sort(key=lambda one: (one.seq, one.id))
        ahead = set()
        for place, one in enumerate(timed):
            if len({other.day for other in timed[place:] if other.day < one.day}) >= 7:
                ahead.add(one.id)
        for place, one in enumerate(timed):
            before = [other for other in timed[:place] if other.id not in ahead]
            if one.id in ahead or any(other.day > one.day for other in before):
                found.add(one.id)
    return found


def is_fair(one: Entry) -> bool:
    """Half a second, and fifteen thousandths for each character, where it is known what was read."""
    if one.body.get("kind") not in KINDS or type(one.body.get("length")) is not int:
        return True
    least: int = 500 + 15 * one.body["length"]
    return max(one.milliseconds or 0, 0) >= least


KINDS = ("single", "multiple", "judge", "blank", "short", "order", "match", "case", "card")


def sets_of_equals(live: list[Entry]) -> list[set[bytes]]:
    """The ids, of questions and of keys, that are one and the same; united until nothing more can be united."""
    sets: list[set[bytes]] = []
    for one in live:
        for old, new in (("old", "new"), ("old_key", "new_key")):
            if one.kind == "same" and is_id(one.body.get(old)) and is_id(one.body.get(new)):
                sets.append({bytes.fromhex(one.body[old]), bytes.fromhex(one.body[new])})
    for _ in sets:
        for left in range(len(sets)):
            for right in range(left):
                if sets[left] & sets[right]:
                    sets[right] |= sets[left]
                    sets[left] = set()
    return [one for one in sets if len(one) > 1]


def is_id(text: object) -> bool:
    return isinstance(text, str) and re.fullmatch("[0-9a-f]{32}", text) is not None


def stands_for(one: bytes | None, sets: list[set[bytes]]) -> bytes:
    """The smallest of the set that an id belongs to."""
    assert one is not None
    for group in sets:
        if one in group:
            return min(group)
    return one


def is_at(one: Entry, question: bytes, sets: list[set[bytes]]) -> bool:
    return stands_for(one.question, sets) == question


def counts(one: Entry, live: list[Entry]) -> bool:
    """Whether an answer says all that memory needs."""
    if one.question is None or one.key is None or one.verdict is None:
        return False
    return 0 <= one.verdict <= 1 and rating_of(one, live) in (1, 2, 3, 4)


def reviews_in(live: list[Entry], answers: list[Entry], sets: list[set[bytes]]) -> list[Entry]:
    """The reviews in histories as entries of their own; of those at one time to one key of a question, the first."""
    reviews: list[Entry] = []
    for one in live:
        if one.kind != "past" or one.verdict is not None or one.question is None or one.key is None:
            continue
        for at, rating, milliseconds in zip(*lists_of(one), strict=True):
            review = replace(
                one,
                kind="review",
                id=at.to_bytes(6) + one.id[6:],
                at=at,
                day=(at + 4 * 3_600_000) // 86_400_000,
                verdict=float(rating != 1),
                rating=rating,
                milliseconds=milliseconds,
            )
            if not any(is_same_review(review, other, sets) for other in answers + reviews):
                reviews.append(review)
    return reviews


def lists_of(one: Entry) -> list[list[int]]:
    """Times, ratings and milliseconds of a history, empty where anything is wrong with it."""
    lists: list[Any] = [one.body.get(name) for name in ("at", "ratings", "milliseconds")]
    if any(not isinstance(numbers, list) or not numbers for numbers in lists):
        return [[], [], []]
    at, ratings, milliseconds = lists
    sound = (
        len(at) == len(ratings) == len(milliseconds)
        and all(type(number) is int for numbers in lists for number in numbers)
        and at == sorted(set(at))
        and all(0 <= time <= one.at for time in at)
        and all(1 <= rating <= 4 for rating in ratings)
        and all(0 <= spent <= 1 << 40 for spent in milliseconds)
    )
    return [at, ratings, milliseconds] if sound else [[], [], []]


def is_same_review(one: Entry, other: Entry, sets: list[set[bytes]]) -> bool:
    is_same_question = stands_for(one.question, sets) == stands_for(other.question, sets)
    return one.at == other.at and is_same_question and stands_for(one.key, sets) == stands_for(other.key, sets)


def rating_of(one: Entry, live: list[Entry]) -> int:
    """The learner's last word on an answer's rating, else the rating it was given; a review elsewhere stays."""
    rating = one.rating
    if one.kind == "review":
        return rating or 0
    for other in live:
        if other.kind == "rate" and other.body.get("target") == one.id.hex() and other.rating in (1, 2, 3, 4):
            rating = other.rating
    return rating or 0


def card_of(history: list[Entry], live: list[Entry], model: Model) -> Row:
    ratings = [rating_of(one, live) for one in history]
    right = [one.verdict == 1.0 for one in history]
    reviews = [(one.id, one.day, one.verdict or 0.0, rating) for one, rating in zip(history, ratings, strict=True)]
    memory = model.review(None, reviews)
    assert memory is not None
    lapses = sum(before and rating == 1 for before, rating in zip(right, ratings[1:], strict=False))
    return (
        memory.stability,
        memory.difficulty,
        memory.due,
        history[-1].day,
        history[0].day,
        len(history),
        sum(right),
        int(right[-1]),
        lapses,
        history[-1].id,
    )


def day_of(day: int, answers: list[Entry], late: set[bytes], sets: list[set[bytes]], cap: int, done: int) -> Row:
    given = [one for one in answers if one.day == day and one.kind == "answer" and one.id not in late]
    started = worth = reviews = recalled = 0
    for question in {stands_for(one.question, sets) for one in given}:
        everything = [one for one in answers if is_at(one, question, sets)]
        here = [one for one in given if is_at(one, question, sets)]
        if everything[0].day == day:
            started += 1
        else:
            reviews += 1
            recalled += here[0].verdict == 1.0
        worth += any(one.verdict == 1.0 and is_fair(one) for one in here)
    right = sum(one.verdict == 1.0 for one in given)
    time = sum(one.milliseconds for one in given if one.milliseconds and one.milliseconds > 0)
    fair = [one for one in given if is_fair(one)]
    fair_right = sum(one.verdict == 1.0 for one in fair)
    tally = len(given), right, time, started, worth, len(fair), fair_right, reviews, recalled, done
    return *tally, min(cap, worth), len(fair) > 0


def marks_of(live: list[Entry], sets: list[set[bytes]]) -> dict[tuple[bytes, str], Row]:
    marks: dict[tuple[bytes, str], Row] = {}
    for one in live:
        if one.kind == "mark" and one.question is not None and isinstance(one.body.get("what"), str):
            marks[stands_for(one.question, sets), one.body["what"]] = (int(bool(one.body.get("on"))), one.id)
    return marks


def parameters_of(live: list[Entry]) -> Parameters:
    """The last parameters that are within FSRS's bounds, else the default."""
    parameters = Parameters()
    for one in live:
        if one.kind == "params" and are_sound(one.body.get("weights"), one.body.get("retention")):
            parameters = Parameters(tuple(one.body["weights"]), one.body["retention"])
    return parameters


def are_sound(weights: object, retention: object) -> bool:
    if not isinstance(weights, list) or len(weights) != 21 or not isinstance(retention, float):
        return False
    bounds = zip(LOWER_BOUNDS_PARAMETERS, weights, UPPER_BOUNDS_PARAMETERS, strict=True)
    return 0.5 <= retention <= 0.99 and all(type(one) is float and low <= one <= high for low, one, high in bounds)
