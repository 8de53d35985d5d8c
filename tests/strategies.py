"""Hypothesis strategies for the nouns, with the texts that real banks and bad days bring.

A strategy is made once: hypothesis looks through each new one, which takes many times as long as to draw from it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from studyapp.model import (
    DAY,
    JUDGE_CHOICES,
    Answer,
    Arranged,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Media,
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
    Validity,
)

NASTY = (
    " \u3000\t\n\u00a0\u200b\ufeff"  # white space, and what only looks like nothing
    "、，；。：！？…—～·,;.:!?-~_|/\\"
    "“”‘’\"'《》〈〉「」（）()〔〕[]【】<>{}"
    "〇○零一二三四五六七八九十百千万亿两点分之壹佰第年月日元"
    "0123456789０１２３％%‰①②½²㎡ＡＢａbОO"
    "不未非应可劳动合同社会保险\u2f08⺠\U00020bb7é\u0301😀\u202e\x00"
)
"""Characters on which readers, comparisons and displays have failed."""

GRADED = tuple(kind for kind in Kind if kind is not Kind.CASE)
"""The kinds that ask something."""


@cache
def texts(max_size: int = 12) -> SearchStrategy[str]:
    """Any text, the empty one too."""
    characters = st.one_of(
        st.sampled_from(NASTY),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(exclude_categories=["Cs"]),
    )
    return st.text(characters, max_size=max_size)


@cache
def shown_texts(max_size: int = 12) -> SearchStrategy[str]:
    """Texts in which there is something to see, be it a punctuation mark."""
    some = st.sampled_from("甲乙丙丁戊己庚辛")
    padded = st.builds(
        lambda head, middle, tail: head + middle + tail, texts(max_size // 2), some, texts(max_size // 2)
    )
    return st.one_of(some, padded, texts(max_size).filter(_is_shown))


def _is_shown(text: str) -> bool:
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


@cache
def _choice_lists(min_size: int = 2, max_size: int = 6) -> SearchStrategy[tuple[str, ...]]:
    """Choices, some of them twice, some alike but for their width or white space."""
    alike = st.sampled_from(["甲", "甲 ", "甲。", "Ａ", "A", "1", "１"])
    return st.lists(shown_texts() | alike, min_size=min_size, max_size=max_size).map(tuple)


@cache
def _blanks() -> SearchStrategy[Blank]:
    worded = st.builds(Blank, st.lists(shown_texts(), min_size=1, max_size=3).map(tuple), group=st.integers(0, 2))
    numbers = st.builds("{}{}".format, st.decimals(0, 10_000, places=2), st.sampled_from(["", "%", "日", "万元"]))
    measured = st.builds(
        Blank,
        st.tuples(numbers),
        tolerance=st.sampled_from(["", "0", "0.01", "5"]),
        group=st.integers(0, 2),
    )
    return st.one_of(worded, measured)


@cache
def _places(count: int) -> SearchStrategy[int]:
    return st.integers(0, count - 1)


@cache
def _some_places(count: int) -> SearchStrategy[set[int]]:
    return st.sets(_places(count), min_size=1)


@cache
def _orders(count: int) -> SearchStrategy[list[int]]:
    return st.permutations(range(count))


@cache
def _pairs(left: int, right: int) -> SearchStrategy[list[tuple[int, int]]]:
    pair = st.tuples(_places(left), st.integers(left, left + right - 1))
    return st.lists(pair, min_size=1, max_size=6, unique=True)


_BLANKS = st.lists(_blanks(), min_size=1, max_size=4)
_POINTS = st.lists(shown_texts(), min_size=1, max_size=5)
_ENDS = st.lists(st.dates(date(1990, 1, 1), date(2050, 1, 1)) | st.none(), min_size=2, max_size=2)
_TAGS = st.lists(texts(), max_size=2)
_DIFFICULTIES = st.none() | st.floats(0, 1)
_BASIS = st.lists(st.builds(Basis, texts(), texts(), texts(), texts()), max_size=2)
_MEDIA = st.lists(st.builds(Media, texts(), st.just("0" * 64)), max_size=1)


@st.composite
def _keyed(draw: st.DrawFn, kind: Kind) -> tuple[tuple[str, ...], Answer | None]:
    """Choices and an answer that fits them and the kind."""
    match kind:
        case Kind.SINGLE | Kind.JUDGE:
            choices = JUDGE_CHOICES if kind is Kind.JUDGE else draw(_choice_lists())
            return choices, Choices((draw(_places(len(choices))),))
        case Kind.MULTIPLE:
            choices = draw(_choice_lists())
            return choices, Choices(tuple(sorted(draw(_some_places(len(choices))))))
        case Kind.BLANK:
            return (), Blanks(tuple(draw(_BLANKS)))
        case Kind.SHORT:
            return (), KeyPoints(tuple(draw(_POINTS)))
        case Kind.ORDER:
            choices = draw(_choice_lists())
            return choices, Steps(tuple(draw(_orders(len(choices)))))
        case Kind.MATCH:
            left, right = draw(_choice_lists(1, 4)), draw(_choice_lists(1, 5))
            return left + right, Pairs(tuple(draw(_pairs(len(left), len(right)))))
        case Kind.CARD:
            return (), Back(draw(shown_texts()))
        case Kind.CASE:
            return (), None


@st.composite
def _validities(draw: st.DrawFn) -> Validity:
    first, last = draw(_ENDS)
    if first and last and last < first:
        first, last = last, first
    return Validity(first, last, draw(texts()))


@cache
def _kinds(some: tuple[Kind, ...]) -> SearchStrategy[Kind]:
    return st.sampled_from(some)


@st.composite
def questions(draw: st.DrawFn, kinds: Sequence[Kind] = tuple(Kind)) -> Question:
    """Any question that is fit for a bank, of any of these kinds."""
    kind = draw(_kinds(tuple(kinds)))
    choices, answer = draw(_keyed(kind))
    return Question(
        kind=kind,
        prompt=draw(shown_texts(30)),
        choices=choices,
        answer=answer,
        explanation=draw(texts(30)),
        subject=draw(texts()),
        tags=tuple(draw(_TAGS)),
        difficulty=draw(_DIFFICULTIES),
        basis=tuple(draw(_BASIS)),
        validity=draw(_validities()),
        jurisdiction=draw(texts()),
        authority=draw(texts()),
        media=tuple(draw(_MEDIA)),
    )


def responses(question: Question) -> SearchStrategy[Response]:
    """Any response that can be given to this question: right, wrong, partly right, unfinished, passed."""
    passed: SearchStrategy[Response] = st.just(Passed())
    return passed if question.answer is None else st.one_of(_given(question, question.answer), passed)


def _given(question: Question, answer: Answer) -> SearchStrategy[Response]:
    indexes = st.integers(0, max(len(question.choices) - 1, 0))
    match answer:
        case Choices():
            return st.lists(indexes, unique=True).map(lambda picked: Picked(tuple(picked)))
        case Blanks(blanks):
            known = [text for blank in blanks for text in blank.accepted]
            typed = st.lists(st.sampled_from([*known, ""]) | texts(), max_size=len(blanks))
            return typed.map(lambda given: Typed(tuple(given)))
        case KeyPoints(points):
            ticked = st.sets(st.integers(0, len(points) - 1))
            return ticked.map(lambda given: Ticked(tuple(sorted(given))))
        case Steps():
            whole = st.permutations(range(len(question.choices)))
            return st.builds(lambda order, stop: Arranged(tuple(order[:stop])), whole, st.integers(0, 6))
        case Pairs(pairs):
            other = st.tuples(indexes, indexes).filter(lambda pair: pair[0] != pair[1])
            made = st.lists(st.sampled_from(pairs) | other, unique=True, max_size=6)
            return made.map(lambda given: Paired(tuple(given)))
        case Back():
            return st.integers(1, 4).map(Recalled)


@st.composite
def histories(draw: st.DrawFn, until: int, moments: Sequence[int] = ()) -> dict[str, Any]:
    """The body of an entry that holds a history which ends before ``until``; ``moments`` are taken up now and then."""
    gaps = st.sampled_from([1, 1_000, DAY // 2, DAY, 3 * DAY, 40 * DAY])
    at = {until - sum(draw(st.lists(gaps, min_size=1, max_size=4))) for _ in range(draw(st.integers(1, 6)))}
    at |= set(draw(st.lists(st.sampled_from(moments), max_size=4))) if moments else set()
    times = sorted(one for one in at if 0 <= one <= until) or [until]
    reviews = st.tuples(st.sampled_from([3, 3, 3, 1, 2, 4]), st.sampled_from([0, 900, 60_000]))
    drawn = draw(st.lists(reviews, min_size=len(times), max_size=len(times)))
    return {
        "at": times,
        "ratings": [rating for rating, _spent in drawn],
        "milliseconds": [spent for _rating, spent in drawn],
    }


def unsound_histories(until: int) -> SearchStrategy[dict[str, Any]]:
    """Bodies that hold no history, though they look like one."""
    return st.sampled_from(UNSOUND).map(lambda make: make([until - 2 * DAY, until - DAY, until]))


UNSOUND: tuple[Callable[[list[int]], dict[str, Any]], ...] = (
    lambda at: {},
    lambda at: {"at": at},
    lambda at: {"at": [], "ratings": [], "milliseconds": []},
    lambda at: {"at": at, "ratings": [3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": at, "ratings": [3, 3, 3], "milliseconds": [0, 0]},
    lambda at: {"at": at[:2], "ratings": [3, 3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": at, "ratings": [3, 3, 0], "milliseconds": [0, 0, 0]},
    lambda at: {"at": at, "ratings": [5, 3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": at, "ratings": [3, True, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": at, "ratings": [3, 3.0, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": at, "ratings": "333", "milliseconds": [0, 0, 0]},
    lambda at: {"at": at, "ratings": [3, [3], 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": at, "ratings": [3, 3, 3], "milliseconds": [0, -1, 0]},
    lambda at: {"at": at, "ratings": [3, 3, 3], "milliseconds": [0, 1 << 41, 0]},
    lambda at: {"at": at, "ratings": [3, 3, 3], "milliseconds": [0, None, 0]},
    lambda at: {"at": at, "ratings": [3, 3, 3], "milliseconds": None},
    lambda at: {"at": at[::-1], "ratings": [3, 3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": [at[0], at[0], at[1]], "ratings": [3, 3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": [-1, *at[1:]], "ratings": [3, 3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": [*at[:2], at[2] + 1], "ratings": [3, 3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": [*at[:2], 1 << 62], "ratings": [3, 3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": [float(one) for one in at], "ratings": [3, 3, 3], "milliseconds": [0, 0, 0]},
    lambda at: {"at": {"0": 1}, "ratings": {"0": 3}, "milliseconds": {"0": 0}},
)
"""Each makes its body of three times, the last of which is that of the entry."""
