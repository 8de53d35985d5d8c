"""Answers as people write them, to answers as the app grades them. Pure functions; ``None``: not that kind."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from studyapp import Blank
from studyapp_text.display import PLAIN, strip_end
from studyapp_text.steps import CIRCLED
from studyapp_text.tokens import half_width
from studyapp_text.vocabulary import RIGHT_WORDS, WRONG_WORDS

_SEPARATORS = re.compile(r"(?:[\s、,，;；|/.．。?？\-→>和及与&+]|\b[Aa][Nn][Dd]\b)+")
_BRACKETS = "()（）[]【】「」\"'“”‘’"
_CHOOSE = re.compile(r"^(?:应?选择?|应?为|应?是)\s?[:：]?\s?(?=[A-Za-z])")
_IN_BRACKETS = re.compile(r"(?:[(（【\[]([^()（）【】\[\]]{1,200})[)）】\]]\s*)+$")
_EACH_BRACKET = re.compile(r"[(（【\[]([^()（）【】\[\]]{1,200})[)）】\]]")
_SCORING = re.compile(r"\s*[(（][^()（）A-Za-z]{0,12}(?:得分|计分|给分|\d\s?分)[^()（）A-Za-z]{0,12}[)）]$")
_LAST_LETTER = "L"
"""Of letters that are written together; hardly a word does without those that come after it."""

_LETTERS_ONLY = re.compile(r"[A-Z]+$")
_LETTER_AND_TEXT = re.compile(r"(?:^|[\s、,，;；])([A-Z])\s{0,4}[.．、,，:：]?\s{0,4}(?=\S)")
_LETTERS_THEN_TEXTS = re.compile(r"([A-Z]{1,12})\s{0,4}[:：.．、)）]\s*(\S.*)$", re.S)
_NUMBERS_ONLY = re.compile(r"\d{1,2}(?:\s?[,，、;；\s]\s?\d{1,2})*$")
_JUDGE_FIRST = re.compile(r"(正确|错误|对|错|√|×|✓|✗|✔|✘)\s*[。.，,；;、（(\s]\s*(.+)$", re.S)
_BETWEEN_WORDS = re.compile(r"[\s.、．:：()（）【】\[\]/，,\ufe0f]+|(?<=[✅❌✔✘√×✓✗])|(?=[✅❌✔✘√×✓✗])")
_LONGEST_JUDGEMENT = 12
SUB_NUMBERS = re.compile(r"\s*(?:[①-⑳]|[(（]\d{1,2}[)）])\s*")
_ANY_ORDER = re.compile(r"\s*[(（]\s?(?:顺序不限|不分先后|不分顺序|顺序可换|乱序匹配|乱序)\s?[)）]\s*[。.]?$")
_GROUP = re.compile(r"\s*[(（]\s?(?:第?)(-?\d{1,9})\s?组\s?[)）]$|\s*[(（]\s?组\s?(-?\d{1,9})\s?[)）]$")
_TOLERANCE = re.compile(r"([-+]?\d+(?:\.\d+)?%?)\s?(?:±|\+/-|\+-)\s?(\d+(?:\.\d+)?)$")
_ALTERNATIVES = re.compile(rf"(?<!{PLAIN})\|")
_GAP_LABEL = re.compile(r"\s*第\s?[一二三四五六七八九十\d]{1,3}\s?空\s?[:：]\s*")
_PLAIN_SEMICOLON = re.compile(rf"(?<!{PLAIN})[;；|]")
_PAIR = re.compile(
    r"([①-⑳㉑-㉟㊱-㊿]|\d{1,2}|[甲乙丙丁戊己庚辛壬癸])\s{0,4}[)）]?\s{0,4}(?:[-—–:：→=]|对应?)?>?\s{0,4}([A-ZＡ-Ｚ])"
)
_CIRCLED = re.compile(f"[{CIRCLED}]")
_DIGITS = re.compile(r"\d{1,20}")
_ORDERED = re.compile(rf"[\d{CIRCLED}\s、,，;；.。()（）>→—–~\-]+$")
_LEFT_OUT = frozenset(("略", "暂无", "待补", "待补充"))
_PLACEHOLDERS = frozenset(("无", "空", "-", "—"))
_AGREED = {"同意": True, "不同意": False}


@lru_cache(maxsize=4096)
def letters(text: str) -> str | None:
    """Return the letters of an answer that is letters and nothing else, in their order, repeats kept.

    Words are none, though they are spelt with letters: ``B. A web framework`` names no seventeen choices.
    """
    bare = _SCORING.sub("", _CHOOSE.sub("", half_width(text).strip(), count=1))
    if _LETTERS_ONLY.match(bare.upper()):
        return bare.upper()
    for bracket in _BRACKETS:
        bare = bare.replace(bracket, " ")
    parts = [part for part in _SEPARATORS.split(bare) if part]
    if any(len(part) > 1 and _is_word(part, bare) for part in parts):
        return None
    bare = "".join(parts).upper()
    return bare if _LETTERS_ONLY.match(bare) else None


def _is_word(part: str, text: str) -> bool:
    """Say whether letters that are written together are a word rather than the names of choices."""
    return max(part.upper()) > _LAST_LETTER or (not part.isupper() and not text.islower())


def choice_indexes(text: str, labels: list[str], choices: list[str]) -> list[int] | None:
    """Return the indexes of the choices that an answer names: by letter, letter and text, text, or number."""
    found = letters(text)
    mere = found is not None and (len(found) < 2 or text.isalpha())
    shapes = [] if mere else [comparable(choice) for choice in choices]
    if not mere and (named := _by_letters_then_texts(text, labels, shapes)) is not None:
        return named
    if found is not None:
        indexes = [labels.index(letter) if letter in labels else -1 for letter in found]
        return None if -1 in indexes else indexes
    return _by_text(text, shapes) or _by_letter_and_text(text, labels, shapes) or _by_number(text, len(choices))


def _by_letters_then_texts(text: str, labels: list[str], shapes: list[str]) -> list[int] | None:
    """Read ``AB:甲;乙``: letters, and behind them the texts of those very options."""
    found = _LETTERS_THEN_TEXTS.match(half_width(text))
    if found is None or not all(letter in labels for letter in found.group(1)):
        return None
    indexes = [labels.index(letter) for letter in found.group(1)]
    return indexes if comparable(found.group(2)) == "".join(shapes[index] for index in indexes) else None


def _by_text(text: str, shapes: list[str]) -> list[int] | None:
    whole = comparable(text)
    if whole in shapes:
        return [shapes.index(whole)]
    parts = [comparable(part) for part in re.split(r"[;；\n|]|、(?=\S)", text) if part.strip()]
    if len(parts) > 1 and all(part in shapes for part in parts):
        return [shapes.index(part) for part in parts]
    return None


def _by_letter_and_text(text: str, labels: list[str], shapes: list[str]) -> list[int] | None:
    """Take the letters that are followed by the text of that very option."""
    half = half_width(text)
    found: list[int] = []
    for mark in _LETTER_AND_TEXT.finditer(half):
        letter = mark.group(1)
        if letter in labels:
            index = labels.index(letter)
            window = comparable(text[mark.end() : mark.end() + 2 * len(shapes[index]) + 20])
            if shapes[index] and window.startswith(shapes[index]):
                found.append(index)
    return found or None


def _by_number(text: str, count: int) -> list[int] | None:
    bare = half_width(text).strip(" 。." + _BRACKETS)
    if not _NUMBERS_ONLY.match(bare):
        return None
    numbers = [int(number) for number in re.findall(r"\d+", bare)]
    return [number - 1 for number in numbers] if all(1 <= number <= count for number in numbers) else None


def comparable(text: str) -> str:
    """A text without what does not matter when two are compared: width, case, spaces, punctuation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=4096)
