"""The text plugin keeps the contract that we ask of others."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest

from studyapp.hookspecs import QuestionReader, QuestionWriter
from studyapp.testing import QuestionReaderContract, QuestionWriterContract

SAMPLE = """\
社会保险知识练习题
一、单项选择题
1．社会保险费由谁征收？（ A ）
A．税务机关  B．银行
解析：见社会保险费征缴的规定。

2．试用期最长为几个月？
A、3个月
B、6个月
答案：B
二、多项选择题
3.下列属于社会保险的有（  ）
A.养老保险
B.工伤保险
C.商业保险
答案：AB
三、判断题
4．职工个人不缴纳工伤保险费。（ √ ）
第 1 页 共 1 页
"""


def offered(hook: str) -> Any:
    """The first that the plugin offers; it is imported only here, so that one broken plugin breaks its own tests."""
    return next(iter(getattr(import_module("studyapp_text.plugin"), hook)({})))


class TestTextReader(QuestionReaderContract):
    accounts_for_lines = True

    @pytest.fixture
    def reader(self) -> QuestionReader:
        reader: QuestionReader = offered("question_readers")
        return reader

    @pytest.fixture
    def sample(self) -> bytes:
        return SAMPLE.encode()


class TestTextWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> QuestionWriter:
        writer: QuestionWriter = offered("question_writers")
        return writer

    @pytest.fixture
    def reader(self) -> QuestionReader:
        reader: QuestionReader = offered("question_readers")
        return reader
