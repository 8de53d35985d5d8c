"""The server: what waits is committed together, a stop loses nothing, faults are answered as they should be."""

from __future__ import annotations

import asyncio
import http.client
import json
from collections.abc import Sequence
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from studyapp import Receipt, Statement, write_statements
from studyapp_hub.engines.protocol import Unavailable
from studyapp_hub.founding import open_hub
from studyapp_hub.hub import Hub
from studyapp_hub.service.api import ROUTES, STATEMENTS
from studyapp_hub.service.protocol import HANDLERS
from studyapp_hub.service.worker import TOGETHER, Worker
from tests.plugins.studyapp_hub.serving import NOON, Clock, Served, chain, device, joining, serve


def test_every_route_of_the_table_is_served(served: Served) -> None:
    assert HANDLERS.keys() == {one.path for one in ROUTES}
    for route in ROUTES:
        status, _headers, body = served.raw(route.method, route.path)
        assert status in (200, 401, 415) and json.loads(body)
        wrong = "POST" if route.method == "GET" else "GET"
        status, _headers, body = served.raw(wrong, route.path, b"" if wrong == "POST" else None)
        assert status == 405 and json.loads(body)["error"]["code"] == "no-such-method"
    status, _headers, body = served.raw("GET", "/v1/elsewhere")
    assert status == 404 and json.loads(body)["error"]["why"]["sentence"]


def test_the_hub_says_who_it_is(served: Served) -> None:
    _status, headers, body = served.raw("GET", "/v1/hub")
    assert json.loads(body) == {"hub": served.hub.id, "key": served.hub.key, "at": NOON, "name": "青山县"}
    assert headers["cache-control"] == "no-store"


class Slow:
    """A hub that waits until it may go on, and tells how many came together."""

    def __init__(self) -> None:
        self.begun, self.go_on = Event(), Event()
        self.together: list[int] = []

    def accept_many(self, batches: Sequence[Sequence[Statement]], *, at: int) -> list[Receipt]:
        self.together.append(len(batches))
        self.begun.set()
        assert self.go_on.wait(10)
        if len(batches) > 1 and any(one for one in batches if one and one[0].head == b"poison"):
            raise RuntimeError("one of them")
        if batches[0] and batches[0][0].head == b"poison":
            raise RuntimeError("it")
        return [Receipt({}, forked=(str(len(one)),)) for one in batches]


def run_together(pushes: Sequence[Sequence[Statement]]) -> tuple[Slow, list[Any]]:
    """Hand pushes over while the worker is busy with a first one."""
    hub = Slow()
    worker = Worker(hub, lambda: NOON)  # type: ignore[arg-type]

    async def all_of_them() -> list[Any]:
        first = asyncio.create_task(worker.push(()))
        await asyncio.to_thread(hub.begun.wait, 10)
        others = [asyncio.create_task(worker.push(one)) for one in pushes]
        asked = asyncio.create_task(worker.ask(lambda hub, at: at))
        await asyncio.sleep(0)
        hub.go_on.set()
        await first
        assert await asked == NOON
        return await asyncio.gather(*others, return_exceptions=True)

    worker.start()
    try:
        return hub, asyncio.run(all_of_them())
    finally:
        worker.stop()


def test_what_waits_is_committed_together() -> None:
    hub, found = run_together([()] * 100)
    assert len(found) == 100 and all(isinstance(one, Receipt) for one in found)
    assert hub.together == [1, TOGETHER, 100 - TOGETHER]


def test_nobody_suffers_for_another() -> None:
    poison, fine = Statement(b"poison", b""), Statement(b"fine", b"")
    _hub, found = run_together([(fine,), (poison,), (fine, fine)])
    assert [one.forked if isinstance(one, Receipt) else str(one) for one in found] == [("1",), "it", ("2",)]


def test_a_stop_does_what_waits() -> None:
    hub = Slow()
    worker = Worker(hub, lambda: NOON)  # type: ignore[arg-type]
    hub.go_on.set()
    worker.start()
    assert worker.ask_now(lambda hub, at: at) == NOON
    worker.stop()
    worker.stop()


def test_what_was_acknowledged_is_there_after_a_stop(alone: Hub, tmp_path: Path, clock: Clock) -> None:
    own = device(1)
    with serve(alone, tmp_path / "hub", clock) as served:
        served.unit("c", "青山县")
        held = served.remote(own).push([joining(own, served.code()), *chain(own, 3)]).held
    alone.close()
    again = open_hub(tmp_path / "hub")
    try:
        with serve(again, tmp_path / "hub", clock) as served:
            assert served.remote(own).push(chain(own, 3)).held == held
    finally:
        again.close()


@pytest.mark.parametrize("may_look_ahead", [True, False])
def test_a_month_is_closed_when_the_server_starts(
    alone: Hub, tmp_path: Path, clock: Clock, may_look_ahead: bool
) -> None:
    asked = Event()
    close_months, look_ahead = alone.close_months, alone.look_ahead

    def looked(*, at: int) -> None:
        if not may_look_ahead:
            raise Unavailable("permission denied")
        look_ahead(at=at)

    def noted(*, at: int) -> list[str]:
        asked.set()
        return close_months(at=at)

    alone.close_months, alone.look_ahead = noted, looked  # type: ignore[method-assign]
    with serve(alone, tmp_path / "hub", clock):
        assert asked.wait(10)


def test_one_connection_serves_many_requests(served: Served) -> None:
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    body = write_statements([])
    for _ in range(20):
        line.request("POST", "/v1/push", body, {"Content-Type": STATEMENTS})
        assert line.getresponse().read()
    sock = line.sock
    line.request("GET", "/v1/hub")
    assert line.getresponse().read() and line.sock is sock
    line.close()


@pytest.mark.parametrize("query", ["cursor=%00", "cursor=a&cursor=b", "cursor=" + "1" * 300, "cursor=%ff"])
def test_queries_that_are_none(served: Served, query: str) -> None:
    status, _headers, body = served.raw("GET", f"/v1/pull?{query}")
    assert status == 400 and json.loads(body)["error"]["code"] == "query"
