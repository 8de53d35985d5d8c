"""The choices of a row: a list, an object, or one text; of texts, of objects, of pairs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studyapp_interchange.foreign_names import FLAGS, letter_of, plain_name
from studyapp_interchange.json_rows import printable
from studyapp_interchange.lenient import parse
from studyapp_interchange.markup import to_text

_MARKUP = re.compile(
    r"<!--|</?(?:p|br|div|span|b|i|u|strong|em|font|img|table|tbody|tr|t[dh]|sub|sup|ul|ol|li|a|h[1-6]|pre|code|center|hr)"
    r"(?:\s[^<>]*)?/?>",
    re.I,
)
_HALVES = re.compile("[\ud800-\udfff]")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_LABEL = re.compile(r"\s*[（(\[【]?([A-Za-zＡ-Ｚ])(?:[.．、,，:：)）\]】]\s*|\s+)")
_MARKED = re.compile(r"\s*[（(]?[A-HＡ-Ｈ][.．、:：)）]\s*[^\sA-Z]")
_INLINE = r"(?:^|(?<=[^A-Za-z]))[（(]?{}[.．、:：)）]\s*"
_BETWEEN = re.compile(r"\s*(?:\|+|\n|\t|;|；|#{2,}|@{2,}|\${1,}|&&)\s*")
_TEXTS = (
    "text", "content", "optioncontent", "optiontext", "选项内容", "内容", "value", "optionvalue", "title", "name",
    "desc", "description", "label", "body", "option", "optionname", "选项", "answer", "choice", "key",
)  # fmt: skip
_TRUE = ("1", "true", "是", "y", "yes", "对", "正确", "√")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its text, what the file calls it (a letter, a number, an id), and whether it is marked as right."""

    text: str
    key: str = ""
    right: bool = False


def plain(value: object) -> str:
    """Return the text of a value as it is read, without markup; empty for what is no text and no number."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, (int, float)):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    if isinstance(value, Mapping):
        return _inner(value)
    if isinstance(value, list):
        parts = [plain(one) for one in value]
        return "\n".join(part for part in parts if part)
    if not isinstance(value, str):
        return ""
    text = value.strip(" \t\r\n\u3000\u00a0\ufeff")
    if _HALVES.search(text):
        text = printable(text)
    if "<" not in text and "&" not in text:
        return text
    if _MARKUP.search(text):
        return to_text(text)
    return html.unescape(text).replace("\u00a0", " ").strip() if _ENTITY.search(text) else text


def _inner(value: Mapping[str, Any]) -> str:
    """Return the text of an object that holds one, such as ``{"text": …, "image": …}``, or ``{"$oid": …}``."""
    named = {plain_name(name): one for name, one in value.items()}
    for name in ("text", "content", "title", "value", "内容", "题干", "stem", "question", "$oid", "$numberint", "name"):
        if isinstance(named.get(name), (str, int, float)) and plain(named[name]):
            return plain(named[name])
    return ""


def is_options(value: object) -> bool:
    """Whether a value may be the choices of a question, rather than questions or something else."""
    if isinstance(value, str):
        return len(_from_text(value)) > 1
    if isinstance(value, Mapping):
        keyed = [name for name in value if letter_of(plain_name(name)) or name.strip().isdecimal()]
        return len(value) > 1 and len(keyed) == len(value) and all(plain(one) for one in value.values())
    return isinstance(value, list) and len(value) > 1 and all(_is_option(one) for one in value)


def _is_option(value: object) -> bool:
    if isinstance(value, Mapping):
        flat = not any(isinstance(one, (list, Mapping)) and one for one in value.values())
        return flat and bool(value) and len(value) <= 12
    if isinstance(value, list):
        return 1 < len(value) <= 3 and all(isinstance(one, (str, int, bool)) for one in value)
    return isinstance(value, (str, int, float)) and not isinstance(value, bool) and bool(plain(value))


def options_of(value: object) -> list[Option]:
    """Return the choices, their own letters taken off their texts."""
    if isinstance(value, str):
        found = [Option(text) for text in _from_text(value)]
    elif isinstance(value, Mapping):
        found = [Option(plain(one), name.strip()) for name, one in _sorted(value)]
    else:
        found = list(_from_list(value if isinstance(value, list) else []))
    found = _unlabelled(found)
    while found and not found[-1].text:
        found.pop()
    return found


def _sorted(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the members in the order of their letters or numbers, where they have such names."""
    names = [name.strip() for name in value]
    if all(name.isdecimal() for name in names):
        return sorted(value.items(), key=lambda one: int(one[0]))
    if all(letter_of(plain_name(name)) for name in names):
        return sorted(value.items(), key=lambda one: letter_of(plain_name(one[0])))
    return list(value.items())


