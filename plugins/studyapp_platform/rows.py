"""A learner's days as rows: all that can go up, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from studyapp import Activity, Entry, EntryKind, Facts, Judged, asked_of, learner_record, points_by_day
from studyapp_platform.ledger import Ledger
from studyapp_platform.mapping import PointsMap

Row = dict[str, str | int]

_SPACE = UUID("5b7b44ae-9d0c-5d0e-9a2f-2f4a8f3f5c11")
_EPOCH = date(1970, 1, 1)
_ANY = Activity("", "")


def days_of(entries: Iterable[Entry], plan: Activity | None) -> dict[str, list[int]]:
    """Points, fair answers, right ones and minutes of each study day, by its date.

    The verdicts are those of the learner's app, so the points are what it shows; a hub grades by itself.
    """
    known = list(entries)
    judged = {
        one.id: Judged(asked, one.verdict)
        for one in known
        if one.kind == EntryKind.ANSWER and one.verdict is not None and (asked := asked_of(one.body)) is not None
    }
    activity = plan or _ANY
    record = learner_record(known, Facts(judged), activity)
    points = points_by_day(activity, record) if plan is not None else {}
    found = {}
    for day in sorted(record.days.keys() | points.keys()):
        one = record.days.get(day)
        if activity.holds(day):
            counts = [one.fair, one.fair_right, one.milliseconds // 60_000] if one is not None else [0, 0, 0]
            found[(_EPOCH + timedelta(days=day)).isoformat()] = [points.get(day, 0), *counts]
    return found


def row_of(points: PointsMap, learner: str, day: str, told: list[Any]) -> Row:
    """A row with every field that a mapping may name. ``told``: the counts, the name and the unit."""
    *counts, name, unit = told
    return {
        "id": str(uuid5(_SPACE, f"{points.activity}\n{learner}\n{day}")),
        "learner": learner,
        "account": points.account,
        "name": name,
        "unit": unit,
        "activity": points.activity,
        "day": day,
        **dict(zip(("points", "answers", "right", "minutes"), counts, strict=True)),
    }


def rows_of(ledger: Ledger, points: PointsMap, learners: Iterable[str]) -> dict[str, Any]:
    """The counts of each learner and day, those of some learners worked out anew."""
    rows, devices = ledger.read("rows"), ledger.learners()
    for learner in learners:
        days = days_of(ledger.entries(devices.get(learner, ())), points.plan)
        if days and learner not in ledger.people["erased"]:
            rows[learner] = days
        else:
            rows.pop(learner, None)
    ledger.write("rows", rows)
    return rows
