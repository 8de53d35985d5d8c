"""What the people of the made-up county write: the journals of their devices, as entries. Pure: from a seed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

from studyapp import Choices, Entry, Identity, Kind, Picked, Question, identify, make_entry, record
from studyapp_hub.demo_county import FIRST, LAST, County, DemoPerson

DAY = 86_400_000
MORNING = 3_600_000
"""9 o'clock in Shanghai, in milliseconds of the UTC day."""

AHEAD = 2 * DAY
"""How far a wrong clock runs ahead."""


class DemoDevice(NamedTuple):
    """A device, its secret key in hex, and what was written on it, in the order of its numbers."""

    device: str
    secret: str
    person: int
    entries: tuple[Entry, ...]


class _Asked(NamedTuple):
    question: Question
    identity: Identity
    length: int


def journals(county: County, seed: int) -> tuple[DemoDevice, ...]:
    """The devices of all who take part, one or two each."""
    items = (*county.deck.items, *county.later.items)
    asked = [_Asked(one.question, identify(one.question), _length(one.question)) for one in items]
    found: list[DemoDevice] = []
    for person in county.people:
        if person.zeal:
            found += _devices(person, asked, Random(f"journal {seed} {person.number}"))
    return tuple(found)


def _length(question: Question) -> int:
    return len(question.prompt) + sum(map(len, question.choices))


def _devices(person: DemoPerson, asked: Sequence[_Asked], chance: Random) -> list[DemoDevice]:
    count = 2 if person.number % 6 == 1 else 1
    names = [f"{chance.getrandbits(64):016x}" for _ in range(count)]
    written: dict[str, list[Entry]] = {name: [] for name in names}
    for day in range(FIRST, LAST + 1):
        if chance.random() >= person.keeps and day != FIRST + 3:
            continue
        for name in names if chance.random() < 0.3 else [chance.choice(names)]:
            _learn(person, day, name, written, asked, chance)
    return [
        DemoDevice(name, chance.randbytes(32).hex(), person.number, tuple(entries)) for name, entries in written.items()
    ]


def _learn(
    person: DemoPerson,
    day: int,
    device: str,
    written: Mapping[str, list[Entry]],
    asked: Sequence[_Asked],
    chance: Random,
) -> None:
    """One go of a day. Now and then a clock is ahead, somebody answers faster than one reads, or is no human."""
    mine = written[device]
    at = day * DAY + MORNING + chance.randrange(8 * 3_600_000)
    if person.number % 41 == 7 and day == FIRST + 12:
        at += AHEAD
    is_burst = person.number % 53 == 5 and day == FIRST + 3
    count = 20 if is_burst else chance.randint(max(1, person.zeal // 2), person.zeal)
    for one in chance.choices(asked, k=count):
        took = 9_000 if is_burst else 300 if chance.random() < 0.03 else chance.randint(5_000, 25_000)
        at += 800 if is_burst else took + chance.randint(500, 4_000)
        mine.append(_answer(one, device, len(mine) + 1, at, took, person, chance))
    if chance.random() < 0.03:
        target = {"target": mine[-1].id.hex()}
        mine.append(make_entry(device=device, seq=len(mine) + 1, at=at + 1_000, kind="void", body=target))


def _answer(one: _Asked, device: str, seq: int, at: int, took: int, person: DemoPerson, chance: Random) -> Entry:
    """An answer; a few devices say that what was wrong was right, which a hub does not believe."""
    picked = _picked(one.question, chance, right=chance.random() < person.skill)
    answer = one.question.answer
    is_right = isinstance(answer, Choices) and picked == answer.right
    claimed = is_right or person.number % 17 == 3
    return make_entry(
        device=device,
        seq=seq,
        at=at,
        kind="answer",
        question=one.identity.question,
        key=one.identity.key,
        verdict=float(claimed),
        rating=3 if claimed else 1,
        milliseconds=took,
        sitting=None,
        body={
            "given": record(one.question, Picked(picked)),
            "kind": str(one.question.kind),
            "length": one.length,
        },
    )


def _picked(question: Question, chance: Random, *, right: bool) -> tuple[int, ...]:
    answer = _right(question)
    if right:
        return answer
    count = len(question.choices) or 2
    wrong = [(one,) for one in range(count) if (one,) != answer]
    return chance.choice(wrong) if question.kind is not Kind.MULTIPLE else wrong[0]


def _right(question: Question) -> tuple[int, ...]:
    return question.answer.right if isinstance(question.answer, Choices) else ()
