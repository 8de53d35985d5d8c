"""Practice on the screen that one learns on; situations against the clock; and what came of it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.message import Message

from studyapp.desk.practice_words import selection_name
from studyapp.model import Response, Shown, Summary
from studyapp.tui.desk import Desk
from studyapp.tui.messages import HomeWanted, PlaceWanted
from studyapp.tui.screens.practice_places import Ended, Sat
from studyapp.tui.screens.study import StudyScreen
from studyapp.tui.screens.summary import SummaryScreen
from studyapp.tui.widgets.countdown import Countdown, seconds_left
from studyapp.tui.widgets.recalling import Recalling
from studyapp.words import _

_SECOND = 1.0


class PracticeStudyScreen(StudyScreen):
    """A sitting over some questions; it leads back to the menu it was begun from."""

    KEYS = "practice-study"

    def __init__(self, desk: Desk, sat: Sat) -> None:
        super().__init__(desk, sat.session, sat.shown, sat.chosen.deck)
        self._sat = sat

    def anew(self) -> PracticeStudyScreen:
        """The same question with what became of it so far."""
        page = type(self)(self._desk, self._sat._replace(shown=self.shown))
        page._former = self
        return page

    def place(self) -> str:
        """What is practised, and where in it this is."""
        return f"{selection_name(self._sat.chosen)} · {super().place()}"

    def ended(self, summary: Summary) -> Message:
        """What came of it."""
        return PlaceWanted("practice-summary", Ended(summary, self._sat.chosen, self._sat.place))

    def left(self) -> Message:
        """Back to the menu."""
        return PlaceWanted("practice", self._sat.place)


class SituationScreen(PracticeStudyScreen):
    """So much time to think of what to say at the window; then the key points are shown, and ticked off."""

    KEYS = "situation"

    def __init__(self, desk: Desk, sat: Sat) -> None:
        super().__init__(desk, sat)
        self._countdown = Countdown(brief=True, id="think-clock")
        self._deadline = 0

    def compose(self) -> ComposeResult:
        """The clock stands over the question."""
        above, *rest = super().compose()
        yield above
        yield self._countdown
        yield from rest

    async def on_mount(self) -> None:
        """Let the clock run; textual has the first question asked, too."""
        self.set_interval(_SECOND, self.tick)

    async def take_over(self) -> None:
        """The time does not begin anew with the language."""
        former = self._former
        await super().take_over()
        if isinstance(former, SituationScreen):
            self._deadline = former._deadline
            self.tick()

    def begin(self, shown: Shown) -> None:
        """The time of this question begins."""
        super().begin(shown)
        self._deadline = self._since + self._sat.seconds * 1000
        self._countdown.start(self._sat.seconds)

    @property
    def thinking(self) -> bool:
        """Whether the learner still thinks: nothing is shown of the answer, and nothing answered."""
        answering = self.sheet.answering
        return self.feedback is None and not (isinstance(answering, Recalling) and not answering.covered)

    def tick(self) -> None:
        """Look at the clock; it stands once the answer is shown."""
        if self.thinking:
            self._countdown.tell(seconds_left(self._deadline, self._desk.now()))

    async def give(self, response: Response) -> None:
        """The clock stands where it was."""
        self.tick()
        await super().give(response)

    def on_countdown_passed(self, message: Countdown.Passed) -> None:
        """Time is over: show what to compare with, or let the answer be given now."""
        message.stop()
        answering = self.sheet.answering
        if not self.thinking:
            return
        if isinstance(answering, Recalling):
            answering.submit()
            self.say(_("时间到。请对照要点，按数字勾选答到的。"))
        else:
            self.say(_("时间到，请作答。"))


class PracticeSummaryScreen(SummaryScreen):
    """How it went; then to the menu, or once more."""

    KEYS = "practice-summary"

    def __init__(self, desk: Desk, ended: Ended) -> None:
        super().__init__(ended.summary, ended.chosen.deck)
        self._desk = desk
        self._ended = ended

    def practised(self) -> str:
        """The shelf or the chapter."""
        return selection_name(self._ended.chosen)

    def anew(self) -> PracticeSummaryScreen:
        """The same sitting summed up again."""
        return PracticeSummaryScreen(self._desk, self._ended)

    def action_back(self) -> None:
        """To the menu."""
        self.post_message(PlaceWanted("practice", self._ended.place))

    def action_again(self) -> None:
        """The same once more; what is empty by now is said in the menu."""
        self.post_message(PlaceWanted("practice", self._ended.place._replace(start=self._ended.chosen)))

    def action_home(self) -> None:
        """To the home screen."""
        self.post_message(HomeWanted())
