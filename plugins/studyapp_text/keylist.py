"""A key in a file of its own: its entries, in every form in which keys are handed out.

Lists and ranges (``1-10 ABDAA…``, ``1.A 2.B``), numbers above their answers, headings for kinds and chapters, columns
(``1|||…|||C``), and whole papers in which each question is followed by its answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from studyapp import Flaw, Kind, Where
from studyapp_text import flaws, keyflaws
from studyapp_text.display import clean
from studyapp_text.headings import kind_word
from studyapp_text.keys import parse_key, parse_ranges
from studyapp_text.tokenise import tokenise
from studyapp_text.tokens import Mark, Token, half_width

_RANGE = re.compile(r"[(（第]?\d{1,5}\s{0,4}[-—–~～至]{1,2}\s{0,4}\d{1,5}\s{0,4}[题)）:：.、]{0,3}")
_MOST_JOINED = 20
_DASHED = re.compile(r"(?<![\d-])(\d{1,4})\s?[-—–]\s?(?=[A-HＡ-Ｈ√×对错])")
_NUMBERS = re.compile(r"(?:题号|序号|题目)\s{0,4}[:：]?((?:[\s|、,，]{0,8}\d{1,4}){2,200})$")
_BELOW = re.compile(r"(?:(?:参考|正确|标准)?答案)\s{0,4}[:：]?\s{0,4}(.*)$")
_EACH = re.compile(r"正确|错误|[√×✓✗对错TF]|[A-HＡ-Ｈ]+")
_UNNUMBERED = re.compile(
    r"(?:[A-HＡ-Ｈ]{1,10}|[√×✓✗对错]{1,10})(?:[\s、,，;；]{1,4}(?:[A-HＡ-Ｈ]{1,10}|[√×✓✗对错]{1,10})){0,200}$"
)
_HEADED = re.compile(r"[:：]\s*(?=[(（第]?\d|[A-HＡ-Ｈ√×对错])")
_EXPLAINED = re.compile(r"[\s。.，,；;]*(?:【(?:答案|试题)?解析】\s?[:：]?|(?:答案|试题)?解析\s?[:：])\s*")
_CELLS = re.compile(r"\|\|\||\t")
_SHORT_ANSWERS = (Kind.SHORT, Kind.CARD, Kind.CASE)
_ORDINALS = "一二三四五六七八九十(（"


@dataclass(slots=True)
class Entry:
    """An answer, the number it is for, and what else is known of the question: its kind, chapter, words.

    ``lines`` is what follows the number: the answer, or the prompt where a label announces the answer. ``group``
    counts the stretches of ascending numbers under one heading.
    """

    number: int
    line: int
    last: int
    group: int
    kind: Kind | None = None
    told: bool = False
    subject: str = ""
    lines: list[str] = field(default_factory=list)
    answer: list[str] | None = None
    explanation: list[str] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        """The question's words, where the key repeats them."""
        return "\n".join(self.lines) if self.answer is not None else ""

    @property
    def said(self) -> list[str]:
        """The answer's lines."""
        return self.answer if self.answer is not None else [line for line in self.lines if line]

    @property
    def label(self) -> str:
        """What the question is called."""
        return str(self.number) if self.number else ""


@dataclass(slots=True)
class KeyList:
    """The entries of a key, and a flaw for each line that is none."""

    file: str
    entries: list[Entry] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    group: int = 0
    kind: Kind | None = None
    told: bool = False
    subject: str = ""
    style: str = ""
    explaining: bool = False
    open: Entry | None = None

    def where(self, first: int, last: int = 0) -> Where:
        """A place in the key's file."""
        return Where(self.file, first, last or first)


def read_key(rows: Iterable[tuple[int, str]], file: str) -> KeyList:
    """Read the rows of a key's file."""
    found = KeyList(file)
    for number, last, text in _joined(rows):
        _read_row(found, number, last, text)
    return found


