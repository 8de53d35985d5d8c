"""What can be said about the key that comes in a second file."""

from __future__ import annotations

from studyapp import Flaw, Message, Severity, Where
from studyapp_text.flaws import short

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def key_lines(where: Where) -> Flaw:
    """Lines of the key's file that gave answers."""
    return Flaw(where, INFO, "key", Message("答案文件里的答案，已分配给各题。"))


def key_heading(where: Where, text: str) -> Flaw:
    """A heading in the key's file."""
    return Flaw(where, INFO, "heading", Message("答案文件里的标题“{text}”。", {"text": short(text)}))


def key_other(where: Where, text: str) -> Flaw:
    """A line of the key's file that is no answer."""
    why = Message("“{text}”是答案文件里的其他文字，没有当作答案。", {"text": short(text)})
    return Flaw(where, INFO, "key-other", why)


def key_unused(where: Where, label: str) -> Flaw:
    """An entry of the key for which the bank has no question."""
    why = Message("答案文件里第 {label} 题的答案，在题库里没有对应的题目。请核对题号和题型。", {"label": label or "?"})
    return Flaw(where, WARNING, "key-unused", why)


def key_differs(where: Where, label: str, own: str, other: str) -> Flaw:
    """A question has an answer of its own, and the key has another one."""
    why = Message(
        "第 {label} 题在题库里的答案是“{own}”，答案文件里却是“{other}”，已按题库读入。请核对后改正其中一处。",
        {"label": label or "?", "own": short(own), "other": short(other)},
    )
    return Flaw(where, WARNING, "key-differs", why)


def key_over_prompt(where: Where, label: str, own: str, other: str) -> Flaw:
    """The prompt of a question holds an answer, and the key has another one."""
    why = Message(
        "第 {label} 题题干里写着答案“{own}”，答案文件里却是“{other}”，已按答案文件读入。请核对后改正其中一处。",
        {"label": label or "?", "own": short(own), "other": short(other)},
    )
    return Flaw(where, WARNING, "key-differs", why)


def key_unfit(where: Where, label: str, answer: str) -> Flaw:
    """The answer that the key has for a question could not be read as one."""
    why = Message(
        "答案文件给第 {label} 题的答案“{answer}”与这道题不符。请核对题号、题型和选项。",
        {"label": label or "?", "answer": short(answer)},
    )
    return Flaw(where, WARNING, "key-unfit", why)


def key_missing(where: Where, label: str) -> Flaw:
    """A question for which the key has no answer."""
    if label:
        why = Message("第 {label} 题在题库和答案文件里都没有答案，未读入。请在答案文件里补上。", {"label": label})
    else:
        why = Message("这道题在题库和答案文件里都没有答案，未读入。请在答案文件里补上。")
    return Flaw(where, ERROR, "no-answer", why)
