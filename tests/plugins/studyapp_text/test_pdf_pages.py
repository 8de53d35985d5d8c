"""What a page of a PDF shows besides plain lines: struck-out text, symbols, tables without rules, a browser's marks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Choices, Deck, NotABank, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.pdf_writer import Rule, Text, page_of, pdf, ruled
from tests.support import examples

FOOT = 780.0
SIZE, LEADING = 10.5, 18


def read(data: bytes) -> Deck:
    return TextReader().read(Source("题库.pdf", data))


def report(deck: Deck) -> list[str]:
    return [
        f"{flaw.where} {flaw.severity} {flaw.code} {flaw.why.text.format_map(flaw.why.arguments)}"
        for flaw in deck.flaws
    ]


def struck(line: int, start: float, end: float) -> Rule:
    """A line through the letters of a line of text."""
    height = FOOT - line * LEADING + 0.3 * SIZE
    return (0, start, height, end, height)


REVISED = ["1. 谁缴费", "A. 单位", "B. 职工", "答案："]
KEYS = [(0, 150.0, FOOT - 3 * LEADING, "A"), (0, 165.0, FOOT - 3 * LEADING, "B")]


def test_struck_out_text_is_no_text() -> None:
    deck = read(pdf([page_of(REVISED)], texts=KEYS, rules=[struck(3, 150, 160.5)]))
    assert [item.question.answer for item in deck.items] == [Choices((1,))]
    assert report(deck) == ["题库.pdf[p. 1] info struck 第 1 页划掉的文字“A”已当作删除，没有读入。"]


def test_a_text_of_which_a_part_is_struck_stays_and_is_named() -> None:
    deck = read(pdf([page_of(REVISED)], texts=KEYS[1:], rules=[struck(0, 103.5, 124.5)]))
    assert [item.question.prompt for item in deck.items] == ["谁缴费"]
    assert [flaw.code for flaw in deck.flaws] == ["struck-partly"]


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([(0, 72.0, FOOT - 2, 300.0, FOOT - 2)], id="underlined"),
        pytest.param([struck(line, 60, 500) for line in range(5)], id="ruled paper"),
        pytest.param([struck(3, 300, 500)], id="beside"),
    ],
)
def test_lines_that_strike_nothing_out(rules: list[Rule]) -> None:
    deck = read(pdf([page_of(REVISED)], texts=KEYS[1:], rules=rules))
    assert [item.question.answer for item in deck.items] == [Choices((1,))]
    assert report(deck) == []


def test_struck_out_options_are_not_asked_for_their_looks() -> None:
    lines = ["1. 谁缴费", "A. 单位", "B. 职工", "2. 谁登记", "A. 街道办", "B. 社保局"]
    old = [(0, 150.0, FOOT - 2 * LEADING, "旧稿")]
    looks = {"B. 职工": "1 0 0 rg", "A. 街道办": "1 0 0 rg"}
    deck = read(pdf([page_of(lines)], texts=old, rules=[struck(2, 150, 171)], looks=looks))
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    assert [item.question.choices for item in deck.items] == [("单位", "职工"), ("街道办", "社保局")]


EDGES = (72.0, 112.0, 260.0, 400.0)
HEAD = ["序号", "题干", "选项", "答案"]
OPEN = [
    (["1"], ["失业登记由谁办", "理，在哪里办理"], ["A. 用人单位", "B. 本人", "C. 邻居"], ["B"]),
    (["2"], ["谁缴费"], ["A. 单位", "B. 职工"], ["AB"]),
    (["3"], ["工伤保险费由谁", "缴纳"], ["A. 单位", "B. 职工"], ["A"]),
]


def open_table(
    rows: Sequence[Sequence[list[str]]], *, page: int = 0, top: float = FOOT, middle: bool = False, head: bool = True
) -> list[Text]:
    """A table without lines: its cells begin at the same height, or have their middles there."""
    texts = [(page, left, top, name) for left, name in zip(EDGES, HEAD, strict=True)] if head else []
    top -= 24 if head else 0
    for row in rows:
        tallest = max(map(len, row))
        for left, cell in zip(EDGES, row, strict=True):
            down = (tallest - len(cell)) * 14 / 2 if middle else 0
            texts += [(page, left, top - down - 14 * at, line) for at, line in enumerate(cell)]
        top -= 14 * tallest + 10
    return texts


@pytest.mark.parametrize("middle", [False, True])
def test_tables_without_lines_are_read_by_their_columns(middle: bool) -> None:
    deck = read(pdf([[]], texts=open_table(OPEN, middle=middle)))
    assert [(item.label, item.question.prompt, item.question.choices) for item in deck.items] == [
        ("1", "失业登记由谁办理，在哪里办理", ("用人单位", "本人", "邻居")),
        ("2", "谁缴费", ("单位", "职工")),
        ("3", "工伤保险费由谁缴纳", ("单位", "职工")),
    ]
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0, 1)), Choices((0,))]
    assert [flaw.code for flaw in deck.flaws] == ["heading"]


def test_an_open_table_goes_on_over_pages_between_what_stands_around_them() -> None:
    rest = (["4"], ["谁发放社保卡"], ["A. 银行", "B. 社保局"], ["B"])
    cut = ([""], [""], ["C. 街道"], [""])
    around = [page_of([], head="人社业务知识题库", foot=str(page)) for page in (1, 2, 3)]
    texts = [
        (0, 72.0, FOOT, "二〇二六年度社会保险业务练兵比武参考题库单项选择题"),
        *open_table(OPEN, top=FOOT - 30),
        *open_table([cut, rest], page=1, head=False),
        *open_table([(["5"], *rest[1:])], page=2),
        (2, 72.0, FOOT - 90, "以上题目如有出入，请以政策文件为准，解释权归出题单位。"),
    ]
    deck = read(pdf(around, texts=texts))
    assert [item.label for item in deck.items] == ["1", "2", "3", "4", "5"]
    assert deck.items[2].question.choices == ("单位", "职工", "街道")
    assert [item.source.sheet for item in deck.items] == ["p. 1", "p. 1", "p. 1", "p. 2", "p. 3"]
    assert [flaw.code for flaw in deck.flaws] == ["page-furniture", "preface", "heading", "heading", "stray-line"]


def test_names_of_columns_over_plain_questions_change_nothing() -> None:
    lines = [
        "序号 题干 选项 答案",
        "1. 谁负责缴费，谁负责登记，谁负责发放，谁负责监督",
        "A. 单位",
        "B. 职工",
        "答案：A",
    ]
    deck = read(pdf([page_of(lines)]))
    assert [item.question.choices for item in deck.items] == [("单位", "职工")]


@settings(deadline=None, max_examples=examples(30))
@given(
    st.lists(st.tuples(st.integers(1, 3), st.integers(2, 4), st.integers(0, 3)), min_size=2, max_size=5), st.booleans()
)
def test_every_row_of_an_open_table_is_found(shapes: list[tuple[int, int, int]], middle: bool) -> None:
    rows = [
        (
            [str(number)],
            ["谁来负责这一项"] * prompt,
            [f"{'ABCD'[at]}. 选项{at}" for at in range(options)],
            ["ABCD"[min(right, options - 1)]],
        )
        for number, (prompt, options, right) in enumerate(shapes, 1)
    ]
    deck = read(pdf([[]], texts=open_table(rows, middle=middle)))
    assert [(item.question.prompt, len(item.question.choices), item.question.answer) for item in deck.items] == [
        ("谁来负责这一项" * prompt, options, Choices((min(right, options - 1),))) for prompt, options, right in shapes
    ]


def test_what_a_browser_prints_around_a_page() -> None:
    lines = ["2026/11/26 23:57 题库", "1. 谁缴费", "A. 甲", "B. 乙", "答案：A", "https://example.org/bank?id=7 1/1"]
    deck = read(pdf([page_of(lines)]))
    assert [(item.question.prompt, item.question.explanation) for item in deck.items] == [("谁缴费", "")]
    assert report(deck) == ["题库.pdf info page-furniture 各页的页码、页眉和页脚共 2 行，不属于题目。"]


@pytest.mark.parametrize(
    ("font", "right", "wrong"),
    [
        pytest.param("Song", "\uf0fc", "\uf0fb", id="private codes of a font that is not named"),
        pytest.param("ABCDEF+Wingdings-Regular", "\u00fc", "\u00fb", id="plain codes of Wingdings"),
        pytest.param("ABCDEF+Wingdings2", "P", "O", id="letters of Wingdings 2"),
        pytest.param("Webdings", "a", "r", id="letters of Webdings"),
        pytest.param("SymbolMT", "\uf0d6", "\uf0b4", id="Symbol"),
        pytest.param("Song", "✓", "✗", id="plain signs"),
    ],
)
def test_ticks_of_symbol_fonts(font: str, right: str, wrong: str) -> None:
    lines = ["一、判断题", f"1. 用人单位应当参保。（{right}）", f"2. 社保卡可以转借。（ {wrong} ）"]
    deck = read(pdf([page_of(lines)], font=font))
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,))]


def test_letters_of_plain_fonts_are_no_ticks() -> None:
    lines = ["1. 字母（P）和（ a ）由谁使用£", "A. 甲", "B. 乙", "答案：A"]
    assert read(pdf([page_of(lines)])).items[0].question.prompt == "字母（P）和（ a ）由谁使用£"


def test_boxes_of_symbol_fonts_before_options() -> None:
    lines = ["1. 谁缴费", "\uf0fe A. 单位", "\uf0a8 B. 街道", "\uf052 C. 职工", "\uf0a3 D. 邻居"]
    deck = read(pdf([page_of(lines)], font="Wingdings"))
    assert [item.question.answer for item in deck.items] == [Choices((0, 2))]


def test_cells_that_are_drawn_beyond_the_page_end_at_its_margin() -> None:
    columns = (60.0, 100.0, 230.0, 330.0, 400.0)
    rows = [[["题号"], ["题干"], ["选项"], ["答案"]], [["1"], ["谁缴费"], ["A. 单位", "B. 职工"], ["A"]]]
    texts, rules = ruled(columns, rows, top=90.0)
    rules = [(page, x, y if y > 50 else -30.0, end, to if to > 50 else -30.0) for page, x, y, end, to in rules]
    deck = read(pdf([[(12.0, "https://example.org/bank 1/2")]], texts=texts, rules=rules))
    assert [(item.question.prompt, item.question.choices) for item in deck.items] == [("谁缴费", ("单位", "职工"))]
    assert [flaw.code for flaw in deck.flaws] == ["page-furniture", "heading"]


@given(
    st.text("0123456789", min_size=1, max_size=4),
    st.text("0123456789", min_size=1, max_size=3),
    st.sampled_from([(4.0, "⁰¹²³⁴⁵⁶⁷⁸⁹"), (-2.0, "₀₁₂₃₄₅₆₇₈₉")]),
)
def test_raised_digits_are_no_others(base: str, power: str, how: tuple[float, str]) -> None:
    rise, shapes = how
    at = 72.0 + 10.5 * len(f"A. {base}")
    texts = [
        (0, 72.0, FOOT, "1. 面积是多少"),
        (0, 72.0, FOOT - 18, f"A. {base}"),
        (0, at, FOOT - 18 + rise, f"{power}\u200b"),
        (0, at + 6.0 * len(power) + 1, FOOT - 18, "平方米"),
        (0, 72.0, FOOT - 36, "B. 不限"),
        (0, 72.0, FOOT - 54, "答案：A"),
    ]
    deck = read(pdf([[]], texts=texts, sizes={f"{power}\u200b": 6.0}))
    raised = "".join(shapes[int(digit)] for digit in power)
    assert [item.question.choices for item in deck.items] == [(f"{base}{raised}平方米", "不限")]
    assert report(deck) == []


def test_small_print_is_not_raised() -> None:
    texts = [
        (0, 72.0, FOOT, "1. 谁缴费"),
        (0, 72.0, FOOT - 18, "A. 单位"),
        (0, 72.0, FOOT - 36, "B. 职工"),
        (0, 72.0, FOOT - 54, "答案：A"),
        (0, 72.0, FOOT - 70, "解析：见2026年第3号文"),
    ]
    deck = read(pdf([[]], texts=texts, sizes={"解析：见2026年第3号文": 6.0}))
    assert [item.question.explanation for item in deck.items] == ["见2026年第3号文"]


def test_letters_that_were_set_apart() -> None:
    lines = [
        "1. 职 工 个 人 缴 费 的 比 例",
        "A. 百 分 之 八",
        "B. 百 分 之 十",
        "答案：A",
        "解析：见 条例",
        "2. 谁 缴 费",
    ]
    deck = read(pdf([page_of([*lines, *REVISED[1:3], "答案：A"])]))
    assert [item.question.prompt for item in deck.items] == ["职工个人缴费的比例", "谁缴费"]
    assert deck.items[0].question.choices == ("百分之八", "百分之十")
    assert deck.items[0].question.explanation == "见 条例"
    (item,) = read(pdf([page_of(["1. 天干有 甲 乙 丙 丁", *REVISED[1:3], "答案：A"])])).items
    assert item.question.prompt == "天干有 甲 乙 丙 丁"


def test_what_is_told_last_stands_where_it_is_on_the_page() -> None:
    lines = ["1. 谁缴费", "A. 单位", "B. 职工", "答案：A", "", "2. 谁登记", "A. 本人", "B. 邻居", "答案：A"]
    box = [(0, 90.0, FOOT - 4 * LEADING, "解析：见条例"), (0, 300.0, FOOT - 4 * LEADING, "第三条")]
    deck = read(pdf([page_of(lines)], texts=box))
    assert [item.question.explanation for item in deck.items] == ["见条例 第三条", ""]
    assert report(deck) == []


def test_the_head_of_a_second_column_stays_the_end() -> None:
    lines = ["1. 谁缴费", "A. 单位", "B. 职工", "答案：A", "2. 谁登记", "A. 本人", "B. 邻居", "答案：A"]
    deck = read(pdf([page_of(lines)], texts=[(0, 320.0, FOOT - 2 * LEADING, "解析：见条例")]))
    assert [item.question.explanation for item in deck.items] == ["", "见条例"]


def test_reading_pictures_logs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    deck = read(pdf([page_of(["1. 图中是谁", "", *REVISED[1:3], "答案：A"])], drawings=[(0, FOOT - LEADING, 10)]))
    assert len(deck.files) == 1
    assert caplog.messages == []


WHOLE = pdf([page_of([], foot="1")], texts=[*open_table(OPEN), *KEYS], rules=[struck(3, 150, 160.5)])


@settings(max_examples=examples(75), deadline=None)
@given(st.integers(0, len(WHOLE)), st.integers(0, 60), st.binary(max_size=12))
def test_no_damage_breaks_the_reader(place: int, length: int, damage: bytes) -> None:
    try:
        deck = read(WHOLE[:place] + damage + WHOLE[place + length :])
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
        return
    assert all(item.question.prompt for item in deck.items)
