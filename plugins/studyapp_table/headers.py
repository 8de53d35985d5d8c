"""Headers: which row is the header, and what each column of it holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from studyapp import Holds, Kind
from studyapp_table.vocabulary import (
    FIELD_OF,
    FIELDS,
    KIND_HEADERS,
    KIND_WORDS,
    RIGHT_WORDS,
    SHORT_KINDS,
    TRADITIONAL,
    WEAK,
    WRONG_WORDS,
)

_BRACKETED = re.compile(r"\(([A-Ha-h1-9])\)")
_HINTS = re.compile(r"[(（\[【<《][^)）\]】>》]*[)）\]】>》]|[*＊:：\s_]+")
_LIMITS = re.compile(r"\s[-–—]\s(?=.{3}).*", re.S)
"""What a template says of a column behind its name: ``Question - max 120 characters``."""

_LEAD = "(?:可?选项|选择项|备选项|备选答案|答案选项|候选项|选择|option|opt|choice|item|xx)"
_LEAD_OF_LETTERS = _LEAD.replace("(?:", "(?:answer|答案|")
_LETTERED = re.compile(
    _LEAD_OF_LETTERS + r"?-?([a-l])(?:选项|项|项目|答案|选项内容|项内容)?|" + _LEAD_OF_LETTERS + "-?([m-z])(?:内容)?"
)
_NUMBERED = re.compile(_LEAD + r"-?(\d{1,2}|[一二三四五六七八九十])(?:内容)?")
_MORE_ANSWERS = re.compile(r"(?:答案|正确答案|answer|填空答案|空|第)(?:\d{1,2}|[一二三四五六七八九十])(?:空答案|空)?")
_COUNT = re.compile(r"\d{1,3}$")
_HAN = "一二三四五六七八九十"
_HEADER_ROWS = 8
_ANSWER = re.compile(r"[A-Ha-hＡ-Ｈ](?:[\s,，、;；|]?[A-Ha-hＡ-Ｈ]){0,9}[.。]?")
_ONE = ("prompt", "kind", "options", "label", "external", "parent", "difficulty")
_REPLACED = frozenset((*_ONE, "answer", "case"))
"""Fields of which the user's word leaves no other column."""

FIELD_OF_HOLDS = {
    Holds.PROMPT: "prompt", Holds.KIND: "kind", Holds.CHOICES: "options", Holds.ANSWER: "answer",
    Holds.EXPLANATION: "explanation", Holds.SUBJECT: "subject", Holds.TAGS: "tags", Holds.DIFFICULTY: "difficulty",
    Holds.BASIS: "basis", Holds.ARTICLE: "article", Holds.AUTHORITY: "authority", Holds.JURISDICTION: "jurisdiction",
    Holds.LABEL: "label", Holds.EXTERNAL: "external", Holds.CASE: "case",
}  # fmt: skip
HOLDS_OF = {name: holds for holds, name in FIELD_OF_HOLDS.items()} | {"parent": Holds.CASE}

Words = Mapping[str, Holds]
"""The user's word on columns, by bare header."""

NO_WORDS: Words = MappingProxyType({})


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

    @property
    def complete(self) -> bool:
        """Whether its columns are enough for questions."""
        return "prompt" in self.columns and bool(self.options or self.columns.keys() & {"answer", "options", "kind"})

    def holds(self, column: int) -> Holds:
        """Return what a column holds."""
        if any(at == column for _, at in self.options):
            return Holds.CHOICE
        return next((HOLDS_OF[name] for name, at in self.columns.items() if column in at), Holds.NOTHING)


def bare(text: str) -> str:
    """Return a header without spaces, stars and hints in brackets, in half width and lower case."""
    if len(text) > 60:
        text = _LIMITS.sub("", text.split("\n")[0])
    if len(text) > 60:
        return ""
    half = _LIMITS.sub("", unicodedata.normalize("NFKC", text))
    return (
        (_HINTS.sub("", _BRACKETED.sub(r"\1", half)) or _HINTS.sub("", half.strip("【】[]<>《》")))
        .casefold()
        .translate(TRADITIONAL)
    )


def letter_of(column: int) -> str:
    """Return the name of a column in a spreadsheet: A, B … AA."""
    letters, number = "", column + 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@lru_cache(maxsize=2048)
def kind_word(text: str) -> tuple[bool, Kind | None]:
    """Say whether a text names a kind, and which."""
    lower = text.casefold().translate(TRADITIONAL).replace(" ", "").strip("[]【】()（）")
    if lower in SHORT_KINDS:
        return True, SHORT_KINDS[lower]
    return next(((True, kind) for word, kind in KIND_WORDS if word in lower), (False, None))


def is_answer(text: str) -> bool:
    """Say whether a cell is letters or a judgement, as keys are."""
    return is_letters(text) or text.strip(" .。()（）").upper() in RIGHT_WORDS | WRONG_WORDS


def is_letters(text: str) -> bool:
    """Say whether a cell is letters of choices."""
    return bool(_ANSWER.fullmatch(text))


