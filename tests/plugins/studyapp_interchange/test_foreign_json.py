from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import Back, Blank, Blanks, Choices, Deck, KeyPoints, Kind, NotABank, QuestionReader, Source
from studyapp.testing import QuestionReaderContract
from studyapp_interchange.foreign_json import ForeignJsonReader, JsonLinesReader
from studyapp_interchange.json_reader import JsonReader

ROWS = [
    {"title": "由谁征收？", "option": ["A. 税务机关", "B. 银行"], "answer": "A"},
    {"question": "哪些？", "options": {"A": "养老", "B": "工伤", "C": "商业"}, "answer": "AB", "type": "多选题"},
    {"content": "哪个？", "options": [{"label": "A", "text": "甲"}, {"label": "B", "text": "乙"}], "answer": ["B"]},
    {"q": "几号？", "o": ["甲", "乙", "丙"], "a": [0, 2], "id": 9},
    {"题干": "个人不缴工伤。", "题型": "判断", "答案": "对", "解析": "见法律"},
    {"question": "试用期不超过____个月", "answer": "六"},
    {"question": "五险", "answer": "养老等"},
    {"question": "简述", "type": "简答题", "answer": ["受理", "办结"], "score": 5},
    {"question": "坏的", "options": ["甲", "乙"], "answer": "Z"},
    {"stem": "标出", "options": [["甲", False], ["乙", True]], "answer": "B"},
]
ANSWERS = [
    Choices((0,)),
    Choices((0, 1)),
    Choices((1,)),
    Choices((0, 2)),
    Choices((0,)),
    Blanks((Blank(("六",)),)),
    Back("养老等"),
    KeyPoints(("受理", "办结")),
    Choices((1,)),
]


def as_list() -> str:
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\n]"


def read(text: str) -> Deck:
    return ForeignJsonReader().read(Source("b.json", text.encode()))


