"""What is wrong with a file that is no TOML at all, in words for who wrote it."""

from __future__ import annotations

import re
import tomllib
import unicodedata

from studyapp.model import Message

_PLACE = re.compile(r" \((?:at line (?P<line>\d+), column \d+|at end of document)\)$")
_QUOTED = re.compile(r""""(?:\\.|[^"\\])*"|'[^']*'""")
_PROSE = re.compile(r"\s*[\u3400-\u9fff]")
_BEGINS = re.compile(r"\s*(?:\[|[A-Za-z0-9_-]+\s*=)")
_DIGITS = re.compile(r"[0-9_]+")
_LOOSE_DATE = re.compile(r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_HALVES = {"“": '"', "”": '"', "‘": "'", "’": "'", "【": "[", "】": "]", "「": '"', "」": '"', "、": ",", "：": "="}
"""Signs of a Chinese keyboard, and what was meant; those of full width are told by Unicode."""

_SENTENCES = (
    ("Invalid date", Message("没有这一天；请核对日期。")),
    (
        "Unterminated string|Illegal character '\\\\n'|Expected ['\"]+$",
        Message("引号没有成对；文字前后都要有英文引号。"),
    ),
    ("Unclosed array", Message("方括号没有写完；各项之间用英文逗号隔开，最后写 ]。")),
    ("Unclosed inline table", Message("花括号没有写完；各项之间用英文逗号隔开，最后写 {bracket}。", {"bracket": "}"})),
    (
        "Cannot|Duplicate",
        Message("这一项或这一节前面已经写过；请删去重复的一处。"),
    ),
    ("Expected '='", Message("名称后面缺少等号；请写成“名称 = 内容”。")),
    ("Expected '?\\]", Message("这一节的名称没有写完；请写成 [名称] 或 [[名称]]，单独占一行。")),
    (
        "Invalid value",
        Message("等号后面的内容不对；文字要加英文引号，数字不写单位。"),
    ),
    (
        "Invalid statement|Invalid initial",
        Message("这一行的写法不对；应为“名称 = 内容”或 [名称]，说明文字前面加 #。"),
    ),
    (
        "Expected newline",
        Message("内容后面还有多余的字；请删去，说明文字前面加 #。"),
    ),
    ("Unescaped|Escaped|Invalid hex", Message("文字里的反斜杠要写两次；也可以把文字放在英文单引号里。")),
    ("Illegal character|Found invalid", Message("这一行有看不见的控制字符；请删去这一行，重新输入。")),
)


def syntax_fault(error: Exception, text: str) -> tuple[int, Message]:
    """The line of a fault that ``tomllib`` found, and a sentence on it."""
    rows = text.split("\n")
    if not isinstance(error, tomllib.TOMLDecodeError):
        return _excess(error, rows)
    told = str(error)
    place = _PLACE.search(told)
    end = max((number for number, row in enumerate(rows, 1) if row.strip()), default=1)
    line = min(int(place["line"]), len(rows)) if place and place["line"] else end
    told = told[: place.start()] if place else told
    if told == "Unclosed array" and _BEGINS.match(rows[line - 1]):
        line = _opening(rows, line)
    return line, _sentence(told, rows[line - 1])


def _excess(error: Exception, rows: list[str]) -> tuple[int, Message]:
    """Faults that have no place: a number of thousands of digits, brackets within brackets without end."""
    if isinstance(error, RecursionError):
        depth = [row.count("[") + row.count("{") for row in rows]
        return depth.index(max(depth)) + 1, Message("括号套得太深；请对照自带的方案改正。")
    length = [max(map(len, _DIGITS.findall(row)), default=0) for row in rows]
    return length.index(max(length)) + 1, Message("这个数太长；请核对。")


def _opening(rows: list[str], line: int) -> int:
    """The line of the bracket that is still open where what stands in a line begins."""
    depth = 0
    for number in range(line, 0, -1):
        bare = _bare(rows[number - 1])
        depth += bare.count("[") - bare.count("]")
        if depth > 0:
            return number
    return line


def _bare(row: str) -> str:
    """A line without its texts and its comment."""
    return _QUOTED.sub("", row).partition("#")[0]


def _sentence(told: str, row: str) -> Message:
    bare = _bare(row)
    for sign in "" if _PROSE.match(bare) else bare:
        half = _HALVES.get(sign, unicodedata.normalize("NFKC", sign))
        if half != sign and len(half) == 1 and half.isascii() and not half.isalnum():
            return Message("符号 {sign} 是全角的；请改成半角的 {half}。", {"sign": sign, "half": half})
    if _PROSE.match(bare) and "=" in bare:
        return Message("等号前面要写规定的英文名称，如 name、minutes；请对照自带的方案改正。")
    if _LOOSE_DATE.search(bare) and not _DATE.search(bare):
        return Message("日期的写法不对；请写成 2021-04-01 这样，不加引号。")
    if bare.count("{") > bare.count("}"):
        told = "Unclosed inline table"
    for pattern, sentence in _SENTENCES:
        if re.match(pattern, told):
            return sentence
    return Message("这一行的写法不对；请对照自带的方案改正。")
