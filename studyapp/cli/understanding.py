"""What a typed line means: a command, an answer, or what is wrong with it."""

from __future__ import annotations

import re
from enum import Enum, auto

from studyapp import wording
from studyapp.model import (
    Arranged,
    Blanks,
    KeyPoints,
    Kind,
    Paired,
    Passed,
    Picked,
    Question,
    Recalled,
    Response,
    Ticked,
    Typed,
)
from studyapp.words import _, listed

_PAIR = r"\d{1,3}\s*[-:=→]?\s*[A-Za-z]"
_PAIR_PARTS = r"(\d{1,3})\s*[-:=→]?\s*([A-Za-z])"
_TRUE = {"1", "y", "t", "√", "对", "是", "正确", "a"}
_FALSE = {"2", "n", "f", "×", "x", "错", "否", "错误", "b"}
_UNKNOWN = "不知道"
_SLASHES = ("/", "、")
"""What makes a command of any word; the second is the slash's key under a Chinese input method."""
_LONGEST = 12
"""So much of what was typed is said back."""


class Command(Enum):
    """What a line may ask for instead of answering."""

    HELP = auto()
    READ = auto()
    HINT = auto()
    GUESS = auto()
    STAR = auto()
    REPORT = auto()
    STAR_LAST = auto()
    REPORT_LAST = auto()
    UNDO = auto()
    LEAVE = auto()


_COMMANDS = {
    "?": Command.HELP,
    "r": Command.READ,
    "h": Command.HINT,
    "g": Command.GUESS,
    "*": Command.STAR,
    "!": Command.REPORT,
    "**": Command.STAR_LAST,
    "!!": Command.REPORT_LAST,
    "u": Command.UNDO,
    "undo": Command.UNDO,
    "q": Command.LEAVE,
    "quit": Command.LEAVE,
}
_IN_BLANKS = (Command.HELP, Command.UNDO, Command.LEAVE)
"""The commands that a blank takes without a slash; all else is text there."""


def half_width(text: str) -> str:
    """The text as a keyboard without a Chinese input method would have typed it."""
    return text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})


def command_of(question: Question | None, word: str) -> Command | None:
    """The command that a word is; ``None`` for what may answer ``question``. With a slash it is always a command."""
    if word.startswith(_SLASHES) and word[1:].lower() in _COMMANDS:
        return _COMMANDS[word[1:].lower()]
    command = _COMMANDS.get(word.lower())
    if command is None or question is None:
        return command
    if isinstance(question.answer, Blanks):
        return command if command in _IN_BLANKS and not _fills(question.answer, word) else None
    return command if understand(question, word) is None else None


def _fills(answer: Blanks, word: str) -> bool:
    accepted = {half_width(text).strip().lower() for blank in answer.blanks for text in blank.accepted}
    return word.lower() in accepted


def understand_texts(texts: tuple[str, ...]) -> Response:
    """Take what was typed into the blanks as a response. Nought is a text here: it may be what belongs there."""
    return Passed() if all(text in ("", _UNKNOWN) for text in texts) else Typed(texts)


def understand(question: Question, word: str) -> Response | None:
    """Take a typed word as a response; ``None`` where it is none."""
    if word in ("0", _UNKNOWN):
        return Passed()
    if question.kind is Kind.JUDGE:
        return _judge(word)
    if question.kind is Kind.CARD:
        return Recalled(int(word)) if word in ("1", "2", "3", "4") else None
    if question.kind is Kind.MATCH:
        return _pairs(question, word)
    picked = _indexes(word, count_of(question))
    if not picked:
        return None
    if question.kind is Kind.SHORT:
        return Ticked(tuple(sorted(set(picked))))
    if len(set(picked)) != len(picked):
        return None
    if question.kind is Kind.ORDER:
        return Arranged(tuple(picked)) if len(picked) == len(question.choices) else None
    if question.kind is Kind.SINGLE and len(picked) != 1:
        return None
    return Picked(tuple(sorted(picked)))


def count_of(question: Question) -> int:
    """How many things there are to name: ratings, key points or choices."""
    if question.kind is Kind.CARD:
        return wording.RATINGS
    return len(question.answer.points) if isinstance(question.answer, KeyPoints) else len(question.choices)


