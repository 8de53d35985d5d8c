"""Boards: ranks, those near, units, closed months, who should take part."""

from __future__ import annotations

from random import Random

import pytest

from studyapp import PersonHead, UnitHead, board_to_plain, study_day
from studyapp_hub import standing
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import Expected
from studyapp_hub.periods import closing_of, days_of, name_of, periods_of
from tests.plugins.studyapp_hub.people import DAY, Person
from tests.support import MONDAY

WEEK, MONTH, ALL = periods_of(study_day(MONDAY))
LATER = MONDAY + 3 * DAY


def some(hub: Hub, points: list[int], *, day: int = 0) -> list[Person]:
    """Persons with so many points."""
    people = [Person(hub, number, "town" if number % 2 else "village").join() for number in range(len(points))]
    for one, right in zip(people, points, strict=True):
        hub.accept([one.answer(right, day=day)], at=MONDAY + (day + 1) * DAY)
    return people


def test_equal_points_have_equal_ranks(hub: Hub) -> None:
    some(hub, [5, 9, 5, 2, 9])
    for period in (WEEK, MONTH, ALL, name_of(study_day(MONDAY))):
        board = hub.board("*", period, at=LATER)
        assert [(one.rank, one.points) for one in board.places] == [(1, 9), (1, 9), (3, 5), (3, 5), (5, 2)]
        assert board.people == 5


def test_who_is_owed_more_days_than_a_sentence_can_name_is_written_with_the_others(hub: Hub) -> None:
    (one,) = some(hub, [4])
    days = range(0, 2_900_000, 5)  # as of a clock that jumps, and some more
    hub._core.ledger.owing.owe(one.learner, days, hub._core.units)
    assert [it.points for it in hub.board("*", MONTH, at=LATER).places] == [4]


