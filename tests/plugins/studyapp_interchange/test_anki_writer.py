"""Writing Anki packages: what is written reads back, be it a question, a picture or a review."""

from __future__ import annotations

import hashlib
import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import (
    JUDGE_CHOICES,
    Back,
    Blank,
    Blanks,
    Choices,
    Deck,
    History,
    Item,
    KeyPoints,
    Kind,
    Media,
    Question,
    QuestionReader,
    Source,
    Where,
)
from studyapp.model.past import Past, past_to_text
from studyapp.testing import QuestionWriterContract, every_kind
from studyapp_interchange.anki_collection import NoteType
from studyapp_interchange.anki_fields import Fields
from studyapp_interchange.anki_models import NOTE_TYPES, QUESTION
from studyapp_interchange.anki_notes import NoQuestion, Reading
from studyapp_interchange.anki_plain import plain_fields
from studyapp_interchange.anki_reader import AnkiReader
from studyapp_interchange.anki_roles import plan_of
from studyapp_interchange.anki_swift import shape_of
from studyapp_interchange.anki_text import text_of
from studyapp_interchange.anki_writer import AnkiWriter
from studyapp_interchange.anki_zip import Part, deflated, zipped
from studyapp_interchange.markup import parse
from tests.strategies import questions

PICTURE = b"\x89PNG picture"
DIGEST = hashlib.sha256(PICTURE).hexdigest()
DAY = 86_400_000
CARD = Question(kind=Kind.CARD, prompt="五险", answer=Back("社会保险"))


class TestAnkiWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> AnkiWriter:
        return AnkiWriter()

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return AnkiReader()


def deck_of(*asked: Question, **rest: object) -> Deck:
    items = tuple(Item(one, place, Where("x", place + 1)) for place, one in enumerate(asked))
    return replace(Deck("样题", items), **rest)  # type: ignore[arg-type]


def back(deck: Deck) -> Deck:
    return AnkiReader().read(Source("b.apkg", AnkiWriter().write(deck)[0], history=True))


@contextmanager
def database(data: bytes, folder: Path) -> Iterator[sqlite3.Connection]:
    path = folder / "c.db"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        path.write_bytes(archive.read("collection.anki2"))
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@given(st.lists(questions(), min_size=1, max_size=4))
def test_every_question_reads_back_or_is_named(asked: list[Question]) -> None:
    deck = deck_of(*asked)
    data, flaws = AnkiWriter().write(deck)
    found = AnkiReader().read(Source("b.apkg", data))
    assert [item.question for item in found.items] == asked
    assert {flaw.where.line for flaw in flaws} == {n for n, one in enumerate(asked, 1) if one.media}, "no bytes"


def test_what_anki_has_no_words_for_is_kept_too() -> None:
    deck = replace(every_kind(), files={"0" * 64: PICTURE})
    data, flaws = AnkiWriter().write(deck)
    again = AnkiReader().read(Source("b.apkg", data))
    assert not flaws
    assert [(item.question, item.case) for item in again.items[:-1]] == [
        (item.question, item.case) for item in deck.items[:-1]
    ]
    assert [(item.label, item.external_id) for item in again.items] == [
        (item.label, item.external_id) for item in deck.items
    ]
    assert (again.name, again.flaws) == ("样题", ())


def test_a_question_finds_its_material_wherever_that_stands_and_whatever_it_is() -> None:
    picture = Question(kind=Kind.CASE, prompt="", media=(Media("图.png", DIGEST),))
    behind = Question(kind=Kind.CASE, prompt="李某离职。", explanation="材料后面的话")
    asked = (replace(CARD, prompt=one) for one in "甲乙丙")
    deck = deck_of(picture, *asked, behind, replace(CARD, prompt="丁"), files={DIGEST: PICTURE})
    first, one, two, three, last, four = deck.items
    linked = (first, replace(one, case=0), replace(two, case=4), replace(three, case=4), last, replace(four, case=4))
    found = back(replace(deck, items=linked))
    assert not found.flaws
    told = [(item.question, item.case) for item in found.items]
    assert told == [
        (picture, None),
        (one.question, 0),
        (behind, None),
        (two.question, 2),
        (three.question, 2),
        (four.question, 2),
    ], "the material stands before the first question that needs it"


