"""What the writer writes, the reader reads back to the same questions, however much their texts look like structure."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import (
    JUDGE_CHOICES,
    Answer,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    Deck,
    Item,
    KeyPoints,
    Kind,
    Media,
    Pairs,
    Question,
    Source,
    Steps,
    Validity,
    Where,
)
from studyapp_text.display import clean
from studyapp_text.reader import TextReader
from studyapp_text.writer import MarkdownWriter
from tests.support import examples

PIECES = st.sampled_from(
    [
        *"ABCD甲乙一12.．、)）(（:：；;|-—±*#_~①②√×对错略 \\\"'",
        "答案：",
        "参考答案：B",
        "解析：",
        "难度：0.3",
        "依据：",
        "题型：单选题",
        "（ ）",
        "____",
        "（A）",
        "（√）",
        "1.",
        "2、",
        "（1）",
        "第3题",
        "一、",
        "## ",
        "单选题",
        "[单选题]",
        "（判断题）",
        "（2分）",
        "A．",
        "  B．",
        "\\ans:A",
        "【答案】",
        "案例：",
        "根据以下材料回答1-2题",
        "- ",
        "---",
        "=====",
        "正确",
        "错误",
        "（正确答案）",
        "（第1组）",
        "（顺序不限）",
        "1-5 ABCDA",
        "https://a.cn/b",
        "《",
        "》",
        "第一章 总则",
        "养老保险",
        "缴费满15年",
        "CAD",
        "H2O",
        "A股",
        " 知识点：x",
        "3/4",
        "第 1 页",
        "QQ群",
        "Q：",
        "+/-",
        "5±0.1",
        "**",
        "> ",
        "【解析】",
        "（答案：B）",
        "a) ",
        "AB:甲;乙",
        "第2部分 ",
        "第一空：",
        "同意",
        "（乱序匹配）",
        "<案情>",
        "<font color=red>",
        "</font>",
    ]
)
LINE = st.lists(PIECES, min_size=1, max_size=5).map(lambda pieces: clean("".join(pieces))).filter(bool)
TEXT = st.lists(LINE | st.just(""), min_size=1, max_size=4).map(lambda lines: "\n".join(lines).strip("\n")).filter(bool)
MAYBE_LINE = st.just("") | LINE
MAYBE_TEXT = st.just("") | TEXT
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1))


def blanks() -> st.SearchStrategy[Blanks]:
    number = st.builds(
        Blank,
        accepted=st.decimals(0, 99, places=2).map(lambda value: (str(value),)),
        tolerance=st.sampled_from(["0.01", "2"]),
        group=st.integers(0, 2),
    )
    texts = st.builds(Blank, accepted=st.lists(LINE, min_size=1, max_size=3).map(tuple), group=st.integers(0, 2))
    return st.lists(number | texts, min_size=1, max_size=4).map(lambda found: Blanks(tuple(found)))


@st.composite
def chosen(draw: st.DrawFn) -> tuple[Kind, tuple[str, ...], Answer | None]:
    """A kind with choices and an answer that fit it."""
    kind = draw(st.sampled_from([kind for kind in Kind if kind is not Kind.CASE]))
    texts = tuple(draw(st.lists(TEXT, min_size=2, max_size=6)))
    indexes = range(len(texts))
    if kind is Kind.SINGLE:
        return kind, texts, Choices((draw(st.sampled_from(indexes)),))
    if kind is Kind.MULTIPLE:
        return kind, texts, Choices(tuple(sorted(draw(st.sets(st.sampled_from(indexes), min_size=1)))))
    if kind is Kind.JUDGE:
        return kind, JUDGE_CHOICES, Choices((draw(st.sampled_from([0, 1])),))
    if kind is Kind.BLANK:
        return kind, (), draw(blanks())
    if kind is Kind.SHORT:
        return kind, (), KeyPoints(texts)
    if kind is Kind.ORDER:
        return kind, texts, Steps(tuple(draw(st.permutations(list(indexes)))))
    if kind is Kind.MATCH:
        middle = draw(st.integers(1, len(texts) - 1))
        pair = st.tuples(st.integers(0, middle - 1), st.integers(middle, len(texts) - 1))
        pairs = draw(st.lists(pair, min_size=1, max_size=4, unique=True))
        return kind, texts, Pairs(tuple(pairs))
    return kind, (), Back(texts[0])


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind, choices, answer = draw(chosen())
    return _question(draw, kind, choices, answer)


@st.composite
def cases(draw: st.DrawFn) -> Question:
    return _question(draw, Kind.CASE, (), None)


def _question(draw: st.DrawFn, kind: Kind, choices: tuple[str, ...], answer: Answer | None) -> Question:
    basis = st.builds(
        Basis,
        title=LINE,
        number=MAYBE_LINE,
        article=MAYBE_LINE,
        url=st.sampled_from(["", "https://a.gov.cn/1?b=（2）"]),
    )
    return Question(
        kind=kind,
        prompt=draw(TEXT),
        choices=choices,
        answer=answer,
        explanation=draw(MAYBE_TEXT),
        subject=draw(MAYBE_LINE),
        tags=tuple(draw(st.lists(LINE, max_size=2, unique=True))),
        difficulty=draw(st.none() | st.floats(0, 1)),
        basis=tuple(draw(st.lists(basis, max_size=2))),
        validity=Validity(draw(DAYS), draw(DAYS), draw(MAYBE_LINE)),
        jurisdiction=draw(MAYBE_LINE),
        authority=draw(MAYBE_TEXT),
        media=tuple(draw(st.lists(st.builds(Media, name=LINE, digest=st.just("0f" * 32)), max_size=1))),
    )


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    where = Where("题库.md")
    items: list[Item] = []
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            case = len(items)
            items.append(Item(draw(cases()), case, where))
            items += [Item(draw(questions()), case + 1 + i, where, case=case) for i in range(draw(st.integers(1, 2)))]
        else:
            items.append(Item(draw(questions()), len(items), where, external_id=draw(MAYBE_LINE)))
    name, subject, jurisdiction = draw(st.tuples(MAYBE_LINE, MAYBE_LINE, MAYBE_LINE))
    as_of = draw(DAYS)
    return Deck(
        name, tuple(items), subject=subject, jurisdiction=jurisdiction, as_of=as_of, description=draw(MAYBE_TEXT)
    )


@settings(max_examples=examples(60), deadline=None)
@given(decks())
def test_what_is_written_reads_back_to_the_same_deck(deck: Deck) -> None:
    data, flaws = MarkdownWriter().write(deck)
    back = TextReader().read(Source("题库.md", data))
    assert [item.question for item in back.items] == [item.question for item in deck.items]
    assert [(item.case, item.external_id) for item in back.items] == [
        (item.case, item.external_id) for item in deck.items
    ]
    assert (back.name, back.subject, back.jurisdiction) == (deck.name, deck.subject, deck.jurisdiction)
    assert (back.as_of, back.description) == (deck.as_of, deck.description)
    assert flaws == ()


@pytest.mark.parametrize("text", ["<font color=red>甲</font>", "甲<font color='#f00'>一\"：；</font>"])
def test_a_choice_that_speaks_of_a_colour_has_none(text: str) -> None:
    asked = Question(kind=Kind.ORDER, prompt="排序", choices=("乙", text, "丙"), answer=Steps((1, 0, 2)))
    data, flaws = MarkdownWriter().write(Deck("", (Item(asked, 0, Where("题库.md")),)))
    assert [item.question for item in TextReader().read(Source("题库.md", data)).items] == [asked]
    assert flaws == ()
