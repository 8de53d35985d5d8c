from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp import Deck, Item, Kind, Media, Message, NotABank, Question, Severity, Source, Where
from studyapp.testing import every_kind
from studyapp_interchange.json_reader import JsonReader
from studyapp_interchange.json_scan import NotJson, scan
from studyapp_interchange.json_writer import JsonWriter
from tests.strategies import questions

SINGLE = {"kind": "single", "prompt": "选哪个？", "choices": ["甲", "乙"], "answer": [1]}


def read(data: bytes | str, encoding: str = "") -> Deck:
    return JsonReader().read(Source("b.json", data.encode() if isinstance(data, str) else data, encoding))


def read_rows(*rows: object, **top: object) -> Deck:
    return read(json.dumps({"questions": rows, **top}, ensure_ascii=False))


def said(message: Message) -> str:
    return message.text.format_map(message.arguments)


def refusal(data: bytes | str, encoding: str = "") -> str:
    with pytest.raises(NotABank) as caught:
        read(data, encoding)
    return said(caught.value.why)


@st.composite
def decks(draw: st.DrawFn) -> Deck:
    """Decks with cases anywhere, before or behind their sub-questions."""
    asked = draw(st.lists(questions(), min_size=1, max_size=3))
    cases = [index for index, question in enumerate(asked) if question.kind is Kind.CASE]
    own = st.sampled_from(cases) if cases else st.nothing()
    words = st.sampled_from(["", "甲", ' "\\\n\u2028\x00', "{"])
    items = [
        Item(question, index, Where("x", index), draw(words), draw(words), draw(st.none() | own))
        for index, question in enumerate(asked)
    ]
    as_of = draw(st.none() | st.dates())
    return Deck(draw(words), tuple(items), (), draw(words), draw(words), as_of, draw(words))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # any question is a wide field
@given(decks())
def test_what_is_written_reads_back_each_row_from_a_line_of_its_own(deck: Deck) -> None:
    data, lost = JsonWriter().write(deck)
    again = read(data)
    assert not lost
    assert not again.flaws
    for line, (written, found) in enumerate(zip(deck.items, again.items, strict=True), 2):
        assert replace(found, source=written.source) == written
        assert found.source == Where("b.json", line, line)
    assert replace(again, items=deck.items, readings=()) == deck
    assert [(one.questions, one.errors) for one in again.readings] == [(sum(item.counts for item in deck.items), 0)]


def test_the_rows_are_those_of_the_command_line() -> None:
    written = json.loads(JsonWriter().write(every_kind())[0])
    assert written["total"] == len(written["questions"]) == 12
    answers = {row["kind"]: row["answer"] for row in reversed(written["questions"])}
    assert answers == {
        "single": [0],
        "multiple": [0, 1],
        "judge": [0],
        "blank": [["6", "六"]],
        "short": ["受理", "审核", "办结"],
        "order": [1, 2, 0],
        "match": [[0, 2], [1, 3]],
        "card": "养老、医疗、失业、工伤、生育",
        "case": None,
    }
    for row in written["questions"]:
        assert list(row)[:11] == [
            "kind", "prompt", "choices", "answer", "explanation", "subject", "basis", "effective_from",
            "effective_to", "deck", "source",
        ]  # fmt: skip


def test_a_sub_question_finds_its_material_by_id_or_by_place() -> None:
    case = {"kind": "case", "prompt": "案情"}
    assert [item.case for item in read_rows(SINGLE | {"case": 1}, case).items] == [1, None]
    by_id = read_rows("broken", case | {"id": "ab"}, SINGLE | {"case": "ab"})
    assert [item.case for item in by_id.items] == [None, 0]


@pytest.mark.parametrize("case", [7, -1, "x", 0, True, [0], {}, 1.0])
def test_a_sub_question_without_material_stays_and_is_named(case: object) -> None:
    deck = read_rows(SINGLE, SINGLE | {"case": case})
    assert [item.case for item in deck.items] == [None, None]
    assert [(flaw.code, flaw.severity) for flaw in deck.flaws] == [("no-material", Severity.WARNING)]


