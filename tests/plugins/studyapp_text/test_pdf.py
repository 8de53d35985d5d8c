"""PDF files: pages to lines, what stands around the text, lines that the margin cut, and files without text."""

from __future__ import annotations

import json
from collections import Counter
from itertools import accumulate, pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Choices, Deck, NotABank, QuestionReader, Source
from studyapp.testing import QuestionReaderContract
from studyapp_text.pdfgrids import Rule, grids
from studyapp_text.places import Row
from studyapp_text.reader import TextReader
from studyapp_text.rejoin import glue, rejoin
from tests.plugins.studyapp_text.pdf_writer import Rule as Drawn
from tests.plugins.studyapp_text.pdf_writer import page_of, pdf, ruled
from tests.support import examples, shared_folder

STEM = "{}．下列哪一项是⽤⼈单位应当为职⼯缴纳的社会保险费⻅上，而职工个人不需要缴纳的那一"
HEAD = "人社业务题库（内部资料）"


def bank(pages: int = 4, *, unanswered: int = 0) -> bytes:
    """A bank with a head and a page number on each page, and the options of the last question on the next page."""
    lines = [
        [
            STEM.format(number),
            "种保险费呢？",
            "A．工伤保险",
            "B．养老保险",
            *(["答案：A"] if number != unanswered else []),
        ]
        for number in range(1, pages + 1)
    ]
    flat = [line for question in lines for line in question]
    cut = [flat[start : start + 4] for start in range(0, len(flat), 4)]
    return pdf([page_of(page, head=HEAD, foot=str(number)) for number, page in enumerate(cut, 1)])


RECORDS = [
    ["[J]LK01", "[P]1.1.1", "[I]MC2-0001", "[Q]管理⽆线电的机构，其规格参数为 0402、", "0603 等的是：", "[T]AC"],
    [
        "[A]甲",
        "[B]乙",
        "[C]丙",
        "[J]LX",
        "[P]1.1.2",
        "[I]MC1-0002",
        "[Q]谁管理：",
        "[T]B",
        "A]甲",
        "[B]乙",
        "[F]LK02.jpg",
    ],
    ["[J]LX [P]1.2.1 [I]MC1-0003 [Q]谁审批： [T]A [A]甲 [B]乙"],
]


def read(data: bytes) -> Deck:
    return TextReader().read(Source("题库.pdf", data))


def refusal(data: bytes) -> str:
    with pytest.raises(NotABank) as raised:
        read(data)
    return raised.value.why.text.format_map(raised.value.why.arguments)


def report(deck: Deck) -> list[str]:
    return [
        f"{flaw.where} {flaw.severity} {flaw.code} {flaw.why.text.format_map(flaw.why.arguments)}"
        for flaw in deck.flaws
    ]


