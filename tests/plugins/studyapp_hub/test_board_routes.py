"""The board's page as a hub serves it: what one can choose, what is kept, what is not there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

import pytest
from starlette.applications import Starlette
from starlette.types import Message, Scope

from studyapp import Activity, Board, study_day
from studyapp_hub.nouns import Coverage, UnitLine
from studyapp_hub.service.board_routes import Views, routes
from studyapp_hub.service.board_view import Boards, is_period, periods_of, scopes_of
from tests.plugins.studyapp_hub import board_samples as samples

Found = TypeVar("Found")
UNITS = (
    UnitLine("c", "青山县人社局", "", "610100000000", "", "市（区）", False, 0, 3, 3),
    UnitLine("t", "河口镇社保站", "c", "610100001000", "养老保险经办系统", "", False, 0, 2, 2),
    UnitLine("v", "河口村", "t", "610100001001", "", "", False, 0, 0, 0),
    UnitLine("x", "撤销的站", "c", "", "旧条线", "", True, 0, 0, 0),
    UnitLine("s", "石门镇社保站", "c", "", "", "", False, 0, 2, 2),
)
PLAN = Activity("p", "练兵", first=study_day(samples.AT) - 40, points=samples.RULES)


class FakeHub:
    name = "青山县人社局"

    def __init__(self) -> None:
        self.shown = samples.county().board
        self.living: tuple[UnitLine, ...] = UNITS

    def board(self, scope: str, period: str, *, at: int) -> Board:
        return self.shown._replace(scope=scope, period=period, at=at)

    def coverage(self, scope: str, period: str, *, at: int) -> tuple[Coverage, ...]:
        return (
            Coverage("", "", "", 9, 6),
            Coverage("", "", "front", 9, 6),
            Coverage("", "", "back", 0, 0),
            Coverage("t", "河口镇社保站", "front", 5, 1),
        )

    def units(self, *, at: int) -> tuple[UnitLine, ...]:
        return self.living

    def activity(self) -> Activity | None:
        return PLAN

    def closing_day(self) -> int:
        return 10


class Browser:
    """Asks the page as a browser would, without a port."""

    def __init__(self, hub: FakeHub) -> None:
        self.at = samples.AT

        async def ask(question: Callable[[Boards, int], Found], /) -> Found:
            return question(hub, self.at)

        self.app = Starlette(routes=list(routes(ask)))

    def get(self, query: str = "", method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b""}

        async def send(message: Message) -> None:
            sent.append(message)

        raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope: Scope = {"type": "http", "method": method, "path": "/", "query_string": query.encode(), "headers": raw}
        asyncio.run(self.app(scope, receive, send))
        found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return sent[0]["status"], found, b"".join(one.get("body", b"") for one in sent).decode()


@pytest.fixture
def hub() -> FakeHub:
    return FakeHub()


@pytest.fixture
def browser(hub: FakeHub) -> Browser:
    return Browser(hub)


def test_at_first_it_is_the_board_of_the_unit_that_all_are_below(browser: Browser, hub: FakeHub) -> None:
    assert '<option value="unit:c" selected="selected">' in browser.get()[2]
    for units in (UNITS[:1], (UNITS[0], UNITS[4]._replace(parent="")), ()):
        hub.living = units
        assert '<option value="*" selected="selected">' in browser.get()[2]


def test_the_board_of_all(browser: Browser) -> None:
    status, headers, text = browser.get("scope=*")
    assert status == 200 and headers["content-type"] == "text/html; charset=utf-8"
    assert '<option value="*" selected="selected">' in text and '<option value="all" selected="selected">' in text
    assert "前台" in text and "后台" not in text and "6/9" in text and "1/5" not in text
    assert "default-src 'none'" in headers["content-security-policy"]


def test_a_scope_and_a_period_are_chosen(browser: Browser) -> None:
    _status, _headers, text = browser.get("scope=unit%3At&period=2021-W20")
    assert '<option value="unit:t" selected="selected">　河口镇社保站' in text
    assert '<option value="2021-W20" selected="selected">' in text


@pytest.mark.parametrize(
    "query", ["scope=unit:nobody", "scope=unit:x", "period=2021-02-30", "period=2021-W60", "scope=" + "x" * 999]
)
def test_what_is_not_there_is_said(browser: Browser, query: str) -> None:
    status, headers, text = browser.get(query)
    assert status == 404 and "没有这个榜" in text and headers["cache-control"] == "no-store"


def test_a_page_that_is_known_is_not_sent_again(browser: Browser, hub: FakeHub) -> None:
    _status, headers, _text = browser.get()
    browser.at += 60_000
    status, again, text = browser.get(if_none_match=f'"other", {headers["etag"]}')
    assert (status, text, again["etag"]) == (304, "", headers["etag"])
    hub.shown = hub.shown._replace(people=hub.shown.people + 1)
    assert browser.get(if_none_match=headers["etag"])[0] == 200


def test_a_closed_board_may_be_kept_longer(browser: Browser, hub: FakeHub) -> None:
    assert browser.get()[1]["cache-control"] == "public, max-age=600"
    hub.shown = hub.shown._replace(closed=False)
    assert browser.get()[1]["cache-control"] == "public, max-age=20"


def test_other_methods_are_refused(browser: Browser) -> None:
    assert browser.get(method="POST")[0] == 405
    assert browser.get(method="HEAD")[0] == 200


def test_units_stand_under_the_one_above() -> None:
    assert [(one.scope, one.title) for one in scopes_of(UNITS)] == [
        ("*", "全部人员"),
        ("unit:c", "青山县人社局"),
        ("unit:t", "　河口镇社保站"),
        ("unit:v", "　　河口村"),
        ("unit:s", "　石门镇社保站"),
        ("line:养老保险经办系统", "养老保险经办系统"),
        ("area:市（区）", "市（区）"),
    ]


def test_units_in_a_circle_end() -> None:
    first, second = UNITS[0]._replace(parent="t"), UNITS[1]
    assert len(scopes_of([first, second])) <= 5


def test_periods_lie_within_the_activity() -> None:
    first = study_day(samples.AT)  # 2021-05-28, a Friday
    plan = Activity("p", "练兵", first=first, last=first + 4)
    assert periods_of(plan, first - 1) == ["all"]
    assert periods_of(plan, first) == ["all", "2021-05", "2021-W21", "2021-05-28"]
    assert periods_of(plan, first + 99) == [
        *("all", "2021-06", "2021-05", "2021-W22", "2021-W21"),
        *("2021-06-01", "2021-05-31", "2021-05-30", "2021-05-29", "2021-05-28"),
    ]
    long = periods_of(None, first)
    assert all(map(is_period, long)) and len(long) == 1 + 24 + 10 + 14


def test_who_looks_at_once_has_it_worked_out_once_and_a_fault_is_nobodys_later(hub: FakeHub) -> None:
    asked: list[int] = []
    faults = [True, False, False, False]

    async def ask(question: Callable[[Boards, int], Found], /) -> Found:
        asked.append(1)
        await asyncio.sleep(0)
        if faults.pop(0):
            raise RuntimeError
        return question(hub, samples.AT)

    async def look() -> None:
        views = Views(ask, fresh=60.0)
        found = await asyncio.gather(*(views.of("*", "all", False) for _ in range(5)), return_exceptions=True)
        assert [type(one) for one in found] == [RuntimeError] * 5 and len(asked) == 1
        first = await asyncio.gather(*(views.of("*", "all", False) for _ in range(5)))
        assert len(asked) == 2 and first[0] is await views.of("*", "all", False) and len(asked) == 2
        assert await views.of("*", "2021-05", False) is not first[0] and len(asked) == 3
        stale = Views(ask, fresh=0.0)
        await stale.of("*", "all", False)
        faults.append(False)
        await stale.of("*", "all", False)
        assert len(asked) == 5

    asyncio.run(look())
