"""One-time codes made and taken, and devices that take the place of others.

A code is for a unit (whoever comes), for a person of the roster, or for a further device of a learner. What is kept of
it is a keyed digest. It is used by one device; that device may ask again, and is told the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from studyapp import JoinHead, Message, is_signed
from studyapp_hub.codes import RANDOM, code_from, read_code
from studyapp_hub.joining import Admitted, Belonging, KnownDevices
from studyapp_hub.office import Office

LASTS = 7 * 24 * 3_600_000
"""Milliseconds for which a code can be used."""

CARRIED = 60 * 24 * 3_600_000
"""For how long after that a device is let in which asked in time, by its own clock: what it asked may have come by
stick, weeks later. A code that is lost is to be withdrawn; guessed it cannot be.
"""

_LEARNER = 8
"""Random bytes of a learner's id."""

_LONGEST_NAME = 20
"""Characters of a name on a board."""

_SIGNATURE = 128
"""Hex digits."""

PUBLIC = ("公众", "public")
"""What somebody writes for a code who belongs to no unit."""

_PUBLIC = "public"
_NOT_PUBLIC = Message("这里不对社会公众开放；请向单位管理员要登记码。")
_ASKED = Message("登记码不对；请逐字核对，或向管理员要一个新的。")
_USED = Message("这个登记码已经用过；请向管理员要一个新的。")
_LATE = Message("这个登记码已经过期；请向管理员要一个新的。")
_NO_HEIR = Message("原来的设备在这里没有登记或已停用；请向管理员要一个登记码。")


class Code(NamedTuple):
    """A code as it is handed out. ``name``: of the person it is for, empty for whoever comes."""

    code: str
    unit: str
    name: str
    until: int


class Outstanding(NamedTuple):
    """A code that somebody can still use."""

    unit: str
    person: int | None
    learner: str
    until: int


