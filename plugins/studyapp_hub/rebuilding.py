"""The derived tables made again from the statements, and held against them."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp import Message, Statement, Unreadable, unseal
from studyapp_hub import folding
from studyapp_hub.core import Core
from studyapp_hub.schema import BUCKET, CLOCK, DAY, FLAGGED, LEVEL, PENDING, REPORT, SPECIAL, STANDING
from studyapp_hub.standing import sums_of

_TABLES = (FLAGGED, SPECIAL, PENDING, REPORT, CLOCK, DAY, STANDING, LEVEL, BUCKET)


def rebuild(core: Core) -> None:
    """Throw away what follows from the envelopes, and make it again, learner by learner."""
    engine = core.engine
    for table in _TABLES:
        engine.run(f"DELETE FROM {table.name}")
    core.forget()
    for (learner,) in engine.rows("SELECT DISTINCT learner FROM envelope"):
        state = core.learners.get(learner)
        if not state.erased:
            _set_aside(core, learner)
            core.ledger.begin_anew(state)


def _set_aside(core: Core, learner: str) -> None:
    """Find out which of a learner's envelopes are damaged: they count for nothing."""
    rows = core.engine.rows("SELECT arrival, sound, head, signature, content FROM envelope WHERE learner = ?", learner)
    for arrival, sound, head, signature, content in rows:
        is_whole = _is_whole(head, signature, content)
        if is_whole != bool(sound):
            core.engine.run(
                "UPDATE envelope SET sound = ? WHERE learner = ? AND arrival = ?", int(is_whole), learner, arrival
            )


def faults(core: Core) -> Iterator[Message]:
    """What is wrong."""
    yield from (Message("数据库文件损坏：{what}。请从备份恢复。", {"what": one}) for one in core.engine.faults())
    for unit in sorted(core.units.clashing):
        yield Message(
            "单位编号 {unit} 有两台下级服务器在用，只认先报来的；请后报的那台为这个单位另起编号，把人员移过去。",
            {"unit": unit},
        )
    wrong = [learner for learner in _learners(core) if not _is_right(core, learner)]
    if wrong:
        yield Message("有 {count} 位学员的积分与答题记录不符；请运行 studyapp hub rebuild。", {"count": len(wrong)})
    damaged = sum(_damaged(core, learner) for learner in _learners(core))
    if damaged:
        about = {"count": damaged}
        yield Message("有 {count} 份答题记录损坏；请从备份恢复，或运行 studyapp hub rebuild 后重新收取。", about)


def _damaged(core: Core, learner: str) -> int:
    rows = core.engine.rows("SELECT head, signature, content FROM envelope WHERE learner = ?", learner)
    return sum(not _is_whole(*one) for one in rows)


def _learners(core: Core) -> list[str]:
    rows = core.engine.rows(
        "SELECT learner FROM envelope UNION SELECT learner FROM day UNION SELECT learner FROM standing"
    )
    return [str(one[0]) for one in rows]


def _is_right(core: Core, learner: str) -> bool:
    """Whether a learner's tables are what follows from his envelopes."""
    state = core.learners.get(learner)
    read, specials = core.ledger.read(state), core.learners.specials(learner)
    found = folding.fold(read.lines, specials, core.ledger.circumstances(state, read), core.ledger.plan)
    days = {day: (line, core.ledger.unit_of(state, day)) for day, line in found.days.items()}
    rows = core.engine.rows("SELECT period, scope, points FROM standing WHERE learner = ?", learner)
    stands = {(one[0], one[1]): one[2] for one in rows}
    return found.lines == read.lines and days == state.days and stands == dict(sums_of(days, core.units))


def _is_whole(head: bytes, signature: bytes, content: bytes) -> bool:
    try:
        unseal(Statement(bytes(head), bytes(signature), bytes(content)))
    except Unreadable:
        return False
    return True
