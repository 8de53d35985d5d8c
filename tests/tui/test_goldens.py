"""Every screen at two sizes, as text that a person can review."""

from __future__ import annotations

import pytest

from studyapp.model import Question
from tests.tui import questions as q
from tests.tui.driving import SIZES, golden_check, screen_text, visit
from tests.tui.fake import FakeDesk

STUDY: dict[str, tuple[Question, tuple[str, ...]]] = {
    "study-asking": (q.SINGLE, ()),
    "study-cursor": (q.SINGLE, ("down", "down")),
    "study-right": (q.SINGLE, ("2",)),
    "study-wrong-long": (q.LONG, ("3",)),
    "multiple-ticked": (q.MULTIPLE, ("1", "5")),
    "multiple-answered": (q.MULTIPLE, ("1", "5", "enter")),
    "judge-asking": (q.JUDGE, ()),
    "judge-wrong": (q.JUDGE, ("n",)),
    "blank-typing": (q.BLANK, ("一", "个", "月", "enter", "3")),
    "blank-answered": (q.BLANK, ("一", "个", "月", "enter", "3", "enter")),
    "short-ticked": (q.SHORT, ("enter", "1", "3")),
    "order-answered": (q.ORDER, ("3", "4", "2", "1", "enter")),
    "match-pairing": (q.MATCH, ("1", "b", "2")),
    "match-answered": (q.MATCH, ("1", "2", "2", "3", "3", "1", "enter")),
    "card-back": (q.CARD, ("enter",)),
    "hint-and-marks": (q.SINGLE, ("f2", "f3", "f4", "f6", "f7")),
    "help": (q.SINGLE, ("f1",)),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", STUDY)
def test_study(name: str, size: str) -> None:
    question, keys = STUDY[name]
    text = visit(FakeDesk([question, q.CARD]), *keys, see=screen_text, size=SIZES[size])
    golden_check(f"{name}-{size}", text)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["case-asking", "case-answered"])
def test_case(name: str, size: str) -> None:
    keys = ("2",) if name == "case-answered" else ()
    text = visit(FakeDesk([q.CASE_PART], case=q.CASE), *keys, see=screen_text, size=SIZES[size])
    golden_check(f"{name}-{size}", text)


@pytest.mark.parametrize("size", SIZES)
def test_summary(size: str) -> None:
    desk = FakeDesk([q.SINGLE, q.LONG, q.JUDGE])
    text = visit(desk, "2", "enter", "3", "enter", "1", "enter", see=screen_text, size=SIZES[size])
    golden_check(f"summary-{size}", text)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["home", "home-empty", "home-finished"])
def test_home(name: str, size: str) -> None:
    desk = FakeDesk([q.SINGLE])
    if name == "home-empty":
        desk.day = desk.day._replace(decks=(), due=0, new=0, streak=0, points=0)
    if name == "home-finished":
        desk.day = desk.day._replace(due=0, new=0, answered_today=133, right_today=120)
    text = visit(desk, see=screen_text, size=SIZES[size], study=False)
    golden_check(f"{name}-{size}", text)


def test_narrow() -> None:
    text = visit(FakeDesk([q.LONG]), "3", see=screen_text, size=(46, 24))
    golden_check("study-wrong-long-46x24", text)
