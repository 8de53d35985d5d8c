"""The learner's points as this store counts them, and why a remote may count otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from studyapp.activity.periods import day_of, name, span
from studyapp.model import Message
from studyapp.model.activity import Period
from studyapp.model.remote import Board, Verdict
from studyapp.scoring import points_by_day
from studyapp.store import activities, plans, receipts
from studyapp.store.opening import Store
from studyapp.sync.outcome import Points

WHOLE = "all"
"""The period that is the whole activity."""

_PERIODS = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), Period.DAY),
    (re.compile(r"\d{4}-W\d{2}"), Period.WEEK),
    (re.compile(r"\d{4}-\d{2}"), Period.MONTH),
)

_WHY = {
    Verdict.PENDING: Message("服务器还没有 {count} 条答题所用的题目，收到题库后会补算。"),
    Verdict.HELD: Message("有 {count} 条答题要等管理员看过才计分。"),
    Verdict.VOID: Message("有 {count} 条记录服务器收下了，但不计分。"),
    Verdict.REFUSED: Message("有 {count} 条记录服务器没有收。"),
    Verdict.REGRADED: Message("有 {count} 条答题服务器另行判分。"),
}


def month_of(day: int) -> str:
    """The month of a study day, as boards name it."""
    return name(Period.MONTH, day)


def is_period(text: str) -> bool:
    """Whether a text names a period of boards."""
    return text == WHOLE or _days_of(text) is not None


def own_points(store: Store, period: str) -> int:
    """The learner's points in a period."""
    activity = plans.read(store.connection)
    points = points_by_day(activity, activities.record(store.connection, activity))
    holds = _held_by(period)
    return sum(worth for day, worth in points.items() if holds(day))


def compare(store: Store, remote: str, board: Board, waiting: int) -> Points | None:
    """The learner's points beside those on a remote's board; ``None`` where he is not on it, or nobody knows when."""
    mine = next((one.points for one in (*board.near, *board.places) if one.mine), None)
    if mine is None or not is_period(board.period):
        return None
    ours = own_points(store, board.period)
    return Points(board.period, ours, mine, () if ours == mine else reasons(store, remote, waiting))


def reasons(store: Store, remote: str, waiting: int) -> tuple[Message, ...]:
    """Why a remote may count otherwise than this store."""
    found = [Message("还有 {count} 条记录没有送到。", {"count": waiting})] if waiting else []
    counts = receipts.count_words(store.connection, remote)
    found += [replace(why, arguments={"count": counts[verdict]}) for verdict, why in _WHY.items() if verdict in counts]
    return tuple(found) or (Message("服务器按它自己的方案和题库计分；本机的积分只作参考。"),)


def _held_by(period: str) -> Callable[[int], bool]:
    days = _days_of(period)
    if days is None:
        return lambda day: period == WHOLE
    return lambda day: days[0] <= day <= days[1]


def _days_of(text: str) -> tuple[int, int] | None:
    for pattern, period in _PERIODS:
        if pattern.fullmatch(text):
            try:
                return span(period, day_of(_first_day(text, period)))
            except ValueError:
                return None
    return None


def _first_day(text: str, period: Period) -> date:
    if period is Period.WEEK:
        return date.fromisocalendar(int(text[:4]), int(text[6:]), 1)
    return date.fromisoformat(text if period is Period.DAY else f"{text}-01")
