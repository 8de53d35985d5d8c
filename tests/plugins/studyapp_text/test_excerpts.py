"""What became no question as a file of its own: mended, it gives the questions that were missing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import Deck, Excerpt, Kind, Severity, Source, Where
from studyapp.hookspecs import Excerpting
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.pdf_writer import page_of, pdf
from tests.plugins.studyapp_text.word_files import docx, p, table

HEAD = "---\n名称: 社保题库\n科目: 社会保险\n---\n"


def read(data: bytes, name: str = "题库.txt") -> Deck:
    return TextReader().read(Source(name, data))


def rejects(data: bytes, name: str = "题库.txt") -> Excerpt:
    """The places of everything that was lost."""
    places = [flaw.where for flaw in read(data, name).flaws if flaw.severity is Severity.ERROR]
    return TextReader().excerpt(Source(name, data), places)


def test_the_reader_hands_out_excerpts() -> None:
    assert isinstance(TextReader(), Excerpting)


def test_the_original_lines_with_the_head_and_what_tells_their_kind() -> None:
    text = f"""{HEAD}
# 第一章 总则
## 单选题

1. 谁缴费（ ）
A. 甲
B. 乙
答案：A

2.  谁审核（ ）
A. 甲
B. 乙
解析：略

## 判断题
3. 甲缴费。
答案：对

# 第二章 待遇
## 多选题
4. 谁发放（ ）
A. 甲
B. 乙
答案：AB
5. 谁监督（ ）
A. 甲
B. 乙
"""
    excerpt = rejects(text.encode("gb18030"), "题库.md")
    assert excerpt.suffix == ".md"
    assert (
        excerpt.data.decode()
        == f"""{HEAD}
# 第一章 总则

## 单选题

2.  谁审核（ ）
A. 甲
B. 乙
解析：略

# 第二章 待遇

## 多选题

5. 谁监督（ ）
A. 甲
B. 乙
"""
    )
    mended = (
        excerpt.data.decode()
        .replace("解析：略", "答案：B")
        .replace("5. 谁监督（ ）\nA. 甲\nB. 乙", "5. 谁监督（AB）\nA. 甲\nB. 乙")
    )
    deck = read(mended.encode())
    assert [(item.question.kind, item.question.subject) for item in deck.items] == [
        (Kind.SINGLE, "第一章 总则"),
        (Kind.MULTIPLE, "第二章 待遇"),
    ]


def test_sub_questions_come_with_their_material() -> None:
    text = """案例：甲公司未缴费。
1. 谁征收（ ）
A. 税务机关
B. 银行
答案：A
2. 谁处罚（ ）
A. 行政部门
B. 工会

