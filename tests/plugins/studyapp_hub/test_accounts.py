"""Accounts and the office's file."""

from __future__ import annotations

import os
import sqlite3
import stat
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from studyapp_hub.accounts import SESSION, Accounts
from studyapp_hub.office import VERSION, Office, OfficeFault, open_office
from tests.plugins.studyapp_hub.serving import NOON, PASSWORD, Chance


@pytest.fixture
def accounts(office: Office) -> Accounts:
    return Accounts(office, PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@pytest.mark.parametrize(
    ("name", "password", "role"),
    [("a", PASSWORD, "unit"), ("a b", PASSWORD, "unit"), ("ab", "short", "unit"), ("ab", "x" * 129, "unit"),
     ("long name", PASSWORD, "unit"), ("longname", "longname", "unit"), ("ab", PASSWORD, "king"),
     ("", PASSWORD, "unit")],
)  # fmt: skip
def test_what_is_no_account(accounts: Accounts, name: str, password: str, role: str) -> None:
    with pytest.raises(OfficeFault):
        accounts.add(name, password, role, "*", at=NOON)
    assert accounts.all() == []


def test_one_logs_in_for_a_day(accounts: Accounts) -> None:
    account = accounts.add("管理员", PASSWORD, "unit", "unit:c", at=NOON)
    word = accounts.log_in("管理员", PASSWORD, at=NOON)
    assert word is not None
    session = accounts.session(word, at=NOON + SESSION - 1)
    assert session is not None and session.account == account
    assert accounts.session(word, at=NOON + SESSION) is None
    assert accounts.log_in("管理员", PASSWORD + "x", at=NOON) is None
    accounts.close("管理员", at=NOON)
    assert accounts.session(word, at=NOON) is None and accounts.log_in("管理员", PASSWORD, at=NOON) is None


def test_neither_passwords_nor_sessions_lie_in_the_file(accounts: Accounts, office: Office, tmp_path: Path) -> None:
    accounts.add("root", PASSWORD, "unit", "*", at=NOON)
    word = accounts.log_in("root", PASSWORD, at=NOON)
    assert word is not None
    office.copy(tmp_path / "copy.db")
    data = (tmp_path / "copy.db").read_bytes()
    session = word.partition(".")[0]
    assert b"argon2id" in data
    assert not any(one in data for one in (PASSWORD.encode(), session.encode(), bytes.fromhex(session)))


def test_passwords_by_chance_are_long(accounts: Accounts) -> None:
    found = {accounts.made_up() for _ in range(50)}
    assert len(found) == 50 and all(len(one) == 16 for one in found)


@pytest.mark.skipif(os.name == "nt", reason="rights are otherwise there")
def test_nobody_else_may_read_it(office: Office) -> None:
    assert stat.S_IMODE(office.path.stat().st_mode) == 0o600


def test_all_or_nothing(office: Office) -> None:
    with pytest.raises(ZeroDivisionError), office.change() as change:
        change.execute("INSERT INTO act (at, account, what, about) VALUES (1, 'a', 'b', 'c')")
        raise ZeroDivisionError
    assert office.acts(9) == [] and office.is_sound()
    office.note(NOON, "a", "b", "c")
    assert [one.what for one in office.acts(9)] == ["b"]


def test_the_file_of_a_later_program_is_left_alone(office: Office, tmp_path: Path) -> None:
    office.close()
    with sqlite3.connect(office.path) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    with pytest.raises(OfficeFault):
        open_office(tmp_path, Chance())
