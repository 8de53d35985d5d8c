"""The plan of the activity that is in force in a store."""

from __future__ import annotations

import sqlite3

from studyapp.activity.plain import activity_from_plain, activity_to_plain
from studyapp.model.activity import Activity
from studyapp.model.plain import canonical
from studyapp.store import caches, replaying
from studyapp.store.opening import Store, take_parameters, transaction
from studyapp.store.rules import plain_plan

_NONE = Activity("", "")


def read(connection: sqlite3.Connection) -> Activity:
    """The plan in force; one without tasks or titles where none was taken yet."""
    plain = plain_plan(connection)
    return _NONE if plain is None else activity_from_plain(plain)


def write(store: Store, activity: Activity) -> None:
    """Let a plan be in force for all that was ever answered; caches that follow other rules are renewed."""
    with transaction(store.connection):
        contents = canonical(activity_to_plain(activity))
        store.connection.execute("INSERT OR REPLACE INTO plan VALUES ('current', ?)", (contents,))
    take_parameters(store)
    if not caches.is_current(store):
        replaying.rebuild(store)
