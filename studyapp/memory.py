"""Memory: FSRS-6 over study days. The only module that knows ``fsrs``.

A card is fed the study day of each answer, not clock times: ``fsrs`` floors elapsed time to 24-hour periods, so
that drilling at 9:00 and next morning at 8:50 would count as one day. There is no fuzz, since a replay must give the
same card to the bit, and there are no learning steps, since repeats within a day are the session's business.

The arithmetic is written out here, with the operations of ``fsrs`` in their order, so that both agree to the bit
(a test holds them together) at a tenth of the time: a learner brings a million reviews along. ``fsrs`` has the say
on what weights are, and which are allowed. The same few lines serve the live answer, the replay and the import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import e
from typing import NamedTuple

from fsrs import Scheduler

DEFAULT_WEIGHTS: tuple[float, ...] = tuple(Scheduler().parameters)
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

_UNKNOWN = bytes(16)
_HARD_AT_LEAST = bytes(min(rating, HARD) for rating in range(256))
_LAPSE = bytes((HARD, AGAIN))
"""What was not forgotten the time before, in ratings of which the better ones count as hard."""

_WEAKEST = 0.001
"""Days below which no stability falls."""
_LONGEST = 36_500
"""Days after which everything is asked again."""

Strength = tuple[float, float]
"""Stability and difficulty."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """A learner's memory: FSRS-6's 21 weights, and the share he wants to remember when a card is due."""

    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    retention: float = 0.9


class Card(NamedTuple):
    """One learner's memory of one question under one key; a tuple, since it is a row of the store as it is.

    ``stability`` in days, ``difficulty`` 1 to 10; ``due``, ``last_day``, ``first_day`` are study days.
    ``answered``, ``right``: how often; ``last_right``: 1 if the last time was, else 0; ``lapses``: how often it was
    forgotten after it had been known. ``last``: id of the last entry that is in it, or what ``model.Past`` says stands
    for one where a review elsewhere was the last.
    """

    stability: float
    difficulty: float
    due: int
    last_day: int
    first_day: int
    answered: int
    right: int
    last_right: int
    lapses: int
    last: bytes


Memory = tuple[float, float, int, int, int, int, int, int, int]
"""What a card says, but for its last entry."""

Review = tuple[bytes, int, float, int]
"""An answer as memory sees it: entry id, study day, verdict (0 to 1), rating (1 to 4)."""


def valid_weights(weights: object) -> bool:
    """Whether a list from elsewhere can be the weights of a ``Model``."""
    if not isinstance(weights, list) or not all(isinstance(one, float) for one in weights):
        return False
    try:
        Model(Parameters(tuple(weights)))
    except (ValueError, IndexError, ZeroDivisionError, OverflowError):
        return False
    return True


class Model:
    """The memory model of one set of parameters."""

    __slots__ = ("_along", "_decay", "_factor", "_first", "_foreseen", "_interval", "parameters")

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        weights = Scheduler(parameters.weights).parameters
        self._decay = -weights[20]
        self._factor: float = 0.9 ** (1 / self._decay) - 1
        self._interval: float = parameters.retention ** (1 / self._decay) - 1
        self._first = _first_strengths(weights)
        self._along = _arithmetic(weights, self._decay, self._factor)
        self._foreseen: dict[tuple[Card | None, int, bool, int], Card] = {}

    def review(self, card: Card | None, answers: Iterable[Review]) -> Card | None:
        """Fold answers, in the journal's order, into a card; ``None`` where there is neither."""
        last, answered, right, lapses, last_right = b"", 0, 0, 0, 1
        first_day = day = before = 0
        stability = difficulty = 0.0
        if card is not None:
            stability, difficulty, _due, before, first_day, answered, right, last_right, lapses, _last = card
        reviews: list[tuple[int, int]] = []
        for entry, day, verdict, rating in answers:
            if answered:
                if rating == AGAIN and last_right:
                    lapses += 1
                reviews.append((day, rating))
            else:
                first_day = before = day
                stability, difficulty = self._first[rating]
            last = entry
            answered += 1
            last_right = int(verdict >= 1.0)
            right += last_right
        if not last:
            return card
        stability, difficulty = self._along(stability, difficulty, before, reviews)
        due = day + self._days(stability)
        return Card(stability, difficulty, due, day, first_day, answered, right, last_right, lapses, last)

    def recall(self, days: Sequence[int], ratings: Sequence[int], last: bytes) -> Card:
        """Make the card of reviews elsewhere, where what was not forgotten was right: what ``review`` makes of them.

        ``last`` is the id of the last one. There must be one.
        """
        (memory,) = self.recall_each(days, bytes(ratings), (len(days),))
        return Card(*memory, last)

    def recall_each(self, days: Sequence[int], ratings: bytes, ends: Iterable[int]) -> list[Memory]:
        """Make what ``recall`` makes, but for its last, of the reviews of many cards, one card's after the other's.

        ``ends``: of each card the place after its last review; each has one.
        """
        found: list[Memory] = []
        first, along, until_due, start = self._first, self._along, self._days, 0
        for end in ends:
            some, first_day, day, answered = ratings[start:end], days[start], days[end - 1], end - start
            further = zip(days[start + 1 : end], some[1:], strict=True)
            stability, difficulty = along(*first[some[0]], first_day, further)
            wrong = some.count(AGAIN)
            lapses = some.translate(_HARD_AT_LEAST).count(_LAPSE) if wrong else 0
            due, right, last_right = day + until_due(stability), answered - wrong, int(some[-1] > AGAIN)
            found.append((stability, difficulty, due, day, first_day, answered, right, last_right, lapses))
            start = end
        return found

    def _days(self, stability: float) -> int:
        """The days until it is due."""
        return min(max(round(stability / self._factor * self._interval), 1), _LONGEST)

    def answer(self, card: Card | None, answer: Review) -> Card:
        """Put one answer on top of a card."""
        entry, day, verdict, rating = answer
        foreseen = self._foreseen.get((card, day, verdict >= 1.0, rating))
        after = foreseen._replace(last=entry) if foreseen else self.review(card, (answer,))
        if after is None:
            raise AssertionError("an answer makes a card")
        return after

    def foresee(self, card: Card | None, day: int) -> None:
        """Work out, while the learner reads, what the likely answers to the next question will make of its card."""
        self._foreseen = {
            (card, day, verdict >= 1.0, rating): after
            for verdict, rating in ((0.0, AGAIN), (1.0, GOOD))
            if (after := self.review(card, ((_UNKNOWN, day, verdict, rating),)))
        }

    def retrievability(self, stability: float, elapsed: int) -> float:
        """The chance to remember ``elapsed`` days after the last answer (FSRS-6's power curve)."""
        return float((1 + self._factor * max(elapsed, 0) / stability) ** self._decay)


