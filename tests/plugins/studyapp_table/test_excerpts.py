"""What became no question comes out as a table of its own; mended and read again, it gives exactly what was missing."""

from __future__ import annotations

import codecs
import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from studyapp import Deck, Excerpt, Kind, Severity, Source
from studyapp_table.reader import TableReader
from tests.plugins.studyapp_table.test_renderings import BANKS, CONTAINERS, Asked, Written, csv_of, plain, told
from tests.plugins.studyapp_table.writing import xlsx
from tests.support import examples


def rejects(source: Source, deck: Deck) -> Excerpt:
    lost = [flaw.where for flaw in deck.flaws if flaw.severity is Severity.ERROR]
    return TableReader().excerpt(source, lost)


def rows_of(excerpt: Excerpt) -> dict[str, list[list[str]]]:
    """The sheets of an excerpt, as the user sees them."""
    if excerpt.suffix == ".xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(excerpt.data))
        return {n: [[str(c) for c in row] for row in book.get_sheet_by_name(n).to_python()] for n in book.sheet_names}
    code = "utf-16" if excerpt.data.startswith(codecs.BOM_UTF16) else "utf-8-sig"
    try:
        text = excerpt.data.decode(code)
    except UnicodeDecodeError:
        text = excerpt.data.decode("gb18030")
    separator = next(one for one in "\t;," if one in text)
    return {"": list(csv.reader(io.StringIO(text), delimiter=separator))}


def mended(sheets: dict[str, list[list[str]]], keys: dict[str, str], column: int, prompt: int) -> bytes:
    """The same workbook with the answers filled in."""
    for rows in sheets.values():
        for row in rows:
            if row[prompt:] and row[prompt] in keys:
                row += [""] * (column + 1 - len(row))
                row[column] = keys[row[prompt]]
    return xlsx(sheets)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(BANKS, st.data(), st.sampled_from(sorted(CONTAINERS)))
def test_a_mended_excerpt_gives_the_missing_questions(bank: list[Asked], data: st.DataObject, container: str) -> None:
    lost = data.draw(st.sets(st.sampled_from(range(len(bank))), min_size=1, max_size=len(bank) - 1))
    rows: Written = plain(bank)
    for index in lost:
        rows[index + 1][-1] = ""
    source = Source("题库", CONTAINERS[container](rows))
    deck = TableReader().read(source)
    keys = {bank[index].prompt: bank[index].letters for index in lost}
    again = TableReader().read(Source("补", mended(rows_of(rejects(source, deck)), keys, len(rows[0]) - 1, 0)))
    assert [told(item.question) for item in deck.items] == [one for n, one in enumerate(bank) if n not in lost]
    assert [told(item.question) for item in again.items] == [bank[index] for index in sorted(lost)]


def test_text_keeps_its_separator_its_encoding_and_its_lines() -> None:
    text = "题目;选项A;选项B;答案\r\n谁征收;税务机关;银行;A\r\n谁发放;经办机构;银行;\r\n"
    source = Source("题库.csv", text.encode("gb18030"))
    excerpt = rejects(source, TableReader().read(source))
    assert (excerpt.suffix, excerpt.data.decode("gb18030")) == (
        ".csv",
        "题目;选项A;选项B;答案\r\n谁发放;经办机构;银行;\r\n",
    )
    marked = Source("题库.csv", text.encode("utf-8-sig"))
    assert rejects(marked, TableReader().read(marked)).data.startswith(b"\xef\xbb\xbf")


def test_a_workbook_keeps_its_sheets_its_titles_and_its_material() -> None:
    header = ["序号", "题目", "选项A", "选项B", "答案"]
    first = [header, ["一、多选题"], ["1", "哪些", "甲", "乙", ""], ["2", "哪几个", "甲", "乙", "A"]]
    second = [header, ["1", "根据以下资料，回答2-3题：张某2020年入职", "", "", ""], ["2", "谁", "甲", "乙", "A"]]
    second += [["3", "谁呢", "甲", "乙", ""]]
    source = Source("题库", xlsx({"养老": first, "失业": second}))
    excerpt = rejects(source, TableReader().read(source))
    sheets = rows_of(excerpt)
    assert list(sheets) == ["养老", "失业"]
    assert [row[:2] for row in sheets["养老"]] == [["序号", "题目"], ["一、多选题", ""], ["1", "哪些"]]
    again = TableReader().read(Source("补", mended(sheets, {"哪些": "A", "谁呢": "B"}, 4, 1)))
    assert [(item.question.kind, item.question.subject, item.case) for item in again.items] == [
        (Kind.MULTIPLE, "养老", None),
        (Kind.CASE, "失业", None),
        (Kind.SINGLE, "失业", 1),
    ]


def test_without_a_header_it_is_given_one() -> None:
    rows = [[f"第{n}号规定的期限是多少天", "十日", f"{n}0日", "三十日", "ABC"[n % 3]] for n in range(1, 9)]
    rows[3][-1] = "E"
    source = Source("题库.csv", csv_of(rows).encode())
    excerpt = rejects(source, TableReader().read(source))
    assert rows_of(excerpt)[""] == [["题干", "选项A", "选项B", "选项C", "答案"], rows[3]]


def test_the_same_places_give_the_same_bytes() -> None:
    source = Source("题库", xlsx({"S": [["题目", "A", "B", "答案"], ["谁", "甲", "乙", "A"], ["谁", "甲", "乙", ""]]}))
    deck = TableReader().read(source)
    assert rejects(source, deck) == rejects(source, deck)
