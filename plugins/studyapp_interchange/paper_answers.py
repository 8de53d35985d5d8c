"""What a question asks to choose, fill in or tell, and its answer below it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from studyapp import Back, Blank, Blanks, Choices, Item, KeyPoints, Kind, Pairs, Steps
from studyapp_interchange.paper_text import is_choice, is_labelled, is_more
from studyapp_interchange.paragraphs import Paper, Paragraph, Style

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LEFTS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_QUARTER, _HALF = 15, 32
"""How wide options may be, in half characters, that stand four or two on a line."""

_GAPS = re.compile(r"[(（]\s*[)）]|[_＿]{2,}|﹍{2,}|\[\s*\]|【\s*】")
_APART = re.compile(r"[|；;、,，。.\s±（）()\[\]【】/]|第|[0-9]+[.、]")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")


def write_asked(paper: Paper, item: Item) -> None:
    """Write the choices of a question, and its answer."""
    question = item.question
    match question.answer:
        case Choices(right) if question.kind is Kind.JUDGE:
            paper.add(Style.ANSWER, "正确" if right == (0,) else "错误", "答案：")
        case Choices(right) | Steps(right):
            _options(paper, item, question.choices)
            paper.add(Style.ANSWER, "".join(_letter(index) for index in right), "答案：")
        case Blanks(blanks):
            if len(_GAPS.findall(question.prompt)) != len(blanks) or not all(map(_is_gap, blanks)) or _mixed(blanks):
                paper.lose(item, "answer")
            free = "（顺序不限）" if {blank.group for blank in blanks} == {1} else ""
            texts = [_blank(replace(blank, group=0) if free else blank) for blank in blanks]
            paper.add(Style.ANSWER, "；".join(texts) + free, "答案：")
        case KeyPoints(points):
            _points(paper, item, points)
        case Back(text):
            if not is_labelled(text):
                paper.lose(item, "answer")
            paper.add(Style.ANSWER, text, "答案：")
        case Pairs(pairs):
            _pairs(paper, item, pairs)


def _points(paper: Paper, item: Item, points: tuple[str, ...]) -> None:
    if not all(is_labelled(point) and is_more(point) and "\n" not in point for point in points):
        paper.lose(item, "answer")
    paper.add(Style.ANSWER, "", "答案：")
    for point in points:
        paper.add(Style.ANSWER, point, "• ")


def _pairs(paper: Paper, item: Item, pairs: tuple[tuple[int, int], ...]) -> None:
    choices = item.question.choices
    middle = min(right for _, right in pairs)
    if middle > len(_LEFTS) or not all(left < middle for left, _ in pairs) or not all(map(is_choice, choices)):
        paper.lose(item, "choices", "answer")
    for index, choice in enumerate(choices[:middle]):
        paper.add(Style.OPTION, choice, f"{_LEFTS[index] if index < len(_LEFTS) else '○'} ")
    _options(paper, item, choices[middle:])
    told = (f"{_LEFTS[left] if left < len(_LEFTS) else '○'}-{_letter(right - middle)}" for left, right in pairs)
    paper.add(Style.ANSWER, "；".join(told), "答案：")


def _options(paper: Paper, item: Item, choices: tuple[str, ...]) -> None:
    """Write choices, short ones four or two on a line."""
    alike = len(choices) == 2 and item.question.kind is not Kind.MATCH and all(len(one) < 4 for one in choices)
    if not all(map(is_choice, choices)) or len(choices) > len(_LETTERS) or len(choices) < 2:
        paper.lose(item, "choices")
    if alike and re.search("[对错是否√×正误]", "".join(choices)):
        paper.lose(item, "choices")
    texts = [f"{_letter(index)}．{choice}" for index, choice in enumerate(choices)]
    widest = max(map(_width, texts), default=0)
    columns = 4 if widest <= _QUARTER else 2 if widest <= _HALF else 1
    if any(re.search(r"[\sA-Za-zＡ-Ｚ]", choice) for choice in choices):
        columns = 1
    for start in range(0, len(texts), columns):
        row = "\t".join(texts[start : start + columns])
        first, *more = row.split("\n")
        style = Style.OPTION if columns == 1 else Style.OPTIONS
        paper.paragraphs.append(Paragraph(style, first, columns=columns))
        paper.paragraphs += [Paragraph(Style.OPTION, line) for line in more]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _letter(index: int) -> str:
    return _LETTERS[index] if 0 <= index < len(_LETTERS) else "?"


def _mixed(blanks: tuple[Blank, ...]) -> bool:
    """Whether groups of gaps cannot be told: a note on the whole answer, or on each, says which belong together."""
    groups = {blank.group for blank in blanks}
    return groups == {1} and len(blanks) == 1


def _is_gap(blank: Blank) -> bool:
    if len(set(blank.accepted)) < len(blank.accepted):
        return False
    if blank.tolerance:
        return len(blank.accepted) == 1 and all(map(_NUMBER.fullmatch, (blank.accepted[0], blank.tolerance)))
    return all(_NUMBER.fullmatch(one) or (is_labelled(one) and not _APART.search(one)) for one in blank.accepted)


def _blank(blank: Blank) -> str:
    group = f"（第{blank.group}组）" if blank.group else ""
    return "|".join(blank.accepted) + (f"±{blank.tolerance}" if blank.tolerance else "") + group
