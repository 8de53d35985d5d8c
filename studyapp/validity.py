"""On which days a question holds."""

from __future__ import annotations

from datetime import date

from studyapp.model import Validity


def holds(validity: Validity, on: date) -> bool:
    """Return whether what a question teaches is in force ``on`` this day; both ends belong to it."""
    begun = validity.effective_from is None or validity.effective_from <= on
    ended = validity.effective_to is not None and validity.effective_to < on
    return begun and not ended
