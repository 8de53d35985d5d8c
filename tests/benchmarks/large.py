"""A large store: many questions, years of answers, made in bulk and then folded by the app itself."""

from __future__ import annotations

import random
from pathlib import Path

from studyapp import identity
from studyapp.importing.executing import Options, Origin, import_deck
from studyapp.model import DAY, Choices, Deck, Entry, Item, Kind, Question, Where
from studyapp.store import entries, replaying
from studyapp.store.devices import claim
from studyapp.store.opening import Store, open_store, transaction
from tests.support import MONDAY, StillWorld

SUBJECTS = ("社会保险", "劳动关系", "就业创业", "人事人才", "综合服务", "依法行政")


def question(number: int) -> Question:
    """A question of about the length of a real one."""
    return Question(
        kind=Kind.SINGLE,
        prompt=f"根据第{number}号办法，用人单位应当自用工之日起（　　）内为其职工向经办机构申请办理社会保险登记。",
        choices=(f"{number % 7 + 1}十日内办结", "十五个工作日内办结", "三十日内一次性办结", "六十日内分批办结"),
        answer=Choices((number % 4,)),
        explanation=f"第{number}号办法第{number % 90 + 1}条规定了办理登记的期限，逾期由社会保险行政部门责令限期改正。",
        subject=SUBJECTS[number % len(SUBJECTS)],
    )


def make_large(path: Path, questions: int, answers: int, *, seed: int = 1) -> Store:
    """Make a store of so many questions and answers; the answers lie in the two years before ``MONDAY``."""
    store = open_store(path, synchronous="OFF")
    store.device = claim(store.connection, path, StillWorld(), at=MONDAY)
    asked = [question(number) for number in range(questions)]
    items = tuple(Item(one, number, Where("large.md", number + 1, number + 1)) for number, one in enumerate(asked))
    import_deck(store, Deck("大题库", items), "大题库", Origin("large.md", "", "made"), Options(), at=MONDAY)
    ids = [(identity.question_id(one), identity.key_digest(one)) for one in asked]
    with transaction(store.connection):
        rows = (entries.to_row(entry) for entry in _answers(ids, answers, store.device, random.Random(seed)))
        store.connection.executemany(entries.INSERT, rows)
    replaying.rebuild(store)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return store


def _answers(ids: list[tuple[bytes, bytes]], count: int, device: str, chance: random.Random) -> list[Entry]:
    first = MONDAY - 730 * DAY
    moments = sorted(chance.randrange(first, MONDAY - DAY) for _number in range(count))
    made = []
    for seq, at in enumerate(moments, 1):
        one, key = ids[int(chance.random() ** 1.3 * len(ids) * 0.98)]
        is_right = chance.random() < 0.8
        made.append(
            identity.make_entry(
                device=device,
                seq=seq,
                at=at,
                kind="answer",
                question=one,
                key=key,
                verdict=1.0 if is_right else 0.0,
                rating=3 if is_right else 1,
                milliseconds=9000,
                sitting="0" * 16,
                body={"given": ["0123456789ab"]},
            )
        )
    return made
