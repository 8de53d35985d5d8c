"""The protocol as an OpenAPI 3.1 document, for whoever wants to speak it: another hub, or a platform.

The routes are those of ``service.api``, the shapes those of ``wire``, written out by hand as a stranger needs them:
tests hold that the document and the routes agree, and that all that a hub answers is as the document says.
"""

from __future__ import annotations

from typing import Any

from studyapp import Verdict, __version__
from studyapp_hub.service.api import BODY, ROUTES, STATEMENTS, UNPACKED, WINDOW, ApiRoute, Query
from studyapp_hub.statement_format import STATEMENT_FORMAT

Plain = dict[str, Any]

_ABOUT = f"""\
Decks come down, answers go up. A learner's app, the hub of a unit, that of a county, a city and a province all speak
this protocol to the one above, and so may any platform.

Whoever implements it may answer only some of it: a platform that takes answers and gives no decks answers `pull` with
an empty list of files. What is handed over again does no harm: an entry counts once, by its id, over whatever path it
came. A batch never fails for one entry: each has a word of its own. Nothing in the protocol answers a question for
anybody: what goes up is what learners did, signed by their own devices.

## Statements

{STATEMENT_FORMAT}
"""

_SIGNED = f"""\
Who asks signs, with the key of his device: `Authorization: Ed25519 device=<id>, at=<UTC milliseconds>,
signature=<128 hex digits>`. The signature is over the UTF-8 bytes of four lines joined by line feeds, without one at
the end: the method, the path with its query to the byte as sent, the SHA-256 of the body in hex (that of no bytes
where there is none), and `at` in decimal. A signature is good for {WINDOW // 60_000} minutes before and after the
hub's clock, which every error tells as `error.at`; it is taken once, so each request has an `at` of its own. Who asks
is shown what is his to see. A push is signed by no one: its statements are.
"""


def document() -> Plain:
    """The document."""
    paths: dict[str, Plain] = {}
    for route in ROUTES:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "studyapp hub",
            "summary": "Decks down, answers up, boards back",
            "version": __version__,
            "description": _ABOUT,
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/", "description": "the hub that serves this document"}],
        "paths": paths,
        "components": {
            "schemas": SCHEMAS,
            "securitySchemes": {
                "device": {"type": "apiKey", "in": "header", "name": "Authorization", "description": _SIGNED}
            },
        },
    }


def _operation(route: ApiRoute) -> Plain:
    name = route.path.removeprefix("/v1/").removesuffix(".json")
    found: Plain = {
        "operationId": name,
        "summary": route.what,
        "security": [{"device": []}] if route.signed else [],
        "responses": {
            "200": _json(name, route.answers),
            **{str(status): _json(_FAULTS[status], "fault") for status in route.faults},
        },
    }
    if route.queries:
        found["parameters"] = [_parameter(one) for one in route.queries]
    if route.takes:
        found["requestBody"] = {
            "required": True,
            "description": f"A file of statements, at most {BODY} bytes, and {UNPACKED} unpacked.",
            "content": {route.takes: {"schema": {"type": "string", "format": "binary"}}},
        }
    return found


def _parameter(query: Query) -> Plain:
    kind = {"type": "string", "pattern": query.pattern, "maxLength": query.longest}
    return {"name": query.name, "in": "query", "required": False, "description": query.what, "schema": kind}


def _json(what: str, shape: str) -> Plain:
    return {"description": what, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}}


_FAULTS = {
    400: "the request is not as it should be",
    401: "the signature is missing, out of time, or not that of the device",
    403: "the device is not known here, or may not see this",
    404: "there is nothing by that name",
    413: f"the body is too large, here ({BODY} bytes) or unpacked ({UNPACKED})",
    415: f"the body is said to be something else than {STATEMENTS}",
    429: "too many requests; the header Retry-After says when to come again",
    503: "the hub is busy or closing; what was sent may have arrived or not, and may be sent again",
}


def _object(what: str, fields: Plain, optional: tuple[str, ...] = ()) -> Plain:
    """An object that has all of these fields, but for those that may be absent, and perhaps more of later versions."""
    required = [name for name in fields if name not in optional]
    return {"type": "object", "description": what, "properties": fields, "required": required}


def _list(of: Plain, what: str = "") -> Plain:
    return {"type": "array", "items": of, **({"description": what} if what else {})}


def _refer(name: str) -> Plain:
    return {"$ref": f"#/components/schemas/{name}"}


def _text(what: str, **more: Any) -> Plain:
    return {"type": "string", "description": what, **more}


def _number(what: str, least: int = 0) -> Plain:
    return {"type": "integer", "minimum": least, "description": what}


def _flag(what: str) -> Plain:
    return {"type": "boolean", "description": what}


