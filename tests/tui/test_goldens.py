"""Every screen at two sizes and in two languages, as text that a person can review."""

from __future__ import annotations

import pytest

from studyapp.model import Question
from studyapp.tui.desk import Trouble
from tests.tui import questions as q
from tests.tui.driving import EVERY_SIZE, SIZES, golden_check, goldens_check, looks, screen_text, visit
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


PAGES: dict[str, tuple[str, ...]] = {
    "home": (),
    "settings": ("s",),
    "settings-width": ("s", "down", "down"),
    "tour-1": ("t",),
    "tour-2": ("t", "enter"),
    "tour-3": ("t", "enter", "enter"),
    "palette": ("ctrl+p",),
    "palette-nothing": ("ctrl+p", "z", "z"),
}
BANK: dict[str, tuple[str, ...]] = {
    "import": ("i",),
    "import-narrowed": ("i", "案", "例"),
    "import-path": ("i", *"/data/x y.md"),
    "preview": ("i", "enter"),
    "preview-questions": ("i", "enter", "pagedown"),
    "preview-rename": ("i", "enter", "n", "甲"),
    "preview-pruned": ("i", "enter", "d"),
    "preview-key": ("i", "enter", "a", "enter"),
    "key-file": ("i", "enter", "a"),
    "columns": ("i", "enter", "c", "down", "down", "down", "right"),
    "imported": ("i", "enter", "enter"),
    "imported-rejects": ("i", "enter", "enter", "r", "down"),
    "imported-undone": ("i", "enter", "enter", "u"),
    "browse": ("b",),
    "browse-found": ("b", "失", "业"),
    "browse-nothing": ("b", "没", "有"),
    "browse-kinds": ("b", "f2"),
    "browse-decks": ("b", "f3", "down"),
    "question": ("b", "down", "enter"),
    "question-marked": ("b", "enter", "right", "right", "f3", "f4"),
    "question-match": ("b", *["down"] * 7, "enter"),
}
"""Pages that look at files and at the bank."""
APART = {"preview-questions"}
"""One whose key goes on by as much as the window holds."""
EVERY_KIND = [q.SINGLE, q.LONG, q.MULTIPLE, q.JUDGE, q.BLANK, q.SHORT, q.ORDER, q.MATCH, q.CARD, q.CASE_PART]
both_languages = pytest.mark.parametrize("language", ["zh", "en"])


@both_languages
@pytest.mark.parametrize("name", STUDY)
def test_study(name: str, language: str) -> None:
    question, keys = STUDY[name]
    goldens_check(name, looks(FakeDesk([question, q.CARD]), *keys, sizes=SIZES), language)


@both_languages
@pytest.mark.parametrize("name", ["case-asking", "case-answered"])
def test_case(name: str, language: str) -> None:
    keys = ("2",) if name == "case-answered" else ()
    goldens_check(name, looks(FakeDesk([q.CASE_PART], case=q.CASE), *keys, sizes=SIZES), language)


@both_languages
def test_summary(language: str) -> None:
    desk = FakeDesk([q.SINGLE, q.LONG, q.JUDGE])
    goldens_check("summary", looks(desk, "2", "enter", "3", "enter", "1", "enter", sizes=SIZES), language)


@both_languages
@pytest.mark.parametrize("name", ["home-empty", "home-finished", "home-trouble"])
def test_home(name: str, language: str) -> None:
    desk = FakeDesk([q.SINGLE])
    if name == "home-empty":
        desk.day = desk.day._replace(decks=(), due=0, new=0, streak=0, points=0)
    if name == "home-finished":
        desk.day = desk.day._replace(due=0, new=0, answered_today=133, right_today=120)
    if name == "home-trouble":
        desk.trouble = Trouble("数据文件正被另一个程序写入，请稍后再试。")
    goldens_check(name, looks(desk, sizes=SIZES, study=False), language)


@both_languages
@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, language: str) -> None:
    goldens_check(name, looks(FakeDesk([q.SINGLE]), *PAGES[name], sizes=SIZES, study=False), language)


@both_languages
@pytest.mark.parametrize("name", BANK)
def test_bank(name: str, language: str) -> None:
    for sizes in [(size,) for size in EVERY_SIZE] if name in APART else [EVERY_SIZE]:
        texts = looks(FakeDesk(EVERY_KIND, case=q.CASE), *BANK[name], sizes=sizes, study=False)
        goldens_check(name, texts, language)


@both_languages
@pytest.mark.parametrize("name", ["preview-package", "preview-history", "imported-history"])
def test_package_with_a_past(name: str, language: str) -> None:
    desk = FakeDesk([q.CARD])
    desk.files.result = desk.files.result._replace(flaws=(), missing=0, takes_key=False, histories=340)
    keys = {"preview-package": (), "preview-history": ("r",), "imported-history": ("r", "enter")}
    goldens_check(name, looks(desk, "i", "enter", *keys[name], sizes=SIZES, study=False), language)


@both_languages
def test_bank_without_answers(language: str) -> None:
    desk = FakeDesk([q.SINGLE])
    desk.files.trouble = Trouble("文件里没有一道完整的题目，从第 1 行起的题目缺少答案或选项。请补全后再导入。")
    goldens_check("preview-trouble", looks(desk, "i", "enter", sizes=SIZES, study=False), language)


@both_languages
@pytest.mark.parametrize("name", ["study-wrong-long", "home", "settings", "tour-2", "palette", "help"])
def test_narrow(name: str, language: str) -> None:
    question, keys = STUDY.get(name, (q.SINGLE, PAGES.get(name, ())))
    text = visit(FakeDesk([question]), *keys, see=screen_text, size=(46, 20), study=name in STUDY)
    golden_check(f"{name}-46x20", text, language)


@pytest.mark.parametrize("size", SIZES)
def test_the_language_changes_under_an_answered_question(size: str) -> None:
    """What stands on the screen is said anew, and nothing is lost."""
    desk = FakeDesk([q.SINGLE, q.JUDGE])
    keys = ("f3", "3", "ctrl+p", *"english", "enter")
    text = visit(desk, *keys, see=screen_text, size=SIZES[size])
    golden_check(f"language-changed-{size}", text, "en")
    assert desk.wishes.language == "en"
    assert len(desk.session.given) == 1
