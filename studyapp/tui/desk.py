"""What the screens may ask for. The shell hands in an object that can do it; no screen looks behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from studyapp.model import Message
from studyapp.words import say

if TYPE_CHECKING:  # the sitting brings the store and the memory with it, which the first paint does not need
    from collections.abc import Callable, Generator, Sequence
    from pathlib import Path

    from studyapp.desk.boards import Shown as ShownBoard
    from studyapp.desk.exams import Line
    from studyapp.desk.practice import Selection
    from studyapp.desk.syncing import RemoteLine, Status
    from studyapp.desk.titles import Leave
    from studyapp.desk.views import Entry, FileLine, Folder, Picture, Preview, Wanted, Whole, Wish
    from studyapp.exam.marking import Review
    from studyapp.exam.papers import Rival
    from studyapp.model import GivenAnswer, Media, Response, Shown, Today
    from studyapp.model.activity import Award, Result, Standing
    from studyapp.model.remote import Scope
    from studyapp.paper import Lack
    from studyapp.preferences import Preferences
    from studyapp.profiles import Profile, Profiles
    from studyapp.report.figures import Accuracy, Hard, Honours, Marks, Memory, Span
    from studyapp.session import Session
    from studyapp.shelf import Shelf
    from studyapp.store.shelves import Chapter

    GoOn = Callable[[str, float], bool]


class Trouble(Exception):  # noqa: N818 (said to people, not to programmers)
    """Something could not be done, told in one sentence that is fit for the learner."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Browser(Protocol):
    """Who looks through the bank. Any thread may ask."""

    def decks(self) -> tuple[str, ...]:
        """The names of the decks that hold anything."""

    def kinds(self, deck: str | None) -> dict[str, int]:
        """How many questions of each kind there are in a deck (``None``: in all)."""

    def find(self, wanted: Wanted) -> Generator[tuple[int, ...], None, None]:
        """The numbers of the items that fit, in the bank's order; some at a time, or none while it looks on."""

    def entries(self, numbers: Sequence[int], words: str = "") -> tuple[Entry, ...]:
        """Items as a list shows them; with ``words``, the place where they stand if that is not the beginning."""

    def whole(self, number: int) -> Whole | None:
        """An item with all that is known of it; ``None`` where it is not there any more."""


class Importer(Protocol):
    """Who reads files. Any thread may ask, and long tasks are asked for in one.

    ``go_on`` is told the stage (``read``, ``compare``, ``write``) and the share of it that is done, and says whether
    to go on. Where it says no, nothing is written, and ``None`` is returned.
    """

    def folder(self, path: str) -> Folder:
        """What a folder holds; an empty path is the one to begin with."""

    def place(self, text: str, folder: str) -> FileLine | None:
        """The file or folder that a typed or pasted text names, seen from a folder; ``None`` where there is none."""

    def preview(self, wish: Wish, go_on: GoOn) -> Preview | None:
        """What an import would do."""

    def bring_in(self, wish: Wish, go_on: GoOn) -> Preview | None:
        """Import; what the user said of columns is remembered for the next file with that header."""

    def undo(self, deck: str) -> bool:
        """Take the last import into a deck back; whether there was one."""

    def rejects(self, wish: Wish, go_on: GoOn) -> str | None:
        """Write what of a file became no question to a file beside it; return its path."""


class Statistics(Protocol):
    """Who tells the learner's figures."""

    @property
    def today(self) -> int:
        """The study day."""

    def days(self, first: int | None = None) -> dict[int, Span]:
        """Every study day that has answers, from ``first`` on."""

    def accuracy(self, first: int | None = None) -> tuple[tuple[Accuracy, ...], tuple[Accuracy, ...]]:
        """Accuracy by subject and by kind; with ``first``, of the answers given from that day on."""

    def memory(self) -> Memory:
        """How well the bank is known, and what the coming days ask."""

    def hardest(self) -> tuple[Hard, ...]:
        """The questions that are forgotten most often."""

    def marks(self) -> Marks:
        """How many questions are marked."""

    def honours(self) -> Honours:
        """What was earned."""

    def answers(self, day: int) -> tuple[GivenAnswer, ...]:
        """The answers of a study day, in order."""

    def save_page(self) -> Path:
        """Write the report as a page to a file."""


