"""What a store holds of the activity: its plan, the study days, the papers handed in, the days of leave."""

from __future__ import annotations

import sqlite3

from studyapp.activity.results import results_of
from studyapp.activity.standing import leave_of, record_of
from studyapp.activity.titles import Record
from studyapp.model import EntryKind
from studyapp.model.activity import Activity, StudyDay
from studyapp.store import caches, entries


def study_days(connection: sqlite3.Connection) -> dict[int, StudyDay]:
    """Every study day that has an answer, with what it gives to points and titles."""
    rows = connection.execute("SELECT day, fair, fair_right, milliseconds, done, points, counts FROM day ORDER BY day")
    return {row[0]: StudyDay._make((*row[1:6], bool(row[6]))) for row in rows}


def record(connection: sqlite3.Connection, activity: Activity) -> Record:
    """What points and titles are worked out from."""
    handed_in = entries.entries_of_kind(connection, EntryKind.HANDIN)
    results = results_of(handed_in, caches.untimely(connection))
    leave = leave_of(entries.entries_of_kind(connection, EntryKind.LEAVE), activity)
    return record_of(activity, study_days(connection), results, leave)
