"""Points on their way up: to the site as JSON, or into a folder as a workbook for somebody to upload.

A row says what a day came to, never what it grew by, and goes again where it changed: to send it twice does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from typing import Any

from studyapp import Receipt, Statement
from studyapp_platform import fetching
from studyapp_platform.ledger import Ledger, write_whole
from studyapp_platform.mapping import Drop, PlatformMap, PointsMap, Send
from studyapp_platform.rows import Row, row_of, rows_of
from studyapp_platform.workbooks import workbook

AT_ONCE = 500
"""Rows of a request."""


def push(mapping: PlatformMap, points: PointsMap, statements: Sequence[Statement]) -> Receipt:
    """Take statements in, and hand on what the days of their learners come to now. Raises ``Unreachable``."""
    ledger = Ledger(points.state)
    taken = ledger.take(statements) if statements else None
    before = ledger.read("rows")
    fresh = taken.learners if taken is not None else frozenset()
    counts = _named(ledger, rows_of(ledger, points, fresh | (ledger.learners().keys() - before.keys())))
    if points.drop is not None:
        _drop(ledger, points, points.drop, counts)
    elif points.send is not None:
        _send(mapping, ledger, points, points.send, counts)
    return Receipt(ledger.held(), forked=taken.forked if taken is not None else ())


def _drop(ledger: Ledger, points: PointsMap, drop: Drop, counts: dict[str, Any]) -> None:
    """Write all rows anew, where one changed or the workbook is not there; there is none before the first row."""
    path = drop.folder / drop.file
    if not counts or (ledger.read("sent") == counts and path.exists()):
        return
    rows = [row_of(points, learner, day, counts[learner][day]) for learner, day in _sorted(counts)]
    table = [[row[name] for name in drop.columns.values()] for row in rows]
    write_whole(path, workbook(drop.file, list(drop.columns), table))
    ledger.write("sent", counts)


def _send(mapping: PlatformMap, ledger: Ledger, points: PointsMap, send: Send, counts: dict[str, Any]) -> None:
    """Send the rows that the site has otherwise or not, some at once; what it took is noted before the next go."""
    if mapping.site is None:
        raise AssertionError("a mapping that sends names a site")
    sent = ledger.read("sent")
    changed = iter([one for one in _sorted(counts) if sent.get(one[0], {}).get(one[1]) != counts[one[0]][one[1]]])
    while some := list(islice(changed, AT_ONCE if send.rows else 1)):
        rows = [row_of(points, learner, day, counts[learner][day]) for learner, day in some]
        fetching.send(mapping.site, send.method, send.to, body_of(send, points, rows))
        for learner, day in some:
            sent.setdefault(learner, {})[day] = counts[learner][day]
        ledger.write("sent", sent)


def body_of(send: Send, points: PointsMap, rows: Sequence[Row]) -> bytes:
    """The body of a request: rows under their names, and what the mapping says of them all."""
    listed: Any = [{name: row[said] for name, said in send.row.items()} for row in rows]
    if not send.rows:
        return json.dumps(listed[0], ensure_ascii=False).encode()
    about = {"activity": points.activity, "account": points.account}
    whole: dict[str, Any] = {name: about[said] for name, said in send.about.items()}
    inner = whole
    for name in send.rows[:-1]:
        following = inner[name] = {}
        inner = following
    inner[send.rows[-1]] = listed
    return json.dumps(whole, ensure_ascii=False).encode()


def _named(ledger: Ledger, counts: dict[str, Any]) -> dict[str, Any]:
    """What each day comes to, and behind that the name and unit as they are now: another name goes up too."""
    named = {learner: ledger.name_of(learner) for learner in counts}
    return {learner: {day: [*one, *named[learner]] for day, one in days.items()} for learner, days in counts.items()}


def _sorted(counts: dict[str, Any]) -> list[tuple[str, str]]:
    each = sorted((day, learner) for learner, days in counts.items() for day in days)
    return [(learner, day) for day, learner in each]
