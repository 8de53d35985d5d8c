"""The fold: every sentence of DESIGN §4.1 as a fact, and the whole of it against the plain model."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.identity import make_entry
from studyapp.journal import Fold, Rules, fold_marks, read_id, replay, target_of, unite
from studyapp.memory import DEFAULT_WEIGHTS, Model, Parameters
from studyapp.model import DAY, Entry
from studyapp.model.activity import PointRules
from studyapp.model.tally import Tally
from studyapp.points import day_points
from tests.simulation.journals import as_truth, journals
from tests.simulation.model import truth_of
from tests.support import MONDAY

RULES = Rules(points=PointRules(cap=2))
ONE, TWO, THREE = (bytes([number]) * 16 for number in (1, 2, 3))
KEY, OTHER_KEY = b"k" * 16, b"o" * 16
TODAY = 20_780


def entry(kind: str, seq: int, *, at: int = 0, body: dict[str, Any] | None = None, **rest: Any) -> Entry:
    return make_entry(device="d", seq=seq, at=MONDAY + at, kind=kind, body=body, **rest)


def answer(
    seq: int, *, question: bytes = ONE, right: bool = True, at: int = 0, kind: str = "answer", **rest: Any
) -> Entry:
    facts: dict[str, Any] = {"key": KEY, "verdict": float(right), "rating": 3 if right else 1, "milliseconds": 5} | rest
    return entry(kind, seq, at=at, question=question, **facts)


def about(kind: str, seq: int, target: Entry, *, at: int = 0, **rest: Any) -> Entry:
    return entry(kind, seq, at=at, body={"target": target.id.hex()}, **rest)


def same(seq: int, old: bytes, new: bytes, **keys: bytes) -> Entry:
    pairs = {"old": old, "new": new} | keys
    return entry("same", seq, body={name: one.hex() for name, one in pairs.items()})


def folded(*journal: Entry) -> Fold:
    return replay(journal, RULES)


@given(journals())
def test_the_fold_is_what_the_plain_model_says(journal: list[Entry]) -> None:
    assert as_truth(replay(journal, RULES), RULES) == truth_of(journal, cap=2)


@given(journals(), st.randoms(use_true_random=False))
def test_order_and_duplicates_do_not_matter(journal: list[Entry], chance: Random) -> None:
    delivered = journal + chance.sample(journal, len(journal) // 2)
    chance.shuffle(delivered)
    assert replay(delivered, RULES) == replay(journal, RULES)


@given(journals(), journals())
def test_an_unknown_kind_changes_nothing(journal: list[Entry], more: list[Entry]) -> None:
    unknown = [one for one in more if one.kind == "x"]
    assert replay([*journal, *unknown], RULES) == replay(journal, RULES)


# Voids


def test_a_void_takes_an_answer_away() -> None:
    given_, kept = answer(1), answer(2, question=TWO)
    assert folded(given_, kept, about("void", 3, given_)) == folded(kept)


def test_a_void_that_comes_before_its_target_by_its_clock_counts_too() -> None:
    given_ = answer(2)
    assert folded(given_, about("void", 1, given_, at=-DAY)) == folded()


def test_a_void_cannot_be_voided() -> None:
    given_ = answer(1)
    void = about("void", 2, given_)
    assert folded(given_, void, about("void", 3, void)) == folded()


def test_a_void_does_not_reach_into_a_paper_that_was_handed_in() -> None:
    given_ = answer(1, sitting="paper")
    void, handin = about("void", 2, given_), entry("handin", 3, sitting="paper")
    assert folded(given_, handin, void) == folded(given_)
    assert folded(given_, void, entry("handin", 3, sitting="other")) == folded()
    assert folded(given_, void, entry("handin", 3, sitting=None), entry("handin", 4, sitting="")) == folded()
    assert folded(answer(1), about("void", 2, answer(1)), entry("handin", 3)) == folded()


def test_a_handed_in_paper_cannot_be_taken_back() -> None:
    given_, handin = answer(1, sitting="paper"), entry("handin", 2, sitting="paper")
    assert folded(given_, handin, about("void", 3, handin), about("void", 4, given_)) == folded(given_)


def test_drafts_count_nothing() -> None:
    assert folded(entry("draft", 1, sitting="paper", question=ONE, body={"given": ["甲"]})) == folded()


# Ratings


def test_the_learner_s_last_rating_stands_for_the_answer_s() -> None:
    given_ = answer(1)
    rated = folded(given_, about("rate", 2, given_, rating=2), about("rate", 3, given_, rating=4, at=1))
    assert rated.cards == {(ONE, KEY): Model(Parameters()).answer(None, (given_.id, TODAY, 1.0, 4))}


def test_a_rating_changes_neither_verdict_nor_day() -> None:
    given_ = answer(1)
    rated = folded(given_, about("rate", 2, given_, rating=1))
    assert rated.days == folded(given_).days
    assert rated.cards[ONE, KEY].right == 1


@pytest.mark.parametrize("rating", [0, 5, None])
def test_a_rating_that_is_none_changes_nothing(rating: int | None) -> None:
    given_ = answer(1)
    assert folded(given_, about("rate", 2, given_, rating=rating)) == folded(given_)


def test_a_rating_can_be_voided() -> None:
    given_ = answer(1)
    rate = about("rate", 2, given_, rating=1)
    assert folded(given_, rate, about("void", 3, rate)) == folded(given_)


# Cards


def test_each_key_has_a_memory_of_its_own() -> None:
    before, after = answer(1), answer(2, key=OTHER_KEY, at=DAY)
    cards = folded(before, after).cards
    assert set(cards) == {(ONE, KEY), (ONE, OTHER_KEY)}
    assert cards[ONE, OTHER_KEY] == Model(Parameters()).answer(None, (after.id, TODAY + 1, 1.0, 3))


def test_gaps_are_counted_in_study_days() -> None:
    evening, morning = answer(1), answer(2, at=DAY - 600_000)
    assert folded(evening, morning).cards[ONE, KEY] == Model(Parameters()).review(
        None, [(evening.id, TODAY, 1.0, 3), (morning.id, TODAY + 1, 1.0, 3)]
    )


def test_answers_of_one_instant_stand_in_the_order_of_their_ids() -> None:
    right, wrong = answer(1), answer(2, right=False)
    last = max(right, wrong, key=lambda one: one.id)
    assert folded(right, wrong).cards[ONE, KEY].last == last.id


def test_what_came_from_elsewhere_counts_for_memory_and_for_no_day() -> None:
    past = answer(1, kind="past", at=-9 * DAY)
    assert folded(past).days == {}
    assert folded(past).cards[ONE, KEY].first_day == TODAY - 9
    assert folded(past, answer(2)).days == {TODAY: tally(1, 1, 5, worth=1, reviews=1, recalled=1)}


def history(seq: int, days: list[int], ratings: list[int], **rest: Any) -> Entry:
    """A history whose reviews were so many days before."""
    body = {"at": [MONDAY - day * DAY for day in days], "ratings": ratings, "milliseconds": [700] * len(days)}
    return entry("past", seq, body=body, **{"question": ONE, "key": KEY} | rest)


def test_a_history_stands_where_its_reviews_would() -> None:
    between = answer(1, at=-4 * DAY, right=False)
    fold = folded(between, history(2, [9, 2], [3, 4]))
    assert (
        fold.cards[ONE, KEY][:9]
        == (
            Model(Parameters()).review(
                None, [(b"x", TODAY - 9, 1.0, 3), (b"x", TODAY - 4, 0.0, 1), (b"x", TODAY - 2, 1.0, 4)]
            )
            or ()
        )[:9]
    )
    assert fold.days == {TODAY - 4: tally(1, 0, 5, reviews=1)}


def test_a_history_that_several_tell_counts_once() -> None:
    alone = folded(history(1, [9, 5, 2], [3, 1, 3])).cards[ONE, KEY]
    told = [history(1, [9, 5], [3, 1]), history(2, [9, 5, 2], [3, 1, 3]), history(3, [5, 2], [1, 3])]
    assert folded(*told).cards[ONE, KEY][:9] == alone[:9]
    assert folded(told[0], told[2]).cards[ONE, KEY][:9] == alone[:9]


def test_what_was_answered_here_counts_before_what_is_told_of_it() -> None:
    here = answer(1, at=-5 * DAY, right=False)
    assert folded(here, history(2, [5], [4])) == folded(here)
    assert folded(here, history(2, [5], [4], key=OTHER_KEY)).cards.keys() == {(ONE, KEY), (ONE, OTHER_KEY)}


def test_a_history_can_be_voided_but_not_rated() -> None:
    told = history(1, [5, 0], [3, 3])
    assert folded(told, about("void", 2, told)) == folded()
    assert folded(told, about("rate", 2, told, rating=1)) == folded(told)


# Days


def tally(answered: int, right: int, milliseconds: int, **rest: int) -> Tally:
    """A day all of whose answers are fair."""
    return Tally(answered, right, milliseconds, fair=answered, fair_right=right, **rest)


def test_a_question_is_worth_its_best_answer_once_a_day() -> None:
    again = [answer(1, right=False), answer(2), answer(3)]
    assert folded(*again).days == {TODAY: tally(3, 2, 15, started=1, worth=1)}
    assert folded(*again, answer(4, at=DAY)).days[TODAY + 1] == tally(1, 1, 5, worth=1, reviews=1, recalled=1)


def test_a_question_under_two_keys_is_one_question_of_the_day() -> None:
    assert folded(answer(1), answer(2, key=OTHER_KEY)).days[TODAY] == tally(2, 2, 10, started=1, worth=1)


def test_a_day_has_a_cap() -> None:
    day = folded(answer(1), answer(2, question=TWO), answer(3, question=THREE)).days[TODAY]
    assert (day.worth, day_points(day.worth, RULES.points)) == (3, 2)


def test_a_part_is_worth_nothing() -> None:
    assert folded(answer(1, verdict=0.99, rating=1)).days[TODAY] == tally(1, 0, 5, started=1)


# One and the same


def test_questions_called_the_same_share_one_memory_under_the_smallest_id() -> None:
    given_ = [answer(1, question=THREE), answer(2, question=ONE, at=DAY)]
    fold = folded(*given_, same(3, THREE, TWO), same(4, ONE, TWO))
    assert fold.aliases == {TWO: ONE, THREE: ONE}
    assert fold.cards[ONE, KEY].answered == 2
    assert fold.days[TODAY + 1].started == 0


def test_keys_called_the_same_share_one_memory() -> None:
    given_ = [answer(1), answer(2, key=OTHER_KEY, at=DAY)]
    fold = folded(*given_, same(3, ONE, ONE, old_key=KEY, new_key=OTHER_KEY))
    assert set(fold.cards) == {(ONE, KEY)}
    assert fold.cards[ONE, KEY].answered == 2


def test_a_voided_same_parts_them_again() -> None:
    given_ = [answer(1), answer(2, question=TWO, at=DAY)]
    link = same(3, ONE, TWO)
    assert folded(*given_, link, about("void", 4, link)) == folded(*given_)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.randoms(use_true_random=False))
def test_the_smallest_stands_for_its_set(pairs: list[tuple[int, int]], chance: Random) -> None:
    found = unite((bytes([left]), bytes([right])) for left, right in pairs)
    for one in range(10):
        reached = {one}
        for _ in pairs:
            reached |= {other for pair in pairs if reached & set(pair) for other in pair}
        assert found.get(bytes([one]), bytes([one])) == bytes([min(reached)])
    assert all(one != root for one, root in found.items())
    turned = [pair[:: chance.choice([1, -1])] for pair in pairs]
    chance.shuffle(turned)
    assert unite((bytes([left]), bytes([right])) for left, right in turned) == found


# Marks and parameters


def test_the_last_mark_wins() -> None:
    star = {"what": "star", "on": True}
    on = entry("mark", 1, question=ONE, body=star)
    off = entry("mark", 2, question=ONE, body=star | {"on": False}, at=1)
    flag = entry("mark", 3, question=ONE, body={"what": "flag", "on": True})
    marks = {key: mark.on for key, mark in folded(off, on, flag).marks.items()}
    assert marks == {(ONE, "star"): False, (ONE, "flag"): True}
    assert fold_marks([off, on], {}) == fold_marks([on, off], {})
    assert folded(on, off, about("void", 4, off)).marks == folded(on).marks
    assert folded(on, same(5, ONE, b"\0" * 16)).marks.keys() == {(b"\0" * 16, "star")}


def test_the_last_sound_parameters_count() -> None:
    weights = list(DEFAULT_WEIGHTS)
    first = entry("params", 1, body={"weights": weights, "retention": 0.7})
    second = entry("params", 2, body={"weights": weights, "retention": 0.8}, at=1)
    unsound = entry("params", 3, body={"weights": weights[:3], "retention": 0.8}, at=2)
    due = {
        retention: Model(Parameters(retention=retention)).answer(None, (b"x", TODAY, 1.0, 4)).due
        for retention in (0.7, 0.8, 0.9)
    }
    assert len(set(due.values())) == 3
    given_ = answer(9, rating=4)
    assert folded(given_, first, second, unsound).cards[ONE, KEY].due == due[0.8]
    assert folded(given_, first, second, about("void", 4, second)).cards[ONE, KEY].due == due[0.7]
    assert folded(given_, unsound).cards[ONE, KEY].due == due[0.9]


# Reading what others wrote


@pytest.mark.parametrize(
    "bad", [None, 1, b"00" * 16, "", "0" * 31, "0" * 33, "g" * 32, " " * 32, "00 " * 10 + "00", "0 " * 16, ["0" * 32]]
)
def test_no_id(bad: object) -> None:
    assert read_id(bad) is None


def test_an_id() -> None:
    assert read_id("0f" * 16) == b"\x0f" * 16


def test_only_voids_and_ratings_have_a_target() -> None:
    target = {"target": "0f" * 16}
    kinds = {
        kind: target_of(entry(kind, 1, body=target)) is not None for kind in ("void", "rate", "answer", "same", "x")
    }
    assert kinds == {"void": True, "rate": True, "answer": False, "same": False, "x": False}


def test_a_stamp_tells_rules_apart() -> None:
    rules = [
        Rules(),
        Rules(points=PointRules(cap=1)),
        Rules(points=PointRules(right=2)),
        Rules(Parameters(retention=0.8)),
        Rules(Parameters((0.3, *DEFAULT_WEIGHTS[1:]))),
    ]
    assert len({one.stamp() for one in rules}) == len(rules)
    assert Rules().stamp() == Rules().stamp()
