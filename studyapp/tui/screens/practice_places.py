"""Where in practice one is: what its pages hand on to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from studyapp.desk.practice import Selection
from studyapp.model import Shown, Summary
from studyapp.tui.screens.browse import BrowsePlace

if TYPE_CHECKING:
    from studyapp.session import Session


class PracticePlace(NamedTuple):
    """The deck (``None``: all) and the line of the menu; ``start``: what to begin at once."""

    deck: str | None = None
    cursor: int = 0
    start: Selection | None = None


class Sat(NamedTuple):
    """A sitting, the question to begin with, what is practised, and the place in the menu to go back to."""

    session: Session
    shown: Shown
    chosen: Selection
    place: PracticePlace
    seconds: int = 0


class Ended(NamedTuple):
    """What came of a sitting over what, and the place in the menu to go back to."""

    summary: Summary
    chosen: Selection
    place: PracticePlace


class ReadPlace(NamedTuple):
    """Which questions are read, under what name."""

    found: BrowsePlace
    name: str
