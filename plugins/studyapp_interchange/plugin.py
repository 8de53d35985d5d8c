"""The plugin's hooks."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import QuestionReader, QuestionWriter, Settings, hookimpl
from studyapp_interchange.json_reader import JsonReader
from studyapp_interchange.json_writer import JsonWriter


@hookimpl
def question_readers(settings: Settings) -> Iterable[QuestionReader]:
    """Offer the reader of our own JSON."""
    return (JsonReader(),)


@hookimpl
def question_writers(settings: Settings) -> Iterable[QuestionWriter]:
    """Offer the writer of our own JSON."""
    return (JsonWriter(),)
