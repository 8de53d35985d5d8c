"""Every key leads somewhere and is explained; none is one that a browser or an input method keeps for itself."""

from __future__ import annotations

import re

import pytest
from textual.binding import BindingsMap

from studyapp.tui.app import StudyApp
from studyapp.tui.keys import APP, Command, forms
from studyapp.tui.screens.help import HelpScreen
from studyapp.tui.screens.home import HomeScreen
from studyapp.tui.screens.page import Page
from studyapp.tui.screens.study import StudyScreen
from studyapp.tui.screens.summary import SummaryScreen

PAGES: list[type[Page]] = [HomeScreen, StudyScreen, SummaryScreen, HelpScreen]
OWNERS: list[tuple[type, tuple[Command, ...]]] = [(StudyApp, APP), *((page, page.TABLE) for page in PAGES)]
RESERVED = {"ctrl+w", "ctrl+t", "ctrl+n", "tab", "ctrl+tab", "f11", "f12"}


@pytest.mark.parametrize(("owner", "table"), OWNERS)
def test_every_command_has_its_action_and_its_words(owner: type, table: tuple[Command, ...]) -> None:
    for command in table:
        name = command.action.partition("(")[0]
        assert callable(getattr(owner, f"action_{name}", None)), command
        assert command.help, command
        assert command.shown, command


@pytest.mark.parametrize("owner", [StudyApp, *PAGES])
def test_every_binding_that_textual_sees_is_from_the_table(owner: type) -> None:
    table = dict(OWNERS)[owner]
    actions = {command.action for command in table}
    for _key, binding in BindingsMap(owner.__dict__["BINDINGS"]):
        assert re.sub(r"\(\d+\)$", "", binding.action) in actions


@pytest.mark.parametrize(("owner", "table"), OWNERS)
def test_no_reserved_key(owner: type, table: tuple[Command, ...]) -> None:
    assert not RESERVED & {key for command in table for group in command.keys for key in group.split(" ")}


@pytest.mark.parametrize("page", PAGES)
def test_letters_are_never_the_only_way(page: type[Page]) -> None:
    for command in page.TABLE:
        for group in command.keys if command.each else (" ".join(command.keys),):
            keys = group.split(" ")
            if any(len(key) == 1 and not key.isdigit() for key in keys) and command.action != "judge":
                assert any(len(key) > 1 or key.isdigit() for key in keys), command


def test_judging_by_letter_has_digits_beside_it() -> None:
    choose = next(command for command in StudyScreen.TABLE if command.action == "choose")
    assert choose.keys[:2] == ("1 a", "2 b")


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
