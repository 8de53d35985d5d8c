"""What somebody could do on the line who wants to be in the way of others, or to see what is not his."""

from __future__ import annotations

import asyncio
import re
import socket
from contextlib import closing

import pytest

from studyapp import DeviceHead, HubHead, OwnDevice, PersonHead, UnitHead, seal, write_statements
from studyapp_hub.service import bodies, hasty, protocol
from studyapp_hub.service.api import STATEMENTS
from studyapp_hub.service.app import guarded
from studyapp_hub.service.context import Service, address_in
from tests.plugins.studyapp_hub.serving import NOON, Browser, Served, chain, device, joining

LIST = "姓名,单位,手机号\n李四,{unit},13800001234\n"


@pytest.fixture
def root(served: Served) -> Browser:
    return served.browser(served.account("root", "province").name)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub of little patience."""
    monkeypatch.setattr(hasty, "SECONDS", 0.2)
    monkeypatch.setattr(bodies, "PATIENCE", 0.2)


def line(served: Served) -> socket.socket:
    return socket.create_connection(("127.0.0.1", served.port), timeout=10)


def answer(connection: socket.socket) -> bytes:
    """All that is said until the other side hangs up, or ten seconds are over."""
    found = b""
    try:
        while piece := connection.recv(65_536):
            found += piece
    except ConnectionError:
        pass
    return found


WHOLE = b"GET /v1/hub HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("sent", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: x\r\nX: "])
def test_who_does_not_get_to_the_point_is_hung_up_on(short: None, served: Served, sent: bytes) -> None:
    with closing(line(served)) as connection:
        connection.sendall(sent)
        assert answer(connection) == b""
    with closing(line(served)) as connection:
        connection.sendall(WHOLE)
        said = connection.recv(65_536)
        while not said.endswith(b"}"):
            said += connection.recv(65_536)
        connection.sendall(sent or b"G")
        assert answer(connection) == b""


def test_who_sends_a_body_by_drops_is_not_waited_for(short: None, served: Served) -> None:
    with closing(line(served)) as connection:
        head = f"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: {STATEMENTS}\r\nContent-Length: 999\r\n\r\n\x1f"
        connection.sendall(head.encode("latin-1"))
        assert b" 400 " in connection.recv(65_536).split(b"\r\n")[0]


def test_a_head_without_end_is_cut(served: Served) -> None:
    with closing(line(served)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        with pytest.raises(ConnectionError):
            for _ in range(3_000):
                connection.sendall(b"X-Long: " + b"a" * 8_000 + b"\r\n")
        assert b"200" not in answer(connection)


def test_one_address_opens_only_so_many(monkeypatch: pytest.MonkeyPatch, served: Served) -> None:
    monkeypatch.setattr(hasty, "EACH", 3)
    monkeypatch.setattr(hasty, "_host", lambda protocol: "203.0.113.9")
    some = [line(served) for _ in range(6)]
    try:
        for one in some[:3]:
            one.sendall(WHOLE)
            assert one.recv(99).startswith(b"HTTP/1.1 200")
        assert answer(some[5]) == b""
    finally:
        for one in some:
            one.close()


def test_a_list_takes_nobody_out_of_other_units(served: Served, root: Browser) -> None:
    root.post("/admin/roster", {"unit": ""}, ("名单.csv", LIST.format(unit="外县人社局").encode()))
    person = served.service.roster.people()[0]
    code = served.service.enrolment.for_persons([person.id], NOON, "test")[0].code
    served.remote(device(1)).push([joining(device(1), code)])
    root.post("/admin/roster", {"unit": ""}, ("名单.csv", LIST.format(unit="青山县人社局").encode()))
    assert {one.unit for one in served.ask(lambda hub: hub.persons(at=NOON))} == {"c"}, "who sees all may move all"
    town = served.browser(served.account("town", "unit", "unit:t").name)
    whole = {"unit": "", "whole": "1"}
    assert town.post("/admin/roster", whole, ("名单.csv", LIST.format(unit="河口镇").encode())).status == 200
    assert {one.unit for one in served.service.roster.people() if one.learner} == {"c"}
    assert {one.unit for one in served.ask(lambda hub: hub.persons(at=NOON))} == {"c"}


@pytest.mark.parametrize(("role", "path"), [("questions", "/admin/decks"), ("contest", "/admin/plans")])
def test_what_goes_to_everybody_is_not_for_a_part_to_publish(served: Served, role: str, path: str) -> None:
    part = served.browser(served.account("part", role, "unit:t").name)
    assert part.post(path, {"name": ""}, ("x.txt", b"1. ?")).status == 403
    assert part.get("/admin/files").status == 403


def test_a_line_is_handed_out_by_who_has_the_whole_alone(served: Served, root: Browser) -> None:
    county = served.browser(served.account("county", "county", "unit:c").name)
    fields = {"name": "pension", "password": "long enough", "role": "line", "scope": "line:养老"}
    assert county.post("/admin/accounts", fields).status == 403, "its units are the county's today, and whose tomorrow?"
    assert root.post("/admin/accounts", fields).status == 303
    assert "pension" not in county.get("/admin/accounts").text


ODD = '../x?a=1"><script>alert(1)</script>'


def test_what_a_hub_below_made_up_is_text_everywhere(served: Served, root: Browser) -> None:
    below = OwnDevice("below", "33" * 32)
    served.ask(lambda hub: hub.say(HubHead(by="", hub="", below="below", key=below.key, unit="t", at=1)))
    heads = (
        UnitHead(by="", hub="below", unit=ODD, day=0, name=ODD, parent="t", line=ODD, area=ODD),
        DeviceHead(by="", hub="below", device=ODD, key=device(1).key, learner=ODD, at=1),
        PersonHead(by="", hub="below", learner=ODD, day=0, unit=ODD, name=ODD, at=1),
    )
    body = write_statements([seal(below.secret, one) for one in heads])
    assert served.raw("POST", "/v1/push", body, {"Content-Type": STATEMENTS})[0] == 200
    pages = ("/admin", "/admin/units", "/admin/people", "/admin/roster", "/admin/accounts", "/", "/admin/missing")
    for path in pages:
        page = root.get(path)
        assert page.status == 200 and "<script" not in page.text, path
        assert not re.search(r'(href|action)="[^"]*\.\./', page.text)
    assert ODD.split(">")[0][:6] in root.get("/admin/units").text


def test_nothing_in_a_path_makes_a_line_in_the_log(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    async def fail(scope: object, receive: object, send: object) -> None:
        raise RuntimeError

    async def send(event: object) -> None:
        return None

    scope = {"type": "http", "method": "GET", "path": "/x\n2021-05-03 admin logged in\x1b[2J", "headers": []}
    asyncio.run(guarded(fail, lambda: 0)(scope, send, send))  # type: ignore[arg-type]
    assert "a request failed" in caplog.messages[0] and "\n" not in caplog.messages[0]
    assert "\x1b" not in caplog.messages[0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("2001:db8::1", "2001:db8::ffff:1", True), ("2001:db8::1", "2001:db8:0:1::1", False), ("", "x", False),
     ("10.0.0.1", "10.0.0.2", False), ("::ffff:10.0.0.1", "10.0.0.1", True), ("fe80::1%eth0", "fe80::1%eth0", True)],
)  # fmt: skip
def test_who_has_many_addresses_counts_once(one: str, other: str, same: bool) -> None:
    assert (address_in(one) == address_in(other)) is same


def test_what_was_found_on_a_stick_and_is_sent_again_is_in_nobodys_way(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = device(1)
    some = chain(own, 2)
    served.remote(own).push([joining(own, served.code()), some[0]])
    again = write_statements(some[:1])
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(Service, "address_of", staticmethod(lambda request: "203.0.113.9"))
        found = [served.raw("POST", "/v1/push", again, {"Content-Type": STATEMENTS})[0] for _ in range(70)]
    assert found[0] == 200 and found[-1] == 429
    assert served.remote(own).push(some[1:]).held[own.device].no == 2


def test_many_signatures_to_look_at_cost_more_than_one_request(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "_CHEAP", 1)
    stranger = OwnDevice("stranger", "44" * 32)
    head = UnitHead(by="", hub="stranger", unit="x", day=0, name="x")
    body = write_statements([seal(stranger.secret, head)] * 400)
    assert served.raw("POST", "/v1/push", body, {"Content-Type": STATEMENTS})[0] == 200
    assert [served.raw("POST", "/v1/push", body, {"Content-Type": STATEMENTS})[0] for _ in range(3)][-1] == 429
    assert served.raw("GET", "/")[0] == 429, "the board counts, too"


ODDLY = b"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n%s\r\n\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    "more", [b"Transfer-Encoding: chunked", b"Transfer-Encoding: xchunked", b"Content-Length: 9", b"X : y", b"\x00: y"]
)
def test_one_request_is_not_taken_for_two(served: Served, more: bytes) -> None:
    with closing(line(served)) as connection:
        connection.sendall(ODDLY % more + WHOLE)
        said = answer(connection)
        assert said.startswith(b"HTTP/1.1 400") and said.count(b"HTTP/1.1") == 1 and b'"key"' not in said


def test_who_takes_the_id_of_a_hub_or_a_hub_that_of_a_device_is_in_nobodys_way(served: Served) -> None:
    below, thief, own = OwnDevice("below", "33" * 32), OwnDevice("below", "55" * 32), device(1)
    served.ask(lambda hub: hub.say(HubHead(by="", hub="", below="below", key=below.key, unit="t", at=1)))
    assert served.remote(below).pull("").statements
    served.remote(thief).push([joining(thief, served.code())])
    served.remote(own).push([joining(own, served.code())])
    rogue = HubHead(by="", hub="below", below=own.device, key=OwnDevice("x", "66" * 32).key, unit="t", at=9)
    body = write_statements([seal(below.secret, rogue)])
    assert served.raw("POST", "/v1/push", body, {"Content-Type": STATEMENTS})[0] == 200
    served.clock.at += 1_000
    for one in (below, own):
        assert served.remote(one).pull("").statements
