"""Find the questions of a foreign file, however deep they lie, and what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from studyapp import Kind
from studyapp_interchange.foreign_columns import columns_of
from studyapp_interchange.foreign_habits import GAP
from studyapp_interchange.foreign_names import FIELDS_OF, kind_named, plain_name
from studyapp_interchange.foreign_options import plain
from studyapp_interchange.foreign_rows import Named, Raw, is_empty_list, raw_of
from studyapp_interchange.lenient_nodes import Array, Object

_MATERIAL = (
    "材料", "案例", "案情", "背景", "背景材料", "案例材料", "共用题干", "material", "materials", "passage",
    "caseintroduction",
    "casecontent", "background",
)  # fmt: skip
_TITLES = ("chapter", "section", "kind")
_PLAIN_TITLES = ("title", "name", "标题", "名称", "label", "group", "part", "bank", "题库", "大题")
_CONTAINERS = frozenset(
    {"题库", "题目列表", "试题列表", "数据", "列表", "结果", "小题", "题目", "试题", "选项", "子题", "问题"}
)
_BANK = ("bank", "bankname", "题库", "题库名称", "题库名", "title", "name", "标题", "名称")
_CHAPTER = re.compile(r"第.{1,4}[章节篇部编]|[一二三四五六七八九十]+、")
_NUMBERING = re.compile(r"^[第（(]?[一二三四五六七八九十\d]{1,3}[)）、.．章节部分\s]*|[（(：:].*$")
_LONG = 40


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a row: its chapters, the kind that they name, and the material that it belongs to."""

    subjects: tuple[str, ...] = ()
    kind: Kind | None = None
    material: Row | None = None

    @property
    def subject(self) -> str:
        """The chapters as one path."""
        return "/".join(dict.fromkeys(self.subjects))

    def titled(self, text: str) -> Context:
        """Return what a title adds: a kind, or a chapter."""
        text = re.sub(r"\s+", " ", text).strip()
        bare = _NUMBERING.sub("", text).strip()
        known, kind = kind_named(bare) if len(bare) <= 8 else (False, None)
        if known and kind is not Kind.CASE:
            return replace(self, kind=kind)
        return replace(self, subjects=(*self.subjects, text)) if text and len(text) <= _LONG else self


