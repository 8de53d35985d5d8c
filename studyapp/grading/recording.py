"""What the journal keeps of a response, and the response read back from it.

Options are kept as digests of their texts, never as positions: the same question may stand elsewhere with its
options in another order, and the answer must still be graded.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

from studyapp.grading.checks import check_indexes, check_rating, check_texts
from studyapp.model import (
    Arranged,
    Back,
    Blanks,
    Choices,
    KeyPoints,
    Paired,
    Pairs,
    Passed,
    Picked,
    Question,
    Recalled,
    Response,
    Steps,
    Ticked,
    Typed,
)

Recorded = None | int | list[str] | list[list[str]]
"""A response as plain JSON: ``None`` passed; a card's rating; typed texts; digests; pairs of digests."""

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_is_wide = re.compile("[！-～]").search
"""Looking costs a tenth of translating, and most choices have nothing to translate."""


class Unrecallable(ValueError):  # noqa: N818 - the record is unrecallable; the program made no error
    """What was recorded names something that this question does not hold, or is no record of its kind."""


def record(question: Question, response: Response) -> Recorded:
    """Return ``response`` as the journal keeps it; ``recall`` is the way back.

    As in ``grade``, a response that does not fit the question is a ``ValueError``.
    """
    match question.answer, response:
        case _, Passed():
            return None
        case Choices(), Picked(picked):
            return sorted(set(_names(picked, question.choices)))
        case Blanks(blanks), Typed(texts):
            check_texts(texts, len(blanks))
            return list(texts)
        case KeyPoints(points), Ticked(ticked):
            return sorted(_names(ticked, points))
        case Steps(), Arranged(sequence):
            return _names(sequence, question.choices)
        case Pairs(), Paired(pairs):
            made = {tuple(_names(pair, question.choices)) for pair in pairs}
            return [list(pair) for pair in sorted(made)]
        case Back(), Recalled(rating):
            check_rating(rating)
            return rating
    raise ValueError(f"{type(response).__name__} is no response to a {question.kind} question")


def recall(question: Question, recorded: object) -> Response:
    """Return the response that was recorded, as indexes into this question's choices.

    It need not be the question as it was when it was answered, nor need the record come from this program:
    what cannot be read against this question is ``Unrecallable``.
    """
    if recorded is None:
        return Passed()
    match question.answer:
        case Choices():
            return Picked(_find(_distinct(_strings(recorded)), question.choices))
        case Blanks(blanks):
            texts = _strings(recorded)
            if len(texts) > len(blanks):
                raise Unrecallable(f"{len(texts)} texts for {len(blanks)} blanks")
            return Typed(tuple(texts))
        case KeyPoints(points):
            return Ticked(tuple(sorted(_find(_strings(recorded), points))))
        case Steps():
            return Arranged(_find(_strings(recorded), question.choices))
        case Pairs():
            return Paired(_find_pairs(recorded, question.choices))
        case Back():
            if type(recorded) is int and 1 <= recorded <= 4:
                return Recalled(recorded)
            raise Unrecallable(f"{recorded!r} is no rating")
        case None:
            raise Unrecallable(f"a {question.kind} question is not answered")


@lru_cache(maxsize=256)
def digests(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return a short digest for each text; equal texts have equal ones.

    Width, white space and the final stop leave a digest as it is, as they leave the question's id, so that a deck
    with tidier options can still read older answers; except where two options differ in nothing else.
    """
    plain = [_plain(text) for text in texts]
    if len(set(plain)) == len(plain):
        return tuple(map(_digest, plain))
    alike: dict[str, set[str]] = {}
    for form, text in zip(plain, texts, strict=True):
        alike.setdefault(form, set()).add(text)
    return tuple(_digest(form if len(alike[form]) == 1 else text) for form, text in zip(plain, texts, strict=True))


def prepare(question: Question) -> None:
    """Work out, while the learner reads, what ``record`` will need when he answers."""
    if question.choices:
        digests(question.choices)


def _plain(text: str) -> str:
    narrow = text.translate(_WIDTH) if _is_wide(text) else text
    return "".join(narrow.split()).rstrip("。.")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _names(indexes: tuple[int, ...], texts: tuple[str, ...]) -> list[str]:
    check_indexes(indexes, len(texts))
    names = digests(texts)
    return [names[index] for index in indexes]


def _strings(recorded: object) -> list[str]:
    if isinstance(recorded, list | tuple) and all(isinstance(value, str) for value in recorded):
        return list(recorded)
    raise Unrecallable(f"{recorded!r} is no list of texts")


def _distinct(names: list[str]) -> list[str]:
    if len(set(names)) != len(names):
        raise Unrecallable(f"a choice occurs twice in {names}")
    return names


def _find(names: Sequence[str], texts: tuple[str, ...]) -> tuple[int, ...]:
    """Return the indexes of the texts named, each once: what is named twice must be there twice."""
    places: dict[str, list[int]] = {}
    for index, name in reversed(list(enumerate(digests(texts)))):
        places.setdefault(name, []).append(index)
    try:
        return tuple(places[name].pop() for name in names)
    except (KeyError, IndexError):
        raise Unrecallable(f"{list(names)} names a text that the question does not hold") from None


def _find_pairs(recorded: object, texts: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    if not isinstance(recorded, list | tuple):
        raise Unrecallable(f"{recorded!r} is no list of pairs")
    pairs = [_find(_strings(pair), texts) for pair in recorded]
    if any(len(pair) != 2 for pair in pairs) or len(set(pairs)) != len(pairs):
        raise Unrecallable(f"{recorded!r} is no list of different pairs")
    return tuple((left, right) for left, right in pairs)
