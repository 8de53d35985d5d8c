"""The plugin's hooks."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp import QuestionReader, QuestionWriter, Settings, hookimpl
from studyapp_interchange.formats import READERS, WRITERS


@hookimpl
def question_readers(settings: Settings) -> Iterable[QuestionReader]:
    """Offer the readers, that of our own JSON first."""
    return READERS


@hookimpl
def question_writers(settings: Settings) -> Iterable[QuestionWriter]:
    """Offer the writers, that of our own JSON first."""
    return WRITERS
