"""Syncing on the screens: the page of remotes, the line on the home screen, and when the app syncs by itself."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading

import pytest

from studyapp.desk.remotes import RemoteLine
from studyapp.model import Message
from studyapp.sync.outcome import Outcome, Stage, Taken
from studyapp.tui.app import StudyApp
from studyapp.tui.background import PATIENCE
from studyapp.tui.desk import Trouble
from tests.tui import questions as q
from tests.tui.driving import Key, goldens_check, looks, screen_text, settle, visit
from tests.tui.fake import FakeDesk
from tests.tui.fake_syncing import FINE, NEW, NOON, TROUBLED, FakeSyncing

PAGES: dict[str, tuple[Key, ...]] = {
    "remotes": ("y",),
    "remotes-troubled": ("y", "down"),
    "remotes-syncing": ("y", lambda desk, _app: desk.hub.goes(Stage.PUSH, 0.4)),
    "remotes-add": ("y", "a"),
    "remotes-join": ("y", "down", "c"),
    "remotes-remove": ("y", "d"),
}


def linked(*lines: RemoteLine) -> FakeDesk:
    desk = FakeDesk([q.SINGLE, q.JUDGE])
    desk.hub.lines = list(lines) or [FINE, TROUBLED, NEW]
    return desk


def table(app: StudyApp) -> str:
    return getattr(app.screen, "KEYS", "")


def open_home(*keys: Key, desk: FakeDesk | None = None) -> str:
    return visit(desk or linked(), *keys, see=screen_text, study=False)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, language: str) -> None:
    goldens_check(name, looks(linked(), *PAGES[name], study=False), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_remotes(language: str) -> None:
    goldens_check("remotes-none", looks(FakeDesk([q.SINGLE]), "y", study=False), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_line_at_home(language: str) -> None:
    goldens_check("home-synced", looks(linked(FINE), study=False), language)


def sync_line(desk: FakeDesk, *keys: Key) -> str:
    return open_home(*keys, desk=desk).splitlines()[-2].strip()


def test_the_line_says_what_matters_most() -> None:
    assert sync_line(linked(FINE)) == "11:58 已与“县局”同步"
    assert sync_line(linked(FINE, TROUBLED)).startswith("与“U盘”还没有同步成：找不到文件夹")
    assert sync_line(linked(FINE, NEW)) == "还没有与“市局”同步过"
    waiting = FINE._replace(waiting=12)
    assert sync_line(linked(waiting)) == "11:58 与“县局”同步过，之后有 12 条记录待送"
    assert sync_line(linked(FINE, FINE._replace(name="U盘", synced=NOON - 86_400_000))).startswith("6月2日 12:00")
    busy = sync_line(linked(FINE), lambda desk, _app: desk.hub.goes(Stage.PULL, 0.25))
    assert busy == "正在与“县局”同步：接收 25%"


def test_a_long_sentence_is_cut_where_the_line_ends() -> None:
    why = Message("服务器 127.0.0.1:8791 没有开机或没有启动；稍后会自动再试，现在可以照常练。")
    line = sync_line(linked(FINE._replace(trouble=why)))
    assert line.startswith("与“县局”还没有同步成：服务器 127.0.0.1:8791 没有")
    assert line.endswith("…")


def test_without_remotes_there_is_no_line_and_nobody_syncs() -> None:
    desk = FakeDesk([q.SINGLE])
    text = open_home(desk=desk)
    assert "同步" not in text
    assert desk.hub.calls == []


def test_the_line_leads_to_the_page() -> None:
    async def drive() -> str:
        app = StudyApp(linked(FINE))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.click("#sync-line", offset=(5, 0))
            await settle(pilot)
            return table(app)

    assert asyncio.run(drive()) == "remotes"


def test_a_store_that_cannot_be_read_just_now_costs_the_home_screen_nothing() -> None:
    desk = linked(FINE)
    desk.hub.trouble = Trouble("数据文件正被另一个程序占用。")
    text = open_home(desk=desk)
    assert "继续练习" in text
    assert "占用" not in text
    assert "占用" in open_home("y", desk=desk)


def test_what_the_learner_reported_comes_back_corrected() -> None:
    desk = linked(FINE)

    def comes(one: FakeDesk, _app: StudyApp) -> None:
        one.hub.ends(Outcome("县局", files=(Taken("deck", "新规", 2, True, corrected=2),)))

    assert "你报错的 2 题，“新规”已经改过或删去。" in open_home(comes, desk=desk)


def test_what_comes_down_is_seen_at_home_at_once() -> None:
    desk = linked(FINE)

    def comes(one: FakeDesk, _app: StudyApp) -> None:
        one.day = one.day._replace(streak=99)
        one.hub.ends(Outcome("县局", files=(Taken("deck", "新题库", 2, True),)))

    assert "连续 99 天" in open_home(comes, desk=desk)


def test_it_syncs_at_the_start_and_after_a_sitting_but_not_in_one() -> None:
    desk = linked(FINE)
    visit(desk, "enter", "1", see=table, study=False)
    assert [one[0] for one in desk.hub.calls] == ["start"]
    desk = linked(FINE)
    visit(desk, "enter", "1", "escape", see=table, study=False)
    assert "ask" in [one[0] for one in desk.hub.calls]


def test_no_word_of_syncing_gets_between_a_question_and_its_answer() -> None:
    desk = linked(FINE)
    before = visit(linked(FINE), see=screen_text)
    failed = Outcome("县局", trouble=Message("连不上服务器；稍后会自动再试。"))
    text = visit(
        desk,
        lambda one, _app: one.hub.goes(Stage.PUSH, 0.5),
        lambda one, _app: one.hub.ends(failed),
        see=screen_text,
    )
    assert text == before


def test_enter_syncs_now() -> None:
    desk = linked(FINE)
    assert "开始同步" in open_home("y", "enter", desk=desk)
    assert desk.hub.calls[-1] == ("ask",)


def test_the_page_follows_a_sync_to_its_end() -> None:
    desk = linked(FINE._replace(waiting=5))

    def ends(one: FakeDesk, _app: StudyApp) -> None:
        one.hub.lines = [FINE._replace(synced=NOON)]
        one.hub.ends(Outcome("县局", up=5))

    goes: Key = lambda one, _app: one.hub.goes(Stage.PUSH, 0.4)  # noqa: E731
    assert "上传" in open_home("y", goes, desk=desk)
    text = open_home("y", goes, ends, desk=desk)
    assert "上传" not in text
    assert "√ 12:00" in text


def test_one_is_added_with_a_code_and_synced_with() -> None:
    desk = FakeDesk([q.SINGLE])
    keys = ("y", "a", *"ab", "enter", *"http://x", "enter", *"C-1", "enter", *"me", "enter")
    text = open_home(*keys, desk=desk)
    assert "已添加远程“ab”，开始同步。" in text
    assert "> ab" in text
    assert ("add", "ab", "http://x", "C-1", "me") in desk.hub.calls
    assert desk.hub.calls[-1] == ("start",)


def test_an_address_that_nobody_knows_is_told_and_the_form_stays() -> None:
    desk = FakeDesk([q.SINGLE])
    text = open_home("y", "a", *"ab", "enter", *"x", "enter", "enter", "enter", desk=desk)
    assert "不认识地址 x" in text
    assert "添加远程" in text
    assert desk.hub.lines == []


def test_a_code_is_handed_over_later() -> None:
    desk = linked(FINE, NEW)
    text = open_home("y", "down", "c", *"C-2", "enter", "enter", desk=desk)
    assert ("join", "市局", "C-2", "") in desk.hub.calls
    assert "登记码已记下" in text
    assert "登记码或姓名不合规定" in open_home("y", "c", "enter", "enter", desk=desk)


def test_one_is_removed_only_where_that_is_meant() -> None:
    desk = linked(FINE, NEW)
    open_home("y", "d", "enter", desk=desk)
    open_home("y", "d", "escape", desk=desk)
    assert desk.hub.lines == [FINE, NEW]
    assert "已移除远程“县局”" in open_home("y", "d", "down", "enter", desk=desk)
    assert desk.hub.lines == [NEW]


def test_nothing_can_be_done_to_none() -> None:
    desk = FakeDesk([q.SINGLE])
    assert visit(desk, "y", "enter", "c", "d", "g", "down", see=table, study=False) == "remotes"
    assert desk.hub.calls == []


class Hanging(FakeSyncing):
    """A remote that answers when the test lets it."""

    def __init__(self) -> None:
        super().__init__(FINE._replace(waiting=3))
        self.begun, self.let_go = threading.Event(), threading.Event()

    def finish(self, patience: float = 3.0) -> bool:
        self.calls.append(("finish", patience))
        self.begun.set()
        return self.let_go.wait(patience)


def leave(desk: FakeDesk, hub: Hanging | None, *, twice: bool) -> tuple[str, int | None]:
    """Leave home; what the screen said while the app waited, and the exit status."""

    async def drive() -> tuple[str, int | None]:
        app = StudyApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("ctrl+q")
            said = ""
            if hub is not None:
                await asyncio.to_thread(hub.begun.wait, 10)
                await pilot.pause()
                said = screen_text(app)
                if twice:
                    await pilot.press("ctrl+q")
                else:
                    hub.let_go.set()
            await asyncio.wait_for(_gone(app), 10)
        if hub is not None:
            hub.let_go.set()
        return said, app.return_value

    return asyncio.run(drive())


async def _gone(app: StudyApp) -> None:
    while app.return_value is None:
        await asyncio.sleep(1 / 250)


@pytest.mark.parametrize("twice", [False, True])
def test_what_waits_is_given_three_seconds_at_the_end_and_a_second_key_none(twice: bool) -> None:
    hub = Hanging()
    desk = linked()
    desk.hub = hub
    said, status = leave(desk, hub, twice=twice)
    assert "最多等 3 秒" in said
    assert status == 0
    assert ("finish", PATIENCE) in hub.calls


@pytest.mark.parametrize("lines", [(), (FINE,)])
def test_where_nothing_waits_nobody_is_waited_for(lines: tuple[RemoteLine, ...]) -> None:
    desk = linked(*lines) if lines else FakeDesk([q.SINGLE])
    assert leave(desk, None, twice=False)[1] == 0
    assert "finish" not in [one[0] for one in desk.hub.calls]


def test_nothing_of_syncing_is_loaded_before_the_first_paint() -> None:
    code = "import sys, studyapp.tui.app, studyapp.tui.screens.home, studyapp.tui.screens.study, studyapp.desk.quick; "
    done = subprocess.run(
        [sys.executable, "-c", f"{code}print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    late = ("studyapp.desk.syncing", "studyapp.desk.boards", "studyapp.desk.remotes", "studyapp.sync", "nacl", "pluggy")
    assert [one for one in late if one in done.stdout.split()] == []
