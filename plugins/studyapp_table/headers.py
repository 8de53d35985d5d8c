"""Headers: what a column is called in the templates and exports that people hold, and which row is the header."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from studyapp import Kind

FIELDS: dict[str, tuple[str, ...]] = {
    "prompt": (
        "题干", "题目", "问题", "试题", "题目标题", "题目内容", "试题内容", "试题题干", "题目题干", "题干内容",
        "题目描述", "考题", "题面",
        "questioncontent", "content", "title", "q", "question", "stem", "正面", "front",
    ),
    "kind": ("题型", "类型", "题目类型", "试题类型", "题类", "题目题型", "试题题型", "questiontype", "type"),
    "options": (
        "选项", "备选项", "选项内容", "答案选项", "备选答案", "候选项", "可选项", "试题选项", "题目选项",
        "optioncontent", "options",
        "choices",
    ),
    "answer": (
        "答案", "正确答案", "标准答案", "参考答案", "正确选项", "试题答案", "题目答案", "answer", "answers",
        "rightanswer", "right_answer",
        "correctanswer", "correct", "key", "ans", "t", "背面", "back",
    ),
    "explanation": (
        "解析", "答案解析", "试题解析", "题目解析", "提示", "说明", "判断题解析", "解答", "详解", "分析",
        "解释", "analysis",
        "explanation", "explain",
    ),
    "difficulty": ("难度", "难易度", "难度系数", "难易程度", "难度等级", "试题难度", "difficulty", "level"),
    "subject": (
        "章节", "目录", "一级纲要", "二级纲要", "三级纲要", "专业", "题目分类", "试题分类", "岗位", "分类",
        "科目", "学科", "模块",
        "所属章节", "章", "节", "chapter", "subject", "category", "section",
    ),
    "tags": ("知识点", "标签", "考点", "关键词", "考核点", "考查点", "tags", "tag", "knowledge"),
    "basis": (
        "依据", "题目依据", "法律依据", "政策依据", "出题依据", "命题依据", "参考依据", "文件依据", "来源",
        "出处", "题目来源", "法规",
        "法律法规", "source", "basis",
    ),
    "article": ("条款", "法条", "条文", "条目", "页码", "页数", "article", "page"),
    "authority": ("命题单位", "出题单位", "命题人", "出题人", "供题单位"),
    "jurisdiction": ("地区", "适用地区"),
    "label": ("序号", "题号", "编号", "id", "no", "no.", "num", "number", "index"),
    "external": ("试题编码", "题目编码", "试题编号", "题目编号", "试题id", "题目id", "questionid", "guid"),
}  # fmt: skip
"""What a column holds, and the headers that say so."""

FIELD_OF = {header: name for name, headers in FIELDS.items() for header in headers}

KIND_WORDS: tuple[tuple[str, Kind | None], ...] = (
    ("不定项", Kind.MULTIPLE), ("单项选择", Kind.SINGLE), ("多项选择", Kind.MULTIPLE), ("单选", Kind.SINGLE),
    ("多选", Kind.MULTIPLE), ("判断", Kind.JUDGE), ("是非", Kind.JUDGE), ("对错", Kind.JUDGE), ("填空", Kind.BLANK),
    ("名词解释", Kind.SHORT), ("简答", Kind.SHORT), ("问答", Kind.SHORT), ("简述", Kind.SHORT), ("论述", Kind.SHORT),
    ("计算", Kind.SHORT), ("辨析", Kind.SHORT), ("主观", Kind.SHORT), ("排序", Kind.ORDER), ("卡片", Kind.CARD),
    ("single", Kind.SINGLE), ("multi", Kind.MULTIPLE), ("judge", Kind.JUDGE), ("true", Kind.JUDGE),
    ("blank", Kind.BLANK), ("fill", Kind.BLANK), ("short", Kind.SHORT), ("essay", Kind.SHORT), ("选择", None),
)  # fmt: skip
"""What a cell, a sheet or a title may call a kind; 选择 leaves it to the answer."""

KIND_OF = dict(KIND_WORDS)

RIGHT_WORDS = frozenset((
    "正确", "对", "是", "√", "✓", "✔", "☑", "T", "TRUE", "Y",
    "YES", "对的", "正确的", "RIGHT", "成立", "符合",
))  # fmt: skip
WRONG_WORDS = frozenset((
    "错误", "错", "否", "×", "✗", "✘", "✕", "╳", "X", "F",
    "FALSE", "N", "NO", "错的", "不对", "不正确", "错误的", "WRONG",
))  # fmt: skip

JUDGE_PAIRS = frozenset((
    ("正确", "错误"), ("正确", "不正确"), ("对", "错"), ("对", "不对"), ("对的", "错的"), ("是", "否"), ("是", "不是"),
    ("√", "×"),
    ("√", "X"), ("✓", "✗"), ("✔", "✘"), ("T", "F"), ("Y", "N"), ("TRUE", "FALSE"), ("YES", "NO"), ("RIGHT", "WRONG"),
))  # fmt: skip
"""What two options say when a question asks for a judgement, the one for true first."""

_BRACKETED = re.compile(r"\(([A-Ha-h1-9])\)")
_HINTS = re.compile(r"[(（\[【<《][^)）\]】>》]*[)）\]】>》]|[*＊:：\s_]+")
_LETTERED = re.compile(
    r"(?:可?选项|选择项|备选项|备选答案|答案选项|候选项|option|opt|choice)?([a-l])(?:选项|项目|项|答案)?"
)
_NUMBERED = re.compile(
    r"(?:可?选项|选择项|备选项|备选答案|答案选项|候选项|option|opt|choice)(\d{1,2}|[一二三四五六七八九十])(?:内容)?"
)
_MORE_ANSWERS = re.compile(r"(?:答案|正确答案|answer)(\d{1,2})")
_HAN = "一二三四五六七八九十"
_HEADER_ROWS = 6
_ANSWER = re.compile(r"[A-Ha-hＡ-Ｈ](?:[\s,，、;；|]?[A-Ha-hＡ-Ｈ]){0,9}[.。]?")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column holds what. ``columns``: field to columns; ``options``: letter and column of each option."""

    columns: dict[str, tuple[int, ...]]
    options: tuple[tuple[str, int], ...]
    names: tuple[str, ...] = ()

    @property
    def used(self) -> frozenset[int]:
        """All columns that are read."""
        return frozenset([*(c for group in self.columns.values() for c in group), *(c for _, c in self.options)])


