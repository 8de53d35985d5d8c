"""Choosing a language, and saying things in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from studyapp import language, words
from studyapp.model import Kind, Message


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    """Every test ends in Chinese."""
    yield
    language.choose("zh")


def test_a_count_of_one_is_said_otherwise_than_many() -> None:
    text = "已备份 {count} 条记录到 {path}。"
    assert words.plural(text, 1) == words.plural(text, 2) == text
    language.choose("en")
    assert words.plural(text, 1) == "Backed up {count} entry to {path}."
    assert words.plural(text, 2) == words.plural(text, 0) == "Backed up {count} entries to {path}."


def test_a_word_that_means_two_things() -> None:
    language.choose("en")
    assert (words._("提示"), words.severity_name("info")) == ("Hint", "Info")


def test_nothing_is_said_for_nothing() -> None:
    language.choose("en")
    assert words._("") == ""


def test_dates() -> None:
    day = date(2026, 11, 23).toordinal() - words.EPOCH
    assert words.date_words(day) == "11月23日"
    language.choose("en")
    assert words.date_words(day) == "23 Nov"


def test_the_language_changes_at_any_time() -> None:
    spoken = []
    for chosen in ("zh", "en", "zh", "en", "fr", "en"):
        language.choose(chosen)
        spoken.append((words.language(), words.kind_name("judge")))
    chinese, english = ("zh", "判断题"), ("en", "True/false")
    assert spoken == [chinese, english, chinese, english, chinese, english]


def test_a_kind_among_the_arguments_goes_by_its_name_and_a_text_never() -> None:
    message = Message("标题“{text}”。", {"text": Kind.JUDGE})
    assert words.say(message) == "标题“判断题”。"
    assert words.say(Message("标题“{text}”。", {"text": "judge"})) == "标题“judge”。"


def test_the_apps_own_catalogue_may_be_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(language, "_OWN", ("studyapp", str(tmp_path)))
    language.choose("en")
    assert words.kind_name("judge") == "判断题"
