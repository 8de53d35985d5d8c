"""What somebody should look at in a question of a foreign file, although it could be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyapp import Kind, Message, Question
from studyapp_interchange.foreign_habits import Habits, is_twofold
from studyapp_interchange.foreign_options import plain
from studyapp_interchange.foreign_rows import Raw

_MARKED = re.compile(r"[（(]?[A-HＡ-Ｈ][.．、:：)）]\s*[^\sA-Z]")
_SHOWN = 20


def doubts_of(raw: Raw, question: Question, habits: Habits) -> Iterator[tuple[str, Message]]:
    """Yield the code and the words of each doubt."""
    keys = [option.key.upper() for option in raw.options]
    lettered = len(keys) > 1 and all(re.fullmatch("[A-Z]", key) for key in keys)
    wanted = [chr(ord("A") + place) for place in range(len(keys))]
    if lettered and keys != wanted:
        told = {"letters": "、".join(keys)}
        yield "label-gap", Message("选项的字母是 {letters}，没有从 A 起依次排列，已照字母读入。请核对。", told)
    elif len(keys) > 1 and all(_MARKED.match(choice) for choice in question.choices):
        yield "label-gap", Message("选项自带的字母有重复或不连续，已按先后次序读入。请核对。")
    if question.choices and list(question.choices) == wanted:
        yield "choice-empty", Message("选项只有字母，没有文字。请补上选项的内容。")
    if is_twofold(raw, habits):
        told = {"answer": plain(raw.answer)[:_SHOWN]}
        yield (
            "counted",
            Message("答案 {answer} 是一个选项的文字，也可能是另一个选项的序号，已按文字读入。请核对。", told),
        )
    if raw.kind is Kind.SINGLE and question.kind is Kind.MULTIPLE:
        yield "kind-mismatch", Message("题型写的是单选题，答案却有几个，已按多选题读入。请核对题型和答案。")
    if raw.code and not raw.code.isascii():
        told = {"kind": raw.code[:_SHOWN]}
        yield "kind-unknown", Message("不认得题型“{kind}”，已按选项和答案判断。请改成单选题、多选题这样的名称。", told)
