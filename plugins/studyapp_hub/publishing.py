"""Decks and plans handed down: signed as files, with the keys that answers are graded by."""

from __future__ import annotations

from studyapp import Activity, Deck, PublishedHead, unseal
from studyapp_hub import taking
from studyapp_hub.core import Core


def publish_deck(core: Core, deck: Deck, file: str, data: bytes, *, at: int) -> PublishedHead:
    """Hand a deck down."""
    return _publish(core, "deck", deck.name, file, data, at, deck)


def publish_plan(core: Core, activity: Activity, text: str, *, at: int) -> PublishedHead:
    """Hand a plan down."""
    return _publish(core, "plan", activity.id, f"{activity.id}.toml", text.encode(), at, None)


def _publish(core: Core, what: str, name: str, file: str, data: bytes, at: int, deck: Deck | None) -> PublishedHead:
    with core.change():
        rows = core.engine.rows("SELECT coalesce(max(version), 0) FROM file WHERE what = ? AND name = ?", what, name)
        version = int(rows[0][0]) + 1
        head = PublishedHead(by="", hub="", what=what, name=name, version=version, file=file, at=at)
        statement = core.seal(head, data)
        taking.publish(core, statement, deck)
        found = unseal(statement)
        assert isinstance(found, PublishedHead)
        return found
