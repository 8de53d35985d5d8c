"""The sums are those of the cards, whatever came in between."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import identity
from studyapp.importing.executing import Options
from studyapp.model import DAY, study_day
from studyapp.store import asking, caches, counting, replaying, statistics
from studyapp.store.counting import MATURE
from studyapp.store.opening import Store
from tests.support import MONDAY, deck_of, give, make_store, put, single, write

SUBJECTS = ("社会保险", "劳动关系", "")
TODAY = asking.iso(study_day(MONDAY))


def plainly(store: Store) -> tuple[dict[tuple[str, str], list[int]], Counter[tuple[int | None, bool]]]:
    """The same figures by looking at every item and every card."""
    cards = caches.read(store.connection).cards
    faces: dict[tuple[bytes, bytes], tuple[str, str]] = {}
    for question, key, *face in store.connection.execute(
        "SELECT card_question, card_key, kind, subject FROM item WHERE removed IS NULL AND kind <> 'case'"
    ):
        faces[question, key] = max(faces.get((question, key), ("", "")), (face[0], face[1]))
    groups: dict[tuple[str, str], list[int]] = {}
    loads: Counter[tuple[int | None, bool]] = Counter()
    for place, face in faces.items():
        card = cards.get(place)
        sums = groups.setdefault((face[0], face[1]), [0, 0, 0, 0])
        sums[0] += 1
        if card is not None:
            sums[1:] = [sums[1] + 1, sums[2] + card.answered, sums[3] + card.right]
        loads[None if card is None else card.due, card is not None and card.due - card.last_day >= MATURE] += 1
    return groups, loads


def counted(store: Store) -> tuple[dict[tuple[str, str], list[int]], Counter[tuple[int | None, bool]]]:
    counting.renew(store)
    groups = {row[:2]: list(row[2:]) for row in statistics.groups(store.connection)}
    loads = {(row.due, row.mature): row.questions for row in statistics.loads(store.connection, TODAY)}
    return groups, Counter(loads)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            ["answer", "answer", "answer", "void", "rate", "late", "past", "same", "params", "look", "look"]
        ),
        st.integers(0, 7),
        st.booleans(),
        st.integers(0, 60),
    ),
    max_size=14,
)


@given(ACTS)
def test_sums_are_those_of_the_cards(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, bool, int]]
) -> None:
    store = make_store(tmp_path_factory.mktemp("counting"))
    questions = [single(number, subject=SUBJECTS[number % 3]) for number in range(8)]
    put(store, deck_of(questions[:6]))
    written, at = [], MONDAY
    for act, number, flag, days in acts:
        question = questions[number]
        at += 1000 + (days // 20) * DAY
        if act == "answer":
            written.append(give(store, question, right=flag, at=at))
        elif act in ("late", "past"):
            kind = "past" if act == "past" else "answer"
            written.append(give(store, question, right=flag, at=MONDAY - days * DAY - number, kind=kind))
        elif act == "void" and written:
            write(store, "void", {"target": written[number % len(written)].id.hex()}, at=at)
        elif act == "rate" and written:
            write(store, "rate", {"target": written[number % len(written)].id.hex()}, at=at, rating=number % 4 + 1)
        elif act == "same":
            old, new = (identity.question_id(questions[one]) for one in (number, (number + 3) % 8))
            write(store, "same", {"old": old.hex(), "new": new.hex(), "old_key": "", "new_key": ""}, at=at)
        elif act == "params":
            weights = list(store.model.parameters.weights)
            write(store, "params", {"weights": weights, "retention": 0.8 + days / 1000}, at=at)
            replaying.rebuild(store)
        elif act == "look":
            assert counted(store) == plainly(store)
    assert counted(store) == plainly(store)
    assert counted(store) == plainly(store)  # looking changes nothing


def test_an_import_is_counted(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]))
    give(store, single(1))
    assert counted(store)[0] == {("single", "社会保险"): [1, 1, 1, 1]}
    put(store, deck_of([single(1), single(2)]))
    assert counted(store)[0] == {("single", "社会保险"): [2, 1, 1, 1]}
    put(store, deck_of([single(1, subject="劳动关系"), single(2)]))
    assert counted(store)[0] == {("single", "劳动关系"): [1, 1, 1, 1], ("single", "社会保险"): [1, 0, 0, 0]}
    put(store, deck_of([single(2)]), Options())
    assert counted(store) == plainly(store)


def test_a_question_of_two_decks_counts_once(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(1), single(2)], name="甲"))
    put(store, deck_of([single(2), single(3)], name="乙"))
    give(store, single(2), right=False)
    assert counted(store)[0] == {("single", "社会保险"): [3, 1, 1, 0]}


def test_a_repair_counts_afresh(tmp_path: Path) -> None:
    """Sums that were made of a damaged card do not outlive it."""
    store = make_store(tmp_path)
    put(store, deck_of([single(1)]))
    give(store, single(1))
    store.connection.execute("UPDATE card SET right = 7")
    assert counted(store)[0]["single", "社会保险"][3] == 7
    replaying.rebuild(store)
    assert counted(store)[0]["single", "社会保险"][3] == 1
