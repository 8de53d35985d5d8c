"""What somebody may try against a hub, one by one, and what he is told."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import socket
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import OwnDevice, Statement, write_statements
from studyapp_hub.enrolment import LASTS
from studyapp_hub.limits import Allowance, Limiter
from studyapp_hub.service.api import BODY, STATEMENTS, UNPACKED, WINDOW, signed_text
from studyapp_hub.service.bodies import statements_in
from studyapp_hub.service.faults import Fault
from tests.plugins.studyapp_hub.serving import NOON, Served, chain, device, joining, multipart
from tests.support import examples

ZEROS = "0" * 128
FIRST = b"studyapp statements 1\n"


@pytest.fixture
def known(served: Served) -> OwnDevice:
    own = device(1)
    assert served.remote(own).push([joining(own, served.code())]).refused is None
    return own


def signed(own: OwnDevice, target: str, at: int, method: str = "GET", **change: str) -> dict[str, str]:
    digest = hashlib.sha256(b"").hexdigest()
    fields = {"device": own.device, "at": str(at), "signature": own.sign(signed_text(method, target, digest, at)).hex()}
    return {"Authorization": "Ed25519 " + ", ".join(f"{name}={value}" for name, value in {**fields, **change}.items())}


def asked(served: Served, target: str, headers: dict[str, str]) -> tuple[int, str]:
    status, _headers, body = served.raw("GET", target, None, headers)
    return status, json.loads(body).get("error", {}).get("code", "")


def pushed(served: Served, body: bytes, **headers: str) -> tuple[int, Any]:
    status, _headers, answer = served.raw("POST", "/v1/push", body, {"Content-Type": STATEMENTS, **headers})
    return status, json.loads(answer)


def test_a_signed_read_is_answered_once(served: Served, known: OwnDevice) -> None:
    headers = signed(known, "/v1/pull", NOON)
    assert asked(served, "/v1/pull", headers) == (200, "")
    assert asked(served, "/v1/pull", headers) == (401, "replayed")


def test_a_signature_is_for_one_path_and_query(served: Served, known: OwnDevice) -> None:
    headers = signed(known, "/v1/pull", NOON)
    for other in ("/v1/scopes", "/v1/pull?cursor=0", "/v1/pull?", "/v1/board"):
        assert asked(served, other, headers) in ((401, "bad-signature"), (200, ""))
    assert asked(served, "/v1/scopes", headers) == (401, "bad-signature")
    assert asked(served, "/v1/pull?cursor=0", headers) == (401, "bad-signature")


@pytest.mark.parametrize("ago", [WINDOW + 1, -WINDOW - 1, 10**13, -(10**13)])
def test_a_signature_that_is_old_or_early_is_none(served: Served, known: OwnDevice, ago: int) -> None:
    at = max(0, NOON - ago)
    assert asked(served, "/v1/pull", signed(known, "/v1/pull", at)) == (401, "stale")


def test_a_signature_of_another_device_is_none(served: Served, known: OwnDevice) -> None:
    thief = device(2)
    as_known = signed(thief, "/v1/pull", NOON, device=known.device)
    assert asked(served, "/v1/pull", as_known) == (401, "bad-signature")
    assert asked(served, "/v1/pull", signed(thief, "/v1/pull", NOON)) == (403, "unknown-device")


@pytest.mark.parametrize(
    "header",
    ["", "Ed25519", "Basic YTpi", "Ed25519 device=, at=1, signature=", f"Ed25519 device=a, at=-1, signature={ZEROS}",
     "Ed25519 device=a, at=1, signature=" + "g" * 128, "Ed25519 device=a at=1 signature=" + "0" * 128,
     "Ed25519 device=../x, at=1, signature=" + "0" * 128, "Ed25519 device=a, at=" + "9" * 400 + ", signature=00"],
)  # fmt: skip
def test_what_is_no_signature_is_none(served: Served, header: str) -> None:
    assert asked(served, "/v1/pull", {"Authorization": header}) == (401, "unsigned")


def test_a_revoked_device_is_not_answered(served: Served, known: OwnDevice) -> None:
    root = served.browser(served.account("root", "province").name)
    learner = served.ask(lambda hub: hub.learner_of(known.device))
    assert root.post(f"/admin/people/{learner}/revoke", {"device": known.device}).status == 303
    assert asked(served, "/v1/pull", signed(known, "/v1/pull", NOON)) == (403, "unknown-device")
    heir = device(2)
    proof = known.sign(f"rejoin {known.device} {heir.device}".encode()).hex()
    assert served.remote(heir).push([joining(heir, f"{known.device} {proof}")]).refused is not None


def test_statements_that_were_touched_are_not_taken(served: Served, known: OwnDevice) -> None:
    (one,) = chain(known, 1)
    head = one.head.replace(b'"no":1', b'"no":2')
    touched = [
        Statement(head, one.signature, one.content),
        Statement(one.head, one.signature, b"other"),
        Statement(one.head, bytes(64), one.content),
        Statement(b"{}", one.signature),
        Statement(b"", b""),
    ]
    for some in touched:
        status, receipt = pushed(served, write_statements([some]))
        assert status == 200 and receipt["held"].get(known.device, {"no": 0})["no"] == 0
    assert served.remote(known).push([one]).held[known.device].no == 1


def test_another_device_cannot_speak_for_one_that_is_known(served: Served, known: OwnDevice) -> None:
    thief = OwnDevice(known.device, device(2).secret)
    served.remote(thief).push(chain(thief, 1))
    assert served.remote(known).push([]).held == {}
    assert served.remote(known).push(chain(known, 1)).held[known.device].no == 1
    assert served.remote(thief).push([joining(thief, served.code())]).refused is not None or (
        served.ask(lambda hub: hub.key_of(known.device)) == known.key
    )


def bomb(size: int, what: bytes = b"0") -> bytes:
    return gzip.compress(FIRST + b"{}\n" + b"0" * 128 + b"\n%d\n" % size + what * size + b"\n")


BODIES: dict[str, tuple[Callable[[], bytes], int]] = {
    "nothing": (lambda: b"", 400),
    "a letter": (lambda: b"x", 400),
    "half a mark": (lambda: b"\x1f\x8b", 400),
    "nothing packed": (lambda: gzip.compress(b""), 400),
    "another file": (lambda: gzip.compress(b"another file"), 400),
    "a head alone": (lambda: gzip.compress(FIRST + b"{}\n"), 400),
    "no signature": (lambda: gzip.compress(FIRST + b"{}\nzz\n0\n\n"), 400),
    "not packed": (lambda: FIRST, 400),
    "a bomb": (lambda: bomb(UNPACKED + 1), 400),
    "a bomb of a head": (lambda: gzip.compress(FIRST + b"{" * (UNPACKED + 10)), 400),
    "too long": (lambda: bytes(BODY + 1), 413),
    "no statements": (lambda: write_statements([]), 200),
}
"""By name, since what is packed at another second is not the same."""


@pytest.mark.parametrize("name", BODIES)
def test_bodies_that_are_none(served: Served, name: str) -> None:
    body, status = BODIES[name][0](), BODIES[name][1]
    found, plain = pushed(served, body)
    assert found == status
    if status != 200:
        assert plain["error"]["why"]["sentence"] and plain["error"]["at"] == NOON


def test_a_body_of_another_type_or_packed_otherwise_is_not_taken(served: Served) -> None:
    body = write_statements([])
    assert pushed(served, body, **{"Content-Encoding": "gzip"})[0] == 415
    assert pushed(served, body, **{"Content-Type": "application/json"})[0] == 415


def test_a_body_that_does_not_say_its_length_is_bounded_too(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as line:
        head = f"POST /v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: {STATEMENTS}\r\nTransfer-Encoding: chunked\r\n\r\n"
        line.sendall(head.encode())
        chunk = b"%x\r\n" % (1 << 16) + bytes(1 << 16) + b"\r\n"
        try:
            for _ in range(40):
                line.sendall(chunk)
            answer = line.recv(4096)
        except (ConnectionError, TimeoutError):
            answer = line.recv(4096)
        assert b" 413 " in answer.split(b"\r\n")[0]


@given(st.binary(max_size=200))
@settings(max_examples=examples(100))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for body in (data, gzip.compress(data), gzip.compress(FIRST + data), gzip.compress(FIRST + data)[:-3]):
        try:
            statements_in(body)
        except Fault as fault:
            assert fault.status in (400, 413)


def test_codes_cannot_be_guessed_for_long(served: Served) -> None:
    own = device(3)
    code = served.code()
    found = [pushed(served, write_statements([joining(own, f"0000-0000-{number:04d}")]))[0] for number in range(40)]
    assert found[:30] == [200] * 30 and set(found[30:]) == {429}
    assert pushed(served, write_statements([joining(own, code)]))[0] == 429
    assert pushed(served, write_statements([]))[0] == 200
    served.clock.at += 2 * 60_000
    assert served.remote(own).push([joining(own, code)]).refused is None


def test_a_whole_office_joins_from_one_address(served: Served) -> None:
    codes = served.service.enrolment.for_unit("c", 60, NOON, "t")
    for number, one in enumerate(codes):
        own = device(100 + number)
        status, receipt = pushed(served, write_statements([joining(own, one.code)]))
        assert status == 200 and receipt["refused"] is None
        served.clock.at += 20


def test_a_code_is_good_once_and_for_a_week(served: Served) -> None:
    code, late = served.code(), served.code()
    assert served.remote(device(3)).push([joining(device(3), code)]).refused is None
    again = served.remote(device(4)).push([joining(device(4), code)])
    assert again.refused is not None and "已经用过" in again.refused.text
    served.clock.at += LASTS
    refused = served.remote(device(4)).push([joining(device(4), late, at=served.clock.at)]).refused
    assert refused is not None and "过期" in refused.text


def test_who_asks_too_often_waits(served: Served, known: OwnDevice) -> None:
    found = [asked(served, "/v1/scopes", signed(known, "/v1/scopes", NOON + step))[0] for step in range(70)]
    assert found[:50] == [200] * 50 and found[-1] == 429
    assert pushed(served, write_statements(chain(known, 1)))[0] in (200, 429)
    served.clock.at += 5_000
    assert asked(served, "/v1/scopes", signed(known, "/v1/scopes", served.clock.at))[0] == 200


@given(st.lists(st.integers(0, 3_000), max_size=60), st.integers(1, 10), st.integers(1, 500))
def test_no_more_than_allowed(steps: list[int], burst: int, each: int) -> None:
    now = [0.0]
    limiter = Limiter(Allowance(burst, each), lambda: now[0])
    taken = 0
    for step in steps:
        now[0] += step
        wait = limiter.wait("a")
        taken += not wait
        assert taken <= burst + now[0] / each + 1e-6
        if wait:
            now[0] += wait + 1e-6
            assert limiter.wait("a") == 0
            taken += 1
    assert limiter.wait("b") == 0


@pytest.mark.parametrize(
    "path", ["/", "/v1/hub", "/v1/openapi.json", "/admin/login", "/join", "/nothing", "/v1/nothing"]
)
def test_every_answer_has_the_headers(served: Served, path: str) -> None:
    status, headers, _body = served.raw("GET", path)
    assert status in (200, 404)
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"] and "server" not in headers


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "/abs", "a\u202eb", "con", ".." * 50, "\x01"])
def test_names_of_files_go_nowhere(served: Served, name: str) -> None:
    root = served.browser(served.account("root", "province").name)
    deck = "1. 由谁征收？\nA. 税务机关\nB. 银行\n答案：A\n".encode()
    place = served.service.settings.place
    before = set(place.rglob("*"))
    page = root.post("/admin/decks", {"name": "社保"}, (name, deck))
    assert page.status in (303, 400)
    assert {one.name for one in set(place.rglob("*")) - before} <= {"plugins.json", "plugins.commands"}


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", PARTS),
        (b"--x\r\n", f"{PARTS}; boundary=x"),
        (b"%zz=%", FORM),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\n\r\n--x--", f"{PARTS}; boundary=x"),
        (b"\xff" * 99, "text/plain"),
        (b"name=a&password=" + b"p" * 70_000, FORM),
        (b"a=1&" * 9_000, FORM),
        multipart({"name": "x", "password": "y"}, ("f", b"z"))[::-1],
        multipart({"password": "y"}, ("f", b"z" * 70_000))[::-1],
    ],
)
def test_forms_that_are_none(served: Served, body: bytes, kind: str) -> None:
    status, _headers, page = served.raw("POST", "/admin/login", body, {"Content-Type": kind})
    assert status in (400, 403, 413) and b"Traceback" not in page


def test_a_fault_of_the_hub_is_a_sentence(served: Served, known: OwnDevice, caplog: pytest.LogCaptureFixture) -> None:
    def fail(*arguments: Any, **more: Any) -> Any:
        raise RuntimeError("secret inside")

    caplog.set_level(logging.CRITICAL)
    served.hub.accept_many = fail  # type: ignore[method-assign]
    served.hub.pull = fail  # type: ignore[method-assign]
    for status, body in (
        pushed(served, write_statements(chain(known, 1))),
        served.raw("GET", "/v1/pull", None, signed(known, "/v1/pull", NOON))[::2],
    ):
        text = body if isinstance(body, dict) else json.loads(body)
        assert status == 503 and text["error"]["code"] == "unavailable" and "secret" not in json.dumps(text)


def test_no_secret_is_in_the_logs(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    own, code = device(3), served.code()
    served.account("root", "province")
    browser = served.browser("root")
    served.remote(own).push([joining(own, code)])
    served.remote(own).pull("")
    told = caplog.text
    cookie = browser.cookies["studyapp_hub"]
    assert not [one for one in (code, own.secret, "correct horse", cookie, browser.token()) if one in told]
