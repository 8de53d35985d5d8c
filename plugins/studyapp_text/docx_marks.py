"""Right options that only their looks tell: red, highlighted, underlined or bold among others that are not.

Many papers are handed on with the key in red and no line “答案：”. Such an option gets the words that exam text has
for it, so that the engine reads one layout more without knowing of colours. Looks count only where no key is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from studyapp_text.docx_paragraphs import Run

RIGHT = "（正确答案）"

_LOOKS = ("red", "highlight", "colour", "underline", "bold")
_LETTER = re.compile(r"(?:^|(?<=\s)|(?<![A-Za-z0-9(（\[【]))([A-H])\s?[.．、)）:：]")
_IN_STEM = re.compile(r"[(（\[【]\s*(?:[A-H](?:[\s、,，]*[A-H])*|√|×|对|错|正确|错误)\s*[)）\]】]")
_LONGEST_KEY = 400
_ANSWER = re.compile(r"答案|(?:^|\s)答\s?[:：】]|\\ans", re.M)
_NUMBERED = re.compile(r"\s*[(（]?\d{1,4}\s?[.．、)）]")
_KEY = re.compile(r"\s*(?:.{0,12}参考答案.{0,12}|[(（]?\d{1,4}\s*[-—–~～至]\s*\d{1,4}.*[A-H√×对错].*)$")


@dataclass(slots=True)
class Line:
    """A line and how its letters look; ``number`` is its paragraph."""

    number: int
    runs: Sequence[Run]
    text: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the text is that of the runs."""
        return self.text == "".join(run.text for run in self.runs)

    def __post_init__(self) -> None:
        self.text = self.text or "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class _Option:
    line: int
    start: int
    body: int
    end: int


@dataclass(slots=True)
class _Group:
    """The options of one question."""

    options: list[_Option] = field(default_factory=list)

    @property
    def wanted(self) -> str:
        return chr(ord("A") + len(self.options))


def lacks_key(lines: list[Line]) -> bool:
    """Say whether lines hold questions, and neither a key nor more than a few answers: looks may tell these."""
    if any(_ANSWER.search(line.text) or _KEY.match(line.text[:_LONGEST_KEY]) for line in lines):
        return False
    questions = max(sum(_NUMBERED.match(line.text) is not None for line in lines), len(_groups(lines)))
    return questions > 2 * sum(_IN_STEM.search(line.text) is not None for line in lines)


def mark_right(lines: list[Line]) -> list[int]:
    """Write ``RIGHT`` behind options that their looks tell; return the numbers of the lines where that was done."""
    if not any(run.marks for line in lines for run in line.runs) or any(
        _KEY.match(line.text[:_LONGEST_KEY]) for line in lines
    ):
        return []
    groups = _groups(lines)
    stems = [_between(lines, before, group) for before, group in zip([None, *groups], [*groups, None], strict=True)]
    first = bool(stems) and _ANSWER.search(stems[0]) is not None
    chosen: list[_Option] = []
    for index, group in enumerate(groups):
        written = _ANSWER.search(stems[index] if first else stems[index + 1])
        if written is None and not _IN_STEM.search(stems[index]):
            chosen += _marked(lines, group)
    for option in reversed(chosen):
        line = lines[option.line]
        end = len(line.text[: option.end].rstrip())
        line.text = line.text[:end] + RIGHT + line.text[end:]
    return [lines[option.line].number for option in chosen]


def fill_blanks(lines: list[Line]) -> list[int]:
    """Write underlined words of prompts as filled gaps, ``__15__``, where neither options nor an answer follow.

    Return the numbers of the lines where that was done.
    """
    if not any("underline" in run.marks for line in lines for run in line.runs):
        return []
    starts = [at for at, line in enumerate(lines) if _NUMBERED.match(line.text)]
    filled: list[int] = []
    for start, end in pairwise([*starts, len(lines)]):
        texts = "\n".join(line.text for line in lines[start:end])
        if _ANSWER.search(texts) or _LETTER.search(texts) or _IN_STEM.search(texts) or "___" in texts:
            continue
        for line in lines[start:end]:
            words = [run for run in line.runs if "underline" in run.marks and run.text.strip()]
            if words and len(words) < len([run for run in line.runs if run.text.strip()]) and line.is_whole:
                line.text = "".join(f"__{run.text.strip()}__" if run in words else run.text for run in line.runs)
                filled.append(line.number)
    return filled


def _groups(lines: list[Line]) -> list[_Group]:
    """Find the options of each question: letters that follow each other, the first of a line at its beginning."""
    groups: list[_Group] = []
    for index, line in enumerate(lines):
        found: list[tuple[_Group, int, int]] = []
        for letter in _LETTER.finditer(line.text):
            leads = bool(found) or not line.text[: letter.start()].strip() or line.text[letter.start() - 1].isspace()
            if letter.group(1) == "A" and leads:
                groups.append(_Group())
            elif not groups or not leads or letter.group(1) != groups[-1].wanted:
                continue
            found.append((groups[-1], letter.start(1), letter.end()))
            groups[-1].options.append(_Option(index, letter.start(1), letter.end(), len(line.text)))
        for (group, _, _), (_, following, _) in pairwise(found):
            _cut(group, index, following)
    return [group for group in groups if len(group.options) > 1]


def _cut(group: _Group, line: int, following: int) -> None:
    """End an option where the next one of its line begins."""
    for at, option in enumerate(group.options):
        if option.line == line and option.start < following < option.end:
            group.options[at] = _Option(line, option.start, option.body, following)


def _between(lines: list[Line], before: _Group | None, after: _Group | None) -> str:
    """Return the text between the options of two questions, that behind the last option's own line included."""
    start = before.options[-1].line if before is not None else 0
    texts = [line.text for line in lines[start : after.options[0].line if after is not None else len(lines)]]
    if before is not None and texts:
        texts[0] = texts[0][before.options[-1].body :]
    if after is not None:
        texts.append(lines[after.options[0].line].text[: after.options[0].start])
    return "\n".join(texts)


def _marked(lines: list[Line], group: _Group) -> list[_Option]:
    """Return the options that stand out by the first of the looks that some have and others have not."""
    for look in _LOOKS:
        found = [option for option in group.options if _has(lines[option.line], option, look)]
        if 0 < len(found) < len(group.options):
            return found
    return []


def _has(line: Line, option: _Option, look: str) -> bool:
    """Say whether most of an option's letters, or its letter alone, look that way."""
    shown = total = lettered = 0
    at = 0
    for run in line.runs:
        start, end = max(at, option.start), min(at + len(run.text), option.end)
        at += len(run.text)
        for place in range(start, end):
            if run.text[place - at + len(run.text)].isspace():
                continue
            marked = look in run.marks
            if place < option.body:
                lettered += marked and place == option.start
            else:
                total += 1
                shown += marked
    return shown * 2 > total if shown or total == 0 else bool(lettered)