def _joined(rows: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield first and last line and text of rows; numbers and the answers below them make one row."""
    held: list[tuple[int, str]] = []
    for number, text in _shown(rows):
        if not held:
            joined: str | None = None
        else:
            joined = _with_numbers(held[0][1], text) or _with_range(held, text)
        if joined is not None and parse_key(joined) is not None:
            yield held[0][0], number, joined
            held = []
        elif joined is not None and len(held) < _MOST_JOINED:
            held.append((number, text))
        else:
            yield from ((line, line, one) for line, one in held)
            held = []
            if _NUMBERS.match(text) or (_RANGE.match(text) and parse_key(text) is None):
                held.append((number, text))
            else:
                yield number, number, text
    yield from ((line, line, one) for line, one in held)


def _shown(rows: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for number, text in rows:
        for row in text.replace("\v", "\n").replace("\f", "\n").split("\n"):
            tabbed = "\t".join(map(clean, row.split("\t")))
            if tabbed.strip():
                yield number, tabbed.strip()


def _with_numbers(numbers: str, answers: str) -> str | None:
    """Put the answers below a row of numbers each to its own."""
    found, below = _NUMBERS.match(numbers), _BELOW.match(answers)
    if found is None or below is None:
        return None
    pairs = zip(re.findall(r"\d+", found.group(1)), _EACH.findall(below.group(1)), strict=False)
    return " ".join(f"{number}.{answer}" for number, answer in pairs)


def _with_range(held: list[tuple[int, str]], text: str) -> str | None:
    """Add a row of answers to a range whose answers run over several rows; None where it is no such row."""
    if _RANGE.match(held[0][1]) is None or _UNNUMBERED.match(half_width(text)) is None:
        return None
    return " ".join([*(one for _, one in held), text])


def _read_row(found: KeyList, number: int, last: int, text: str) -> None:
    entries = parse_key(text) or parse_key(_DASHED.sub(r"\1.", text)) or parse_key(text.upper())
    if entries is not None:
        _add_all(found, number, last, entries)
        return
    ranges = parse_ranges(text)
    if ranges is not None and ranges.wrong:
        _add_all(found, number, last, ranges.entries)
        found.flaws += [flaws.key_count(found.where(number, last), *wrong) for wrong in ranges.wrong]
        return
    if _CELLS.search(text) and _read_cells(found, number, [cell.strip() for cell in _CELLS.split(text)]):
        return
    for token in tokenise([(number, text.replace("\t", " "))]):
        _read_token(found, token)


def _add_all(found: KeyList, number: int, last: int, entries: list[tuple[int, str]]) -> None:
    for label, answer in entries:
        entry = _add(found, label, number)
        entry.last, entry.answer = last, [answer]


def _add(found: KeyList, number: int, line: int) -> Entry:
    """Begin an entry; a number that does not ascend begins a new group."""
    before = found.entries[-1] if found.entries else None
    if number and before is not None and before.group == found.group and number <= before.number:
        found.group += 1
    entry = Entry(number, line, line, found.group, found.kind, found.told, found.subject)
    found.entries.append(entry)
    found.open, found.explaining = entry, False
    return entry


def _read_cells(found: KeyList, line: int, cells: list[str]) -> bool:
    """Read number, words of the question and answer in columns; say whether they are that."""
    filled = [cell for cell in cells if cell]
    numbered = len(filled) > 1 and filled[0].rstrip(".、．").isdecimal() and len(filled[0]) < 7
    if len(filled) < 2 or (not numbered and (len(filled) > 2 or "|||" not in "|||".join(cells))):
        return False
    if filled[-1] in ("答案", "正确答案", "参考答案"):
        found.flaws.append(keyflaws.key_heading(found.where(line), " ".join(filled)))
        return True
    entry = _add(found, int(filled[0].rstrip(".、．")) if numbered else 0, line)
    entry.lines, entry.answer = filled[1:-1] if numbered else filled[:-1], [filled[-1]]
    return True


def _read_token(found: KeyList, token: Token) -> None:
    if token.mark is Mark.HEADING and not _goes_on(found, token):
        _heading(found, token)
    elif token.mark is Mark.NUMBER and token.label and not _is_point(found, token):
        _numbered(found, token)
    elif token.mark is Mark.FIELD:
        _field(found, token)
    elif token.mark is Mark.NOISE or token.mark is Mark.SEPARATOR or token.mark is Mark.LONE:
        found.flaws.append(keyflaws.key_other(found.where(token.line), token.text))
    elif _UNNUMBERED.match(token.text) and (found.open is None or found.open.kind not in _SHORT_ANSWERS):
        _unnumbered(found, token)
    elif found.open is not None:
        _go_on(found, found.open, token)
    else:
        found.flaws.append(keyflaws.key_other(found.where(token.line), token.text))


def _go_on(found: KeyList, entry: Entry, token: Token) -> None:
    """Add a line without a label to the open entry: to its reason, its answer, or the words before it."""
    entry.last = token.line
    if found.explaining or (entry.answer and entry.kind not in _SHORT_ANSWERS):
        entry.explanation.append(token.text)
    elif entry.answer is not None:
        entry.answer.append(token.text)
    elif token.mark is not Mark.OPTION or not entry.lines:
        entry.lines.append(token.text)


def _goes_on(found: KeyList, token: Token) -> bool:
    """Say whether what looks like the heading of a chapter is a point of an answer."""
    return (
        not token.label and found.open is not None and found.open.kind in _SHORT_ANSWERS and token.text[0] in _ORDINALS
    )


def _is_point(found: KeyList, token: Token) -> bool:
    """Say whether a number is a point of the answer before it."""
    if found.open is None or found.open.kind not in _SHORT_ANSWERS:
        return False
    if not found.style and token.style not in ("parens", "paren"):
        return int(token.label) <= found.open.number
    return token.style != found.style or int(token.label) <= found.open.number


def _heading(found: KeyList, token: Token) -> None:
    headed = _HEADED.search(token.text)
    found.open, found.style = None, ""
    found.group += 1
    if token.label and token.label != "答案":
        found.kind, found.told = kind_word(token.label.removeprefix("答案")), True
    elif not token.label:
        found.subject, found.kind, found.told = token.rest, None, False
    found.flaws.append(keyflaws.key_heading(found.where(token.line), token.text))
    if headed is not None and token.label:
        _read_row(found, token.line, token.line, token.text[headed.end() :])


def _numbered(found: KeyList, token: Token) -> None:
    found.style = found.style or token.style
    entry = _add(found, int(token.label), token.line)
    answer, *reason = _EXPLAINED.split(token.rest, maxsplit=1)
    entry.lines = [answer] if answer else []
    entry.explanation += reason
    found.explaining = bool(reason)


def _field(found: KeyList, token: Token) -> None:
    """Read a labelled line: the answer or the reason of the entry before it, or of the number that it bears."""
    if token.label == "answer" and not token.style and (entries := parse_key(token.rest)) and len(entries) > 1:
        _add_all(found, token.line, token.line, entries)
        return
    entry = found.open
    if token.style.isdigit() and (entry is None or entry.number != int(token.style)):
        entry = _add(found, int(token.style), token.line)
    if entry is None:
        found.flaws.append(keyflaws.key_other(found.where(token.line), token.text))
        return
    entry.last = token.line
    if token.label == "answer" and entry.answer is None:
        answer, *reason = _EXPLAINED.split(token.rest, maxsplit=1)
        entry.answer = [answer] if answer else []
        entry.explanation += reason
        found.explaining = bool(reason)
    elif token.label in ("answer", "explanation"):
        entry.explanation += [token.rest] if token.rest else []
        found.explaining = token.label == "explanation"
    elif token.label == "given":
        return
    else:
        entry.explanation.append(token.text)


def _unnumbered(found: KeyList, token: Token) -> None:
    """Read answers without numbers: they count from one, or go on from the entry before them."""
    several = found.told and found.kind is Kind.MULTIPLE
    text = half_width(token.text)
    answers = re.findall(r"[^\s、,，;；]+", text) if several else re.findall(r"[A-H√×✓✗对错]", text)
    last = found.entries[-1] if found.entries else None
    number = last.number if last is not None and last.group == found.group else 0
    _add_all(found, token.line, token.line, [(number + at, answer) for at, answer in enumerate(answers, 1)])