二、单选题
3. 谁审核
A. 甲
B. 乙
"""
    lines = rejects(text.encode()).data.decode().split("\n")
    assert lines == [
        "案例：甲公司未缴费。",
        "",
        "2. 谁处罚（ ）",
        "A. 行政部门",
        "B. 工会",
        "",
        "二、单选题",
        "",
        "3. 谁审核",
        "A. 甲",
        "B. 乙",
        "",
    ]


def test_other_formats_give_their_lines_as_text() -> None:
    one, two = ["1．谁缴费", "A．甲\nB．乙", "答案：B"], ["2．谁审核", "A．甲\nB．乙"]
    missing = "2．谁审核\nA．甲\nB．乙\n"
    title = "一、单选题"
    word = docx(p(title), *map(p, one), *map(p, two))
    assert rejects(word, "题库.docx") == Excerpt(".txt", f"{title}\n\n{missing}".encode())
    bank = docx(table(("题干", "选项A", "选项B", "答案"), ("谁缴费", "甲", "乙", "A"), ("谁审核", "甲", "乙", "")))
    assert rejects(bank, "题库.docx").data.decode() == "2．谁审核\nA．甲\nB．乙\n答案：\n"
    flat = [line for text in (*one, *two) for line in text.split("\n")]
    assert rejects(pdf([page_of([title, *flat])]), "题库.pdf").data.decode() == f"{title}\n\n{missing}"
    page = "<html>" + "".join(f"<p>{line}" for line in flat)
    assert rejects(page.encode(), "题库.html").data.decode() == missing


def test_rows_of_a_table_in_text_come_with_the_names_of_the_columns() -> None:
    head, whole = "题干|||A|||B|||答案", "谁缴费|||甲|||乙|||A"
    text = "\n".join([head, whole, "谁审核|||甲|||乙|||", whole.replace("缴费", "发放")])
    excerpt = rejects(text.encode())
    assert excerpt.data.decode() == f"{head}\n\n谁审核|||甲|||乙|||\n"
    assert (
        len(
            read(
                excerpt.data.replace("乙|||".encode(), "乙|||B".encode(), 1).replace(
                    "B|||答案".encode(), "B|||答案".encode()
                )
            ).items
        )
        == 1
    )


def test_a_line_that_was_too_long_is_handed_out_whole() -> None:
    text = "1. 谁缴费\nA. 甲\nB. 乙\n答案：A\n" + "甲" * 50_001 + "\n"
    assert len(rejects(text.encode()).data.decode()) == 50_002


def test_places_of_other_files_and_without_lines_give_nothing() -> None:
    data = "1. 谁缴费\nA. 甲\nB. 乙\n答案：A\n".encode()
    places = [Where("答案.txt", 1, 1), Where("题库.txt")]
    assert TextReader().excerpt(Source("题库.txt", data), places).data == b"\n"


@dataclass(frozen=True)
class Written:
    """A question as its file has it: all but its answer's line, and that line."""

    body: str
    answer: str
    kind: str
    broken: bool


def written(number: int, kind: str, broken: bool) -> Written:
    stem = f"{number}．第{number}号事项由谁办理"
    if kind == "单选题":
        return Written(f"{stem}（ ）\nA．甲\nB．乙{number}", "答案：B", kind, broken)
    if kind == "多选题":
        return Written(f"{stem}（ ）\nA．甲\nB．乙\nC．丙{number}", "答案：ABC", kind, broken)
    if kind == "判断题":
        return Written(f"{stem}，都可以。", "答案：对", kind, broken)
    return Written(f"{stem}，____日内办结。", "答案：15", kind, broken)


KINDS = ("单选题", "多选题", "判断题", "填空题")
banks = st.lists(st.tuples(st.sampled_from(KINDS), st.booleans()), min_size=1, max_size=12).map(
    lambda drawn: [
        written(number, *one) for number, one in enumerate(sorted(drawn, key=lambda one: KINDS.index(one[0])), 1)
    ]
)


def text_of(questions: list[Written]) -> str:
    lines, kind = [], ""
    for question in questions:
        if question.kind != kind:
            lines.append(f"{'一二三四'[KINDS.index(question.kind)]}、{question.kind}")
        kind = question.kind
        lines += [question.body, *([] if question.broken else [question.answer]), ""]
    return "\n".join(lines)


@pytest.mark.parametrize("make", ["txt", "docx", "html"])
@given(questions=banks)
def test_a_mended_excerpt_gives_what_was_missing(make: str, questions: list[Written]) -> None:
    questions = [Written("99．谁兜底（ ）\nA．甲\nB．乙", "答案：A", "单选题", False), *questions]
    text = text_of(questions)
    data = {
        "txt": text.encode(),
        "docx": docx(*map(p, text.split("\n"))),
        "html": ("<html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n"))).encode(),
    }[make]
    whole = read("\n".join(text_of([Written(q.body, q.answer, q.kind, False) for q in questions]).split("\n")).encode())
    mended = rejects(data, f"题库.{make}").data.decode()
    missing = [question for question in questions if question.broken]
    for question in missing:
        assert question.body in mended
        mended = mended.replace(question.body, f"{question.body}\n{question.answer}")
    back = read(mended.encode()).items if missing else ()
    prompts = {question.body.partition("．")[0] for question in missing}
    assert [item.question for item in back] == [item.question for item in whole.items if item.label in prompts]