def test_a_note_that_is_changed_in_anki_changes_the_question(tmp_path: Path) -> None:
    odd = Question(kind=Kind.BLANK, prompt="  试用期____ 月", answer=Blanks((Blank(("6", "六")),)), difficulty=0.5)
    data, flaws = AnkiWriter().write(deck_of(odd))
    assert not flaws
    with database(data, tmp_path) as connection, connection:
        connection.execute("UPDATE notes SET flds = replace(flds, '{{c1::6}}', '{{c1::3}}')")
    with zipfile.ZipFile(tmp_path / "changed.apkg", "w") as archive:
        archive.write(tmp_path / "c.db", "collection.anki2")
    question = AnkiReader().read(Source("b.apkg", (tmp_path / "changed.apkg").read_bytes())).items[0].question
    assert (question.answer, question.prompt) == (Blanks((Blank(("3",)),)), odd.prompt)
    assert question.difficulty == 0.5


def test_pictures_and_sounds_go_along() -> None:
    sound = hashlib.sha256(b"sound").hexdigest()
    other = hashlib.sha256(b"other").hexdigest()
    first = Question(
        kind=Kind.CARD,
        prompt="这是[图 一.png]什么？",
        answer=Back("表"),
        media=(Media("图 一.png", DIGEST), Media("读.mp3", sound)),
    )
    second = replace(first, prompt="[图 一.png]", media=(Media("图 一.png", other),))
    files = {DIGEST: PICTURE, sound: b"sound", other: b"other"}
    deck = deck_of(first, second, replace(CARD, media=(Media("../a/b.png", DIGEST),)), files=files)
    data, flaws = AnkiWriter().write(deck)
    assert not flaws
    found = AnkiReader().read(Source("b.apkg", data))
    assert [item.question for item in found.items] == [item.question for item in deck.items]
    assert found.files == files
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = json.loads(archive.read("media")).values()
    assert len(set(names)) == 4 and not any("/" in name for name in names)


@pytest.mark.parametrize(
    ("name", "written"),
    [("con", "con_"), ("Aux.tar.png", "Aux_.tar.png"), ("com1.png", "com1_.png"), ("falcon.png", "falcon.png")],
)
def test_no_picture_has_a_name_that_windows_keeps_for_itself(name: str, written: str) -> None:
    deck = deck_of(replace(CARD, media=(Media(name, DIGEST),)), files={DIGEST: PICTURE})
    data, flaws = AnkiWriter().write(deck)
    assert not flaws
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert json.loads(archive.read("media")) == {"0": written}
    assert AnkiReader().read(Source("b.apkg", data)).items[0].question == deck.items[0].question


def test_a_question_may_begin_as_the_notice_of_an_old_package_does() -> None:
    asked = Question(kind=Kind.CARD, prompt="Please update to the latest Anki version: why?", answer=Back("Bugs."))
    assert back(deck_of(asked)).items[0].question == asked


def test_a_picture_without_its_bytes_is_named() -> None:
    data, flaws = AnkiWriter().write(deck_of(replace(CARD, media=(Media("图.png", DIGEST),))))
    assert [(flaw.code, flaw.where.line, flaw.why.arguments["names"]) for flaw in flaws] == [("no-media", 1, "图.png")]
    assert AnkiReader().read(Source("b.apkg", data)).items[0].question.prompt == CARD.prompt


def test_markup_in_texts_is_no_markup_in_anki(tmp_path: Path) -> None:
    question = Question(
        kind=Kind.SINGLE,
        prompt='{{c1::甲}} <b>&amp; [sound:a.mp3] "乙"',
        choices=("<i>", "{{题干}}"),
        answer=Choices((0,)),
    )
    data, flaws = AnkiWriter().write(deck_of(question))
    assert not flaws
    assert back(deck_of(question)).items[0].question == question
    with database(data, tmp_path) as connection:
        (fields,) = connection.execute("SELECT flds FROM notes").fetchone()
    assert not any(one in fields for one in ("{{", "<b>", "<i>", "[sound:"))