def _first_strengths(weights: Sequence[float]) -> tuple[Strength, ...]:
    """The strength of a memory after its first answer, by rating."""
    made = [
        (max(weights[rating - 1], _WEAKEST), min(max(weights[4] - e ** (weights[5] * (rating - 1)) + 1, 1.0), 10.0))
        for rating in (AGAIN, HARD, GOOD, EASY)
    ]
    return made[0], *made  # nothing has the rating 0


_Along = Callable[[float, float, int, Iterable[tuple[int, int]]], Strength]


def _arithmetic(weights: Sequence[float], decay: float, factor: float) -> _Along:
    """What further answers make of a memory: a function of stability, difficulty, the day of the last answer, and the
    days and ratings of those after it.

    Floating-point numbers are neither associative nor distributive: what is worked out beforehand here is what
    ``fsrs`` works out by itself, too. Whole numbers are written as fractions, which Python need not make of them.
    """
    growth, fading, gain = e ** weights[8], -weights[9], weights[10]
    loss, easing, spacing, regain = weights[11], -weights[12], weights[13], weights[14]
    bonus = 1.0, 1.0, weights[15], 1.0, weights[16]
    relapse, wear = e ** (weights[17] * weights[18]), -weights[19]
    cramming = [e ** (weights[17] * (rating - 3 + weights[18])) for rating in range(5)]
    shift = [-(weights[6] * (rating - 3)) for rating in range(5)]
    pull, rest = weights[7] * (weights[4] - e ** (weights[5] * 3) + 1), 1 - weights[7]

    def along(stability: float, difficulty: float, day: int, reviews: Iterable[tuple[int, int]]) -> Strength:
        base = e
        for today, rating in reviews:
            gap, day = today - day, today
            if gap < 1:
                increase = cramming[rating] * stability**wear
                if increase < 1.0 and rating > 1:
                    increase = 1.0
                strength = stability * increase
            else:
                forgotten = 1.0 - (1.0 + factor * gap / stability) ** decay
                if rating > 1:
                    growing = growth * (11.0 - difficulty) * stability**fading * (base ** (forgotten * gain) - 1.0)
                    strength = stability * (1.0 + growing * bonus[rating])
                else:
                    strength = (
                        loss * difficulty**easing * ((stability + 1.0) ** spacing - 1.0) * base ** (forgotten * regain)
                    )
                    if stability / relapse < strength:
                        strength = stability / relapse
            difficulty = pull + rest * (difficulty + (10.0 - difficulty) * shift[rating] / 9.0)
            if not 1.0 <= difficulty <= 10.0:
                difficulty = min(max(difficulty, 1.0), 10.0)
            stability = strength if strength > _WEAKEST else _WEAKEST
        return stability, difficulty

    return along


def rate(
    verdict: float,
    *,
    milliseconds: int,
    length: int,
    stability: float | None = None,
    hinted: bool = False,
    guessed: bool = False,
) -> int:
    """The rating that an objective answer deserves.

    Wrong is again. Right is good; hard if it was hinted, guessed, or slow for the ``length`` of what had to be
    read (in characters); easy if it was fast and long known (``stability`` in days, ``None`` for a new one).
    Reading speed: Chinese adults read about 5 characters a second silently; twice that time and ten seconds to
    think is unhurried, four times and thirty seconds is slow.
    """
    if verdict < 1.0:
        return AGAIN
    reading = length * 200
    if hinted or guessed or milliseconds > 4 * reading + 30_000:
        return HARD
    if stability is not None and stability >= LONG_KNOWN and milliseconds <= reading // 2 + 2_000:
        return EASY
    return GOOD


LONG_KNOWN = 21.0
"""Days of stability from which a fast right answer counts as easy."""
