"""The introduction of three pages: what the app does, which keys lead through it, and how it should look."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, LanguageWanted, PreferenceWanted, WidthWanted
from studyapp.tui.screens.page import Page
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.notes import heading, muted, width_sample
from studyapp.tui.widgets.rows import Rows
from studyapp.words import _

PAGES = 3
Parts = tuple[Content, Rows, Content]


class TourScreen(Page):
    """One page after the other; Enter leads through, Esc leads out."""

    KEYS = "tour"

    def __init__(self, desk: Desk, *, page: int = 0) -> None:
        """``page`` counts from 0."""
        super().__init__()
        self._desk = desk
        self._page = page
        self._parts = [Static(classes="tour-part") for _part in range(3)]

    def compose(self) -> ComposeResult:
        """Up to three parts under each other."""
        yield self.top
        with self.body:
            yield from self._parts
        yield self.keys

    def on_mount(self) -> None:
        """The first page."""
        self._tell()

    def anew(self) -> TourScreen:
        """The same page in the language that holds now."""
        return TourScreen(self._desk, page=self._page)

    def _tell(self) -> None:
        self.top.tell(_("使用介绍"), f"{self._page + 1}/{PAGES}")
        pages = (_what_it_does, _which_keys, _how_it_looks)
        for part, content in zip(self._parts, pages[self._page](), strict=True):
            part.update(content)
        self.body.scroll_home(animate=False)
        self.offer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The second page has nothing to choose, the first none before it."""
        if action == "choose":
            return self._page != 1
        return self._page > 0 if action == "backward" else True

    def phrase(self, command: Command) -> Offer | None:
        """The last page leads home."""
        if not self.check_action(command.action, ()):
            return None
        last = command.action == "forward" and self._page == PAGES - 1
        return Offer.of(command, word=_("开始用") if last else "")

    def action_forward(self) -> None:
        """The next page, at last home."""
        if self._page == PAGES - 1:
            self.action_home()
        else:
            self._page += 1
            self._tell()

    def action_backward(self) -> None:
        """The page before."""
        self._page -= 1
        self._tell()

    def action_choose(self, index: int) -> None:
        """The language on the first page, the widths on the last."""
        if self._page == 0:
            self.post_message(LanguageWanted(("zh", "en")[index]))
        else:
            self.post_message(WidthWanted(index == 1))
            self.say((_("好，保持不变"), _("已改；再看看现在是否对齐"))[index])

    def action_home(self) -> None:
        """Home, and not here again unless asked."""
        self.post_message(PreferenceWanted({"toured": True}))
        self.post_message(HomeWanted())


def _what_it_does() -> Parts:
    points = [
        (_("每天十分钟"), _("到期的题先复习，再学几道新题；什么时候该再见到哪道题，由记忆算法来定。")),
        (_("答错不怕"), _("答错的题当天再来，以后也来得勤；答对的题间隔越来越长。")),
        (_("不怕断网断电"), _("不用联网；每答一题立即存盘，随时可以退出。")),
    ]
    return heading(_("记牢一个题库，不用苦背")), _rows(points), muted("Language / 语言：  1 中文   2 English")


def _which_keys() -> Parts:
    points = [
        ("Enter", _("开始、提交、下一题：一个键走到底（空格多半也行）")),
        ("1–9", _("选答案；判断题 1 正确，2 错误；多选题先勾选，再按 Enter")),
        ("0", _("不知道，直接看答案")),
        ("u", _("撤销上一次作答；输入法挡住字母时按 Ctrl+Z")),
        ("F1", _("本页所有按键")),
        ("Ctrl+P", _("忘了按哪个键，就输入字词找命令")),
    ]
    return heading(_("几个键就够了")), _rows(points), muted(_("也可以用鼠标点选项和底下的按键。"))


def _how_it_looks() -> Parts:
    points = [
        ("F9", _("换颜色：深色、浅色、高对比")),
        ("1 2", _("下面两行末尾的竖线，对齐了按 1；没对齐按 2")),
    ]
    return heading(_("看着舒服")), _rows(points), width_sample()


def _rows(points: list[tuple[str, str]]) -> Rows:
    rows = []
    for name, words in points:
        rows += [(Content.assemble(plain(name, "bold"), "   "), lines([plain(words), Content("")]))]
    return Rows(rows)