def read_header(cells: Sequence[str], words: Words = NO_WORDS) -> Layout | None:
    """Return the layout that a row of headers gives, None where it is no such row."""
    columns: dict[str, list[int]] = {}
    options: list[tuple[str, int]] = []
    for column, cell in enumerate(cells):
        name = bare(cell)
        name = name if name in FIELD_OF else name.removesuffix("html")
        letter = _option_letter(name)
        if letter and letter not in (known for known, _ in options):
            options.append((letter, column))
        elif (field := FIELD_OF.get(name) or ("answer" if _MORE_ANSWERS.fullmatch(name) else "")) and not letter:
            columns.setdefault(field, []).append(column)
    if len(columns.get("options", ())) > 1 and not options:
        options = [(chr(65 + place), column) for place, column in enumerate(columns.pop("options")[:26])]
    options = options or _counted(columns, [bare(cell) for cell in cells])
    _settle_twofold(columns, cells)
    layout = Layout({name: tuple(found) for name, found in columns.items()}, tuple(options), tuple(cells))
    if words and (layout.complete or _is_known(cells, words)):
        layout = heard(layout, cells, words)
    return layout if layout.complete and not _is_weak(layout, words) else None


def _counted(columns: dict[str, list[int]], names: Sequence[str]) -> list[tuple[str, int]]:
    """Return the options whose columns are only counted, ``1`` or ``answer 1``, where another has the right answer."""
    keys = columns.get("answer", [])
    numbered = [at for at in keys if names[at][-1:].isdecimal()]
    other = [at for at in keys if at not in numbered]
    if len(other) != 1 or "prompt" not in columns:
        return []
    numbered = numbered or [at for at, name in enumerate(names) if name.isdecimal()]
    counts = [int(found.group()) for at in numbered if (found := _COUNT.search(names[at])) is not None]
    if len(counts) < 2 or counts != list(range(1, len(counts) + 1)):
        return []
    columns["answer"] = other
    return [(chr(64 + count), at) for count, at in zip(counts[:26], numbered, strict=False)]


def _is_known(cells: Sequence[str], words: Words) -> bool:
    """Say whether most cells of a row are headers that the user spoke of: a key ``B`` is not the header of column B."""
    names = [bare(cell) for cell in cells if cell]
    return 2 * sum(name in words for name in names) >= len(names)


def _is_weak(layout: Layout, words: Words) -> bool:
    """Say whether a row may be the header of something else: its words are not those of banks alone."""
    name = bare(layout.names[layout.columns["prompt"][0]])
    if name in KIND_HEADERS and "answer" not in layout.columns:
        return True
    return name in WEAK and name not in words and not (layout.options or layout.columns.keys() & {"answer", "options"})


def heard(layout: Layout, names: Sequence[str], words: Words, *, headless: bool = False) -> Layout:
    """Put the user's word on columns in the place of what was found.

    ``headless``: the names are the columns' letters, which tell nothing about choices.
    """
    told = {column: words[bare(name)] for column, name in enumerate(names) if bare(name) in words}
    if not told:
        return layout
    replaced = {FIELD_OF_HOLDS.get(holds, "") for holds in told.values()} & _REPLACED
    columns: dict[str, list[int]] = {}
    for name, found in layout.columns.items():
        rest = [column for column in found if column not in told and name not in replaced]
        if rest and not (name == "options" and Holds.CHOICE in told.values()):
            columns[name] = rest
    for column, holds in told.items():
        if holds in FIELD_OF_HOLDS:
            columns.setdefault(FIELD_OF_HOLDS[holds], []).append(column)
    letters = {column: letter for letter, column in layout.options if column not in told}
    letters |= {column: "" for column, holds in told.items() if holds is Holds.CHOICE}
    if "options" in replaced:
        letters = {}
    if headless:
        letters = dict.fromkeys(letters, "")
    return replace(
        layout,
        columns={name: tuple(sorted(found)) for name, found in columns.items()},
        options=_lettered(letters, [""] * len(names) if headless else names),
    )


def _lettered(letters: dict[int, str], names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Give every column of a choice its letter: its own, else the next that is free."""
    own = {column: letter or _option_letter(bare(names[column])) for column, letter in letters.items()}
    taken = {letter for letter in own.values() if letter}
    free = (letter for letter in map(chr, range(65, 91)) if letter not in taken)
    found, seen = [], set()
    for column in sorted(own):
        letter = own[column] if own[column] and own[column] not in seen else next(free)
        seen.add(letter)
        found.append((letter, column))
    return tuple(sorted(found))


def _settle_twofold(columns: dict[str, list[int]], cells: Sequence[str]) -> None:
    """Keep one column of those fields that have one value: the earlier synonym in the list counts."""
    for name in _ONE:
        if len(found := columns.get(name, [])) > 1:
            columns[name] = [min(found, key=lambda column: FIELDS[name].index(bare(cells[column])))]


def _option_letter(name: str) -> str:
    if found := _LETTERED.fullmatch(name):
        return (found.group(1) or found.group(2)).upper()
    if found := _NUMBERED.fullmatch(name):
        digit = found.group(1)
        number = _HAN.index(digit) + 1 if digit in _HAN else int(digit)
        return chr(64 + number) if 1 <= number <= 26 else ""
    return ""


def find_header(rows: Sequence[Sequence[str]], words: Words = NO_WORDS) -> tuple[int, Layout] | None:
    """Return the index of the header among the first rows that are not empty, and its layout.

    A header of two rows, with the letters of the options under one 选项, counts as its second row.
    """
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        if (layout := read_header(row, words)) is not None:
            both = _two_rows(row, rows[index + 1], words) if index + 1 < len(rows) else None
            return (index, layout) if both is None else (index + 1, both)
    return None


def _two_rows(above: Sequence[str], below: Sequence[str], words: Words) -> Layout | None:
    names = [bare(cell) for cell in below]
    if sum(map(bool, names)) < 2 or not all(_option_letter(name) for name in names if name):
        return None
    width = max(len(above), len(below))
    upper, lower = [*above, *[""] * (width - len(above))], [*below, *[""] * (width - len(below))]
    return read_header([low or high for high, low in zip(upper, lower, strict=True)], words)
