"""Answers as cells have them, to answers as the app grades them. Pure functions; ``None``: not that kind."""

from __future__ import annotations

import re
import unicodedata

from studyapp_table.options import Option
from studyapp_table.vocabulary import RIGHT_WORDS, WRONG_WORDS

_BETWEEN = re.compile(r"[\s,;|┋/.、。，；\-()\[\]【】{}'\"“”&+?#$^@~:：\\]+")
_LETTERS = re.compile(r"[A-L]+")
_WHOLE = re.compile(r"\d{1,2}\.0+")
_NUMBERS = re.compile(r"\d{1,8}(?:\s*[,，、;；|\s]\s*\d{1,2})*")
_LETTER_AND_TEXT = re.compile(r"(?:^|[\s、,;|])[(（]?([A-L])\s?[.、,:)|]?\s*(?=\S)")
_PARTS = re.compile(r"\|\||[;；\n|┋#$^]|、")
_POINT = re.compile(r"(?:[(（]\d{1,2}[)）]\s?[、.．]?|\d{1,2}\s?(?:[、)）]|[.．](?!\d))|[①-⑳]|[•·]\s*)\s*")
_GAPS = re.compile(r"[(（]\s*[)）]|[_＿]{2,}|﹍{2,}|\[\s*\]|【\s*】")
_IN_STEM = re.compile(r"[(（]\s*([A-HＡ-Ｈ](?:[\s、,，]*[A-HＡ-Ｈ])*|√|×|对|错|正确|错误)\s*[)）]")


def letters(text: str) -> str | None:
    """Return the letters of an answer that is letters and nothing else, in their order, repeats kept."""
    half = _BETWEEN.sub("", unicodedata.normalize("NFKC", text).upper())
    return half if _LETTERS.fullmatch(half) else None


def judgement(text: str) -> bool | None:
    """Return what an answer says of a statement: True, False, or None where it says neither."""
    word = text.strip(" \t。.，,；;!！()（）[]【】").upper()
    if word in RIGHT_WORDS:
        return True
    if word in WRONG_WORDS:
        return False
    word = unicodedata.normalize("NFKC", word)
    return True if word in RIGHT_WORDS else False if word in WRONG_WORDS else None


def count_gaps(prompt: str) -> int:
    """Return how many gaps a prompt shows."""
    return len(_GAPS.findall(prompt))


def in_stem(prompt: str) -> tuple[str, str] | None:
    """Return the answer that stands in brackets in a prompt, and the prompt with a gap in its place."""
    found = list(_IN_STEM.finditer(prompt))
    if not found:
        return None
    return found[-1].group(1), f"{prompt[: found[-1].start()]}（ ）{prompt[found[-1].end() :]}"


def choice_indexes(text: str, options: list[Option], *, zeros: bool = False) -> list[int] | None:
    """Return the indexes of the options that an answer names; -1 for a letter that has no option.

    ``zeros``: where numbers name them, whether the first is 0.
    """
    labels = [letter for letter, _ in options]
    found = letters(text)
    if found is None and len(labels) > 12:
        half = _BETWEEN.sub("", unicodedata.normalize("NFKC", text).upper())
        found = half if half and set(half) <= set(labels) else None
    if found is not None and all(letter in labels for letter in found):
        return [labels.index(letter) for letter in found]
    shapes = [comparable(choice) for _, choice in options]
    said = _by_text(text, shapes) or _by_letter_and_text(text, labels, shapes) or _by_number(text, len(options), zeros)
    if said is None and found is not None:
        return [labels.index(letter) if letter in labels else -1 for letter in found]
    return said


def _by_text(text: str, shapes: list[str]) -> list[int] | None:
    whole = comparable(text)
    if whole and whole in shapes:
        return [shapes.index(whole)]
    parts = [comparable(part) for part in _PARTS.split(text) if part.strip()]
    if len(parts) > 1 and all(part and part in shapes for part in parts):
        return [shapes.index(part) for part in parts]
    return None


def _by_letter_and_text(text: str, labels: list[str], shapes: list[str]) -> list[int] | None:
    half = unicodedata.normalize("NFKC", text)
    found: list[int] = []
    for mark in _LETTER_AND_TEXT.finditer(half):
        if mark.group(1) in labels:
            index = labels.index(mark.group(1))
            if shapes[index] and comparable(half[mark.end() :]).startswith(shapes[index]):
                found.append(index)
    return found or None


def _by_number(text: str, count: int, zeros: bool) -> list[int] | None:
    half = unicodedata.normalize("NFKC", text).strip(" .()[]")
    first, last = (0, count - 1) if zeros else (1, count)
    if _WHOLE.fullmatch(half):
        half = half.partition(".")[0]
    if not _NUMBERS.fullmatch(half):
        return None
    numbers = [int(number) for number in re.findall(r"\d+", half)]
    if len(numbers) == 1 and numbers[0] > last and count < 10:
        numbers = [int(digit) for digit in half if digit.isdigit()]
    return [number - first for number in numbers] if all(first <= number <= last for number in numbers) else None


def comparable(text: str) -> str:
    """A text without what does not matter when two are compared: width, case, spaces, most punctuation."""
    shape = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[^\w%+\-<>=≥≤.]+|[._](?!\d)", "", shape)


def key_points(text: str) -> tuple[str, ...]:
    """Return the points of a short answer: numbered lines, else the whole as one."""
    points: list[str] = []
    numbered = 0
    for line in text.split("\n"):
        found = _POINT.match(line)
        if found and line[found.end() :].strip():
            points.append(line[found.end() :].strip())
            numbered += 1
        elif points and line.strip():
            points[-1] += f"\n{line.strip()}"
        elif line.strip():
            points.append(line.strip())
    return tuple(points) if numbered > 1 else (text.strip(),)