BAD_ROWS: dict[str, Any] = {
    "no object": 7,
    "a list": [],
    "no kind": {"prompt": "x"},
    "an unknown kind": SINGLE | {"kind": "essay"},
    "a list as kind": SINGLE | {"kind": []},
    "no prompt": {name: value for name, value in SINGLE.items() if name != "prompt"},
    "a blank prompt": SINGLE | {"prompt": " "},
    "half a surrogate pair": SINGLE | {"prompt": "\ud800"},
    "a number among the choices": SINGLE | {"choices": ["甲", 1]},
    "a text as choices": SINGLE | {"choices": "甲乙"},
    "no answer": SINGLE | {"answer": None},
    "an empty answer": SINGLE | {"answer": []},
    "a letter as answer": SINGLE | {"answer": "B"},
    "a choice that is not there": SINGLE | {"answer": [2]},
    "a choice before the first": SINGLE | {"answer": [-1]},
    "a truth as index": SINGLE | {"answer": [True]},
    "falling indexes": SINGLE | {"kind": "multiple", "answer": [1, 0]},
    "other choices of a judge": SINGLE | {"kind": "judge", "choices": ["错误", "正确"]},
    "a step left out": SINGLE | {"kind": "order", "answer": [1]},
    "half a pair": SINGLE | {"kind": "match", "answer": [[0]]},
    "texts as blanks": {"kind": "blank", "prompt": "x", "answer": ["6"]},
    "a blank that nothing fills": {"kind": "blank", "prompt": "x", "answer": [[]]},
    "no key points": {"kind": "short", "prompt": "x", "answer": []},
    "an empty back": {"kind": "card", "prompt": "x", "answer": ""},
}


@pytest.mark.parametrize("sort", BAD_ROWS)
def test_a_row_that_is_no_question_is_an_error_at_its_line_and_the_others_stay(sort: str) -> None:
    row = json.dumps(BAD_ROWS[sort])
    deck = read(f'{{"questions": [\n{json.dumps(SINGLE)},\n{row},\n{json.dumps(SINGLE)}]}}')
    assert [item.source.line for item in deck.items] == [2, 4]
    assert [(flaw.severity, flaw.where.line) for flaw in deck.flaws] == [(Severity.ERROR, 3)]
    assert said(deck.flaws[0].why)


LEFT_OUT: dict[str, Any] = {
    "explanation": 7,
    "subject": ["x"],
    "tags": "x",
    "difficulty": 2,
    "effective_from": "30.6.2021",
    "effective_to": 20210630,
    "basis": "社会保险法",
    "media": [1],
    "label": 7,
    "jurisdiction": "\udc00",
    "superseded_by": {},
    "external_id": 5,
    "blanks": 7,
    "points": 2,
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_field_that_cannot_be_read_is_named_and_the_question_stays(name: str) -> None:
    kind = {"kind": "blank", "prompt": "选哪个？", "answer": [["6"]], "choices": []} if name == "blanks" else SINGLE
    deck, plain = (read(json.dumps({"questions": [row]})) for row in (kind | {name: LEFT_OUT[name]}, kind))
    assert deck.items == plain.items
    assert [flaw.severity for flaw in deck.flaws] == [Severity.WARNING]
    assert name in said(deck.flaws[0].why)


def test_what_nobody_reads_is_named_wherever_it_stands() -> None:
    row = SINGLE | {"basis": [{"title": "社会保险法", "page": 3}]}
    deck = read_rows(row, version=2, deck={"name": "n", "owner": "o"})
    assert [said(flaw.why) for flaw in deck.flaws] == [
        "不认得的内容没有采用：page。",
        "不认得的内容没有采用：version。",
        "不认得的内容没有采用：owner。",
    ]


def test_what_is_said_twice_is_named() -> None:
    row = '{"kind": "card", "prompt": "甲", "prompt": "乙", "answer": "丙"}'
    deck = read(f'{{"questions": [{row}], "deck": {{}}, "deck": {{"name": "n"}}}}')
    assert deck.items[0].question.prompt == "乙"
    assert [flaw.code for flaw in deck.flaws] == ["twice", "twice"]


def test_the_deck_is_named_by_its_rows_where_the_file_does_not_say() -> None:
    assert read_rows(SINGLE | {"deck": "甲"}, SINGLE | {"deck": "甲"}).name == "甲"
    assert read_rows(SINGLE | {"deck": "甲"}, SINGLE | {"deck": "乙"}).name == ""
    assert read_rows(SINGLE, deck={"name": "丙", "as_of": "2021-06-30"}).as_of == date(2021, 6, 30)
    assert read_rows(SINGLE, deck=7).flaws[0].code == "left-out"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_encodings_are_told_apart(code: str) -> None:
    data = json.dumps({"questions": [SINGLE]}, ensure_ascii=False).encode(code)
    assert read(data).items[0].question.prompt == "选哪个？"
    if code != "gb18030":
        assert JsonReader().sniff(data) == 1.0


def test_the_user_knows_the_encoding_better() -> None:
    data = '{"questions": [{"kind": "card", "prompt": "é", "answer": "x"}]}'.encode("latin-1")
    assert read(data, "latin-1").items[0].question.prompt == "é"
    for code in ("utf-8", "no-such-code", "hex"):
        assert "--encoding" in refusal(data, code)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('{"questions": [\n{"kind": "single",', (2, 19)),
        ('{"questions": [\n{}\n{}]}', (3, 1)),
        ('{"questions": []', (1, 17)),
        ('{"questions": []} x', (1, 19)),
        ("{7: 1}", (1, 3)),
        ('{"a" 1}', (1, 6)),
        ('{"a": ' + "[" * 100_000, (1, 7)),
        ('{"a": ' + "9" * 5_000 + "}", (1, 7)),
        ("", (1, 1)),
    ],
)
def test_a_text_that_is_not_json_is_told_with_its_place(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(NotJson) as caught:
        scan(text)
    assert (caught.value.line, caught.value.column) == place
    assert f"第 {place[0]} 行第 {place[1]} 列" in refusal(text)


LEAVES = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(LEAVES, lambda one: st.lists(one) | st.dictionaries(st.text() | st.just("questions"), one)))
def test_the_scanner_reads_what_json_reads(value: Any) -> None:
    scanned = scan(json.dumps(value, indent=1))
    if not isinstance(value, dict):
        assert scanned is None
        return
    assert scanned is not None
    found = {name: one.value for name, one in scanned.others.items()}
    if scanned.rows is not None:
        found["questions"] = [one.value for one in scanned.rows]
    assert found == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "没有 questions 列表"),
        ("7", "没有 questions 列表"),
        ('{"a": []}', "没有 questions 列表"),
        ('{"questions": {}}', "没有 questions 列表"),
        ('{"questions": []}', "没有题目"),
    ],
)
def test_json_that_is_no_bank_is_told(text: str, words: str) -> None:
    assert words in refusal(text)


