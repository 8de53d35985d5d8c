"""Browsing the bank: what is typed is found, and what a key does to the question on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest

from studyapp.language import choose
from studyapp.model import Media
from studyapp.tui.app import StudyApp
from studyapp.tui.desk import Trouble
from tests.tui import questions as q
from tests.tui.driving import screen_text, settle, visit
from tests.tui.fake import FakeDesk

ALL = [q.SINGLE, q.LONG, q.MULTIPLE, q.JUDGE, q.BLANK, q.SHORT, q.ORDER, q.MATCH, q.CARD, q.CASE_PART]
PICTURE = Media("安全标志.png", "a" * 64)
OTHER = Media("背面.png", "b" * 64)


@pytest.fixture(autouse=True)
def back_to_chinese() -> Iterator[None]:
    yield
    choose("zh")


def desk() -> FakeDesk:
    return FakeDesk(ALL, case=q.CASE)


def see(*keys: str, of: FakeDesk | None = None) -> str:
    return visit(of or desk(), "b", *keys, see=screen_text, study=False)


def test_home_leads_to_the_deck_under_the_cursor() -> None:
    one = desk()
    one.day = one.day._replace(decks=tuple(line._replace(name="窗口题库") for line in one.day.decks))
    assert "查题 · 全部题库" in see(of=one)
    assert "查题 · 窗口题库" in visit(one, "down", "b", see=screen_text, study=False)


def test_what_is_typed_is_looked_for_at_once() -> None:
    assert "10 题" in see().splitlines()[0]
    assert "2 题" in see(*"失业").splitlines()[0]
    assert "1 题" in see(*"失业 五十").splitlines()[0]
    assert "10 题" in see(*"失业", "backspace", "backspace").splitlines()[0]
    assert "没有找到含“养马”的题" in see(*"养马")


def test_escape_empties_the_field_and_then_leads_home() -> None:
    assert "10 题" in see(*"失业", "escape").splitlines()[0]
    assert "今日练兵" in see(*"失业", "escape", "escape")


def test_kind_and_deck_narrow_the_list() -> None:
    text = see("f2", "down", "enter")
    assert "查题 · 全部题库 · 单选题" in text
    assert "3 题" in text.splitlines()[0]
    text = see("f3", "down", "down", "enter")
    assert "2 题" in text.splitlines()[0]
    assert "查题 · 社会保险法" in text
    assert "10 题" in see("f2", "down", "escape").splitlines()[0]


def test_the_list_is_left_and_found_again_where_it_was() -> None:
    text = see(*"失业", "down", "enter", "escape")
    assert "> 多选题" in text
    assert "失业" in text.splitlines()[2]


def test_neighbours_follow_the_list() -> None:
    assert "下列人员中" in see(*"失业", "enter", "right")
    assert "已经是最后一题了" in see(*"失业", "enter", "enter", "right")
    assert "已经是第一题了" in see(*"失业", "enter", "left")


def test_a_question_of_a_case_comes_with_its_material() -> None:
    assert "材料" in see("ctrl+end", "enter")


def test_marks_are_put_and_taken_back() -> None:
    one = desk()
    assert "已收藏" in see("enter", "*", of=one).splitlines()[2]
    assert one.bank.marks == {1: {"star"}}
    assert "已收藏" not in see("enter", "*", of=one).splitlines()[2]
    assert one.bank.marks == {1: frozenset()}


def test_a_mark_that_cannot_be_written_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_desk: FakeDesk, item: int, what: str, on: bool) -> None:
        raise Trouble("磁盘已满。")

    monkeypatch.setattr(FakeDesk, "mark", fail)
    text = see("enter", "*")
    assert "已收藏" not in text
    assert "磁盘已满。" in text


def test_trouble_while_looking_is_told() -> None:
    one = desk()
    one.bank.trouble = Trouble("数据文件已损坏。")
    assert "数据文件已损坏。" in see(of=one)


def test_pictures_are_opened_one_after_the_other() -> None:
    one = FakeDesk([replace(q.SINGLE, media=(PICTURE, OTHER))])
    assert "［图 安全标志.png］" in see("enter", of=one)
    assert "已打开图 1/2" in see("enter", "o", of=one)
    assert "背面.png" in see("enter", "o", "o", of=one).splitlines()[-1]
    assert "已打开图 1/2" in see("enter", "o", "o", "o", of=one)
    assert "看图" not in see("enter")


def test_where_no_picture_can_be_shown_its_file_is_named() -> None:
    one = FakeDesk([replace(q.SINGLE, media=(PICTURE,))])
    one.viewer = False
    text = visit(one, "o", see=screen_text)
    assert "这里没有看图程序" in text
    assert "pictures/安全标志.png" in text.replace("\n", "").replace(" ", "")


def test_while_typing_another_key_opens_the_picture() -> None:
    one = FakeDesk([replace(q.BLANK, media=(PICTURE,))])
    assert "Ctrl+O 看图" in visit(one, see=screen_text)
    assert "已打开图 1/1" in visit(one, "o", "ctrl+o", see=screen_text)


def test_a_new_word_ends_the_search_before_it() -> None:
    """The first search waits; what it finds after the word has changed is not shown."""

    async def drive() -> tuple[str, str]:
        one = desk()
        app = StudyApp(one)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            one.bank.held = held = Event()
            await pilot.press("b")
            while "正在找" not in (first := screen_text(app)) or "> 单选题" not in first:
                await pilot.pause()
            one.bank.held = None
            await pilot.press(*"养老")
            held.set()
            await settle(pilot)
            return first, screen_text(app)

    first, last = asyncio.run(drive())
    assert "1 题" in first.splitlines()[0]
    assert "1 题" in last.splitlines()[0]
    assert "将险种与缴费主体配对" in last
    assert "失业人员" not in last


@pytest.mark.parametrize("keys", [("enter",), ("f2",), ()])
def test_the_language_changes_everywhere(keys: tuple[str, ...]) -> None:
    text = see(*keys, "ctrl+p", *"english", "enter")
    assert any(word in text for word in ("Next", "Esc Back", "Home"))
