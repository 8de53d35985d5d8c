"""A table whose rows are questions, in the words of exam text: every cell a labelled line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from studyapp_text.prompts import take_type

_COLUMNS = {
    "number": ("序号", "题号", "编号", "题目序号", "试题序号", "试题编号", "NO", "NO.", "ID"),
    "prompt": (
        "题干", "题目", "问题", "试题", "题目内容", "试题内容", "题目标题", "试题题干", "题干内容", "题目题干",
        "题目名称", "试题名称", "题目描述", "试题标题",
    ),
    "kind": ("题型", "类型", "题目类型", "试题类型", "题目题型", "试题题型"),
    "answer": ("答案", "正确答案", "标准答案", "参考答案", "正确选项", "试题答案", "题目答案"),
    "options": ("选项", "选项内容", "备选答案", "备选项", "可选项", "试题选项", "题目选项"),
}  # fmt: skip
PROMPT_NAMES = frozenset(_COLUMNS["prompt"])
_COLUMN = {word: column for column, words in _COLUMNS.items() for word in words}
_FIELDS = {
    "解析": "解析", "答案解析": "解析", "试题解析": "解析", "题目解析": "解析", "难度": "难度", "难度系数": "难度",
    "难易度": "难度", "难易程度": "难度", "章节": "章节", "知识点": "知识点", "考点": "考点", "依据": "依据",
    "题目依据": "依据", "出处": "出处", "来源": "来源", "分值": "分值", "分数": "分值",
}  # fmt: skip
_OPTION = re.compile(
    r"(?:选择?项)?([A-H])(?:选?项)?(?:内容)?$|(?:选择?项|备选答案|答案)([1-8])$|(?:选择?项|备选答案)([一二三四五六七八])$"
)
_HINT = re.compile(r"[(（][^()（）]*[)）]|[\s*＊:：]")
_OWN_LABEL = re.compile(r"[A-HＡ-Ｈ]\s*[.．、)）:：]\s*")
_OWN_NUMBER = re.compile(r"(\d{1,4})\s?[.．、]\s*(?=[^\d\s])")
_LINE_END = re.compile(r"\s*(?:\n|<br\s*/?>|[|;；](?=\s?[A-HＡ-Ｈ]\s?[.．、:：]))\s*")
_ANSWER = re.compile(r"[A-HＡ-Ｈ](?:[\s,，、;；|]{0,2}[A-HＡ-Ｈ]){0,9}[。.]?$|√$|×$|对$|错$|正确$|错误$")
_KIND = re.compile(r".{1,8}题$|单选$|多选$|判断$|填空$|简答$")
_LAST_HEAD = 4
_GLUED_OPTIONS = re.compile(r"\s*[(（]?[AＡ]\s*[.．、)）:：][\s\S]*[BＢ]\s*[.．、)）:：]")
_MOST, _HALF = 0.8, 0.5
_FEWEST_ROWS = 3
_SHORTEST = 4
"""Nobody asks in fewer letters, on the average."""

_LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, and what it is called; ``head`` is the index of the row that says so, or -1."""

    holds: tuple[str, ...]
    names: tuple[str, ...]
    head: int

    @property
    def has_questions(self) -> bool:
        """Whether the rows are questions rather than the entries of a key."""
        return "prompt" in self.holds

    def is_head(self, row: Sequence[str]) -> bool:
        """Whether a row only says again what the columns are called, as above each part and on each page."""
        return self.head >= 0 and tuple(_HINT.sub("", cell).upper() for cell in row) == self.names


