"""Questions that are nearly the same: found by rare stretches of text that they share, then measured.

Two prompts are compared where they are of one sort and share some four characters that few others have. Prompts that
say little by themselves (“下列说法正确的是”) are compared together with their choices.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Postfix, Prefix

from studyapp.lint.texts import GAP, readable, signs, skeleton, tight
from studyapp.model import Blanks, Choices, Kind, Question

RATIO = 90.0
"""Likeness in per cent from which two texts are nearly the same."""

CROWD = 24
"""What so many questions share is boilerplate, and tells nothing."""

_RARE = 8
"""So many of a text's rarest stretches are looked up."""

_SHORT = 16
"""A prompt of a choice question that is shorter is compared together with its choices."""

_LEAST = 8
"""What is shorter is not compared: everything is like everything."""

_LONGEST = 2_000
"""So many characters of a text are compared: the time it takes grows with their square."""

_READABLE = 20
"""What differs is shown whole where it is no longer."""

_STEPS = ((240, 27), (72, 9), (24, 3), (0, 1))
"""From a length on, only each so manieth stretch is looked at; each step divides the next, so that those of texts of
different lengths meet."""


class Difference(StrEnum):
    """In what two questions that are nearly the same differ."""

    NUMBERS = "numbers"
    NEGATION = "negation"
    GAPS = "gaps"
    WORDS = "words"
    CHOICES = "choices"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two questions by their places, the earlier first; how alike their texts are, in per cent; in what they differ.

    ``words``: the stretch of the earlier one's prompt in which they differ, and that of the later one.
    ``clash``: both cannot be right: they ask the same and their keys differ, or two statements that are called right
    differ in nothing but a number or a 不.
    """

    left: int
    right: int
    ratio: float
    differences: frozenset[Difference]
    words: tuple[str, str]
    clash: bool


@dataclass(slots=True)
class _Text:
    shape: Kind
    prompt: str
    compared: str


def pairs(questions: Sequence[Question], others: int = 0) -> tuple[Pair, ...]:
    """The questions that are nearly the same, in order of their places; equal ones are among them.

    The last ``others`` questions are there to be compared with, not with one another.
    """
    texts = [_text(question) for question in questions]
    first_other = len(questions) - others
    found = []
    for left, right in _candidates(texts):
        if left >= first_other:
            continue
        ours, theirs = texts[left], texts[right]
        if ours.shape is not theirs.shape:
            continue
        ratio = fuzz.ratio(ours.compared, theirs.compared, score_cutoff=RATIO)
        if ratio:
            found.append(_pair(left, right, ratio, texts, questions))
    return tuple(sorted(found, key=lambda pair: (pair.left, pair.right)))


_OPEN = re.compile("下列|以下|下面|上述|哪|说法|表述|叙述|属于|包括|正确|错误")
"""A prompt with one of these leaves it to the choices what it asks."""

_CHOSEN = (Kind.SINGLE, Kind.MULTIPLE)


def _text(question: Question) -> _Text:
    prompt = compared = tight(question.prompt)
    if question.kind in _CHOSEN and (len(prompt) < _SHORT or _OPEN.search(prompt)):
        compared = prompt + "".join(sorted(map(tight, question.choices)))
    shape = Kind.SINGLE if question.kind in _CHOSEN else question.kind
    return _Text(shape, prompt, compared[:_LONGEST])


def _candidates(texts: Sequence[_Text]) -> Iterator[tuple[int, int]]:
    """Pairs of places, the smaller first, each once, whose texts share a rare stretch and are of like length."""
    stretches = [_stretches(one.compared) if len(one.compared) >= _LEAST else () for one in texts]
    count: Counter[int] = Counter()
    for some in stretches:
        count.update(some)
    telling = {one for one, number in count.items() if 1 < number <= CROWD}
    sizes = [len(one.compared) for one in texts]
    blocks: defaultdict[int, list[int]] = defaultdict(list)
    for place, some in enumerate(stretches):
        shared = telling.intersection(some)
        if not shared:
            continue
        seen: set[int] = set()
        for one in sorted(shared, key=lambda one: (count[one], one))[:_RARE] if len(shared) > _RARE else shared:
            block = blocks[one]
            seen.update(block)
            block.append(place)
        least, most = _like_sizes(sizes[place])
        for other in seen:
            if least <= sizes[other] <= most:
                yield other, place


def _like_sizes(size: int) -> tuple[int, int]:
    """The lengths that a text may have to be as like to one of this size as it must be."""
    apart = 100 - RATIO
    return int(size * (100 - apart) / (100 + apart)), int(size * (100 + apart) / (100 - apart)) + 1


def _stretches(text: str) -> array[int]:
    """The stretches of four characters of a text, as numbers; of long texts a sample that like texts share.

    An array holds them: millions of numbers as objects would be the most that an import needs memory for.
    """
    data = memoryview(text.encode("utf-16-le", "surrogatepass"))
    step = next(step for least, step in _STEPS if len(text) >= least)
    views = (data[start : start + (len(data) - start) // 8 * 8].cast("Q") for start in (0, 2, 4, 6))
    return array("Q", {one for view in views for one in view if not one % step})


def _pair(left: int, right: int, ratio: float, texts: Sequence[_Text], questions: Sequence[Question]) -> Pair:
    ours, theirs = questions[left], questions[right]
    prompts = texts[left].prompt, texts[right].prompt
    differences = frozenset(_differences(*prompts, ours, theirs))
    clash = _clashes(*prompts, ours, theirs, differences)
    return Pair(left, right, ratio, differences, _stretch(*prompts), clash)


def _stretch(left: str, right: str) -> tuple[str, str]:
    """Of two texts what is left without their common beginning and end, or the first of it; numbers stay whole."""
    start = Prefix.similarity(left, right)
    while start and left[start - 1].isdigit():
        start -= 1
    rest, other = left[start:], right[start:]
    end = Postfix.similarity(rest, other)
    while end and rest[len(rest) - end].isdigit():
        end -= 1
    rest, other = rest[: len(rest) - end], other[: len(other) - end]
    if max(len(rest), len(other)) > _READABLE:
        first = next(one for one in Levenshtein.opcodes(rest, other) if one.tag != "equal")
        rest, other = rest[first.src_start : first.src_end], other[first.dest_start : first.dest_end]
    return readable(rest), readable(other)


def _differences(left: str, right: str, ours: Question, theirs: Question) -> Iterator[Difference]:
    if left != right:
        bare, other = left.replace(GAP, ""), right.replace(GAP, "")
        (numbers, negations), (other_numbers, other_negations) = signs(bare), signs(other)
        if numbers != other_numbers:
            yield Difference.NUMBERS
        if negations != other_negations:
            yield Difference.NEGATION
        if bare == other:
            yield Difference.GAPS
        elif skeleton(bare) != skeleton(other):
            yield Difference.WORDS
    if _choices(ours) != _choices(theirs):
        yield Difference.CHOICES
    if _key(ours) != _key(theirs):
        yield Difference.KEY


def _choices(question: Question) -> list[str]:
    return sorted(map(tight, question.choices))


def _key(question: Question) -> object:
    match question.answer:
        case Choices(right) if question.kind is not Kind.JUDGE:
            return sorted(tight(question.choices[index]) for index in right if index < len(question.choices))
        case Blanks(blanks):
            return [sorted(map(tight, blank.accepted)) for blank in blanks]
        case answer:
            return answer


_TURNING = frozenset({Difference.NUMBERS, Difference.NEGATION})

_FILLERS = re.compile("中华人民共和国|规定|根据|按照|依据|依照|关于|应当|应该|[的了应]")
"""Words that come and go without a change of meaning; any other word may change all of it (委托人, 受托人)."""


def _clashes(left: str, right: str, ours: Question, theirs: Question, differences: frozenset[Difference]) -> bool:
    """Whether not both questions can have the right key."""
    if Difference.WORDS in differences and _core(left) != _core(right):
        return False
    turned = bool(differences & _TURNING)
    if ours.kind is Kind.JUDGE:
        # Of two statements that differ in a number or a 不 only, one may be right; both may be wrong.
        return not turned if Difference.KEY in differences else ours.answer == Choices((0,)) and _is_turned(left, right)
    if Difference.KEY not in differences or turned:
        return False
    if ours.kind in _CHOSEN:
        return Difference.CHOICES not in differences
    return Difference.GAPS not in differences and _other_blanks(ours, theirs)


def _is_turned(left: str, right: str) -> bool:
    """Whether one number is another, or one 不 more stands there: two turns may leave the meaning as it was."""
    (numbers, negations), (other_numbers, other_negations) = signs(left), signs(right)
    if negations == other_negations and len(numbers) == len(other_numbers):
        return sum(one != other for one, other in zip(numbers, other_numbers, strict=True)) == 1
    return numbers == other_numbers and abs(len(negations) - len(other_negations)) == 1


def _core(prompt: str) -> str:
    return _FILLERS.sub("", skeleton(prompt.replace(GAP, "")))


def _other_blanks(ours: Question, theirs: Question) -> bool:
    """Whether a gap is filled with something else, not merely with more or less of the same."""
    match ours.answer, theirs.answer:
        case Blanks(blanks), Blanks(others) if len(blanks) == len(others):
            return any(not _alike(one.accepted, other.accepted) for one, other in zip(blanks, others, strict=True))
        case _:
            return False


def _alike(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    return any(left in right or right in left for left in map(tight, ours) for right in map(tight, theirs))