_INSTANT = _number("an instant in UTC milliseconds since 1970-01-01")
_DIGEST = _text("a SHA-256 in hex", pattern="^([0-9a-f]{64})?$")
_STATEMENTS_TEXT = _text("a file of statements as base64, empty for none", contentEncoding="base64")
_DEVICES = {
    "held": {
        "type": "object",
        "description": "what the hub holds of each device, by its id: envelopes up to there need not come again",
        "additionalProperties": _refer("held"),
    },
    "words": _list(_refer("word"), "of entries that are not plainly taken"),
    "forked": _list(_text("the id of a device"), "devices of which two go by one name: each needs a new one"),
    "statements": {**_STATEMENTS_TEXT, "description": "what the hub says for its part, as base64; empty for nothing"},
}

SCHEMAS: Plain = {
    "hub": _object("who the hub is", {
        "hub": _text("its id"),
        "key": _text("its public key in hex", pattern="^[0-9a-f]{64}$"),
        "at": _INSTANT,
        "name": _text("its name, for people"),
    }),
    "receipt": _object("what came of a push", {
        **_DEVICES,
        "refused": {"anyOf": [_refer("message"), {"type": "null"}], "description": "why nothing was taken at all"},
    }),
    "pulled": _object("what came down since a cursor", {
        "cursor": _text("where the next pull begins"),
        "files": _list(_refer("file")),
        **_DEVICES,
        "more": _flag("there is more to pull at once"),
    }),
    "scopes": _object("whose boards the asker may see", {"scopes": _list(_refer("scope"), "his own unit's first")}),
    "scope": _object("whose board one can ask for", {"scope": _text("as it is asked for"), "title": _text("in words")}),
    "board": _object("a board", {
        "scope": _text("whose, as asked"),
        "title": _text("the same in words"),
        "period": _text("a day (2021-05-03), week (2021-W18), month (2021-05), or all"),
        "at": _INSTANT,
        "people": _number("how many persons have points"),
        "places": _list(_refer("place"), "the first ones"),
        "near": _list(_refer("place"), "those around the asker"),
        "units": _list(_refer("unit"), "the units below the scope"),
        "closed": _flag("it does not move any more"),
    }),
    "place": _object("a line of a board of persons; who has the same points has the same rank", {
        "rank": _number("from 1", 1),
        "name": _text("what is shown: a pseudonym, unless the learner wants to be named"),
        "unit": _text("the name of his unit"),
        "points": _number("points"),
        "mine": _flag("it is the asker"),
    }),
    "unit": _object("a line of a board of units", {
        "rank": _number("from 1", 1),
        "unit": _text("its id"),
        "name": _text("its name"),
        "expected": _number("how many should take part; 0: nobody has said"),
        "joined": _number("how many of them did"),
        "points": _number("of all of them"),
        "per_head": {"type": "number", "minimum": 0, "description": "points for each who is expected, or who joined"},
    }),
    "held": _object("what a hub holds of a device", {
        "no": _number("the number of its last envelope without a gap"),
        "digest": {**_DIGEST, "description": "the SHA-256 of that envelope's head, in hex; empty for none"},
    }),
    "word": _object("what a hub says of an entry", {
        "entry": _text("the entry's id in hex; empty where what it speaks of is no entry", pattern="^([0-9a-f]{32})?$"),
        "verdict": {
            "enum": [str(one) for one in Verdict],
            "description": "taken: it counts as far as the plan lets it; pending: its question is not known here yet; "
            "held: somebody has to look at it first; void: it is kept and counts for nothing; refused: it is no entry, "
            "or not this learner's; regraded: it was given another verdict than by the device",
        },
        "why": _refer("message"),
    }),
    "file": _object("a deck or a plan", {
        "what": {"enum": ["deck", "plan"]},
        "name": _text("of the deck, or the plan's id"),
        "file": _text("the name of the file, whose ending may tell its format"),
        "version": _number("counts up; an older one never takes a newer one's place; 0: nothing is known"),
        "data": _text("the bytes of the file", contentEncoding="base64"),
    }),
    "message": _object("a sentence for a person", {
        "text": _text("in Chinese, with {names} for its arguments: what translations go by"),
        "arguments": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
        "sentence": _text("the whole, in Chinese"),
    }),
    "fault": _object("what went wrong", {
        "error": _object("what went wrong", {
            "code": _text("a stable word for programs"),
            "at": _INSTANT,
            "why": _refer("message"),
        }),
    }),
    "openapi": {
        "type": "object",
        "description": "a document of OpenAPI 3.1",
        "required": ["openapi", "info", "paths"],
    },
}  # fmt: skip
"""The shapes of what is answered, by the names that the routes give them."""