class Exam(Protocol):
    """A paper that is being sat; every answer is on disk when the method returns, and nothing tells the key."""

    @property
    def title(self) -> str:
        """The name of the task."""

    @property
    def count(self) -> int:
        """How many questions it has."""

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What the bank was too small for, just after it was begun."""

    @property
    def rival(self) -> Rival | None:
        """The other side of a battle."""

    @property
    def rival_done(self) -> int | None:
        """How many questions the machine has answered by now; ``None`` where it does not play."""

    @property
    def code(self) -> str:
        """The code of a battle, to be told to a colleague; empty where there is none."""

    @property
    def unanswered(self) -> tuple[int, ...]:
        """The questions that nothing was given to, from 0."""

    @property
    def flagged(self) -> tuple[int, ...]:
        """The questions that are flagged."""

    def shown(self, number: int) -> Shown | None:
        """A question (from 0) without its key; ``None`` where the bank has it no more."""

    def response(self, number: int) -> Response | None:
        """What was given to it so far."""

    def tick(self) -> int:
        """Let the clock run on; return the milliseconds left."""

    def pause(self) -> None:
        """The paper leaves the screen."""

    def answer(self, number: int, response: Response) -> bool:
        """Write what is given to a question. ``False`` once the time is over."""

    def flag(self, number: int, on: bool) -> bool:
        """Flag a question, or take that back. ``False`` once the time is over."""

    def hand_in(self) -> Review:
        """Hand the paper in, and look at it."""


class Exams(Protocol):
    """Who has the papers."""

    def lines(self) -> tuple[Line, ...]:
        """All tasks of the plan, as they stand now."""

    def begin(self, task: str, against: str = "machine", code: str = "") -> Exam:
        """Begin a paper, or go on with the one that was broken off."""

    def compare(self, code: str) -> Message | None:
        """How one's own battle on the questions of a code went against the colleague's; ``None`` before it was."""

    def results(self, task: str = "") -> tuple[Result, ...]:
        """The papers that were handed in, of a task or of all, the latest first."""

    def review(self, sitting: str) -> Review | None:
        """A paper that was handed in, question by question."""


class Practices(Protocol):
    """Who knows what there is to practise. Figures and lists may be asked for in any thread."""

    def counts(self, deck: str | None = None) -> dict[Shelf, int]:
        """How many questions stand on each shelf."""

    def chapters(self, deck: str | None = None) -> tuple[Chapter, ...]:
        """The subjects, with how many questions of each were seen, and right the last time."""

    def numbers(self, chosen: Selection) -> tuple[int, ...]:
        """The items in the order in which they are practised or read."""

    def open(self, chosen: Selection) -> Session:
        """Open a sitting; its first question is ``None`` where there is nothing to practise."""


class Titles(Protocol):
    """Who has the titles, and the leave that they make allowance for."""

    def standing(self) -> Standing:
        """How all titles stand."""

    def leaves(self) -> tuple[Leave, ...]:
        """The leave that was noted, the latest first."""

    def leave_left(self) -> int:
        """How many working days of leave may still be noted this year."""

    def note_leave(self, first: str, last: str) -> Leave:
        """Note leave from one date to another, as people write dates; an empty ``last`` is one day."""

    def take_leave_back(self, leave: Leave) -> None:
        """Take a leave back."""

    def share(self, award: Award) -> Picture:
        """Write a picture of a title, and have the system show it if it can."""


class Learners(Protocol):
    """Who knows the learners of this computer. A learner who has a PIN is changed or switched to with it only."""

    def known(self) -> Profiles:
        """All of them, and who learns now."""

    def check(self, one: str, pin: str) -> Profile:
        """The learner with that id, if the PIN is his."""

    def switch(self, one: str, pin: str) -> None:
        """Let another one learn: from now on the desk is his."""

    def add(self, name: str, unit: str, pin: str) -> None:
        """Add a learner with the decks, settings and plan of who learned before, and let him learn."""

    def change(self, one: str, pin: str, name: str, unit: str) -> None:
        """Give a learner another name and unit."""

    def set_pin(self, one: str, pin: str, new: str) -> None:
        """Give a learner another PIN; an empty one takes it away."""


class Syncing(Protocol):
    """Who syncs the learner's store, in a thread of its own. Any thread may ask."""

    @property
    def status(self) -> Status:
        """Where it stands."""

    def listen(self, tell: Callable[[Status], None]) -> None:
        """Whom to tell, in any thread, whenever the status changes."""

    def start(self) -> None:
        """Begin, and go on every few minutes."""

    def ask(self) -> None:
        """Sync as soon as can be."""

    def finish(self, patience: float = ...) -> bool:
        """Sync once more and end, within so many seconds; return whether that was done in time."""

    def remotes(self) -> tuple[RemoteLine, ...]:
        """The remotes, as they stand."""

    def add(self, name: str, url: str, code: str = "", shown: str = "") -> None:
        """Add a remote; with a code, ask it to know this device, and to name the learner ``shown`` on boards."""

    def remove(self, name: str) -> None:
        """Forget a remote; what came from it stays."""

    def join(self, name: str, code: str, shown: str = "") -> None:
        """Ask a remote to know this device."""


