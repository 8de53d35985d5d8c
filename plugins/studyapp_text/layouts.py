"""How a file lays out its questions, in words that its owner would use."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from studyapp import Message
from studyapp_text.raw import Assembled, Raw

_NAMES = {
    ("numbered", "after"): Message("每题有题号，答案在选项或题干之后"),
    ("numbered", "before"): Message("每题有题号，答案在选项之前"),
    ("numbered", "stem"): Message("每题有题号，答案写在题干的括号里"),
    ("numbered", "end"): Message("每题有题号，答案集中在后面"),
    ("numbered", "file"): Message("每题有题号，答案在另一份文件里"),
    ("numbered", ""): Message("每题有题号，没有答案"),
    ("id", "after"): Message("每题之前有一行编号，答案在选项或题干之后"),
    ("id", "before"): Message("每题之前有一行编号，答案在选项之前"),
    ("id", "stem"): Message("每题之前有一行编号，答案写在题干的括号里"),
    ("id", "end"): Message("每题之前有一行编号，答案集中在后面"),
    ("id", "file"): Message("每题之前有一行编号，答案在另一份文件里"),
    ("id", ""): Message("每题之前有一行编号，没有答案"),
    ("none", "after"): Message("题目没有题号，以答案一行结束"),
    ("none", "before"): Message("题目没有题号，答案在选项之前"),
    ("none", "stem"): Message("题目没有题号，答案写在题干的括号里"),
    ("none", "end"): Message("题目没有题号，答案集中在后面"),
    ("none", "file"): Message("题目没有题号，答案在另一份文件里"),
    ("none", ""): Message("题目没有题号，也没有答案"),
}

COLUMNS = Message("每行一题，各栏用制表符、竖线或逗号隔开")
BLOCKS = Message("题目没有题号，题与题之间空一行")
FORMS = Message("每项的名称和内容各占一行")
GLUED = Message("几道题连在一行里，按题号分开")
PAGES = Message("单独成行的数字是页码，不是题号")


def layout_of(assembled: Assembled, given: Container[int] = ()) -> Message:
    """Name the layout that most questions have; those whose ``id`` is ``given`` got their answer from a second file."""
    questions = [raw for raw in assembled.questions if not raw.is_case]
    numbering = Counter("id" if raw.style == "id" else "numbered" if raw.number else "none" for raw in questions)
    places = Counter("file" if id(raw) in given else _place(raw) for raw in questions if raw.answer)
    return _NAMES[_most(numbering, "none"), _most(places, "")]


def _most(counts: Counter[str], otherwise: str) -> str:
    return counts.most_common(1)[0][0] if counts else otherwise


def _place(raw: Raw) -> str:
    """Say where a question has its answer."""
    if not raw.answer_line:
        return "stem"
    if not raw.first <= raw.answer_line <= raw.last:
        return "end"
    return "before" if raw.answered_first else "after"
