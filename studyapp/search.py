"""Finding questions by words that stand in them.

Chinese has no spaces between words, and people search for two characters: an index of words finds nothing, and one
of three characters each does not find two. So everything that can be read in a question is looked through; what does
not count is width, case and white space.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

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


def excerpt(match: Match, around: int = 24) -> str:
    """The word with what stands around it, in one line; ``around``: characters before and after it."""
    begin, end = max(match.start - around, 0), match.end + around
    text = " ".join(match.text[begin:end].split())
    return ("…" if begin else "") + text + ("…" if end < len(match.text) else "")


def sieve(words: Sequence[str]) -> Callable[[str], bool]:
    """A first look at a question as the bank's rows hold it: whether ``find`` may find the folded ``words`` in it.

    To read a question from its row and fold its texts takes long for a hundred thousand of them. This looks for
    every way in which the words can be written; it says no only where they do not stand.
    """
    patterns = [re.compile(_written(word)) for word in words if not any(map(_may_be_composed, word))]
    return lambda row: all(pattern.search(row) for pattern in patterns)


def _may_be_composed(sign: str) -> bool:
    """Whether a sign may stand there as several that only together fold to it, or is one that no pattern is for."""
    return len(unicodedata.normalize("NFD", sign)) > 1 or unicodedata.category(sign)[0] in "MC"


def _written(word: str) -> str:
    """The pattern of all that a folded word may look like in a row: other widths and cases, white space within.

    The parts of a basis, which are read as one text, stand there with ``","`` between.
    """
    writings = _writings()
    signs = [_any_of((sign, *writings.alone.get(sign, ()))) for sign in word]
    ligatures = sorted({one for sign in word for one in writings.among.get(sign, ())})
    between = rf'(?:[{"".join(map(re.escape, writings.nothing))}]|\\[bfnrt]|\\u00[0-9a-f]{{2}}|",")*'
    return "|".join([between.join(signs), *map(re.escape, ligatures)])


def _any_of(signs: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(json.dumps(sign, ensure_ascii=False)[1:-1]) for sign in signs)})"


class _Writings(NamedTuple):
    """Which signs fold to a sign alone, which to several that it is among, and which to nothing."""

    alone: Mapping[str, Sequence[str]]
    among: Mapping[str, Sequence[str]]
    nothing: Sequence[str]


FOLDING = (
    range(0x3400),
    range(0xA000, 0xAC00),
    range(0xF900, 0x12000),
    range(0x16E00, 0x20000),
    range(0x2F800, 0x2FA20),
)
"""Where signs are that do not fold to themselves."""


@cache
def _writings() -> _Writings:
    alone, among, nothing = defaultdict(list), defaultdict(list), []
    for sign in (chr(code) for codes in FOLDING for code in codes):
        folded = fold(sign)
        if len(folded) == 1:
            if folded != sign:
                alone[folded].append(sign)
        elif folded:
            for part in set(folded):
                among[part].append(sign)
        else:
            nothing.append(sign)
    return _Writings(alone, among, nothing)
