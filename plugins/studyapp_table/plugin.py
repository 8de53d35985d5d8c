"""What the plugin offers: a reader of spreadsheets."""

from __future__ import annotations

from studyapp import QuestionReader, Settings, hookimpl
from studyapp_table.reader import TableReader


@hookimpl
def question_readers(settings: Settings) -> list[QuestionReader]:
    """Offer the reader of spreadsheets and of text with separators."""
    return [TableReader()]
