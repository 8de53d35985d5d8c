"""The made-up county: the same for the same seed, as real journals are, and folded as the definition says."""

from __future__ import annotations

from random import Random

import pytest

from studyapp import Question, Source, identify, is_intact, pack_entries, unpack_entries
from studyapp_hub.demo_county import FIRST, County, county, deck_text, is_below
from studyapp_hub.demo_fold import bursts, days_of, points_of, ranked, total
from studyapp_hub.demo_journals import AHEAD, DemoDevice, journals
from studyapp_text.reader import TextReader


@pytest.fixture(scope="module")
def small() -> County:
    return county(1, 24)


@pytest.fixture(scope="module")
def devices(small: County) -> tuple[DemoDevice, ...]:
    return journals(small, 1)


def test_the_same_seed_makes_the_same_county(small: County, devices: tuple[DemoDevice, ...]) -> None:
    assert county(1, 24) == small and journals(small, 1) == devices
    assert county(2, 24).people != small.people


def test_units_hang_together(small: County) -> None:
    assert all(is_below(one.unit, "c", small.units) for one in small.units)
    assert all(one.unit in {"", *(unit.unit for unit in small.units)} for one in small.people)
    assert len([one for one in small.people if one.zeal]) == 24


def test_the_decks_read_back_as_they_are(small: County) -> None:
    for deck in (small.deck, small.later):
        read = TextReader().read(Source("x.txt", deck_text(deck).encode()))
        assert [identify(one.question)[:2] for one in read.items] == [identify(one.question)[:2] for one in deck.items]


def test_journals_are_journals(devices: tuple[DemoDevice, ...]) -> None:
    assert {one.person % 6 == 1 for one in devices} == {True, False}
    for one in devices:
        assert all(map(is_intact, one.entries))
        assert [entry.seq for entry in one.entries] == list(range(1, len(one.entries) + 1))
        assert unpack_entries(pack_entries(one.entries)).entries == one.entries


def test_points_do_not_depend_on_order_or_number(small: County, devices: tuple[DemoDevice, ...]) -> None:
    keys = keys_of(small)
    one = next(one for one in devices if one.person == 1)
    both = [entry for other in devices if other.person == one.person for entry in other.entries]
    received = {entry.id: entry.at for entry in both}
    found = points_of(both, received, keys, small.plan)
    assert sum(found.values()) > 0 and max(found.values()) <= small.plan.points.cap
    mixed = both + both[::3]
    Random(1).shuffle(mixed)
    assert points_of(mixed, received, keys, small.plan) == found


def test_what_is_early_or_a_burst_counts_for_no_day(small: County, devices: tuple[DemoDevice, ...]) -> None:
    keys = keys_of(small)
    machine = [entry for one in devices if one.person == 5 for entry in one.entries]
    received = {entry.id: entry.at for entry in machine}
    assert bursts(machine) and FIRST + 3 not in points_of(machine, received, keys, small.plan)
    wrong = [entry for one in devices if one.person == 2 for entry in one.entries]
    soon = {entry.id: entry.at - AHEAD for entry in wrong}
    assert points_of(wrong, soon, keys, small.plan) == {}


def test_periods_and_ranks(small: County) -> None:
    assert days_of("2021-05", small.plan) == range(FIRST, FIRST + 31)
    assert days_of("2021-W18", small.plan) == range(FIRST + 2, FIRST + 9)
    assert days_of("2021-05-01", small.plan) == range(FIRST, FIRST + 1)
    assert total({FIRST: 3, FIRST + 40: 4}, days_of("2021-05", small.plan)) == 3
    assert ranked({"a": 3, "b": 7, "c": 3, "d": 0, "e": 1}) == [(1, "b", 7), (2, "a", 3), (2, "c", 3), (4, "e", 1)]


def keys_of(small: County) -> dict[bytes, Question]:
    return {identify(one.question).key: one.question for one in (*small.deck.items, *small.later.items)}
