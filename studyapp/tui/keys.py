"""Every key of every screen, declared once: bindings, key bar and help page are made from these tables.

Letters are bound in lower and upper case and full width; since an input method swallows letters, every command that
has one also has a digit, a function key or a Ctrl form. A key may stand in several commands of a table: the first
whose action the screen allows takes it.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding, BindingType

_FULL_WIDTH = 0xFEE0
_NAMED = {"space": ("space", "ideographic_space")}


def N_(message: str) -> str:  # noqa: N802 (the name that extractors of messages know)
    """Mark a msgid of a table; it is translated when it is shown."""
    return message


class Command(NamedTuple):
    """One thing that keys do on a screen.

    ``action``: the screen's method ``action_…``. ``keys``: as textual names them; with ``each``, every one of them
    may be several with spaces between, and hands its number, from 0, to the action.
    ``shown``: msgid of how people name the keys, with spaces between. ``label``: msgid of the word in the key bar,
    empty where it is not there.
    ``help``: msgid of the sentence on the help page.
    """

    action: str
    keys: tuple[str, ...]
    shown: str
    label: str
    help: str
    each: bool = False


def forms(key: str) -> tuple[str, ...]:
    """All that a key may arrive as: upper case, full width."""
    if len(key) != 1:
        return _NAMED.get(key, (key,))
    cases = dict.fromkeys((key, key.lower(), key.upper()))
    wide = [chr(ord(case) + _FULL_WIDTH) for case in cases if case.isascii()]
    return (*cases, *wide)


def bindings(commands: tuple[Command, ...]) -> list[BindingType]:
    """Textual's bindings for a table. They carry no words: those are this app's own to show."""
    return [
        Binding(
            ",".join(form for key in group.split(" ") for form in forms(key)),
            f"{command.action}({number})" if command.each else command.action,
            show=False,
        )
        for command in commands
        for number, group in enumerate(command.keys)
    ]


ENTER = "Enter"

APP = (
    Command("quit", ("ctrl+q",), "Ctrl+Q", "", N_("退出。每答一题都已存盘，随时可以退出。")),
    Command("theme", ("f9",), "F9", "", N_("深色、浅色切换")),
    Command("how_to_quit", ("ctrl+c",), "Ctrl+C", "", N_("选中文字时复制，否则提示怎样退出")),
)

_HELP = Command("help", ("?", "f1"), "F1 ?", N_("帮助"), N_("本页所有按键的说明"))
_PAGE = Command("page", ("pageup", "pagedown"), "PgUp PgDn", "", N_("上翻、下翻一页"), each=True)
_SCROLL = Command("move", ("up k", "down j"), "↑↓ k j", "", N_("上下滚动"), each=True)

HOME = (
    Command("start", ("enter", "space"), ENTER, N_("开始"), N_("开始练习所选的题库（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选题库"), N_("选上一个、下一个题库"), each=True),
    _PAGE,
    _HELP,
)

STUDY = (
    Command("submit", ("enter",), ENTER, N_("提交"), N_("提交答案；看过解析后，到下一题")),
    Command("press", ("space",), N_("空格"), "", N_("多选等题勾选光标所在的一项，其余与 Enter 相同")),
    Command(
        "choose",
        ("1 a", "2 b", "3 c", "4 d", "5 e", "6 f", "7 g", "8 h", "9 i"),
        "1–9 A–I",
        N_("选"),
        N_("选第几项：单选、判断按下即提交，多选为勾选或取消"),
        each=True,
    ),
    Command("judge", ("y √", "n ×"), "y n", "", N_("判断题：y 正确，n 错误（也可按 1、2）"), each=True),
    Command(
        "rate", ("1", "2", "3", "4"), "1–4", N_("改评分"), N_("答后改评分：1 忘了 2 吃力 3 记得 4 轻松"), each=True
    ),
    Command("move", ("up k", "down j"), "↑↓ k j", "", N_("光标上移、下移；答后上下滚动"), each=True),
    Command("pass", ("0", "f8"), "0 F8", N_("不知道"), N_("不知道：直接看答案，按答错计")),
    Command("hint", ("h", "f2"), "h F2", N_("提示"), N_("看提示：本题依据的条文；看过提示后答对，评为“吃力”")),
    Command("guess", ("g", "f7"), "g F7", "", N_("标明这次是蒙的；蒙对也评为“吃力”")),
    Command("undo", ("u", "ctrl+z"), "u Ctrl+Z", N_("撤销"), N_("撤销上一次作答，重新回答那道题")),
    Command("mark('flag')", ("f", "f3"), "f F3", "", N_("标记本题，以后再看；再按一次取消")),
    Command("mark('star')", ("*", "f4"), "* F4", "", N_("收藏本题；再按一次取消")),
    Command("mark('report')", ("x", "f6"), "x F6", "", N_("报错：题目或答案有误；再按一次取消")),
    Command("fold", ("e", "f5"), "e F5", "", N_("收起或展开解析")),
    Command("page", ("pageup", "pagedown"), "PgUp PgDn", "", N_("案例题翻看材料；其他题上翻、下翻一页"), each=True),
    _HELP,
    Command("back", ("escape",), "Esc", N_("结束"), N_("结束这次练习，看小结；答过的都已存盘")),
)

SUMMARY = (
    Command("home", ("enter", "space", "escape"), ENTER, N_("回首页"), N_("回首页（空格、Esc 相同）")),
    Command("again", ("r", "f5"), "r F5", N_("再练"), N_("再练一次")),
    _SCROLL,
    _PAGE,
    _HELP,
)

HELP = (
    Command("close", ("escape", "enter", "space", "?", "f1", "q"), "Esc", N_("关闭"), N_("关闭本页")),
    _SCROLL,
    _PAGE,
)
