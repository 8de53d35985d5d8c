"""Taking entries in: what is not intact is refused by itself, and the caches follow whatever comes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from studyapp import identity
from studyapp.memory import DEFAULT_WEIGHTS
from studyapp.model import DAY, Entry, EntryKind
from studyapp.store import absorbing, caches, entries, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import Store
from tests.support import MONDAY, StillWorld, deck_of, give, make, make_store, put, single, write

FACTS: dict[str, Any] = {
    "device": "d",
    "seq": 1,
    "at": MONDAY,
    "kind": "answer",
    "question": b"q" * 16,
    "key": b"k" * 16,
    "verdict": 1.0,
    "rating": 3,
    "milliseconds": 100,
    "sitting": "s",
    "body": {"given": ["0"]},
}
SOUND = identity.make_entry(**FACTS)

UNSTORABLE: list[dict[str, Any]] = [
    {"device": None},
    {"device": b"d"},
    {"device": "\ud800"},
    {"seq": None},
    {"seq": 1.0},
    {"seq": "1"},
    {"seq": True},
    {"seq": 1 << 63},
    {"at": -1},
    {"at": 1 << 48},
    {"at": (1 << 48) - 1},  # a year beyond any calendar
    {"at": 253_402_300_799_999},  # the last of the year 9999: a review due after it has no date
    {"kind": None},
    {"question": b"q" * 15},
    {"question": "q" * 16},
    {"question": 0},
    {"key": b""},
    {"key": 1},
    {"verdict": 1},
    {"verdict": True},
    {"verdict": "1.0"},
    {"verdict": math.nan},
    {"verdict": math.inf},
    {"rating": 3.0},
    {"rating": "3"},
    {"rating": True},
    {"rating": 1 << 63},
    {"milliseconds": 0.5},
    {"milliseconds": 1 << 63},
    {"sitting": b"s"},
    {"sitting": 7},
    {"body": []},
    {"body": {"given": math.nan}},
    {"body": {"given": "\udc80"}},
    {"body": {"given": {1}}},
]


def forced(changes: dict[str, Any]) -> Entry:
    """An entry whose id is that of its contents, be they what no entry has."""
    facts = FACTS | changes
    try:
        return identity.make_entry(**facts)
    except (TypeError, ValueError, AttributeError, OverflowError):
        return Entry(id=SOUND.id, day=SOUND.day, **facts)


@pytest.mark.parametrize("changes", UNSTORABLE, ids=str)
def test_what_a_store_could_not_give_back_is_refused_and_the_rest_comes_in(
    changes: dict[str, Any], tmp_path: Path
) -> None:
    store = make_store(tmp_path)
    other = identity.make_entry(**FACTS | {"seq": 2})
    absorbed = absorb(store, [forced(changes), other])
    assert (absorbed.new, absorbed.known, absorbed.refused) == (1, 0, 1)
    assert list(entries.every(store.connection)) == [other]
    assert replaying.check(store) == ()


def test_what_was_taken_in_is_given_back_intact(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    body = {"z": 1, "a": [1.5, None, True, "文\u0000", {"深": []}], "1e-05": 1e-05, "big": 1e300}
    odd = [
        identity.make_entry(**FACTS | {"verdict": 0.1 + 0.2, "rating": None, "body": body}),
        identity.make_entry(**FACTS | {"device": '"\\\n\u2028\u0000é', "kind": "", "sitting": "", "milliseconds": -1}),
        identity.make_entry(**FACTS | {"verdict": 1e-7, "seq": 1 - (1 << 63), "at": 0, "question": None, "key": None}),
    ]
    assert absorb(store, odd).new == 3
    found = list(entries.every(store.connection))
    assert found == sorted(odd, key=lambda one: one.id)
    assert all(map(identity.is_intact, found))


def test_batch_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    store = make_store(tmp_path)

    def batch() -> Iterator[Entry]:
        yield SOUND
        raise ConnectionError

    with pytest.raises(ConnectionError):
        absorb(store, batch())
    assert list(entries.every(store.connection)) == []
    assert absorb(store, [SOUND]).new == 1


@pytest.fixture
def linked(tmp_path: Path) -> tuple[Store, Entry]:
    """A store with an item that stands for another by a ``same`` entry, and the entry."""
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]))
    give(store, single(1))
    return store, link(store, 1, 2)


def link(store: Store, old: int, new: int, at: int = MONDAY) -> Entry:
    pair = {name: identity.question_id(single(one)).hex() for name, one in (("old", old), ("new", new))}
    return write(store, "same", pair, at=at)


def items_agree(store: Store) -> bool:
    known = caches.aliases(store.connection)
    rows = store.connection.execute("SELECT question, card_question, key, card_key FROM item").fetchall()
    return bool(rows) and all(known.get(q, q) == root and known.get(k, k) == top for q, root, k, top in rows)


def test_aliases_go_from_the_items_too_when_everything_is_replayed(
    linked: tuple[Store, Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, same = linked
    monkeypatch.setattr(absorbing, "MANY", 1)
    void = make(store, "void", {"target": same.id.hex()})
    absorb(store, [void, identity.make_entry(**FACTS), identity.make_entry(**FACTS | {"seq": 2})])
    assert caches.aliases(store.connection) == {}
    assert items_agree(store)


def test_aliases_go_from_the_items_too_when_parameters_come_with_the_void(linked: tuple[Store, Entry]) -> None:
    store, same = linked
    params = identity.make_entry(
        **FACTS | {"kind": "params", "body": {"weights": list(DEFAULT_WEIGHTS), "retention": 0.8}}
    )
    absorb(store, [make(store, "void", {"target": same.id.hex()}), params])
    assert caches.aliases(store.connection) == {}
    assert items_agree(store)


def test_aliases_that_were_forged_go_by_a_rebuild(linked: tuple[Store, Entry]) -> None:
    store, _same = linked
    store.connection.execute("UPDATE alias SET root = zeroblob(16)")
    store.connection.execute("UPDATE item SET card_question = zeroblob(16)")
    assert replaying.check(store) != ()
    replaying.rebuild(store)
    assert replaying.check(store) == ()
    assert items_agree(store)


@pytest.mark.parametrize("many", [0, 10_000])
def test_replaying_and_refolding_come_to_the_same(many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = make_store(tmp_path / "source")
    for number in range(12):
        give(source, single(number % 5), right=bool(number % 3), at=MONDAY + number * DAY // 2)
    same = link(source, 1, 2, at=MONDAY + 9 * DAY)
    void = write(source, "void", {"target": same.id.hex()}, at=MONDAY - 1)
    link(source, 2, 3, at=MONDAY + 9 * DAY)
    write(source, "mark", {"what": "star", "on": True}, question=identity.question_id(single(3)))
    monkeypatch.setattr(absorbing, "MANY", many)
    store = make_store(tmp_path / "store")
    put(store, deck_of([single(number) for number in range(5)]))
    assert absorb(store, entries.every(source.connection)).new == 16
    assert void.kind == EntryKind.VOID
    assert caches.read(store.connection) == caches.read(source.connection)
    assert replaying.check(store) == ()
    assert items_agree(store)


def test_a_forged_entry_is_refused_where_the_true_one_is_known(tmp_path: Path) -> None:
    store = make_store(tmp_path, StillWorld())
    absorb(store, [SOUND])
    lie = Entry(id=SOUND.id, day=SOUND.day, **FACTS | {"verdict": 0.0})
    absorbed = absorb(store, [lie, SOUND])
    assert (absorbed.new, absorbed.known, absorbed.refused) == (0, 1, 1)
    assert list(entries.every(store.connection)) == [SOUND]
