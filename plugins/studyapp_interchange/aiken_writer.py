"""A deck as Aiken. See https://docs.moodle.org/en/Aiken_format."""

from __future__ import annotations

from studyapp import Choices, Deck, Flaw, Item, Kind
from studyapp_interchange.aiken_reader import AikenReader
from studyapp_interchange.keeping import read_back
from studyapp_interchange.writing import kept_items

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class AikenWriter:
    """Writes questions with one right choice."""

    name = "aiken"
    suffixes = (".aiken",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file, and a flaw for each question that it does not hold in full."""
        written, flaws = kept_items(deck.items, lambda item: read_back(_part(item), AikenReader()))
        return b"\n".join(_part(item) or b"" for item in written), flaws


def _part(item: Item) -> bytes | None:
    question = item.question
    if question.kind is not Kind.SINGLE or not isinstance(question.answer, Choices):
        return None
    if len(question.choices) > len(_LETTERS):
        return None
    choices = [f"{_LETTERS[index]}. {choice}" for index, choice in enumerate(question.choices)]
    answer = f"ANSWER: {_LETTERS[question.answer.right[0]]}"
    return "\n".join([question.prompt, *choices, answer, ""]).encode(errors="replace")
