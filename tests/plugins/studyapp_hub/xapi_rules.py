"""The rules of the Experience API 1.0.3 (Data, parts 2 and 4) that statements of ours are held to.

Written after the published text, and not after the code under test. Only what we send has a rule: all else is wrong.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_DURATION = re.compile(r"P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?|P\d+W")
_TIMESTAMP = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?"
    r"(?:Z|[+](?:0\d|1[0-4]):?[0-5]\d|-(?!00:?00)(?:0\d|1[0-2]):?[0-5]\d)"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def faults(statement: Any) -> list[str]:
    """What is wrong with a statement, in words; nothing where it is as the rules have it."""
    if not isinstance(statement, dict):
        return ["a statement is an object"]
    return list(_statement(statement))


def _statement(one: dict[str, Any]) -> Iterator[str]:
    known = {"id", "actor", "verb", "object", "result", "context", "timestamp"}
    yield from (f"unknown property {name}" for name in one.keys() - known)
    yield from (f"{name} is missing" for name in ("actor", "verb", "object") if name not in one)
    yield from _nulls(one, "")
    if not _UUID.fullmatch(str(one.get("id"))):
        yield "id is no UUID"
    if not _TIMESTAMP.fullmatch(str(one.get("timestamp"))):
        yield "timestamp is not as RFC 3339 has it, with a time zone"
    yield from _actor(one.get("actor", {}))
    yield from _verb(one.get("verb", {}))
    yield from _object(one.get("object", {}))
    yield from _result(one.get("result", {}))
    if one.get("context", {}).keys() - {"platform"} or not isinstance(one.get("context", {}).get("platform", ""), str):
        yield "context has more than a platform, or that is no text"


def _nulls(value: Any, path: str) -> Iterator[str]:
    """2.2: no value is null."""
    if value is None:
        yield f"{path} is null"
    for name, one in value.items() if isinstance(value, dict) else ():
        yield from _nulls(one, f"{path}.{name}")


def _actor(one: dict[str, Any]) -> Iterator[str]:
    """2.4.2: an agent has exactly one inverse functional identifier."""
    if one.get("objectType", "Agent") != "Agent" or one.keys() - {"objectType", "name", "account"}:
        yield "actor is no agent with an account"
    account = one.get("account", {})
    if account.keys() != {"homePage", "name"} or not all(isinstance(value, str) for value in account.values()):
        yield "an account has a homePage and a name"
    elif not _IRI.fullmatch(account["homePage"]) or not account["name"]:
        yield "the homePage is no IRL, or the name is empty"


def _verb(one: dict[str, Any]) -> Iterator[str]:
    if one.keys() - {"id", "display"} or not _IRI.fullmatch(str(one.get("id"))):
        yield "the verb's id is no IRI"
    yield from _language_map(one.get("display", {}), "verb.display")


def _object(one: dict[str, Any]) -> Iterator[str]:
    if one.get("objectType", "Activity") != "Activity" or one.keys() - {"objectType", "id", "definition"}:
        yield "the object is no activity"
    if not _IRI.fullmatch(str(one.get("id"))):
        yield "the activity's id is no IRI"
    definition = one.get("definition", {})
    if definition.keys() - {"type", "name"} or ("type" in definition and not _IRI.fullmatch(str(definition["type"]))):
        yield "the definition has more than name and type, or the type is no IRI"
    yield from _language_map(definition.get("name", {}), "definition.name")


def _result(one: dict[str, Any]) -> Iterator[str]:
    """2.4.5, and 4.6: durations as ISO 8601 has them."""
    if one.keys() - {"success", "score", "duration"} or type(one.get("success", True)) is not bool:
        yield "the result has something else, or success is neither true nor false"
    score = one.get("score", {})
    scaled = score.get("scaled", 0)
    if score.keys() - {"scaled"} or isinstance(scaled, bool) or not isinstance(scaled, int | float):
        yield "the score is not scaled"
    elif not -1 <= scaled <= 1:
        yield "scaled lies between -1 and 1"
    if "duration" in one and not _DURATION.fullmatch(str(one["duration"])):
        yield "the duration is none of ISO 8601"


def _language_map(one: dict[str, Any], where: str) -> Iterator[str]:
    if not all(_LANGUAGE.fullmatch(tag) and isinstance(text, str) for tag, text in one.items()):
        yield f"{where} is no language map of RFC 5646"


def same(one: Any, other: Any) -> bool:
    """Whether two statements are the same, but for what a store adds."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
