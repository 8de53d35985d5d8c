"""JSON as people and programs really write it: with comments, trailing commas, other quotes, inside a script.

Every object and list knows where it stands. What cannot be understood is a fault with its place, and what stands
behind it is read on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from studyapp_interchange.lenient_nodes import Array, Object, Parsed
from studyapp_interchange.lenient_texts import ENDS, QUOTED, text_at

_DEPTH = 120
_WHITE = re.compile(r"(?:[ \t\n\r\x0b\x0c\u00a0\u3000\ufeff]+|//[^\n]*|/\*.*?\*/|#[^\n]*)*", re.S)
_COMMAS = re.compile(r"(?:[ \t\n\r\x0b\x0c\u00a0\u3000\ufeff,，;]+|//[^\n]*|/\*.*?\*/|#[^\n]*)*", re.S)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w])")
_WORD = re.compile(r"(?:new\s+)?[^\W\d][\w$.\-]*", re.UNICODE)
_SKIPPED = frozenset((" ", "\t", "\n", "\r", "\x0b", "\x0c", "\u00a0", "\u3000", "\ufeff", "/", "#"))
_KEY = re.compile(r"[^\s:：'\"`{}\[\],，]{1,80}")
_CONSTANTS: dict[str, Any] = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
    "null": None, "None": None, "NULL": None, "undefined": None, "NaN": None, "nan": None, "Infinity": None,
}  # fmt: skip
_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|[\[\]{}]')
_OPENING = re.compile(r"[\[{]")
_NEXT_ROW = re.compile(r"\n[ \t]*(?=\{)")


class _Stuck(Exception):  # noqa: N818 - a finding about the text
    """The text is no value from here on."""


def parse(text: str, watch: Callable[[float], None] | None = None) -> Parsed:
    """Return every object and list of the text that does not lie in another one."""
    return _Parser(text, watch).parsed()


class _Parser:
    def __init__(self, text: str, watch: Callable[[float], None] | None) -> None:
        self.text = text
        self.at = 0
        self.depth = 0
        self.broken = False
        self.failed = (0, 0)
        self.found = Parsed(text)
        self.watch = watch
        self.told = 0

    def parsed(self) -> Parsed:
        while (found := _OPENING.search(self.text, self._white(self.at))) is not None:
            self.at = found.start()
            start = self.at
            value = self._element()
            if self.broken:
                self._go_on(start)
            if value is not None:
                self.found.values.append(value)
        return self.found

    def _go_on(self, start: int) -> None:
        """Leave what is broken: go to where its brackets close, else to the next line that begins an object."""
        self.broken = False
        first, stuck = self.failed
        following = _NEXT_ROW.search(self.text, stuck)
        self.at = following.end() if following else len(self.text)
        if not following and (closing := self._closing(start)) and closing > stuck:
            self.at = closing
        self.found.faults.append((first, self.at if self.at == len(self.text) else max(self.at - 1, first)))

    def _element(self) -> Any:
        """Return a value; where it fails, note where, and return what there is of it."""
        start = self.at
        try:
            return self._value()
        except (_Stuck, ValueError):
            self._fail(start)
            return None

    def _fail(self, start: int) -> None:
        if not self.broken:
            self.broken = True
            self.failed = (start, max(self.at, start + 1))

    def _value(self) -> Any:
        character = self.text[self.at : self.at + 1]
        if character == "{":
            return self._object()
        if character == "[":
            return self._array()
        if character in QUOTED and character:
            return self._joined()
        if found := _NUMBER.match(self.text, self.at):
            self.at = found.end()
            return float(found[0]) if re.search("[.eE]", found[0]) else int(found[0])
        if found := _WORD.match(self.text, self.at):
            self.at = found.end()
            return self._called(found[0])
        raise _Stuck

    def _called(self, word: str) -> Any:
        """Return what a word stands for; one with brackets behind it, as databases print types, for what is in them."""
        if self.text[self.at : self.at + 1] != "(":
            return _CONSTANTS.get(word, word)
        self.at = self._white(self.at + 1)
        value = None if self.text[self.at : self.at + 1] == ")" else self._value()
        self.at = self._white(self.at)
        if self.text[self.at : self.at + 1] != ")":
            raise _Stuck
        self.at += 1
        return value

    def _joined(self) -> str:
        """Return a text, and those that are added to it with a plus."""
        text = self._text()
        while self.text[self.at : self.at + 1] not in ENDS:
            plus = self._white(self.at)
            following = self._white(plus + 1)
            if self.text[plus : plus + 1] != "+" or self.text[following : following + 1] not in QUOTED:
                return text
            self.at = following
            text += self._text()
        return text

    def _text(self) -> str:
        found = text_at(self.text, self.at)
        if found is None:
            raise _Stuck
        text, self.at = found
        return text

    def _object(self) -> Object:
        node = Object()
        node.start = self.at
        twice: list[str] = []
        for _ in self._members("}"):
            name = self._name()
            if name is None:
                self._fail(node.start)
                break
            value = self._element()
            if self.broken and not isinstance(value, (Object, Array)):
                self.failed = (node.start, self.failed[1])
            if name in node:
                twice.append(name)
            node[name] = value
            if self.broken:
                break
        node.broken = self.broken
        node.end = self.at
        node.twice = tuple(twice)
        return node

    def _name(self) -> str | None:
        """Return a member's name, and go behind its colon; ``None`` where there is no such thing."""
        try:
            if self.text[self.at : self.at + 1] in QUOTED:
                name = self._text()
            elif found := _KEY.match(self.text, self.at):
                self.at = found.end()
                name = found[0]
            else:
                return None
        except _Stuck:
            return None
        self.at = self._white(self.at)
        if not self.text.startswith((":", "："), self.at):
            return None
        self.at = self._white(self.at + 1)
        return name

    def _array(self) -> Array:
        node = Array()
        node.start = self.at
        for _ in self._members("]"):
            start = self.at
            value = self._element()
            if self.broken and self.text[start] in "{[" and (end := self._closing(start)):
                self.broken = False
                self.found.faults.append((start, end))
                self.at = end
                continue
            node.append(value)
            if self.broken:
                break
            self._tell()
        node.end = self.at
        return node

    def _members(self, closing: str) -> Iterator[None]:
        """Stop before each member of an object or list; commas between them may lack or be too many."""
        start = self.at
        self.depth += 1
        if self.depth > _DEPTH:
            self.depth -= 1
            raise _Stuck
        self.at += 1
        try:
            while not self.broken:
                self.at = self._commas(self.at)
                character = self.text[self.at : self.at + 1]
                if character == closing:
                    self.at += 1
                    return
                if character in ("]", "}") or not character:
                    self._fail(start if not character else self.at)
                    return
                yield
        finally:
            self.depth -= 1

    def _closing(self, start: int) -> int:
        """Return the place behind the bracket that closes the one at ``start``; 0 where brackets do not match."""
        waiting: list[str] = []
        for found in _TOKEN.finditer(self.text, start):
            token = found[0]
            if token in ("{", "["):
                waiting.append("}" if token == "{" else "]")
            elif token in ("}", "]"):
                if not waiting or waiting.pop() != token:
                    return 0
                if not waiting:
                    return found.end()
            elif not waiting:
                return 0
        return 0

    def _tell(self) -> None:
        if self.watch is not None and self.at - self.told > 500_000:
            self.told = self.at
            self.watch(self.at / len(self.text) / 2)

    def _white(self, at: int) -> int:
        if self.text[at : at + 1] not in _SKIPPED:
            return at
        found = _WHITE.match(self.text, at)
        return found.end() if found else at

    def _commas(self, at: int) -> int:
        if self.text[at : at + 1] not in _SKIPPED and self.text[at : at + 1] not in (",", "，", ";"):
            return at
        found = _COMMAS.match(self.text, at)
        return found.end() if found else at
