"""The ministry's real bank of 2021, where it is at hand: read whole, drilled, corrected."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studyapp import plugins
from studyapp.importing.executing import Options, Report, import_file
from studyapp.importing.planning import Change
from studyapp.model import Picked, Severity
from studyapp.plugins import Plugins
from studyapp.session import Drill
from studyapp.store import answering, bank, replaying
from studyapp.store.bank import StoredItem
from studyapp.store.opening import Store
from tests.support import MONDAY, OPENED, make_store, shared_folder

BANK = shared_folder() / "samples" / "national-bank-2021.txt"
pytestmark = pytest.mark.skipif(not BANK.is_file(), reason="the national bank is not at hand (STUDYAPP_SHARED)")

FAULTS_OF_THE_FILE = {
    10897: "label-twice",
    14770: "label-twice",
    4644: "choice-twice",
    3105: "misnumbered",
    12725: "misnumbered",
    11135: "answer-before-choices",
    1325: "label-missing",
    11453: "label-missing",
}
"""A line of the question, and the code of the warning that stands within its lines."""

SPELLINGS = (1818, 2277, 3158, 8982, 11342, 16640, 19820, 20890, 20962)
"""Lines where a label or a letter is merely spelt in another way."""


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Plugins:
    return plugins.load(plugins.entries(tmp_path_factory.mktemp("home") / "plugins.json"), {})


@pytest.fixture(scope="module")
def imported(readers: Plugins, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Report]]:
    store = make_store(tmp_path_factory.mktemp("national"))
    OPENED.remove(store)  # it stays open for all tests of this file
    yield store, import_file(store, BANK, readers, Options(deck="全国题库"), at=MONDAY)
    store.close()


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    plain = json.loads((BANK.parent / "expected.json").read_text(encoding="utf-8"))
    return dict(plain["national-bank-2021.txt"])


def items_of(store: Store, name: str = "全国题库") -> list[StoredItem]:
    row = bank.deck_named(store.connection, name)
    assert row is not None
    return bank.live_items(store.connection, row.no)


def at_line(items: list[StoredItem], line: int) -> StoredItem:
    return next(item for item in items if item.first_line <= line <= item.last_line)


def test_holds_3273_items_that_are_3268_questions(imported: tuple[Store, Report]) -> None:
    report = imported[1]
    assert (report.items, report.questions) == (3273, 3268)
    assert report.kinds == {"single": 1432, "multiple": 729, "judge": 541, "blank": 571}
    assert sum(flaw.code == "duplicate" for flaw in report.flaws) == 5
    assert not [flaw for flaw in report.flaws if flaw.severity is Severity.ERROR]


def test_every_spot_agrees(imported: tuple[Store, Report], expected: dict[str, Any]) -> None:
    items = items_of(imported[0])
    for spot in expected["spots"]:
        item = at_line(items, spot["line"])
        question = item.read()
        prompt = "".join(question.prompt.split())
        assert prompt.startswith("".join(spot["stem"].split())[:20]), spot
        if spot["options"]:
            assert list(question.choices) == spot["options"]
        assert _answer(item) == spot["answer"].translate({0xFF21 + n: 65 + n for n in range(26)}), spot


def _answer(item: StoredItem) -> str:
    plain = json.loads(item.body)["answer"]
    if item.kind == "blank":
        return "；".join(accepted[0] for accepted, _tolerance, _group in plain)
    if item.kind == "judge":
        return ("正确", "错误")[plain[0]]
    return "".join("ABCDEFGH"[index] for index in plain)


def test_faults_of_the_file_are_warnings_within_their_question(imported: tuple[Store, Report]) -> None:
    store, report = imported
    items = items_of(store)
    for line, code in FAULTS_OF_THE_FILE.items():
        item = at_line(items, line)
        found = [flaw for flaw in report.flaws if item.first_line <= flaw.where.line <= item.last_line]
        assert (code, Severity.WARNING) in [(flaw.code, flaw.severity) for flaw in found], line


def test_mere_spellings_are_read_in_silence(imported: tuple[Store, Report]) -> None:
    store, report = imported
    items = items_of(store)
    for line in SPELLINGS:
        item = at_line(items, line)
        assert not [flaw for flaw in report.flaws if item.first_line <= flaw.where.line <= item.last_line], line


def test_no_line_is_unaccounted_for(imported: tuple[Store, Report]) -> None:
    store, report = imported
    taken: set[int] = set()
    for item in items_of(store):
        lines = set(range(item.first_line, item.last_line + 1))
        assert not taken & lines, f"lines of two questions: {sorted(taken & lines)}"
        taken |= lines
    for flaw in report.flaws:
        taken |= set(range(flaw.where.line, max(flaw.where.last, flaw.where.line) + 1))
    text = BANK.read_text(encoding="utf-8-sig").splitlines()
    assert [number for number, line in enumerate(text, 1) if line.strip() and number not in taken] == []


def test_importing_it_again_changes_nothing(imported: tuple[Store, Report], readers: Plugins) -> None:
    store, _report = imported
    before = items_of(store)
    again = import_file(store, BANK, readers, Options(deck="全国题库"), at=MONDAY + 1)
    assert (again.plan.count(Change.SAME), again.written) == (3273, False)
    assert items_of(store) == before


Correct = Callable[[str], str]


@pytest.fixture
def corrected(readers: Plugins, tmp_path: Path) -> Callable[[Correct], tuple[Store, StoredItem, Report]]:
    """Import the bank, answer its question at line 8 right, and import a corrected copy."""

    def act(correct: Correct) -> tuple[Store, StoredItem, Report]:
        store = make_store(tmp_path / "home")
        import_file(store, BANK, readers, Options(deck="全国题库"), at=MONDAY)
        item = at_line(items_of(store), 8)
        sitting = Drill(store, sitting="0" * 16, at=MONDAY)
        while (shown := sitting.current()) is not None and shown.item != item.no:
            sitting.answer(_any_answer(shown.question.kind), at=MONDAY, milliseconds=4000)
        sitting.answer(Picked((0,)), at=MONDAY + 1, milliseconds=4000)
        copy = tmp_path / "corrected.txt"
        copy.write_text(correct(BANK.read_text(encoding="utf-8-sig")), encoding="utf-8")
        report = import_file(store, copy, readers, Options(deck="全国题库"), at=MONDAY + 2)
        assert replaying.check(store) == ()
        return store, item, report

    return act


def _any_answer(kind: str) -> Picked:
    assert kind in ("single", "multiple", "judge")
    return Picked((0,))


TENTH_OF_OCTOBER = "A．10月17日\nB．3月12日\nC．3月15日\nD．10月10日\n答案：A"


def test_a_changed_key_starts_the_memory_afresh(
    corrected: Callable[[Correct], tuple[Store, StoredItem, Report]],
) -> None:
    store, before, report = corrected(lambda text: text.replace(TENTH_OF_OCTOBER, TENTH_OF_OCTOBER[:-1] + "D", 1))
    assert (report.plan.count(Change.CHANGED), report.plan.linked) == (1, 0)
    after = at_line(items_of(store), 8)
    assert after.question == before.question
    cards = answering.read_cards(store, before.question)
    assert before.key in cards  # the history stays
    assert after.key not in cards  # the memory starts afresh


def test_a_mended_typo_keeps_history_and_memory(
    corrected: Callable[[Correct], tuple[Store, StoredItem, Report]],
) -> None:
    store, before, report = corrected(lambda text: text.replace("我国每年将(    )设立为", "我国每年把(    )设立为", 1))
    assert (report.plan.count(Change.CHANGED), report.plan.linked) == (1, 1)
    after = at_line(items_of(store), 8)
    assert after.question != before.question
    (card,) = answering.read_cards(store, min(before.question, after.question)).values()
    assert card.answered == 1


def test_a_second_right_letter_keeps_the_id(
    corrected: Callable[[Correct], tuple[Store, StoredItem, Report]],
) -> None:
    store, before, report = corrected(lambda text: text.replace(TENTH_OF_OCTOBER, TENTH_OF_OCTOBER + "B", 1))
    assert report.plan.count(Change.CHANGED) == 1
    after = at_line(items_of(store), 8)
    assert (after.question, after.kind) == (before.question, "multiple")
    assert after.key != before.key
