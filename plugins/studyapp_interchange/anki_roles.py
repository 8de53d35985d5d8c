"""What the fields of a note type are for, told by their names and by the template of the first card.

The names were collected from note types as they are met in Chinese decks and in templates for choice questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from studyapp_interchange.anki_collection import NoteType


class Role(Enum):
    """What a field holds."""

    STEM = auto()
    OPTIONS = auto()
    OPTION = auto()
    RIGHT = auto()
    WRONG = auto()
    ANSWER = auto()
    NOTE = auto()
    KIND = auto()
    SUBJECT = auto()
    LABEL = auto()
    CASE = auto()
    BASIS = auto()
    FILES = auto()
    DATA = auto()
    REST = auto()


_NAMES = {
    Role.STEM: "题干 题目 问题 试题 题面 题目内容 问题内容 试题内容 题干内容 question stem prompt 正面 front 题",
    Role.OPTIONS: "选项 选项内容 全部选项 候选项 备选项 备选答案 选择项 选项列表 options choices option choice",
    Role.RIGHT: "correct correctanswer 正确选项内容",
    Role.WRONG: "incorrect wrong distractor 干扰项 错误选项",
    Role.ANSWER: "答案 正确答案 参考答案 标准答案 正确选项 答案选项 答案内容 answer answers rightanswer key 背面 back",
    Role.NOTE: (
        "解析 答案解析 试题解析 题目解析 解题思路 详解 解释 注释 备注 笔记 说明 explanation explain analysis comment"
        " remark note notes extra backextra"
    ),
    Role.KIND: "类型 题型 题目类型 试题类型 题目类别 type qtype kind questiontype",
    Role.SUBJECT: "学科 科目 课程 专业 分类 类别 专题 章 章节 节 目录 subject category chapter section",
    Role.LABEL: "序号 编号 题号 题目编号 试题编号 id no number index #",
    Role.CASE: "材料 案例 背景 背景材料 案例材料 资料 共用题干 公共题干 题目材料 passage",
    Role.BASIS: "依据 法律依据 政策依据 出题依据 法规依据",
    Role.FILES: "附件",
    Role.DATA: "studyapp",
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
_LETTER = re.compile(
    r"(?:选项|选择|备选|option|choice|answer|q)?([a-z])(?:选项)?|(?:选项|选择|备选|option|choice|q)(\d{1,2})"
)
_NUMBERED = re.compile(r"(incorrect|wrong|distractor|干扰项|错误选项)\d+")
_WEAK = frozenset({"正面", "front", "背面", "back", "题"})
_UNTOLD = frozenset({Role.DATA, Role.FILES})
_REFERENCE = re.compile(r"\{\{([^{}]*)\}\}")
_MASKS = (frozenset({"questionmask", "answermask"}), frozenset({"occlusion", "image"}))


@dataclass(frozen=True, slots=True)
class Plan:
    """How to read the notes of one type: for each role the fields that have it, by their places.

    ``fronts`` are the fields that the front of the first card shows, ``typed`` the one that is typed in there,
    ``told`` those that go into the question whatever else does.
    """

    names: tuple[str, ...]
    cloze: bool
    masks: bool
    roles: tuple[Role, ...]
    stem: int
    answer: int
    options: int
    kind: int
    singles: tuple[int, ...]
    fronts: tuple[int, ...]
    typed: int
    data: int
    told: tuple[tuple[int, Role], ...]

    def places(self, role: Role) -> list[int]:
        """Return the fields of a role."""
        return [place for place, one in enumerate(self.roles) if one is role]

    @property
    def asks(self) -> bool:
        """Whether the fields are those of a question with an answer, rather than a front and a back."""
        named = [self.names[place] for place in (self.stem, self.answer) if place >= 0]
        return len(named) == 2 and any(_plain(name) not in _WEAK for name in named)


def plan_of(kind: NoteType, count: int) -> Plan:
    """Return the plan for the notes of a type; fields beyond those that the type names go by their number."""
    names = (*kind.fields, *(str(index + 1) for index in range(len(kind.fields), count)))[: max(count, 1)]
    roles = _roles(names)
    singles = _singles(names, roles)
    options = _first(roles, Role.OPTIONS)
    stem, answer = _first(roles, Role.STEM), _first(roles, Role.ANSWER)
    fronts, typed = _fronts(kind.fronts[0] if kind.fronts else "", names)
    plains = frozenset(map(_plain, names))
    masks = any(plains >= mask for mask in _MASKS)
    kinds, data = _first(roles, Role.KIND), _first(roles, Role.DATA)
    told = tuple((place, role) for place, role in enumerate(roles) if role not in _UNTOLD)
    return Plan(names, kind.cloze, masks, roles, stem, answer, options, kinds, singles, fronts, typed, data, told)


def _plain(name: str) -> str:
    return re.sub(r"[\s_\-*（）()：:.]+", "", name).lower()


def _roles(names: Sequence[str]) -> tuple[Role, ...]:
    """Return the role of each field; of several stems or answers the one with the strongest name is it."""
    roles = [_role(_plain(name)) for name in names]
    for role in (Role.STEM, Role.OPTIONS, Role.ANSWER, Role.LABEL, Role.KIND):
        places = [place for place, one in enumerate(roles) if one is role]
        order = _NAMES[role].split()
        places.sort(key=lambda place: order.index(_plain(names[place])))
        for place in places[1:]:
            roles[place] = Role.REST
    return tuple(roles)


def _role(name: str) -> Role:
    if _NUMBERED.fullmatch(name):
        return Role.WRONG
    if name in _ROLES:
        return _ROLES[name]
    return Role.OPTION if _LETTER.fullmatch(name) else Role.REST


def _singles(names: Sequence[str], roles: Sequence[Role]) -> tuple[int, ...]:
    """Return the fields of which each holds one choice, in the order of their letters or numbers."""
    found: dict[str, int] = {}
    for place, (name, role) in enumerate(zip(names, roles, strict=True)):
        match = _LETTER.fullmatch(_plain(name))
        if role is Role.OPTION and match:
            found.setdefault((match[1] or chr(ord("a") - 1 + int(match[2]))), place)
    return tuple(found[letter] for letter in sorted(found)) if len(found) > 1 else ()


def _fronts(template: str, names: Sequence[str]) -> tuple[tuple[int, ...], int]:
    """Return the fields that a template shows, and the one that it lets the learner type, -1 where there is none."""
    shown: dict[int, None] = {}
    typed = -1
    places = {name: place for place, name in enumerate(names)}
    for reference in _REFERENCE.findall(template):
        *filters, name = (part.strip() for part in reference.split(":"))
        if name.startswith(("#", "^", "/")) or name not in places or "hint" in filters:
            continue
        if "type" in filters and "cloze" not in filters and "nc" not in filters:
            typed = places[name]
        elif "type" not in filters:
            shown[places[name]] = None
    return tuple(sorted(shown)), typed


def _first(roles: Sequence[Role], role: Role) -> int:
    return roles.index(role) if role in roles else -1
