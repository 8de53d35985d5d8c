"""The fields of a question: basis, validity, difficulty, tags, each from the text of its line."""

from __future__ import annotations

import re
from datetime import date

from studyapp import Basis, Media, Validity
from studyapp_text.display import PLAIN, plain
from studyapp_text.vocabulary import DIFFICULTIES

_DATE = re.compile(r"(\d{4})\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})\s?日?")
_URL = re.compile(rf"(?<!{PLAIN})https?://(?:{PLAIN}.|[^\s；，。）】》{PLAIN}])+")
_NUMBER = re.compile(rf"[（(〔]((?:{PLAIN}.|[^（）(){PLAIN}]){{1,200}})[）)〕]\s*")
_TAG_MARKS = re.compile(rf"(?<!{PLAIN})[、，,；;\n]")
_BASIS_MARKS = re.compile(rf"(?<!{PLAIN})[；;\n]")
_MEDIA_MARKS = re.compile(rf"(?<!{PLAIN})[；\n]")
_DIGEST = re.compile(r"[0-9a-f]{64}$")
_STARS = re.compile(r"[★☆*]+$")


def read_date(text: str) -> date | None:
    """Return the day that a text names, if there is such a day."""
    found = _DATE.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def read_validity(text: str, superseded_by: str) -> Validity | None:
    """Read ``2019-01-01 至 2029-12-31``, ``2019-01-01 起``, ``至 2029-12-31``; None where it is none of them."""
    if not text.strip():
        return Validity(superseded_by=superseded_by)
    begin, separator, end = _cut_in_two(text)
    first = read_date(begin.removeprefix("自").strip()) if begin else None
    last = read_date(end.removesuffix("止").strip()) if end else None
    if (begin and first is None) or (end and last is None) or not (first or last) or not separator:
        return None
    return Validity(first, last, superseded_by)


def _cut_in_two(text: str) -> tuple[str, str, str]:
    text = text.strip().rstrip("。")
    for separator in ("至", "到", "~", "～", "—"):
        begin, found, end = text.partition(separator)
        if found:
            end = "" if end.strip() in ("今", "长期") else end
            return begin.strip().removesuffix("起").strip(), found, end.strip()
    if text.endswith(("起", "起施行")):
        return text.removesuffix("施行").removesuffix("起").strip(), "起", ""
    return text, "", ""


def read_difficulty(text: str) -> float | None:
    """Read ``0.3``, ``易``, ``3`` (of five), ``★★``; None where it is none of them."""
    text = text.strip().rstrip("。")
    if text in DIFFICULTIES:
        return DIFFICULTIES[text]
    if _STARS.match(text):
        return _of_five(text.count("★") or text.count("*"))
    try:
        value = float(text)
    except ValueError:
        return None
    if "." in text or value == 0:
        return value if 0 <= value <= 1 else None
    return _of_five(int(value)) if value.is_integer() else None


def _of_five(stars: int) -> float | None:
    return (2 * stars - 1) / 10 if 1 <= stars <= 5 else None


def read_tags(text: str) -> tuple[str, ...]:
    """Split tags at their marks, repeats left out."""
    return tuple(dict.fromkeys(plain(tag.strip()) for tag in _TAG_MARKS.split(text) if tag.strip()))


def read_basis(text: str) -> tuple[Basis, ...]:
    """Read laws and documents: ``《title》（number）article address``, several separated by ``；``."""
    return tuple(_one_basis(part.strip()) for part in _BASIS_MARKS.split(text) if part.strip(" 。"))


def _one_basis(text: str) -> Basis:
    url = ""
    found = None
    for found in _URL.finditer(text):  # noqa: B007 - the last one counts
        pass
    if found and found.end() == len(text):
        url, text = found.group(), text[: found.start()].rstrip()
    title, rest = _title(text)
    number = _NUMBER.match(rest) if rest[:1] in "（(〔" and rest else None
    if number:
        return Basis(plain(title), plain(number.group(1)), plain(rest[number.end() :].strip()), plain(url))
    return Basis(plain(title), "", plain(rest.strip()), plain(url))


def _title(text: str) -> tuple[str, str]:
    """Cut the title in 《》, titles within it included, from what follows it."""
    if not text.startswith("《"):
        return text, ""
    depth = 0
    for index, character in enumerate(text):
        if character in "《》" and text[index - 1] == PLAIN:
            continue
        depth += (character == "《") - (character == "》")
        if depth == 0:
            return text[1:index], text[index + 1 :].lstrip()
    return text, ""


def read_media(text: str) -> tuple[Media, ...] | None:
    """Read ``name sha256:digest``, several separated by ``；``; None where the digest is missing."""
    parts = [part.strip().rpartition("sha256:") for part in _MEDIA_MARKS.split(text) if part.strip()]
    if not all(mark and _DIGEST.match(digest) for _, mark, digest in parts):
        return None
    return tuple(Media(plain(name.rstrip()), digest) for name, _, digest in parts)
