"""What makes a question unfit for the bank, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp.grading.blanks import tolerance_of
from studyapp.grading.marking import grade, ideal
from studyapp.grading.normal import is_empty, quantities
from studyapp.model import (
    JUDGE_CHOICES,
    Back,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Message,
    Pairs,
    Question,
    Steps,
)

_ANSWERS: dict[Kind, type] = {
    Kind.SINGLE: Choices,
    Kind.MULTIPLE: Choices,
    Kind.JUDGE: Choices,
    Kind.BLANK: Blanks,
    Kind.SHORT: KeyPoints,
    Kind.ORDER: Steps,
    Kind.MATCH: Pairs,
    Kind.CARD: Back,
}


_CHOSEN = (Kind.SINGLE, Kind.MULTIPLE)


def faults(question: Question) -> tuple[Message, ...]:
    """Return everything that keeps the question from being asked and graded; empty when it is fit."""
    return () if _is_fit_choice(question) else all_faults(question)


def _is_fit_choice(question: Question) -> bool:
    """Whether a question is a choice with nothing wrong, as nearly all of a large bank are; this is seen at a glance.

    To pick what the key names is right whatever the texts are.
    """
    answer, kind, count = question.answer, question.kind, len(question.choices)
    if type(answer) is not Choices or kind not in _CHOSEN or count < 2 or is_empty(question.prompt):
        return False
    right = answer.right
    if len(right) == 1:
        return 0 <= right[0] < count
    return (
        kind is Kind.MULTIPLE and bool(right) and set(range(count)).issuperset(right) and len(set(right)) == len(right)
    )


def all_faults(question: Question) -> tuple[Message, ...]:
    """Return the faults of any question."""
    found = [Message("题干是空的")] if is_empty(question.prompt) else []
    found.extend(_answer_faults(question))
    if not found and question.kind is not Kind.CASE and not _right_on_its_own_key(question):
        found.append(Message("按自己的答案作答，却判不为全对"))
    return tuple(found)


def _answer_faults(question: Question) -> Iterator[Message]:
    answer = question.answer
    if question.kind is Kind.CASE:
        if answer is not None:
            yield Message("案例只是材料，不应当有答案")
    elif answer is None:
        yield Message("没有答案")
    elif not isinstance(answer, _ANSWERS[question.kind]):
        yield Message("答案的形式与题型不符")
    else:
        match answer:
            case Choices(right):
                yield from _choice_faults(question, right)
            case Blanks(blanks):
                yield from _blank_faults(blanks)
            case KeyPoints(points):
                yield from _point_faults(points)
            case Steps(sequence):
                yield from _step_faults(question, sequence)
            case Pairs(pairs):
                yield from _pair_faults(question, pairs)
            case Back(text):
                if is_empty(text):
                    yield Message("卡片的背面是空的")


def _choice_faults(question: Question, right: tuple[int, ...]) -> Iterator[Message]:
    count = len(question.choices)
    if question.kind is Kind.JUDGE:
        if question.choices != JUDGE_CHOICES:
            yield Message("判断题的选项应当是“正确”和“错误”")
        if len(right) != 1:
            yield Message("判断题应当在“正确”和“错误”中选定一个作答案")
    elif count < 2:
        yield Message("至少要有两个选项，现有{count}个", {"count": count})
    if question.kind is Kind.SINGLE and len(right) != 1:
        yield Message("单选题应当有且只有一个正确选项，现有{count}个", {"count": len(right)})
    if question.kind is Kind.MULTIPLE and not right:
        yield Message("多选题至少要有一个正确选项")
    for index in right:
        if not 0 <= index < count:
            yield Message("答案指向第{number}个选项，但选项只有{count}个", {"number": index + 1, "count": count})
    if len(set(right)) != len(right):
        yield Message("答案里有重复的选项")


def _blank_faults(blanks: tuple[Blank, ...]) -> Iterator[Message]:
    if not blanks:
        yield Message("填空题没有空可填")
    for number, blank in enumerate(blanks, 1):
        if not blank.accepted:
            yield Message("第{number}空没有答案", {"number": number})
        if any(is_empty(text) for text in blank.accepted):
            yield Message("第{number}空有一个答案是空的", {"number": number})
        try:
            tolerance = tolerance_of(blank)
        except ValueError:
            yield Message("第{number}空的允许误差“{tolerance}”不是数", {"number": number, "tolerance": blank.tolerance})
        else:
            if tolerance is not None and not any(quantities(text) for text in blank.accepted):
                yield Message("第{number}空设了允许误差，答案却不是数", {"number": number})


def _point_faults(points: tuple[str, ...]) -> Iterator[Message]:
    if not points:
        yield Message("简答题没有要点")
    for number, point in enumerate(points, 1):
        if is_empty(point):
            yield Message("第{number}个要点是空的", {"number": number})


def _step_faults(question: Question, sequence: tuple[int, ...]) -> Iterator[Message]:
    count = len(question.choices)
    if count < 2:
        yield Message("至少要有两个步骤，现有{count}个", {"count": count})
    if sorted(sequence) != list(range(count)):
        yield Message("排序题的答案应当把{count}个步骤各排一次", {"count": count})


def _pair_faults(question: Question, pairs: tuple[tuple[int, int], ...]) -> Iterator[Message]:
    count = len(question.choices)
    if not pairs:
        yield Message("匹配题没有配对")
        return
    for number, pair in enumerate(pairs, 1):
        if not all(0 <= index < count for index in pair):
            yield Message("第{number}组配对指向没有的选项", {"number": number})
    if len(set(pairs)) != len(pairs):
        yield Message("有重复的配对")
    if max(left for left, _ in pairs) >= min(right for _, right in pairs):
        yield Message("配对的左项应当都排在右项之前")


def _right_on_its_own_key(question: Question) -> bool:
    try:
        return grade(question, ideal(question)).right
    except ValueError:
        return False
