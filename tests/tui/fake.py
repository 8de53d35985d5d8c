"""A desk and a sitting that behave, without store or clock."""

from __future__ import annotations

from studyapp.desk.views import Picture
from studyapp.language import choose
from studyapp.model import (
    Arranged,
    Blanks,
    Choices,
    DeckLine,
    Feedback,
    KeyPoints,
    Media,
    Missed,
    Paired,
    Pairs,
    Picked,
    Progress,
    Question,
    Recalled,
    Response,
    Shown,
    Steps,
    SubjectTally,
    Summary,
    Ticked,
    Today,
    Typed,
    Verdict,
    study_day,
)
from studyapp.model.activity import Standing
from studyapp.preferences import Preferences
from studyapp.store.settings import DEFAULTS
from studyapp.tui.desk import Trouble
from tests.tui.fake_activity import FakeLearners, FakeTitles, busy
from tests.tui.fake_bank import FakeBrowser, FakeImporter, picture, preview_of
from tests.tui.fake_exams import FakeExams
from tests.tui.fake_practice import FakePractices
from tests.tui.fake_statistics import FakeStatistics
from tests.tui.fake_syncing import FakeBoards, FakeSyncing

NOON = 1_622_692_800_000  # 2021-06-03 12:00 at Shanghai
DECK = "陕西省人社窗口业务技能练兵比武题库"


def verdict(question: Question, response: Response) -> Verdict:
    """Right only when all is right; as plain as a comparison can be."""
    match question.answer, response:
        case Choices(right), Picked(given):
            return Verdict(float(right == given))
        case Blanks(blanks), Typed(texts):
            parts = tuple(text in blank.accepted for blank, text in zip(blanks, texts, strict=True))
            return Verdict(sum(parts) / len(parts), parts)
        case KeyPoints(points), Ticked(made):
            return Verdict(len(made) / len(points), tuple(index in made for index in range(len(points))))
        case Steps(sequence), Arranged(order):
            return Verdict(float(sequence == order), tuple(a == b for a, b in zip(sequence, order, strict=True)))
        case Pairs(pairs), Paired(made_pairs):
            return Verdict(float(pairs == made_pairs), tuple(pair in made_pairs for pair in pairs))
        case _, Recalled(rating):
            return Verdict(float(rating > 1))
    return Verdict(0.0)


class FakeSession:
    """A sitting over given questions; it remembers what it was told."""

    def __init__(self, questions: list[Question], *, case: Question | None = None) -> None:
        self.questions = questions
        self.case = case
        self.given: list[Feedback] = []
        self.calls: list[tuple[object, ...]] = []
        self.trouble: Exception | None = None

    def _shown(self, index: int) -> Shown:
        total = len(self.questions)
        return Shown(index + 1, self.questions[index], self.case, DECK, index + 1, total, 2, 1, again=False)

    def current(self) -> Shown | None:
        return self._shown(len(self.given)) if len(self.given) < len(self.questions) else None

    def answer(
        self, response: Response, *, at: int, milliseconds: int, hinted: bool = False, guessed: bool = False
    ) -> Feedback:
        if self.trouble:
            raise self.trouble
        self.calls.append(("answer", response, milliseconds, hinted, guessed))
        shown = self._shown(len(self.given))
        outcome = verdict(shown.question, response)
        rating = response.rating if isinstance(response, Recalled) else 3 if outcome.right else 1
        return self._feedback(shown, response, outcome, rating, at)

    def _feedback(self, shown: Shown, response: Response, outcome: Verdict, rating: int, at: int) -> Feedback:
        interval = (1, 2, 3, 8)[rating - 1]
        right = shown.right + int(outcome.right)
        due = study_day(at) + interval
        feedback = Feedback(b"", shown, response, outcome, rating, due, interval, shown.answered + 1, right)
        self.given.append(feedback)
        return feedback

    def rate(self, rating: int, *, at: int) -> Feedback:
        self.calls.append(("rate", rating))
        last = self.given.pop()
        return self._feedback(last.shown, last.response, last.verdict, rating, at)

    def mark(self, item: int, what: str, on: bool, *, at: int) -> None:
        self.calls.append(("mark", item, what, on))

    def void(self, *, at: int) -> Shown | None:
        if not self.given:
            raise Trouble("没有可以撤销的作答")
        return self.given.pop().shown

    def progress(self) -> Progress:
        right = sum(feedback.verdict.right for feedback in self.given)
        combo = next((n for n, f in enumerate(reversed(self.given)) if not f.verdict.right), len(self.given))
        return Progress(len(self.given), len(self.questions), 32 + len(self.given), 28 + right, combo)

    def end(self, *, at: int) -> Summary:
        subjects: dict[str, list[bool]] = {}
        for feedback in self.given:
            subjects.setdefault(feedback.shown.question.subject, []).append(feedback.verdict.right)
        return Summary(
            len(self.given),
            sum(feedback.verdict.right for feedback in self.given),
            95_000,
            tuple(SubjectTally(subject, len(right), sum(right)) for subject, right in subjects.items()),
            tuple(
                Missed(feedback.shown.item, feedback.shown.question.prompt)
                for feedback in self.given
                if not feedback.verdict.right
            ),
            (4, 12, 8, 0, 31, 5, 19),
            6,
            126,
        )


