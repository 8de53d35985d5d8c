"""The home screen's figures, the same from whichever desk."""

from __future__ import annotations

from studyapp.model import DeckLine, Today
from studyapp.store import glance, settings


def today_of(connection: glance.Connection, at: int) -> Today:
    """The home screen's figures at an instant (UTC milliseconds)."""
    day, date = glance.today_of(at)
    figures = glance.status(connection, day, date, settings.new_a_day(connection))
    return Today(day=day, **figures, decks=tuple(DeckLine(*row) for row in glance.deck_lines(connection, day, date)))
