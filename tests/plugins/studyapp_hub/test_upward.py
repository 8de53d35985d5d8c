"""A hub and the one above over HTTP: what learners did goes up, decks come down, and nothing counts twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from studyapp import File, HubHead, PersonHead, Unreachable
from studyapp_hub.founding import init_hub
from studyapp_hub.hub import Hub
from studyapp_hub.service.upward import exchange_once
from tests.plugins.studyapp_hub.serving import NOON, Clock, Served, chain, device, joining, serve

DECK = "1. 社会保险费由谁征收？\nA. 税务机关\nB. 银行\n答案：A\n".encode()


def exchange(below: Served) -> int:
    return asyncio.run(exchange_once(below.service))


def test_up_and_down(served: Served, tmp_path: Path, clock: Clock) -> None:
    hub: Hub = init_hub(tmp_path / "below", secret="22" * 32, hub="hub-2", name="河口镇", at=NOON)
    own = device(1)
    try:
        with serve(hub, tmp_path / "below", clock) as below:
            assert exchange(below) == 0, "there is none above"
            below.unit("t", "河口镇")
            below.remote(own).push([joining(own, below.code("t"), "张三"), *chain(own, 3)])
            below.ask(lambda hub: hub.set_upstream(served.url, key=served.hub.key))
            with pytest.raises(Unreachable):
                exchange(below)  # not made known yet: what went up was not believed, and nothing comes down
            below.ask(lambda hub: hub.set_upstream(served.url))
            served.ask(lambda it: it.say(HubHead(by="", hub="", below="hub-2", key=hub.key, unit="t", at=NOON)))
            assert exchange(below) > 0 and exchange(below) == 0
            learner = below.ask(lambda hub: hub.learner_of(own.device))
            assert served.ask(lambda hub: hub.learner_of(own.device)) == learner
            (line,) = served.ask(lambda hub: hub.devices(learner=learner))
            assert line.envelopes == 3 and [one.unit for one in served.ask(lambda hub: hub.persons(at=NOON))] == ["t"]
            assert served.browser(served.account("root", "province").name).post(
                "/admin/decks", {"name": "社保"}, ("题库.txt", DECK)
            ).status == 303  # fmt: skip
            exchange(below)
            clock.at += 1_000
            files = below.remote(own).pull("").files
            assert files == (File("deck", "社保", "题库.txt", 1, DECK),)
            below.ask(lambda hub: hub.say(PersonHead(by="", hub="", learner=learner, day=0, unit="v")))
            served.ask(lambda hub: hub.say(PersonHead(by="", hub="", learner=learner, day=0, unit="c", at=NOON + 9)))
            exchange(below)
            assert {one.unit for one in below.ask(lambda hub: hub.units(at=NOON))} == {"c", "t", "v", "o"}
            assert [one.unit for one in below.ask(lambda hub: hub.persons(at=NOON))] == ["c"], (
                "the last word from above"
            )
    finally:
        hub.close()
