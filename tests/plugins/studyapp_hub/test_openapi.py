"""The document of the protocol agrees with its routes, its shapes and its statements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.envelope.heads import KINDS
from studyapp.model import Message
from studyapp.model.remote import Board, File, Held, Place, Pulled, Receipt, Scope, UnitPlace, Verdict, Word
from studyapp.model.statement import Head
from studyapp_hub import wire
from studyapp_hub.openapi import document
from studyapp_hub.service.api import ROUTES
from studyapp_hub.statement_format import STATEMENT_FORMAT

texts = st.text(max_size=8)
numbers = st.integers(0, 1 << 50)
names = st.sampled_from(["a", "b"])
messages = st.builds(lambda value: Message("{a}", {"a": value}), st.one_of(texts, st.integers(), st.floats(0, 1)))
held = st.dictionaries(texts, st.builds(Held, numbers, st.binary(min_size=32, max_size=32).map(bytes.hex)), max_size=2)
words = st.lists(
    st.builds(Word, st.binary(min_size=16, max_size=16), st.sampled_from(Verdict), messages), max_size=2
).map(tuple)
several = st.lists(texts, max_size=2).map(tuple)
receipts = st.builds(Receipt, held, words, several, st.just(()), st.none() | messages)
files = st.lists(
    st.builds(File, st.sampled_from(["deck", "plan"]), texts, texts, numbers, st.binary(max_size=8)), max_size=2
).map(tuple)
pulls = st.builds(Pulled, texts, files, held, words, several, st.just(()), st.booleans())
ranks = st.integers(1, 1 << 40)
places = st.lists(st.builds(Place, ranks, texts, texts, numbers, st.booleans()), max_size=2).map(tuple)
units = st.lists(
    st.builds(UnitPlace, ranks, texts, texts, numbers, numbers, numbers, st.floats(0, 1e9)), max_size=2
).map(tuple)
boards = st.builds(Board, texts, texts, texts, numbers, numbers, places, places, units, st.booleans())
scopes = st.lists(st.builds(Scope, texts, texts), max_size=2)


def schema(name: str) -> Any:
    """A shape of the document that allows no field that the document does not name."""
    whole = json.loads(json.dumps(document()["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/"))
    for one in walk(whole):
        if "properties" in one:
            one["additionalProperties"] = False
    return jsonschema_rs.validator_for({"$defs": whole, "$ref": f"#/$defs/{name}"})


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(one)


def test_every_route_is_in_it_and_nothing_else() -> None:
    paths = document()["paths"]
    told = {(method.upper(), path) for path, methods in paths.items() for method in methods}
    assert told == {(route.method, route.path) for route in ROUTES}
    for route in ROUTES:
        one = paths[route.path][route.method.lower()]
        assert {int(status) for status in one["responses"]} == {200, *route.faults}
        assert bool(one["security"]) == route.signed
        assert [query["name"] for query in one.get("parameters", [])] == [query.name for query in route.queries]
        assert list(one.get("requestBody", {}).get("content", {})) == ([route.takes] if route.takes else [])


def test_every_reference_leads_somewhere_and_every_shape_is_a_schema() -> None:
    whole = json.loads(json.dumps(document(), ensure_ascii=False))
    assert whole["openapi"].startswith("3.1.")
    shapes = whole["components"]["schemas"]
    assert {one["$ref"].rpartition("/")[2] for one in walk(whole) if "$ref" in one} == shapes.keys()
    for one in shapes.values():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **one})


def test_what_it_is_made_of_is_not_shared_out() -> None:
    first = document()
    first["paths"].clear()
    assert document()["paths"]


@given(receipts)
def test_a_receipt_is_as_described(receipt: Receipt) -> None:
    RECEIPT.validate(wire.receipt_to_plain(receipt))


@given(pulls)
def test_what_comes_down_is_as_described(pulled: Pulled) -> None:
    PULLED.validate(wire.pulled_to_plain(pulled))


@given(boards)
def test_a_board_is_as_described(board: Board) -> None:
    BOARD.validate(wire.board_to_plain(board))


@given(scopes)
def test_scopes_are_as_described(some: list[Scope]) -> None:
    SCOPES.validate(wire.scopes_to_plain(some))


RECEIPT, PULLED, BOARD, SCOPES = map(schema, ("receipt", "pulled", "board", "scopes"))


@pytest.mark.parametrize("name", ["cursor", "files", "held", "more"])
def test_what_lacks_a_field_is_not_as_described(name: str) -> None:
    plain = wire.pulled_to_plain(Pulled("1"))
    del plain[name]
    assert not PULLED.is_valid(plain)


def test_every_kind_of_statement_is_described_with_its_fields() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", STATEMENT_FORMAT, re.MULTILINE)
    common = {one.name for one in fields(Head)}
    assert {kind: set(re.findall(r"`(\w+)`", names)) for kind, names in rows} == {
        kind: {one.name for one in fields(head)} - common for kind, head in KINDS.items()
    }