def bare(text: str) -> str:
    """Return a header without spaces, stars and hints in brackets, in half width and lower case."""
    if len(text) > 60:
        return ""
    return _HINTS.sub("", _BRACKETED.sub(r"\1", unicodedata.normalize("NFKC", text))).casefold()


def kind_word(text: str) -> tuple[bool, Kind | None]:
    """Say whether a text names a kind, and which."""
    lower = text.casefold().replace(" ", "")
    return next(((True, kind) for word, kind in KIND_WORDS if word in lower), (False, None))


def is_answer(text: str) -> bool:
    """Say whether a cell is letters or a judgement, as keys are."""
    return bool(_ANSWER.fullmatch(text)) or text.strip(" .。()（）").upper() in RIGHT_WORDS | WRONG_WORDS


def read_header(cells: Sequence[str]) -> Layout | None:
    """Return the layout that a row of headers gives, None where it is no such row."""
    columns: dict[str, list[int]] = {}
    options: list[tuple[str, int]] = []
    for column, cell in enumerate(cells):
        name = bare(cell)
        letter = _option_letter(name)
        if letter and letter not in (known for known, _ in options):
            options.append((letter, column))
        elif (field := FIELD_OF.get(name) or ("answer" if _MORE_ANSWERS.fullmatch(name) else "")) and not letter:
            columns.setdefault(field, []).append(column)
    _settle_twofold(columns, cells)
    if "prompt" not in columns or not (options or columns.keys() & {"answer", "options", "kind"}):
        return None
    return Layout({name: tuple(found) for name, found in columns.items()}, tuple(options), tuple(cells))


def _settle_twofold(columns: dict[str, list[int]], cells: Sequence[str]) -> None:
    """Keep one column of those fields that have one value: the earlier synonym in the list counts."""
    for name in ("prompt", "kind", "options", "label", "external"):
        if len(found := columns.get(name, [])) > 1:
            columns[name] = [min(found, key=lambda column: FIELDS[name].index(bare(cells[column])))]


def _option_letter(name: str) -> str:
    if found := _LETTERED.fullmatch(name):
        return found.group(1).upper()
    if found := _NUMBERED.fullmatch(name):
        digit = found.group(1)
        number = _HAN.index(digit) + 1 if digit in _HAN else int(digit)
        return chr(64 + number) if 1 <= number <= 26 else ""
    return ""


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, Layout] | None:
    """Return the index of the header among the first rows that are not empty, and its layout."""
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        if (layout := read_header(row)) is not None:
            return index, layout
    return None
