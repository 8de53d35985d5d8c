"""All that a hub answers, on a real port, is as its document says: statuses, shapes, and no field besides."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studyapp import OwnDevice, write_statements
from studyapp_hub.founding import init_hub
from studyapp_hub.openapi import document
from studyapp_hub.service.api import BODY, ROUTES, STATEMENTS, signed_text
from tests.plugins.studyapp_hub.serving import NOON, SECRET, Clock, Served, chain, device, joining, serve
from tests.plugins.studyapp_hub.test_openapi import schema


def ask(served: Served, target: str, own: OwnDevice | None = None) -> tuple[int, Any]:
    """A read, signed where somebody asks."""
    headers = {}
    if own is not None:
        served.clock.at += 1
        text = signed_text("GET", target, hashlib.sha256(b"").hexdigest(), served.clock.at)
        said = f"device={own.device}, at={served.clock.at}, signature={own.sign(text).hex()}"
        headers["Authorization"] = f"Ed25519 {said}"
    return checked(target.partition("?")[0], "GET", *served.raw("GET", target, None, headers))


def push(served: Served, body: bytes, kind: str = STATEMENTS) -> tuple[int, Any]:
    return checked("/v1/push", "POST", *served.raw("POST", "/v1/push", body, {"Content-Type": kind}))


def checked(path: str, method: str, status: int, headers: dict[str, str], body: bytes) -> tuple[int, Any]:
    """An answer that was held against the document."""
    told = document()["paths"][path][method.lower()]["responses"]
    assert str(status) in told, f"{method} {path} answers {status}, of which the document says nothing"
    assert headers["content-type"].partition(";")[0] == "application/json"
    plain = json.loads(body)
    name = told[str(status)]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    if name == "openapi":
        assert plain == json.loads(json.dumps(document()))
    else:
        schema(name).validate(plain)
    return status, plain


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    place, clock = tmp_path / "hub", Clock()
    place.mkdir()
    hub = init_hub(place, secret=SECRET, hub="hub-1", name="青山县", at=NOON)
    try:
        with serve(hub, place, clock) as found:
            yield found
    finally:
        hub.close()


@pytest.fixture
def known(served: Served) -> OwnDevice:
    """A device that the hub knows, and that has handed envelopes over."""
    own = device(5)
    served.unit("c", "青山县")
    status, receipt = push(served, write_statements([joining(own, served.code("c"), "张三"), *chain(own, 2)]))
    assert status == 200 and receipt["refused"] is None
    return own


def test_who_it_is_and_its_document(served: Served) -> None:
    assert ask(served, "/v1/hub")[0] == ask(served, "/v1/openapi.json")[0] == 200


def test_what_a_known_device_is_answered(served: Served, known: OwnDevice) -> None:
    status, pulled = ask(served, "/v1/pull", known)
    assert status == 200 and pulled["held"].keys() <= {known.device}
    assert ask(served, f"/v1/pull?cursor={pulled['cursor']}", known)[0] == 200
    status, scopes = ask(served, "/v1/scopes", known)
    assert status == 200 and scopes["scopes"]
    for period in ("all", "2021-05", "2021-W18", "2021-05-03"):
        assert ask(served, f"/v1/board?period={period}", known)[0] == 200
    assert push(served, write_statements(chain(known, 3)))[0] == 200


@pytest.mark.parametrize(
    ("target", "status"),
    [("/v1/pull?cursor=%00", 400), ("/v1/pull?cursor=a&cursor=b", 400), ("/v1/board?period=yesterday", 400),
     ("/v1/board?scope=unit:nowhere", 404)],
)  # fmt: skip
def test_what_a_wrong_question_is_answered(served: Served, known: OwnDevice, target: str, status: int) -> None:
    assert ask(served, target, known)[0] == status


@pytest.mark.parametrize("route", [route for route in ROUTES if route.signed], ids=lambda route: route.path)
def test_who_does_not_sign_or_is_not_known_is_told(served: Served, route: Any) -> None:
    assert ask(served, route.path)[0] == 401
    assert ask(served, route.path, device(77))[0] in (401, 403)


def test_what_a_wrong_push_is_answered(served: Served) -> None:
    assert push(served, b"no statements")[0] == 400
    assert push(served, b"", "text/plain")[0] == 415
    assert push(served, bytes(BODY + 1))[0] == 413
    status, receipt = push(served, write_statements([joining(device(6), "NO-SUCH-CODE", at=NOON)]))
    assert status == 200 and receipt["refused"] is not None
