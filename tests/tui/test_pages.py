"""The tour, the settings and the palette: what they change, and where they lead."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studyapp.language import choose
from studyapp.preferences import Preferences
from studyapp.tui.app import StudyApp
from studyapp.tui.desk import Trouble
from studyapp.tui.screens.palette import Choice, found
from studyapp.words import language
from tests.tui import questions as q
from tests.tui.driving import screen_text, visit
from tests.tui.fake import FakeDesk


@pytest.fixture(autouse=True)
def back_to_chinese() -> Iterator[None]:
    yield
    choose("zh")


def page(app: StudyApp) -> str:
    return getattr(app.screen, "KEYS", "")


def fresh() -> FakeDesk:
    desk = FakeDesk([q.SINGLE])
    desk.wishes = Preferences()
    return desk


def test_the_tour_comes_once() -> None:
    desk = fresh()
    assert visit(desk, see=page, study=False) == "tour"
    assert visit(desk, "enter", "space", "enter", see=page, study=False) == "home"
    assert visit(desk, see=page, study=False) == "home"
    assert visit(desk, "t", see=page, study=False) == "tour"


def test_the_tour_can_be_skipped_and_does_not_come_before_a_question() -> None:
    desk = fresh()
    assert visit(desk, see=page, study=True) == "study"
    assert visit(desk, "escape", see=page, study=False) == "home"
    assert desk.wishes.toured


def test_the_tour_goes_back_and_forth() -> None:
    assert "2/3" in visit(fresh(), "enter", "enter", "left", see=screen_text, study=False)
    assert "1/3" in visit(fresh(), "left", see=screen_text, study=False)


def test_the_tour_asks_for_the_language() -> None:
    desk = fresh()
    assert "Ten minutes a day" in visit(desk, "2", see=screen_text, study=False)
    assert (desk.wishes.language, language()) == ("en", "en")
    assert "每天十分钟" in visit(desk, "1", see=screen_text, study=False)


def test_a_home_that_cannot_be_written_to_is_told_and_nothing_ends() -> None:
    desk = fresh()
    desk.trouble = Trouble("设置没有存到 /x，关闭后失效。")
    assert "设置没有存到" in visit(desk, "2", see=screen_text, study=False)


def test_settings_hold_at_once() -> None:
    desk = FakeDesk([q.SINGLE])
    assert visit(desk, "s", "right", see=lambda app: app.theme, study=False) == "study-day"
    assert visit(desk, "s", "left", see=lambda app: app.theme, study=False) == "study-night"
    text = visit(desk, "s", "down", "enter", see=screen_text, study=False)
    assert "Settings" in text
    assert "> Language" in text  # the cursor stays where it was


@pytest.mark.parametrize(
    ("downs", "keys", "name", "value"),
    [
        (3, ("right",), "new", "30"),
        (3, ("left", "left"), "new", "10"),
        (4, ("right",), "reviews", "300"),
        (4, ("right",) * 5, "reviews", "20"),
        (5, ("enter",), "partial", "subset"),
        (5, ("space", "space"), "partial", "none"),
    ],
)
def test_what_a_day_holds(downs: int, keys: tuple[str, ...], name: str, value: str) -> None:
    desk = FakeDesk([q.SINGLE])
    visit(desk, "s", *["down"] * downs, *keys, see=lambda app: None, study=False)
    assert desk.settings[name] == value


def test_a_value_that_is_not_in_the_list_is_shown_and_can_be_left() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.settings["new"] = "7"
    assert "< 7 >" in visit(desk, "s", see=screen_text, study=False)
    visit(desk, "s", "down", "down", "down", "right", see=lambda app: None, study=False)
    assert desk.settings["new"] == "0"


def test_the_palette_runs_what_it_finds() -> None:
    desk = FakeDesk([q.SINGLE, q.JUDGE])
    text = visit(desk, "ctrl+p", *"f3", "enter", see=screen_text)
    assert "已标记" in text
    assert desk.session.calls == [("mark", 1, "flag", True)]


def test_the_palette_offers_only_what_can_be_done_now() -> None:
    assert "改评分" not in visit(FakeDesk([q.SINGLE]), "ctrl+p", see=screen_text)
    assert "看提示" in visit(FakeDesk([q.SINGLE]), "ctrl+p", see=screen_text)
    assert "看提示" not in visit(FakeDesk([q.SINGLE]), "1", "ctrl+p", see=screen_text)


@pytest.mark.parametrize("keys", [("escape",), ("ctrl+p",)])
def test_the_palette_can_be_left(keys: tuple[str, ...]) -> None:
    desk = FakeDesk([q.SINGLE])
    assert visit(desk, "ctrl+p", *keys, see=page) == "study"
    assert desk.session.calls == []


def test_nothing_found_runs_nothing() -> None:
    assert visit(FakeDesk([q.SINGLE]), "ctrl+p", *"zz", "enter", see=page) == "palette"


def test_words_find_in_any_order_and_case() -> None:
    choices = [
        Choice("换颜色：深色、浅色", "F9", "app.theme", "theme"),
        Choice("设置：颜色", "s", "settings", "settings"),
    ]
    assert [one.name for one in found(choices, "颜色")] == ["theme", "settings"]
    assert [one.name for one in found(choices, "颜色 THEME")] == ["theme"]
    assert [one.name for one in found(choices, "f9")] == ["theme"]
    assert found(choices, "颜色 没有") == []


def test_the_language_changes_from_the_help_page_too() -> None:
    text = visit(FakeDesk([q.SINGLE]), "f1", "ctrl+p", *"english", "enter", see=screen_text)
    assert "Single choice" in text
    assert "Submit" in text


def test_help_opens_over_the_palette_s_place_and_back() -> None:
    assert visit(FakeDesk([q.SINGLE]), "f1", "ctrl+p", "escape", "escape", see=page) == "study"


def test_home_says_how_to_leave() -> None:
    assert "Ctrl+Q" in visit(FakeDesk([q.SINGLE]), "escape", see=screen_text, study=False).splitlines()[-1]


def test_trouble_at_home_stays_until_it_is_over() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.trouble = Trouble("数据文件正被另一个程序写入，请稍后再试。")
    text = visit(desk, "down", see=screen_text, study=False)
    assert "× 数据文件正被另一个程序写入" in text
    assert "Enter 重试" in text
    assert "× 数据文件" in visit(desk, "enter", see=screen_text, study=False)


def test_a_wrong_answer_cannot_be_rated_as_known() -> None:
    desk = FakeDesk([q.SINGLE])
    assert "只能评" in visit(desk, "1", "4", see=screen_text)
    assert [call[0] for call in desk.session.calls] == ["answer"]
    assert "已改评为“吃力”" in visit(FakeDesk([q.SINGLE]), "1", "2", see=screen_text)