class Enrolment:
    """Who may join; ``join`` is what the core asks.

    ``joined``: units of whose roster somebody has joined; whoever tells the core of rosters takes them out.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.joined: set[str] = set()

    def for_unit(self, unit: str, count: int, at: int, by: str) -> list[Code]:
        """Codes for whoever comes to a unit."""
        with self.office.change() as change:
            return [self._made(change, at, by, unit) for _ in range(count)]

    def for_persons(self, persons: Iterable[int], at: int, by: str) -> list[Code]:
        """A code for each person of the roster; those handed out to him before are worth nothing any more."""
        found: list[Code] = []
        with self.office.change() as change:
            for person in persons:
                row = change.execute("SELECT unit, name, learner FROM person WHERE id = ?", (person,)).fetchone()
                if row is None:
                    continue
                unit, name, learner = row
                _withdraw(change, at, "person", person)
                found.append(self._made(change, at, by, unit, name=name, person=person, learner=learner))
        return found

    def for_learner(self, learner: str, unit: str, at: int, by: str, name: str = "") -> Code:
        """A code for a further device of a learner."""
        with self.office.change() as change:
            row = change.execute("SELECT id, name FROM person WHERE learner = ?", (learner,)).fetchone()
            person, name = row or (None, name)
            _withdraw(change, at, "learner", learner)
            return self._made(change, at, by, unit, name=name, person=person, learner=learner)

    def outstanding(self, at: int) -> list[Outstanding]:
        """The codes that can still be used."""
        found = self.office.rows(
            "SELECT unit, person, coalesce(learner, ''), until FROM code "
            "WHERE used = 0 AND withdrawn = 0 AND until > ?",
            at,
        )
        return [Outstanding(*one) for one in found]

    def withdraw_unit(self, unit: str, at: int) -> int:
        """Codes of a unit are worth nothing any more; return how many."""
        with self.office.change() as change:
            return _withdraw(change, at, "unit", unit)

    def forget(self, learner: str) -> str:
        """Take a learner out of the office; return the unit whose roster he was on, empty for none."""
        with self.office.change() as change:
            row = change.execute("SELECT id, unit FROM person WHERE learner = ?", (learner,)).fetchone()
            person, unit = row or (None, "")
            change.execute("DELETE FROM code WHERE learner = ? OR person = ?", (learner, person))
            change.execute("DELETE FROM person WHERE id = ?", (person,))
        self.office.scrub()
        return str(unit)

    def about(self, learner: str, person: int | None) -> list[dict[str, Any]]:
        """What is kept of the codes for a learner: when each was made, by whom, until when it is good, when used."""
        rows = self.office.rows(
            "SELECT unit, made, until, used, by FROM code WHERE learner = ? OR person = ? ORDER BY made",
            learner,
            person,
        )
        return [dict(zip(("unit", "made", "until", "used", "by"), one, strict=True)) for one in rows]

    def join(self, head: JoinHead, at: int, known: KnownDevices) -> Admitted | Message:
        """Let a device in, or say why not; asked again for the same one, say the same."""
        parent, _blank, signature = head.code.partition(" ")
        if len(signature) == _SIGNATURE:
            return _heir(head, parent, signature, known)
        if is_public(head.code):
            return self._of_the_public(head)
        code = read_code(head.code)
        if not code:
            return _ASKED
        with self.office.change() as change:
            return self._taken(change, head, self.office.digest("code", code), at)

    @property
    def lets_public_in(self) -> bool:
        """Whether anybody may take part who belongs to no unit."""
        return self.office.setting(_PUBLIC) == "1"

    def let_public_in(self, *, lets: bool) -> None:
        """Say whether anybody may; those who are in stay in."""
        self.office.set(_PUBLIC, "1" if lets else "0")

    def _of_the_public(self, head: JoinHead) -> Admitted | Message:
        """Let anybody in, under no name: it is a stranger who writes it."""
        if not self.lets_public_in:
            return _NOT_PUBLIC
        learner = self.office.digest("public", head.by)[:_LEARNER].hex()
        return Admitted(learner, belonging=Belonging(""))

    def _taken(self, change: sqlite3.Connection, head: JoinHead, digest: bytes, at: int) -> Admitted | Message:
        row = change.execute(
            "SELECT unit, person, learner, until, used, device, key, withdrawn, fresh FROM code WHERE digest = ?",
            (digest,),
        ).fetchone()
        if row is None:
            return _ASKED
        unit, person, learner, until, used, device, key, withdrawn, fresh = row
        again = bool(used) and (device, key) == (head.device, head.by)
        if not again and (used or withdrawn):
            return _USED
        if not again and (head.at >= until or at >= until + CARRIED):
            return _LATE
        belonging = Belonging(unit)
        if person is not None:
            known_as, unit, front, staff, window = change.execute(
                'SELECT learner, unit, front, staff, "window" FROM person WHERE id = ?', (person,)
            ).fetchone()
            learner, belonging = known_as or learner, Belonging(unit, 0, bool(front), bool(staff), bool(window))
        if not again:
            fresh = not learner
            learner = learner or self.office.random(_LEARNER).hex()
            change.execute(
                "UPDATE code SET used = ?, device = ?, key = ?, learner = ?, fresh = ? WHERE digest = ?",
                (at, head.device, head.by, learner, fresh, digest),
            )
            if person is not None:
                change.execute("UPDATE person SET learner = ? WHERE id = ?", (learner, person))
                self.joined.add(unit)
        return Admitted(learner, belonging=belonging if fresh else None, name=_shown(head.name))

    def _made(self, change: sqlite3.Connection, at: int, by: str, unit: str, **whom: Any) -> Code:
        code = code_from(self.office.random(RANDOM))
        change.execute(
            "INSERT INTO code (digest, unit, person, learner, made, until, by) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.office.digest("code", code), unit, whom.get("person"), whom.get("learner"), at, at + LASTS, by),
        )
        return Code(code, unit, whom.get("name", ""), at + LASTS)


def is_public(code: str) -> bool:
    """Whether what stands in the place of a code is the word of those who belong to no unit."""
    return code.strip().lower() in PUBLIC


def rejoining(old: str, new: str) -> bytes:
    """What the old device's key signs, so that the new one takes its place."""
    return f"rejoin {old} {new}".encode()


def _heir(head: JoinHead, parent: str, signature: str, known: KnownDevices) -> Admitted | Message:
    """Let in a device that another one's key has signed for, as the same learner's."""
    old = known(parent)
    try:
        proof = bytes.fromhex(signature)
    except ValueError:
        return _ASKED
    if old is None or old.revoked or not is_signed(old.key, rejoining(parent, head.device), proof):
        return _NO_HEIR
    return Admitted(old.learner, parent, name=_shown(head.name))


def _withdraw(change: sqlite3.Connection, at: int, column: str, whose: object) -> int:
    found = change.execute(
        f"UPDATE code SET withdrawn = ? WHERE {column} = ? AND used = 0 AND withdrawn = 0", (at, whose)
    )
    return found.rowcount


def _shown(name: str) -> str:
    """A name as boards show it; what is none is left out."""
    return " ".join(name.split())[:_LONGEST_NAME]