def fault(question: Question, word: str) -> str:
    """What is wrong with a word that ``understand`` takes for no response; empty where nothing was typed."""
    if not word:
        return ""
    if question.kind is Kind.MATCH:
        return _pair_fault(question, word)
    if question.kind is Kind.JUDGE:
        return _("没有“{word}”这一项，请输入 1 或 2。").format(word=_said_back(word))
    count = count_of(question)
    numbered = question.kind in (Kind.CARD, Kind.SHORT)
    parts = _parts(word, count)
    strangers = [word] if question.kind is Kind.CARD else [part for part in parts if not 0 <= _index(part) < count]
    if strangers:
        first, last = ("1", str(count)) if numbered else (wording.letter(0), wording.letter(count - 1))
        return _("没有“{word}”这一项，请输入 {first} 到 {last}。").format(
            word=_said_back(strangers[0]), first=first, last=last
        )
    return _count_fault(question, [_index(part) for part in parts])


def _count_fault(question: Question, picked: list[int]) -> str:
    """What is wrong with choices that are all there: too many of them, too few, or one twice."""
    if not picked:
        return ""
    if question.kind is Kind.SINGLE:
        return _("单选题只选一项，请输入 {first} 到 {last} 中的一个。").format(
            first=wording.letter(0), last=wording.letter(len(question.choices) - 1)
        )
    twice = sorted({one for one in picked if picked.count(one) > 1})
    if twice:
        return _("{choices} 重复了，每一项只能输入一次。").format(choices=listed(map(wording.letter, twice)))
    missing = [wording.letter(one) for one in range(len(question.choices)) if one not in picked]
    return _("还缺 {choices}，每一项都要排进去。").format(choices=listed(missing))


def _pair_fault(question: Question, word: str) -> str:
    left = wording.left_count(question)
    for number, letter in re.findall(_PAIR_PARTS, word):
        if not 1 <= int(number) <= left:
            return _("左边没有“{word}”，请输入 1 到 {last}。").format(word=int(number), last=left)
        if not 0 <= _index(letter.upper()) < len(question.choices) - left:
            last = wording.letter(len(question.choices) - left - 1)
            return _("右边没有“{word}”，请输入 A 到 {last}。").format(word=letter.upper(), last=last)
    return _("“{word}”不成对，请逐对输入左边的数字和右边的字母，如 1B 2A。").format(word=_said_back(word))


def _said_back(word: str) -> str:
    """What was typed, fit to be printed: a terminal obeys some of what a line may send."""
    beginning = word if len(word) <= _LONGEST else word[: _LONGEST - 1] + "…"
    return "".join(sign if sign.isprintable() else "�" for sign in beginning)


def _judge(word: str) -> Response | None:
    if word.lower() in _TRUE:
        return Picked((0,))
    return Picked((1,)) if word.lower() in _FALSE else None


def _pairs(question: Question, word: str) -> Response | None:
    left = wording.left_count(question)
    if not re.fullmatch(rf"({_PAIR}[\s,;、，；|/]*)+", word):
        return None
    pairs = [(int(number) - 1, left + _index(letter.upper())) for number, letter in re.findall(_PAIR_PARTS, word)]
    if any(not 0 <= a < left or not left <= b < len(question.choices) for a, b in pairs):
        return None
    return Paired(tuple(sorted(set(pairs))))


def _indexes(word: str, count: int) -> list[int] | None:
    """The choices that letters or digits name, with or without marks between them; ``None`` for anything else."""
    indexes = [_index(part) for part in _parts(word, count)]
    return indexes if all(0 <= one < count for one in indexes) else None


def _parts(word: str, count: int) -> list[str]:
    """What names one choice each; above nine choices numbers must stand apart."""
    marks = re.sub(r"[\s,;、|/.-]+", " ", word.upper()).strip()
    return marks.split() if " " in marks and count > 9 else list(marks.replace(" ", ""))


def _index(part: str) -> int:
    """The choice that a letter or a number names, from 0; -1 for anything else."""
    if part.isascii() and part.isdigit():
        return int(part) - 1
    return ord(part) - ord("A") if len(part) == 1 and "A" <= part <= "Z" else -1
