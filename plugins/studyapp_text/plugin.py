"""What the plugin offers: a reader of exam text, and a writer of it."""

from __future__ import annotations

from studyapp import QuestionReader, QuestionWriter, Settings, hookimpl
from studyapp_text.reader import TextReader
from studyapp_text.writer import MarkdownWriter


@hookimpl
def question_readers(settings: Settings) -> list[QuestionReader]:
    """Offer the reader of txt and Markdown."""
    return [TextReader()]


@hookimpl
def question_writers(settings: Settings) -> list[QuestionWriter]:
    """Offer the writer of Markdown."""
    return [MarkdownWriter()]