def test_subjects_are_decks_below_that_of_the_bank(tmp_path: Path) -> None:
    subjects = ("", "社保::养老", "社保", '引"号', "ABC", "abc", "abc::新")
    deck = deck_of(*(replace(CARD, prompt=f"问{one}", subject=one) for one in subjects), description="说明<1>")
    data, flaws = AnkiWriter().write(deck)
    assert not flaws
    found = AnkiReader().read(Source("b.apkg", data))
    assert [item.question.subject for item in found.items] == list(subjects)
    assert (found.name, found.description) == ("样题", "说明<1>")
    with database(data, tmp_path) as connection:
        decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
    names = [one["name"] for one in decks.values()]
    below = ["社保", "社保::养老", "引号", "ABC", "ABC::新"]
    assert sorted(names) == sorted(["Default", "样题", *(f"样题::{one}" for one in below)])


def test_ids_stay_while_the_question_does() -> None:
    first, second = back(deck_of(CARD)), back(deck_of(replace(CARD, explanation="新的解析"), replace(CARD)))
    assert first.items[0].external_id == second.items[0].external_id
    assert len({item.external_id for item in second.items}) == 2


def test_ids_that_come_again_are_numbered() -> None:
    ids = ("g", "g", "g-2", "g", "x-1", "x-1", "g")
    items = [replace(item, external_id=one) for item, one in zip(deck_of(*[CARD] * len(ids)).items, ids, strict=True)]
    found = back(replace(deck_of(), items=tuple(items)))
    assert [item.external_id for item in found.items] == ["g", "g-2", "g-2-2", "g-3", "x-1", "x-1-2", "g-4"]


def test_the_same_deck_gives_the_same_bytes() -> None:
    deck = replace(every_kind(), files={"0" * 64: PICTURE}, histories=(HISTORY,))
    assert AnkiWriter().write(deck) == AnkiWriter().write(deck)


HISTORY = History(
    0,
    (20_000 * DAY, 20_000 * DAY + 1, 20_004 * DAY, 20_004 * DAY + 5, 20_011 * DAY),
    (1, 3, 1, 3, 3),
    (900, 800, 7, 6, 5),
    due=20_030,
    stability=12.34567,
    difficulty=5.4321,
)


@st.composite
def _histories(draw: st.DrawFn, position: int) -> History:
    times = draw(st.lists(st.integers(18_500 * DAY, 22_000 * DAY), min_size=1, max_size=6, unique=True).map(sorted))
    ratings = draw(st.lists(st.integers(1, 4), min_size=len(times), max_size=len(times)))
    taken = draw(st.lists(st.integers(0, 10**6), min_size=len(times), max_size=len(times)))
    due = draw(st.none() | st.integers(18_000, 30_000))
    memory = (draw(st.floats(0.01, 36_500)), draw(st.floats(1, 10))) if due is not None else (None, None)
    return History(position, tuple(times), tuple(ratings), tuple(taken), due, *memory)


@given(st.lists(_histories(1), max_size=1), st.lists(_histories(2), max_size=1))
def test_histories_read_back(first: list[History], second: list[History]) -> None:
    deck = deck_of(*(replace(CARD, prompt=one) for one in "甲乙丙"), histories=(*first, *second))
    told = [(one.position, one.at, one.ratings, one.milliseconds) for one in deck.histories]
    found = [(one.position, one.at, one.ratings, one.milliseconds) for one in back(deck).histories]
    if len({at for one in deck.histories for at in one.at}) == sum(len(one.at) for one in deck.histories):
        assert found == told


@given(_histories(1))
def test_a_history_is_written_alike_in_either_form(history: History) -> None:
    body = past_to_text(Past(history.at, history.ratings, history.milliseconds)).encode()
    told = history.pack()._replace(reviews=body)
    decks = [deck_of(CARD, replace(CARD, prompt="乙"), histories=(one,)) for one in (history, history.pack(), told)]
    first, *others = (AnkiWriter().write(deck) for deck in decks)
    assert others == [first, first]


def test_of_two_reviews_at_once_one_counts_as_a_millisecond_later() -> None:
    histories = tuple(History(place, (20_000 * DAY,), (3,), (10,)) for place in range(3))
    found = back(deck_of(*(replace(CARD, prompt=one) for one in "甲乙丙"), histories=histories)).histories
    assert [one.at for one in found] == [(20_000 * DAY,), (20_000 * DAY + 1,), (20_000 * DAY + 2,)]


