"""Every widget that draws figures, a page each, to be looked at: ``python -m tests.tui.gallery [page]``.

PgUp and PgDn turn the pages, arrows move the cursor, Enter chooses, Esc cancels, F9 changes the theme.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from random import Random

from textual.app import App, ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from studyapp.model import study_day
from studyapp.tui import kinsoku
from studyapp.tui.keys import Command, bindings
from studyapp.tui.theme import THEMES
from studyapp.tui.widgets.answer_sheet import AnswerSheet, Box, Group, State
from studyapp.tui.widgets.bar_chart import Bar, BarChart
from studyapp.tui.widgets.bars import KeyBar, Offer, TopLine
from studyapp.tui.widgets.countdown import Countdown
from studyapp.tui.widgets.heat_map import Calendar, HeatMap
from studyapp.tui.widgets.line_chart import LineChart, Lines, Series
from studyapp.tui.widgets.notices import Empty, EmptyState, Fault, FaultBlock
from studyapp.tui.widgets.sheet import Body
from studyapp.tui.widgets.task import Stage, Task, TaskView
from tests.tui.fake import NOON

TODAY = study_day(NOON)
TABLE = (
    Command("step", ("up", "down", "left", "right"), "↑↓←→", "移动", "移动光标", each=True),
    Command("end", ("home", "end"), "Home End", "", "第一个、最后一个", each=True),
    Command("next_open", ("o",), "o", "", "下一道未答"),
    Command("press", ("enter", "space"), "Enter", "选定", "选定"),
    Command("cancel", ("escape",), "Esc", "取消", "取消"),
    Command("turn", ("pageup", "pagedown"), "PgUp PgDn", "翻页", "上一页、下一页", each=True),
    Command("theme", ("f9",), "F9", "颜色", "换颜色"),
    Command("quit", ("ctrl+q",), "Ctrl+Q", "退出", "退出"),
)


def calendar() -> Calendar:
    """A year of a learner who rests on Sundays, was ill in March, and once could not stop."""
    chance = Random(2021)
    counts = {
        day: max(0, round(chance.gauss(24 if (day + 3) % 7 < 5 else 6, 14)))
        for day in range(TODAY - 400, TODAY + 1)
        if (day + 3) % 7 != 6 and not TODAY - 90 <= day <= TODAY - 78
    }
    return Calendar(TODAY, counts | {TODAY - 20: 640}, notes={TODAY: "答了 32 题，答对 28 题"})


def heat_map() -> Iterator[Widget]:
    """In colours, as far back as fits."""
    yield HeatMap(calendar(), signs=False)


def heat_map_signs() -> Iterator[Widget]:
    """For eyes and terminals without colours."""
    yield HeatMap(calendar(), signs=True)


def bars() -> Iterator[Widget]:
    """Accuracy by subject against a goal and the month before; then something long in little."""
    yield BarChart(
        [
            Bar("社会保险", 0.92, "331/360", 0.81, "290/358", 0.85, "$success"),
            Bar("劳动关系与调解仲裁", 0.66, "66/100", 0.7, "35/50", 0.85, "$success"),
            Bar("就业创业", 1.0, "40/40", 0.85, "34/40", 0.85, "$success"),
            Bar("人事人才（含事业单位公开招聘、职称评审与表彰奖励）", 0.0, "0/7", 0.0, "0/0", 0.85, "$success"),
        ],
        names=("本月", "上月"),
    )
    yield Static()
    yield BarChart([Bar("失业保险", 1 / 3, "1/3"), Bar("工伤保险", 1.0, "12/12"), Bar("未分科目", 0.0, "0/4")])


def line_chart() -> Iterator[Widget]:
    """Two lines with a gap."""
    first = [None if 12 <= day < 16 else 62 + (day * 17 % 11) + day * 0.6 for day in range(45)]
    second = [70 + (day * 7 % 13) * 0.9 for day in range(45)]
    yield LineChart(
        Lines((Series("正确率", first), Series("全组平均", second)), TODAY - 44, "%", bounds=(50, 100), height=11)
    )


def line_chart_little() -> Iterator[Widget]:
    """Nothing, one point, a level line."""
    yield LineChart(Lines((Series("正确率", ()),), TODAY))
    yield Static()
    yield LineChart(Lines((Series("正确率", (88.0,)),), TODAY, "%", height=3))
    yield Static()
    yield LineChart(Lines((Series("每日题数", (20, 20, 20, 20)),), TODAY - 3, height=5))


def countdown() -> Iterator[Widget]:
    """All that it can look like."""
    for left in (5400, 301, 300, 61, 60, 9, 0):
        one = Countdown()
        one.tell(left)
        yield one


def papers(after: bool) -> list[Group]:
    """A paper of 90 questions, before or after it was handed in."""

    def box(number: int) -> Box:
        if number > 71:
            return Box(flagged=number == 80)
        state = State.DONE if not after else State.WRONG if number % 7 == 3 else State.RIGHT
        return Box(state, flagged=number in (8, 33, 40))

    titles = (("单选题", 0, 40), ("多选题", 40, 60), ("判断题", 60, 85), ("案例题", 85, 90))
    return [Group(title, tuple(box(number) for number in range(start, end))) for title, start, end in titles]


def answer_sheet() -> Iterator[Widget]:
    """While the exam lasts."""
    yield AnswerSheet(papers(False), 71)


def answer_sheet_after() -> Iterator[Widget]:
    """After it was handed in."""
    yield AnswerSheet(papers(True), 3)


def task() -> Iterator[Widget]:
    """From the beginning to each of the ends."""
    title = "导入《陕西省人社窗口业务技能练兵比武题库（2021 年版）》"
    yield TaskView(Task(title, 1268, 3273, 12_400, sentence="正在核对答案：第 1268 题"))
    yield Static()
    yield TaskView(Task("从备份恢复", 4096, None, 2_700))
    yield Static()
    yield TaskView(Task("导入题库", 3273, 3273, 65_000, Stage.DONE, "导入 3,273 题，其中新题 3,268 道，合并 5 道。"))
    yield Static()
    yield TaskView(Task("导入题库", 12, None, 900, Stage.FAILED, "文件第 13 行起不是 UTF-8 编码，一题也没有导入。"))
    yield Static()
    yield TaskView(Task("重算记忆", 12, 80, 900, Stage.CANCELLED))


def notices() -> Iterator[Widget]:
    """Nothing here, and something wrong."""
    yield EmptyState(Empty("还没有错题", "答错的题会自动收进这里，答对三次后移出。先去练几道吧。", "Enter", "开始练习"))
    yield Static()
    yield FaultBlock(
        Fault(
            "这份题库没有导入：有 3 道单选题写了不止一个答案。",
            "D:\\练兵比武\\2021 年省级题库（终稿）.docx，第 128、301、977 题",
            "把题型改为“多选题”，或只留一个答案，再导入一次；已经学过的题不受影响。",
        )
    )
    yield Static()
    yield FaultBlock(Fault("磁盘已满，刚才的作答没有存下来。"))


PAGES: dict[str, Callable[[], Iterator[Widget]]] = {
    "heat-map": heat_map,
    "heat-map-signs": heat_map_signs,
    "bars": bars,
    "lines": line_chart,
    "lines-little": line_chart_little,
    "countdown": countdown,
    "answer-sheet": answer_sheet,
    "answer-sheet-after": answer_sheet_after,
    "task": task,
    "notices": notices,
}


class GalleryPage(Screen[None]):
    """One page of the gallery, with the bars of the app."""

    BINDINGS = bindings(TABLE)
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "narrow"), (60, "medium"), (100, "roomy")]  # noqa: RUF012 (as textual declares it)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._title = name
        self.keys = KeyBar()
        self.heard: list[Message] = []

    def compose(self) -> ComposeResult:
        top = TopLine()
        top.tell(self._title)
        yield top
        with Body():
            yield from PAGES[self._title]()
        yield self.keys

    def on_mount(self) -> None:
        self.keys.offer([Offer.of(command) for command in TABLE if command.label])

    def action_step(self, way: int) -> None:
        for widget in self.query("HeatMap, AnswerSheet").results(Widget):
            if isinstance(widget, HeatMap | AnswerSheet):
                widget.step(way)

    def action_end(self, way: int) -> None:
        for widget in self.query("HeatMap, AnswerSheet").results(Widget):
            if isinstance(widget, HeatMap | AnswerSheet):
                widget.end(way)

    def action_next_open(self) -> None:
        for sheet in self.query(AnswerSheet):
            sheet.next_open()

    def action_press(self) -> None:
        for widget in self.query("HeatMap, AnswerSheet").results(Widget):
            if isinstance(widget, HeatMap | AnswerSheet):
                widget.press()

    def action_cancel(self) -> None:
        for one in self.query(TaskView):
            one.cancel()

    async def action_turn(self, way: int) -> None:
        names = list(PAGES)
        page = GalleryPage(names[(names.index(self._title) + (-1, 1)[way]) % len(names)])
        await self.app.push_screen(page)

    def action_theme(self) -> None:
        names = [theme.name for theme in THEMES]
        self.app.theme = names[(names.index(self.app.theme) + 1) % len(names)]

    async def action_quit(self) -> None:
        self.app.exit()

    def hear(self, message: Message) -> None:
        """Say at the foot what a widget told."""
        message.stop()
        self.heard.append(message)
        told = " ".join(
            f"{name}={getattr(message, name)}" for name in ("day", "index", "mark", "left") if hasattr(message, name)
        )
        self.keys.say(f"{type(message).__qualname__} {told}")

    def on_heat_map_chosen(self, message: HeatMap.Chosen) -> None:
        self.hear(message)

    def on_answer_sheet_chosen(self, message: AnswerSheet.Chosen) -> None:
        self.hear(message)

    def on_countdown_passed(self, message: Countdown.Passed) -> None:
        self.hear(message)

    def on_task_view_cancel_wanted(self, message: TaskView.CancelWanted) -> None:
        self.hear(message)

    def on_empty_state_wanted(self, message: EmptyState.Wanted) -> None:
        self.hear(message)


class Gallery(App[None]):
    """The gallery, open at a page."""

    CSS_PATH = "../../studyapp/tui/studyapp.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, page: str = "heat-map", theme: str = THEMES[0].name) -> None:
        kinsoku.install()
        super().__init__()
        for one in THEMES:
            self.register_theme(one)
        self._page = page
        self.theme = theme

    def get_default_screen(self) -> GalleryPage:
        return GalleryPage(self._page)

    def get_theme(self, theme_name: str) -> object:  # type: ignore[override]
        return next((one for one in THEMES if one.name == theme_name), None) or super().get_theme(theme_name)


if __name__ == "__main__":
    Gallery(*sys.argv[1:2]).run()