class TestPdf(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return TextReader()

    @pytest.fixture
    def sample(self) -> bytes:
        return bank()


def test_pages_are_read_through_their_edges() -> None:
    deck = read(bank())
    prompt = "下列哪一项是用人单位应当为职工缴纳的社会保险费见上，而职工个人不需要缴纳的那一种保险费呢？"
    assert {item.question.prompt for item in deck.items} == {prompt}
    assert {item.question.choices for item in deck.items} == {("工伤保险", "养老保险")}
    assert [str(item.source) for item in deck.items] == [
        "题库.pdf[p. 1]:2",
        "题库.pdf[p. 2]:9",
        "题库.pdf[p. 3]:16",
        "题库.pdf[p. 4]:23",
    ]
    assert report(deck) == ["题库.pdf info page-furniture 各页的页码、页眉和页脚共 10 行，不属于题目。"]


def test_a_broken_bank() -> None:
    deck = read(bank(unanswered=3))
    assert [item.label for item in deck.items] == ["1", "2", "4"]
    assert report(deck) == [
        "题库.pdf info page-furniture 各页的页码、页眉和页脚共 10 行，不属于题目。",
        "题库.pdf[p. 3]:16 error no-answer 第 3 题没有答案，未读入。请在选项之后补一行“答案：”。",
    ]


def test_tagged_records() -> None:
    pages = [page_of([str(number), *lines]) for number, lines in enumerate(RECORDS, 1)]
    deck = read(pdf(pages))
    assert [(item.external_id, item.question.prompt, item.question.choices) for item in deck.items] == [
        ("MC2-0001", "管理无线电的机构，其规格参数为 0402、0603 等的是：", ("甲", "乙", "丙")),
        ("MC1-0002", "谁管理：（附图：LK02.jpg）", ("甲", "乙")),
        ("MC1-0003", "谁审批：", ("甲", "乙")),
    ]
    assert [item.question.answer for item in deck.items] == [Choices((0, 2)), Choices((1,)), Choices((0,))]
    assert [item.question.tags for item in deck.items] == [("1.1.1",), ("1.1.2",), ("1.2.1",)]
    assert report(deck) == ["题库.pdf info page-furniture 各页的页码、页眉和页脚共 3 行，不属于题目。"]


def test_options_that_begin_pages_are_no_headers() -> None:
    one = ["A. 对", "B. 错", "答案：A"]
    pages = [page_of([f"{number}. 第{number}项由职工缴纳", *one]) for number in range(1, 6)]
    deck = read(pdf(pages))
    assert len(deck.items) == 5
    assert report(deck) == []


def test_what_comes_on_every_page_but_belongs_to_questions_stays() -> None:
    lines = ["多项选择题", "1. 谁缴费", "A. 甲", "B. 乙", "C. 丙", "答案：AB", "解析：", "见下"]
    deck = read(pdf([page_of(lines, head="第二章 社会保险") for _ in range(4)]))
    assert [(item.question.kind, item.question.explanation) for item in deck.items] == [("multiple", "见下")] * 4
    assert Counter(flaw.code for flaw in deck.flaws) == {"heading": 4, "page-furniture": 1}


@pytest.mark.parametrize(
    ("rows", "joined"),
    [
        (["1. " + "甲" * 29, "乙", "2. " + "丙" * 29], ["1. " + "甲" * 29 + "乙", "2. " + "丙" * 29]),
        (["1. " + "甲" * 20, "乙", "甲" * 30], ["1. " + "甲" * 20, "乙", "甲" * 30]),
        (["甲" * 30, "A. 乙", "甲" * 30, "答案：A"], ["甲" * 30, "A. 乙", "甲" * 30, "答案：A"]),
        (["1. " + "甲" * 28, "12 伏", "2. 甲"], ["1. " + "甲" * 28 + "12 伏", "2. 甲"]),
        (["甲", "乙"], ["甲", "乙"]),
        (
            ["1. 社保卡可以转借他人使用。（×）", "请在十二月前交卷"],
            ["1. 社保卡可以转借他人使用。（×）", "请在十二月前交卷"],
        ),
        (
            ["1. " + "甲" * 17, "乙", "2. " + "甲" * 17, "乙", "3. " + "甲" * 17, "乙"],
            ["1. " + "甲" * 17 + "乙", "2. " + "甲" * 17 + "乙", "3. " + "甲" * 17 + "乙"],
        ),
        ([], []),
    ],
)
def test_lines_that_the_margin_cut_are_joined(rows: list[str], joined: list[str]) -> None:
    found = rejoin([Row(text, number, number) for number, text in enumerate(rows, 1)])
    assert [row.text for row in found] == joined


def test_what_stands_between_joined_lines() -> None:
    pairs = [("甲", "乙"), ("the", "law"), ("multi-", "ple"), ("3", "月"), ("第", "3")]
    assert [glue(*pair) for pair in pairs] == ["甲乙", "the law", "multiple", "3月", "第3"]


def test_files_without_text_say_what_to_do() -> None:
    assert "OCR" in refusal(pdf([[], []], picture=True))
    assert "没有文字" in refusal(pdf([[]]))
    assert "密码" in refusal(pdf([page_of(["1. 谁"])], encrypted=True))
    assert "PDF 文件已损坏" in refusal(bank()[:300])
    assert "没有找到题目" in refusal(pdf([page_of(["今天天气很好。"])]))


def test_scanned_pages_among_others_are_named() -> None:
    pages = [page_of([f"{number}. 谁缴费", "A. 甲", "B. 乙", "答案：A", "解析：" + "甲" * 20]) for number in (1, 2)]
    deck = read(pdf([*pages, []], picture=True))
    assert len(deck.items) == 2
    assert [(flaw.code, flaw.where.sheet) for flaw in deck.flaws] == [("page-scanned", "p. 3"), ("page-furniture", "")]


def test_pictures_stand_with_the_question_that_they_are_set_in() -> None:
    texts = [
        ["1. 图中是哪种表", "", "A. 甲", "B. 乙", "答案：A", "2. 谁缴费", "A. 甲", "B. 乙", "", "答案：B"],
        ["3. 谁", *TAIL],
    ]
    pages = [page_of(page) for page in texts]
    between = [pages[0][at][0] for at in (1, 8)]
    deck = read(pdf(pages, drawings=[(0, between[0], 10), (0, between[1], 200), (1, 800.0, 90)]))
    assert [[media.name for media in item.question.media] for item in deck.items] == [
        ["p1-1.png"],
        ["p1-2.png", "p2-3.png"],
        [],
    ]
    assert all(data.startswith(b"\x89PNG") for data in deck.files.values())
    assert set(deck.files) == {media.digest for item in deck.items for media in item.question.media}
    assert [flaw.code for flaw in deck.flaws] == ["picture"] * 3


def test_two_columns_however_they_are_written() -> None:
    left, right = (
        page_of([line for number in numbers for line in (f"{number}. 第{number}项由谁办理", *TAIL)])
        for numbers in ((1, 2, 3), (4, 5, 6))
    )
    by_column = [*((line, 72) for line in left), *((line, 320) for line in right)]
    by_row = [placed for one, other in zip(left, right, strict=True) for placed in ((one, 72), (other, 320))]
    for written in (by_column, by_row):
        page = [(812.0, "社保题库" * 10), *(line for line, _ in written), (40.0, "1")]
        edges = {0: 72.0, **{at: float(edge) for at, (_, edge) in enumerate(written, 1)}, len(written) + 1: 290.0}
        deck = read(pdf([page], left=edges))
        assert [item.label for item in deck.items] == ["1", "2", "3", "4", "5", "6"]
        assert {item.question.choices for item in deck.items} == {("甲", "乙")}


COLUMNS = (60.0, 100.0, 230.0, 330.0, 400.0)
TABLES = [
    [
        [["题号"], ["题干"], ["选项"], ["答案"]],
        [["1"], ["失业登记由谁", "办理，在哪里", "办理"], ["A. 用人", "单位", "B. 本人"], ["B"]],
        [["2"], ["工伤保险费由"], ["A. 单位"], ["A"]],
    ],
    [
        [["题号"], ["题干"], ["选项"], ["答案"]],
        [[""], ["谁缴纳"], ["B. 职工"], [""]],
        [["3"], ["谁发放社保卡"], ["A. 银行", "B. 社保局"], ["B"]],
    ],
]


def test_cells_of_ruled_tables_are_read_one_by_one() -> None:
    drawn = [ruled(COLUMNS, table, page=page) for page, table in enumerate(TABLES)]
    texts, rules = [one for each, _ in drawn for one in each], [one for _, each in drawn for one in each]
    deck = read(pdf([page_of([], foot="1"), page_of([], foot="2")], texts=texts, rules=rules))
    assert [(item.label, item.question.prompt, item.question.choices) for item in deck.items] == [
        ("1", "失业登记由谁办理，在哪里办理", ("用人单位", "本人")),
        ("2", "工伤保险费由谁缴纳", ("单位", "职工")),
        ("3", "谁发放社保卡", ("银行", "社保局")),
    ]
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,)), Choices((1,))]
    assert [item.source.sheet for item in deck.items] == ["p. 1", "p. 1", "p. 2"]
    assert report(deck) == [
        "题库.pdf info page-furniture 各页的页码、页眉和页脚共 2 行，不属于题目。",
        "题库.pdf[p. 1]:1 info heading 表格的表头，已按它认出各列。",
        "题库.pdf[p. 2]:11 info heading 表格的表头，已按它认出各列。",
    ]


