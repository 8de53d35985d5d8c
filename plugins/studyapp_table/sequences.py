"""Questions of order and of match: steps and their sequence, two columns and their pairs."""

from __future__ import annotations

import re
import unicodedata

from studyapp import Pairs, Steps
from studyapp_table.answers import comparable
from studyapp_table.options import Option

_STEP = re.compile(r"([①-⑳]|[(（]\d{1,2}[)）]|(?<![\d.])\d{1,2}[.．、](?!\d))\s*")
_BETWEEN_STEPS = re.compile(r"\s*(?:→|->|=>|➡|－|—|-|>|,|，|、|;|；|\||\n|\s|┋)+\s*")
_LEFT = r"[①-⑳]|[(（]?\d{1,2}[)）]?"
_RIGHT = r"[A-Za-zＡ-Ｚ]"
_PAIR = re.compile(rf"({_LEFT})\s*[.、]?\s*(?:-|—|–|－|→|=|:|：|~|>|配|对应)*\s*[(（]?({_RIGHT})[)）]?")
_PAIR_BACK = re.compile(rf"({_RIGHT})\s*[.、]?\s*(?:-|—|–|－|→|=|:|：|~|>|配|对应)*\s*({_LEFT})")
_RIGHT_ITEM = re.compile(rf"(?:^|(?<=[\s;；,，。、|]))[(（]?({_RIGHT})[)）.．、:：]\s*")
_LEFT_ITEM = re.compile(r"(?:(?:^|(?<=[\s;；,，。、|:：]))([(（]?\d{1,2}[)）]?)|([①-⑳]))[.．、:：]?\s*")
_EQUALS = re.compile(r"\s*(?:=+>?|→|——|--+|-|－|—|:|：|\|\|?|┋|对应|配)\s*")
_BETWEEN_PAIRS = re.compile(r"\s*(?:\n|;|；|┋|\|\|)\s*")
_ENDS = " \t\n。.；;，,、|"

Order = tuple[str, tuple[str, ...], Steps]
Match = tuple[str, tuple[str, ...], Pairs]


def order(prompt: str, options: list[Option], answer: str) -> Order | None:
    """Return the prompt, the steps as shown and their right sequence; None where the answer is no sequence."""
    steps = [text for _, text in options]
    labels = [letter for letter, _ in options]
    if not steps:
        prompt, steps = _steps_of(prompt)
    if not steps:
        return _told_only_right(prompt, answer)
    found = _sequence(answer, labels, len(steps)) or _by_text(answer, steps)
    if found is None or sorted(found) != list(range(len(steps))):
        return None
    return prompt, tuple(steps), Steps(tuple(found))


def _steps_of(prompt: str) -> tuple[str, list[str]]:
    """Take the numbered steps off a prompt that holds them itself."""
    marks = list(_STEP.finditer(prompt))
    numbers = [_number(mark.group(1)) for mark in marks]
    start = next((at for at, number in enumerate(numbers) if number == 1), None)
    if start is None or numbers[start:] != list(range(1, len(numbers) - start + 1)) or len(numbers) - start < 2:
        return prompt, []
    marks = marks[start:]
    ends = [mark.start() for mark in marks[1:]] + [len(prompt)]
    steps = [prompt[mark.end() : end].strip(_ENDS) for mark, end in zip(marks, ends, strict=True)]
    head = prompt[: marks[0].start()].strip()
    return (head, steps) if head and all(steps) else (prompt, [])


def _told_only_right(prompt: str, answer: str) -> Order | None:
    """Take the steps from an answer that writes them out in their order; they are shown sorted."""
    right = [part.strip(_ENDS) for part in re.split(r"→|->|=>|➡|\n|；|;|┋|\|", answer) if part.strip(_ENDS)]
    right = [_STEP.sub("", part, count=1) if _STEP.match(part) else part for part in right]
    if len(right) < 2 or len(set(right)) < len(right) or not all(right):
        return None
    shown = sorted(right)
    return prompt, tuple(shown), Steps(tuple(shown.index(step) for step in right))


def _sequence(answer: str, labels: list[str], count: int) -> list[int] | None:
    """Return the indexes that letters or numbers name, in their order."""
    half = unicodedata.normalize("NFKC", "".join(f" {one} " if "①" <= one <= "⑳" else one for one in answer))
    parts = [part.strip("()[]. ") for part in _BETWEEN_STEPS.split(half.strip(_ENDS)) if part.strip("()[]. ")]
    if len(parts) == 1 and len(parts[0]) == count:
        parts = list(parts[0])
    if all(part.isdecimal() for part in parts):
        return [int(part) - 1 for part in parts]
    letters = [part.upper() for part in parts]
    known = labels or [chr(65 + place) for place in range(count)]
    return [known.index(letter) for letter in letters] if set(letters) <= set(known) else None


