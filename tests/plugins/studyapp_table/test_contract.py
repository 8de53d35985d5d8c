"""The table plugin keeps the contract that we ask of others."""

from __future__ import annotations

from importlib import import_module

import pytest

from studyapp.hookspecs import QuestionReader
from studyapp.testing import QuestionReaderContract
from tests.plugins.studyapp_table.writing import Rows, ods, xlsx

CSV = """\
社会保险知识题库,,,,,,,
序号,题型,题干,选项A,选项B,选项C,答案,解析
1,单选题,社会保险费由谁征收？,税务机关,银行,,A,"见规定，
第二行"
2,多选题,属于社会保险的有（ ）,养老保险,工伤保险,商业保险,AB,
3,判断题,职工个人不缴纳工伤保险费。,,,,√,
,,,,,,,
4,填空题,"比例为____%，分____两类",,,,8；甲,
5,简答题,简述办理流程。,,,,"1.受理
2.审核",
6,单选题,没有答案的题,甲,乙,,,
二、填空题,,,,,,,
7,,试用期不得超过（ ）个月,,,,6,
8,单选题,引号"不成对,甲,乙,"丙,A,
"""

SHEET: Rows = [
    ["题干（必填）", "题型", "选项A", "选项B", "答案", "章节", "难度"],
    ["社会保险费由谁征收？", "单选题", "税务机关", "银行", "A", "总则", "易"],
    ["费率是", "单选题", (0.005, 2), (0.5, 1), "B", "", 0.3],
    ["判断一句", "判断题", "", "", True, "", ""],
    ["", "单选题", "甲", "乙", "A", "", ""],
]


class _Contract(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        (reader,) = import_module("studyapp_table.plugin").question_readers({})
        assert isinstance(reader, QuestionReader)
        return reader


class TestCsv(_Contract):
    accounts_for_lines = True

    @pytest.fixture
    def sample(self) -> bytes:
        return CSV.encode()


class TestGb18030(_Contract):
    accounts_for_lines = True

    @pytest.fixture
    def sample(self) -> bytes:
        return CSV.replace(",", "\t").replace("\n", "\r\n").encode("gb18030")


class TestXlsx(_Contract):
    @pytest.fixture
    def sample(self) -> bytes:
        return xlsx({"第一章": SHEET, "版本号": [["20221101"]]})


class TestOds(_Contract):
    @pytest.fixture
    def sample(self) -> bytes:
        return ods("题库", [["题目", "A", "B", "答案"], ["谁", "甲", "乙", "A"], ["谁", "甲", "乙", ""]])


del _Contract, QuestionReaderContract
