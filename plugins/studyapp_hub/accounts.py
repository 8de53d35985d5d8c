"""Accounts of administrators and their sessions: passwords as argon2id, a session as a signed word in a cookie."""

from __future__ import annotations

import base64
import hmac
import re
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from studyapp import Message
from studyapp_hub.office import Office, OfficeFault
from studyapp_hub.roles import ROLES

SESSION = 12 * 3_600_000
"""Milliseconds for which one stays logged in: a working day."""

SHORTEST, LONGEST = 8, 128
"""Characters of a password."""

_NAME = re.compile(r"[\w.@-]{2,40}")
_ID = 16
_GENERATED = 10
"""Random bytes of a password that is made up."""


class Account(NamedTuple):
    """Who administers what."""

    name: str
    role: str
    scope: str
    closed: bool = False


class Session(NamedTuple):
    """Somebody who is logged in. ``csrf``: what his forms must carry."""

    account: Account
    csrf: str
    id: bytes


class Accounts:
    """The accounts in the office."""

    def __init__(self, office: Office, hasher: PasswordHasher | None = None) -> None:
        self.office = office
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody has this one")

    def all(self) -> list[Account]:
        """All accounts, by name."""
        rows = self.office.rows("SELECT name, role, scope, closed FROM account ORDER BY name")
        return [Account(name, role, scope, bool(closed)) for name, role, scope, closed in rows]

    def named(self, name: str) -> Account | None:
        """The account of that name."""
        return next((one for one in self.all() if one.name == name), None)

    def add(self, name: str, password: str, role: str, scope: str, *, at: int) -> Account:
        """Make an account, or give one a new password, role and scope. Raises ``OfficeFault``."""
        if not _NAME.fullmatch(name):
            raise OfficeFault(Message("账号名要 2 到 40 个字，用汉字、字母、数字或 . @ - _。"))
        if role not in ROLES:
            raise OfficeFault(Message("没有角色 {role}；可用的有 {roles}。", {"role": role, "roles": "、".join(ROLES)}))
        if not SHORTEST <= len(password) <= LONGEST or password == name:
            raise OfficeFault(Message("密码要 {least} 个字符以上，不能与账号名相同。", {"least": SHORTEST}))
        kept = self._hasher.hash(password)
        with self.office.change() as change:
            change.execute(
                "INSERT INTO account (name, password, role, scope, made) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (name) DO UPDATE SET password = excluded.password, role = excluded.role,"
                " scope = excluded.scope, closed = 0",
                (name, kept, role, scope, at),
            )
            change.execute("DELETE FROM session WHERE account = ?", (name,))
        return Account(name, role, scope)

    def close(self, name: str, *, at: int) -> None:
        """Close an account; who is logged in with it is not any more."""
        with self.office.change() as change:
            change.execute("UPDATE account SET closed = ? WHERE name = ?", (at, name))
            change.execute("DELETE FROM session WHERE account = ?", (name,))

    def made_up(self) -> str:
        """A password by chance, for whoever wants none of his own."""
        return base64.b32encode(self.office.random(_GENERATED)).decode("ascii").lower()

    def log_in(self, name: str, password: str, *, at: int) -> str | None:
        """The word for the cookie, or ``None``: it takes as long for a name that there is not."""
        row = self.office.row("SELECT password, closed FROM account WHERE name = ?", name)
        try:
            fits = self._hasher.verify(row[0] if row else self._nobody, password[: LONGEST + 1])
        except (Argon2Error, InvalidHashError):
            return None
        if not fits or row is None or row[1]:
            return None
        session = self.office.random(_ID)
        with self.office.change() as change:
            change.execute("DELETE FROM session WHERE until <= ?", (at,))
            change.execute("INSERT INTO session VALUES (?, ?, ?)", (self._kept(session), name, at + SESSION))
        return f"{session.hex()}.{self.office.digest('session', session.hex()).hex()}"

    def session(self, word: str, *, at: int) -> Session | None:
        """Who is logged in with a word."""
        text, _point, signature = word.partition(".")
        if not hmac.compare_digest(signature.encode(), self.office.digest("session", text).hex().encode()):
            return None
        kept = self._kept(bytes.fromhex(text))
        row = self.office.row(
            "SELECT name, role, scope FROM session JOIN account ON name = account"
            " WHERE id = ? AND until > ? AND closed = 0",
            kept,
            at,
        )
        return None if row is None else Session(Account(*row), self.office.digest("csrf", text).hex(), kept)

    def log_out(self, session: Session) -> None:
        """End a session."""
        with self.office.change() as change:
            change.execute("DELETE FROM session WHERE id = ?", (session.id,))

    def _kept(self, session: bytes) -> bytes:
        return self.office.digest("kept session", session.hex())