def _by_text(answer: str, steps: list[str]) -> list[int] | None:
    shapes = [comparable(step) for step in steps]
    parts = [comparable(part) for part in re.split(r"→|->|=>|➡|\n|；|;|┋|\||,|，|、", answer) if part.strip()]
    return [shapes.index(part) for part in parts] if parts and set(parts) <= set(shapes) else None


def match(prompt: str, options: list[Option], answer: str) -> Match | None:
    """Return the prompt, both columns and the right pairs; None where there are no pairs to be found."""
    return _by_marks(prompt, options, answer) or _written_out(prompt, options, answer)


def _by_marks(prompt: str, options: list[Option], answer: str) -> Match | None:
    """Read answers such as ``1-B；2-A``: the columns stand in the options, or in the prompt."""
    half = unicodedata.normalize("NFKC", "".join(f" {one} " if "①" <= one <= "⑳" else one for one in answer))
    said = [(_number(left), right.upper()) for left, right in _PAIR.findall(half)]
    if not said or _PAIR.sub("", half).strip(_ENDS + "()"):
        said = [(_number(left), right.upper()) for right, left in _PAIR_BACK.findall(half)]
        if not said or _PAIR_BACK.sub("", half).strip(_ENDS + "()"):
            return None
    text = "\n".join(f"{letter}. {one}" for letter, one in options)
    lefts, rights = dict[int, str](), {letter: one for letter, one in options if one}
    if len(options) == 1 or any(_LEFT_ITEM.match(one) for _, one in options):
        lefts, rights = _two_columns(options[0][1] if len(options) == 1 else "\n".join(one for _, one in options))
        rights = rights or dict(options[len(lefts) :])
    head = prompt
    if not lefts or (not rights and not text):
        found = _in_prompt(prompt)
        head, lefts = (found[0], found[1]) if found[1] else (prompt, lefts)
        rights = rights or found[2]
    keys, letters = sorted(lefts), sorted(rights)
    if len(keys) < 1 or len(letters) < 2 or not all(left in lefts and right in rights for left, right in said):
        return None
    pairs = tuple(sorted({(keys.index(left), len(keys) + letters.index(right)) for left, right in said}))
    return head, (*(lefts[key] for key in keys), *(rights[letter] for letter in letters)), Pairs(pairs)


def _in_prompt(prompt: str) -> tuple[str, dict[int, str], dict[str, str]]:
    """Take both columns, or the left one, off a prompt."""
    first = next((mark for mark in _LEFT_ITEM.finditer(prompt) if _number(mark.group(1) or mark.group(2)) == 1), None)
    if first is None:
        return prompt, {}, {}
    lefts, rights = _two_columns(prompt[first.start() :])
    head = prompt[: first.start()].strip()
    return (head or prompt, lefts, rights) if len(lefts) > 1 else (prompt, {}, {})


def _two_columns(text: str) -> tuple[dict[int, str], dict[str, str]]:
    """Return the numbered and the lettered items of a text."""
    marks = [(mark.start(), mark.end(), mark.group(1) or mark.group(2), False) for mark in _LEFT_ITEM.finditer(text)]
    marks += [(mark.start(), mark.end(), mark.group(1), True) for mark in _RIGHT_ITEM.finditer(text)]
    marks.sort()
    lefts: dict[int, str] = {}
    rights: dict[str, str] = {}
    for place, (_, end, label, lettered) in enumerate(marks):
        until = marks[place + 1][0] if place + 1 < len(marks) else len(text)
        item = text[end:until].strip(_ENDS)
        if lettered:
            rights[unicodedata.normalize("NFKC", label).upper()] = item
        else:
            lefts[_number(label)] = item
    return {key: one for key, one in lefts.items() if one}, {key: one for key, one in rights.items() if one}


def _written_out(prompt: str, options: list[Option], answer: str) -> Match | None:
    """Read pairs that are written out: ``养老保险=按月领取；…`` in the answer, or one in each option."""
    texts = [part for part in _BETWEEN_PAIRS.split(answer) if part.strip(_ENDS)]
    pairs = _pairs(texts) or _pairs([text for _, text in options])
    if pairs is None:
        return None
    lefts, rights = list(dict.fromkeys(left for left, _ in pairs)), sorted({right for _, right in pairs})
    found = sorted({(lefts.index(left), len(lefts) + rights.index(right)) for left, right in pairs})
    return prompt, (*lefts, *rights), Pairs(tuple(found))


def _pairs(texts: list[str]) -> list[tuple[str, str]] | None:
    pairs = []
    for text in texts:
        halves = [part.strip(_ENDS) for part in _EQUALS.split(text, maxsplit=1)]
        if len(halves) < 2 or not all(halves):
            return None
        pairs.append((halves[0], halves[1]))
    return pairs if len(pairs) > 1 else None


def _number(mark: str) -> int:
    """Return the number that a mark such as ``①`` or ``（1）`` stands for."""
    half = unicodedata.normalize("NFKC", mark).strip("().、 ")
    return int(half) if half.isdecimal() else 0
