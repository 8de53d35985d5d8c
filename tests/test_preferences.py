"""What the learner likes is kept beside the store, and a file that makes no sense costs nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import preferences
from studyapp.__main__ import dispatch
from studyapp.desk.quick import QuickDesk
from studyapp.language import choose
from studyapp.preferences import Preferences
from studyapp.store.errors import StoreError
from studyapp.words import say
from studyapp.world import World

SOME = Preferences(
    language="en", theme="study-day", wide=True, toured=True, keys={"study.undo": "w ctrl+k"}, folder="/下载"
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    home = str(tmp_path / "new" / "home")
    preferences.write(home, SOME)
    assert preferences.read(home).plain() == SOME.plain()
    assert [path.name for path in Path(home).iterdir()] == ["preferences.json"]


@pytest.mark.parametrize(
    "contents",
    [b"", b"{", b"[1]", b"null", b"\xff\xfe", b'"zh"', b"[" * 5000, b'{"language": 1, "keys": [], "wide": "yes"}'],
)
def test_a_file_that_makes_no_sense_is_none(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / "preferences.json").write_bytes(contents)
    assert preferences.read(str(tmp_path)).plain() == Preferences().plain()


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "preferences.json").write_text('{"language": "en"}', encoding="utf-8-sig")
    assert preferences.read(str(tmp_path)).language == "en"


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["language", "keys", "wide", "x"]), inner),
)


@given(plain)
def test_whatever_stands_there_is_read_and_can_be_written(contents: object) -> None:
    read = preferences.of_plain(json.loads(json.dumps(contents)))
    assert preferences.of_plain(json.loads(json.dumps(read.plain()))).plain() == read.plain()


def test_one_wish_changes_and_the_others_stay() -> None:
    assert SOME.but(wide=False).plain() == {**SOME.plain(), "wide": False}


def test_the_desk_keeps_them(tmp_path: Path) -> None:
    desk = QuickDesk(World(str(tmp_path)))
    desk.keep(desk.preferences.but(theme="study-day"))
    assert QuickDesk(World(str(tmp_path))).preferences.theme == "study-day"


def test_where_they_cannot_be_written_they_hold_and_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    desk = QuickDesk(World(str(tmp_path / "home")))
    with pytest.raises(StoreError) as caught:
        desk.keep(SOME)
    assert "关闭后失效" in say(caught.value.why)
    assert desk.preferences is SOME


@pytest.mark.parametrize(
    ("options", "environment", "chinese"),
    [
        ((), {}, False),
        (("--lang", "zh"), {}, True),
        ((), {"STUDYAPP_LANG": "zh"}, True),
        (("--lang", "en"), {"STUDYAPP_LANG": "zh"}, False),
    ],
)
def test_the_language_kept_is_spoken_unless_another_is_asked_for(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    environment: dict[str, str],
    chinese: bool,
) -> None:
    preferences.write(str(tmp_path), SOME)
    try:
        assert dispatch(["--home", str(tmp_path), *options, "--help"], environment, World) == 0
    finally:
        choose("zh")
    assert ("用法" in capsys.readouterr().out) is chinese
