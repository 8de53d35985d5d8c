"""The front door for plugin authors: ``from studyapp import hookimpl, Deck, Question``.

Names are handed on when they are asked for (PEP 562), so that opening the door loads no room.
"""

from importlib import import_module as _import_module

from studyapp.version import __version__

TYPE_CHECKING = False  # importing typing for it would cost every start some milliseconds
if TYPE_CHECKING:
    from studyapp.heavy import resting, second_process
    from studyapp.hookspecs import (
        Cancelled,
        Excerpt,
        NotABank,
        Progress,
        QuestionReader,
        QuestionWriter,
        RemoteKind,
        Screen,
        Settings,
        Source,
        hookimpl,
    )
    from studyapp.model import (
        JUDGE_CHOICES,
        Answer,
        Back,
        Basis,
        Blank,
        Blanks,
        Choices,
        Column,
        Deck,
        Flaw,
        History,
        Holds,
        Item,
        KeyPoints,
        Kind,
        Media,
        Message,
        Pairs,
        Question,
        Reading,
        Severity,
        Steps,
        Validity,
        Where,
    )

__all__ = [
    "JUDGE_CHOICES",
    "Answer",
    "Back",
    "Basis",
    "Blank",
    "Blanks",
    "Cancelled",
    "Choices",
    "Column",
    "Deck",
    "Excerpt",
    "Flaw",
    "History",
    "Holds",
    "Item",
    "KeyPoints",
    "Kind",
    "Media",
    "Message",
    "NotABank",
    "Pairs",
    "Progress",
    "Question",
    "QuestionReader",
    "QuestionWriter",
    "Reading",
    "RemoteKind",
    "Screen",
    "Settings",
    "Severity",
    "Source",
    "Steps",
    "Validity",
    "Where",
    "__version__",
    "hookimpl",
    "resting",
    "second_process",
]

_CONTRACT = {
    "Cancelled",
    "Excerpt",
    "NotABank",
    "Progress",
    "QuestionReader",
    "QuestionWriter",
    "RemoteKind",
    "Screen",
    "Settings",
    "Source",
    "hookimpl",
}
_HEAVY = {"resting", "second_process"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'studyapp' has no attribute {name!r}")
    room = "hookspecs" if name in _CONTRACT else "heavy" if name in _HEAVY else "model"
    return getattr(_import_module(f"studyapp.{room}"), name)
