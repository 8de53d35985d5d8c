"""Finding questions by words that stand in them.

Chinese has no spaces between words, and people search for two characters: an index of words finds nothing, and one
of three characters each does not find two. So everything that can be read in a question is looked through; what does
not count is width, case and white space.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studyapp.model import Back, Blanks, KeyPoints, Question


@dataclass(frozen=True, slots=True)
class Match:
    """Where a question has the words: ``part`` counts its texts (0 is the prompt), ``text`` is that text as it stands,
    and ``start`` and ``end`` say where in it the first word is.
    """

    part: int
    text: str
    start: int
    end: int


def words_of(query: str) -> tuple[str, ...]:
    """The words of a query, folded; each must stand in what is found."""
    return tuple(dict.fromkeys(filter(None, map(fold, query.split()))))


def fold(text: str) -> str:
    """A text as it is compared: half width, lower case, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def texts_of(question: Question) -> Iterator[str]:
    """All that can be read in a question, the most telling first."""
    yield question.prompt
    yield from question.choices
    match question.answer:
        case Blanks(blanks):
            yield from (text for blank in blanks for text in blank.accepted)
        case KeyPoints(points):
            yield from points
        case Back(text):
            yield text
    yield question.explanation
    yield from (f"{basis.title} {basis.number} {basis.article}" for basis in question.basis)
    yield question.subject
    yield from question.tags


def find(question: Question, words: Sequence[str]) -> Match | None:
    """Where all of the folded ``words`` stand in a question, told by the first of them; ``None`` where one does not."""
    texts = [text for text in texts_of(question) if text]
    folded = [fold(text) for text in texts]
    if not words or any(not any(word in text for text in folded) for word in words):
        return None
    part = next(index for index, text in enumerate(folded) if words[0] in text)
    start, end = _place(texts[part], folded[part].index(words[0]), len(words[0]))
    return Match(part, texts[part], start, end)


def _place(text: str, start: int, length: int) -> tuple[int, int]:
    """Where in a text a stretch of its folded form comes from."""
    places = [index for index, sign in enumerate(text) for _part in fold(sign)]
    if len(places) != len(fold(text)):  # signs that fold only together
        return 0, 0
    return places[start], places[start + length - 1] + 1