def judgement(text: str) -> bool | None:
    """Return what an answer says of a statement: True, False, or None where it says neither."""
    bare = text.strip(" \t。.．，,；;!！?？" + _BRACKETS).upper()
    if bare in RIGHT_WORDS:
        return True
    if bare in WRONG_WORDS:
        return False
    bare = half_width(bare)
    if bare in RIGHT_WORDS:
        return True
    return False if bare in WRONG_WORDS else _said_twice(bare)


def _said_twice(text: str) -> bool | None:
    """Read ``❌ 错误``, ``正确（√）``, ``true. 正确``: words that agree."""
    if not 1 < len(text) <= _LONGEST_JUDGEMENT:
        return None
    words = [word for word in _BETWEEN_WORDS.split(text) if word]
    if all(word in RIGHT_WORDS for word in words):
        return True
    return False if all(word in WRONG_WORDS for word in words) else None


def agreement(text: str) -> bool | None:
    """Return what 同意 or 不同意 say of a statement that is known to be judged; elsewhere they are mere words."""
    return _AGREED.get(text.strip(" \t。.．"))


def judgement_and_reason(text: str) -> tuple[bool, str] | None:
    """Return a judgement that its reason follows at once: ``错误，应为…``."""
    found = _JUDGE_FIRST.match(text)
    said = judgement(found.group(1)) if found else None
    if found is None or said is None:
        return None
    reason = found.group(2)
    closed = text[found.start(2) - 1] in "(（" and reason.count("(") + reason.count("（") < sum(
        map(reason.count, ")）")
    )
    return said, reason.rstrip("。. ")[:-1] if closed and reason.rstrip("。. ")[-1:] in ")）" else reason


