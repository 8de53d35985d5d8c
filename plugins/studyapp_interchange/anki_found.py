"""What a note says, as a question."""

from __future__ import annotations

from dataclasses import dataclass, field

from studyapp import Answer, Basis, Kind, Media, Message, Question


@dataclass(slots=True)
class Found:
    """What a note says, before its pictures are looked up; ``warnings`` say what to look at."""

    kind: Kind
    prompt: str
    choices: tuple[str, ...] = ()
    answer: Answer | None = None
    explanation: str = ""
    subjects: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = ()
    label: str = ""
    case: str = ""
    media: list[str] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)

    def question(self, subject: str = "", tags: tuple[str, ...] = (), media: tuple[Media, ...] = ()) -> Question:
        """Return the question that it asks, with its pictures and sounds."""
        return Question(
            kind=self.kind,
            prompt=self.prompt,
            choices=self.choices,
            answer=self.answer,
            explanation=self.explanation,
            subject=subject,
            tags=tags,
            basis=self.basis,
            media=media,
        )
