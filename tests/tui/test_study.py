"""The loop: what the screen asks of the sitting, when, and what it does with the answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from textual import events

from studyapp.model import Message, Passed, Picked, Typed
from studyapp.tui.app import StudyApp
from studyapp.tui.desk import Trouble
from studyapp.tui.screens.home import HomeScreen
from studyapp.tui.screens.study import StudyScreen
from studyapp.tui.screens.summary import SummaryScreen
from tests.tui import questions as q
from tests.tui.driving import screen_text, settle, visit
from tests.tui.fake import DECK, FakeDesk


def screen_name(app: StudyApp) -> str:
    return type(app.screen).__name__


def test_one_key_goes_through_the_loop() -> None:
    desk = FakeDesk([q.SINGLE, q.JUDGE])
    name = visit(desk, "enter", "2", "enter", "1", "enter", see=screen_name, study=False)
    assert name == SummaryScreen.__name__
    assert desk.opened == [(None, None)]
    assert len(desk.session.given) == 2


def test_from_the_summary_home_or_once_more() -> None:
    keys = ("2", "enter")
    assert visit(FakeDesk([q.SINGLE]), *keys, "enter", see=screen_name) == HomeScreen.__name__
    desk = FakeDesk([q.SINGLE, q.JUDGE])
    assert visit(desk, "2", "escape", "r", see=screen_name) == StudyScreen.__name__
    assert len(desk.opened) == 2


def test_the_time_between_showing_and_answering_is_told() -> None:
    desk = FakeDesk([q.SINGLE])

    async def drive() -> None:
        app = StudyApp(desk, study=True)
        async with app.run_test() as pilot:
            await settle(pilot)
            desk.tick(4200)
            await pilot.press("1")
            await settle(pilot)

    asyncio.run(drive())
    assert desk.session.calls[0][2] == 4200


def test_hint_and_guess_go_with_the_answer_and_end_with_it() -> None:
    desk = FakeDesk([q.SINGLE, q.SINGLE])
    visit(desk, "h", "g", "1", "enter", "1", see=lambda app: None)
    assert [call[3:] for call in desk.session.calls] == [(True, True), (False, False)]


def test_a_guess_can_be_taken_back() -> None:
    desk = FakeDesk([q.SINGLE])
    visit(desk, "f7", "f7", "1", see=lambda app: None)
    assert desk.session.calls[0][4] is False


def test_no_hint_is_no_help() -> None:
    desk = FakeDesk([replace(q.SINGLE, basis=(), subject="")])
    text = visit(desk, "h", see=screen_text)
    assert "没有提示" in text
    visit(desk, "h", "1", see=lambda app: None)
    assert desk.session.calls[0][3] is False


def test_one_key_corrects_the_rating() -> None:
    desk = FakeDesk([q.SINGLE])
    text = visit(desk, "2", "4", see=screen_text)
    assert ("rate", 4) in desk.session.calls
    assert "8 天后" in text
    assert "轻松" in text


def test_undo_asks_again_and_forgets_the_answer() -> None:
    desk = FakeDesk([q.SINGLE, q.JUDGE])
    text = visit(desk, "1", "enter", "u", see=screen_text)
    assert desk.session.given == []
    assert "失业人员失业前" in text
    assert "已撤销" in text
    assert "答错了" not in text


def test_undo_with_nothing_to_undo_says_so() -> None:
    assert "没有可以撤销" in visit(FakeDesk([q.SINGLE]), "ctrl+z", see=screen_text)


def test_marks_are_put_and_taken_back() -> None:
    desk = FakeDesk([q.SINGLE])
    text = visit(desk, "f", "*", "x", "f", see=screen_text)
    assert [call for call in desk.session.calls if call[0] == "mark"] == [
        ("mark", 1, "flag", True),
        ("mark", 1, "star", True),
        ("mark", 1, "report", True),
        ("mark", 1, "flag", False),
    ]
    assert "已收藏" in text
    assert "已标记" not in text


def test_a_letter_chooses_before_it_commands() -> None:
    desk = FakeDesk([q.MULTIPLE])
    visit(desk, "e", "f", "enter", "e", see=lambda app: None)
    assert ("mark", 1, "flag", True) in desk.session.calls
    assert len(desk.session.given) == 1


def test_the_explanation_folds() -> None:
    text = visit(FakeDesk([q.LONG]), "1", "e", see=screen_text)
    assert "按 F5 展开" in text
    assert "并由其支付报酬" not in text


def test_all_parts_of_the_feedback_in_their_order() -> None:
    text = visit(FakeDesk([q.SINGLE]), "3", see=screen_text)
    places = [text.index(part) for part in ("× 答错了", "B. 十八个月", "解析", "依据", "历史", "复习")]
    assert places == sorted(places)


def test_passing_is_an_answer() -> None:
    desk = FakeDesk([q.SINGLE])
    text = visit(desk, "0", see=screen_text)
    assert desk.session.given[0].response == Passed()
    assert "× 不知道" in text


def test_leaving_before_the_first_answer_is_no_sitting() -> None:
    assert visit(FakeDesk([q.SINGLE]), "escape", see=screen_name) == HomeScreen.__name__


def test_the_material_of_a_case_scrolls_by_page_keys() -> None:
    desk = FakeDesk([q.CASE_PART], case=q.CASE)
    text = visit(desk, "pagedown", see=screen_text, size=(80, 20))
    assert "不予认可" in text
    assert "甲公司应当支付二倍工资差额的月数" in text


def test_a_case_that_comes_later_is_shown_too() -> None:
    desk = FakeDesk([q.SINGLE, q.CASE_PART])

    class Later(type(desk.session)):  # type: ignore[misc]
        def _shown(self, index: int) -> object:
            return super()._shown(index)._replace(case=q.CASE if index else None)

    desk.session.__class__ = Later
    assert "材料" not in visit(desk, see=screen_text)
    assert "材料" in visit(desk, "2", "enter", see=screen_text)


def test_trouble_while_answering_loses_nothing() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.session.trouble = Trouble("磁盘已满，没有保存")
    text = visit(desk, "2", see=screen_text)
    assert "磁盘已满，没有保存" in text
    assert "答对了" not in text
    desk.session.trouble = None
    assert "答对了" in visit(desk, "2", see=screen_text)


def test_what_was_typed_survives_trouble() -> None:
    desk = FakeDesk([q.BLANK])
    desk.session.trouble = Trouble("磁盘已满")
    text = visit(desk, "一", "enter", "六", "enter", see=screen_text)
    assert "(1)  一" in text
    assert "磁盘已满" in text


def test_a_trouble_of_the_floors_below_is_put_into_words() -> None:
    class StoreError(Exception):
        why = Message("数据文件 {path} 正被占用", {"path": "a.db"})

    desk = FakeDesk([q.SINGLE])
    desk.session.trouble = StoreError()
    assert "数据文件 a.db 正被占用" in visit(desk, "2", see=screen_text)


def test_a_fault_of_the_program_is_not_hidden() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.session.trouble = ZeroDivisionError()
    try:
        visit(desk, "2", see=screen_text)
    except ZeroDivisionError:
        return
    raise AssertionError("the fault was swallowed")


def test_the_desk_is_warmed_after_the_first_paint() -> None:
    desk = FakeDesk([q.SINGLE])
    visit(desk, "2", see=lambda app: None)
    assert desk.warmed


def test_help_and_back() -> None:
    desk = FakeDesk([q.SINGLE])
    assert visit(desk, "f1", "escape", see=screen_name) == StudyScreen.__name__
    assert visit(desk, "？", see=screen_name) == "HelpScreen"


def test_ctrl_c_says_how_to_quit() -> None:
    assert "Ctrl+Q" in visit(FakeDesk([q.SINGLE]), "ctrl+c", see=screen_text)


def test_quitting_is_a_success() -> None:
    async def drive() -> int | None:
        app = StudyApp(FakeDesk([q.SINGLE]), study=True)
        async with app.run_test() as pilot:
            await pilot.press("ctrl+q")
        return app.return_value

    assert asyncio.run(drive()) == 0


def test_one_key_goes_through_the_themes_and_the_last_is_kept() -> None:
    desk = FakeDesk([q.SINGLE])
    assert visit(desk, "f9", see=lambda app: app.theme) == desk.wishes.theme == "study-day"
    assert visit(desk, see=lambda app: app.theme) == "study-day"
    assert visit(desk, "f9", see=lambda app: app.theme) == "study-contrast"
    assert visit(desk, "f9", see=lambda app: app.theme) == "study-night"


def test_home_starts_the_deck_under_the_cursor() -> None:
    desk = FakeDesk([q.SINGLE])
    visit(desk, "j", "space", see=lambda app: None, study=False)
    assert desk.opened == [(DECK, None)]


def test_nothing_to_practise_leads_home_with_a_sentence() -> None:
    assert "明天再来" in visit(FakeDesk([]), "enter", see=screen_text, study=False)
    assert "明天再来" in visit(FakeDesk([]), see=screen_text, study=True)


def test_trouble_at_the_start_is_told() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.trouble = Trouble("数据文件正被另一个程序占用")
    assert "数据文件正被另一个程序占用" in visit(desk, see=screen_text, study=False)
    assert "数据文件正被另一个程序占用" in visit(desk, see=screen_text, study=True)


def test_without_decks_enter_does_nothing() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.day = desk.day._replace(decks=(), due=0, new=0)
    visit(desk, "enter", see=lambda app: None, study=False)
    assert desk.opened == []


def test_keys_typed_ahead_find_their_question() -> None:
    desk = FakeDesk([q.BLANK, q.SINGLE, q.BLANK, q.JUDGE])
    ahead = [*"一个月", "enter", *"六个月", "enter", "enter", "2", "enter", *"xu", "enter", "3", "enter", "enter", "y"]

    async def drive() -> None:
        app = StudyApp(desk, study=True)
        async with app.run_test() as pilot:
            await settle(pilot)
            for key in ahead:
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            await settle(pilot)

    asyncio.run(drive())
    assert [feedback.response for feedback in desk.session.given] == [
        Typed(("一个月", "六个月")),
        Picked((1,)),
        Typed(("xu", "3")),
        Picked((0,)),
    ]
