"""A key that is a table, or for a table: every bank with every key gives the same answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp import Choices, Deck, NotABank, Source, plugins
from tests.plugins.studyapp_table.writing import Rows, xls, xlsx

TEXT = """\
一、单选题
1．谁征收社保费？
A．税务机关
B．银行
2．谁缴工伤保险费？
A．职工
B．单位
3．谁认定工伤？
A．人社局
B．公安局
"""
TABLE: Rows = [
    ["序号", "题干", "选项A", "选项B"],
    [1.0, "谁征收社保费？", "税务机关", "银行"],
    [2.0, "谁缴工伤保险费？", "职工", "单位"],
    [3.0, "谁认定工伤？", "人社局", "公安局"],
]
BANKS = {"题库.txt": TEXT.encode(), "题库.xlsx": xlsx({"Sheet1": TABLE}), "题库.xls": xls("Sheet1", TABLE)}
KEY: Rows = [["题号", "答案"], [1.0, "A"], [2.0, "B"], [3.0, "A"]]
WORDED: Rows = [
    ["答案表"],
    ["题号", "题干", "答案"],
    *([row[0], row[1], key[1]] for row, key in zip(TABLE[1:], KEY[1:], strict=True)),
]
KEYS = {
    "答案.xlsx": xlsx({"Sheet1": KEY}),
    "答案.xls": xls("Sheet1", KEY),
    "带题干.xlsx": xlsx({"Sheet1": WORDED}),
    "答案.csv": "题号,答案\n1,A\n2,B\n3,A\n".encode(),
    "一行.txt": b"1.A 2.B 3.A\n",
    "范围.txt": b"1-3 ABA\n",
    "逐行.txt": "1、A\n2、B\n3、A\n".encode(),
}  # fmt: skip


def read(folder: Path, bank: str, key: str, data: bytes) -> Deck:
    readers = plugins.load(plugins.entries(folder / "plugins.json"), {})
    return plugins.read(readers, Source(bank, BANKS[bank], key=Source(key, data)), suffix=Path(bank).suffix)[1]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("bank", BANKS)
def test_every_bank_with_every_key(bank: str, key: str, tmp_path: Path) -> None:
    deck = read(tmp_path, bank, key, KEYS[key])
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,)), Choices((0,))]
    assert not [flaw for flaw in deck.flaws if flaw.severity != "info"]
    assert [flaw.where.line for flaw in deck.flaws if flaw.code == "key"]


def test_what_does_not_fit_is_named_at_its_row(tmp_path: Path) -> None:
    rows: Rows = [["题号", "答案"], [1.0, "A"], [2.0, "D"], [7.0, "A"]]
    deck = read(tmp_path, "题库.xlsx", "答案.xlsx", xlsx({"Sheet1": rows}))
    told = [(Path(flaw.where.file).name, flaw.where.line, flaw.code) for flaw in deck.flaws if flaw.severity != "info"]
    assert told == [
        ("题库.xlsx", 3, "answer-outside-choices"),
        ("题库.xlsx", 4, "no-answer"),
        ("答案.xlsx", 4, "key-unused"),
    ]


def test_an_answer_of_its_own_stays(tmp_path: Path) -> None:
    rows: Rows = [[*TABLE[0], "答案"], [*TABLE[1], "B"], [*TABLE[2], ""]]
    key = Source("答案.txt", b"1.A 2.B")
    readers = plugins.load(plugins.entries(tmp_path / "plugins.json"), {})
    _, deck = plugins.read(readers, Source("题库.xlsx", xlsx({"Sheet1": rows}), key=key), suffix=".xlsx")
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((1,))]
    assert [flaw.code for flaw in deck.flaws if flaw.severity == "warning"] == ["key-differs"]


@pytest.mark.parametrize("bank", ["题库.xlsx", "题库.xls"])
def test_a_key_without_answers_is_refused_with_its_name(bank: str, tmp_path: Path) -> None:
    with pytest.raises(NotABank) as refused:
        read(tmp_path, bank, "名单.xlsx", xlsx({"Sheet1": [["姓名", "单位"], ["张三", "甲"]]}))
    assert "答案文件" in refused.value.why.text