ROOT = Context()
"""Nothing stands around the whole file."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """An object that asks something (``raw``), or is the material of such; neither, and it should have been one."""

    node: Object
    context: Context
    raw: Raw | None = None
    material: str = ""
    label: str = ""


@dataclass(slots=True)
class Walk:
    """All rows of a file in order; ``others``: what stands beside them, and the names of it.

    ``top``: the object around everything, where there is one; ``name``: what the file calls itself.
    """

    rows: list[Row] = field(default_factory=list)
    others: list[tuple[Object | Array, tuple[str, ...]]] = field(default_factory=list)
    top: Object | None = None
    name: str = ""

    def visit(self, value: Any, context: Context) -> int:
        """Look at a value and at all below it; return how many questions it has."""
        if isinstance(value, Object):
            return self._object(value, context)
        return self._array(value, context) if isinstance(value, Array) else 0

    def _object(self, node: Object, context: Context, label: str = "") -> int:
        raw = None if node.broken or _is_table(node) else raw_of(node)
        inside = [value for name, value in node.items() if raw is None or name not in raw.used]
        if raw is not None and (raw.options or not any(holds_rows(value) for value in inside)):
            self.rows.append(Row(node, context, raw, label=label))
            return 1
        if not any(holds_rows(value) for value in inside):
            return 0
        return self._wrapper(node, context)

    def _wrapper(self, node: Object, context: Context) -> int:
        count = len(self.rows)
        context, told = self._told(node, context)
        unused: list[str] = []
        for name, value in node.items():
            if isinstance(value, (Object, Array)) and holds_rows(value):
                self._member(name, value, context)
            elif name not in told and value not in (None, "", [], {}):
                unused.append(name)
        if unused:
            self.others.append((node, tuple(unused)))
        return len(self.rows) - count

    def _member(self, name: str, value: Object | Array, context: Context) -> None:
        bare = plain_name(name)
        if isinstance(value, Object) and bare.isdecimal() and raw_of(value):
            self._object(value, context, bare)
        else:
            self.visit(value, context.titled(name) if _is_title(bare) else context)

    def _told(self, node: Object, context: Context) -> tuple[Context, set[str]]:
        """Return what an object around rows says of them: material, chapter or kind; and the names that say it."""
        material = _material(node)
        if material:
            inside = Named(node)
            chapter = inside.find("chapter", _is_text, frozenset({material}))
            context = context.titled(plain(node[chapter])) if chapter else context
            row = Row(node, context, None, plain(node[material]))
            self.rows.append(row)
            return replace(context, material=row), {material, chapter, inside.find("kind", _is_text)}
        named = Named(node)
        told: set[str] = set()
        bank = self._named(node) if node is self.top else ""
        told |= {bank} - {""}
        for meaning in _TITLES:
            name = named.find(meaning, _is_text)
            told |= {name} - {""}
        told |= {
            found
            for name in _PLAIN_TITLES
            if (found := named.plain.get(name)) is not None and isinstance(node.get(found), str)
        }
        for name in sorted(told, key=list(node).index):
            if name != bank:
                context = context.titled(plain(node[name]))
        return context, told

    def _named(self, node: Object) -> str:
        """Take the name of the whole file from the object around everything, and return where it stands."""
        named = Named(node)
        for name in _BANK:
            own = named.plain.get(name, "")
            text = plain(node[own]) if own and isinstance(node[own], str) else ""
            if text and not self.name and not kind_named(text)[0] and not _CHAPTER.match(text):
                self.name = re.sub(r"\s+", " ", text)
                return own
        return ""

    def _array(self, node: Array, context: Context) -> int:
        count, strays, odd = 0, [], 0
        start = len(self.rows)
        for one in node:
            found = self.visit(one, context)
            count += found
            if not found and isinstance(one, Object) and not one.broken and not is_empty_list(one):
                strays.append((len(self.rows), one))
            elif not found and isinstance(one, Object) and is_empty_list(one):
                self.others.append((one, tuple(one)))
            elif not found and one not in (None, "", [], {}) and not isinstance(one, Object):
                odd += 1
        if count:
            for moved, (index, one) in enumerate(strays):
                self.rows.insert(index + moved, Row(one, context))
            if odd:
                self.others.append((node, (f"[{odd}]",)))
        return len(self.rows) - start if count else 0


def _is_table(node: Object) -> bool:
    """Whether an object holds columns of questions, their choices and their answers, rather than one question."""
    columns = columns_of(node)
    choices = [column for name, column in columns.items() if "options" in FIELDS_OF.get(name, ())]
    return any(all(isinstance(cell, Array) and len(cell) > 1 for cell in column) for column in choices)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(plain(value))


def _is_title(bare: str) -> bool:
    """Whether a name is a chapter or kind, rather than what a program calls its list."""
    if bare in _CONTAINERS or bare in FIELDS_OF:
        return False
    return bool(re.search(r"[\u4e00-\u9fff]", bare)) or (kind_named(bare)[0] and not bare.endswith("list"))


def _material(node: Object) -> str:
    """Return the name under which an object has the material of the rows in it; empty where it is a chapter."""
    named = Named(node)
    for name in _MATERIAL:
        found = named.plain.get(name)
        if found is not None and isinstance(node.get(found), str) and plain(node[found]):
            return found
    kind_name = named.find("kind", lambda value: isinstance(value, str))
    is_case = bool(kind_name) and kind_named(plain(node[kind_name]))[1] is Kind.CASE
    for name in ("题干", "stem", "question", "content", "title", "text", "内容", "题目"):
        own = named.plain.get(name, "")
        text = plain(node[own]) if own and isinstance(node[own], str) else ""
        if text and (is_case or len(text) > _LONG or text.endswith(("。", "？", "：", "?")) or GAP.search(text)):
            return own
    return ""


def holds_rows(value: Any) -> bool:
    """Whether there is a question somewhere in a value."""
    if isinstance(value, Object):
        asks = not value.broken and not _is_table(value) and raw_of(value) is not None
        return asks or any(holds_rows(one) for one in value.values())
    return isinstance(value, Array) and any(holds_rows(one) for one in value)


def nodes_of(value: Any) -> Iterator[Object | Array]:
    """Yield a value and all objects and lists in it."""
    if isinstance(value, (Object, Array)):
        yield value
        for one in value.values() if isinstance(value, Object) else value:
            yield from nodes_of(one)
