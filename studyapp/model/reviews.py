"""The reviews of many histories at once, in columns: for a fifth of the time that they take one by one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import accumulate, compress, count, islice, repeat
from operator import ge
from typing import NamedTuple

from studyapp.model.deck import unpack_reviews

_DIGITS = b"0123456789,"
_BORDERS = ((b'],"milliseconds":[', b"\n"), (b'],"ratings":[', b"\r"), (b']}{"at":[', b"\t"))
_ALIKE = bytes.maketrans(b"\r\t", b"\n\n")
_BEGIN, _END = b'{"at":[', b"]}"


class ReviewColumns(NamedTuple):
    """Times, ratings and times taken of the reviews of some histories, one after the other; of each how many it has."""

    at: list[int]
    ratings: list[int]
    milliseconds: list[int]
    counts: list[int]

    @property
    def ends(self) -> list[int]:
        """Of each history the place after its last review."""
        return [*accumulate(self.counts)]

    def ascend(self) -> bool:
        """Whether in each history every time is later than that before it."""
        later = compress(count(1), map(ge, self.at, islice(self.at, 1, None)))
        return set(self.ends).issuperset(later)


def review_columns(some: Sequence[bytes]) -> ReviewColumns:
    """The packed reviews of some histories, as far as each is whole; ``ValueError`` where one is none."""
    if (columns := told_alike(some)) is not None:
        return columns
    columns = ReviewColumns([], [], [], [])
    for reviews in some:
        at, ratings, milliseconds = unpack_reviews(reviews)
        size = min(len(at), len(ratings), len(milliseconds))
        columns.at.extend(at[:size])
        columns.ratings.extend(ratings[:size])
        columns.milliseconds.extend(milliseconds[:size])
        columns.counts.append(size)
    return columns


class ReviewTexts(NamedTuple):
    """The same, while times, ratings and times taken are still texts: whole numbers with commas between them.

    None is below nought; whether each is written as JSON writes it is found out by whoever reads them.
    """

    at: str
    ratings: str
    milliseconds: str
    counts: list[int]

    def columns(self) -> ReviewColumns | None:
        """The numbers, where all are such as JSON has."""
        try:
            at, ratings, milliseconds = map(whole_numbers, (self.at, self.ratings, self.milliseconds))
        except ValueError:
            return None
        return ReviewColumns(at, ratings, milliseconds, self.counts)


def told_alike(some: Sequence[bytes]) -> ReviewColumns | None:
    """Histories that are told as canonical JSON with nothing but whole numbers in it, none of them below nought.

    ``None`` where any is told otherwise, or its lists are not of one length.
    """
    texts = texts_alike(some)
    return None if texts is None else texts.columns()


def texts_alike(some: Sequence[bytes]) -> ReviewTexts | None:
    """The texts of histories that are told like that; ``None`` where any is told otherwise."""
    text = b"".join(some)
    for border, sign in _BORDERS:
        text = text.replace(border, sign)
    if not (text.startswith(_BEGIN) and all(map(bytes.endswith, some, repeat(_END)))):
        return None
    text = text[len(_BEGIN) : -len(_END)]
    if text.translate(None, _DIGITS) != (b"\n\r\t" * len(some))[:-1]:
        return None
    lines = text.translate(_ALIKE).decode().split("\n")
    columns = lines[0::3], lines[2::3], lines[1::3]
    counts, *others = ([one.count(",") + 1 for one in column] for column in columns)
    if any(other != counts for other in others):
        return None
    at, ratings, milliseconds = map(",".join, columns)
    return ReviewTexts(at, ratings, milliseconds, counts)


def are_short(listed: str) -> bool:
    """Whether numbers with commas between them are such as JSON has, and of twelve digits at most.

    To find out without reading them takes half of the time.
    """
    apart = b",%b," % listed.encode().replace(b",", b",,")
    is_written = listed and b",,," not in apart and apart.count(b",0") == apart.count(b",0,")
    return bool(is_written) and _LONG not in apart.translate(_NOUGHTS)


_NOUGHTS = bytes.maketrans(b"123456789", b"0" * 9)
_LONG = b"0" * 13


def whole_numbers(listed: str) -> list[int]:
    """Numbers with commas between them; those of a digit each, as ratings are, need no parsing.

    Raises ``ValueError`` where there is none, or one is none that JSON has: two commas meet, one begins with a nought.
    """
    if not listed:
        raise ValueError("no number")
    if listed[1::2] == "," * (len(listed) // 2) and len(listed) % 2 and listed[::2].isdigit():
        return [*listed[::2].encode().translate(_DIGIT)]
    numbers: list[int] = json.loads(f"[{listed}]")
    return numbers


_DIGIT = bytes(max(one - ord("0"), 0) for one in range(256))