def blanks(text: str, count: int) -> tuple[list[Blank], int]:
    """Share an answer out over ``count`` blanks; also say in how many parts it seems to be written."""
    text = text.strip()
    alternatives = _labelled_gaps(text) or _of_template(text, count)
    if alternatives:
        return [Blank(accepted) for accepted in alternatives], len(alternatives)
    any_order = _ANY_ORDER.search(text[-20:])
    if any_order:
        text = text[: len(text) - len(any_order.group())]
    parts, written = _parts(text, count)
    return [blank(part, 1 if any_order else 0) for part in parts], written


def _labelled_gaps(text: str) -> list[tuple[str, ...]]:
    """Read ``第一空：30;三十``, the gaps labelled and the alternatives of one apart by a semicolon."""
    first = _GAP_LABEL.match(text)
    gaps = _GAP_LABEL.split(text[first.end() :]) if first is not None else []
    return [accepted for gap in gaps if (accepted := _alternatives(gap))]


def begins_with_label(text: str) -> bool:
    """Say whether an answer begins with the name of its gap: ``第一空：``."""
    return _GAP_LABEL.match(text) is not None


def _of_template(text: str, count: int) -> list[tuple[str, ...]]:
    """Read ``30;三十|单位`` as templates of quizzes have it: gaps apart by a bar, alternatives by a plain semicolon."""
    if ";" not in text or "；" in text:
        return []
    gaps = _ALTERNATIVES.split(text)
    return [_alternatives(gap) for gap in gaps] if len(gaps) == count and all(map(_alternatives, gaps)) else []


def _alternatives(gap: str) -> tuple[str, ...]:
    return tuple(part for part in map(_without_end, _PLAIN_SEMICOLON.split(gap)) if part)


def parts_in_brackets(text: str) -> list[str] | None:
    """Return what stands in the brackets of an answer that is nothing but brackets: ``（甲）（乙）``."""
    if text[:1] not in "(（【[" or _IN_BRACKETS.match(text) is None:
        return None
    return [part.strip() for part in _EACH_BRACKET.findall(text)]


