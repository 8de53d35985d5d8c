"""Village offices without a network, a stick, and a county: the board that comes back is exact to the point."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from typing import Any, cast

import pytest

from studyapp import (
    Activity,
    Entry,
    Facts,
    HubHead,
    Message,
    OwnDevice,
    Question,
    Receipt,
    Statement,
    Unreachable,
    identify,
    judge,
    learner_record,
    points_by_day,
    read_plan,
)
from studyapp.grading import record
from studyapp.model import Choices, Picked
from studyapp.model.asked import length_of
from studyapp.plugins.loading import Plugins
from studyapp.plugins.offers import Offer, OfferKind
from studyapp.plugins.remoting import OpenRemote, open_remote
from studyapp.store import entries, remotes
from studyapp_folder.remote import FolderKind
from studyapp_hub.client import HubKind, HubRemote
from studyapp_hub.folders import exchange
from studyapp_hub.founding import init_hub
from studyapp_hub.service.settings import BOUNDLESS
from studyapp_hub.service.upward import exchange_once
from tests.plugins.studyapp_folder.test_by_stick import DAY, dropped
from tests.plugins.studyapp_hub.serving import Clock as HubClock
from tests.plugins.studyapp_hub.serving import Served, serve
from tests.support import StillWorld, deck_of, single, write
from tests.sync.hub import Hub as Office
from tests.sync.machines import NAME, Clock, Machine, write_many

QUESTIONS = [single(number, right=number % 4) for number in range(40)]
KEYS = {identify(one).key: one for one in QUESTIONS}
FIRST = 1_619_841_600_000
"""2021-05-01 12:00 in Shanghai."""

PLAN = """
id = "2021-qs"
name = "青山县业务技能练兵"
first = 2021-05-01
last = 2021-10-31

