"""Packages beside the ``anki`` library itself: what it writes we read, what we write it reads.

The library is under a licence of its own and is for these tests only (the extra ``peers``).
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studyapp import Back, Blank, Blanks, Choices, Deck, History, Kind, Media, Question, Source
from studyapp.testing import every_kind
from studyapp_interchange.anki_reader import AnkiReader
from studyapp_interchange.anki_writer import AnkiWriter

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # those of the library's own dependencies
    library = pytest.importorskip("anki.collection", reason="the anki library is not installed (extra 'peers')")

pytestmark = pytest.mark.filterwarnings("ignore:::anki", "ignore::DeprecationWarning")

PICTURE = b"\x89PNG picture"
DIGEST = hashlib.sha256(PICTURE).hexdigest()
DAY = 86_400_000
FIRST = 20_700
TODAY = 20_760
Open = Callable[[str], Any]


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Open]:
    """Open collections of the library by name; they are closed after the test."""
    opened = []

    def make(name: str) -> Any:
        opened.append(library.Collection(str(tmp_path / f"{name}.anki2")))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def taken_in(collection: Any, data: bytes, folder: Path) -> Any:
    path = folder / "ours.apkg"
    path.write_bytes(data)
    options = library.ImportAnkiPackageOptions(with_scheduling=True, with_deck_configs=False)
    request = library.ImportAnkiPackageRequest(package_path=str(path), options=options)
    return collection.import_anki_package(request).log


def given_out(collection: Any, folder: Path, *, legacy: bool) -> bytes:
    path = folder / "theirs.apkg"
    options = library.ExportAnkiPackageOptions(
        with_scheduling=True, with_deck_configs=True, with_media=True, legacy=legacy
    )
    collection.export_anki_package(out_path=str(path), options=options, limit=None)
    return path.read_bytes()


def read(data: bytes) -> Deck:
    return AnkiReader().read(Source("b.apkg", data, history=True))


def sample() -> Deck:
    """A question of every kind, with a picture, and a history for each that asks something."""
    deck = every_kind()
    items = list(deck.items)
    media = (Media("图.png", DIGEST),)
    items[-1] = replace(items[-1], question=replace(items[-1].question, media=media, prompt="看[图.png]，是多少年？"))
    histories = tuple(
        History(
            item.position,
            tuple((FIRST + day) * DAY + item.position for day in (0, 3, 10)),
            (1, 3, 4),
            (1000, 900, 800),
            due=TODAY + item.position - 3,
            stability=20.5 + item.position,
            difficulty=5.25,
        )
        for item in items
        if item.question.kind is not Kind.CASE
    )
    return replace(deck, items=tuple(items), files={DIGEST: PICTURE}, histories=histories)


def questions(deck: Deck) -> list[tuple[Question, int | None, str]]:
    return [(item.question, item.case, item.external_id) for item in deck.items]


def told(deck: Deck) -> list[tuple[object, ...]]:
    return [(one.position, one.at, one.ratings, one.milliseconds) for one in deck.histories]


def test_what_we_write_opens_there(collection: Open, tmp_path: Path) -> None:
    deck = sample()
    data, flaws = AnkiWriter().write(deck)
    assert not flaws
    theirs = collection("theirs")
    log = taken_in(theirs, data, tmp_path)
    assert (log.found_notes, len(log.new)) == (len(deck.items), len(deck.items))
    notes = [theirs.get_note(number) for number in sorted(theirs.find_notes(""))]
    assert [note.guid for note in notes] == [item.external_id for item in deck.items]
    assert [len(note.cards()) for note in notes] == [1] * len(notes)
    assert notes[-1].tags == ["养老", "缴费"]
    assert {theirs.decks.name(note.cards()[0].did) for note in notes} == {"样题", "样题::社会保险"}
    assert (Path(theirs.media.dir()) / "图.png").read_bytes() == PICTURE
    assert theirs.fix_integrity()[1]
    front, back = notes[1].cards()[0].question(), notes[1].cards()[0].answer()
    assert "A. 养老<br>B. 工伤" in front and "答案" not in front.split("</style>")[1] and "答案：AB" in back
    gap = notes[3].cards()[0]
    assert "[...]" in gap.question() and ">6</span>个月" in gap.answer()


def test_the_schedule_that_we_write_is_theirs(collection: Open, tmp_path: Path) -> None:
    deck = sample()
    theirs = collection("theirs")
    taken_in(theirs, AnkiWriter().write(deck)[0], tmp_path)
    cards = [theirs.get_note(number).cards()[0] for number in sorted(theirs.find_notes(""))]
    dues = []
    for history in deck.histories:
        card = cards[history.position]
        assert (int(card.type), int(card.queue), card.reps, card.lapses) == (2, 2, 3, 0)
        assert (round(card.memory_state.stability, 3), round(card.memory_state.difficulty, 3)) == (
            history.stability,
            5.25,
        )
        assert history.due is not None
        dues.append(card.due - history.due)
    assert len(set(dues)) == 1, "all by the same days"
    created = theirs.db.scalar("SELECT crt FROM col")
    assert abs(dues[0] + created // 86_400) <= 1, "they count days from their collection's own first day"
    logged = theirs.db.all("SELECT id, ease, time FROM revlog ORDER BY id")
    expected = sorted(row for one in deck.histories for row in zip(one.at, one.ratings, one.milliseconds, strict=True))
    assert [tuple(row) for row in logged] == expected


@pytest.mark.parametrize("legacy", [True, False])
def test_what_we_write_comes_back_from_there(collection: Open, tmp_path: Path, legacy: bool) -> None:
    deck = sample()
    theirs = collection("theirs")
    taken_in(theirs, AnkiWriter().write(deck)[0], tmp_path)
    again = read(given_out(theirs, tmp_path, legacy=legacy))
    assert (again.flaws, again.name, again.files) == ((), "样题", {DIGEST: PICTURE})
    assert questions(again) == questions(deck)
    assert told(again) == told(deck)


@pytest.mark.parametrize("legacy", [True, False])
def test_what_they_write_is_read(collection: Open, tmp_path: Path, legacy: bool) -> None:
    theirs = collection("theirs")
    deck = theirs.decks.id("人社::保险")
    theirs.media.write_data("图 一.png", PICTURE)
    made = {
        "Basic": ("五险？", '见<img src="图 一.png">'),
        "Basic (and reversed card)": ("甲", "乙"),
        "Basic (type in the answer)": ("首都？", "北京"),
        "Cloze": ("不超过{{c1::六}}个月，{{c2::口头::方式}}无效", "见法律"),
    }
    for name, fields in made.items():
        note = theirs.new_note(theirs.models.by_name(name))
        for place, value in enumerate(fields):
            note.fields[place] = value
        note.tags = ["法律", "社保"]
        theirs.add_note(note, deck)
    choice = theirs.models.new("选择题")
    for name in ("题干", "选项", "答案"):
        theirs.models.add_field(choice, theirs.models.new_field(name))
    template = theirs.models.new_template("卡片")
    template["qfmt"], template["afmt"] = "{{题干}}<br>{{选项}}", "{{FrontSide}}<hr>{{答案}}"
    theirs.models.add_template(choice, template)
    theirs.models.add(choice)
    note = theirs.new_note(theirs.models.by_name("选择题"))
    note.fields[:] = ["由谁征收？", "A. 税务机关<br>B. 银行", "A"]
    theirs.add_note(note, deck)
    theirs.decks.select(deck)
    for rating in (3, 1, 4):
        theirs.sched.answerCard(theirs.sched.getCard(), rating)

    ours = read(given_out(theirs, tmp_path, legacy=legacy))
    assert [(item.question.kind, item.question.answer) for item in ours.items] == [
        (Kind.CARD, Back("见[图 一.png]")),
        (Kind.CARD, Back("乙")),
        (Kind.BLANK, Blanks((Blank(("北京",)),))),
        (Kind.BLANK, Blanks((Blank(("六",)), Blank(("口头",))))),
        (Kind.SINGLE, Choices((0,))),
    ]
    assert {(item.question.subject, item.question.tags) for item in ours.items[:4]} == {("保险", ("法律", "社保"))}
    assert (ours.files, ours.items[0].question.media) == ({DIGEST: PICTURE}, (Media("图 一.png", DIGEST),))
    logged = theirs.db.all("SELECT id, ease, time FROM revlog ORDER BY id")
    found = sorted(row for one in ours.histories for row in zip(one.at, one.ratings, one.milliseconds, strict=True))
    assert found == [tuple(row) for row in logged] and len(found) == 3


def test_a_whole_collection_of_theirs_is_read(collection: Open, tmp_path: Path) -> None:
    theirs = collection("theirs")
    taken_in(theirs, AnkiWriter().write(sample())[0], tmp_path)
    path = tmp_path / "all.colpkg"
    theirs.export_collection_package(str(path), include_media=True, legacy=False)
    again = read(path.read_bytes())
    assert questions(again) == questions(sample())
    assert told(again) == told(sample())


def test_what_they_have_changed_changes_the_question(collection: Open, tmp_path: Path) -> None:
    theirs = collection("theirs")
    taken_in(theirs, AnkiWriter().write(sample())[0], tmp_path)
    note = theirs.get_note(min(theirs.find_notes("")))
    note["答案"] = "B"
    theirs.update_note(note)
    assert read(given_out(theirs, tmp_path, legacy=False)).items[0].question.answer == Choices((1,))
