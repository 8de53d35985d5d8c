"""Law 1: replay(journal) is what the caches hold, whatever the order in which the entries arrived, or how often."""

from __future__ import annotations

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from studyapp import journal
from studyapp.journal import Rules
from studyapp.model import Entry
from studyapp.model.activity import PointRules
from studyapp.store import absorbing, caches, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import Store
from tests.simulation.journals import as_truth, journals
from tests.simulation.model import truth_of
from tests.support import StillWorld, make_store

RULES = Rules(points=PointRules(cap=2))


def deliver(store: Store, some: list[Entry], chance: Random) -> None:
    """Bring entries in any order, in chunks, some of them more than once."""
    left = some + chance.sample(some, len(some) // 3)
    chance.shuffle(left)
    while left:
        size = chance.randint(1, len(left))
        absorb(store, left[:size])
        left = left[size:]
        if chance.random() < 0.1:
            absorb(store, chance.sample(some, len(some) // 2))


@given(journals(max_size=20), st.integers(0, 1 << 32), st.sampled_from([0, 3, 5_000]))
def test_order_chunks_and_duplicates_do_not_matter(some: list[Entry], seed: int, many: int) -> None:
    chance, usual = Random(seed), absorbing.MANY
    absorbing.MANY = many
    try:
        with TemporaryDirectory() as folder:
            stores = [make_store(Path(folder) / name, StillWorld(name), rules=RULES) for name in ("one", "two")]
            for store in stores:
                deliver(store, some, chance)
            one, two = (caches.read(store.connection) for store in stores)
            assert one == two == journal.replay(some, stores[0].rules)
            assert as_truth(one, RULES) == truth_of(some, cap=2)
            assert [replaying.check(store) for store in stores] == [(), ()]
            for store in stores:
                store.close()
    finally:
        absorbing.MANY = usual


@given(journals(max_size=20), st.integers(0, 1 << 32))
def test_entries_one_by_one_are_the_batch(some: list[Entry], seed: int) -> None:
    Random(seed).shuffle(some)
    with TemporaryDirectory() as folder:
        store = make_store(Path(folder), rules=RULES)
        for number, entry in enumerate(some, start=1):
            absorb(store, [entry])
            assert caches.read(store.connection) == journal.replay(some[:number], store.rules)
        store.close()