class Boards(Protocol):
    """Who has the boards. Any thread may ask; an empty ``remote`` is the first one that has boards."""

    def remotes(self) -> tuple[str, ...]:
        """The names of the remotes."""

    def scopes(self, remote: str = "") -> tuple[Scope, ...]:
        """Whose boards there are; this may take as long as the network does."""

    def kept(self, remote: str = "", scope: str = "", period: str = "all") -> ShownBoard | None:
        """A board as it was seen last."""

    def board(self, remote: str = "", scope: str = "", period: str = "all") -> ShownBoard | None:
        """A board, fresh where it can be had; this may take as long as the network does."""


class Desk(Protocol):
    """The learner's desk: everything that the screens need from the floors below.

    Every method may raise ``Trouble``, or an exception that tells its sentence in the same way (``trouble_words``);
    the screens show the sentence and go on.
    """

    def today(self) -> Today:
        """The home screen's figures."""

    def standing(self) -> Standing:
        """All that the learner has of the activity today."""

    def open_session(self, deck: str | None, limit: int | None) -> Session:
        """Open a sitting of drill on one deck (``None``: all of them), of at most ``limit`` questions."""

    def now(self) -> int:
        """UTC in milliseconds since 1970-01-01."""

    @property
    def preferences(self) -> Preferences:
        """How the learner likes the app to look on this computer."""

    def keep(self, preferences: Preferences) -> None:
        """Keep these from now on."""

    def setting(self, name: str) -> str:
        """What holds for ``new``, ``reviews`` or ``partial`` (see ``store.settings``)."""

    def set(self, name: str, value: str) -> None:
        """Set one of them."""

    def speak(self, language: str) -> None:
        """Let every word from now on be of this language."""

    def browser(self) -> Browser:
        """Who looks through the bank."""

    def importer(self) -> Importer:
        """Who reads files."""

    def statistics(self) -> Statistics:
        """Who tells the learner's figures."""

    def exams(self) -> Exams:
        """Who has the papers."""

    def practices(self) -> Practices:
        """Who knows what there is to practise."""

    def titles(self) -> Titles:
        """Who has the titles."""

    def learners(self) -> Learners:
        """Who knows the learners of this computer."""

    def has_remotes(self) -> bool:
        """Whether there is anywhere to sync with."""

    def syncing(self) -> Syncing:
        """Who syncs."""

    def boards(self) -> Boards:
        """Who has the boards."""

    @property
    def learner(self) -> str:
        """The name of who learns; empty where he gave none."""

    def mark(self, item: int, what: str, on: bool) -> None:
        """Star, flag or report (``what``) a question, or take that back."""

    def picture(self, medium: Media) -> Picture:
        """Write a picture of a question out as a file, and have the system show it if it can."""

    def warm(self) -> None:
        """Load what the first answer will need; called once, in a thread, after the first paint."""


def trouble_words(error: Exception) -> str | None:
    """The sentence an exception has for the learner, ``None`` where it has none and is a fault of the program.

    ``sentence`` is the finished sentence (as ``Trouble`` has it), ``why`` a ``Message`` not yet in a language, as the
    floors below the words raise it.
    """
    sentence = getattr(error, "sentence", None)
    if isinstance(sentence, str):
        return sentence
    why = getattr(error, "why", None)
    return say(why) if isinstance(why, Message) else None
