"""The text plugin keeps the contract with files of Word's as well."""

from __future__ import annotations

from importlib import import_module

import pytest

from studyapp.hookspecs import QuestionReader
from studyapp.testing import QuestionReaderContract
from tests.plugins.studyapp_text.word_files import doc, docx, p, run, table
from tests.plugins.test_contract_text import SAMPLE

RED = '<w:color w:val="FF0000"/>'


def text_reader() -> QuestionReader:
    """The reader that the plugin offers, imported only here: a broken plugin breaks its own tests."""
    reader: QuestionReader = next(iter(import_module("studyapp_text.plugin").question_readers({})))
    return reader


class TestDocxReader(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return text_reader()

    @pytest.fixture
    def sample(self) -> bytes:
        bank = table(("题干", "选项A", "选项B", "答案"), ("谁发放", "甲", "乙", "B"))
        marked = (p("9．谁审核"), p("A．甲"), p(run("B．乙", RED)))
        return docx(*map(p, SAMPLE.splitlines()), *marked, bank)


class TestDocReader(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return text_reader()

    @pytest.fixture
    def sample(self) -> bytes:
        return doc(SAMPLE)
