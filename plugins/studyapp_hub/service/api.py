"""The routes of the protocol as data: what serves them, documents them and tests them goes by this table.

``/v1/push`` takes the bytes of a file of statements. All that is answered is JSON: the shapes are those of
``studyapp_hub.wire``; a fault is ``{"error": {"code": "…", "at": …, "why": {"text", "arguments", "sentence"}}}``, where
``at`` is the hub's clock, so that a device whose own is wrong can sign again.
"""

from __future__ import annotations

import re
from typing import NamedTuple

BODY = 1 << 20
"""Bytes of a push, as it comes over the wire."""

UNPACKED = 16 << 20
"""Bytes that it may unpack to."""

STATEMENTS = "application/vnd.studyapp.statements"
"""The type of a body of statements (gzip is part of the format, no encoding of the transport)."""

WINDOW = 5 * 60_000
"""Milliseconds that a signed request may be old, or ahead of the hub's clock."""


class Query(NamedTuple):
    """A parameter of a query: a text of at most ``longest`` characters, of a pattern."""

    name: str
    pattern: str
    what: str
    longest: int = 200

    def fits(self, text: str) -> bool:
        """Whether a text may be the parameter."""
        return len(text) <= self.longest and re.search(self.pattern, text) is not None and text.isprintable()


class ApiRoute(NamedTuple):
    """``signed``: who asks must sign. ``answers``: the answer's shape; ``faults``: other statuses that there are."""

    method: str
    path: str
    signed: bool
    answers: str
    what: str
    queries: tuple[Query, ...] = ()
    takes: str = ""
    faults: tuple[int, ...] = ()


CURSOR = Query("cursor", r"^[0-9A-Za-z_.:-]*$", "where the last pull ended, empty at first")
SCOPE = Query(
    "scope", r"^(\*|(unit|line|area):.+|)$", "`*`, `unit:<id>`, `line:<条线>`, `area:<赛区>`; empty: the asker's unit"
)
PERIOD = Query(
    "period", r"^(\d{4}-\d{2}-\d{2}|\d{4}-W\d{2}|\d{4}-\d{2}|all|)$", "a day, week, month, or `all`; empty: all", 10
)

ROUTES = (
    ApiRoute("GET", "/v1/hub", False, "hub", "who the hub is: its id, its public key, its clock"),
    ApiRoute("POST", "/v1/push", False, "receipt", "hand statements over; they are signed themselves",
             takes=STATEMENTS, faults=(400, 413, 415, 429, 503)),
    ApiRoute("GET", "/v1/pull", True, "pulled", "what is new since a cursor", (CURSOR,),
             faults=(400, 401, 403, 429, 503)),
    ApiRoute("GET", "/v1/scopes", True, "scopes", "whose boards the asker may see",
             faults=(400, 401, 403, 429, 503)),
    ApiRoute("GET", "/v1/board", True, "board", "a board", (SCOPE, PERIOD), faults=(400, 401, 403, 404, 429, 503)),
    ApiRoute("GET", "/v1/openapi.json", False, "openapi", "this document"),
)  # fmt: skip
"""Status 200 is the answer. ``GET /v1/hub`` → ``{"hub", "key", "at", "name"}``."""


def signed_text(method: str, target: str, body_digest: str, at: int) -> bytes:
    """What is signed of a request. ``target``: path and query as they are sent; the digest is SHA-256 in hex."""
    return f"{method}\n{target}\n{body_digest}\n{at}".encode()
