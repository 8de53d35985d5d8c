"""Shelves and what stands on them, in words."""

from __future__ import annotations

from studyapp.desk.practice import Selection
from studyapp.shelf import Shelf
from studyapp.store.shelves import Chapter
from studyapp.words import _, pgettext


def shelf_name(shelf: Shelf) -> str:
    """What a shelf is called."""
    return {
        Shelf.WRONG: _("错题本"),
        Shelf.STAR: pgettext("shelf", "收藏"),
        Shelf.FLAG: pgettext("shelf", "标记"),
        Shelf.REPORT: pgettext("shelf", "报错"),
        Shelf.NEW: _("本年新题"),
        Shelf.UNSEEN: _("没做过的题"),
        Shelf.RANDOM: _("随机练习"),
        Shelf.ALL: _("全部题目"),
        Shelf.CHAPTER: _("章节练习"),
        Shelf.SITUATIONS: _("情景实战"),
    }[shelf]


def selection_name(chosen: Selection) -> str:
    """What is practised, as the line at the top says it."""
    name = chapter_name(chosen.chapter) if chosen.shelf is Shelf.CHAPTER else shelf_name(chosen.shelf)
    return " · ".join(filter(None, (name, chosen.deck)))


def chapter_name(subject: str) -> str:
    """A chapter; also that of the questions without a subject."""
    return subject or _("未分科目")


def chapter_figures(one: Chapter) -> str:
    """How many questions it has, how many were seen, how many were right the last time."""
    return _("{questions} 题，学过 {seen}，会 {right}").format(
        questions=f"{one.questions:,}", seen=f"{one.seen:,}", right=f"{one.right:,}"
    )


def about(shelf: Shelf, mended: int) -> str:
    """What stands on a shelf, and how it comes there."""
    return {
        Shelf.WRONG: _("答错过的题。以后在 {days} 个不同的日子都答对，就移出错题本。").format(days=mended),
        Shelf.STAR: _("你收藏的题。做题时按 * 收藏，再按一次取消。"),
        Shelf.FLAG: _("你做了标记的题。做题时按 f 标记，再按一次取消。"),
        Shelf.REPORT: _("你认为题目或答案有误的题。做题时按 x 报错，再按一次取消。"),
        Shelf.NEW: _("今年补进题库的题，和今年起生效的题。"),
        Shelf.UNSEEN: _("一次也没有答过的题，按题库的顺序。"),
        Shelf.RANDOM: _("随机抽几道题；每次抽的不一样。"),
        Shelf.ALL: _("题库里的每一道题，按题库的顺序。"),
        Shelf.CHAPTER: _("按科目练，从头到尾；练过的也再练。"),
        Shelf.SITUATIONS: _("群众来窗口问事：先想怎样答复，时间一到对照要点，勾选答到的。"),
    }[shelf]


def nothing_words(shelf: Shelf) -> str:
    """That a shelf is empty, and what brings something there."""
    return {
        Shelf.WRONG: _("错题本是空的：没有答错的题，或都已改正。"),
        Shelf.STAR: _("还没有收藏的题；做题时按 * 收藏。"),
        Shelf.FLAG: _("还没有标记的题；做题时按 f 标记。"),
        Shelf.REPORT: _("还没有报错的题；做题时按 x 报错。"),
        Shelf.NEW: _("今年还没有新题；导入更新的题库后，多出来的题会在这里。"),
        Shelf.UNSEEN: _("题库里的题都做过了。"),
        Shelf.RANDOM: _("题库里还没有题；请先导入题库。"),
        Shelf.ALL: _("题库里还没有题；请先导入题库。"),
        Shelf.CHAPTER: _("没有这个科目的题；请换一个科目。"),
        Shelf.SITUATIONS: _("题库里没有简答题和案例题；导入有这些题的题库后再来。"),
    }[shelf]
