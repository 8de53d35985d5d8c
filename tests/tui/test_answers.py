"""Every kind of question can be answered by keys alone, and gives the response that it should."""

from __future__ import annotations

import pytest

from studyapp.model import Arranged, Paired, Passed, Picked, Question, Recalled, Response, Ticked, Typed
from tests.tui import questions as q
from tests.tui.driving import click, screen_text, visit
from tests.tui.fake import FakeDesk

CASES: list[tuple[Question, tuple[str, ...], Response]] = [
    (q.SINGLE, ("2",), Picked((1,))),
    (q.SINGLE, ("２",), Picked((1,))),
    (q.SINGLE, ("b",), Picked((1,))),
    (q.SINGLE, ("Ｂ",), Picked((1,))),
    (q.SINGLE, ("down", "j", "k", "enter"), Picked((0,))),
    (q.SINGLE, ("up", "space"), Picked((3,))),
    (q.SINGLE, ("enter", "enter", "4"), Picked((3,))),
    (q.SINGLE, ("0",), Passed()),
    (q.SINGLE, ("f8",), Passed()),
    (q.MULTIPLE, ("1", "c", "2", "2", "enter"), Picked((0, 2))),
    (q.MULTIPLE, ("down", "space", "down", "ideographic_space", "enter"), Picked((0, 1))),
    (q.MULTIPLE, ("enter", "e", "enter"), Picked((4,))),
    (q.JUDGE, ("1",), Picked((0,))),
    (q.JUDGE, ("y",), Picked((0,))),
    (q.JUDGE, ("√",), Picked((0,))),
    (q.JUDGE, ("n",), Picked((1,))),
    (q.JUDGE, ("×",), Picked((1,))),
    (q.BLANK, ("一", "enter", "u", "h", "0", "enter"), Typed(("一", "uh0"))),
    (q.BLANK, ("down", "三", "up", "二", "down", "enter"), Typed(("二", "三"))),
    (q.BLANK, ("f8",), Passed()),
    (q.SHORT, ("1", "enter", "1", "3", "enter"), Ticked((0, 2))),
    (q.SHORT, ("space", "enter"), Ticked(())),
    (q.ORDER, ("3", "4", "1", "enter", "1", "1", "2", "enter"), Arranged((2, 3, 0, 1))),
    (q.MATCH, ("1", "b", "2", "3", "3", "a", "enter"), Paired(((0, 4), (1, 5), (2, 3)))),
    (q.MATCH, ("1", "b", "2", "b", "1", "a", "3", "c", "enter"), Paired(((0, 3), (1, 4), (2, 5)))),
    (q.MATCH, ("down", "space", "up", "space", "2", "a", "3", "b", "enter"), Paired(((0, 5), (1, 3), (2, 4)))),
    (q.CARD, ("2", "enter", "2"), Recalled(2)),
    (q.CARD, ("space", "space"), Recalled(3)),
]


@pytest.mark.parametrize(("question", "keys", "response"), CASES)
def test_keys_give_the_response(question: Question, keys: tuple[str, ...], response: Response) -> None:
    desk = FakeDesk([question, q.SINGLE])
    visit(desk, *keys, see=lambda app: None)
    assert [call[1] for call in desk.session.calls if call[0] == "answer"] == [response]


def test_a_double_enter_answers_nothing_by_accident() -> None:
    desk = FakeDesk([q.SINGLE, q.SINGLE, q.SINGLE])
    text = visit(desk, "2", "enter", "enter", "enter", see=screen_text)
    assert len(desk.session.given) == 1
    assert "先选答案" in text


def test_a_click_is_an_answer() -> None:
    desk = FakeDesk([q.SINGLE])
    text = click(desk, ".option", (8, 0), see=screen_text)
    assert desk.session.given[0].response == Picked((0,))
    assert "答错了" in text


def test_brackets_in_a_question_are_text() -> None:
    odd = Question(
        kind=q.SINGLE.kind,
        prompt="数组 a[0] 与 [/b] [red]",
        choices=("[bold]甲", "乙[/]"),
        answer=q.SINGLE.answer,
        explanation="见 [第1条]",
    )
    text = visit(FakeDesk([odd]), "1", see=screen_text)
    for part in ("数组 a[0] 与 [/b] [red]", "[bold]甲", "乙[/]", "见 [第1条]"):
        assert part in text


def test_a_click_on_the_key_bar_leads_on() -> None:
    desk = FakeDesk([q.MULTIPLE, q.SINGLE])
    assert "多选题：按数字勾选" in click(desk, "#keys", (3, 0), see=screen_text)
