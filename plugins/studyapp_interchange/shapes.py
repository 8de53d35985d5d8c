"""Questions as other programs write them in JSON: the names differ, the things they mean do not.

The names were collected from banks as they are met: a list of objects with a text, choices and an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from studyapp import JUDGE_CHOICES, Back, Blank, Blanks, Choices, KeyPoints, Kind, Message, Question
from studyapp_interchange.json_rows import BadRow, is_text, printable
from studyapp_interchange.markup import to_text

_STEMS = ("title", "question", "stem", "content", "q", "questionContent", "prompt", "题干", "题目", "问题", "试题")
_OPTIONS = ("option", "options", "choices", "o", "选项", "optionContent")
_ANSWERS = ("answer", "answers", "ans", "a", "right_answer", "correct", "答案", "正确答案", "标准答案", "参考答案")
_TEXTS = ("text", "label_text", "content", "optionContent", "value", "选项内容")
_KINDS = ("type", "kind", "questionType", "题型", "类型")
_NOTES = ("explanation", "analysis", "解析", "答案解析", "explain")
_SUBJECTS = ("subject", "chapter", "category", "章节", "科目", "分类")
_IDS = ("id", "ID", "_id", "试题编码")
_NAMED: Mapping[str, Kind] = {
    "single": Kind.SINGLE, "单选": Kind.SINGLE, "单选题": Kind.SINGLE, "单项选择题": Kind.SINGLE,
    "multiple": Kind.MULTIPLE, "多选": Kind.MULTIPLE, "多选题": Kind.MULTIPLE, "多项选择题": Kind.MULTIPLE,
    "judge": Kind.JUDGE, "判断": Kind.JUDGE, "判断题": Kind.JUDGE,
    "blank": Kind.BLANK, "填空": Kind.BLANK, "填空题": Kind.BLANK,
    "short": Kind.SHORT, "简答": Kind.SHORT, "简答题": Kind.SHORT, "问答题": Kind.SHORT, "论述题": Kind.SHORT,
}  # fmt: skip
_TRUE = frozenset({"正确", "对", "是", "√", "✓", "T", "TRUE", "Y", "YES"})
_FALSE = frozenset({"错误", "错", "否", "×", "✗", "F", "FALSE", "N", "NO"})
_LABEL = re.compile(r"\s*[（(]?([A-Z])(?:[.．、:：)）]\s*|\s+)")
_LETTERS = re.compile(r"[A-Z](?:[\s,，、;；|]*[A-Z])*")
_NO_ANSWER = Message("这一项没有看得懂的答案，没有读。请补上答案，或改用选项的字母。")


def is_row(value: object) -> bool:
    """Whether this is an object with a question's text and answer."""
    return isinstance(value, dict) and _named(value, _STEMS) is not None and _named(value, _ANSWERS) is not None


def find_rows(value: object) -> Iterator[dict[str, Any]]:
    """Yield the rows below a value, however deep they lie; what is no row is looked into."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if is_row(one):
                yield one
            else:
                waiting.extend(reversed(list(one.values())))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def question_of(row: Mapping[str, Any]) -> tuple[Question, str, tuple[str, ...]]:
    """Return a row's question, its id, and the names that were not used; raise ``BadRow`` where it is none."""
    stem = _named(row, _STEMS)
    prompt = to_text(_text(row.get(stem or "")))
    if not prompt:
        raise BadRow(Message("这一项没有题干，没有读。请补上题干。"))
    listed = _named(row, _OPTIONS)
    options = list(_options(row[listed])) if listed else []
    choices = tuple(text for text, _ in options)
    marked = tuple(index for index, (_, right) in enumerate(options) if right)
    kind_name, answer_name = _named(row, _KINDS), _named(row, _ANSWERS)
    told = _NAMED.get(_text(row[kind_name])) if kind_name else None
    answer = row.get(answer_name or "")
    question = _question(prompt, choices, Choices(marked) if marked else None, answer, told)
    note, subject, identity = _named(row, _NOTES), _named(row, _SUBJECTS), _named(row, _IDS)
    used = {stem, listed, kind_name, answer_name, note, subject, identity}
    rest = tuple(sorted(printable(name) for name in row if name not in used and row[name] not in (None, "", [], {})))
    filled = _with(question, _text(row.get(note or "")), _text(row.get(subject or "")))
    return filled, _text(row.get(identity or "")), rest