def _from_text(text: str) -> list[str]:
    bare = text.strip()
    if bare[:1] in ("[", "{"):
        parsed = parse(bare)
        if len(parsed.values) == 1 and not parsed.faults and (inside := options_of(parsed.values[0])):
            return [one.text for one in inside]
    bare = plain(bare)
    starts = list(_starts(bare))
    if len(starts) > 1 and not bare[: starts[0][0]].strip():
        ends = [*(first for first, _ in starts[1:]), len(bare)]
        return [bare[last:end].strip(" \t\n|;；,，、") for (_, last), end in zip(starts, ends, strict=True)]
    return [part.strip() for part in _BETWEEN.split(bare) if part.strip()]


def lettered(text: str) -> bool:
    """Whether a text is nothing but choices behind their letters."""
    starts = list(_starts(plain(text)))
    return len(starts) > 1 and not plain(text)[: starts[0][0]].strip()


def divided(stem: str) -> tuple[str, list[Option]]:
    """Split the choices off a stem that they stand in; none, and it has none."""
    starts = list(_starts(stem))
    if len(starts) < 2 or not stem[: starts[0][0]].strip():
        return stem, []
    head = stem[: starts[0][0]].rstrip()
    return head, [Option(text) for text in _from_text(stem[starts[0][0] :])]


def _starts(text: str) -> Iterator[tuple[int, int]]:
    """Yield where A, B, C … begin, each behind the one before it."""
    at = 0
    for number in range(26):
        letter = chr(ord("A") + number)
        found = re.compile(_INLINE.format(letter)).search(text, at)
        if found is None:
            return
        yield found.start(), found.end()
        at = found.end()


def _from_list(values: Sequence[object]) -> Iterator[Option]:
    if values and all(isinstance(one, Mapping) for one in values):
        yield from _from_objects([one for one in values if isinstance(one, Mapping)])
        return
    for index, one in enumerate(values):
        if not isinstance(one, list):
            yield Option(plain(one))
            continue
        texts = [plain(part) for part in one if not isinstance(part, bool)]
        right = any(part is True for part in one)
        if len(texts) > 1 and texts[0].upper() in (chr(ord("A") + index), str(index), str(index + 1)):
            yield Option(texts[1], texts[0], right)
        else:
            yield Option(texts[0] if texts else "", "", right)


def _from_objects(values: Sequence[Mapping[str, Any]]) -> Iterator[Option]:
    if all(len(one) == 1 for one in values):  # {"A": "…"}, {"B": "…"}
        for one in values:
            name, text = next(iter(one.items()))
            yield Option(plain(text), name.strip() if letter_of(plain_name(name)) else "")
        return
    rows = [{plain_name(name): one for name, one in value.items()} for value in values]
    keys = _key_name(rows)
    wordy = [name for name in _TEXTS if name != keys and any(plain(row.get(name)) for row in rows)]
    texts = wordy[0] if wordy else keys
    ids = keys or next((name for name in ("id", "optionid", "oid", "value") if any(name in row for row in rows)), "")
    for row in rows:
        right = any(name in FLAGS and name != texts and _is_true(one) for name, one in row.items())
        yield Option(plain(row.get(texts)), plain(row.get(ids)), right)


def _key_name(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the name under which the letters stand, or the numbers where there are none."""
    common = [name for name in rows[0] if all(name in row for row in rows)]
    for first in ("A", "1", "0"):
        wanted = [chr(ord(first) + number) for number in range(len(rows))]
        for name in common:
            if [plain(row[name]).strip(" .、").upper() for row in rows] == wanted:
                return name
    return ""


def _is_true(value: object) -> bool:
    return value is True or (not isinstance(value, bool) and plain(value).casefold() in _TRUE)


def _unlabelled(found: list[Option]) -> list[Option]:
    """Take the letters off the texts where each has its own."""
    labels = [_LABEL.match(one.text) for one in found]
    told = [label and label[1].upper() for label in labels]
    wanted = [chr(ord("A") + number) for number in range(len(found))]
    bare = [chr(ord(letter) - 0xFEE0) if letter and letter > "z" else letter for letter in told]
    if len(found) < 2 or (bare != wanted and not _are_labels(found, bare)):
        return found
    keys = [one.key if bare == wanted else letter or "" for one, letter in zip(found, bare, strict=True)]
    return [
        Option(one.text[label.end() :].strip() if label else one.text, key, one.right)
        for one, label, key in zip(found, labels, keys, strict=True)
    ]


def _are_labels(found: Sequence[Option], letters: Sequence[str | None]) -> bool:
    """Whether what stands before the texts are letters of choices although one is missing: ``A.`` and ``C.``."""
    marked = all(_MARKED.match(one.text) for one in found)
    return marked and letters[0] == "A" and sorted(set(filter(None, letters))) == list(letters)