def columns_of(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Return what the columns of a table hold where one of its first rows says so; None where none does."""
    for index, head in enumerate(rows[:_LAST_HEAD]):
        names = tuple(_HINT.sub("", cell).upper() for cell in head)
        holds = _settled(names)
        named = "answer" in holds and {"prompt", "number"} & set(holds)
        if named and _counts_up(names) and index + 1 < len(rows):
            return Columns(holds, names, index)
    return None


def _counts_up(names: tuple[str, ...]) -> bool:
    """Say whether the options that columns are named after come in order, which the answers in a row do not."""
    letters = [held for held in map(_column, names) if held in _LETTERS and held]
    return letters == sorted(set(letters))


def _settled(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return what columns with these names hold; of two with the same, the first holds it."""
    found: list[str] = []
    for name in names:
        held = _column(name)
        found.append("" if held in found and held not in ("", "field") else held)
    if "prompt" not in found and "答案" in names and "" in found and any(one in _LETTERS for one in found if one):
        found[found.index("")] = "prompt"
    return tuple(found)


def _column(name: str) -> str:
    option = _OPTION.match(name)
    if option is not None:
        letter, number, word = option.groups()
        return letter or (_LETTERS[int(number) - 1] if number else _LETTERS["一二三四五六七八".index(word)])
    return _COLUMN.get(name, "field" if name in _FIELDS else "")


def held_by(name: str) -> str:
    """Return what a column or a line of this name holds, apart from choices; empty where nobody knows it."""
    held = _column(_HINT.sub("", name).upper())
    return held if held not in _LETTERS else ""


def forms_of(pairs: Sequence[tuple[str, str]]) -> list[tuple[int, int, Columns, list[str]]] | None:
    """Return the questions of pairs of a name and what it names: first pair, end, names and values of each.

    None where they are no such pairs: a name that is none, a question without words or answer.
    """
    names = [_HINT.sub("", name).upper() for name, _ in pairs]
    held = [_column(name) for name in names]
    if not {"prompt", "answer"} <= set(held) or not all(
        one or not value for one, (_, value) in zip(held, pairs, strict=True)
    ):
        return None
    first = next(one for one in held if one in ("number", "kind", "prompt"))
    starts = [at for at, one in enumerate(held) if one == first]
    if starts[0] != 0:
        return None
    found = []
    for start, end in zip(starts, [*starts[1:], len(pairs)], strict=True):
        columns = Columns(tuple(held[start:end]), tuple(names[start:end]), -1)
        found.append((start, end, columns, [value for _, value in pairs[start:end]]))
    return found


def guessed_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Guess what columns hold that nobody named: the answers are short, the question is long, options lie between."""
    width = max((len(row) for row in rows), default=0)
    whole = [row for row in rows if len(row) == width]
    if width < 3 or len(whole) < _FEWEST_ROWS or len(whole) < _MOST * len(rows):
        return None
    by_column = [[row[at].strip() for row in whole] for at in range(width)]
    answers = [at for at, cells in enumerate(by_column) if _share(cells, _ANSWER) >= _MOST]
    lengths = [sum(map(len, cells)) for cells in by_column]
    glued = [at for at, cells in enumerate(by_column) if _share(cells, _GLUED_OPTIONS) >= _HALF]
    prompt = max((at for at in range(width) if at not in glued), key=lengths.__getitem__, default=0)
    if not answers or prompt in answers or lengths[prompt] < _SHORTEST * len(whole):
        return None
    holds = [""] * width
    holds[prompt], holds[answers[-1]] = "prompt", "answer"
    if prompt and _share(by_column[0], re.compile(r"\d{1,5}$")) >= _MOST:
        holds[0] = "number"
    kinds = [at for at in range(prompt) if not holds[at] and _share(by_column[at], _KIND) >= _MOST]
    if kinds:
        holds[kinds[0]] = "kind"
    between = [at for at in range(prompt + 1, width) if not holds[at]][: len(_LETTERS)]
    if answers[-1] > prompt:
        between = [at for at in between if at < answers[-1]]
    if glued or len(between) == 1:
        holds[(glued or between)[0]] = "options"
    else:
        for letter, at in zip(_LETTERS, between, strict=False):
            holds[at] = letter
    return Columns(tuple(holds), ("",) * width, -1)


def _share(cells: list[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.match(cell) is not None for cell in cells) / len(cells)


def question_lines(row: Sequence[str], columns: Columns, ordinal: int) -> list[str]:
    """Write a row as a question is written in text."""
    cells = {held: cell for held, cell in zip(columns.holds, row, strict=False) if held not in ("", "field")}
    number, prompt = _numbered(cells, ordinal)
    noted = cells.get("kind", "")
    kind = f"[{noted}] " if take_type(f"[{noted}] ").word else ""
    lines = [f"{number}．{kind}{_flat(prompt)}"]
    if cells.get("options"):
        lines += [line for line in _LINE_END.split(cells["options"]) if line]
    letters = [letter for letter in _LETTERS if cells.get(letter)]
    lines += [f"{letter}．{_OWN_LABEL.sub('', _flat(cells[letter]), count=1)}" for letter in letters]
    lines.append(f"答案：{cells.get('answer', '')}")
    if noted and not kind:
        lines.append(f"题型：{noted}")
    for held, name, cell in zip_longest(columns.holds, columns.names, row):
        if held == "field" and cell:
            lines.append(f"{_FIELDS[name]}：{cell}")
        elif not held and cell:
            lines.append(f"备注：{name or ''} {_flat(cell)}")
    return lines


def _numbered(cells: Mapping[str, str], ordinal: int) -> tuple[str, str]:
    """Return the number of a row and its question without it: it may stand in the cell of the question itself."""
    number, prompt = cells.get("number", "").rstrip(".．、"), cells.get("prompt", "")
    own = _OWN_NUMBER.match(prompt)
    known = number if number.isdecimal() and len(number) < 6 else ""
    if own is not None and own.group(1) == (known or own.group(1)):
        return own.group(1), prompt[own.end() :]
    return known or str(ordinal), prompt


def key_line(row: Sequence[str], columns: Columns) -> str:
    """Write a row of a key as its entry."""
    cells = dict(zip(columns.holds, row, strict=False))
    return f"{cells.get('number', '')}.{cells.get('answer', '')}"


def _flat(cell: str) -> str:
    return _LINE_END.sub("\n", cell) if "<" in cell else cell