class FakeDesk:
    """A desk with frozen time; ``tick`` moves it."""

    def __init__(self, questions: list[Question], *, case: Question | None = None) -> None:
        self.session = FakeSession(questions, case=case)
        self.at = NOON
        self.opened: list[tuple[str | None, int | None]] = []
        self.warmed = False
        self.wishes = Preferences(toured=True)
        self.settings = dict(DEFAULTS)
        self.trouble: Exception | None = None
        self.bank = FakeBrowser(questions, case)
        self.files = FakeImporter(preview_of(questions))
        self.viewer = True
        self.papers: FakeExams | None = None
        self.shelves: FakePractices | None = None
        self.figures = FakeStatistics()
        self.honours = busy()
        self.activity_trouble: Exception | None = None
        self.wall = FakeTitles(self)
        self.people = FakeLearners()
        self.hub = FakeSyncing()
        self.ladders = FakeBoards(self.hub)
        self.day = Today(
            day=study_day(NOON),
            due=113,
            new=20,
            answered_today=19,
            right_today=17,
            streak=34,
            points=17,
            decks=(
                DeckLine(DECK, 3273, 820, 98),
                DeckLine("社会保险法（2018年修正）逐条", 210, 40, 15),
                DeckLine("HR & Social Security English Terms", 64, 0, 0),
            ),
        )

    def today(self) -> Today:
        if self.trouble:
            raise self.trouble
        return self.day

    def standing(self) -> Standing:
        """The figures of somebody who keeps at it, or what a test put here."""
        if self.activity_trouble:
            raise self.activity_trouble
        return self.honours

    def open_session(self, deck: str | None, limit: int | None) -> FakeSession:
        self.opened.append((deck, limit))
        if self.trouble:
            raise self.trouble
        return self.session

    def now(self) -> int:
        return self.at

    def tick(self, milliseconds: int) -> None:
        self.at += milliseconds

    def warm(self) -> None:
        self.warmed = True

    @property
    def preferences(self) -> Preferences:
        return self.wishes

    def keep(self, preferences: Preferences) -> None:
        if self.trouble:
            raise self.trouble
        self.wishes = preferences

    def setting(self, name: str) -> str:
        return self.settings[name]

    def set(self, name: str, value: str) -> None:
        self.settings[name] = value

    def speak(self, language: str) -> None:
        choose(language)

    def browser(self) -> FakeBrowser:
        return self.bank

    def importer(self) -> FakeImporter:
        return self.files

    def exams(self) -> FakeExams:
        """Papers of a store; made when they are first asked for."""
        if self.papers is None:
            self.papers = FakeExams()
        return self.papers

    def statistics(self) -> FakeStatistics:
        return self.figures

    def practices(self) -> FakePractices:
        """Practice over a store of its own, made when it is first asked for; who does not ask needs none."""
        if self.shelves is None:
            self.shelves = FakePractices(self)
        return self.shelves

    def titles(self) -> FakeTitles:
        return self.wall

    def learners(self) -> FakeLearners:
        return self.people

    def has_remotes(self) -> bool:
        return bool(self.hub.lines)

    def syncing(self) -> FakeSyncing:
        return self.hub

    def boards(self) -> FakeBoards:
        return self.ladders

    @property
    def learner(self) -> str:
        return self.people.known().now.name

    def mark(self, item: int, what: str, on: bool) -> None:
        if self.trouble:
            raise self.trouble
        self.bank.marks[item] = self.bank.marks.get(item, frozenset()) ^ {what}

    def picture(self, medium: Media) -> Picture:
        return picture(medium, opened=self.viewer)
