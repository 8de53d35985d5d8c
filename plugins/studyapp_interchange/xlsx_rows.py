"""Questions as rows of the template of 考试宝, and what of each such a row does not hold.

The columns behind the fourteen of the template are there only where a question has something for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from studyapp import (
    Back,
    Blank,
    Blanks,
    Choices,
    Item,
    KeyPoints,
    Kind,
    Pairs,
    Question,
    Steps,
    Validity,
)
from studyapp_interchange.plain_text import NOTHING, is_line, is_tidy

HEADERS = (
    "题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "选项 D", "选项E\n(勿删)", "选项F\n(勿删)",
    "选项G\n(勿删)", "选项H\n(勿删)", "正确答案\n（必填）", "解析\n（勿删）", "章节\n（勿删）", "难度",
)  # fmt: skip
FURTHER = ("知识点", "依据", "条款", "命题单位", "适用地区", "题号", "试题编码")
KINDS = {
    Kind.SINGLE: "单选题", Kind.MULTIPLE: "多选题", Kind.JUDGE: "判断题", Kind.BLANK: "填空题", Kind.SHORT: "简答题",
    Kind.ORDER: "排序题", Kind.MATCH: "简答题", Kind.CARD: "简答题",
}  # fmt: skip
LETTERS = "ABCDEFGH"

_LEVELS = {0.2: "易", 0.5: "中", 0.8: "难"}
_OWN_LETTER = re.compile(r"[（(]?[A-La-lＡ-Ｌ]\s?[.．、:：)）|\- ]")
_GAPS = re.compile(r"[(（]\s*[)）]|[_＿]{2,}|﹍{2,}|\[\s*\]|【\s*】")
_SHARED_OUT = re.compile(r"[|;；±+\n]|顺序|次序|先后|乱序|无序")
_WORD = re.compile(r"\w")
"""A point of signs only would be taken for what stands between points."""
_POINT = re.compile(r"\s*(?:[(（]\d|\d{1,2}\s?[、)）.．]|[①-⑳•·])")
_SIGNS = ("、", ".", "．")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_BY_ITSELF = re.compile(r"第.+条|[《》\n]")
_JUDGES = frozenset(("正确", "错误", "对", "错", "是", "否", "√", "×", "不正确", "不对", "不是", "对的", "错的"))


@dataclass(slots=True)
class Line:
    """A row: the cells of the template and those behind them; ``lost`` names what reads back otherwise."""

    cells: list[str] = field(default_factory=list)
    further: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def spaced(self) -> bool:
        """Whether several spaces stand together somewhere, of which a table keeps one."""
        return any("  " in cell for cell in (*self.cells, *self.further))

    def text(self, name: str, text: str, fits: Callable[[str], bool] = is_tidy) -> str:
        """Return a text for a cell, and note it where the cell does not keep it as it is."""
        if text and not (fits(text) and text not in NOTHING):
            self.lost.append(name)
        return text


def line_of(item: Item, material: str) -> Line | None:
    """Return the row of an item, ``None`` where the layout has no room for it; ``material`` goes before its prompt."""
    question = item.question
    line = Line()
    asked = _asked(question, line)
    if asked is None:
        return None
    options, answer = asked
    prompt = _prompt(question, line)
    if material:
        prompt = f"材料：{material}\n{prompt}"
        line.lost.append("case")
    line.cells = [
        prompt,
        KINDS[question.kind],
        *[*options, *[""] * len(LETTERS)][: len(LETTERS)],
        answer,
        line.text("explanation", question.explanation),
        line.text("subject", question.subject, lambda text: is_line(text) and not text.isdecimal()),
        _level(question.difficulty),
    ]
    line.further = _further(item, line)
    line.lost += ["validity"] * (question.validity != Validity()) + ["media"] * bool(question.media)
    return line


def _prompt(question: Question, line: Line) -> str:
    text = line.text("prompt", question.prompt)
    if isinstance(question.answer, Pairs):
        middle = min(right for _, right in question.answer.pairs)
        columns = question.choices[:middle], question.choices[middle:]
        text += "".join(f"\n{name}：{'；'.join(column)}" for name, column in zip("左右", columns, strict=True))
        line.lost.append("prompt")
    return text


def _asked(question: Question, line: Line) -> tuple[list[str], str] | None:
    """Return the option cells and the answer; ``None`` where there are more than the layout has columns."""
    match question.answer:
        case Choices(right) if question.kind is Kind.JUDGE:
            return ["对", "错"], LETTERS[right[0]]
        case Choices(right):
            return _lettered(question.choices, right, line)
        case Steps(sequence):
            return _lettered(question.choices, sequence, line)
        case Blanks(blanks):
            return _gaps(question.prompt, blanks, line)
        case KeyPoints(points):
            return [_points(points, line)], "A"
        case Back(text):
            line.lost.append("kind")
            return [text], "A"
        case Pairs(pairs):
            line.lost += ["kind", "choices", "answer"]
            return ["；".join(f"{question.choices[left]}—{question.choices[right]}" for left, right in pairs)], "A"
    return None


def _lettered(choices: tuple[str, ...], right: tuple[int, ...], line: Line) -> tuple[list[str], str] | None:
    if len(choices) > len(LETTERS):
        return None
    if not all(map(_is_option, choices)) or (len(choices) == 2 and _JUDGES.issuperset(choices)):
        line.lost.append("choices")
    return list(choices), "".join(LETTERS[index] for index in right)


def _is_option(text: str) -> bool:
    return bool(text) and is_tidy(text) and not _OWN_LETTER.match(text)


def _gaps(prompt: str, blanks: tuple[Blank, ...], line: Line) -> tuple[list[str], str] | None:
    if len(blanks) > len(LETTERS):
        return None
    if len(_GAPS.findall(prompt)) != len(blanks) or not all(map(_is_gap, blanks)) or _SHARED_OUT.search(prompt):
        line.lost.append("answer")
    cells = ["|".join([*blank.accepted[:-1], _last(blank)]) for blank in blanks]
    return cells, LETTERS[: len(blanks)]


def _last(blank: Blank) -> str:
    return blank.accepted[-1] + (f"±{blank.tolerance}" if blank.tolerance else "")


def _is_gap(blank: Blank) -> bool:
    if blank.group or len(set(blank.accepted)) < len(blank.accepted):
        return False
    if blank.tolerance:
        return len(blank.accepted) == 1 and all(map(_NUMBER.fullmatch, (blank.accepted[0], blank.tolerance)))
    return all(
        _is_option(one) and one == one.strip(" 。.；;") and not _SHARED_OUT.search(one) for one in blank.accepted
    )


def _points(points: tuple[str, ...], line: Line) -> str:
    """Return the points in a cell, numbered; a number in brackets may be followed by a sign, a circled one is not."""
    signs = any(one.startswith(_SIGNS) for one in points)
    circled = signs and len(points) <= len(_CIRCLED)
    if (signs and not circled) or not all(map(_is_point, points)):
        line.lost.append("answer")
    if len(points) == 1:
        return points[0]
    numbers = _CIRCLED if circled else [f"（{number}）" for number in range(1, len(points) + 1)]
    return "\n".join(map("".join, zip(numbers, points, strict=False)))


def _is_point(one: str) -> bool:
    return is_line(one) and _is_option(one) and bool(_WORD.search(one)) and not _POINT.match(one)


def _level(difficulty: float | None) -> str:
    if difficulty is None:
        return ""
    text = _LEVELS.get(difficulty) or format(Decimal(repr(difficulty)), "f")
    return text if "." in text or text in _LEVELS.values() else f"{text}.0"


def _further(item: Item, line: Line) -> list[str]:
    question = item.question
    if len(set(question.tags)) < len(question.tags) or not all(map(_is_tag, question.tags)):
        line.lost.append("tags")
    return [
        "、".join(question.tags),
        *_basis(question, line),
        line.text("authority", question.authority),
        line.text("jurisdiction", question.jurisdiction),
        item.label,
        item.external_id,
    ]


def _is_tag(tag: str) -> bool:
    return bool(tag) and is_line(tag) and not re.search("[;；,，、|]", tag) and tag not in NOTHING


def _basis(question: Question, line: Line) -> list[str]:
    if not question.basis:
        return ["", ""]
    first, *more = question.basis
    kept = not more and not first.number and not first.url and is_tidy(first.title) and is_tidy(first.article)
    if not kept or first.title in NOTHING or _BY_ITSELF.search(first.title) or first.article in NOTHING - {""}:
        line.lost.append("basis")
    numbered = [f"{one.title}（{one.number}）" if one.number else one.title for one in question.basis]
    if more:
        whole = [f"{title}{one.article}" for title, one in zip(numbered, question.basis, strict=True)]
        return ["；".join(whole), ""]
    return [numbered[0], first.article]
