"""Aiken as a deck: one right choice a question, each thing in a line of its own.

See https://docs.moodle.org/en/Aiken_format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from studyapp import Choices, Deck, Excerpt, Kind, Message, NotABank, Question, Source, Where
from studyapp_interchange.decoding import decode, peek
from studyapp_interchange.gathering import Gathering, places_of

_OPTION = re.compile(r"([A-Z])[.)][ \t]+(.*)", re.S)
_ANSWER = re.compile(r"ANSWER:[ \t]*(.*)", re.S)
_FOREIGN = re.compile(r"(?:\d+\s*[.、．)]|[一二三四五六七八九十]+、|.{0,2}(?:答案|解析|难度)\s*[：:】])")


class AikenReader:
    """Reads a question, its choices ``A.`` or ``A)``, and ``ANSWER: B``."""

    name = "aiken"
    suffixes = (".aiken",)

    def sniff(self, head: bytes) -> float:
        """Be sure where the answers stand right below choices, and numbers and Chinese labels stand nowhere."""
        lines = [line.strip() for line in peek(head).split("\n") if line.strip()][:400]
        answers = [index for index, line in enumerate(lines) if _ANSWER.match(line)]
        if not answers or not all(index and _OPTION.match(lines[index - 1]) for index in answers):
            return 0.1 if answers else 0.0
        return 0.3 if any(_FOREIGN.match(line) for line in lines) else 0.92

    def read(self, source: Source) -> Deck:
        """Read every question; lines that belong to none are flaws."""
        gathering = Gathering(source.name)
        draft = _Draft()
        lines = decode(source).split("\n")
        for number, raw in enumerate(lines, 1):
            line = raw.strip(" \t")
            if line:
                draft = _step(gathering, draft, number, line)
        if draft.last:
            _unfinished(gathering, draft)
        if not gathering.items and not any("\nANSWER:" in f"\n{line}" for line in lines):
            raise NotABank(Message("文件里没有 Aiken 写法的题目（ANSWER: 一行）。请确认选对了文件。"))
        return gathering.deck(layout=Message("Aiken"), lines=lines)

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return the lines at these places."""
        lines = decode(source).split("\n")
        parts = ["\n".join(lines[first - 1 : last]) for first, last in places_of(places)]
        return Excerpt(".aiken", "".join(f"{part}\n\n" for part in parts).encode(errors="replace"))


@dataclass(slots=True)
class _Draft:
    """The lines of a question before its answer; ``last`` is 0 where there are none yet."""

    first: int = 0
    last: int = 0
    stem: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    gap: bool = False


def _step(gathering: Gathering, draft: _Draft, number: int, line: str) -> _Draft:
    answer = _ANSWER.fullmatch(line)
    option = _OPTION.fullmatch(line)
    if not answer and not option and draft.choices:
        _unfinished(gathering, draft)
        draft = _Draft()
    draft.first, draft.last = draft.first or number, number
    if answer:
        _finish(gathering, draft, answer[1].strip())
        return _Draft()
    if option and draft.stem:
        draft.gap = draft.gap or option[1] != chr(ord("A") + len(draft.choices))
        draft.choices.append(option[2])
    else:
        draft.stem.append(line)
    return draft


def _finish(gathering: Gathering, draft: _Draft, letter: str) -> None:
    where = gathering.where(draft.first, draft.last)
    right = ord(letter) - ord("A") if len(letter) == 1 else -1
    if draft.stem and all(map(_OPTION.fullmatch, draft.stem)):
        gathering.error(where, "empty-prompt", Message("选项之前没有题干，没有读。请补上题干。"))
    elif not draft.stem:
        gathering.error(where, "stray", Message("ANSWER: 之前没有题干和选项，没有读。请补上。"))
    elif not draft.choices:
        gathering.error(where, "no-choices", Message("这道题没有选项，没有读。请补上 A. B. 开头的选项。"))
    elif draft.gap:
        gathering.error(where, "label-gap", Message("选项字母不连续，没有读。请从 A 起依次写。"))
    elif not 0 <= right < len(draft.choices):
        gathering.error(where, "no-answer", Message("ANSWER: 后不是选项的一个字母，没有读。请改好。"))
    else:
        question = Question(
            kind=Kind.SINGLE,
            prompt="\n".join(draft.stem),
            choices=tuple(draft.choices),
            answer=Choices((right,)),
        )
        gathering.add(question, where)


def _unfinished(gathering: Gathering, draft: _Draft) -> None:
    where = gathering.where(draft.first, draft.last)
    gathering.error(where, "no-answer", Message("这道题没有 ANSWER: 一行，没有读。请补上。"))