class TestForeignJsonReader(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return ForeignJsonReader()

    @pytest.fixture
    def sample(self) -> bytes:
        return as_list().encode()


class TestJsonLinesReader(QuestionReaderContract):
    accounts_for_lines = True

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return JsonLinesReader()

    @pytest.fixture
    def sample(self) -> bytes:
        return as_list().strip("[]\n").encode()


def test_every_shape_is_read_and_what_is_not_used_is_named() -> None:
    deck = read(as_list())
    assert [item.question.answer for item in deck.items] == ANSWERS
    assert deck.items[1].question.choices == ("养老", "工伤", "商业")
    assert deck.items[4].question.kind is Kind.JUDGE
    assert [item.external_id for item in deck.items][3] == "9"
    assert [(flaw.where.line, flaw.code) for flaw in deck.flaws] == [(9, "left-out"), (10, "bad-row")]


def test_rows_are_found_below_chapters_and_in_other_encodings() -> None:
    nested = json.dumps({"data": {"chapters": [{"name": "一", "items": ROWS[:2]}, {"items": ROWS[4:5]}]}})
    assert len(read(nested).items) == 3
    old = ForeignJsonReader().read(Source("b.json", as_list().encode("gb18030")))
    assert old.items[0].question.prompt == "由谁征收？"


def test_each_json_goes_to_its_own_reader() -> None:
    lines = as_list().strip("[]\n").encode()
    ours = b'{"questions": [\n{"kind": "single", "prompt": "x", "choices": ["a", "b"], "answer": [0]}]}'
    assert JsonReader().sniff(ours) > max(ForeignJsonReader().sniff(ours), JsonLinesReader().sniff(ours))
    assert JsonLinesReader().sniff(lines) > max(ForeignJsonReader().sniff(lines), JsonReader().sniff(lines))
    whole = as_list().encode()
    assert ForeignJsonReader().sniff(whole) > max(JsonReader().sniff(whole), JsonLinesReader().sniff(whole))


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from(["A", "对", "\ud800"])
NAMES = st.sampled_from(["question", "answer", "options", "type", "id", "x"])


@given(st.recursive(LEAVES, lambda one: st.lists(one) | st.dictionaries(NAMES, one)))
def test_nothing_breaks_the_reader(value: object) -> None:
    for reader in (ForeignJsonReader(), JsonLinesReader()):
        try:
            reader.read(Source("b.json", json.dumps(value).encode()))
        except NotABank:
            continue


def report(deck: Deck) -> list[tuple[int, int, str, str]]:
    return [(flaw.where.line, flaw.where.last, flaw.severity.value, flaw.code) for flaw in deck.flaws]


CHAPTERS = """\
{"title": "窗口题库", "version": 2, "chapters": [
 {"title": "第一章 总则", "parts": [
  {"name": "多选题", "questions": [
   {"id": 7, "title": "由谁征收？", "options": ["税务机关", "银行"], "answer": "A", "score": 2}]},
  {"name": "判断题", "questions": [
   {"title": "个人缴纳工伤保险费。", "answer": "B"}]}]},
 {"title": "第二章 案例", "questions": [
  {"type": "案例题", "content": "张某入职甲公司。", "questions": [
   {"title": "应当？", "options": {"A": "甲", "B": "乙"}, "answer": "B", "解析": "因为"},
   {"title": "没有答案？", "options": {"A": "甲", "B": "乙"}}]}]}
]}
"""


def test_chapters_name_subjects_and_kinds_and_materials_are_cases() -> None:
    deck = read(CHAPTERS)
    assert deck.name == "窗口题库"
    assert [(one.question.kind.value, one.question.prompt, one.question.subject, one.case) for one in deck.items] == [
        ("multiple", "由谁征收？", "第一章 总则", None),
        ("judge", "个人缴纳工伤保险费。", "第一章 总则", None),
        ("case", "张某入职甲公司。", "第二章 案例", None),
        ("single", "应当？", "第二章 案例", 2),
    ]
    assert report(deck) == [
        (1, 1, "info", "other"),
        (4, 4, "warning", "left-out"),
        (10, 10, "error", "bad-row"),
    ]
    excerpt = ForeignJsonReader().excerpt(Source("b.json", CHAPTERS.encode()), [deck.flaws[-1].where])
    mended = excerpt.data.decode().replace('"B": "乙"}', '"B": "乙"}, "answer": "A"')
    again = read(mended)
    assert [(one.question.prompt, one.question.subject, one.case) for one in again.items] == [
        ("张某入职甲公司。", "第二章 案例", None),
        ("没有答案？", "第二章 案例", 0),
    ]


BROKEN = """\
[
 {"题干": "一？", "选项": ["甲", "乙"], "答案": "A"},
 {"题干": "所谓"依法"是？", "选项": ["甲", "乙"], "答案": "A"},
 {"题干": "三？, "选项": ["甲", "乙"], "答案": "A"},
 {"题干": "四？", "选项": ["甲", "乙"], "答案": "B"}
 {"题干": "五？", "选项": ["甲", "乙"], "答案": "C"},
 {"题干": "六？", "选项": ["甲", "乙"], "答
"""


def test_what_is_broken_is_told_and_the_rest_is_read() -> None:
    deck = read(BROKEN)
    assert [(one.question.prompt, one.source.line) for one in deck.items] == [
        ("一？", 2),
        ('所谓"依法"是？', 3),
        ("四？", 5),
    ]
    assert report(deck) == [
        (4, 4, "error", "not-json"),
        (6, 6, "error", "bad-row"),
        (7, 7, "error", "not-json"),
    ]


def test_doubtful_numbers_and_other_things_are_told() -> None:
    rows = [{"q": f"第{n}题？", "o": ["甲", "乙", "丙"], "a": 1 + n % 2} for n in range(3)]
    assert [flaw.code for flaw in read(json.dumps(rows)).flaws] == ["counted"]
    assert [flaw.code for flaw in read(json.dumps([*rows[:1], {"x": 1}, 3])).flaws] == ["bad-row", "counted", "other"]
    trivia = {"question": "Who?", "correct_answer": "Tax office", "incorrect_answers": ["Bank", "Zoo"]}
    assert read(json.dumps([trivia])).items[0].question.answer == Choices((1,))


def test_titles_of_several_chapters_are_no_name_of_the_bank() -> None:
    rows = [{"title": title, "questions": [{"q": f"{title}？", "a": "是的，如此"}]} for title in ("总则", "养老")]
    deck = read(json.dumps(rows))
    assert (deck.name, [item.question.subject for item in deck.items]) == ("", ["总则", "养老"])


def read_rows(rows: object) -> Deck:
    return ForeignJsonReader().read(Source("题库.json", json.dumps(rows, ensure_ascii=False).encode()))


def test_a_number_is_a_place_where_another_row_shows_it() -> None:
    deck = read_rows(
        [
            {"question": "哪一年施行？", "options": ["1999", "2011", "2018"], "answer": 2},
            {"question": "几个月？", "options": ["1", "2", "3", "6"], "answer": 1},
            {"question": "几次？", "options": ["1", "2", "3"], "answer": [0, 2]},
        ]
    )
    assert [item.question.answer for item in deck.items] == [Choices((2,)), Choices((1,)), Choices((0, 2))]


def test_a_number_that_may_be_a_place_or_a_text_is_told() -> None:
    deck = read_rows(
        [
            {"question": "几个月？", "options": ["1", "2", "3", "6"], "answer": 2},
            {"question": "几次？", "options": ["1", "2", "3"], "answer": "2"},
        ]
    )
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((1,))]
    assert [(flaw.code, flaw.where.line) for flaw in deck.flaws] == [("counted", 1)]


