"""Who learns on this computer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import profiles
from studyapp.profiles import Profile, Profiles

SALT = "00" * 16
ZHANG = Profile("default", "张三", "社保中心", profiles.hashed("1234", SALT))
LI = Profile("aa", "李四")


def plain(some: Profiles) -> list[dict[str, str]]:
    return [one.plain() for one in some.all]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    profiles.write(str(tmp_path / "new"), Profiles([ZHANG, LI], "aa"))
    found = profiles.read(str(tmp_path / "new"))
    assert (plain(found), found.current, found.now.name) == ([ZHANG.plain(), LI.plain()], "aa", "李四")


@pytest.mark.parametrize(
    "contents",
    [b"", b"{", b"[1]", b"null", b"\xff\xfe", b"[" * 5000, b'{"profiles": 3, "current": 4}', b'{"profiles": [1, {}]}'],
)
def test_a_file_that_makes_no_sense_is_none(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / "profiles.json").write_bytes(contents)
    found = profiles.read(str(tmp_path))
    assert (plain(found), found.current) == ([Profile("default").plain()], "default")


@given(st.text(max_size=50))
def test_no_id_leads_out_of_the_folder(one: str) -> None:
    (profile,) = profiles.read_plain({"profiles": [{"id": one}], "current": one}).all
    assert profile.id.isalnum()
    assert Path(f"{profile.id}.db").name == f"{profile.id}.db"


def test_a_pin_opens_for_its_owner_only() -> None:
    assert profiles.opens(ZHANG, "1234")
    assert not profiles.opens(ZHANG, "1235")
    assert not profiles.opens(ZHANG, "")
    assert profiles.opens(LI, "")
    assert not profiles.opens(Profile("x", pin="1234"), "1234"), "a pin is not written by hand"
    assert "1234" not in ZHANG.pin
    assert profiles.hashed("1234", "11" * 16) != ZHANG.pin


def test_learners_come_and_go() -> None:
    both = Profiles([ZHANG], "default").with_one(LI).chosen("aa")
    assert both.named("李四") is both.named("aa") is LI
    assert both.named("王五") is None
    assert both.without("aa").current == "default"
    assert plain(both.with_one(Profile("aa", "李思")))[1]["name"] == "李思"
    assert both.chosen("nobody").current == "default"


def test_a_name_is_one_line() -> None:
    assert profiles.clean("  张\n三\t ") == "张 三"
    assert len(profiles.clean("张" * 99)) == 40
    assert profiles.clean("\x00\x1b[31m张三") == "[31m张三"
