"""Decks as they come and come again: mended, cut, put in another order, with cases and duplicates."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from studyapp.model import JUDGE_CHOICES, Choices, Deck, Item, Kind, Question, Where
from studyapp.store import caches
from studyapp.store.opening import Store


def _judge(prompt: str, right: int = 0) -> Question:
    return Question(kind=Kind.JUDGE, prompt=prompt, choices=JUDGE_CHOICES, answer=Choices((right,)))


def _choice(prompt: str, *right: int, choices: tuple[str, ...] = ("十日", "十五日", "三十日")) -> Question:
    kind = Kind.SINGLE if len(right) == 1 else Kind.MULTIPLE
    return Question(kind=kind, prompt=prompt, choices=choices, answer=Choices(right))


QUESTIONS = (
    _judge("劳动者应当参加职工基本养老保险。"),
    _judge("劳动者应当参加职工基本养老保检。"),
    _judge("劳动者应当参加职工基本养老保险。", 1),
    _judge("劳动者不应当参加职工基本养老保险。", 1),
    _choice("工伤认定申请的时限是（　　）。", 2),
    _choice("工伤认定申请的时线是（　　）。", 2),
    _choice("工伤认定申请的时限是（　　）。", 1, 2),
    _choice("工伤认定申请的时限是（　　）。", 2, choices=("十曰", "十五日", "三十日")),
    _choice("异议期限是（　　）。", 0),
)
MATERIALS = (
    "某公司职工张某在上班途中受到非本人主要责任的交通事故伤害，向行政部门提出申请。",
    "某公司职工张某在上班途中受到非本人主要责任的交通事故伤害，向行政部们提出申请。",
    "另一公司职工李某退休后返聘，在工作场所突发疾病死亡。",
)


def case_deck(*cases: tuple[str, list[Question]]) -> Deck:
    items: list[Item] = []
    for material, children in cases:
        place = len(items)
        items.append(Item(Question(kind=Kind.CASE, prompt=material), place, Where("f", place + 1)))
        items += [
            Item(one, place + number, Where("f", place + 1 + number), case=place)
            for number, one in enumerate(children, start=1)
        ]
    return Deck("测试题库", tuple(items))


lone = st.sampled_from(QUESTIONS)
cases = st.tuples(st.sampled_from(MATERIALS), st.lists(st.sampled_from(QUESTIONS[:5]), max_size=3))


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    """Any deck of a handful of questions, some in several wordings, some twice."""
    items: list[Item] = []
    for part in draw(st.lists(lone | cases, max_size=6)):
        place = len(items)
        case, asked = (None, [part]) if isinstance(part, Question) else (place, part[1])
        if not isinstance(part, Question):
            items.append(Item(Question(kind=Kind.CASE, prompt=part[0]), place, Where("f", place + 1)))
        for one in asked:
            number = draw(st.sampled_from(["", "", "", "7", "8"]))
            items.append(Item(one, len(items), Where("f", len(items) + 1), str(len(items)), number, case))
    return Deck("测试题库", tuple(items), subject=draw(st.sampled_from(["", "社会保险"])))


Row = tuple[object, ...]


def bank_of(store: Store) -> list[Row]:
    """The bank as a learner sees it: items in order, each with its deck, its material and its memory."""
    known = caches.aliases(store.connection)
    rows = store.connection.execute("""
        SELECT deck.name, deck.subject, deck.as_of, item.body, item.label, item.external_id, item.first_line,
            parent.body, parent.removed, item.question, item.card_question, item.key, item.card_key
        FROM item JOIN deck ON deck.no = item.deck LEFT JOIN item AS parent ON parent.no = item.parent
        WHERE item.removed IS NULL ORDER BY deck.name, item.position, item.no
    """).fetchall()
    for *_about, question, card_question, key, card_key in rows:
        assert (card_question, card_key) == (known.get(question, question), known.get(key, key))
    assert [row for row in rows if row[8] is not None] == [], "a sub-question stands under a material that is gone"
    return rows


def everything(store: Store, tables: Sequence[str] = ("deck", "batch", "item", "entry", "card", "alias")) -> list[Row]:
    """All rows of the bank and the journal."""
    return [(table, *row) for table in tables for row in store.connection.execute(f"SELECT * FROM {table}")]
