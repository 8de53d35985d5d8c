"""Memory: FSRS-6 over study days. The only module that knows ``fsrs``.

A card is fed the study day of each answer, not clock times: ``fsrs`` floors elapsed time to 24-hour periods, so
that drilling at 9:00 and next morning at 8:50 would count as one day. Fuzz is off, since it is process-random and
a replay must give the same card to the bit; learning steps are off, since repeats within a day are the
session's business. The same call serves the live answer and the replay.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler, State

DEFAULT_WEIGHTS: tuple[float, ...] = tuple(Scheduler().parameters)
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

_RATINGS = {rating.value: rating for rating in Rating}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Moments(dict[int, datetime]):
    """The instant that stands for each study day; each is made once."""

    def __missing__(self, day: int) -> datetime:
        moment = self[day] = _EPOCH + timedelta(days=day)
        return moment


_MOMENTS = _Moments()
_UNKNOWN = bytes(16)
_NO_ID = 0
"""Without an id ``fsrs.Card`` sleeps a millisecond to find one."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """A learner's memory: FSRS-6's 21 weights, and the share he wants to remember when a card is due."""

    weights: tuple[float, ...] = DEFAULT_WEIGHTS
    retention: float = 0.9


class Card(NamedTuple):
    """One learner's memory of one question under one key; a tuple, since it is a row of the store as it is.

    ``stability`` in days, ``difficulty`` 1 to 10; ``due``, ``last_day``, ``first_day`` are study days.
    ``answered``, ``right``: how often; ``last_right``: 1 if the last time was, else 0; ``lapses``: how often it was
    forgotten after it had been known. ``last``: id of the last entry that is in it.
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


Review = tuple[bytes, int, float, int]
"""An answer as memory sees it: entry id, study day, verdict (0 to 1), rating (1 to 4)."""

Opening = tuple[int, ...]
"""How a card begins: the first rating, then the days up to the second answer and its rating, if there is one."""


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

    __slots__ = ("_decay", "_factor", "_foreseen", "_openings", "_scheduler", "parameters")

    def __init__(self, parameters: Parameters) -> None:
        self.parameters = parameters
        self._scheduler = Scheduler(
            parameters=list(parameters.weights),
            desired_retention=parameters.retention,
            learning_steps=(),
            relearning_steps=(),
            enable_fuzzing=False,
        )
        self._decay = -parameters.weights[20]
        self._factor = 0.9 ** (1 / self._decay) - 1
        self._foreseen: dict[tuple[Card | None, int, bool, int], Card] = {}
        self._openings: dict[Opening, tuple[float, float, timedelta]] = {}

    def review(self, card: Card | None, answers: Iterable[Review]) -> Card | None:
        """Fold answers, in the journal's order, into a card; ``None`` where there is neither."""
        review_card, ratings, moments = self._scheduler.review_card, _RATINGS, _MOMENTS
        answered, right, lapses, first_day, last_right = _START if card is None else _tallies(card)
        inner = None if card is None else _thaw(card)
        last, day, opening = b"", 0, _NOTHING
        for entry, today, verdict, rating in answers:
            if answered == 0:
                first_day, opening = today, (rating,)
            elif rating == AGAIN and last_right:
                lapses += 1
            if answered == 1 and inner is None:
                opening = (*opening, today - day, rating)
            elif answered:
                inner, _log = review_card(inner or self._opened(opening, day), ratings[rating], moments[today])
            last, day = entry, today
            answered += 1
            last_right = int(verdict >= 1.0)
            right += last_right
        if not last:
            return card
        inner = inner or self._opened(opening, day)
        stability, difficulty = _strength(inner)
        due = (inner.due - _EPOCH).days
        return Card(stability, difficulty, due, day, first_day, answered, right, last_right, lapses, last)

    def _opened(self, opening: Opening, day: int) -> FsrsCard:
        """A card after its first answer or two, the last of them on ``day``.

        All cards begin alike: there are four ratings and some hundred gaps, and a replay meets them again and again.
        """
        if (found := self._openings.get(opening)) is None:
            first, *then = opening
            inner, _log = self._scheduler.review_card(_Scratch(_NO_ID), _RATINGS[first], _EPOCH)
            reviewed = _EPOCH
            if then:
                reviewed = _MOMENTS[then[0]]
                inner, _log = self._scheduler.review_card(inner, _RATINGS[then[1]], reviewed)
            found = self._openings[opening] = (*_strength(inner), inner.due - reviewed)
        stability, difficulty, interval = found
        last = _MOMENTS[day]
        return _Scratch(_NO_ID, State.Review, None, stability, difficulty, last + interval, last)

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


_START = (0, 0, 0, 0, 1)
_NOTHING: Opening = ()


def _tallies(card: Card) -> tuple[int, int, int, int, int]:
    return card.answered, card.right, card.lapses, card.first_day, card.last_right


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


class _Scratch(FsrsCard):
    """A card that nobody else holds: where ``fsrs`` would copy it, it may as well be changed."""

    def __copy__(self) -> _Scratch:
        return self


def _thaw(card: Card) -> FsrsCard:
    last = _MOMENTS[card.last_day]
    return _Scratch(_NO_ID, State.Review, None, card.stability, card.difficulty, last, last)


def _strength(inner: FsrsCard) -> tuple[float, float]:
    if inner.stability is None or inner.difficulty is None:
        raise AssertionError("an answer makes a memory")
    return inner.stability, inner.difficulty
