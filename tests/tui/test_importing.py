"""Importing from the screens: a file is chosen, looked at, brought in, and taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from studyapp.desk.views import Wish
from studyapp.language import choose
from studyapp.model import Holds
from studyapp.tui.app import StudyApp
from studyapp.tui.desk import Trouble
from studyapp.tui.screens.working import PARTS, STILL, Job, WorkingPage
from tests.tui import questions as q
from tests.tui.driving import screen_text, settle, visit
from tests.tui.fake import FakeDesk
from tests.tui.fake_bank import FOLDER

TABLE = f"{FOLDER}/窗口题库.xlsx"


@pytest.fixture(autouse=True)
def back_to_chinese() -> Iterator[None]:
    yield
    choose("zh")


def desk() -> FakeDesk:
    return FakeDesk([q.SINGLE, q.JUDGE])


def see(*keys: str, of: FakeDesk | None = None) -> str:
    return visit(of or desk(), "i", *keys, see=screen_text, study=False)


def asked(of: FakeDesk, what: str) -> list[object]:
    return [call[1] for call in of.files.calls if call[0] == what]


def test_a_file_is_chosen_and_its_folder_remembered() -> None:
    one = desk()
    assert "导入 · 窗口题库.xlsx" in see("enter", of=one)
    assert asked(one, "preview") == [Wish(TABLE)]
    assert one.wishes.folder == FOLDER
    see(of=one)
    assert asked(one, "folder")[-1] == FOLDER


def test_folders_are_entered_and_left() -> None:
    one = desk()
    see("down", "down", "enter", of=one)
    assert asked(one, "folder") == ["", f"{FOLDER}/2020年"]
    one = desk()
    see("f3", of=one)
    assert asked(one, "folder") == ["", "/home/li"]


def test_a_folder_that_is_gone_is_told_and_another_one_shown() -> None:
    one = desk()
    one.wishes = one.wishes.but(folder="/none")
    text = see(of=one)
    assert "打不开文件夹 /none" in text
    assert FOLDER in text


def test_a_path_is_taken_as_it_is_dragged_in() -> None:
    one = desk()
    assert "x y.md" in see(*"'/data/x y.md' ", "enter", of=one).splitlines()[0]
    assert asked(one, "preview") == [Wish("/data/x y.md")]
    assert "找不到这个文件" in see(*"/nowhere", "enter")


def test_what_is_typed_narrows_the_list() -> None:
    one = desk()
    see(*"案例", "enter", of=one)
    assert asked(one, "preview") == [Wish(f"{FOLDER}/劳动争议案例.docx")]
    assert "窗口题库" in see(*"案例", "escape")
    assert "今日练兵" in see("escape")


def test_a_file_that_is_no_bank_is_told() -> None:
    one = desk()
    one.files.trouble = Trouble("文件是空的，没有题目。请确认选对了文件。")
    text = see("enter", of=one)
    assert "文件是空的" in text
    assert "Enter 导入" not in text
    assert "选文件" in see("enter", "escape", of=one)


def test_another_deck_is_compared_with() -> None:
    one = desk()
    text = see("enter", "n", *"甲 题库", "enter", of=one)
    assert "甲 题库" in text
    assert asked(one, "preview")[-1] == Wish(TABLE, "甲 题库")
    see("enter", "n", *"甲", "escape", "enter", of=one)
    assert asked(one, "bring in") == [Wish(TABLE, "窗口题库")]


def test_columns_are_changed_and_the_file_is_read_so() -> None:
    one = desk()
    text = see("enter", "c", "down", "down", "down", "right", "enter", of=one)
    assert asked(one, "preview")[-1] == Wish(TABLE, "", {"标答": Holds.EXPLANATION})
    assert "Enter 导入" in text
    see("enter", "c", "right", "r", of=one)
    assert asked(one, "preview")[-1] == Wish(TABLE)
    assert "< 题干 >" in see("enter", "c", "right", "left")


def test_what_was_said_of_columns_holds_for_the_import() -> None:
    one = desk()
    see("enter", "c", "left", "escape", "enter", of=one)
    assert asked(one, "bring in") == [Wish(TABLE, "窗口题库", {"题干": Holds.NOTHING})]


DOCX = f"{FOLDER}/劳动争议案例.docx"


def test_the_answers_are_in_another_file() -> None:
    one = desk()
    text = see("enter", "a", "down", "enter", of=one)
    assert asked(one, "preview")[-1] == Wish(TABLE, key=DOCX)
    assert "答案文件  " + DOCX in text
    see("enter", "a", "down", "enter", "enter", of=one)
    assert asked(one, "bring in") == [Wish(TABLE, "窗口题库", key=DOCX)]
    see("enter", "a", "down", "enter", "a", "f8", of=one)
    assert asked(one, "preview")[-1] == Wish(TABLE)


def test_who_chooses_no_key_is_where_he_was() -> None:
    one = desk()
    text = see("enter", "a", "f3", "escape", of=one)
    assert "导入 · 窗口题库.xlsx" in text
    assert asked(one, "preview") == [Wish(TABLE)]
    assert "不用" not in see("enter", "a")


def test_a_file_without_answers_may_get_them_from_another_one() -> None:
    one = desk()
    one.files.trouble = Trouble("文件里没有一道完整的题目。")
    assert "另配答案" in see("enter", of=one)
    assert "选答案文件" in see("enter", "a", of=one)
    one.files.trouble = None
    one.files.result = one.files.result._replace(takes_key=False)
    assert "另配答案" not in see("enter", of=one)


def test_the_past_is_taken_over_where_there_is_one_and_it_is_wished() -> None:
    one = desk()
    assert "接记录" not in see("enter", "r", "enter", of=one)
    assert asked(one, "bring in") == [Wish(TABLE, "窗口题库")]
    one = desk()
    one.files.result = one.files.result._replace(histories=340)
    assert "340 题的记录，不接过来" in see("enter", of=one)
    assert "接过来 340 题的复习记录" in see("enter", "r", "enter", of=one)
    assert asked(one, "bring in") == [Wish(TABLE, "窗口题库", history=True)]
    see("enter", "r", "r", "enter", of=one)
    assert asked(one, "bring in")[-1] == Wish(TABLE, "窗口题库")


def test_what_the_file_lacks_is_taken_out_where_that_is_wished() -> None:
    one = desk()
    assert "予以保留" in see("enter", of=one)
    assert "一并撤下" in see("enter", "d", of=one)
    see("enter", "d", "enter", of=one)
    assert asked(one, "bring in") == [Wish(TABLE, "窗口题库", prune=True)]
    see("enter", "d", "d", "enter", of=one)
    assert asked(one, "bring in")[-1] == Wish(TABLE, "窗口题库")
    one.files.result = one.files.result._replace(missing=0)
    assert "撤下" not in see("enter", of=one)


@pytest.mark.parametrize("keys", [("n", *"甲", "enter"), ("a", "enter"), ("c", "right", "enter")])
def test_what_is_read_otherwise_is_not_pruned_by_what_was_said_before(keys: tuple[str, ...]) -> None:
    one = desk()
    see("enter", "d", *keys, "enter", of=one)
    (wish,) = asked(one, "bring in")
    assert isinstance(wish, Wish)
    assert not wish.prune


def test_a_share_that_stands_still_near_the_end_is_none() -> None:
    job = Job("导入", act=lambda _go_on: None, then=lambda _outcome: None, since=0)
    job.go_on("read", 0.5)
    assert [job.total(now) for now in (0, STILL, 9 * STILL)] == [PARTS] * 3
    job.go_on("compare", 0.99)
    assert [job.total(now) for now in (10 * STILL, 11 * STILL - 1, 11 * STILL)] == [PARTS, PARTS, None]
    job.go_on("write", 0.99)
    assert job.total(12 * STILL) == PARTS
    job.go_on("write", 0.0)
    assert job.total(13 * STILL) is None


def test_an_import_is_told_and_taken_back() -> None:
    one = desk()
    assert "√ 已导入“窗口题库”" in see("enter", "enter", of=one)
    text = see("enter", "enter", "u", of=one)
    assert "已撤销" in text
    assert asked(one, "undo") == ["窗口题库"]
    assert "撤销导入" not in text
    assert "开始练" not in text


def test_after_an_import_its_deck_is_drilled_or_looked_at() -> None:
    one = desk()
    see("enter", "enter", "enter", of=one)
    assert one.opened == [("窗口题库", None)]
    assert "查题 · 窗口题库" in see("enter", "enter", "b")
    assert "选文件" in see("enter", "enter", "i")


def test_what_was_not_read_is_written_out() -> None:
    one = desk()
    assert "窗口题库-待改.xlsx" in see("enter", "enter", "r", "down", of=one)
    one.files.rejected = None
    assert "没法单独存" in see("enter", "enter", "r", of=one)


def test_a_file_without_errors_has_nothing_to_write_out() -> None:
    one = desk()
    one.files.result = one.files.result._replace(flaws=())
    assert "存出错的题" not in see("enter", "enter", of=one)


def test_a_file_without_questions_is_not_imported() -> None:
    one = desk()
    one.files.result = one.files.result._replace(new=0, changed=0, same=0, parts=())
    assert "没有读出题目" in see("enter", "enter", of=one)
    assert asked(one, "bring in") == []


def test_trouble_while_writing_is_told_and_the_preview_stays() -> None:
    one = desk()

    def fail(app: StudyApp) -> None:
        one.files.trouble = Trouble("磁盘已满，这次操作没有保存。")

    async def drive() -> str:
        app = StudyApp(one)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for key in ("i", "enter"):
                await pilot.press(key)
                await settle(pilot)
            fail(app)
            await pilot.press("enter")
            await settle(pilot)
            return screen_text(app)

    text = asyncio.run(drive())
    assert "磁盘已满" in text
    assert "Enter 导入" in text


def while_held(*keys: str, then: Callable[[StudyApp], None], after: Callable[[StudyApp], str]) -> tuple[str, FakeDesk]:
    """Begin with a task that waits; look at it and do something; then let it go on."""
    one = desk()
    one.files.held = Event()

    async def drive() -> str:
        app = StudyApp(one)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("i")
            await settle(pilot)
            await pilot.press("enter")
            await pilot.pause()
            while not (isinstance(app.screen, WorkingPage) and app.screen.job and app.screen.job.share):
                await pilot.pause()
            app.screen.look()
            await pilot.pause()
            then(app)
            for key in keys:
                await pilot.press(key)
            assert one.files.held is not None
            one.files.held.set()
            await settle(pilot)
            return after(app)

    return asyncio.run(drive()), one


def test_how_far_the_reading_is_stands_on_the_screen() -> None:
    seen: list[str] = []
    last, _desk = while_held(then=lambda app: seen.append(screen_text(app)), after=screen_text)
    assert "42%" in seen[0]
    assert "读文件、认题目" in seen[0]
    assert "Esc 取消" in seen[0]
    assert "Enter 导入" in last


def test_escape_ends_the_reading() -> None:
    last, one = while_held("escape", then=lambda app: None, after=screen_text)
    assert "选文件" in last
    assert asked(one, "bring in") == []


@pytest.mark.parametrize("keys", [(), ("enter",), ("enter", "c"), ("enter", "enter")])
def test_the_language_changes_everywhere(keys: tuple[str, ...]) -> None:
    text = see(*keys, "ctrl+p", *"english", "enter")
    assert "Import" in text or "What each column holds" in text
