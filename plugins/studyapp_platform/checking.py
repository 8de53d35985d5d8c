"""A mapping held against its schema: what is wrong with it, with line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from studyapp import BadAddress, Message
from studyapp_platform.expressions import BadExpression, compiled, is_path
from studyapp_platform.places import Path, line_of, lines_of
from studyapp_platform.schema import MAPPING, Leaf, Names, Spec, Table, Takes

LARGEST = 1 << 18
"""Bytes of a mapping file."""

MOST = 64
"""Decks, or boards: a remote's cursor, which is short, has room for so many."""

_LONGEST = 2_000
_SITE = re.compile(r"https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?/?", re.ASCII)
_TARGET = re.compile(r"/(?:[A-Za-z0-9/._~!$&'()*+,;=:@%?-]|\{period\})*", re.ASCII)
_SECRET = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:[^/\\:*?\"<>|\x00-\x1f]{1,100}")
_HANDS_IN = re.compile(
    r"(?:save|submit|commit|post|upload|do|send|hand_?in|finish)[-_/]?(?:user|my|the)?[-_]?"
    r"(?:answer|exam|paper|quiz|question|test)|[?&](?:user|my)?_?answers?=|hand[-_]?in|calculatebattle",
    re.IGNORECASE,
)
"""Addresses at which sites take answers. A mapping has no words for one; this says so to who tries."""

WRONG: Mapping[Takes, Message] = {
    Takes.TEXT: Message("{file} 第 {line} 行的 {key}：应是一段文字，写在英文引号里，不能为空，不能换行。"),
    Takes.NUMBER: Message("{file} 第 {line} 行的 {key}：应是 {least} 到 {most} 之间的整数。"),
    Takes.FLAG: Message("{file} 第 {line} 行的 {key}：应写 true 或 false，不加引号。"),
    Takes.SITE: Message("{file} 第 {line} 行的 {key}：应是网站的地址，如 https://study.example.gov.cn，后面不带路径。"),
    Takes.TARGET: Message(
        "{file} 第 {line} 行的 {key}：应是网站里的地址，以 / 开头，只用英文字母、数字和常用符号，汉字要写成 % 编码。"
    ),
    Takes.EXPRESSION: Message("{file} 第 {line} 行的 {key}：不是 JMESPath 的写法。请对照 jmespath.org 的例子改正。"),
    Takes.PATH: Message("{file} 第 {line} 行的 {key}：只能逐级写字段的名称，如 data.next。"),
    Takes.SECRET: Message(
        "{file} 第 {line} 行的 {key}：应写 env:环境变量名 或 file:同一文件夹里的文件名，密钥本身不写在这里。"
    ),
    Takes.WORD: Message("{file} 第 {line} 行的 {key}：只能写其中之一：{words}。"),
}


class Faults:
    """Where a mapping is wrong: raises ``BadAddress`` with file, line and key."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._lines = lines_of(text)

    def fault(self, path: Path, message: Message) -> BadAddress:
        """What to raise of a key. ``message`` may speak of ``file``, ``line`` and ``key``."""
        key = ".".join(str(one + 1) if isinstance(one, int) else one for one in path)
        about: dict[str, str | int | float] = {"file": self.file, "line": line_of(path, self._lines), "key": key}
        return BadAddress(replace(message, arguments={**about, **message.arguments}))


def checked(file: str, data: bytes) -> tuple[dict[str, Any], Faults]:
    """What a mapping file says, which is as the schema has it. Raises ``BadAddress``."""
    try:
        if len(data) > LARGEST:
            raise ValueError("too large")
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        plain = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        where = re.search(r"line (\d+)", str(error))
        line = int(where[1]) if where else 1
        why = Message("{file} 第 {line} 行不是 TOML 的写法，或文件不是 UTF-8 编码。", {"file": file, "line": line})
        raise BadAddress(why) from error
    faults = Faults(file, text)
    for path, message in _wrong(plain, MAPPING, ()):
        raise faults.fault(path, message)
    return plain, faults


def _wrong(value: object, spec: Spec, path: Path) -> Iterator[tuple[Path, Message]]:
    if isinstance(spec, Leaf):
        yield from ((path, one) for one in _wrong_leaf(value, spec))
    elif isinstance(spec, Table) and spec.many:
        if not isinstance(value, list):
            yield path, Message("{file} 第 {line} 行的 {key}：应写成 [[{key}]]，可以有好几个。")
            return
        if len(value) > MOST:
            yield (*path, MOST), Message("{file} 第 {line} 行的 {key}：最多 {most} 个。", {"most": MOST})
        for place, one in enumerate(value):
            yield from _wrong_table(one, spec, (*path, place))
    else:
        yield from _wrong_table(value, spec, path)


def _wrong_table(value: object, spec: Table | Names, path: Path) -> Iterator[tuple[Path, Message]]:
    if not isinstance(value, dict):
        yield path, Message("{file} 第 {line} 行的 {key}：应是一节，写成 [{key}]。")
        return
    if isinstance(spec, Names):
        if len(value) > spec.most or not all(map(_is_text, value)):
            yield path, Message("{file} 第 {line} 行的 {key}：最多 {most} 项，名称不能为空。", {"most": spec.most})
        for name, one in value.items():
            yield from _wrong(one, spec.of, (*path, name))
        return
    for name, one in value.items():
        if name not in spec.fields:
            known = "、".join(spec.fields)
            yield (
                (*path, name),
                Message("{file} 第 {line} 行的 {key}：没有这一项。可以写的有 {known}。", {"known": known}),
            )
        else:
            yield from _wrong(one, spec.fields[name], (*path, name))
    for name, wanted in spec.fields.items():
        if wanted.required and not value.get(name):
            yield path, Message("{file} 第 {line} 行起的一节缺少 {name}。", {"name": name})


def _wrong_leaf(value: object, spec: Leaf) -> Iterator[Message]:
    wrong = WRONG[spec.takes]
    if spec.takes is Takes.NUMBER:
        if type(value) is not int or not spec.least <= value <= spec.most:
            yield replace(wrong, arguments={"least": spec.least, "most": spec.most})
    elif spec.takes is Takes.FLAG:
        if type(value) is not bool:
            yield wrong
    elif not _is_text(value):
        yield wrong if spec.takes is not Takes.WORD else replace(wrong, arguments={"words": "、".join(spec.words)})
    else:
        yield from _wrong_text(str(value), spec, wrong)


def _wrong_text(value: str, spec: Leaf, wrong: Message) -> Iterator[Message]:
    match spec.takes:
        case Takes.WORD if value not in spec.words:
            yield replace(wrong, arguments={"words": "、".join(spec.words)})
        case Takes.SITE if not _SITE.fullmatch(value):
            yield wrong
        case Takes.SECRET if not _SECRET.fullmatch(value):
            yield wrong
        case Takes.TARGET if not _TARGET.fullmatch(value) or value.startswith("//"):
            yield wrong
        case Takes.TARGET if _HANDS_IN.search(value):
            yield Message("{file} 第 {line} 行的 {key}：看上去是交答案的地址。本程序不替任何人答题，请删去。")
        case Takes.EXPRESSION | Takes.PATH if not _is_expression(value, spec.takes):
            yield wrong


def _is_expression(value: str, takes: Takes) -> bool:
    try:
        expression = compiled(value)
    except BadExpression:
        return False
    return takes is not Takes.PATH or is_path(expression)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST and value.isprintable() and bool(value.strip())
