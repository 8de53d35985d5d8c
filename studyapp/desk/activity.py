"""The learner's activity, as the screens and commands ask for it."""

from __future__ import annotations

from datetime import date

from studyapp.activity.standing import standing_of
from studyapp.model import Entry, EntryKind, study_day
from studyapp.model.activity import Activity, Standing
from studyapp.store import absorbing, activities, entries, glance, plans
from studyapp.store.opening import Store
from studyapp.store.schema import SCHEMA


def standing(store: Store, at: int) -> Standing:
    """All that the learner has of the activity at an instant (UTC milliseconds)."""
    return _standing(store.connection, at)


def standing_of_file(path: str, at: int) -> Standing | None:
    """The same of a store that is only looked at; ``None`` where another version of the app has made it."""
    connection = glance.open_read_only(path)
    try:
        return _standing(connection, at) if glance.version(connection) == SCHEMA else None
    finally:
        connection.close()


def _standing(connection: glance.Connection, at: int) -> Standing:
    activity = plans.read(connection)
    return standing_of(activity, activities.record(connection, activity), study_day(at))


def note_leave(store: Store, first: date, last: date, *, at: int) -> Entry:
    """Note that the learner is on leave on these days: they break no streak, and no title asks for them."""
    body = {"from": first.isoformat(), "to": last.isoformat()}
    return absorbing.add(store, EntryKind.LEAVE, at=at, body=body)


def leaves(store: Store) -> list[tuple[bytes, str, str]]:
    """The leave that was noted and not taken back: the entry, the first and the last day."""
    noted = entries.entries_of_kind(store.connection, EntryKind.LEAVE)
    return [(entry.id, str(entry.body.get("from")), str(entry.body.get("to"))) for entry in noted]


def take_leave_back(store: Store, entry: bytes, *, at: int) -> None:
    """Take a leave back."""
    absorbing.add(store, EntryKind.VOID, at=at, body={"target": entry.hex()})


def take_plan(store: Store, activity: Activity) -> None:
    """Let a plan be in force."""
    plans.write(store, activity)
