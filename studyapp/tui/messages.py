"""What widgets and screens tell those above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

from studyapp.model import Response, Summary
from studyapp.tui.keys import Command

if TYPE_CHECKING:  # syncing comes after the first paint
    from studyapp.desk.remotes import RemoteLine
    from studyapp.desk.syncing import Status


class Answered(Message):
    """The learner has answered; ``response`` is what he gave."""

    def __init__(self, response: Response) -> None:
        super().__init__()
        self.response = response


class Advised(Message):
    """A key could not do what it does, or the next step is not plain; ``sentence`` says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class Changed(Message):
    """What keys can do has changed."""


class Pressed(Message):
    """A line of a list was clicked; ``index`` counts from 0."""

    def __init__(self, index: int) -> None:
        super().__init__()
        self.index = index


class StartWanted(Message):
    """A sitting on ``deck`` is wanted; ``None`` is all decks."""

    def __init__(self, deck: str | None) -> None:
        super().__init__()
        self.deck = deck


class SittingEnded(Message):
    """A sitting on ``deck`` came to its end; ``summary`` is what it was."""

    def __init__(self, deck: str | None, summary: Summary) -> None:
        super().__init__()
        self.deck = deck
        self.summary = summary


class HomeWanted(Message):
    """Back to the home screen, which says ``notice`` at its foot."""

    def __init__(self, notice: str = "") -> None:
        super().__init__()
        self.notice = notice


class Warmed(Message):
    """What the first paint did not wait for is loaded."""


class Synced(Message):
    """Syncing has come further, or to its end; told from its thread."""

    def __init__(self, status: Status) -> None:
        super().__init__()
        self.status = status


class RemotesRead(Message):
    """How all remotes stand has been read, in a thread."""

    def __init__(self, remotes: tuple[RemoteLine, ...]) -> None:
        super().__init__()
        self.remotes = remotes


class SyncWanted(Message):
    """Sync as soon as can be."""


class SentOff(Message):
    """What the app waited for before it closes is done."""


class PageWanted(Message):
    """A page that needs nothing but the desk is wanted, by its name in ``loading.SCREENS``."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class PlaceWanted(Message):
    """A page that also needs to know what it is about is wanted: its name, and what it is told beside the desk."""

    def __init__(self, name: str, place: object) -> None:
        super().__init__()
        self.name = name
        self.place = place


class PreferenceWanted(Message):
    """Preferences, by their names, shall be kept."""

    def __init__(self, changes: dict[str, object]) -> None:
        super().__init__()
        self.changes = changes


class LanguageWanted(Message):
    """The interface shall speak another language (``zh``, ``en``)."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language


class ThemeWanted(Message):
    """The interface shall wear another theme, by its name."""

    def __init__(self, theme: str) -> None:
        super().__init__()
        self.theme = theme


class WidthWanted(Message):
    """Characters of ambiguous width shall count two cells, or one."""

    def __init__(self, wide: bool) -> None:
        super().__init__()
        self.wide = wide


class HelpWanted(Message):
    """All keys of the screen, in words; ``commands`` is its table."""

    def __init__(self, commands: tuple[Command, ...]) -> None:
        super().__init__()
        self.commands = commands
