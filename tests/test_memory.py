"""Memory is FSRS fed study days: the same to the bit as ``fsrs`` itself, and none of its traps."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs
import pytest
from fsrs.scheduler import LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from studyapp import memory
from studyapp.identity import LATEST
from studyapp.memory import AGAIN, DEFAULT_WEIGHTS, EASY, GOOD, HARD, Card, Model, Parameters, Review, rate
from studyapp.model import DAY, study_day

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MODEL = Model(Parameters())
SHANGHAI = ZoneInfo("Asia/Shanghai")

weights = st.tuples(
    *(st.floats(low, high) for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True))
)
parameters = st.builds(Parameters, st.just(DEFAULT_WEIGHTS) | weights, st.floats(0.5, 0.99))


@st.composite
def histories(draw: st.DrawFn) -> list[Review]:
    """Answers in the journal's order, several of them on one day, some years apart."""
    day, reviews = 20_000, []
    for number in range(draw(st.integers(1, 12))):
        day += draw(st.sampled_from([0, 0, 1, 1, 2, 7, 30, 400]))
        rating = draw(st.integers(1, 4))
        verdict = draw(st.sampled_from([0.0, 0.5])) if rating == AGAIN else 1.0
        reviews.append((number.to_bytes(16), day, verdict, rating))
    return reviews


def by_fsrs(reviews: list[Review], chosen: Parameters = MODEL.parameters) -> fsrs.Card:
    """The card that ``fsrs`` makes of the study days by itself."""
    scheduler = fsrs.Scheduler(
        chosen.weights,
        desired_retention=chosen.retention,
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
    )
    card = fsrs.Card(card_id=1)
    for _entry, day, _verdict, rating in reviews:
        card, _log = scheduler.review_card(card, fsrs.Rating(rating), EPOCH + timedelta(days=day))
    return card


def reviewed(*ratings_on_days: tuple[int, int]) -> Card:
    reviews = [(b"x", day, float(rating > AGAIN), rating) for rating, day in ratings_on_days]
    card = MODEL.review(None, reviews)
    assert card is not None
    return card


@given(histories(), parameters)
def test_agrees_with_fsrs_fed_study_days(reviews: list[Review], chosen: Parameters) -> None:
    card, other = Model(chosen).review(None, reviews), by_fsrs(reviews, chosen)
    assert card is not None
    assert (card.stability, card.difficulty) == (other.stability, other.difficulty)
    assert card.due == (other.due - EPOCH).days > card.last_day


@given(histories(), parameters, st.data())
def test_one_after_the_other_is_all_at_once(reviews: list[Review], chosen: Parameters, data: st.DataObject) -> None:
    model = Model(chosen)
    whole = model.review(None, reviews)
    card: Card | None = None
    for review in reviews:
        card = model.answer(card, review)
    assert card == whole
    cut = data.draw(st.integers(0, len(reviews)))
    assert model.review(model.review(None, reviews[:cut]), reviews[cut:]) == whole


@given(histories())
def test_a_card_counts_what_happened(reviews: list[Review]) -> None:
    card = MODEL.review(None, reviews)
    assert card is not None
    right = [verdict >= 1.0 for _entry, _day, verdict, _rating in reviews]
    assert (card.answered, card.right, card.last_right) == (len(reviews), sum(right), right[-1])
    assert (card.first_day, card.last_day, card.last) == (reviews[0][1], reviews[-1][1], reviews[-1][0])
    assert card.lapses == sum(before and not after for before, after in itertools.pairwise(right))


@given(histories(), parameters)
def test_a_history_is_what_its_reviews_are_one_by_one(reviews: list[Review], chosen: Parameters) -> None:
    model = Model(chosen)
    days, ratings = [day for _entry, day, _verdict, _rating in reviews], [rating for *_rest, rating in reviews]
    card = model.recall(days, ratings, reviews[-1][0])
    assert card == model.review(None, reviews)
    assert model.recall_each(days * 2, bytes(ratings * 2), (len(days), 2 * len(days))) == [card[:-1]] * 2


def test_nothing_makes_no_card_and_changes_none() -> None:
    assert MODEL.review(None, []) is None
    card = reviewed((GOOD, 20_000))
    assert MODEL.review(card, []) is card


@pytest.mark.parametrize(("rating", "interval"), [(AGAIN, 1), (HARD, 1), (GOOD, 2), (EASY, 8)])
def test_a_first_answer_is_due_days_later(rating: int, interval: int) -> None:
    assert reviewed((rating, 20_000)).due == 20_000 + interval


def test_good_answers_when_due_grow_further_apart() -> None:
    day, intervals, days = 20_000, [], []
    for _ in range(6):
        days.append((GOOD, day))
        card = reviewed(*days)
        intervals.append(card.due - day)
        day = card.due
    assert intervals == [2, 11, 46, 163, 497, 1_346]


