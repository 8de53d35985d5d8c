"""What a hub's administrators look at."""

from __future__ import annotations

from studyapp import Statement, UnitHead, study_day, write_statements
from studyapp_hub import folding, words
from studyapp_hub.core import Core
from studyapp_hub.expecting import expected_in
from studyapp_hub.nouns import DeviceLine, FileLine, HeldLine, PersonLine, ReportLine, UnitLine


def unit_lines(core: Core, *, at: int) -> tuple[UnitLine, ...]:
    """The units as they are today, parents before children."""
    day = study_day(at)
    persons: dict[str, int] = {}
    for (learner,) in core.engine.rows("SELECT DISTINCT learner FROM person"):
        place = core.units.place(core.learners.get(learner).belongings, day)
        if place is not None:
            persons[place.unit] = persons.get(place.unit, 0) + 1
    found: list[UnitLine] = []
    waiting = list(reversed(core.units.children("", day)))
    while waiting:
        head = waiting.pop()
        found.append(_unit_line(core, head, day, persons))
        waiting += reversed(core.units.children(head.unit, day))
    listed = {one.unit for one in found}
    rest = (core.units.on(unit, day) for unit in sorted(core.units.told) if unit not in listed)
    return (*found, *(_unit_line(core, head, day, persons) for head in rest if head is not None))


def _unit_line(core: Core, head: UnitHead, day: int, persons: dict[str, int]) -> UnitLine:
    expected = expected_in(core, f"unit:{head.unit}", day)
    count = persons.get(head.unit, 0)
    return UnitLine(
        head.unit, head.name, head.parent, head.code, head.line, head.area, head.closed, head.day, count, expected
    )


def person_lines(core: Core, *, at: int, unit: str) -> tuple[PersonLine, ...]:
    """The learners of a unit and below it; of an empty one all, of ``*`` the public."""
    day = study_day(at)
    keys = {one[0]: one[1] for one in core.engine.rows("SELECT learner, key FROM roster WHERE learner <> ?", "")}
    found: list[PersonLine] = []
    for (learner,) in core.engine.rows("SELECT DISTINCT learner FROM device ORDER BY learner"):
        state = core.learners.get(learner)
        place = core.units.place(state.belongings, day)
        here = place.unit if place else ""
        if state.erased or (unit == "*" and here) or (unit not in ("", "*") and not _is_in(core, here, unit, day)):
            continue
        points = sum(line.points for line, _unit in state.days.values())
        last = max((one for one, (line, _unit) in state.days.items() if line.points), default=0)
        flags = (place.front, place.staff, place.window) if place else (True, True, True)
        name = place.name if place else ""
        found.append(PersonLine(learner, name, here, *flags, points, last, keys.get(learner, "")))
    return tuple(found)


def _is_in(core: Core, here: str, unit: str, day: int) -> bool:
    return bool(here) and f"unit:{unit}" in core.units.scopes(here, day)


def device_lines(core: Core, learner: str) -> tuple[DeviceLine, ...]:
    """The certified devices."""
    where, values = ("WHERE learner = ?", [learner]) if learner else ("", [])
    forked = {(one[0], one[1]) for one in core.engine.rows("SELECT learner, device FROM fork")}
    counts = {
        (one[0], one[1], one[2]): (one[3], one[4])
        for one in core.engine.rows(
            "SELECT learner, device, key, count(*), max(received) FROM envelope GROUP BY learner, device, key"
        )
    }
    found: dict[tuple[str, str], DeviceLine] = {}
    for who, device, key, parent, at in core.engine.rows(
        f"SELECT learner, device, key, parent, at FROM device {where} ORDER BY at, digest", *values
    ):
        count, received = counts.get((who, device, key), (0, 0))
        revoked = core.ledger.revoked.get(device, 0)
        is_forked = (who, device) in forked
        line = DeviceLine(device, who, key, parent, at, revoked, is_forked, int(count), int(received))
        found.setdefault((device, key), line)
    return tuple(found.values())


def held_lines(core: Core) -> tuple[HeldLine, ...]:
    """What somebody has to look at."""
    found: dict[tuple[str, int, str], int] = {}
    why: dict[tuple[str, int, str], int] = {}
    for learner, entry, device, flags in core.engine.rows(
        "SELECT learner, id, device, flags FROM flagged WHERE flags >= ? AND kind = ? ORDER BY learner, id",
        folding.FORKED,
        "answer",
    ):
        is_fork = bool(flags & folding.FORKED)
        which = learner, 0 if is_fork else study_day(int.from_bytes(bytes(entry)[:6])), device
        found[which] = found.get(which, 0) + 1
        why[which] = flags
    return tuple(HeldLine(*which, count, words.held_why(why[which])) for which, count in found.items())


def report_lines(core: Core) -> tuple[ReportLine, ...]:
    """The questions that learners say are wrong."""
    last: dict[tuple[str, bytes], tuple[bytes, bytes, int]] = {}
    for learner, entry, question, key, lit in core.engine.rows(
        "SELECT learner, id, question, key, lit FROM report ORDER BY id"
    ):
        last[learner, bytes(question)] = bytes(entry), bytes(key or b""), lit
    times: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for (_learner, question), (entry, key, lit) in last.items():
        if lit:
            times.setdefault(question, []).append((entry, key))
    found: list[ReportLine] = []
    for question, some in times.items():
        rows = core.engine.rows("SELECT key FROM question WHERE question = ? ORDER BY at", question)
        key = next((key for _entry, key in some if key), bytes(rows[0][0]) if rows else b"")
        known = core.keys.question(question, key)
        latest = max(int.from_bytes(entry[:6]) for entry, _key in some)
        found.append(ReportLine(question.hex(), key.hex(), known.prompt if known else "", len(some), latest))
    return tuple(sorted(found, key=lambda one: (-one.times, -one.last, one.question)))


def file_lines(core: Core) -> tuple[FileLine, ...]:
    """What was handed down, the latest first."""
    rows = core.engine.rows("SELECT what, name, version, file, items, at FROM file ORDER BY at DESC, arrival DESC")
    return tuple(FileLine(*one) for one in rows)


def export(core: Core, learner: str) -> bytes:
    """All statements of a learner, as a file."""
    sql = "SELECT arrival, head, signature, content FROM {} WHERE learner = ? ORDER BY arrival"
    rows = [*core.engine.rows(sql.format("statement"), learner), *core.engine.rows(sql.format("envelope"), learner)]
    ordered = sorted(rows, key=lambda one: one[0])
    return write_statements(Statement(bytes(one[1]), bytes(one[2]), bytes(one[3])) for one in ordered)
