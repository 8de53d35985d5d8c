"""A learning record store as a remote: statements as the rules have them, and each of them once."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import (
    Award,
    BadAddress,
    DeviceHead,
    EntriesHead,
    Entry,
    ErasedHead,
    Message,
    OwnDevice,
    RemoteKind,
    Statement,
    Unreachable,
    Verdict,
    digest_of,
    make_entry,
    pack_entries,
    seal,
)
from studyapp.identity import LATEST
from studyapp.testing import RemoteKindContract, device_for_tests
from studyapp_hub.plugin import remotes
from studyapp_hub.xapi import ANSWERED, EARNED, answer_to_xapi, title_to_xapi
from tests.plugins.studyapp_hub.xapi_rules import faults, same

HOME = "https://hub.example.gov.cn"
MONDAY, DAY = 1_620_007_200_000, 86_400_000
LOGIN = "lrs:pass"
HUB = "cd" * 32


@dataclass
class Store:
    """A store as strict as the rules. ``odd``: a status it answers to everything; ``poison``: ids that it refuses."""

    port: int = 0
    held: dict[str, Any] = field(default_factory=dict)
    requests: list[tuple[str, int]] = field(default_factory=list)
    wholly: bool = False
    odd: int = 0
    poison: set[str] = field(default_factory=set)

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> int:
        where = urlsplit(target)
        status = self.odd or self._status(method, where.path, parse_qs(where.query), headers, body)
        self.requests.append((method, status))
        return status

    def _status(self, method: str, path: str, query: dict[str, list[str]], headers: Any, body: bytes) -> int:
        if headers["Authorization"] != "Basic " + base64.b64encode(LOGIN.encode()).decode():
            return 401
        if path != "/xAPI/statements" or headers["X-Experience-API-Version"] != "1.0.3":
            return 400
        plain = json.loads(body)
        some = [plain] if method == "PUT" else plain
        if method == "PUT" and query != {"statementId": [plain["id"]]}:
            return 400
        if any(faults(one) or one["id"] in self.poison for one in some):
            return 400
        if any(one["id"] in self.held and (self.wholly or not same(self.held[one["id"]], one)) for one in some):
            return 409
        self.held |= {one["id"]: one for one in some}
        return 204 if method == "PUT" else 200


@contextmanager
def serving() -> Iterator[Store]:
    store = Store()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(store.answer(self.command, self.path, self.headers, body))
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_PUT(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        store.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield store
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("STUDYAPP_LRS", LOGIN)
    with serving() as one:
        yield one


@pytest.fixture
def url(store: Store) -> str:
    return f"xapi+http://127.0.0.1:{store.port}/xAPI?home={HOME}&key=env:STUDYAPP_LRS"


@contextmanager
def opened(url: str) -> Iterator[Any]:
    remote: Any = kind_of(url).open(url, device_for_tests())
    try:
        yield remote
    finally:
        remote.close()


def kind_of(url: str) -> RemoteKind:
    return next(one for one in remotes({}) if one.scheme == url.partition(":")[0])


def own(seed: int = 1) -> OwnDevice:
    device = device_for_tests(seed)
    assert isinstance(device, OwnDevice)
    return device


def answers(device: str, first: int, count: int, day: int = 0, verdict: float = 1.0) -> list[Entry]:
    return [
        make_entry(
            device=device, seq=seq, at=MONDAY + day * DAY + seq * 10_000, kind="answer", question=seq.to_bytes(16),
            key=bytes(16), verdict=verdict, rating=3, milliseconds=9_250, sitting="s",
            body={"given": ["私"], "kind": "single", "length": 40},
        )
        for seq in range(first, first + count)
    ]  # fmt: skip


def chain(device: OwnDevice, parts: list[list[Entry]]) -> list[Statement]:
    found: list[Statement] = []
    for number, entries in enumerate(parts, 1):
        before = digest_of(found[-1].head) if found else ""
        head = EntriesHead(by="", device=device.device, no=number, before=before)
        found.append(seal(device.secret, head, pack_entries(entries)))
    return found


class TestContract(RemoteKindContract):
    @pytest.fixture
    def kind(self, url: str) -> RemoteKind:
        return kind_of(url)

    @pytest.fixture
    def url(self, store: Store) -> str:
        return f"xapi+http://127.0.0.1:{store.port}/xAPI?home={HOME}&key=env:STUDYAPP_LRS"


def test_answers_are_told_as_the_rules_have_it(url: str, store: Store) -> None:
    device = own()
    (one,) = chain(device, [answers(device.device, 1, 2)])
    with opened(url) as remote:
        receipt = remote.push([one])
    assert receipt.held == {device.device: (1, digest_of(one.head))} and receipt.words == ()
    told = sorted(store.held.values(), key=lambda each: str(each["timestamp"]))
    assert told[0] == {
        "id": told[0]["id"],
        "actor": {"objectType": "Agent", "account": {"homePage": HOME, "name": device.device}},
        "verb": {"id": ANSWERED, "display": {"en": "answered", "zh-CN": "作答"}},
        "object": {
            "objectType": "Activity",
            "id": f"{HOME}/xapi/questions/{(1).to_bytes(16).hex()}",
            "definition": {"type": "http://adlnet.gov/expapi/activities/question"},
        },
        "result": {"success": True, "score": {"scaled": 1.0}, "duration": "PT9.25S"},
        "context": {"platform": "studyapp"},
        "timestamp": "2021-05-03T02:00:10.000Z",
    }
    assert "私" not in json.dumps(told, ensure_ascii=False), "what was given stays here"


@pytest.mark.parametrize("wholly", [False, True])
def test_to_send_twice_is_harmless(url: str, store: Store, wholly: bool) -> None:
    """Some stores answer 409 to a batch for one statement that they have."""
    store.wholly = wholly
    device = own()
    statements = chain(device, [answers(device.device, 1, 3), answers(device.device, 4, 3)])
    for some in (statements[:1], statements, statements):
        with opened(url) as remote:
            receipt = remote.push(some)
        assert receipt.words == () and receipt.held[device.device].no == len(some)
    assert len(store.held) == 6


def test_many_go_some_at_once(url: str, store: Store) -> None:
    device = own()
    with opened(url) as remote:
        remote.push(chain(device, [answers(device.device, 1, 250)]))
    assert store.requests == [("POST", 200)] * 3 and len(store.held) == 250


def test_one_that_is_refused_keeps_no_other_back(url: str, store: Store) -> None:
    device = own()
    entries = answers(device.device, 1, 3)
    bad = answer_to_xapi(entries[1], HOME, device.device)
    assert bad is not None
    store.poison = {bad["id"]}
    with opened(url) as remote:
        receipt = remote.push(chain(device, [entries]))
    assert [(word.entry, word.verdict) for word in receipt.words] == [(entries[1].id, Verdict.REFUSED)]
    assert len(store.held) == 2


@pytest.mark.parametrize("status", [301, 401, 403, 404, 429, 500, 503])
def test_a_store_that_cannot_now_is_told(url: str, store: Store, status: int) -> None:
    device = own()
    store.odd = status
    with opened(url) as remote, pytest.raises(Unreachable) as told:
        remote.push(chain(device, [answers(device.device, 1, 1)]))
    assert told.value.why.arguments["status"] == status
    store.odd = 0
    with opened(url) as remote:
        assert remote.push(chain(device, [answers(device.device, 1, 1)])).held


def test_what_is_not_signed_is_not_told(url: str, store: Store) -> None:
    device = own()
    (one,) = chain(device, [answers(device.device, 1, 1)])
    with opened(url) as remote:
        assert remote.push([one._replace(signature=bytes(64))]).held == {}
    assert store.held == {}


def test_without_the_secret_nothing_is_sent(url: str, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYAPP_LRS", "only-a-password")
    device = own()
    with opened(url) as remote, pytest.raises(Unreachable) as told:
        remote.push(chain(device, [answers(device.device, 1, 1)]))
    why = told.value.why
    assert "only-a-password" not in why.text.format_map(why.arguments) and store.requests == []


@pytest.mark.parametrize(
    "rest",
    ["", "?home=", "?home=ftp://a", f"?home={HOME}&key=user:pass", f"?home={HOME}&x=1", f"?home={HOME}&home={HOME}",
     f"?home={HOME}&plan=a", f"?home={HOME}&keep=a", f"?home={HOME}&plan=/none&keep=/none", f"?home={HOME}%20a"],
)  # fmt: skip
def test_an_address_that_cannot_be_is_told(rest: str) -> None:
    with pytest.raises(BadAddress) as told, opened(f"xapi+https://lrs.example/xAPI{rest}"):
        pass
    assert "pass" not in str(told.value.why.arguments)


PLAN = """\
id = "p"
name = "方案"
[points]
keeps = 2
[titles.star]
name = "日日学之星"
task = "daily"
period = "week"
persistence = 0.4
accuracy = 0.5
answers = 4
days = 2
"""


@pytest.fixture
def with_titles(url: str, tmp_path: Path) -> str:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return f"{url}&plan={quote(str(tmp_path / 'plan.toml'))}&keep={quote(str(tmp_path / 'keep'))}"


def earned(store: Store) -> list[Any]:
    return [one for one in store.held.values() if one["verb"]["id"] == EARNED]


def test_a_title_is_told_once_whatever_order_its_days_come_in(with_titles: str, store: Store) -> None:
    one, two = own(1), own(2)
    said = [DeviceHead(by="", hub="h", device=each.device, key=each.key, learner="L", at=0) for each in (one, two)]
    first = chain(one, [answers(one.device, 1, 6, 0)])
    second = chain(two, [answers(two.device, 7, 6, 1)])
    for some in ([seal(HUB, head) for head in said], second, first, first, second):
        with opened(with_titles) as remote:
            remote.push(some)
    (title,) = earned(store)
    assert title["actor"]["account"] == {"homePage": HOME, "name": "L"}
    assert title["object"]["id"] == f"{HOME}/xapi/titles/star/2021-W18"
    assert title["object"]["definition"]["name"] == {"zh-CN": "日日学之星"}


def test_a_lost_note_is_made_again(with_titles: str, store: Store, tmp_path: Path) -> None:
    device = own()
    statements = chain(device, [answers(device.device, 1, 6, 0), answers(device.device, 7, 6, 1)])
    with opened(with_titles) as remote:
        remote.push(statements[:1])
    (tmp_path / "keep" / "note.json").write_bytes(b"{")
    with opened(with_titles) as remote:
        remote.push(statements[1:])
    assert len(earned(store)) == 1


def test_who_asks_to_be_erased_is(with_titles: str, store: Store, tmp_path: Path) -> None:
    device = own()
    with opened(with_titles) as remote:
        remote.push(chain(device, [answers(device.device, 1, 6)]))
        remote.push([seal(HUB, ErasedHead(by="", hub="h", learner=device.device, at=0))])
    assert list((tmp_path / "keep").glob("*.studyapp")) == []


entries = st.builds(
    lambda at, verdict, spent, kind, question: make_entry(
        device="d", seq=1, at=at, kind=kind, question=question, key=bytes(16), verdict=verdict, rating=3,
        milliseconds=spent, sitting=None, body={},
    ),
    st.integers(0, LATEST), st.none() | st.floats(0, 1), st.none() | st.integers(0, 1 << 40),
    st.sampled_from(["answer", "void", "handin"]), st.none() | st.binary(min_size=16, max_size=16),
)  # fmt: skip


@given(entries, st.text(min_size=1, max_size=9))
def test_every_answer_makes_a_statement_by_the_rules(entry: Entry, actor: str) -> None:
    plain = answer_to_xapi(entry, HOME, actor)
    if plain is None:
        assert entry.kind != "answer" or entry.verdict is None or entry.question is None or entry.at > 253e12
        return
    assert faults(json.loads(json.dumps(plain))) == []
    assert answer_to_xapi(entry, HOME, actor) == plain


@given(st.integers(0, 40_000), st.sampled_from(["star", "月月比能手"]), st.sampled_from(["2021-W18", "2021-05"]))
def test_every_title_makes_a_statement_by_the_rules(day: int, what: str, period: str) -> None:
    award = Award(what, "日日学之星", period, day, 0, Message("好"), day, day)
    assert faults(title_to_xapi(award, HOME, "L")) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("id", "5"), ("timestamp", "2021-05-03 10:00"), ("timestamp", "2021-05-03T10:00:00-00:00"),
     ("verb", {"id": "no iri"}), ("result", {"duration": "9s"}), ("result", {"duration": "PT"}),
     ("result", {"score": {"scaled": 1.5}}),
     ("result", {"success": None}), ("actor", {"account": {"name": "x"}}), ("object", {"id": "a b"}), ("stored", "x")],
)  # fmt: skip
def test_the_rules_find_what_is_wrong(name: str, value: object) -> None:
    plain = answer_to_xapi(answers("d", 1, 1)[0], HOME, "d")
    assert plain is not None and faults(plain) == []
    assert faults({**plain, name: value})