def _with(question: Question, explanation: str, subject: str) -> Question:
    return Question(
        kind=question.kind,
        prompt=question.prompt,
        choices=question.choices,
        answer=question.answer,
        explanation=to_text(explanation),
        subject=subject,
    )


def _named(row: Mapping[str, Any], names: Iterable[str]) -> str | None:
    return next((name for name in names if row.get(name) not in (None, "", [])), None)


def _text(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return value.strip() if is_text(value) else ""


def _options(value: object) -> Iterator[tuple[str, bool]]:
    """Yield the text of each choice, and whether it is marked as right."""
    if isinstance(value, dict):
        value = [value[name] for name in sorted(value)] if all(map(is_text, value)) else []
    if is_text(value):
        value = [part for part in re.split(r"\n|\s*\|\s*|\s+(?=[B-Z][.．、:：])", value) if part.strip()]
    for index, one in enumerate(value if isinstance(value, list) else []):
        right = False
        if isinstance(one, list) and one:
            right = one[-1] is True
            one = one[0]
        elif isinstance(one, dict):
            right = any(one.get(name) is True for name in ("correct", "right", "isCorrect", "is_correct"))
            one = one.get(_named(one, _TEXTS) or "")
        text = to_text(_text(one))
        label = _LABEL.match(text)
        if label and ord(label[1]) - ord("A") == index:
            text = text[label.end() :].strip()
        yield text, right


def _question(
    prompt: str, choices: tuple[str, ...], marked: Choices | None, answer: object, told: Kind | None
) -> Question:
    words = [_text(one).upper() for one in choices]
    is_judge = len(words) == 2 and words[0] in _TRUE | _FALSE and words[1] in _TRUE | _FALSE
    if is_judge or (not choices and _truth(answer) is not None and told in (None, Kind.JUDGE)) or told is Kind.JUDGE:
        return _judged(prompt, words if is_judge else [], marked, answer)
    if choices:
        right = marked.right if marked else _right(answer, choices)
        if not right:
            raise BadRow(_NO_ANSWER)
        several = told is Kind.MULTIPLE or len(right) > 1
        return Question(
            kind=Kind.MULTIPLE if several else Kind.SINGLE, prompt=prompt, choices=choices, answer=Choices(right)
        )
    return _written(prompt, answer, told)


def _judged(prompt: str, words: list[str], marked: Choices | None, answer: object) -> Question:
    right = marked.right if marked else _right(answer, tuple(words)) if words else ()
    truth = words[right[0]] in _TRUE if len(right) == 1 else _truth(answer)
    if truth is None:
        raise BadRow(_NO_ANSWER)
    return Question(kind=Kind.JUDGE, prompt=prompt, choices=JUDGE_CHOICES, answer=Choices((0 if truth else 1,)))


def _truth(answer: object) -> bool | None:
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    if isinstance(answer, bool):
        return answer
    word = _text(answer).upper()
    return True if word in _TRUE else False if word in _FALSE else None


def _right(answer: object, choices: tuple[str, ...]) -> tuple[int, ...]:
    """Return the right choices, told by letters, by texts, or by places from 0; nothing where one does not fit."""
    parts = answer if isinstance(answer, list) else [answer]
    found: set[int] = set()
    for part in parts:
        if type(part) is int:
            indexes = [part]
        else:
            text = _text(part)
            if text in choices:
                indexes = [choices.index(text)]
            elif _LETTERS.fullmatch(text.upper()):
                indexes = [ord(letter) - ord("A") for letter in text.upper() if "A" <= letter <= "Z"]
            else:
                return ()
        if not all(0 <= index < len(choices) for index in indexes):
            return ()
        found.update(indexes)
    return tuple(sorted(found))


def _written(prompt: str, answer: object, told: Kind | None) -> Question:
    parts = [text for text in map(_text, answer if isinstance(answer, list) else [answer]) if text]
    if not parts:
        raise BadRow(_NO_ANSWER)
    if told is Kind.BLANK or (told is None and re.search(r"_{2,}|[（(]\s*[）)]", prompt)):
        return Question(kind=Kind.BLANK, prompt=prompt, answer=Blanks(tuple(Blank((one,)) for one in parts)))
    if told is Kind.SHORT:
        return Question(kind=Kind.SHORT, prompt=prompt, answer=KeyPoints(tuple(parts)))
    if told is None:
        return Question(kind=Kind.CARD, prompt=prompt, answer=Back("\n".join(parts)))
    raise BadRow(_NO_ANSWER)