def test_all_answers_count_where_one_of_them_has_a_field_too() -> None:
    rows = [
        {"text": "选哪些？", "options": ["甲", "乙", "丙"], "correctAnswer": 0, "correctAnswers": [0, 2], "points": 10},
        {"text": "选哪个？", "options": ["甲", "乙", "丙"], "correctAnswer": 1, "correctAnswers": [], "points": 5},
    ]
    deck = read_rows(rows)
    assert [item.question.answer for item in deck.items] == [Choices((0, 2)), Choices((1,))]
    assert [item.question.tags for item in deck.items] == [(), ()]


def test_columns_named_for_many() -> None:
    columns = {
        "questions": ["谁认定？", "谁缴费？"],
        "options": [["法院", "人社部门", "单位"], ["单位", "职工", "政府"]],
        "correctAnswers": [2, 3],
    }
    deck = read_rows({"name": "工伤", **columns})
    assert [(item.question.prompt, item.question.answer) for item in deck.items] == [
        ("谁认定？", Choices((1,))),
        ("谁缴费？", Choices((2,))),
    ]


def test_lists_of_choices_are_no_cards() -> None:
    deck = read_rows({"choices": [["甲方意见", "乙方意见", "丙方意见"], ["工伤保险", "失业保险", "生育保险"]]})
    assert deck.items == ()
    assert [flaw.code for flaw in deck.flaws] == ["bad-row"]


def test_choices_under_a_name_that_nobody_knows() -> None:
    rows = [
        {"title": "谁缴费？", "auswahl": ["银行", "单位", "街道"], "answer": 1},
        {"title": "谁审核？", "auswahl": ["部门", "单位", "街道"], "answer": 0},
        {
            "title": "什么是工伤？",
            "keywords": ["工作时间", "工作场所"],
            "author": ["甲", "乙"],
            "answer": "在工作中受的伤害。",
        },
    ]
    deck = read_rows(rows)
    assert [item.question.answer for item in deck.items[:2]] == [Choices((1,)), Choices((0,))]
    assert deck.items[2].question.kind is Kind.CARD or deck.items[2].question.kind is Kind.SHORT


def test_answers_by_the_ids_of_choices_and_in_lists() -> None:
    rows = [
        {
            "questionTypeCN": "多选",
            "question": "哪些？",
            "options": [{"id": "b1", "text": "养老"}, {"id": "b2", "text": "车损"}, {"id": "b3", "text": "工伤"}],
            "answerOptionId": ["b1", "b3"],
        },
        {
            "type_name": "填空题",
            "question_title": "满____年且____",
            "option_list": [],
            "question_answer_list": ["十五", "到龄"],
        },
    ]
    deck = read_rows(rows)
    assert deck.items[0].question.answer == Choices((0, 2))
    assert deck.items[1].question.answer == Blanks((Blank(("十五",)), Blank(("到龄",))))
