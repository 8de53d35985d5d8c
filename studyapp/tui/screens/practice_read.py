"""Reading: question, key and explanation at once. Nothing is asked, and nothing of it goes into the journal."""

from __future__ import annotations

from studyapp.desk.views import Whole
from studyapp.tui.desk import Desk
from studyapp.tui.screens.practice_places import ReadPlace
from studyapp.tui.screens.question import QuestionScreen, history
from studyapp.tui.widgets.whole import Labelled
from studyapp.words import _


class ReadScreen(QuestionScreen):
    """The questions of a chapter one after the other; it leads back to the menu."""

    KEYS = "practice-read"

    def __init__(self, desk: Desk, place: ReadPlace) -> None:
        super().__init__(desk, place.found)
        self._chapter = place.name

    def anew(self) -> ReadScreen:
        """The same question."""
        return ReadScreen(self._desk, ReadPlace(self._place, self._chapter))

    def place(self, where: str) -> str:
        """The chapter comes first."""
        return _("背题 · {chapter} · {place}").format(chapter=self._chapter, place=where)

    def origin(self, whole: Whole) -> list[Labelled]:
        """Where it comes from does not matter here."""
        return history(whole)
