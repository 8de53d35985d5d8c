"""Whatever the layout, the same questions come back, and nothing is said to be wrong with the file."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Blanks, Choices, Item, KeyPoints, Kind, Severity, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.renderings import LAYOUTS, NAMES, Asked, Layout, asked, bare, lay_out
from tests.support import examples


def as_asked(item: Item) -> tuple[Kind, str, tuple[str, ...], tuple[int, ...], tuple[str, ...]]:
    """What was asked, and what is right, of a question that was read."""
    question, answer = item.question, item.question.answer
    right = answer.right if isinstance(answer, Choices) else ()
    said: tuple[str, ...] = ()
    if isinstance(answer, Blanks):
        said = tuple(blank.accepted[0] for blank in answer.blanks)
    elif isinstance(answer, KeyPoints):
        said = answer.points
    choices = () if question.kind is Kind.JUDGE else question.choices
    return question.kind, bare(question.prompt), choices, right, said


@st.composite
def banks(draw: st.DrawFn) -> list[Asked]:
    found: list[Asked] = []
    for kind in draw(st.lists(st.sampled_from(list(NAMES)), min_size=1, max_size=4, unique=True)):
        found += draw(st.lists(asked(kind), min_size=1, max_size=4))
    return found


@settings(max_examples=examples(60), deadline=None)
@given(banks(), LAYOUTS)
def test_questions_come_back_from_every_layout(questions: list[Asked], layout: Layout) -> None:
    deck = TextReader().read(Source("题库.txt", lay_out(questions, layout).encode()))
    assert [as_asked(item) for item in deck.items] == [
        (one.kind, bare(one.prompt), one.choices, one.right, one.said) for one in questions
    ]
    assert [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO] == []


@settings(max_examples=examples(20), deadline=None)
@given(banks(), LAYOUTS, st.sampled_from(["\r\n", "\r", "\n\n"]), st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]))
def test_line_ends_and_encodings_change_nothing(
    questions: list[Asked], layout: Layout, end: str, encoding: str
) -> None:
    text = lay_out(questions, layout)
    plain = TextReader().read(Source("题库.txt", text.encode()))
    other = TextReader().read(Source("题库.txt", text.replace("\n", end).encode(encoding)))
    assert [item.question for item in other.items] == [item.question for item in plain.items]
