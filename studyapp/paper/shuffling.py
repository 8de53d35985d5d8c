"""Options in another order, where nothing speaks of the old one.

A printed explanation names letters (“故ABC正确”). Where every letter in it is sure to name an option, it is written
anew; where one may mean something else (A级纳税人), the options stay as they were.
"""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from studyapp.model import Choices, Kind, Question
from studyapp.paper.letters import relettered

_SHUFFLED = (Kind.SINGLE, Kind.MULTIPLE)

_OF_OTHERS = re.compile(
    "^(?:以上|上述|前述|前面|都|均|皆|全部|全都)|(?:以上|上述)(?:都|均|皆|全|各|选项|说法|答案|[二三四五两几]|内容|情形)"
    "|all of the above|none of the above|both of the",
    re.IGNORECASE,
)
"""An option that speaks of those above it."""

_LETTER = re.compile("(?<![A-Za-zＡ-Ｚａ-ｚ0-9])[A-HＡ-Ｈ]{1,8}(?![A-Za-zＡ-Ｚａ-ｚ0-9])")
"""Letters in an option may name other options."""

_OPTION_IN_PROMPT = re.compile("选项\\s*[A-HＡ-Ｈ1-8一二三四]|[A-HＡ-Ｈ]\\s*[选项]|第[一二三四五1-5]个?选项")


def shuffled(question: Question, seed: str) -> Question:
    """The question with its options in an order that follows from the seed, its answer and explanation with them.

    The order does not depend on the one in which the deck has them. What is no choice, and what speaks of the order,
    comes back as it is.
    """
    order = _order(question, seed)
    if order is None or not isinstance(question.answer, Choices):
        return question
    places = {old: new for new, old in enumerate(order)}
    explanation = relettered(question.explanation, places)
    if explanation is None:
        return question
    return replace(
        question,
        choices=tuple(question.choices[old] for old in order),
        answer=Choices(tuple(sorted(places[old] for old in question.answer.right))),
        explanation=explanation,
    )


def _order(question: Question, seed: str) -> list[int] | None:
    """Which option stands in each place; ``None`` where they have to stay."""
    choices = question.choices
    if question.kind not in _SHUFFLED or question.media or _OPTION_IN_PROMPT.search(question.prompt):
        return None
    if any(_LETTER.search(text) for text in choices):
        return None
    bound = [index for index, text in enumerate(choices) if _OF_OTHERS.search(text.strip())]
    last = len(choices) - 1
    if bound and bound != [last]:
        return None
    free = sorted((index for index in range(len(choices)) if index not in bound), key=lambda index: choices[index])
    Random(seed).shuffle(free)
    return [*free, *bound]
