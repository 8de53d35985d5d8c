"""The replay by SQL, in this process or in workers, is the fold of the journal."""

from __future__ import annotations

import gc
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import identity, journal
from studyapp.journal import Rules
from studyapp.memory import DEFAULT_WEIGHTS
from studyapp.model import DAY, Entry
from studyapp.model.activity import PointRules
from studyapp.store import caches, entries, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import Store, open_store
from tests.simulation.journals import journals
from tests.support import MONDAY, give, make_store, single, write


@given(journals())
def test_the_replay_by_sql_is_the_fold(some: list[Entry]) -> None:
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), rules=Rules(points=PointRules(cap=2)))
        absorb(store, some)
        late = caches.untimely(store.connection)
        folded = replaying.fold(store, replaying.fold_in_parts(store, late), late)
        assert folded == journal.replay(some, store.rules)
        store.close()


@given(journals(), st.sets(st.integers(1, 255), max_size=3))
def test_parts_make_the_whole(some: list[Entry], cuts: set[int]) -> None:
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder))
        absorb(store, some)
        bounds = [0, *sorted(cuts), 256]
        known, late = caches.aliases(store.connection), caches.untimely(store.connection)
        parts = [
            replaying.fold_partition_of(store.path, known, late, store.rules, first, last)
            for first, last in pairwise(bounds)
        ]
        cards = [key for its_cards, _days in parts for key in its_cards]
        assert len(set(cards)) == len(cards)
        assert replaying.fold(store, parts, late) == journal.replay(some, store.rules)
        store.close()
        gc.enable()  # a worker ends with its part, and sweeps up no more


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    store = make_store(tmp_path)
    for number in range(30):
        give(store, single(number % 12), right=number % 5 > 0, at=MONDAY + number * DAY // 3)
    pair = {"old": identity.question_id(single(1)).hex(), "new": identity.question_id(single(2)).hex()}
    write(store, "same", pair, at=MONDAY + 20 * DAY)
    write(store, "mark", {"what": "star", "on": True}, question=identity.question_id(single(2)))
    return store


def test_worker_processes_come_to_the_same(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = caches.read(filled.connection)
    monkeypatch.setattr(replaying, "LONG", 0)
    filled.connection.execute("DELETE FROM card")
    replaying.rebuild(filled, workers=2)
    assert caches.read(filled.connection) == before
    assert replaying.check(filled, workers=2) == ()


IN_A_FULL_SCREEN = """
import sys
from pathlib import Path
from studyapp.store import replaying
from studyapp.store.opening import open_store

class Captured:
    def write(self, text):
        sys.__stderr__.write(text)

    def fileno(self):
        return -1

if __name__ == "__main__":
    sys.stderr = Captured()
    replaying.LONG = 0
    store = open_store(Path(sys.argv[1]))
    replaying.rebuild(store, workers=2)
    print(replaying.check(store, workers=2))
"""


def test_workers_begin_where_an_application_has_the_whole_screen(filled: Store, tmp_path: Path) -> None:
    """Textual puts something without a file in the place of the standard streams."""
    script = tmp_path / "script.py"
    script.write_text(IN_A_FULL_SCREEN)
    done = subprocess.run([sys.executable, script, filled.path], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("()\n", "")


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("cards", "UPDATE card SET stability = stability + 1e-9 WHERE rowid_of"),
        ("cards", "DELETE FROM card WHERE rowid_of"),
        ("days", "UPDATE day SET milliseconds = milliseconds + 1 WHERE day = 20780"),
        ("days", "INSERT INTO day VALUES (1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 1, 1)"),
        ("marks", "UPDATE mark SET is_on = 0"),
        ("marks", "DELETE FROM mark"),
        ("aliases", "UPDATE alias SET root = zeroblob(16)"),
        ("aliases", "INSERT INTO alias VALUES (zeroblob(16), zeroblob(16))"),
        ("untimely", "INSERT INTO untimely VALUES (zeroblob(16))"),
    ],
)
def test_every_row_that_belies_the_journal_is_told_and_mended(filled: Store, table: str, change: str) -> None:
    before = caches.read(filled.connection)
    filled.connection.execute(change.replace("rowid_of", "question = (SELECT min(question) FROM card)"))
    assert replaying.check(filled) == (replaying.Difference(table, 1),)
    replaying.rebuild(filled)
    assert replaying.check(filled) == ()
    assert caches.read(filled.connection) == before


def test_points_follow_the_cap(filled: Store) -> None:
    path, device = filled.path, filled.device
    filled.close()
    store = open_store(path, device=device, rules=Rules(points=PointRules(right=2, cap=3)))
    assert not caches.is_current(store)
    replaying.rebuild(store)
    assert caches.is_current(store)
    worths = store.connection.execute("SELECT worth, points FROM day").fetchall()
    assert {points for _worth, points in worths} == {2, 3}
    assert all(points == min(3, worth) for worth, points in worths)
    store.close()


def test_a_replay_takes_the_parameters_that_another_program_set(filled: Store) -> None:
    other = open_store(filled.path, device="other")
    write(other, "params", {"weights": list(DEFAULT_WEIGHTS), "retention": 0.7})
    other.close()
    assert replaying.check(filled) == ()
    replaying.rebuild(filled)
    assert filled.rules.parameters.retention == 0.7
    assert caches.is_current(filled)


def test_a_rating_makes_an_unrated_answer_count(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    rated = give(store, single(1))
    unrated = write(store, "answer", question=b"q" * 16, key=rated.key, verdict=1.0, rating=None, at=MONDAY + 1)
    assert len(caches.read(store.connection).cards) == 1
    write(store, "rate", {"target": unrated.id.hex()}, rating=4, at=MONDAY + 2)
    assert len(caches.read(store.connection).cards) == 2
    assert replaying.check(store) == ()
    folded = replaying.fold(store, replaying.fold_in_parts(store, frozenset()), frozenset())
    assert folded == journal.replay(entries.every(store.connection), store.rules)
