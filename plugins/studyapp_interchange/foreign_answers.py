"""What the answers of a foreign file mean: letters, texts, truths, or places, which are counted from 0 or from 1."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from studyapp import JUDGE_CHOICES, Answer, Back, Blank, Blanks, Choices, KeyPoints, Kind, Message, Question, Steps
from studyapp_interchange.foreign_habits import GAP, LETTERS, Habits, judged_by, numbers_of, parts_of, truths_of
from studyapp_interchange.foreign_options import Option, divided, plain
from studyapp_interchange.foreign_rows import Raw
from studyapp_interchange.gift_questions import matched
from studyapp_interchange.json_rows import BadRow

_LABELLED = re.compile(r"(?<![A-Za-z])[（(]?([A-Z])[.．、,，:：)）\s]\s*")
_SEPARATORS = ("|||", "||", "|", "\n", "；", ";", "、", "，", ",", "/", " ")
_SHOWN = 40
_NO_ANSWER = Message("这道题没有答案，没有读。请补上答案。")
_NO_OPTIONS = Message("这道题是选择题，却没有选项，没有读。请补上选项。")
_ONE_OPTION = Message("这道题的选项不足两个，没有读。请补上选项。")
_OUTSIDE = Message("答案“{answer}”不在选项之中，没有读。请改正答案，或补全选项。")
_UNJUDGED = Message("这是判断题，答案“{answer}”却看不懂，没有读。请写“对”或“错”。")


def question_from(raw: Raw, habits: Habits, hint: Kind | None) -> Question:
    """Return the question of a row; raise ``BadRow`` where it has no answer that can be understood."""
    told = raw.kind or habits.kinds.get(raw.code) or hint
    if not raw.options and told in (None, Kind.SINGLE, Kind.MULTIPLE) and LETTERS.fullmatch(plain(raw.answer).upper()):
        stem, options = divided(raw.stem)
        raw = replace(raw, stem=stem, options=options)
    truths = truths_of(raw.options)
    if truths or told is Kind.JUDGE or (not raw.options and told is None and _is_truth(raw.answer)):
        return _judged(raw, truths, habits)
    if raw.options and told in (Kind.ORDER,):
        return _ordered(raw, habits)
    if raw.options and told not in (Kind.BLANK, Kind.SHORT, Kind.CARD):
        return _chosen(raw, habits, told)
    lettered = bool(LETTERS.fullmatch(plain(raw.answer).upper()))
    if told in (None, Kind.SINGLE, Kind.MULTIPLE) and not raw.options and raw.listed:
        raise BadRow(_ONE_OPTION)
    if told in (Kind.SINGLE, Kind.MULTIPLE) and lettered:
        raise BadRow(_NO_OPTIONS)
    return _written(raw, told)


def _chosen(raw: Raw, habits: Habits, told: Kind | None) -> Question:
    marked = tuple(index for index, option in enumerate(raw.options) if option.right)
    right = marked or tuple(sorted(set(_right(raw, habits))))
    if not right:
        raise BadRow(_unfit(raw, _OUTSIDE))
    several = told is Kind.MULTIPLE or len(right) > 1
    choices = tuple(option.text for option in raw.options)
    return _question(Kind.MULTIPLE if several else Kind.SINGLE, raw.stem, Choices(right), choices)


def _unfit(raw: Raw, why: Message) -> Message:
    """Say that an answer does not fit, or that there is none."""
    said = "、".join(plain(raw.answer).split("\n"))
    short = said if len(said) <= _SHOWN else f"{said[: _SHOWN - 1]}…"
    return replace(why, arguments={"answer": short}) if said else _NO_ANSWER


def _ordered(raw: Raw, habits: Habits) -> Question:
    sequence = tuple(_right(raw, habits))
    if sorted(sequence) != list(range(len(raw.options))):
        raise BadRow(Message("排序题的答案没有把每一步各用一次，没有读。请改好。"))
    return _question(Kind.ORDER, raw.stem, Steps(sequence), tuple(option.text for option in raw.options))


def _judged(raw: Raw, truths: tuple[bool, ...], habits: Habits) -> Question:
    truth = judged_by(raw.answer)
    if truths:
        marked = [index for index, option in enumerate(raw.options) if option.right]
        right = marked or _right(raw, habits)
        truth = truths[right[0]] if len(right) == 1 else truth
    elif truth is None:
        named, letter = numbers_of(raw), plain(raw.answer).strip(" .。").upper()
        if letter in ("A", "B"):
            truth = letter == "A"
        elif len(named) == 1 and named[0] <= (2 if habits.twos else 1):
            truth = named[0] == 1
    if truth is None:
        raise BadRow(_unfit(raw, _UNJUDGED))
    return _question(Kind.JUDGE, raw.stem, Choices((0 if truth else 1,)), JUDGE_CHOICES)


def _is_truth(answer: Any) -> bool:
    """Whether an answer without choices judges; a single letter or number may be a text as well."""
    return judged_by(answer) is not None and (
        isinstance(answer, bool) or plain(answer).strip().upper() not in ("X", "V")
    )


def _right(raw: Raw, habits: Habits) -> list[int]:
    """Return the places of the right choices in the order in which the answer has them; none where one is unknown."""
    found: list[int] = []
    for part in parts_of(raw.answer):
        places = _places(part, raw.options, habits)
        if not places or not all(0 <= place < len(raw.options) for place in places):
            return []
        found += places
    return list(dict.fromkeys(found))


def _places(part: Any, options: Sequence[Option], habits: Habits) -> list[int]:
    text = plain(part)
    if isinstance(part, bool) or not text:
        return []
    keys = [option.key.upper() for option in options]
    texts = [_squeezed(option.text) for option in options]
    upper = unicodedata.normalize("NFKC", text).upper().strip(" .。（）()[]【】")
    if not isinstance(part, int) and texts.count(_squeezed(text)) == 1:
        return [texts.index(_squeezed(text))]
    if any(keys) and upper in keys:
        return [keys.index(upper)]
    if isinstance(part, int) and habits.placed:
        return [part - habits.base]
    if text.isdecimal():
        return [texts.index(text)] if text in texts else [int(text) - habits.base]
    if LETTERS.fullmatch(upper) and all(re.fullmatch("[A-Z]", key) for key in keys):
        return [keys.index(letter) if letter in keys else -1 for letter in upper if "A" <= letter <= "Z"]
    if LETTERS.fullmatch(upper):
        return [ord(letter) - ord("A") for letter in upper if "A" <= letter <= "Z"]
    if labelled := _labelled(upper, texts):
        return labelled
    return _listed(text, texts, keys)


def _labelled(upper: str, texts: Sequence[str]) -> list[int]:
    """Return the letters that stand before the text of their own choice, as in ``A 养老、C 工伤``."""
    starts = list(_LABELLED.finditer(upper))
    if not starts or upper[: starts[0].start()].strip():
        return []
    found = []
    ends = [*(one.start() for one in starts[1:]), len(upper)]
    for start, end in zip(starts, ends, strict=True):
        place = ord(start[1]) - ord("A")
        if place < len(texts) and _squeezed(upper[start.end() : end]).startswith(texts[place][:40].upper()[:8]):
            found.append(place)
    return found


def _listed(text: str, texts: Sequence[str], keys: Sequence[str]) -> list[int]:
    """Return the choices whose texts or names the answer strings together."""
    for separator in _SEPARATORS:
        parts = [_squeezed(part) for part in text.split(separator) if part.strip()]
        if len(parts) > 1 and all(part in texts for part in parts):
            return [texts.index(part) for part in parts]
        if len(parts) > 1 and all(part.upper() in keys for part in parts):
            return [keys.index(part.upper()) for part in parts]
    return []


def _squeezed(text: str) -> str:
    return re.sub(r"[\s.。;；]+", "", unicodedata.normalize("NFKC", text))


def _written(raw: Raw, told: Kind | None) -> Question:
    if isinstance(raw.answer, Mapping) and told is Kind.MATCH:
        choices, pairs = matched([(left.strip(), plain(right)) for left, right in raw.answer.items()])
        return _question(Kind.MATCH, raw.stem, pairs, choices)
    values = raw.answer if isinstance(raw.answer, list) else [raw.answer]
    if isinstance(raw.answer, Mapping):
        values = list(raw.answer.values())
    parts = [plain(one) for one in values if not isinstance(one, list)]
    parts = [part for part in parts if part]
    if not parts and not any(isinstance(one, list) for one in values):
        raise BadRow(_NO_ANSWER)
    if told is Kind.BLANK or (told is None and GAP.search(raw.stem)):
        return _question(Kind.BLANK, raw.stem, Blanks(_blanks(raw, values)))
    if not parts:
        raise BadRow(_NO_ANSWER)
    if told in (None, Kind.CARD):
        return _question(Kind.CARD, raw.stem, Back("\n".join(parts)))
    return _question(Kind.SHORT, raw.stem, KeyPoints(tuple(parts)))


def _blanks(raw: Raw, values: Sequence[Any]) -> tuple[Blank, ...]:
    """Return the gaps: a list holds one answer a gap, or several for the only one; a text is divided among the gaps."""
    gaps = len(GAP.findall(raw.stem))
    rows = [[plain(one) for one in (value if isinstance(value, list) else [value])] for value in values]
    rows = [[text for text in row if text] for row in rows]
    rows = [row for row in rows if row]
    if len(rows) == 1 and len(rows[0]) == 1 and gaps > 1:
        parts = [_divided(rows[0][0], separator) for separator in _SEPARATORS]
        rows = next(([[one] for one in part] for part in parts if len(part) == gaps), rows)
    elif gaps == 1 and len(rows) > 1 and all(len(row) == 1 for row in rows):
        rows = [[row[0] for row in rows]]
    if not rows:
        raise BadRow(_NO_ANSWER)
    return tuple(Blank(tuple(dict.fromkeys(row))) for row in rows)


def _divided(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]


def _question(kind: Kind, stem: str, answer: Answer, choices: tuple[str, ...] = ()) -> Question:
    return Question(kind=kind, prompt=stem, choices=choices, answer=answer)
