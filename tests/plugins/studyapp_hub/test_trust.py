"""What a hub below may say, and of whom: nothing of units, learners, devices and receipts that are not its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studyapp import (
    DeviceHead,
    ErasedHead,
    Head,
    HubHead,
    JoinHead,
    OwnDevice,
    PersonHead,
    PublishedHead,
    ReleaseHead,
    RevokedHead,
    StampHead,
    UnitHead,
    digest_of,
    seal,
    study_day,
)
from studyapp_hub.hub import Hub
from studyapp_hub.joining import Admitted, Belonging, KnownDevices
from studyapp_hub.units import Told, units_of
from tests.plugins.studyapp_hub.people import DAY, Person
from tests.plugins.studyapp_hub.places import secret_of
from tests.support import MONDAY, deck_of, single

LATER = MONDAY + 3 * DAY
BELOW = OwnDevice("below", secret_of(77))
OTHER = OwnDevice("other", secret_of(78))
THIRD = OwnDevice("third", secret_of(79))


@pytest.fixture
def victim(hub: Hub) -> Person:
    """A learner of a town, and two hubs below that have nothing to do with him: one of the village, one of a county."""
    hub.say(UnitHead(by="", hub="", unit="far", day=0, name="外县", parent="city"))
    hub.say(HubHead(by="", hub="", below="below", key=BELOW.key, unit="village", at=1))
    hub.say(HubHead(by="", hub="", below="other", key=OTHER.key, unit="far", at=1))
    one = Person(hub, 1).join("王小燕")
    hub.accept([one.answer(4)], at=LATER)
    assert points(hub, "unit:town") == [4]
    return one


def points(hub: Hub, scope: str) -> list[int]:
    return [place.points for place in hub.board(scope, "all", at=LATER).places]


def say(hub: Hub, head: Head, own: OwnDevice = BELOW) -> None:
    """A hub below says something, as a modified program would."""
    named = replace(head, hub=own.device) if hasattr(head, "hub") else head  # type: ignore[call-arg]
    hub.accept([seal(own.secret, named)], at=LATER)


def test_it_does_not_speak_of_other_hubs_learners(hub: Hub, victim: Person) -> None:
    learner, device = victim.learner, victim.own.device
    for head in (
        ErasedHead(by="", hub="", learner=learner, at=1),
        RevokedHead(by="", hub="", device=device, at=1),
        PersonHead(by="", hub="", learner=learner, day=1, unit="village", at=9),
        PersonHead(by="", hub="", learner=learner, day=1, unit="", at=9),
        ReleaseHead(by="", hub="", learner=learner, day=0, device=device, counts=False, at=9),
        StampHead(by="", hub="", of=digest_of(victim.envelopes[0].head), at=1),
    ):
        say(hub, head)
        assert points(hub, "unit:town") == [4] and points(hub, "unit:village") == [], head
        assert hub.key_of(device) == victim.own.key and hub.check() == ()
    hub.rebuild()
    assert points(hub, "unit:town") == [4] and hub.board("*", "all", at=LATER).places[0].name == "王小燕"


def test_what_it_said_too_soon_of_its_own_holds_once_it_has_shown_them(hub: Hub, victim: Person) -> None:
    mine = Person(hub, 2, "village")
    sent = mine.answer(3)
    words = [
        PersonHead(by="", hub="", learner=mine.learner, day=0, unit="village", at=1),
        StampHead(by="", hub="", of=digest_of(sent.head), at=MONDAY + DAY),
        RevokedHead(by="", hub="", device=mine.own.device, at=MONDAY + 2 * DAY),
    ]
    for head in words:
        say(hub, head)
    hub._core.forget()  # as after a start
    say(hub, DeviceHead(by="", hub="", device=mine.own.device, key=mine.own.key, learner=mine.learner, at=1))
    hub.accept([sent], at=LATER)
    assert points(hub, "unit:village") == [3], "stamped before it was revoked"
    assert hub.key_of(mine.own.device) == ""
    say(hub, ErasedHead(by="", hub="", learner=mine.learner, at=2))
    assert points(hub, "unit:village") == [] and hub.check() == ()


def test_an_early_word_of_erasing_holds_too(hub: Hub, victim: Person) -> None:
    mine = Person(hub, 2, "village")
    say(hub, ErasedHead(by="", hub="", learner=mine.learner, at=2))
    say(hub, DeviceHead(by="", hub="", device=mine.own.device, key=mine.own.key, learner=mine.learner, at=1))
    hub.accept([mine.answer(3)], at=LATER)
    assert points(hub, "*") == [4] and hub.export(mine.learner)


def test_an_envelope_that_somebody_emptied_on_the_way_may_still_come(hub: Hub, victim: Person) -> None:
    sent = victim.answer(3, day=1)
    receipt = hub.accept([sent._replace(content=b"")], at=LATER)
    assert receipt.refused is None and receipt.held[victim.own.device].no == 1
    receipt = hub.accept([sent], at=LATER)
    assert receipt.held[victim.own.device].no == 2 and points(hub, "*") == [7]


def test_what_is_handed_down_is_not_taken_empty(hub: Hub, victim: Person) -> None:
    hub.set_upstream("memory:", key=OTHER.key)
    asked = [single(number) for number in range(100, 103)]
    hub.read_deck = lambda file: deck_of(asked) if file.data else None
    head = PublishedHead(by="", hub="other", what="deck", name="新", version=1, file="新.md", at=1)
    sent = seal(OTHER.secret, head, b"deck")
    assert hub.accept([sent._replace(content=b"")], at=LATER).refused is not None
    assert len(hub.published()) == 1
    assert hub.accept([sent], at=LATER).refused is None
    assert {one.items for one in hub.published()} == {40, 3}


def test_it_takes_nobodys_device(hub: Hub, victim: Person) -> None:
    own = victim.own
    say(hub, DeviceHead(by="", hub="", device=own.device, key=own.key, learner="thief", at=0))
    say(hub, DeviceHead(by="", hub="", device=own.device, key=THIRD.key, learner="thief", at=0))
    assert hub.learner_of(own.device) == victim.learner and hub.key_of(own.device) == own.key
    hub.accept([victim.answer(5, day=1)], at=LATER)
    assert points(hub, "*") == [9]


def test_a_device_under_two_keys_is_two_in_whatever_order_they_come(hub: Hub, victim: Person) -> None:
    twin = Person(hub, 1, seq=50)
    twin.own = OwnDevice(victim.own.device, secret_of(4_242))
    head = DeviceHead(by="", hub="", device=twin.own.device, key=twin.own.key, learner=twin.learner, at=1)
    hub.say(head)
    hub.pull(victim.own.device, "", at=LATER)
    first = victim.answer(3, day=1)
    assert hub.accept([first], at=LATER).forked == ()
    _other, second = twin.answer(2, day=2), twin.answer(2, day=3)
    assert hub.accept([second], at=LATER).forked == (victim.own.device,)
    assert points(hub, "*") == []


def test_nobody_joins_under_anothers_device(hub: Hub, victim: Person) -> None:
    class Open:
        def join(self, head: JoinHead, at: int, known: KnownDevices) -> Admitted:
            return Admitted("thief", belonging=Belonging("village"))

    hub.joining = Open()
    head = JoinHead(by="", device=victim.own.device, code="x", at=LATER)
    assert hub.accept([seal(THIRD.secret, head)], at=LATER).refused is not None
    assert [one.key for one in hub.devices()] == [victim.own.key]


def test_it_takes_nobodys_unit(hub: Hub, victim: Person) -> None:
    say(hub, UnitHead(by="", hub="", unit="mill", day=0, name="磨坊", parent="far"), OTHER)
    for parent in ("county", "town", "city", "", "mill"):
        say(hub, UnitHead(by="", hub="", unit="hut", day=0, name="小屋", parent=parent, at=1))
        say(hub, UnitHead(by="", hub="", unit="mill", day=0, name="抢来", parent="village", at=99))
        say(hub, UnitHead(by="", hub="", unit="village", day=0, name="改名", parent="far", at=99))
    units = {one.unit: one for one in hub.units(at=LATER)}
    assert (units["mill"].name, units["mill"].parent) == ("磨坊", "far")
    assert units["village"].name == "village局" and units["hut"].parent == "village"


def test_a_unit_of_two_hubs_is_the_first_ones_and_somebody_is_told(hub: Hub, victim: Person) -> None:
    say(hub, UnitHead(by="", hub="", unit="t1", day=0, name="东街", parent="village"))
    assert hub.check() == ()
    say(hub, UnitHead(by="", hub="", unit="t1", day=0, name="西街", parent="far"), OTHER)
    theirs = Person(hub, 2, "t1")
    own = theirs.own
    say(hub, DeviceHead(by="", hub="", device=own.device, key=own.key, learner=theirs.learner, at=1), OTHER)
    say(hub, PersonHead(by="", hub="", learner=theirs.learner, day=0, unit="t1", at=1), OTHER)
    hub.accept([theirs.answer(3)], at=LATER)
    assert points(hub, "unit:t1") == [] and points(hub, "*") == [4, 3]
    (told,) = hub.check()
    assert told.arguments == {"unit": "t1"}


def test_its_own_units_hang_below_the_one_it_was_given(hub: Hub, victim: Person) -> None:
    say(hub, UnitHead(by="", hub="", unit="root", day=0, name="前进村服务站", parent=""))
    say(hub, UnitHead(by="", hub="", unit="leaf", day=0, name="一组", parent="root"))
    units = {one.unit: one.parent for one in hub.units(at=LATER)}
    assert units["root"] == "village" and units["leaf"] == "root"
    mine = Person(hub, 2, "leaf")
    say(hub, DeviceHead(by="", hub="", device=mine.own.device, key=mine.own.key, learner=mine.learner, at=1))
    say(hub, PersonHead(by="", hub="", learner=mine.learner, day=0, unit="leaf", at=1))
    hub.accept([mine.answer(2)], at=LATER)
    assert points(hub, "unit:village") == [2] and points(hub, "unit:county") == [4, 2]


def test_a_hub_that_it_makes_known_has_no_more_to_say_than_it_has(hub: Hub, victim: Person) -> None:
    say(hub, HubHead(by="", hub="", below="third", key=THIRD.key, unit="city", at=1))
    say(hub, HubHead(by="", hub="", below="other", key=OTHER.key, unit="village", at=99))
    mine = Person(hub, 2, "town")
    say(hub, DeviceHead(by="", hub="", device=mine.own.device, key=mine.own.key, learner=mine.learner, at=1), THIRD)
    say(hub, PersonHead(by="", hub="", learner=mine.learner, day=0, unit="town", at=1), THIRD)
    say(hub, UnitHead(by="", hub="", unit="hut", day=0, name="小屋", parent="town"), THIRD)
    hub.accept([mine.answer(2)], at=LATER)
    assert points(hub, "unit:town") == [4]
    assert {one.unit: one.parent for one in hub.units(at=LATER)}.get("hut") is None
    say(hub, UnitHead(by="", hub="", unit="mill", day=0, name="磨坊", parent="far"), OTHER)
    assert {one.unit: one.parent for one in hub.units(at=LATER)}["mill"] == "far"


def test_a_hub_below_that_was_dismissed_has_nothing_to_say(hub: Hub, victim: Person) -> None:
    hub.say(HubHead(by="", hub="", below="below", key=BELOW.key, unit="", at=2))
    say(hub, UnitHead(by="", hub="", unit="hut", day=0, name="小屋", parent="village"))
    assert "hut" not in {one.unit for one in hub.units(at=LATER)} and hub.keys_of_hub("below") == []


def test_units_that_each_hang_on_the_other_are_nobodys() -> None:
    hubs = [HubHead(by="own", hub="", below="b", key="b", unit="top", at=1)]
    told = [
        Told(UnitHead(by=by, hub="", unit=unit, day=0, name=unit, parent=parent), bytes([number]))
        for number, (by, unit, parent) in enumerate(
            [("b", "x", "y"), ("b", "y", "x"), ("own", "top", ""), ("b", "z", "w"), ("b", "w", "top")]
        )
    ]
    assert set(units_of("own", (), told, hubs).told) == {"top", "w", "z"}
    assert study_day(MONDAY)


def test_a_learner_does_not_become_any_number_of_devices(hub: Hub, victim: Person) -> None:
    class Heirs:
        def join(self, head: JoinHead, at: int, known: KnownDevices) -> Admitted:
            return Admitted(victim.learner, parent=victim.own.device)

    hub.joining = Heirs()
    heirs = [OwnDevice(f"heir-{number}", secret_of(2_000 + number)) for number in range(25)]
    asked = [seal(one.secret, JoinHead(by="", device=one.device, code="x", at=LATER)) for one in heirs]
    assert [hub.accept([one], at=LATER).refused is None for one in asked] == [True] * 20 + [False] * 5
    assert hub.accept(asked[-1:], at=LATER + 2 * DAY).refused is None
