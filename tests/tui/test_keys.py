"""Every key leads somewhere and is explained; none is one that a browser or an input method keeps for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import BindingsMap

from studyapp.language import choose
from studyapp.tui import keymap, loading
from studyapp.tui.app import StudyApp
from studyapp.tui.commands import TABLES
from studyapp.tui.keys import Command, bindings, forms, key_name
from studyapp.words import _, say
from tests.tui import questions as q
from tests.tui.driving import screen_text, visit
from tests.tui.fake import FakeDesk

OWNERS = {"app": StudyApp, **{name: loading.screen(name) for name in loading.SCREENS}}
EVERY = [(table, command) for table, commands in TABLES.items() for command in commands]
NAMES = [f"{table}.{command.name}" for table, command in EVERY]
FLOW_CONTROL = {"ctrl+s", "ctrl+q"}
"""Keys that a serial line may keep for itself."""


@pytest.fixture(autouse=True)
def back_to_chinese() -> Iterator[None]:
    yield
    choose("zh")
    keymap.use({})


def test_every_screen_has_a_table() -> None:
    assert OWNERS.keys() == TABLES.keys()
    assert all(name == OWNERS[name].KEYS for name in loading.SCREENS)


@pytest.mark.parametrize(("table", "command"), EVERY, ids=NAMES)
def test_every_command_has_its_action(table: str, command: Command) -> None:
    name = command.action.partition("(")[0]
    assert callable(getattr(OWNERS[table], f"action_{name}", None))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("table", "command"), EVERY, ids=NAMES)
def test_every_command_is_explained(table: str, command: Command, language: str) -> None:
    choose(language)
    words = [_(command.help), _(command.shown), *([_(command.label)] if command.label else [])]
    assert all(words)
    has_chinese = any("\u4e00" <= character <= "\u9fff" for text in words for character in text)
    assert has_chinese is (language == "zh")


@pytest.mark.parametrize("table", TABLES)
def test_every_binding_leads_to_a_command(table: str) -> None:
    actions = {command.action for command in TABLES[table]}
    for _key, binding in BindingsMap(bindings(TABLES[table])):
        assert re.sub(r"\(\d+\)$", "", binding.action) in actions


@pytest.mark.parametrize(("table", "command"), EVERY, ids=NAMES)
def test_no_key_that_is_taken_away_is_the_only_one(table: str, command: Command) -> None:
    """Browsers keep some keys, input methods the letters, serial lines two."""
    for group in command.groups:
        keys = set(group.split())
        assert not keys & keymap.RESERVED
        letters = {key for key in keys if len(key) == 1 and not key.isdigit()}
        if command.name == "judge":  # which has the digits of ``choose`` beside it
            continue
        if command.name not in ("quit", "leave"):
            assert keys - letters - FLOW_CONTROL


def test_judging_by_letter_has_digits_beside_it() -> None:
    choices = next(command for command in TABLES["study"] if command.action == "choose")
    assert choices.keys[:2] == ("1 a", "2 b")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("1", ("1", "１")),
        ("a", ("a", "A", "ａ", "Ａ")),
        ("?", ("?", "？")),
        ("*", ("*", "＊")),
        ("√", ("√",)),
        ("space", ("space", "ideographic_space")),
        ("enter", ("enter",)),
    ],
)
def test_a_key_in_all_its_forms(key: str, expected: tuple[str, ...]) -> None:
    assert forms(key) == expected


@pytest.mark.parametrize(
    ("key", "name"),
    [("u", "u"), ("ctrl+z", "Ctrl+Z"), ("f5", "F5"), ("space", "空格"), ("pagedown", "PgDn"), ("+", "+")],
)
def test_a_key_as_people_name_it(key: str, name: str) -> None:
    assert key_name(key) == name


def test_the_learner_s_own_keys_take_the_place_of_those_declared() -> None:
    desk = FakeDesk([q.SINGLE, q.JUDGE])
    desk.wishes = desk.wishes.but(keys={"study.undo": "w ctrl+k", "study.choose": "7 a,8 b"})
    text = visit(desk, "8", "w", see=screen_text)
    assert "已撤销" in text
    assert [call[0] for call in desk.session.calls] == ["answer"]
    text = visit(desk, "f1", see=screen_text, size=(80, 40))
    assert re.search(r"w Ctrl\+K +撤销上一次作答", text)


@pytest.mark.parametrize(
    ("name", "keys", "why"),
    [
        ("study.nothing", "w", "不是命令"),
        ("nothing", "w", "不是命令"),
        ("study.undo", "", "逐个写出"),
        ("study.judge", "y,n,x", "逐个写出"),
        ("study.undo", "ctrl+w", "ctrl+w 不能用"),
        ("study.undo", "two keys!", "keys! 不能用"),
        ("study.undo", "w h", "h 已用于 study.choose"),
        ("study.undo", "1", "1 已用于 study.choose"),
    ],
)
def test_keys_that_cannot_be_used_are_told(name: str, keys: str, why: str) -> None:
    kept, faults = keymap.sound({name: keys})
    assert kept == {}
    assert [why in say(fault) for fault in faults] == [True]


def test_keys_that_cannot_be_used_do_not_keep_the_app_from_starting() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.wishes = desk.wishes.but(keys={"study.undo": "w h"})
    assert "按键设置 study.undo 未采用" in visit(desk, see=screen_text)


@given(st.dictionaries(st.sampled_from(NAMES), st.text(st.sampled_from("abwxz19,+ ctrl"), max_size=8), max_size=4))
def test_whatever_is_chosen_no_two_commands_fight_for_a_key(chosen: dict[str, str]) -> None:
    kept, faults = keymap.sound(chosen)
    assert len(kept) + len(faults) == len(chosen)
    for table, commands in TABLES.items():
        declared = {command.name: set(" ".join(command.groups).split()) for command in commands}
        mine = {command.name: set(" ".join(command.groups).split()) for command in keymap.remapped(table, kept)}
        for one in mine:
            for other in mine:
                if one != other and mine[one] & mine[other]:
                    assert declared[one] & declared[other]
