"""Material and the questions about it: which rows are which, and which belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from studyapp import Item, Kind, Question, Where
from studyapp_table import details
from studyapp_table.record import Record

_MOST_UNSAID = 12
"""More rows than this that follow material without saying that they belong to it do not."""

_UNDER = re.compile(r"\d{1,4}\s?[.．\-－—]\s?\d{1,3}|[(（]\d{1,3}[)）]|[①-⑳]|\d{1,3}[)）]")
_SAYS_SO = ("案例", "材料", "小题", "子题", "阅读", "题组", "共用")
_DECLARED = re.compile(
    r"(?:回答|完成|做)[^。；]{0,8}?(\d{1,4})\s*[)）]?\s*(?:-|~|～|—|–|至|到)+\s*[(（]?(\d{1,4})[^。；]{0,4}题"
)
_MATERIAL = re.compile(
    r"(?:回答|完成)[^。；]{0,16}题|[【（(\[]?(?:案例|材料|资料|案情|背景)[】）)\]]?\s?[一二三四五六七八九十\d]{0,3}\s?[:：】]"
)
_LONGEST_LABEL = 20


def is_material(text: str) -> bool:
    """Say whether the only text of a row is the material of questions that follow."""
    return len(text) > 12 and _MATERIAL.search(text) is not None


@dataclass(slots=True)
class Cases:
    """The material of a table so far. ``items`` are those of the whole table, ``start`` the position of the first."""

    items: list[Item]
    start: int
    by_label: dict[str, int] = field(default_factory=dict)
    text: str = ""
    at: int | None = None
    last: int = -1
    declared: tuple[int, int] | None = None
    unsaid: dict[int, list[int]] = field(default_factory=dict)
    missing: list[tuple[Where, str]] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether rows may belong to material."""
        return self.at is not None

    def close(self) -> None:
        """End what the last material stands over, as a title does."""
        self.at, self.text = None, ""

    def material(self, question: Question, where: Where, label: str) -> None:
        """Take a row that is material."""
        position = self.start + len(self.items)
        self.items.append(Item(question, position, where, label))
        self.at, self.text, self.last = position, "", where.last
        if label:
            self.by_label[label] = position
        found = _DECLARED.search(question.prompt)
        self.declared = (int(found.group(1)), int(found.group(2))) if found else None

    def of(self, record: Record, label: str, subject: str) -> int | None:
        """Return the position of the case that a question belongs to; its material may stand beside it."""
        parent, text = record.fields.get("parent", ""), record.fields.get("case", "")
        if text and len(text) <= _LONGEST_LABEL and text in self.by_label:
            parent, text = text, ""
        if parent and parent in self.by_label:
            return self.by_label[parent]
        if text and text not in details.NOTHING:
            return self._beside(record, text, parent, subject)
        if parent and parent not in details.NOTHING and not ("label" in record.fields and parent == label):
            self.missing.append((record.where, parent))
        return self._following(record, label)

    def _beside(self, record: Record, text: str, parent: str, subject: str) -> int:
        if text != self.text or self.at is None:
            question = Question(kind=Kind.CASE, prompt=text, subject=subject)
            position = self.start + len(self.items)
            self.items.append(Item(question, position, record.where))
            self.at, self.text, self.declared = position, text, None
            if parent:
                self.by_label[parent] = position
        return self.at

    def _following(self, record: Record, label: str) -> int | None:
        """Say whether a row belongs to the material above it, where no column does."""
        if self.at is None or "parent" in record.fields:
            return None
        kind = record.fields.get("kind", "")
        said = any(word in kind for word in _SAYS_SO) or _UNDER.fullmatch(label) is not None
        if self.text:
            if not said:
                self.close()
            return self.at
        if self.declared is not None:
            return self._declared(label)
        if not said:
            self.unsaid.setdefault(self.at, []).append(self.start + len(self.items))
            return None
        return self.at

    def _declared(self, label: str) -> int | None:
        first, last = self.declared or (1, 0)
        if label.isdecimal():
            return self.at if first <= int(label) <= last else None
        self.declared = (first + 1, last)
        return self.at if first <= last else None

    def settle(self) -> None:
        """Give the rows that follow material without a word to it, where they are few enough."""
        for case, positions in self.unsaid.items():
            if len(positions) <= _MOST_UNSAID:
                for position in positions:
                    self.items[position - self.start] = replace(self.items[position - self.start], case=case)

    def lonely(self) -> list[Item]:
        """Return the material that no question belongs to."""
        used = {item.case for item in self.items}
        return [item for item in self.items if item.question.kind is Kind.CASE and item.position not in used]
