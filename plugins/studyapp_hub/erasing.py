"""A learner's data erased: what was in his envelopes, all that followed from it, and his names. The heads stay."""

from __future__ import annotations

import json

from studyapp import BoardHead, canonical
from studyapp_hub.core import Core
from studyapp_hub.schema import BOARD, ERASED

_TABLES = ("flagged", "special", "pending", "report", "clock", "day", "person", "release", "fork")

GONE = "已注销"
"""Who stands on a sealed board in the place of somebody who was erased: the ranks of the others do not move."""

_NOBODY = "-"


def erase(core: Core, learner: str, at: int) -> None:
    """Erase, within a transaction of the caller's."""
    engine, state = core.engine, core.learners.get(learner)
    for table in _TABLES:
        engine.run(f"DELETE FROM {table} WHERE learner = ?", learner)
    core.ledger.clear(state)  # now that his days are gone: where many are owed he may be read again meanwhile
    engine.run("UPDATE envelope SET content = ? WHERE learner = ?", b"", learner)
    engine.run("DELETE FROM statement WHERE learner = ? AND kind IN (?, ?)", learner, "person", "release")
    engine.run("UPDATE roster SET learner = ? WHERE learner = ?", "", learner)
    _take_off_boards(core, learner)
    engine.put(ERASED, [(learner, at)])
    core.learners.forget(learner)
    core.erased.append(learner)


def _take_off_boards(core: Core, learner: str) -> None:
    """Put nobody in his place on the boards that are sealed, and seal those anew."""
    word = canonical(learner).encode()
    boards = core.engine.rows("SELECT scope, period, at, content FROM board")
    for scope, period, at, content in [one for one in boards if word in bytes(one[3])]:
        plain = json.loads(bytes(content))
        ids = plain.get("learners", [])
        for place, who in zip(plain["places"], ids, strict=False):
            if who == learner:
                place["name"] = GONE
        plain["learners"] = [_NOBODY if who == learner else who for who in ids]
        fresh = canonical(plain).encode()
        core.engine.put(BOARD, [(scope, period, at, fresh)])
        _seal_anew(core, scope, period, at, fresh)


def _seal_anew(core: Core, scope: str, period: str, at: int, content: bytes) -> None:
    for digest, head in core.engine.rows(
        "SELECT digest, head FROM statement WHERE learner = ? AND kind = ?", "", "board"
    ):
        said = json.loads(bytes(head))
        if (said["scope"], said["period"]) == (scope, period):
            core.engine.run("DELETE FROM statement WHERE learner = ? AND digest = ?", "", bytes(digest))
    core.keep("", "board", core.seal(BoardHead(by="", hub="", scope=scope, period=period, at=at), content))
