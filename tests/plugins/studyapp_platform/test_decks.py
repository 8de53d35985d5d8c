"""Decks of a site and of files that were exported by hand, as the app reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from studyapp import (
    Blank,
    Blanks,
    Choices,
    Deck,
    File,
    KeyPoints,
    Kind,
    Severity,
    Source,
    Steps,
    Unreachable,
)
from studyapp_interchange.json_reader import JsonReader
from studyapp_platform import sources
from studyapp_platform.expressions import compiled
from studyapp_platform.mapping import Part
from studyapp_platform.questions import rows_of
from tests.plugins.studyapp_platform.conftest import opened
from tests.plugins.studyapp_platform.site import QUESTIONS, Site, reply


def read(file: File) -> Deck:
    return JsonReader().read(Source(file.file, file.data))


def deck_of(objects: list[Any], **ask: str | dict[str, str] | bool) -> Deck:
    """What the app reads of some objects, by a mapping of these expressions."""
    also = ("kinds", "default_kind", "answer_is", "alternatives", "html")
    say = {name: value for name, value in ask.items() if name in also}
    part = Part(compiled("@"), {name: compiled(str(one)) for name, one in ask.items() if name not in also}, say)
    data = json.dumps({"questions": rows_of(objects, part)}).encode()
    return JsonReader().read(Source("x.json", data))


def test_a_site_s_pages_become_a_deck(mapping: Path, site: Site) -> None:
    (file,) = opened(mapping).pull("").files
    assert (file.what, file.name, file.file) == ("deck", "社会保险", "社会保险.json")
    deck = read(file)
    single, multiple, judge, blank = (item.question for item in deck.items)
    assert (single.prompt, single.choices, single.answer) == (
        "社会保险费由谁征收？", ("银行", "税务机关"), Choices((1,))
    )  # fmt: skip
    assert (single.explanation, single.subject, single.tags) == ("见征收办法。", "社会保险", ("征收", "社保"))
    assert multiple.kind is Kind.MULTIPLE and multiple.answer == Choices((0, 2, 3))
    assert judge.kind is Kind.JUDGE and judge.answer == Choices((0,)), "the site has A for wrong"
    assert blank.answer == Blanks((Blank(("向上",)), Blank(("向下",))))
    assert [item.external_id for item in deck.items] == ["5001", "5002", "5003", "5004"]
    assert [path for _method, path, _headers in site.requests] == [
        "/api/questions?chapter=6244", "/api/questions?chapter=6244&page=2", "/api/questions?chapter=6244&page=3"
    ]  # fmt: skip


def test_what_is_not_understood_is_named_by_the_import(mapping: Path) -> None:
    (file,) = opened(mapping).pull("").files
    errors = [flaw for flaw in read(file).flaws if flaw.severity is Severity.ERROR]
    assert len(errors) == 1 and "009999" in errors[0].snippet + str(errors[0].why)


def test_only_what_changed_comes_again(mapping: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remote = opened(mapping)
    first = remote.pull("")
    assert len(first.files) == 1 and remote.pull(first.cursor).files == ()
    monkeypatch.setitem(QUESTIONS[0], "analysis", "改了。")
    again = remote.pull(first.cursor)
    assert len(again.files) == 1 and "改了" in again.files[0].data.decode()
    assert remote.pull("what is no cursor").files == again.files


def test_pages_are_counted_where_there_is_no_mark(changed: Callable[[str, str], Any], site: Site) -> None:
    remote = changed('cursor = "data.nextPage"', "first = 1")
    assert len(read(remote.pull("").files[0]).items) == 4
    assert [path.rpartition("=")[2] for _method, path, _headers in site.requests] == ["1", "2", "3", "4"]


def test_a_site_that_goes_in_circles_is_told(mapping: Path, site: Site) -> None:
    round_again = json.dumps({"data": {"list": QUESTIONS, "nextPage": 7}}).encode()
    site.odd["/api/questions"] = lambda handler: reply(handler, 200, round_again)
    with pytest.raises(Unreachable, match="下一页不对"):
        opened(mapping).pull("")
    assert len(site.requests) == 2


def test_a_site_without_end_is_left(mapping: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_PAGES", 20)

    def more(handler: Any) -> None:
        body = {"data": {"list": QUESTIONS, "nextPage": f"m{len(site.requests)}"}}
        reply(handler, 200, json.dumps(body).encode())

    site.odd["/api/questions"] = more
    with pytest.raises(Unreachable, match="页数太多"):
        opened(mapping).pull("")
    assert len(site.requests) == 20


@pytest.mark.parametrize("mark", ["a&answer=A", "../x", "a b", "1\r\nX: y", {"a": 1}, "x" * 201])
def test_a_mark_goes_nowhere_but_into_its_parameter(mapping: Path, site: Site, mark: object) -> None:
    body = json.dumps({"data": {"list": QUESTIONS, "nextPage": mark}}).encode()
    site.odd["/api/questions"] = lambda handler: reply(handler, 200, body)
    if mark == "../x":
        with pytest.raises(Unreachable):
            opened(mapping).pull("")
        assert site.requests[-1][1] == "/api/questions?chapter=6244&page=..%2Fx"
        return
    with pytest.raises(Unreachable, match="下一页不对"):
        opened(mapping).pull("")
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"<html>login</html>", "不是 {format}"), (b"[1, 2", "不是 {format}"), (b'{"data": 1}', "each"), (b"7", "不是"),
     (b"[" * 100_000, "不是"), (b'{"data": {"list": 3}}', "each")],
)  # fmt: skip
def test_what_is_no_list_of_questions_is_told(mapping: Path, site: Site, body: bytes, words: str) -> None:
    site.odd["/api/questions"] = lambda handler: reply(handler, 200, body)
    with pytest.raises(Unreachable) as told:
        opened(mapping).pull("")
    assert words in told.value.why.text


def test_a_list_without_questions_is_told(mapping: Path, site: Site) -> None:
    site.odd["/api/questions"] = lambda handler: reply(handler, 200, b'{"data": {"list": []}}')
    with pytest.raises(Unreachable, match="没有题目"):
        opened(mapping).pull("")


def export(path: Path, rows: Sequence[Sequence[object]]) -> None:
    path.parent.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


HEADER = ["试题编号", "题型", "题目", "选项A", "选项B", "选项C", "选项D", "答案", "解析", "章节"]


def test_exported_workbooks_become_decks(folder: Path) -> None:
    rows: list[Sequence[object]] = [
        HEADER, [1, "单选题", "社会保险费由谁征收？", "银行", "税务机关", "", "", "B", "", "社会保险"], [],
        [2, "判断题", "职工个人不缴纳工伤保险费。", "", "", "", "", "对", "见条例。", "社会保险"],
    ]  # fmt: skip
    export(folder / "导出" / "题目1.xlsx", rows)
    export(folder / "导出" / "题目2.xlsx", [HEADER, [3, "多选题", "属于险种的有", "甲", "乙", 12, "", "A、C", "", ""]])
    export(folder / "导出" / "补充题.xlsx", rows)
    (folder / "导出" / "~$题目1.xlsx").write_bytes(b"WPS has it open")
    mapped, whole = opened(folder / "export.toml").pull("").files
    single, judge, multiple = (item.question for item in read(mapped).items)
    assert (single.choices, single.answer, single.subject) == (("银行", "税务机关"), Choices((1,)), "社会保险")
    assert (judge.answer, judge.explanation) == (Choices((0,)), "见条例。")
    assert (multiple.choices, multiple.answer) == (("甲", "乙", "12"), Choices((0, 2)))
    assert (whole.name, whole.file) == ("补充题", "补充题.xlsx")
    assert whole.data == (folder / "导出" / "补充题.xlsx").read_bytes()


def test_one_deck_that_is_not_there_keeps_no_other_from_coming(folder: Path) -> None:
    remote = opened(folder / "export.toml")
    with pytest.raises(Unreachable, match="没有找到文件"):
        remote.pull("")
    export(folder / "导出" / "补充题.xlsx", [HEADER])
    pulled = remote.pull("")
    assert [file.name for file in pulled.files] == ["补充题"]
    with pytest.raises(Unreachable, match="没有找到文件"):
        remote.pull(pulled.cursor)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<html>", b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_workbook_is_told(folder: Path, data: bytes) -> None:
    (folder / "导出").mkdir()
    (folder / "导出" / "题目.xlsx").write_bytes(data)
    with pytest.raises(Unreachable) as told:
        opened(folder / "export.toml").pull("")
    assert "xlsx" in told.value.why.text and told.value.why.arguments["name"] == "题目.xlsx"


def test_a_cell_far_off_is_refused_before_room_is_made_for_it(folder: Path) -> None:
    (folder / "导出").mkdir()
    with xlsxwriter.Workbook(folder / "导出" / "题目.xlsx") as book:
        book.add_worksheet().write(1_048_575, 16_383, "远")
    with pytest.raises(Unreachable, match="太大"):
        opened(folder / "export.toml").pull("")


def test_csv_is_read_in_both_codes(folder: Path) -> None:
    text = (folder / "export.toml").read_text(encoding="utf-8").replace("导出/题目*.xlsx", "题.csv")
    (folder / "export.toml").write_text(text, encoding="utf-8")
    words = "题目,题型,选项A,选项B,答案\n谁征收？,单选题,银行,税务机关,B\n"
    decks = []
    for code in ("utf-8-sig", "gb18030"):
        (folder / "题.csv").write_bytes(words.encode(code))
        decks.append(read(opened(folder / "export.toml").pull("").files[0]))
    assert decks[0].items == decks[1].items and decks[0].items[0].question.answer == Choices((1,))


BASIC = {"prompt": "p", "answer": "a", "kind": "k", "choices": "c"}


@pytest.mark.parametrize(
    ("one", "ask", "answer"),
    [
        ({"k": "单选", "c": ["甲", "乙"], "a": "乙"}, {"answer_is": "texts"}, Choices((1,))),
        ({"k": "单选", "c": ["甲", "乙"], "a": 1}, {"answer_is": "from0"}, Choices((1,))),
        ({"k": "多选", "c": ["甲", "乙", "丙"], "a": [1, 3]}, {"answer_is": "from1"}, Choices((0, 2))),
        ({"k": "多选", "c": ["甲", "乙", "丙"], "a": [True, False, 1]}, {"answer_is": "flags"}, Choices((0, 2))),
        ({"k": "多选", "c": ["甲", "乙", "丙"], "a": "ca"}, {}, Choices((0, 2))),
        (
            {"k": "多选", "c": ["甲", "乙", "丙"], "a": "901,903", "l": [901, 9, 903]},
            {"labels": "l"},
            Choices((0, 2)),
        ),
        ({"k": "多选", "c": {"A": "甲", "B": "乙", "C": ""}, "a": "AB"}, {}, Choices((0, 1))),
        ({"k": "单选", "c": "A. 甲\nB. 乙", "a": "B"}, {}, Choices((1,))),
        ({"k": "判断", "c": None, "a": False}, {}, Choices((1,))),
        ({"k": "判断", "c": ["错", "对"], "a": "B"}, {}, Choices((0,))),
        ({"k": "填空", "c": None, "a": ["六/6"]}, {"alternatives": "/"}, Blanks((Blank(("六", "6")),))),
        ({"k": "填空", "c": None, "a": "1,000"}, {}, Blanks((Blank(("1,000",)),))),
        ({"k": "简答", "c": None, "a": "受理\n审核"}, {}, KeyPoints(("受理", "审核"))),
        ({"k": "排序", "c": ["办结", "受理"], "a": "BA"}, {}, Steps((1, 0))),
        ({"k": "", "c": ["甲", "乙"], "a": "A"}, {"default_kind": "multiple"}, Choices((0,))),
    ],
)
def test_answers_as_sites_write_them(one: dict[str, Any], ask: dict[str, str], answer: object) -> None:
    (item,) = deck_of([{"p": "题（ ）", **one}], **BASIC, **ask).items
    assert item.question.answer == answer


def test_a_case_s_material_goes_before_its_questions_once() -> None:
    one = {"a": "A", "k": "单选", "c": ["甲", "乙"]}
    objects = [{**one, "p": f"问{number}", "m": material} for number, material in enumerate(["", "材", "材"])]
    items = deck_of(objects, **BASIC, material="m").items
    assert [(item.question.kind, item.case) for item in items] == [
        (Kind.SINGLE, None), (Kind.CASE, None), (Kind.SINGLE, 1), (Kind.SINGLE, 1)
    ]  # fmt: skip


def test_marks_of_web_pages_go_and_signs_stay() -> None:
    one = {"p": "&amp;lt;p&amp;gt;当 a &lt; b 时<br/>应当&amp;nbsp;（ ）", "a": "A", "k": "单选", "c": ["甲", "乙"]}
    (item,) = deck_of([one], **BASIC, html=True).items
    assert item.question.prompt == "当 a < b 时\n应当\xa0（ ）"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("pakclmd"), inner, max_size=6),
    max_leaves=12,
)


@given(st.lists(anything, min_size=1, max_size=4), st.sampled_from(["letters", "texts", "from0", "from1", "flags"]))
def test_whatever_a_site_says_is_a_question_or_named(objects: list[Any], how: str) -> None:
    deck = deck_of(objects, **BASIC, labels="l", material="m", difficulty="d", answer_is=how, html=True)
    asked = sum(item.counts for item in deck.items)
    assert asked + sum(flaw.severity is Severity.ERROR for flaw in deck.flaws) >= len(objects)
