"""A learner's data erased: what was in his envelopes, all that followed from it, and his names. The heads stay."""

from __future__ import annotations

from studyapp_hub.core import Core
from studyapp_hub.schema import ERASED

_TABLES = ("ledger", "carried", "special", "pending", "report", "clock", "day", "person", "release", "fork")


def erase(core: Core, learner: str, at: int) -> None:
    """Erase, within a transaction of the caller's."""
    engine, state = core.engine, core.learners.get(learner)
    state.days = {day: one for day, one in state.days.items() if one[0].points}
    core.ledger.clear(state)
    for table in _TABLES:
        engine.run(f"DELETE FROM {table} WHERE learner = ?", learner)
    engine.run("UPDATE envelope SET content = ? WHERE learner = ?", b"", learner)
    engine.run("DELETE FROM statement WHERE learner = ? AND kind IN (?, ?)", learner, "person", "release")
    engine.run("UPDATE roster SET learner = ? WHERE learner = ?", "", learner)
    engine.put(ERASED, [(learner, at)])
    core.learners.forget(learner)