def test_the_schedule_of_a_card(tmp_path: Path) -> None:
    with database(AnkiWriter().write(deck_of(CARD, histories=(HISTORY,)))[0], tmp_path) as connection:
        card = connection.execute("SELECT type, queue, due, ivl, factor, reps, lapses, data FROM cards").fetchone()
        (created,) = connection.execute("SELECT crt FROM col").fetchone()
        reviews = connection.execute("SELECT id, ease, ivl, lastIvl, time, type FROM revlog ORDER BY id").fetchall()
    memory = json.loads(card[-1])
    assert card[:-1] == (2, 2, 20_030 - (created + 4 * 3600) // 86_400, 19, 2500, 5, 1)
    assert memory == {"s": 12.3457, "d": 5.432, "lrt": 20_011 * 86_400}
    assert reviews == [
        (HISTORY.at[0], 1, 0, 0, 900, 0),
        (HISTORY.at[1], 3, 4, 0, 800, 0),
        (HISTORY.at[2], 1, 0, 4, 7, 1),
        (HISTORY.at[3], 3, 7, 0, 6, 2),
        (HISTORY.at[4], 3, 19, 7, 5, 1),
    ]


def test_a_card_tells_when_it_was_last_asked_even_if_nothing_is_known_of_its_memory(tmp_path: Path) -> None:
    history = replace(HISTORY, stability=None, difficulty=None)
    with database(AnkiWriter().write(deck_of(CARD, histories=(history,)))[0], tmp_path) as connection:
        (data,) = connection.execute("SELECT data FROM cards").fetchone()
    assert json.loads(data) == {"lrt": 20_011 * 86_400}


def test_a_card_that_is_on_no_schedule_stays_new_and_a_case_is_never_asked(tmp_path: Path) -> None:
    case = Question(kind=Kind.CASE, prompt="张某入职。")
    history = replace(HISTORY, due=None, stability=None, difficulty=None)
    with database(AnkiWriter().write(deck_of(CARD, case, histories=(history,)))[0], tmp_path) as connection:
        cards = connection.execute("SELECT type, queue, due, reps FROM cards ORDER BY id").fetchall()
    assert cards == [(0, 0, 0, 5), (0, -1, 1, 0)]


def test_notes_count_as_changed_on_the_day_for_which_the_bank_was_checked(tmp_path: Path) -> None:
    with database(AnkiWriter().write(deck_of(CARD, as_of=date(2026, 7, 1)))[0], tmp_path) as connection:
        assert connection.execute("SELECT mod FROM notes").fetchone() == (1_782_864_000,)


CHOICES = ("A. 甲<br>B. 乙", "A. 对<br>B. 错", "A. 正确<br>B. 错误", "A.甲|B.乙", "问 A. 甲 B. 乙")
KEYS = (
    "",
    "A",
    "B",
    "AB",
    "甲",
    " 甲",
    "正确",
    "单选题",
    "多选题",
    "判断题",
    "[图]",
    "a&lt;b",
    "甲<br>乙",
    "{{c1::甲}}",
)
WORDS = st.sampled_from(CHOICES + KEYS)
KINDS = [
    NoteType("", ("题干", "选项", "答案", "解析", "题型", "编号")),
    NoteType("", ("题目", "选项", "答案", "备用")),
    NoteType("", ("Front", "Back"), ("{{Front}}",)),
    NoteType("", ("Front", "Back", "Extra"), ("{{Front}}",)),
]


@given(st.sampled_from(KINDS), st.lists(WORDS | st.text("AB.甲 <>&[]\n\u3000", max_size=12), min_size=6, max_size=6))
def test_the_short_way_leads_where_the_long_one_does(kind: NoteType, values: list[str]) -> None:
    values = values[: len(kind.fields)]
    plan = plan_of(kind, len(values))
    shape = shape_of(plan)
    assert shape is not None
    question = shape.question(values, "科目", ("标签",))
    if question is None:
        return
    try:
        found = Reading(plan, values).read()
    except NoQuestion:
        pytest.fail(f"the long way reads nothing: {question}")
    assert (found.kind, found.prompt, found.choices) == (question.kind, question.prompt, question.choices)
    assert (found.answer, found.explanation, found.warnings) == (question.answer, question.explanation, [])


PLAIN = st.sampled_from(
    ["甲", "乙", "甲 乙", "对", "错", "A", "BC", "a||b", "a  b", " a", '"', "{{", "x_\u3000", "\x1f", "\t"]
)


@st.composite
def _almost_plain(draw: st.DrawFn) -> Question:
    kind = draw(st.sampled_from([Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE]))
    texts = PLAIN | st.text("AB.甲 <>&[]|\n\u3000", min_size=1, max_size=4)
    choices = JUDGE_CHOICES if kind is Kind.JUDGE else tuple(draw(st.lists(texts, min_size=2, max_size=4)))
    most = len(choices) if kind is Kind.MULTIPLE else 1
    right = draw(st.lists(st.integers(0, len(choices) - 1), min_size=1, max_size=most, unique=True).map(sorted))
    told, subject = draw(st.just("") | texts), draw(st.sampled_from(["", "科目", "科目::节", " x"]))
    tags = draw(st.sampled_from([(), ("标签",), ("甲", "乙")]))
    difficulty = draw(st.none() | st.just(0.5))
    return Question(
        kind=kind, prompt=draw(texts), choices=choices, answer=Choices(tuple(right)), explanation=told,
        subject=subject, tags=tags, difficulty=difficulty,
    )  # fmt: skip


@given(_almost_plain(), st.sampled_from(["", "3", '"', "<"]))
def test_plain_fields_are_those_of_the_long_way(question: Question, label: str) -> None:
    plain = plain_fields(question, label)
    if plain is None:
        return
    model, fields = Fields({}).of(question, label, "")
    assert (model, plain) == (QUESTION, "\x1f".join([*fields, ""]))
    found = Reading(plan_of(NOTE_TYPES[QUESTION], len(fields) + 1), plain.split("\x1f"), exact=True).read()
    assert (found.kind, found.prompt, found.choices) == (question.kind, question.prompt, question.choices)
    assert (found.answer, found.explanation, found.label) == (question.answer, question.explanation, label)
    assert question.difficulty is None and found.media == []


def test_an_ordinary_question_is_plain() -> None:
    for kind, right in ((Kind.SINGLE, (1,)), (Kind.MULTIPLE, (0, 2))):
        asked = Question(
            kind=kind, prompt="几日内（\u3000）。", choices=("三日", "五日", "七日"), answer=Choices(right)
        )
        assert plain_fields(asked, "1") is not None
    judged = Question(kind=Kind.JUDGE, prompt="对吗？", choices=JUDGE_CHOICES, answer=Choices((0,)))
    assert plain_fields(judged, "") is not None
    assert plain_fields(replace(judged, prompt="a<b"), "") is None
    truths = replace(judged, kind=Kind.SINGLE, choices=("对。。。。。。。。。", "错"))
    assert plain_fields(truths, "") is None, "however many full stops stand behind a word for true"
    assert back(deck_of(truths)).items[0].question == truths


@pytest.mark.parametrize("size", [0, 1, 4 << 20, (4 << 20) + 1, 9_000_000])
def test_a_large_file_is_compressed_in_pieces_that_make_one(size: int) -> None:
    data = random.Random(size).randbytes(size // 2) + bytes(size - size // 2)
    half = size // 3
    parts = [Part(data[:half], deflated(data[:half])), Part(data[half:], deflated(data[half:]))]
    package = zipped("large", parts, [("0", b"picture"), ("1", b"")])
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        assert (archive.read("large"), archive.read("0"), archive.read("1")) == (data, b"picture", b"")
    assert zipped("large", parts, [("0", b"picture"), ("1", b"")]) == package
    assert len(package) < size // 2 + size // 50 + 1_000


PIECES = (*"甲 a\t\n\u00a0\u3000&;", "<br>", "<br/>", "</div>", "<div>", "<p>", "&nbsp;", "&lt;b&gt;")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_line_breaks_alone_need_no_parser(html: str) -> None:
    assert text_of(html)[0] == parse(html)[0]


def test_a_short_answer_reads_in_anki_as_a_list_of_its_points(tmp_path: Path) -> None:
    short = Question(kind=Kind.SHORT, prompt="流程？", answer=KeyPoints(("受理", "办结")))
    with database(AnkiWriter().write(deck_of(short))[0], tmp_path) as connection:
        (fields,) = connection.execute("SELECT flds FROM notes").fetchone()
    assert fields.split("\x1f")[:4] == ["流程？", "", "受理<br>办结", "简答题"]