def _parts(text: str, count: int) -> tuple[list[str], int]:
    """Split an answer at ``；`` first, then at lesser marks, but only where the count fits."""
    enclosed = parts_in_brackets(text)
    if enclosed is not None and len(enclosed) > 1 and count in (0, len(enclosed)):
        return enclosed, len(enclosed)
    if enclosed is not None and len(enclosed) == 1:
        text = enclosed[0]
    by_semicolon = _split(rf"(?<!{PLAIN})[；;\n]", text)
    if count == 0 or len(by_semicolon) == count:
        return by_semicolon, len(by_semicolon)
    if count == 1:
        return [_without_end(text)], len(by_semicolon)
    for pattern in (
        SUB_NUMBERS.pattern,
        r"、",
        r"[，,]",
        r"\s+",
        r"[、，,]",
        r"[、，,；;]",
        r"[、，,和及]",
        r"[、，,；;和及\s]+",
        r"\|\|?",
    ):
        parts = _split(pattern, text)
        if len(parts) == count:
            return parts, count
    return by_semicolon, len(by_semicolon)


def _split(pattern: str, text: str) -> list[str]:
    parts = [_without_end(part) for part in re.split(pattern, text)]
    return [part for part in parts if part]


def _without_end(text: str) -> str:
    """Take the full stop, the marks between parts and white space off."""
    return strip_end(text.strip(), "。；; ").strip()


def blank(text: str, group: int = 0) -> Blank:
    """Read one gap: alternatives with ``|``, ``20.67±0.01``, ``（组2）``."""
    grouped = _GROUP.search(text[-20:])
    if grouped:
        text, group = text[: len(text) - len(grouped.group())], int(grouped.group(1) or grouped.group(2))
    tolerant = _TOLERANCE.match(text)
    if tolerant:
        return Blank((tolerant.group(1),), tolerance=tolerant.group(2), group=group)
    accepted = tuple(part.strip() for part in _ALTERNATIVES.split(text) if part.strip())
    last = _TOLERANCE.match(accepted[-1]) if len(accepted) > 1 else None
    if last:
        return Blank((last.group(1), *accepted[:-1]), tolerance=last.group(2), group=group)
    return Blank(accepted or (text,), group=group)


def sequence(text: str, labels: list[str]) -> list[int] | None:
    """Return the order that an answer puts the choices in, by letters or numbers; None where it leaves one out."""
    found = letters(text)
    if found is not None:
        return [labels.index(letter) for letter in found] if sorted(found) == sorted(labels) else None
    bare = half_width(text)
    named = [CIRCLED.index(mark) + 1 for mark in _CIRCLED.findall(bare)] or [
        int(mark) for mark in _DIGITS.findall(bare)
    ]
    if len(named) == 1 and len(str(named[0])) == len(labels):
        named = [int(digit) for digit in str(named[0])]
    if sorted(named) != list(range(1, len(labels) + 1)) or not _ORDERED.match(bare):
        return None
    return [number - 1 for number in named]


def pairs(text: str, left: list[str], right: list[str]) -> list[tuple[int, int]] | None:
    """Return the pairs of an answer such as ``①-B；②-A``, as indexes into left and right choices together."""
    found: list[tuple[int, int]] = []
    for pair in _PAIR.finditer(half_width(text)):
        one, other = pair.groups()
        if one not in left and one.isdecimal() and int(one) <= len(left):
            one = left[int(one) - 1]
        if one not in left or other not in right:
            return None
        found.append((left.index(one), len(left) + right.index(other)))
    return found or None


def says_nothing(text: str, *, gap: bool = False) -> bool:
    """Say whether an answer only stands for a missing one; a ``gap`` may well be filled with 无."""
    bare = text.strip(" 。.")
    return bare in _LEFT_OUT or (not gap and bare in _PLACEHOLDERS)


def looks_objective(text: str) -> bool:
    """Say whether an answer is letters or a judgement, so that no text can go on with it."""
    return letters(text) is not None or judgement(text) is not None
