"""What a unit reports upward: who earned what in a period, those who should have among them."""

from __future__ import annotations

from studyapp import PersonHead, make_entry, read_plan, study_day
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import Expected
from studyapp_hub.periods import name_of, periods_of
from studyapp_hub.points_report import lines_of
from tests.plugins.studyapp_hub.people import DAY, Person
from tests.support import MONDAY

WEEK, MONTH, ALL = periods_of(study_day(MONDAY))
LATER = MONDAY + 3 * DAY
SOON = """\
id = "soon"
name = "一天就够"

[points]
cap = 30
keeps = 1

[titles.star]
name = "日日学之星"
task = "daily"
period = "month"
persistence = 0.01
accuracy = 0.5
"""


def test_everybody_of_a_scope_is_on_the_list_with_what_he_earned(hub: Hub) -> None:
    good, poor, public = (
        Person(hub, 1, "town").join("王小燕"),
        Person(hub, 2, "village").join(),
        Person(hub, 3, "").join(),
    )
    listed = Expected("town", "w", "王小燕", front=False, learner=good.learner), Expected("town", "z", "张三")
    hub.expect(listed, unit="town", at=MONDAY)
    hub.accept([good.answer(6, wrong=2), good.answer(3, day=1)], at=LATER)
    hub.accept([poor.answer(0, wrong=4), public.answer(5)], at=LATER)

    found = {one.learner: one for one in hub.earned("unit:county", MONTH, at=LATER)}
    assert set(found) == {good.learner, "", poor.learner}
    mine = found[good.learner]
    assert (mine.points, mine.days, mine.answers, mine.right, mine.front) == (9, 2, 11, 9, False)
    assert (found[""].name, found[""].points) == ("张三", 0)
    assert (found[poor.learner].points, found[poor.learner].answers, found[poor.learner].unit) == (0, 4, "village局")

    first = {one.learner: one.points for one in hub.earned("unit:county", name_of(study_day(MONDAY)), at=LATER)}
    assert first[good.learner] == 6
    assert {one.learner for one in hub.earned("*", ALL, at=LATER)} == {*found, public.learner}
    assert hub.earned("*", "soon", at=LATER) == ()
    lines = lines_of(hub.earned("*", ALL, at=LATER))
    assert [one.group for one in lines if not one.unit] == ["社会公众"] and len(lines) == 4


def test_points_stay_with_the_unit_of_their_day(hub: Hub) -> None:
    one = Person(hub, 1, "town").join("王小燕")
    hub.accept([one.answer(4), one.answer(7, day=2)], at=LATER)
    hub.say(PersonHead(by="", hub="", learner=one.learner, day=study_day(MONDAY) + 1, unit="village", name="王小燕"))
    then = {scope: hub.earned(scope, ALL, at=LATER)[0].points for scope in ("unit:town", "unit:village", "unit:county")}
    assert then == {"unit:town": 4, "unit:village": 7, "unit:county": 11}
    for scope, points in then.items():
        assert hub.board(scope, ALL, at=LATER).places[0].points == points


def test_titles_are_those_of_the_hubs_own_verdicts(hub: Hub) -> None:
    plan = read_plan(SOON, "plan.toml").activity
    assert plan is not None
    hub.publish_plan(plan, SOON, at=MONDAY)
    good, liar = Person(hub, 1).join(), Person(hub, 2).join()
    hub.accept([good.answer(4), liar.answer(0, wrong=4)], at=LATER)
    titles = {one.learner: one.titles for one in hub.earned("*", MONTH, at=LATER)}
    assert titles == {good.learner: ("日日学之星",), liar.learner: ()}
    found = hub.titles("*", MONTH, at=LATER)
    assert found.plan is not None and found.plan.id == "soon"
    assert [(one.learner, one.name, one.award.what, one.award.period, one.award.day) for one in found.given] == [
        (good.learner, "", "star", MONTH, study_day(MONDAY))
    ]


def test_what_is_damaged_takes_no_title_away(hub: Hub) -> None:
    plan = read_plan(SOON, "plan.toml").activity
    assert plan is not None
    hub.publish_plan(plan, SOON, at=MONDAY)
    one = Person(hub, 1).join()
    right = [one.entry(number, at=MONDAY + number * 20_000) for number in range(4)]
    back = [
        make_entry(device=it.device, seq=10 + it.seq, at=MONDAY + DAY, kind="void", body={"target": it.id.hex()})
        for it in right
    ]
    wrong = make_entry(device=one.own.device, seq=20, at=MONDAY + DAY, kind="answer", body={"given": ["A"]})
    hub.accept([one.envelope(right), one.envelope([*back, wrong])], at=LATER)
    assert [(it.points, it.titles) for it in hub.earned("*", MONTH, at=LATER)] == [(0, ())]
    engine = hub._core.engine
    ((arrival, content),) = engine.rows("SELECT arrival, content FROM envelope WHERE no = 2")
    broken = bytes(content).replace(b'"given"', b'"gicen"')
    engine.run("UPDATE envelope SET content = ? WHERE learner = ? AND arrival = ?", broken, one.learner, arrival)
    hub.rebuild()
    assert [(it.points, it.titles) for it in hub.earned("*", MONTH, at=LATER)] == [(4, ("日日学之星",))]


def test_titles_are_told_where_and_when_they_were_given_and_with_a_name_only_where_it_is_wanted(hub: Hub) -> None:
    assert hub.titles("*", ALL, at=LATER) == (None, ())
    plan = read_plan(SOON, "plan.toml").activity
    assert plan is not None
    hub.publish_plan(plan, SOON, at=MONDAY)
    shown, shy, public = Person(hub, 1).join("王小燕"), Person(hub, 2, "village").join(), Person(hub, 3, "").join()
    hub.expect([Expected("village", "z", "张三", learner=shy.learner)], unit="village", at=MONDAY)
    hub.accept([shown.answer(4), shy.answer(4), public.answer(4)], at=LATER)

    def told(scope: str, period: str) -> list[tuple[str, str]]:
        return [(one.learner, one.name) for one in hub.titles(scope, period, at=LATER).given]

    assert told("*", ALL) == [(shown.learner, "王小燕"), (shy.learner, ""), (public.learner, "")]
    assert told("unit:village", MONTH) == [(shy.learner, "")]
    assert told("unit:county", WEEK) == told("*", ALL)[:2]
    assert told("*", "2021-06") == told("*", "soon") == []
    for scope, period in (("*", ALL), ("unit:county", MONTH), ("unit:town", name_of(study_day(MONDAY)))):
        names = {one.learner: one.titles for one in hub.earned(scope, period, at=LATER) if one.titles}
        assert names == {one.learner: (one.award.name,) for one in hub.titles(scope, period, at=LATER).given}
    hub.erase(shown.learner, at=LATER)
    assert told("*", ALL) == [(shy.learner, ""), (public.learner, "")]
