"""Battles: the machine as an opponent, and the codes by which colleagues meet. Pure functions of their arguments."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from studyapp.exam.papers import Place

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""What codes are written in: no I, L, O and U, which are misread or misheard."""
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})
_SEED, _CHECK, _RESULT = 5, 3, 5
_TENTHS = 100
"""Milliseconds; a result code tells the time to the tenth of a second."""

_READING = 120
"""Milliseconds that the machine takes to read a character, on the average."""
_THINKING = (2_000, 7_000)


class Move(NamedTuple):
    """What the machine does at a question, and how long it takes."""

    right: bool
    milliseconds: int


def machine(seed: str, skill: float, lengths: Sequence[int]) -> tuple[Move, ...]:
    """The machine's battle: it is right as often as its ``skill`` says, and reads at the pace of its day.

    ``lengths``: how much there is to read in each question.
    """
    chance = Random(f"{seed} machine")
    pace = chance.uniform(0.8, 1.3)
    return tuple(
        Move(
            chance.random() < skill,
            round(pace * chance.uniform(0.8, 1.2) * _READING * length) + chance.randint(*_THINKING),
        )
        for length in lengths
    )


def score(moves: Sequence[Move]) -> tuple[int, int]:
    """Right answers and milliseconds of a battle."""
    return sum(move.right for move in moves), sum(move.milliseconds for move in moves)


def moves_until(moves: Sequence[Move], milliseconds: int) -> int:
    """How many questions the machine has answered after so long."""
    done = 0
    for number, move in enumerate(moves, 1):
        done += move.milliseconds
        if done > milliseconds:
            return number - 1
    return len(moves)


class Code(NamedTuple):
    """A code as it was read: the seed, what the ten questions must be, and the other's result if it is in it."""

    seed: str
    check: str
    result: tuple[int, int] | None = None


def tenths(milliseconds: int) -> int:
    """A time in tenths of a second, as codes tell it: one that has begun counts."""
    return -(-milliseconds // _TENTHS)


def clock(seconds: int) -> str:
    """A span of time as clocks show it: ``mm:ss``, from an hour on ``h:mm:ss``."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def seed_of(token: str) -> str:
    """The seed of a battle, short enough to be told: five signs."""
    return _signs(hashlib.sha256(token.encode()).digest(), _SEED)


def check_of(items: Sequence[Place]) -> str:
    """Three signs that tell whether two people have the same questions, with the same keys."""
    return _signs(hashlib.sha256(b"".join(one.question + one.key for one in items)).digest(), _CHECK)


def write(seed: str, check: str, result: tuple[int, int] | None = None) -> str:
    """A code to be handed to a colleague; ``result``: right answers and milliseconds."""
    code = f"{seed}-{check}"
    if result is None:
        return code
    right, milliseconds = result
    number = min(right, 31) << 16 | min(tenths(milliseconds), (1 << 16) - 1)
    return f"{code}-{_number(number, _RESULT)}{_proof(seed + check, number)}"


def read(text: str) -> Code | None:
    """What a typed code says; ``None`` where it is none, or was mistyped."""
    narrow = text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
    plain = re.sub(r"[\s\-—–_.]", "", narrow).upper().translate(_MISREAD)
    if any(sign not in _SIGNS for sign in plain) or len(plain) not in (_SEED + _CHECK, _SEED + _CHECK + _RESULT + 1):
        return None
    seed, check, rest = plain[:_SEED], plain[_SEED : _SEED + _CHECK], plain[_SEED + _CHECK :]
    if not rest:
        return Code(seed, check)
    number = 0
    for sign in rest[:-1]:
        number = number * 32 + _SIGNS.index(sign)
    if rest[-1] != _proof(seed + check, number):
        return None
    return Code(seed, check, (number >> 16, (number & 0xFFFF) * _TENTHS))


def _signs(digest: bytes, count: int) -> str:
    return _number(int.from_bytes(digest[:8]), count)


def _number(number: int, count: int) -> str:
    return "".join(_SIGNS[number >> 5 * place & 31] for place in reversed(range(count)))


def _proof(text: str, number: int) -> str:
    return _signs(hashlib.sha256(f"{text} {number}".encode()).digest(), 1)
