"""Those who should take part, by name: kept here, and told to the core as denominators."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from studyapp import Message
from studyapp_hub.nouns import Expected
from studyapp_hub.office import Office, OfficeFault
from studyapp_hub.roster_reading import Listed

_COLUMNS = "id, name, unit, front, staff, \"window\", mark, coalesce(learner, '')"


class Person(NamedTuple):
    """Somebody who should take part. ``learner`` is empty until he has joined."""

    id: int
    name: str
    unit: str
    front: bool
    staff: bool
    window: bool
    mark: str
    learner: str


class Moved(NamedTuple):
    """A learner whom a list has in another unit, or otherwise placed, than before."""

    learner: str
    unit: str
    front: bool
    staff: bool
    window: bool


class Change(NamedTuple):
    """What a list changed. ``units``: of which the core must be told anew."""

    added: int
    same: int
    changed: int
    gone: int
    moved: tuple[Moved, ...]
    units: tuple[str, ...]


class Roster:
    """The roster in the office."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def people(self, units: Iterable[str] | None = None) -> list[Person]:
        """Those of some units, or of all, by unit and name."""
        rows = self.office.rows(f"SELECT {_COLUMNS} FROM person WHERE gone = 0 ORDER BY unit, name, mark")
        wanted = None if units is None else set(units)
        return [_person(row) for row in rows if wanted is None or row[2] in wanted]

    def person(self, one: int) -> Person | None:
        """The person of a number."""
        row = self.office.row(f"SELECT {_COLUMNS} FROM person WHERE id = ?", one)
        return None if row is None else _person(row)

    def of_learner(self, learner: str) -> Person | None:
        """Who a learner is, where the roster has him."""
        row = self.office.row(f"SELECT {_COLUMNS} FROM person WHERE learner = ?", learner)
        return None if row is None else _person(row)

    def names(self) -> dict[str, str]:
        """Names of those who have joined, by learner."""
        return dict(self.office.rows("SELECT learner, name FROM person WHERE learner IS NOT NULL"))

    def take(self, listed: Sequence[Listed], *, whole: bool, within: Collection[str] | None = None) -> Change:
        """Take a list in. ``whole``: whoever of its units is not in it has gone.

        The same person is told by number and name, or by name in a unit where neither has another number; ``within``:
        of these units alone, since nobody takes people out of units that are not his.
        """
        units: set[str] = set()
        moved: list[Moved] = []
        counts = {"added": 0, "same": 0, "changed": 0}
        met: set[int] = set()
        with self.office.change() as change:
            for one in listed:
                before = _same(change, one, met, within)
                if before is None:
                    met.add(_insert(change, one))
                    counts["added"] += 1
                    units.add(one.unit)
                    continue
                met.add(before.id)
                if (before.unit, *before[3:7]) == (one.unit, one.front, one.staff, one.window, one.mark):
                    counts["same"] += 1
                    continue
                counts["changed"] += 1
                units |= {before.unit, one.unit}
                _update(change, before.id, one)
                if before.learner and (before.unit, *before[3:6]) != (one.unit, one.front, one.staff, one.window):
                    moved.append(Moved(before.learner, one.unit, one.front, one.staff, one.window))
            gone = _without(change, {one.unit for one in listed}, met) if whole else []
        units |= {one.unit for one in gone}
        return Change(**counts, gone=len(gone), moved=tuple(moved), units=tuple(sorted(units)))

    def place(self, learner: str, unit: str, *, front: bool, staff: bool, window: bool) -> tuple[str, ...]:
        """Note that somebody belongs elsewhere; return the units of which the core must be told anew."""
        with self.office.change() as change:
            row = change.execute("SELECT unit FROM person WHERE learner = ?", (learner,)).fetchone()
            if row is None:
                return ()
            change.execute(
                'UPDATE person SET unit = ?, front = ?, staff = ?, "window" = ? WHERE learner = ?',
                (unit, front, staff, window, learner),
            )
        return tuple({row[0], unit} - {""})

    def is_learner(self, person: int, learner: str) -> str:
        """Somebody who joined with a code of his unit is this person; return his unit. Raises ``OfficeFault``."""
        with self.office.change() as change:
            row = change.execute("SELECT unit, learner FROM person WHERE id = ?", (person,)).fetchone()
            taken = change.execute("SELECT 1 FROM person WHERE learner = ?", (learner,)).fetchone()
            if row is None or row[1] or taken:
                raise OfficeFault(Message("名单上的这个人或这位学员已经对应过了；请刷新页面再看。"))
            change.execute("UPDATE person SET learner = ? WHERE id = ?", (learner, person))
        return str(row[0])

    def expected(self, unit: str) -> list[Expected]:
        """Those of a unit itself as the core wants them."""
        return [
            Expected(one.unit, str(one.id), one.name, one.front, one.staff, one.window, one.learner)
            for one in self.people([unit])
        ]


def _person(row: Sequence[object]) -> Person:
    one, name, unit, front, staff, window, mark, learner = row
    return Person(int(str(one)), str(name), str(unit), bool(front), bool(staff), bool(window), str(mark), str(learner))


def _same(change: sqlite3.Connection, one: Listed, met: set[int], within: Collection[str] | None) -> Person | None:
    """The line of the roster that is the same person; one who had gone and comes back is the same too."""
    query = f"SELECT {_COLUMNS} FROM person WHERE name = ?"
    found = [
        _person(row)
        for row in change.execute(query, (one.name,))
        if row[0] not in met and (within is None or row[2] in within)
    ]
    ways = [
        [other for other in found if one.mark and other.mark == one.mark],
        [other for other in found if other.unit == one.unit and not (one.mark and other.mark)],
    ]
    return next((way[0] for way in ways if len(way) == 1), None)


def _insert(change: sqlite3.Connection, one: Listed) -> int:
    done = change.execute(
        'INSERT INTO person (name, unit, mark, front, staff, "window") VALUES (?, ?, ?, ?, ?, ?)',
        (one.name, one.unit, one.mark, one.front, one.staff, one.window),
    )
    return int(done.lastrowid or 0)


def _update(change: sqlite3.Connection, person: int, one: Listed) -> None:
    change.execute(
        'UPDATE person SET unit = ?, mark = ?, front = ?, staff = ?, "window" = ?, gone = 0 WHERE id = ?',
        (one.unit, one.mark, one.front, one.staff, one.window, person),
    )


def _without(change: sqlite3.Connection, units: set[str], met: set[int]) -> list[Person]:
    rows = change.execute(f"SELECT {_COLUMNS} FROM person WHERE gone = 0").fetchall()
    gone = [one for one in map(_person, rows) if one.unit in units and one.id not in met]
    change.executemany("UPDATE person SET gone = 1 WHERE id = ?", [(one.id,) for one in gone])
    return gone
