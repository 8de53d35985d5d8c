"""Entries and titles as statements of the Experience API (xAPI 1.0.3), for a learning record store.

The id of a statement follows from that of the entry, so to send it twice does no harm. Of answers a statement says
which question, how right, how long and when, never what was given. An answer that was taken back later was given all
the same: its statement stays.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from studyapp import Award, Entry, EntryKind

VERSION = "1.0.3"
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
EARNED = "http://id.tincanapi.com/verb/earned"

_QUESTION = "http://adlnet.gov/expapi/activities/question"
_TITLE = "http://activitystrea.ms/schema/1.0/badge"
_SPACE = UUID("1f0d2b1e-6a3c-5c0b-8d7e-0b6f9d3a7c55")
_LAST = 253_402_300_800_000
"""UTC milliseconds of the year 10000, which no timestamp can say."""

_MORNING, _DAY = -4 * 3_600_000, 86_400_000
"""A study day begins at 4 o'clock in Shanghai, which is 20 o'clock UTC of the day before."""

Plain = dict[str, Any]


def answer_to_xapi(entry: Entry, home: str, actor: str) -> Plain | None:
    """The statement of an answer; ``None`` for another entry. ``home``: the hub's address, which ids are made with.

    ``actor``: the learner's id, or that of his device where it is not known whose it is. Both are random words.
    """
    if entry.kind != EntryKind.ANSWER or entry.question is None or entry.verdict is None or entry.at >= _LAST:
        return None
    result: Plain = {"success": entry.verdict >= 1, "score": {"scaled": entry.verdict}}
    if entry.milliseconds is not None and entry.milliseconds >= 0:
        result["duration"] = _duration(entry.milliseconds)
    return {
        "id": str(uuid5(_SPACE, entry.id.hex())),
        "actor": _actor(home, actor),
        "verb": {"id": ANSWERED, "display": {"en": "answered", "zh-CN": "作答"}},
        "object": {
            "objectType": "Activity",
            "id": f"{home}/xapi/questions/{entry.question.hex()}",
            "definition": {"type": _QUESTION},
        },
        "result": result,
        "context": {"platform": "studyapp"},
        "timestamp": _timestamp(entry.at),
    }


def title_to_xapi(award: Award, home: str, learner: str) -> Plain:
    """The statement of a title, which is given once a period."""
    return {
        "id": str(uuid5(_SPACE, f"{learner}\n{award.what}\n{award.period}")),
        "actor": _actor(home, learner),
        "verb": {"id": EARNED, "display": {"en": "earned", "zh-CN": "获得"}},
        "object": {
            "objectType": "Activity",
            "id": f"{home}/xapi/titles/{award.what}/{award.period}",
            "definition": {"type": _TITLE, "name": {"zh-CN": award.name}},
        },
        "context": {"platform": "studyapp"},
        "timestamp": _timestamp(award.day * _DAY + _MORNING),
    }


def _actor(home: str, name: str) -> Plain:
    return {"objectType": "Agent", "account": {"homePage": home, "name": name}}


def _duration(milliseconds: int) -> str:
    """ISO 8601, to a hundredth of a second, which is all that a store has to keep."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"PT{seconds}.{rest // 10:02}S"


def _timestamp(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
