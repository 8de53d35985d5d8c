"""Our JSON keeps the contract that we ask of others."""

from __future__ import annotations

import pytest

from studyapp.hookspecs import QuestionReader, QuestionWriter
from studyapp.testing import QuestionReaderContract, QuestionWriterContract, every_kind
from studyapp_interchange.plugin import question_readers, question_writers


class TestJsonReader(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return next(iter(question_readers({})))

    @pytest.fixture
    def sample(self) -> bytes:
        return next(iter(question_writers({}))).write(every_kind())[0]


class TestJsonWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> QuestionWriter:
        return next(iter(question_writers({})))

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return next(iter(question_readers({})))