@pytest.mark.parametrize("large", [1, 1_000])
def test_near_and_rank_are_those_of_the_sorted_list(hub: Hub, monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(standing, "LARGE", large)
    chance = Random(5)
    people = some(hub, [chance.randint(1, 12) for _ in range(30)])
    hub.accept([one.answer(chance.randint(0, 12), day=1) for one in people], at=LATER)
    board = hub.board("*", ALL, at=LATER)
    points = [one.points for one in board.places]
    assert points == sorted(points, reverse=True)
    assert [one.rank for one in board.places] == [1 + points.index(one) for one in points]
    assert bool(hub._core.standings.large()) is (large == 1)
    for person in (people[0], people[7], people[29]):
        mine = hub.board("*", ALL, at=LATER, device=person.own.device)
        place = next(number for number, one in enumerate(mine.places) if one.mine)
        near = mine.places[max(place - 5, 0) : place + 6]
        assert mine.near == near
        daily = hub.board("*", name_of(study_day(MONDAY)), at=LATER, device=person.own.device)
        here = next(number for number, one in enumerate(daily.places) if one.mine)
        assert daily.near == daily.places[max(here - 5, 0) : here + 6]


def test_a_histogram_goes_on_where_it_began(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "LARGE", 3)
    people = some(hub, [1, 2, 3, 4, 5, 6])
    hub.accept([people[0].answer(30, day=1), people[5].answer(1, day=1)], at=LATER)
    core = hub._core
    for period, scope in core.standings.large():
        rows = core.engine.rows("SELECT points FROM standing WHERE period = ? AND scope = ?", period, scope)
        points = sorted((one[0] for one in rows), reverse=True)
        assert core.standings.people(scope, period) == (len(points), sum(points))
        for one in range(max(points) + 2):
            assert core.standings.rank(scope, period, one) == 1 + sum(other > one for other in points)


def test_units_are_compared_by_points_for_each_who_should_take_part(hub: Hub) -> None:
    people = some(hub, [9, 4, 9])
    roster = [
        Expected("village", f"v{number}", f"甲{number}", learner=people[0].learner * (number == 0))
        for number in range(3)
    ]
    hub.expect(roster, unit="village", at=LATER)
    found = {one.unit: one for one in hub.board("unit:county", ALL, at=LATER).units}
    assert (found["village"].expected, found["village"].joined, found["village"].points) == (3, 1, 18)
    assert found["village"].per_head == 6 and found["village"].participation == pytest.approx(1 / 3)
    assert (found["town"].expected, found["town"].joined, found["town"].per_head, found["town"].rank) == (0, 1, 4.0, 2)
    lines = {(one.unit, one.group): (one.expected, one.joined) for one in hub.coverage("unit:county", ALL, at=LATER)}
    assert lines["county", ""] == (3, 1) and lines["village", "front"] == (3, 1) and lines["town", ""] == (0, 0)


def test_who_moves_keeps_his_points_with_the_unit_of_that_day(hub: Hub) -> None:
    (one,) = some(hub, [7])
    hub.say(PersonHead(by="", hub="", learner=one.learner, day=study_day(MONDAY) + 1, unit="town"))
    hub.accept([one.answer(5, day=1)], at=LATER)
    assert [place.points for place in hub.board("unit:village", ALL, at=LATER).places] == [7]
    assert [place.points for place in hub.board("unit:town", ALL, at=LATER).places] == [5]
    assert [place.points for place in hub.board("unit:county", ALL, at=LATER).places] == [12]


def test_the_public_is_on_the_board_of_all_alone(hub: Hub) -> None:
    one = Person(hub, 1, "").join()
    hub.accept([one.answer(3)], at=LATER)
    assert hub.board("*", ALL, at=LATER).people == 1
    assert all(unit.points == 0 for unit in hub.board("*", ALL, at=LATER).units)
    assert hub.persons(at=LATER, unit="*")[0].learner == one.learner


def test_names_are_shown_to_who_wants_it_and_to_the_administrator(hub: Hub) -> None:
    for number, name in ((1, "王小燕"), (2, "")):
        hub.accept([Person(hub, number).join(name).answer(9 - number)], at=LATER)
    hub.expect([Expected("town", "k", "李四", learner="0002-learner")], unit="town", at=LATER)
    assert [one.name for one in hub.board("*", ALL, at=LATER).places] == ["王小燕", "学员 0002"]
    assert [one.name for one in hub.board("*", ALL, at=LATER, names=True).places] == ["王小燕", "李四"]


def test_a_unit_that_gets_another_parent_takes_its_points_along(hub: Hub) -> None:
    some(hub, [3, 4])
    hub.say(UnitHead(by="", hub="", unit="town", day=0, name="town局", parent="city"))
    assert hub.board("unit:county", ALL, at=LATER).people == 1
    assert hub.board("unit:city", ALL, at=LATER).people == 2
    assert hub.check() == ()


def test_a_closed_month_does_not_move(hub: Hub) -> None:
    people = some(hub, [9, 4, 6])
    closing = closing_of(MONTH, 10)
    assert hub.close_months(at=closing - 1) == []
    before = hub.board("unit:county", MONTH, at=closing - 1)
    late = [people[1].answer(12, day=2), people[2].answer(10, day=3)]
    hub.accept(late, at=closing + DAY)  # the hub was switched off on the day, and hears of them before it seals
    assert hub.close_months(at=closing + 2 * DAY) == [MONTH]
    assert hub.close_months(at=closing + 2 * DAY) == []
    hub.accept([people[0].answer(5, day=4)], at=closing + 3 * DAY)
    after = hub.board("unit:county", MONTH, at=closing + 4 * DAY, device=people[1].own.device)
    assert after.closed
    assert [place._replace(mine=False) for place in after.places] == list(before.places)
    assert [one.points for one in after.near if one.mine] == [4]
    everything = hub.board("unit:county", ALL, at=closing + 4 * DAY)
    assert sorted(one.points for one in everything.places) == [14, 16, 16]
    assert hub.check() == ()
    assert board_to_plain(after)["closed"] is True


def test_periods_have_names() -> None:
    day = study_day(MONDAY)
    for period in (*periods_of(day), name_of(day)):
        first, last = days_of(period) or (1, 0)
        assert first <= day <= last
    assert [days_of(one) for one in ("2021-13", "2021-W54", "2021-02-30", "", "x", "2021-5")] == [None] * 6


def test_no_such_board_is_empty(hub: Hub) -> None:
    assert hub.board("unit:nobody", "2021-99", at=LATER).places == ()
    assert hub.board("unit:nobody", ALL, at=LATER).people == 0
