"""Entries: the facts of the journal, from which everything else is derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

DAY = 86_400_000
"""Milliseconds of a day."""

STUDY_DAY_OFFSET = (8 - 4) * 3_600_000
"""Asia/Shanghai is UTC+8 (without summer time since 1991); a study day begins at 4 o'clock in the morning."""


class EntryKind(StrEnum):
    """The kinds of entry this version understands; others are kept, forwarded and ignored."""

    ANSWER = "answer"
    VOID = "void"
    RATE = "rate"
    DRAFT = "draft"
    HANDIN = "handin"
    MARK = "mark"
    SAME = "same"
    PAST = "past"
    PARAMS = "params"
    DONE = "done"
    LEAVE = "leave"


def study_day(at: int) -> int:
    """Return the study day of an instant: days since 1970-01-01 at Asia/Shanghai of ``at`` less four hours.

    ``at`` is UTC in milliseconds since 1970-01-01.
    """
    return (at + STUDY_DAY_OFFSET) // DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One immutable fact.

    ``id``: 16 bytes, the first 6 are ``at``, so that ids sort as the journal does.
    ``device``, ``sitting``: random ids in hex. ``seq``: from 1, without a gap, on each device.
    ``at``: UTC milliseconds; ``day``: the study day as days since 1970-01-01 (see ``study_day``).
    ``kind``: a word, usually of ``EntryKind``.
    ``question``, ``key``: the question's id and the key digest under which it was answered, 16 bytes each.
    ``verdict``: a share from 0 to 1; ``rating``: 1 again, 2 hard, 3 good, 4 easy; ``milliseconds``: time
    taken.
    ``body``: what else the kind needs, plain JSON. A void or rate names its ``target``, an entry's id in hex.
    """

    id: bytes
    device: str
    seq: int
    at: int
    day: int
    kind: str
    question: bytes | None
    key: bytes | None
    verdict: float | None
    rating: int | None
    milliseconds: int | None
    sitting: str | None
    body: Mapping[str, Any]