def test_lines_that_make_no_table_change_nothing() -> None:
    texts = [line for number in (1, 2) for line in (f"{number}. 谁缴费", *TAIL)]
    frame = [(0, 50.0, 60.0, 50.0, 800.0), (0, 550.0, 60.0, 550.0, 800.0), (0, 50.0, 60.0, 550.0, 60.0)]
    across = [(0, 300.0, 60.0, 300.0, 770.0), (0, 85.0, 60.0, 85.0, 800.0)]  # through the words
    plain = read(pdf([page_of(texts)]))
    assert [read(pdf([page_of(texts)], rules=rules)).items for rules in (frame, frame + across)] == [plain.items] * 2


UNANSWERED = ["1. 谁缴费", "A. 单位", "B. 职工", "2. 谁登记", "A. 街道办", "B. 社保局"]
UNDER, BEHIND = 780.0 - 2 * 18, 780.0 - 4 * 18  # where two of the options stand


@pytest.mark.parametrize(
    ("looks", "rules"),
    [
        ({"B. 职工": "1 0 0 rg", "A. 街道办": "0.8 0 0 rg"}, []),
        ({"B. 职工": "0 0 1 rg", "A. 街道办": "0 0 1 rg"}, []),
        ({"B. 职工": "2 Tr", "A. 街道办": "2 Tr"}, []),
        ({}, [(0, 72.0, UNDER - 2, 200.0, UNDER - 2), (0, 72.0, BEHIND - 2, 200.0, BEHIND - 2)]),
        (
            {
                "1. 谁缴费": f"1 1 0 rg 70 {UNDER - 3} 130 14 re f 0 g",
                "2. 谁登记": f"1 1 0 rg 70 {BEHIND - 3} 130 14 re f 0 g",
            },
            [],
        ),
    ],
)
def test_answers_that_only_looks_tell(looks: dict[str, str], rules: list[Drawn]) -> None:
    deck = read(pdf([page_of(UNANSWERED)], looks=looks, rules=rules))
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    assert [item.question.choices for item in deck.items] == [("单位", "职工"), ("街道办", "社保局")]
    assert [(flaw.code, str(flaw.where)) for flaw in deck.flaws] == [("marked-key", "题库.pdf[p. 1]:3")]