def test_a_morning_and_the_next_are_a_day_apart() -> None:
    """9:00 and next day 8:50 are 23 hours and 50 minutes, which ``fsrs`` by itself takes for the same day."""
    first, second = (
        datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI) for day, hour, minute in ((23, 9, 0), (24, 8, 50))
    )
    days = [study_day(int(one.timestamp() * 1000)) for one in (first, second)]
    assert days[1] - days[0] == 1
    ours = reviewed((GOOD, days[0]), (GOOD, days[1]))
    assert ours.stability == by_fsrs([(b"", days[0], 1.0, GOOD), (b"", days[1], 1.0, GOOD)]).stability
    scheduler = fsrs.Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
    naive = fsrs.Card(card_id=1)
    for moment in (first, second):
        naive, _log = scheduler.review_card(naive, fsrs.Rating.Good, moment.astimezone(UTC))
    assert naive.stability is not None and ours.stability > naive.stability * 1.5


@pytest.mark.parametrize(
    ("moment", "date"),
    [
        ("2026-11-24T03:59:59.999", "2026-11-23"),
        ("2026-11-24T04:00:00.000", "2026-11-24"),
        ("2026-11-24T23:59:59.999", "2026-11-24"),
        ("2026-12-01T00:00:00.000", "2026-11-30"),
        ("1970-01-01T08:00:00.000", "1970-01-01"),
    ],
)
def test_a_study_day_begins_at_four_in_the_morning_of_shanghai(moment: str, date: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
    day = study_day(round(at.timestamp() * 1000))
    assert (EPOCH + timedelta(days=day)).date().isoformat() == date


@given(st.integers(0, LATEST))
def test_a_study_day_is_the_date_at_shanghai_four_hours_ago(at: int) -> None:
    moment = EPOCH + timedelta(milliseconds=at, hours=8 - 4)
    assert EPOCH + timedelta(days=study_day(at)) <= moment < EPOCH + timedelta(days=study_day(at) + 1)
    assert study_day(at + DAY) == study_day(at) + 1


@given(histories(), parameters, st.integers(0, 5_000))
def test_the_chance_to_remember_is_that_of_fsrs(reviews: list[Review], chosen: Parameters, elapsed: int) -> None:
    model = Model(chosen)
    card, other = model.review(None, reviews), by_fsrs(reviews, chosen)
    assert card is not None
    moment = EPOCH + timedelta(days=card.last_day + elapsed)
    theirs = fsrs.Scheduler(chosen.weights).get_card_retrievability(other, moment)
    assert model.retrievability(card.stability, elapsed) == theirs
    assert model.retrievability(card.stability, -elapsed) == 1.0


@pytest.mark.parametrize(
    "bad",
    [
        list(DEFAULT_WEIGHTS[:19]),
        [*DEFAULT_WEIGHTS, 0.1],
        [],
        [1, *DEFAULT_WEIGHTS[1:]],
        [True, *DEFAULT_WEIGHTS[1:]],
        [float("nan"), *DEFAULT_WEIGHTS[1:]],
        [float("inf"), *DEFAULT_WEIGHTS[1:]],
        [-1.0, *DEFAULT_WEIGHTS[1:]],
        [*DEFAULT_WEIGHTS[:20], 0.0],
        ["0.2", *DEFAULT_WEIGHTS[1:]],
        tuple(DEFAULT_WEIGHTS),
        None,
        {"weights": 1},
    ],
    ids=str,
)
def test_weights_from_elsewhere_are_looked_at(bad: object) -> None:
    assert not memory.valid_weights(bad)


@given(weights)
def test_weights_within_bounds_are_taken(some: tuple[float, ...]) -> None:
    assert memory.valid_weights(list(some))


# The rating that an answer deserves: a hundred characters take twenty seconds to read


@pytest.mark.parametrize(
    ("verdict", "milliseconds", "stability", "hinted", "guessed", "rating"),
    [
        (0.0, 5_000, None, False, False, AGAIN),
        (0.99, 1_000, 100.0, False, False, AGAIN),
        (1.0, 25_000, None, False, False, GOOD),
        (1.0, 110_000, None, False, False, GOOD),
        (1.0, 110_001, None, False, False, HARD),
        (1.0, 5_000, None, True, False, HARD),
        (1.0, 5_000, 100.0, False, True, HARD),
        (1.0, 12_000, 21.0, False, False, EASY),
        (1.0, 12_001, 21.0, False, False, GOOD),
        (1.0, 12_000, 20.9, False, False, GOOD),
        (1.0, 12_000, None, False, False, GOOD),
    ],
)
def test_rating(
    verdict: float, milliseconds: int, stability: float | None, hinted: bool, guessed: bool, rating: int
) -> None:
    found = rate(verdict, milliseconds=milliseconds, length=100, stability=stability, hinted=hinted, guessed=guessed)
    assert found == rating


# Foreseeing


@given(
    histories(), parameters, st.integers(0, 60), st.sampled_from([(0.0, AGAIN), (0.5, AGAIN), (1.0, HARD), (1.0, GOOD)])
)
def test_what_was_foreseen_is_what_comes(
    reviews: list[Review], chosen: Parameters, gap: int, given_: tuple[float, int]
) -> None:
    model, other = Model(chosen), Model(chosen)
    cards = [None, model.review(None, reviews)]
    day = reviews[-1][1] + gap
    for foreseen in (*cards, None):
        model.foresee(foreseen, day)
        for card in cards:
            for when in (day, day + 1):
                review = (b"now", when, *given_)
                assert model.answer(card, review) == other.answer(card, review)
