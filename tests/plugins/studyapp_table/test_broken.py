"""What is wrong with a table is said with its sheet and row; what is no table is refused with a sentence."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest

from studyapp import Deck, Holds, Kind, NotABank
from studyapp_table import limits
from studyapp_table.reader import TableReader
from tests.plugins.studyapp_table.conftest import Read
from tests.plugins.studyapp_table.writing import STYLES, Rows, ods, ole, xlsx

GOLDENS = Path(__file__).parent / "goldens"

BROKEN: Rows = [
    ["社会保险题库", "", "", "", "", "", "", "", ""],
    ["序号", "题干", "题型", "选项A", "选项B", "选项C", "答案", "难度", "分值"],
    [1.0, "没有答案", "单选题", "甲", "乙", "", "", "", 1.0],
    [2.0, "没有选项", "单选题", "", "", "", "A", "", 1.0],
    [3.0, "", "单选题", "甲", "乙", "", "A", "", 1.0],
    [4.0, "答案在选项之外", "单选题", "甲", "乙", "", "D", "", 1.0],
    [5.0, "部分在选项之外", "多选题", "甲", "乙", "丙", "ACE", "", 1.0],
    [6.0, "字母重复", "多选题", "甲", "乙", "丙", "ABB", "", 1.0],
    [7.0, "选项相同", "单选题", "甲", "甲", "丙", "C", "", 1.0],
    [8.0, "中间的选项是空的", "单选题", "甲", "", "丙", "C", "", 1.0],
    [9.0, "单选题有两个答案", "单选题", "甲", "乙", "丙", "AB", "", 1.0],
    [10.0, "判断题的答案", "判断题", "", "", "", "也许", "", 1.0],
    [11.0, "两空____和____", "填空题", "", "", "", "甲；乙；丙", "", 1.0],
    [12.0, "题型不认得", "抢答题", "甲", "乙", "", "A", "难于上青天", 1.0],
    [13.0, "只有题干"],
    ["这是一句谁也不认得的话"],
    [14.0, "有图", "单选题", '=DISPIMG("ID_1",1)', "乙", "", "B", "", 1.0],
    ["序号", "题干", "题型", "选项A", "选项B", "选项C", "答案", "难度", "分值"],
    [15.0, "排序", "排序题", "甲", "乙", "丙", "BA", "", 1.0],
]
HELPER: Rows = [["姓名", "单位"], ["张三", "甲"]]


def report(deck: Deck) -> str:
    """Return all that the report would say, a line each."""
    said = []
    for flaw in deck.flaws:
        arguments = {
            name: str(value) if isinstance(value, Kind) else value for name, value in flaw.why.arguments.items()
        }
        said.append(f"{flaw.where} {flaw.severity} {flaw.code} {flaw.why.text.format_map(arguments)}\n")
    return "".join(said)


def refusal(data: bytes, read: Read) -> str:
    with pytest.raises(NotABank) as caught:
        read(data)
    return caught.value.why.text.format_map(caught.value.why.arguments)


@pytest.mark.parametrize("name", ["xlsx", "csv"])
def test_report(name: str, read: Read) -> None:
    csv = '题干,A,B,答案\n问"一,甲,乙,A\n问二,"甲,乙,A\n,,,\n问三,"甲\n甲",乙,A,多出来的\n问四,甲,乙,"E"\n'
    data = csv.encode() if name == "csv" else xlsx({"题库": BROKEN, "名单": HELPER})
    golden = GOLDENS / f"broken-{name}.txt"
    assert report(read(data)) == golden.read_text(encoding="utf-8")


def test_pictures_are_named(read: Read) -> None:
    data = xlsx({"S": [["题目", "A", "B", "答案"], ["哪个", "甲", "乙", "A"]]}, extra={"xl/media/image1.png": "x"})
    assert report(read(data)).startswith("题库 warning pictures 表格里有 1 张图片")


def test_no_bank(read: Read) -> None:
    assert "没有找到题目" in refusal(xlsx({"S": [["张三"], ["李四"]]}), read)
    assert "只有表头" in refusal(xlsx({"S": [["题目", "A", "B", "答案"]]}), read)
    bare = xlsx({"S": [["题目", "A", "B", "答案"], ["哪个", "甲", "乙", ""]]})
    assert "没有一道完整的题目，从第 2 行起" in refusal(bare, read)


def test_a_table_of_which_nobody_knows_what_it_holds_shows_its_columns(read: Read) -> None:
    for data in (xlsx({"名单": HELPER}), "姓名,单位,电话\n张三,甲,1\n李四,乙,2\n".encode()):
        deck = read(data)
        assert deck.items == ()
        assert {column.holds for column in deck.columns} == {Holds.NOTHING}
        assert deck.columns[0].header == "姓名"
        [flaw] = deck.flaws
        assert (flaw.code, "没有找到题目" in flaw.why.text) == ("no-header", True)


def test_what_is_damaged_is_refused(read: Read) -> None:
    data = xlsx({"S": BROKEN})
    assert "已损坏" in refusal(data[: len(data) // 2], read)
    assert "已损坏" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), read)


def test_a_password_is_named(read: Read) -> None:
    assert "密码" in refusal(ole({"EncryptedPackage": b""}), read)
    assert TableReader().sniff(ole({"EncryptedPackage": b""})) == 0.5


def test_a_far_cell_costs_no_memory(read: Read) -> None:
    far = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1">'
        '<v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    assert "表格太大" in refusal(xlsx({"S": BROKEN}, extra={"xl/worksheets/sheet1.xml": far}), read)


def test_repeated_cells_of_ods_cost_no_memory(read: Read) -> None:
    cell = (
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>甲</text:p>'
        '</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'office:value-type="string"><text:p>乙</text:p></table:table-cell>'
    )
    assert "表格太大" in refusal(ods("S", [["题目", "答案"]], cell=cell), read)


def test_declared_sizes_are_believed_only_when_they_refuse(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    data = xlsx({"S": BROKEN}, extra={"xl/styles.xml": STYLES + " " * 300_000})
    monkeypatch.setattr(limits, "LARGEST_UNPACKED", 200_000)
    assert "表格太大" in refusal(data, read)
    assert "已损坏" in refusal(_lying(data), read)


def _lying(data: bytes) -> bytes:
    """Return an archive whose directory says that every member has 10 bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        begins = archive.start_dir
    changed = bytearray(data)
    while (begins := changed.find(b"PK\x01\x02", begins)) >= 0:
        struct.pack_into("<I", changed, begins + 24, 10)
        begins += 4
    return bytes(changed)


def test_a_binary_workbook_with_a_far_cell_is_refused(read: Read) -> None:
    cells = b"".join(struct.pack("<HHHHHd", 0x0203, 14, row, column, 0, 1.0) for row, column in ((0, 0), (65535, 255)))
    stream = struct.pack("<HH", 0x0809, 0) + cells + struct.pack("<HH", 0x000A, 0)
    assert "表格太大" in refusal(ole({"Workbook": stream}), read)
