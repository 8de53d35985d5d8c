"""Plans as plain JSON and back: the form in which a store keeps the plan that is in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from studyapp.model.activity import (
    Activity,
    Blueprint,
    Calendar,
    Makeup,
    Part,
    Period,
    PointRules,
    SubjectShare,
    Task,
    TitleRule,
)
from studyapp.model.question import Kind


def activity_to_plain(activity: Activity) -> dict[str, Any]:
    """A plan as what JSON can hold."""
    return {
        **_fields(activity, "id", "name", "note", "first", "last", "minutes"),
        "points": {
            **_fields(activity.points, "right", "cap", "keeps", "least", "reading"),
            "kinds": activity.points.kinds,
        },
        "calendar": {"off": sorted(activity.calendar.off), "on": sorted(activity.calendar.on)},
        "makeup": _fields(activity.makeup),
        "subjects": [_fields(one) for one in activity.subjects],
        "tasks": [{**_fields(one), "blueprint": _blueprint_to_plain(one.blueprint)} for one in activity.tasks],
        "titles": [_fields(one) for one in activity.titles],
    }


def activity_from_plain(plain: Mapping[str, Any]) -> Activity:
    """The plan that ``activity_to_plain`` was given; raises ``KeyError``, ``TypeError`` or ``ValueError`` on others."""
    calendar = plain["calendar"]
    return Activity(
        **{name: plain[name] for name in ("id", "name", "note", "first", "last", "minutes")},
        points=points_from_plain(plain["points"]),
        calendar=Calendar(frozenset(calendar["off"]), frozenset(calendar["on"])),
        makeup=Makeup(**plain["makeup"]),
        subjects=tuple(SubjectShare(**{**one, "also": tuple(one["also"])}) for one in plain["subjects"]),
        tasks=tuple(
            Task(**{**one, "period": Period(one["period"]), "blueprint": _blueprint_from_plain(one["blueprint"])})
            for one in plain["tasks"]
        ),
        titles=tuple(TitleRule(**{**one, "period": Period(one["period"])}) for one in plain["titles"]),
    )


def points_from_plain(plain: Mapping[str, Any]) -> PointRules:
    """The rules of points in a plan as JSON."""
    return PointRules(**{**plain, "kinds": tuple((kind, worth) for kind, worth in plain["kinds"])})


def _blueprint_to_plain(blueprint: Blueprint) -> dict[str, Any]:
    return {**_fields(blueprint), "parts": [_fields(part) for part in blueprint.parts]}


def _blueprint_from_plain(plain: Mapping[str, Any]) -> Blueprint:
    parts = tuple(Part(**{**part, "kind": Kind(part["kind"])}) for part in plain["parts"])
    return Blueprint(**{**plain, "parts": parts})


def _fields(value: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names or [field.name for field in fields(value)]}