[points]
cap = 6
"""


def fold(some: Iterable[Entry], activity: Activity) -> int:
    """What some entries of a learner come to, by the definition."""
    journal = list(some)
    judged = {
        one.id: judge(KEYS[one.key], one.body["given"])
        for one in journal
        if one.kind == "answer" and one.key is not None
    }
    return sum(points_by_day(activity, learner_record(journal, Facts(judged), activity)).values())


def answer(pc: Machine, question: Question, picked: int, at: int) -> None:
    """Answer as the app writes it down."""
    assert isinstance(question.answer, Choices)
    told, right = identify(question), question.answer.right == (picked,)
    body = {"given": record(question, Picked((picked,))), "kind": str(question.kind), "length": length_of(question)}
    write(
        pc.store,
        "answer",
        body,
        at=at,
        question=told.question,
        key=told.key,
        verdict=float(right),
        rating=3 if right else 1,
        milliseconds=9_000,
        sitting="s",
    )


@pytest.fixture
def activity() -> Activity:
    found = read_plan(PLAN, "plan.toml")
    assert found.activity is not None, found.flaws
    return found.activity


@dataclass
class Pc(Machine):
    """A PC that syncs with one remote: ``kind`` opens ``url``."""

    kind: Any = None
    url: str = ""

    def connect(self, own: OwnDevice) -> OpenRemote:
        offer = Offer(OfferKind.REMOTE, self.kind.scheme, "test", self.kind)
        return open_remote(Plugins(remotes=(offer,)), NAME, self.url, own)


class Time(Clock):
    """One clock for PCs and hubs."""

    def steady(self) -> float:
        return float(self.at)


@contextmanager
def served(place: Path, name: str, secret: str, clock: Time, activity: Activity) -> Iterator[Served]:
    """A hub on a port, with two units, a deck and a plan."""
    hub = init_hub(place, secret=secret, hub=name, name=name, at=FIRST)
    try:
        with serve(hub, place, cast(HubClock, clock), BOUNDLESS) as found:
            found.unit("c", "青山县人社局")
            found.unit("v", "前进村", "c")
            found.ask(lambda it: it.publish_deck(deck_of(QUESTIONS), "题库.md", b"deck", at=FIRST))
            found.ask(lambda it: it.publish_plan(activity, PLAN, at=FIRST))
            yield found
    finally:
        hub.close()


@pytest.fixture
def clock() -> Time:
    return Time(FIRST)


@pytest.fixture
def county(tmp_path: Path, clock: Time, activity: Activity) -> Iterator[Served]:
    with served(tmp_path / "hub", "county", "11" * 32, clock, activity) as found:
        yield found


@pytest.fixture
def city(tmp_path: Path, clock: Time, activity: Activity) -> Iterator[Served]:
    """The hub above."""
    with served(tmp_path / "city", "city", "22" * 32, clock, activity) as found:
        yield found


def test_three_weeks_are_exact_to_the_point_by_stick_by_line_and_above(
    tmp_path: Path, clock: Time, county: Served, city: Served, activity: Activity
) -> None:
    world, stick = StillWorld(), tmp_path / "盘"
    stick.mkdir()
    chance = Random(1)
    by_stick: dict[str, Any] = {"kind": FolderKind(), "url": stick.as_uri()}
    by_line: dict[str, Any] = {"kind": HubKind("http", clock.now, 10.0), "url": county.url}
    ways = [by_stick, by_line, by_stick, by_line]
    pcs = [Pc(tmp_path / f"pc-{number}", world, Office(), clock, **way) for number, way in enumerate(ways)]
    for pc in pcs[:3]:
        pc.join(county.code("v"))
    for day in range(21):
        for place, pc in enumerate(pcs):
            for number in range(3 + 2 * place):
                answer(pc, QUESTIONS[(7 * day + number) % 40], chance.randrange(4), clock.now())
                clock.at += 20_000
            assert place == 3 or day % 5 or pc.sync().trouble is None
        clock.at = FIRST + (day + 1) * DAY
    assert county.ask(lambda hub: exchange(hub, stick, at=clock.at)).trouble is None
    second = county.ask(lambda hub: hub.learner_of(pcs[0].own.device))
    pcs[3].join(county.service.enrolment.for_learner(second, "v", clock.at, "test", "").code)
    for pc in pcs:
        assert pc.sync().trouble is None
    assert county.ask(lambda hub: exchange(hub, stick, at=clock.at)).trouble is None

    union: dict[str, dict[bytes, Entry]] = {}
    for pc in pcs:
        mine = union.setdefault(county.ask(lambda hub, pc=pc: hub.learner_of(pc.own.device)), {})
        mine.update({entry.id: entry for entry in entries.every(pc.store.connection)})
    expected = sorted((fold(some.values(), activity) for some in union.values()), reverse=True)
    assert len(expected) == 3 and min(expected) > 10
    for pc in pcs:
        clock.at += DAY
        outcome = pc.sync()
        assert (outcome.trouble, outcome.waiting) == (None, 0)
        kept = remotes.kept_board(pc.store.connection, NAME, "", "all")
        assert kept is not None and [one.points for one in kept[0].places] == expected
    assert pcs[0].ids == pcs[3].ids, "two devices of one learner have met, one by stick and one by line"
    assert dropped(stick) == []

    county.ask(lambda hub: hub.set_upstream(city.url, key=city.hub.key))
    city.ask(lambda hub: hub.say(HubHead(by="", hub="", below="county", key=county.hub.key, unit="c", at=clock.at)))
    while asyncio.run(exchange_once(county.service)):
        pass
    above = city.ask(lambda hub: hub.board("unit:c", "all", at=clock.at))
    assert [one.points for one in above.places] == expected


def test_a_certificate_that_was_lost_on_its_way_comes_with_what_is_new(
    tmp_path: Path, clock: Time, county: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    pc = Pc(tmp_path / "pc", StillWorld(), Office(), clock, kind=HubKind("http", clock.now, 10.0), url=county.url)
    pc.join(county.code("v"))
    answer(pc, QUESTIONS[0], 0, clock.now())
    real = HubRemote.push

    def lost(remote: HubRemote, statements: Sequence[Statement]) -> Receipt:
        real(remote, statements)
        raise Unreachable(Message("断了"))

    with monkeypatch.context() as broken:
        broken.setattr(HubRemote, "push", lost)
        assert pc.sync().trouble is not None
    assert county.ask(lambda hub: hub.learner_of(pc.own.device)), "it was let in, and has not heard so"
    for _ in range(2):
        clock.at += DAY
        outcome = pc.sync()
        assert (outcome.trouble, outcome.waiting) == (None, 0)
    assert [one.points for one in county.ask(lambda hub: hub.board("unit:v", "all", at=clock.at)).places] == [1]


def test_a_thousand_answers_go_up_in_one_round_trip(
    tmp_path: Path, clock: Time, county: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_line = HubKind("http", clock.now, 10.0)
    pc = Pc(tmp_path / "pc", StillWorld(), Office(), clock, kind=by_line, url=county.url)
    pc.join(county.code("v"))
    assert pc.sync().trouble is None
    write_many(pc.store, clock, 1_000)
    asked: list[str] = []
    request = HTTPConnection.request

    def counted(connection: HTTPConnection, method: str, path: str, *rest: Any, **more: Any) -> None:
        asked.append(f"{method} {path.partition('?')[0]}")
        request(connection, method, path, *rest, **more)

    monkeypatch.setattr(HTTPConnection, "request", counted)
    outcome = pc.sync()
    assert (outcome.trouble, outcome.up, outcome.waiting) == (None, 1_000, 0)
    assert asked[:2] == ["GET /v1/pull", "POST /v1/push"] and set(asked[2:]) == {"GET /v1/board"}
