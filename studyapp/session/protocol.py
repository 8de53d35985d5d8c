"""What the screens and the line dialogue may ask of a sitting."""

from __future__ import annotations

from typing import Protocol

from studyapp.model import Feedback, Progress, Response, Shown, Summary


class Session(Protocol):
    """One go at today's queue; every method that takes ``at`` takes UTC milliseconds."""

    def current(self) -> Shown | None:
        """The question to ask now, ``None`` when today is done."""

    def answer(
        self, response: Response, *, at: int, milliseconds: int, hinted: bool = False, guessed: bool = False
    ) -> Feedback:
        """Grade, schedule and write the answer to the current question; it is on disk when this returns."""

    def rate(self, rating: int, *, at: int) -> Feedback:
        """Put the learner's own rating (1 to 4) in place of the last answer's."""

    def mark(self, item: int, what: str, on: bool, *, at: int) -> None:
        """Star, flag or report (``what``) a question, or take that back."""

    def void(self, *, at: int) -> Shown | None:
        """Take this sitting's last answer back and return the question it was given to, asked again now."""

    def progress(self) -> Progress:
        """How far today is."""

    def end(self, *, at: int) -> Summary:
        """What this sitting was."""