def test_underlined_words_fill_the_blanks() -> None:
    texts = [(0, 72.0, 780.0, "1. 咨询电话是"), (0, 160.0, 780.0, "12333"), (0, 216.0, 780.0, "转接")]
    deck = read(pdf([[]], texts=texts, rules=[(0, 160.0, 778.0, 212.0, 778.0)]))
    assert [(item.question.kind, item.question.prompt) for item in deck.items] == [("blank", "咨询电话是 ____转接")]
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]


def test_looks_are_not_asked_where_answers_are_written() -> None:
    lines = ["1. 谁缴费", "A. 单位", "B. 职工", "答案：A"]
    deck = read(pdf([page_of(lines)], looks={"B. 职工": "1 0 0 rg"}))
    assert [item.question.answer for item in deck.items] == [Choices((0,))]
    assert report(deck) == []


TAIL = ["A. 甲", "B. 乙", "答案：B"]


def test_logos_are_no_pictures_of_questions() -> None:
    pages = [page_of([f"{number}. 第{number}项由谁办理", *TAIL]) for number in range(1, 5)]
    deck = read(pdf(pages, drawings=[(number, 800.0, 77) for number in range(4)]))
    assert deck.files == {}
    assert report(deck) == ["题库.pdf info page-furniture 页面的徽标、水印和底图共 4 处，不属于题目。"]


def test_the_bank_of_the_radio_amateurs() -> None:
    path = shared_folder() / "samples" / "radio-amateur.pdf"
    if not path.is_file():
        pytest.skip(f"{path} is not here")
    expected = json.loads((path.parent / "expected.json").read_text(encoding="utf-8"))[path.name]
    deck = read(path.read_bytes())
    answers = [item.question.answer for item in deck.items]
    counts = Counter(len(answer.right) for answer in answers if isinstance(answer, Choices))
    assert len(deck.items) == expected["total"]
    assert list(dict(sorted(counts.items())).values()) == list(expected["by_type"].values())
    by_id = {item.external_id: item for item in deck.items}
    for spot in expected["spots"]:
        assert list(by_id[spot["I"]].question.choices) == spot["options"]
    assert sum("附图" in item.question.prompt for item in deck.items) == 53
    assert [flaw.code for flaw in deck.flaws] == ["page-furniture", "choice-twice", "choice-twice"]


@given(
    st.lists(st.integers(20, 90), min_size=2, max_size=6),
    st.lists(st.integers(10, 60), min_size=1, max_size=8),
    st.randoms(use_true_random=False),
)
def test_every_cell_between_lines_is_found(widths: list[int], heights: list[int], chance: Random) -> None:
    edges = [float(edge) for edge in accumulate(widths, initial=50)]
    levels = [float(level) for level in accumulate(heights, initial=50)][::-1]
    upright = [Rule(edge, low, high) for edge in edges for high, low in pairwise(levels)]
    level = [Rule(height, left, right) for height in levels for left, right in pairwise(edges)]
    chance.shuffle(upright)
    chance.shuffle(level)
    (grid,) = grids(level, upright)
    assert [[(cell.left, cell.bottom, cell.right, cell.top) for cell in row] for row in grid.rows] == [
        [(left, low, right, high) for left, right in pairwise(edges)] for high, low in pairwise(levels)
    ]


WHOLE = bank()


@settings(max_examples=examples(100), deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 200), st.binary(max_size=12))
def test_no_damage_breaks_the_reader(place: int, length: int, damage: bytes) -> None:
    try:
        deck = read(WHOLE[:place] + damage + WHOLE[place + length :])
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
        return
    assert all(item.question.prompt for item in deck.items)
