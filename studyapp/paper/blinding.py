"""A question without its key: what a paper may show before it is handed in."""

from __future__ import annotations

from dataclasses import replace

from studyapp.model import Answer, Blank, Blanks, Choices, Pairs, Question, Steps, Validity


def blind(question: Question) -> Question:
    """The question with nothing that tells what is right; how many gaps and columns there are, is left."""
    return replace(
        question,
        answer=None if question.answer is None else _hollow(question.answer, question),
        explanation="",
        basis=(),
        tags=(),
        difficulty=None,
        validity=Validity(),
    )


def _hollow(answer: Answer, question: Question) -> Answer | None:
    """An answer of the same shape that says nothing."""
    match answer:
        case Choices():
            return Choices(())
        case Blanks(blanks):
            return Blanks((Blank(()),) * len(blanks))
        case Steps():
            return Steps(())
        case Pairs(pairs):
            # The last of the left column tells how long it is; where it stands is the same in every question.
            left = max((one for one, _other in pairs), default=len(question.choices) // 2 - 1)
            return Pairs(((left, left + 1),)) if left >= 0 else Pairs(())
        case _:
            return None
