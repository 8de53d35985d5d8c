"""Choices out of one text, and what an answer says of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

TRUE = frozenset({"正确", "对", "是", "√", "✓", "✔", "T", "TRUE", "Y", "YES", "RIGHT"})
FALSE = frozenset({"错误", "错", "否", "×", "✗", "✘", "X", "F", "FALSE", "N", "NO", "WRONG"})

_A = ord("A")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DOTTED = tuple(f"{letter}." for letter in LETTERS)
_LABEL = re.compile(r"[（(【\[]?([A-Za-z])(?:[）)】\]]\s*[.．、:：]?|\s*[.．、:：])\s*")
_DIGIT = re.compile(r"[（(]?(\d{1,2})(?:[）)]\s*[.．、:：]?|\s*[.．、:：](?!\d))\s*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_AFTER_BAR = re.compile(r"(?:^|\n|\|+)\s*(?=[（(【\[]?[A-Za-z](?:[）)】\]]|\s*[.．、:：]))")
_AFTER_SPACE = re.compile(
    r"(?:^|(?<![\s|;；])[\s|;；]+)(?=[（(【\[]?[A-Z](?:[）)】\]]|\s*[.．、:：]))|(?=[（(][A-H][）)])"
)
_GLUED = re.compile(r"(?<![A-Za-z])(?=[A-H][.．、])")
_WORDS = re.compile(r"[\s,，、;；|/&和]+")
_LETTERS = re.compile(r"[A-Za-z](?:[\s,，、;；|/&和.．]*[A-Za-z])*[.．。]?")
_DIGITS = re.compile(r"\d+(?:[\s,，、;；|/&和]+\d+)*")
_FLAGS = re.compile(r"[01](?:[\s,，;；|]+[01])+")
_SAID = re.compile(r"^\s*[【\[(（]?(?:正确|参考|标准|本题)?(?:答案|选项)?[】\])）]?(?:是|为)?\s*[:：]?\s*(?=\S)")


def label_of(text: str) -> tuple[str, str]:
    """Return the letter before a text in upper case, and the text without it; no letter where it has none."""
    match = _LABEL.match(text)
    return (match[1].upper(), text[match.end() :]) if match else ("", text)


def split_options(text: str) -> list[str]:
    """Return the choices that a text holds, without their letters; a single one where it cannot be split."""
    if "||" in text:
        return _without_labels([part.strip() for part in text.split("||") if part.strip()])
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1:
        bare = _labelled(lines)
        if bare is not None:
            return bare
    for pattern in (_AFTER_BAR, _AFTER_SPACE, _GLUED):
        if bare := _labelled(_pieces(pattern, text)):
            return bare
    if len(lines) > 1:
        return _without_labels([line.strip() for line in lines])
    for separator in ("|", "；", ";"):
        parts = [part.strip() for part in text.split(separator) if part.strip()]
        if len(parts) > 1:
            return _without_labels(parts)
    return [text.strip()] if text.strip() else []


def _pieces(pattern: re.Pattern[str], text: str) -> list[str]:
    return [part for part in pattern.split(text) if part and part.strip()]


def _labelled(parts: Sequence[str]) -> list[str] | None:
    """Return the texts of parts that are labelled A, B, C …; a part without a letter goes on with the one before."""
    if len(parts) <= len(_DOTTED) and all(map(str.startswith, parts, _DOTTED)):
        return [part[2:].strip() for part in parts] if len(parts) > 1 else None
    found: list[str] = []
    for part in parts:
        letter, rest = label_of(part.lstrip())
        if letter and ord(letter) - ord("A") == len(found):
            found.append(rest.strip())
        elif letter or not found:
            return None
        else:
            found[-1] = f"{found[-1]}\n{part.strip()}"
    return found if len(found) > 1 else None


def _without_labels(parts: list[str]) -> list[str]:
    """Take off letters or numbers where every part has its own."""
    if bare := _labelled(parts):
        return bare if len(bare) == len(parts) else parts
    numbers = [_DIGIT.match(part) for part in parts]
    if all(one and int(one[1]) == index for index, one in enumerate(numbers, 1)):
        return [part[one.end() :] for part, one in zip(parts, numbers, strict=True) if one]
    if all(part.startswith(mark) for part, mark in zip(parts, _CIRCLED, strict=False)) and len(parts) <= len(_CIRCLED):
        return [part[1:].strip() for part in parts]
    return parts


def embedded_options(text: str) -> tuple[str, list[str]]:
    """Return the stem and the choices of a text that holds both, no choices where it does not."""
    for pattern in (
        re.compile(r"\n(?=\s*[（(]?A(?:[）)]|\s*[.．、:：]))"),
        re.compile(r"\s(?=[（(]?A(?:[）)]|[.．、:：]))"),
    ):
        parts = pattern.split(text, maxsplit=1)
        if len(parts) == 2 and parts[0].strip():
            options = split_options(parts[1])
            if len(options) > 1:
                return parts[0].strip(), options
    return text, []


def right_of(answer: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return the right choices, told by text, letters, numbers from 1 or ones and noughts."""
    if answer in options:
        return (options.index(answer),)
    if answer.isalpha() and answer.isascii() and answer.isupper():
        return _within([ord(letter) - _A for letter in answer], len(options))
    said = _SAID.sub("", answer, count=1).strip() if answer else ""
    for told in dict.fromkeys((answer.strip(), said)):
        if found := _told(told, options):
            return found
    return ()


def _told(answer: str, options: Sequence[str]) -> tuple[int, ...]:
    count = len(options)
    if answer in options:
        return (options.index(answer),)
    if _FLAGS.fullmatch(answer) and "0" in answer:
        flags = re.findall(r"[01]", answer)
        return tuple(place for place, flag in enumerate(flags) if flag == "1") if len(flags) == count else ()
    if _LETTERS.fullmatch(answer):
        return _within(
            (ord(letter) - ord("A") for letter in answer.upper() if letter.isascii() and letter.isalpha()), count
        )
    if _DIGITS.fullmatch(answer):
        numbers = [int(part) for part in _WORDS.split(answer)]
        if len(numbers) == 1 and numbers[0] > count:
            numbers = [int(digit) for digit in answer]
        return _within((number - 1 for number in numbers), count)
    return _by_texts(answer, options)


def _by_texts(answer: str, options: Sequence[str]) -> tuple[int, ...]:
    """Return the choices whose texts an answer repeats, with or without their letters."""
    places = {text: place for place, text in reversed(list(enumerate(options)))}
    letter, rest = label_of(answer)
    if letter and rest.strip() in places:
        return (places[rest.strip()],)
    for separator in (r"\|\||\n", r"[|;；]", r"[、,，]"):
        parts = [part.strip() for part in re.split(separator, answer) if part.strip()]
        bare = [label_of(part) for part in parts]
        found = [places.get(part, places.get(text, -1)) for part, (_, text) in zip(parts, bare, strict=True)]
        if len(parts) > 1 and all(place >= 0 for place in found):
            return tuple(sorted(set(found)))
    return ()


def _within(places: Iterable[int], count: int) -> tuple[int, ...]:
    found = sorted(set(places))
    return tuple(found) if found and found[0] >= 0 and found[-1] < count else ()


def truth_of(answer: str) -> bool | None:
    """Return what an answer says of a statement, nothing where it says neither true nor false."""
    word = answer.strip().rstrip("。.").upper()
    return True if word in TRUE else False if word in FALSE else None
