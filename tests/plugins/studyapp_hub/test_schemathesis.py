"""Whatever a stranger sends to the routes of the document is answered as the document says: no 5xx, no other shape."""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import Any
from urllib.parse import urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp import OwnDevice, Statement, write_statements
from studyapp.envelope.heads import KINDS
from studyapp_hub.openapi import document
from studyapp_hub.service.api import ROUTES, STATEMENTS, ApiRoute, signed_text
from tests.plugins.studyapp_hub.serving import Served, chain, device, envelope, joining

SCHEMA = schemathesis.openapi.from_dict(json.loads(json.dumps(document())))
FEW = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
    deadline=None,
)


@pytest.fixture
def known(served: Served) -> OwnDevice:
    own = device(1)
    assert served.remote(own).push([joining(own, served.code()), *chain(own, 1)]).refused is None
    return own


def hold(path: str, method: str, status: int, headers: dict[str, str], body: bytes) -> None:
    """An answer must be one that the document has, and JSON without a trace of the program."""
    told = document()["paths"][path][method.lower()]["responses"]
    assert str(status) in told, (method, path, status, body)
    assert headers["content-type"].startswith("application/json") and b"Traceback" not in body
    json.loads(body)


@pytest.mark.parametrize("route", [one for one in ROUTES if not one.takes], ids=lambda route: route.path)
def test_whatever_is_asked(served: Served, known: OwnDevice, route: ApiRoute) -> None:
    operation = SCHEMA[route.path][route.method]

    @given(case=operation.as_strategy(), is_signed=st.booleans())
    @FEW
    def ask(case: Any, is_signed: bool) -> None:
        served.clock.at += 2_000
        query = urlencode({name: str(value) for name, value in (case.query or {}).items()}, errors="replace")
        target = route.path + (f"?{query}" if query else "")
        headers = {}
        if route.signed and is_signed:
            text = signed_text(route.method, target, hashlib.sha256(b"").hexdigest(), served.clock.at)
            said = f"device={known.device}, at={served.clock.at}, signature={known.sign(text).hex()}"
            headers["Authorization"] = f"Ed25519 {said}"
        hold(route.path, route.method, *served.raw(route.method, target, None, headers))

    ask()


heads = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(sorted(KINDS)).flatmap(
        lambda kind: st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=4).map(
            lambda more: json.dumps({"v": 1, "alg": "ed25519", "kind": kind, "by": "00" * 32, "content": "", **more})
        )
    ).map(str.encode),
    st.builds(lambda no, before: envelope(device(1), no, before).head, st.integers(-9, 9), st.text(max_size=5)),
)  # fmt: skip
statements = st.builds(Statement, heads, st.binary(max_size=64), st.binary(max_size=60)) | st.builds(
    lambda no, content: envelope(device(1), no, content=content), st.integers(-9, 1 << 60), st.binary(max_size=60)
)
bodies = st.one_of(
    st.binary(max_size=99),
    st.binary(max_size=99).map(gzip.compress),
    st.lists(statements, max_size=4).map(write_statements),
)


def test_whatever_is_pushed(served: Served, known: OwnDevice) -> None:
    before = served.ask(lambda hub: hub.devices())

    @given(body=bodies)
    @FEW
    def push(body: bytes) -> None:
        served.clock.at += 2_000
        hold("/v1/push", "POST", *served.raw("POST", "/v1/push", body, {"Content-Type": STATEMENTS}))

    push()
    after = served.ask(lambda hub: hub.devices())
    assert [one.device for one in after] == [one.device for one in before], "nobody was let in"
    assert served.ask(lambda hub: hub.check()) == ()
