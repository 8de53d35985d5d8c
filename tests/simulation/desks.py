"""What the simulated learner has: three computers with wrong clocks, and decks in several wordings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from studyapp import identity
from studyapp.journal import Rules
from studyapp.model import Choices, Deck, Entry, Item, Kind, Question, Shown, Where
from studyapp.model.activity import PointRules
from studyapp.session import Drill
from studyapp.store import entries
from studyapp.store.absorbing import absorb
from studyapp.store.devices import claim
from studyapp.store.opening import Store, open_store
from tests.simulation.model import Truth
from tests.support import MONDAY, StillWorld, deck_of

CAP = 1
RULES = Rules(points=PointRules(cap=CAP))


def _choice(prompt: str, *right: int, choices: tuple[str, ...] = ("十日", "十五日", "三十日")) -> Question:
    kind = Kind.SINGLE if len(right) == 1 else Kind.MULTIPLE
    return Question(kind=kind, prompt=prompt, choices=choices, answer=Choices(right), subject=prompt[:2])


def _judge(prompt: str, right: int) -> Question:
    return Question(kind=Kind.JUDGE, prompt=prompt, choices=("正确", "错误"), answer=Choices((right,)))


WORDINGS: tuple[tuple[Question, ...], ...] = (
    (
        _choice("工伤认定申请的时限是用人单位自事故发生之日起（　　）。", 2),
        _choice("工伤认定申请的时限是用人单位自事故发生之曰起（　　）。", 2),  # a typo
        _choice("工伤认定申请的时限是用人单位自事故发生之日起（　　）。", 1),  # another key
        _choice("工伤认定申请的时限是用人单位自事故发生之日起（　　）。", 1, 2),  # single becomes multiple
    ),
    (
        _choice("用人单位收到通知后提出异议的期限是（　　）。", 0),
        _choice("用人单位收到通知后提出异义的期限是（　　）。", 0),
        _choice("用人单位收到通知后提出异议的期限是（　　）。", 0, choices=("十曰", "十五日", "三十日")),
    ),
    (
        _judge("劳动者应当参加职工基本养老保险。", 0),
        _judge("劳动者应当参加职工基本养老保险", 1),
        _judge("劳动者不应当参加职工基本养老保险。", 1),
    ),
    (
        _judge("失业人员领取失业保险金的期限最长为二十四个月。", 0),
        _judge("失业人员领取失业保险金的期限最长为二十四个日月。", 0),
        _judge("失业人员领取失业保险金的期限最长为十二个月。", 1),
    ),
)
"""Questions, each in the wordings that a deck has had over the years."""

MATERIALS = (
    "某公司职工张某在上班途中受到非本人主要责任的交通事故伤害，向社会保险行政部门提出申请。",
    "某公司职工张某在上班途中受到非本人主要责任的交通事故伤害，向社会保险行政部们提出申请。",
)

QUESTIONS = tuple(map(identity.question_id, (WORDINGS[0][0], WORDINGS[0][1], WORDINGS[1][1], WORDINGS[2][0])))
KEYS = tuple(map(identity.key_digest, (WORDINGS[0][0], WORDINGS[0][2], WORDINGS[2][0])))
"""A few that entries from elsewhere speak of, so that they meet."""


def deck_of_wordings(name: str, wordings: tuple[int, ...], material: int) -> Deck:
    """A deck with each question in one wording (0 for none), and a case with one sub-question (likewise)."""
    chosen = [known[number - 1] for known, number in zip(WORDINGS, wordings, strict=True) if 0 < number <= len(known)]
    deck = deck_of(chosen, name=name)
    if not material:
        return deck
    place = len(chosen)
    case = Question(kind=Kind.CASE, prompt=MATERIALS[material - 1])
    child = _judge("张某所受的伤害应当认定为工伤。", 0)
    items = (Item(case, place, Where(name, 98, 98)), Item(child, place + 1, Where(name, 99, 99), case=place))
    return Deck(name, (*deck.items, *items))


@dataclass
class Desk:
    """One computer of the learner: a store, a machine, a clock that is off by ``skew``.

    ``turns``: answers of the open drill that can be taken back; ``known``: the journal when it was looked at last.
    """

    folder: Path
    world: StillWorld
    skew: int = 0
    drill: Drill | None = None
    turns: int = 0
    known: dict[bytes, Entry] = field(default_factory=dict)
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    @property
    def path(self) -> Path:
        return self.folder / "default.db"

    def open(self) -> None:
        """Open the store as the shell does."""
        self.folder.mkdir(exist_ok=True)
        self.store = open_store(self.path, synchronous="OFF", rules=RULES)
        self.store.device = claim(self.store.connection, self.path, self.world, at=MONDAY)
        self.drill, self.turns = None, 0

    def close(self) -> None:
        self.store.close()

    @property
    def shown(self) -> Shown | None:
        """The question that the open drill asks."""
        return self.drill.current() if self.drill else None

    def journal(self) -> dict[bytes, Entry]:
        return {entry.id: entry for entry in entries.every(self.store.connection)}

    def make(self, at: int, kind: str, body: Mapping[str, Any] | None = None, *, ahead: int = 0, **rest: Any) -> Entry:
        """The next entry of this device or one ``ahead`` of it, not yet written."""
        seq = entries.next_seq(self.store.connection, self.store.device) + ahead
        return identity.make_entry(device=self.store.device, seq=seq, at=at, kind=kind, body=body, **rest)

    def write(self, at: int, kind: str, body: Mapping[str, Any] | None = None, **rest: Any) -> Entry:
        entry = self.make(at, kind, body, **rest)
        assert absorb(self.store, [entry]).new == 1
        return entry

    def held(self) -> Truth:
        """What the tables of caches hold."""
        rows = self.store.connection.execute
        card = "stability, difficulty, due, last_day, first_day, answered, right, last_right, lapses, last"
        tally = "answered, right, milliseconds, started, worth, fair, fair_right, reviews, recalled, done"
        return Truth(
            {(row[0], row[1]): row[2:] for row in rows(f"SELECT question, key, {card} FROM card")},
            {row[0]: row[1:] for row in rows(f"SELECT day, {tally}, points, counts FROM day")},
            {(row[0], row[1]): row[2:] for row in rows("SELECT question, what, is_on, entry FROM mark")},
            dict(rows("SELECT id, root FROM alias").fetchall()),
        )

    def items(self) -> list[tuple[bytes, bytes, bytes, bytes]]:
        """Question and key of each item of the bank, removed ones too, with those they stand for."""
        return self.store.connection.execute("SELECT question, card_question, key, card_key FROM item").fetchall()


def forged(entry: Entry, how: int) -> Entry:
    """The entry with something changed that its id was made from, or with another id."""
    return (
        replace(entry, verdict=0.25 if entry.verdict != 0.25 else None),
        replace(entry, rating=4 if entry.rating != 4 else 3),
        replace(entry, milliseconds=(entry.milliseconds or 0) + 1),
        replace(entry, at=entry.at + 1),
        replace(entry, day=entry.day + 1),
        replace(entry, kind=f"{entry.kind}s"),
        replace(entry, body={**entry.body, "more": 1}),
        replace(entry, seq=entry.seq + 1),
        replace(entry, id=entry.id[:-1] + bytes([entry.id[-1] ^ 1])),
        replace(entry, device=entry.device[::-1] + "0"),
    )[how]
