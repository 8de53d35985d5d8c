"""Today at a glance: read without opening the store for writing, and with nothing but ``sqlite3``.

``studyapp status`` is asked often and by scripts; it must not wait for what it does not need.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import closing

from studyapp.activity.leave import leave_days
from studyapp.activity.streaks import Attendance, works

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Connection = sqlite3.Connection
"""What the functions here look into; the floors above only hand it on."""

_DAY = 86_400
_STUDY_DAY_OFFSET = 4 * 3600
"""Seconds: see ``model.entry``, which is not loaded here; a test holds the two together."""

_DUE = """
    SELECT count(*) FROM (
        SELECT DISTINCT card.question, card.key FROM card
        JOIN item ON item.card_question = card.question AND item.card_key = card.key
        WHERE card.due <= ?1 AND card.last_day <> ?1 AND item.removed IS NULL AND item.kind <> 'case'
            AND coalesce(item.effective_from, '0') <= ?2 AND coalesce(item.effective_to, '9') >= ?2
    )
"""
_UNSEEN = """
    SELECT count(*) FROM (
        SELECT DISTINCT item.card_question, item.card_key FROM item
        LEFT JOIN card ON card.question = item.card_question AND card.key = item.card_key
        WHERE item.removed IS NULL AND item.kind <> 'case' AND card.due IS NULL
            AND coalesce(item.effective_from, '0') <= ?2 AND coalesce(item.effective_to, '9') >= ?2
        LIMIT ?1
    )
"""


def open_read_only(path: str) -> sqlite3.Connection:
    """Open a store's file to look at it.

    What somebody was putting in when the power went is rolled back first, which who only reads cannot do.
    """
    if os.path.exists(f"{path}-journal"):  # noqa: PTH110 - pathlib is slow to load
        with closing(sqlite3.connect(f"file:{_quoted(path)}?mode=rw", uri=True, timeout=5.0)) as connection:
            connection.execute("PRAGMA user_version").fetchone()
    return sqlite3.connect(f"file:{_quoted(path)}?mode=ro", uri=True, timeout=5.0, isolation_level=None)


def version(connection: sqlite3.Connection) -> int:
    """The schema's version; 0 in a file that was made but not furnished."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def has_remotes(connection: sqlite3.Connection) -> bool:
    """Whether there is anywhere to sync with; a store from before there were remotes has none."""
    try:
        return bool(connection.execute("SELECT EXISTS (SELECT 1 FROM remote)").fetchone()[0])
    except sqlite3.OperationalError:
        return False


def today_of(at: int) -> tuple[int, str]:
    """The study day of an instant (UTC milliseconds), as a number and as an ISO date."""
    day = (at // 1000 + _STUDY_DAY_OFFSET) // _DAY
    return day, time.strftime("%Y-%m-%d", time.gmtime(day * _DAY))


def _quoted(path: str) -> str:
    """A path as part of an SQLite URI."""
    absolute = os.path.abspath(path).replace("\\", "/")  # noqa: PTH100 - pathlib is slow to load
    for mark, code in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        absolute = absolute.replace(mark, code)
    return absolute if absolute.startswith("/") else f"/{absolute}"


def status(connection: sqlite3.Connection, day: int, date: str, new_limit: int) -> dict[str, int]:
    """The figures of a study day, whose date is given too.

    ``due``: cards still to review; ``new``: new questions still on offer; ``answered_today``, ``right_today``;
    ``streak``: study days in a row, see there; ``points``: today's.
    """
    row = connection.execute("SELECT answered, right, started, points FROM day WHERE day = ?", (day,)).fetchone()
    answered, right, started, points = row or (0, 0, 0, 0)
    return {
        "due": connection.execute(_DUE, (day, date)).fetchone()[0],
        "new": connection.execute(_UNSEEN, (max(new_limit - started, 0), date)).fetchone()[0],
        "answered_today": answered,
        "right_today": right,
        "streak": streak(connection, day),
        "points": points,
    }


def deck_lines(connection: sqlite3.Connection, day: int, date: str) -> list[tuple[str, int, int, int]]:
    """Each deck's name, and how many questions it has, how many were seen and are due on a study day."""
    return connection.execute(
        """
        SELECT deck.name, count(*), count(card.due), count(CASE WHEN card.due <= ?1
            AND coalesce(item.effective_from, '0') <= ?2 AND coalesce(item.effective_to, '9') >= ?2 THEN 1 END)
        FROM deck JOIN item ON item.deck = deck.no AND item.removed IS NULL AND item.kind <> 'case'
        LEFT JOIN card ON card.question = item.card_question AND card.key = item.card_key
        GROUP BY deck.no ORDER BY deck.no
        """,
        (day, date),
    ).fetchall()


def today(connection: sqlite3.Connection, day: int) -> tuple[int, int]:
    """How many answers a study day has, and how many of them are right."""
    row = connection.execute("SELECT answered, right FROM day WHERE day = ?", (day,)).fetchone()
    return (0, 0) if row is None else (row[0], row[1])


def task_of(connection: sqlite3.Connection, day: int) -> tuple[int, bool]:
    """How many milliseconds were spent on a study day, and whether its task is finished."""
    row = connection.execute("SELECT milliseconds, done FROM day WHERE day = ?", (day,)).fetchone()
    return (0, False) if row is None else (row[0], row[1] > 0)


def streak(connection: sqlite3.Connection, day: int) -> int:
    """Study days in a row that count, up to ``day`` or to the one before it while that is not over.

    What holidays, leave and making up for a day break, or not, is the plan's business.
    """
    counted = dict(connection.execute("SELECT day, fair FROM day WHERE counts"))
    if not counted:
        return 0
    row = connection.execute("SELECT contents FROM plan WHERE id = 'current'").fetchone()
    plan = _NO_PLAN if row is None else json.loads(row[0])
    calendar, makeup = plan["calendar"], plan["makeup"]
    off, on = frozenset(calendar["off"]), frozenset(calendar["on"])

    def is_working(one: int) -> bool:
        return works(one, off, on)

    attendance = Attendance(
        counted,
        is_working,
        leave_days(connection.execute(_LEAVE), is_working, makeup["leave"]),
        within=makeup["within"],
        monthly=makeup["monthly"],
        spare=makeup["times"] * plan["points"]["keeps"],
    )
    return attendance.now(day)


_NO_PLAN: dict[str, Any] = {
    "calendar": {"off": (), "on": ()},
    "makeup": {"within": 0, "times": 2, "monthly": 0, "leave": 30},
    "points": {"keeps": 1},
}
_LEAVE = """
    SELECT id, json_extract(body, '$.from'), json_extract(body, '$.to') FROM entry
    WHERE kind = 'leave' AND kind NOT IN ('answer', 'past')
        AND NOT EXISTS (SELECT 1 FROM entry AS later WHERE later.target = entry.id AND later.kind = 'void')
"""
