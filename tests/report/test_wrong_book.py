"""The wrong-answer book in print: well formed, in its order, with all that belongs to a question."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from studyapp.model import Choices, Kind, Question
from studyapp.report.page import Learner
from studyapp.report.wrong_book import Wrong, answer_words, page
from tests.strategies import GRADED, questions
from tests.support import single

DAY = 20_780
CASE = Question(kind=Kind.CASE, prompt="职工丙来窗口咨询停保手续。")


def text_of(told: str) -> str:
    return " ".join("".join(ElementTree.fromstring(told.partition("\n")[2]).itertext()).split())


@given(st.lists(st.tuples(questions(GRADED), st.none() | questions([Kind.CASE]), st.integers(1, 99)), max_size=2))
def test_any_question_makes_a_well_formed_page(rows: list[tuple[Question, Question | None, int]]) -> None:
    book = [Wrong(number, question, case, times) for number, (question, case, times) in enumerate(rows)]
    told = ElementTree.fromstring(page(book, Learner("<王>", "&局"), DAY).partition("\n")[2])
    assert len(told.findall(".//article")) == len(book)


def test_subjects_have_headings_and_material_stands_once_before_its_questions() -> None:
    parts = [Wrong(number, single(number, subject="综合服务"), CASE, 2) for number in (2, 3)]
    told = text_of(page([Wrong(1, single(1), None, 1), *parts], Learner("王小燕", "窗口"), DAY))
    assert told.count("社会保险1 题") == told.count("综合服务2 题") == told.count(CASE.prompt) == 1
    assert told.index("第1号") < told.index(CASE.prompt) < told.index("第2号") < told.index("第3号")
    assert "王小燕 · 窗口 · 2026年11月23日 · 3 题" in told
    assert told.count("答错 2 次") == 2


def test_answers_are_letters_where_the_choices_stand_above() -> None:
    assert answer_words(single(1, right=2)) == "C"
    judge = Question(kind=Kind.JUDGE, prompt="甲", choices=("正确", "错误"), answer=Choices((1,)))
    assert answer_words(judge) == "错误"
    assert "正确" not in text_of(page([Wrong(1, judge, None, 1)], Learner(), DAY))


def test_an_empty_book_says_so() -> None:
    assert "错题本是空的" in text_of(page([], Learner(), DAY))
