"""The pictures of the question on the screen: one after the other is shown by the system's own program."""

from __future__ import annotations

from studyapp.model import Media, Question
from studyapp.tui.desk import Desk
from studyapp.tui.screens.page import Page
from studyapp.words import _


class Pictures:
    """Knows the pictures of a question and its case, and which is next."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._media: tuple[Media, ...] = ()
        self._next = 0

    def tell(self, question: Question, case: Question | None) -> None:
        """These are on the screen now."""
        media = (*(case.media if case else ()), *question.media)
        self._media, self._next = tuple({one.digest: one for one in media}.values()), 0

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._media)

    def show_next(self) -> str:
        """Have the next one shown, after the last the first again; return what happened, in a sentence."""
        if not self._media:
            return _("本题没有图片")
        medium = self._media[self._next]
        number, self._next = self._next + 1, (self._next + 1) % len(self._media)
        picture = self._desk.picture(medium)
        words = (
            _("已打开图 {number}/{count}：{path}")
            if picture.opened
            else _("这里没有看图程序；图 {number}/{count} 已存到 {path}，请自行打开。")
        )
        return words.format(number=number, count=len(self._media), path=picture.path)


class PicturesPage(Page):
    """A page with a question that may have pictures, which one key shows."""

    pictures: Pictures

    def action_picture(self) -> None:
        """Have the next picture shown."""
        sentence = self.attempt(self.pictures.show_next)
        if sentence:
            self.say(sentence)