@pytest.mark.parametrize(
    ("head", "least", "most"),
    [
        (b'{"questions": [{"kind": "single", "prompt": "x', 1.0, 1.0),
        (b' \n{"total": 1, "questions" : [', 0.5, 0.9),
        (b'{"a": 1}', 0.1, 0.4),
        (b"[[", 0.1, 0.4),
        (b'[{"a"', 0.1, 0.4),
        ("[单选]1.题干".encode(), 0.0, 0.0),
        (b"{text}", 0.0, 0.0),
        (b"1. questions: [", 0.0, 0.0),
    ],
)
def test_it_knows_its_own(head: bytes, least: float, most: float) -> None:
    assert least <= JsonReader().sniff(head) <= most


def test_a_difficulty_that_is_no_number_is_left_out_and_named() -> None:
    item = every_kind().items[-1]
    deck = Deck("", (replace(item, position=0, question=replace(item.question, difficulty=float("nan"))),))
    data, flaws = JsonWriter().write(deck)
    assert [flaw.code for flaw in flaws] == ["no-difficulty"]
    assert read(data).items[0].question.difficulty is None


def test_half_a_surrogate_pair_does_not_stop_the_writer() -> None:
    question = Question(kind=Kind.CASE, prompt="甲\ud800")
    data, _ = JsonWriter().write(Deck("", (Item(question, 0, Where("x")),)))
    assert json.loads(data)["questions"][0]["prompt"] == "甲\ud800"


def test_pictures_go_along_by_their_digest() -> None:
    data = b"\x89PNG\r\n\x1a\n"
    digest = hashlib.sha256(data).hexdigest()
    question = replace(every_kind().items[0].question, media=(Media("图.png", digest),))
    deck = Deck("样题", (Item(question, 0, Where("x", 1)),), files={digest: data, "0" * 64: b"another deck's"})
    written, flaws = JsonWriter().write(deck)
    assert not flaws
    assert read(written).files == {digest: data}
    broken = read(written.replace(b"iVBOR", b"iVBOX"))
    assert not broken.files
    assert [(flaw.code, flaw.severity.value) for flaw in broken.flaws] == [("bad-file", "warning")]


def test_what_is_handed_out_reads_again_with_its_material() -> None:
    rows = [
        {"kind": "single", "prompt": "甲？", "choices": ["一", "二"], "answer": [0]},
        {"kind": "case", "prompt": "张某入职。", "id": "c"},
        {"kind": "single", "prompt": "乙？", "choices": ["一", "二"], "answer": [7], "case": "c"},
        {"kind": "judge", "prompt": "丙。", "answer": [0], "case": 1},
        {"kind": "judge", "prompt": "丁。", "answer": "对", "case": 1},
    ]
    for text in (json.dumps({"questions": rows}), json.dumps({"questions": rows}, indent=1)):
        source = Source("b.json", text.encode())
        errors = [flaw.where for flaw in JsonReader().read(source).flaws if flaw.severity == "error"]
        excerpt = JsonReader().excerpt(source, errors)
        mended = excerpt.data.decode().replace("7", "1").replace('"对"', "[0]").encode()
        items = JsonReader().read(Source("mended.json", mended)).items
        assert [(item.question.prompt, item.case) for item in items] == [("张某入职。", None), ("乙？", 0), ("丁。", 0)]
