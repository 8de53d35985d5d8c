"""Screens and ways of answering, loaded when they are first shown: this is the one place for that.

The first paint waits for the one screen that it shows; ``everything`` fetches the others after it, in a thread.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SCREENS = {
    "home": "studyapp.tui.screens.home:HomeScreen",
    "study": "studyapp.tui.screens.study:StudyScreen",
    "summary": "studyapp.tui.screens.summary:SummaryScreen",
    "help": "studyapp.tui.screens.help:HelpScreen",
    "palette": "studyapp.tui.screens.palette:PaletteScreen",
    "settings": "studyapp.tui.screens.settings:SettingsScreen",
    "tour": "studyapp.tui.screens.tour:TourScreen",
    "import": "studyapp.tui.screens.choosing:ImportScreen",
    "key-file": "studyapp.tui.screens.choosing_key:KeyFileScreen",
    "preview": "studyapp.tui.screens.preview:PreviewScreen",
    "columns": "studyapp.tui.screens.columns:ColumnsScreen",
    "imported": "studyapp.tui.screens.imported:ImportedScreen",
    "browse": "studyapp.tui.screens.browse:BrowseScreen",
    "question": "studyapp.tui.screens.question:QuestionScreen",
    "statistics": "studyapp.tui.screens.statistics:StatisticsScreen",
    "day": "studyapp.tui.screens.statistics_day:DayScreen",
    "exams": "studyapp.tui.screens.exams:ExamsScreen",
    "exam": "studyapp.tui.screens.exam:ExamScreen",
    "exam-sheet": "studyapp.tui.screens.exam_sheet:ExamSheetScreen",
    "exam-handin": "studyapp.tui.screens.exam_sheet:ExamHandInScreen",
    "exam-code": "studyapp.tui.screens.exam_code:ExamCodeScreen",
    "exam-result": "studyapp.tui.screens.exam_result:ExamResultScreen",
    "exam-review": "studyapp.tui.screens.exam_result:ExamReviewScreen",
    "practice": "studyapp.tui.screens.practice:PracticeScreen",
    "practice-study": "studyapp.tui.screens.practice_study:PracticeStudyScreen",
    "situation": "studyapp.tui.screens.practice_study:SituationScreen",
    "practice-summary": "studyapp.tui.screens.practice_study:PracticeSummaryScreen",
    "practice-read": "studyapp.tui.screens.practice_read:ReadScreen",
    "points": "studyapp.tui.screens.points:PointsScreen",
    "titles": "studyapp.tui.screens.titles:TitlesScreen",
    "profiles": "studyapp.tui.screens.profiles:ProfilesScreen",
    "boards": "studyapp.tui.screens.boards:BoardsScreen",
    "remotes": "studyapp.tui.screens.remotes:RemotesScreen",
    "form": "studyapp.tui.screens.form:FormScreen",
    "pick": "studyapp.tui.screens.pick:PickScreen",
}
"""Every screen by its name; keys are remapped under these names, too."""

ANSWERINGS = {
    "single": "studyapp.tui.widgets.choices:ChoiceList",
    "multiple": "studyapp.tui.widgets.choices:ChoiceList",
    "judge": "studyapp.tui.widgets.choices:ChoiceList",
    "blank": "studyapp.tui.widgets.blanks:BlankFields",
    "short": "studyapp.tui.widgets.recalling:PointList",
    "order": "studyapp.tui.widgets.sorting:StepList",
    "match": "studyapp.tui.widgets.sorting:PairLists",
    "card": "studyapp.tui.widgets.recalling:CardBack",
    "case": "studyapp.tui.widgets.answering:Answering",
}
"""The widget that answers each kind of question; a case on its own can only be passed over."""


_SYNC_WORDS = "studyapp.tui.widgets.sync_line:sync_words"


def sync_words() -> Any:
    """The function that puts into words how syncing stands, for the home screen of who has remotes."""
    return _load(_SYNC_WORDS)


_CORRECTED_WORDS = "studyapp.desk.sync_words:corrected_words"


def corrected_words() -> Any:
    """The function that says that what the learner reported came back corrected."""
    return _load(_CORRECTED_WORDS)


def screen(name: str) -> Any:
    """The class of a screen."""
    return _load(SCREENS[name])


def is_known(name: str) -> bool:
    """Whether there is a screen of that name."""
    return name in SCREENS


def answering(kind: str) -> Any:
    """The class of the widget that answers a kind of question."""
    return _load(ANSWERINGS[kind])


def everything() -> None:
    """Load them all."""
    for place in (*SCREENS.values(), *ANSWERINGS.values()):
        _load(place)


def _load(place: str) -> Any:
    module, name = place.split(":")
    return getattr(import_module(module), name)
