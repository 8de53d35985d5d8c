"""Which question is this, and which fact: ids are digests of content, the same on every machine.

Digests are the first 16 bytes of the SHA-256 of canonical JSON, so that no two lists of texts can run together.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring as _quoted
from math import isfinite
from typing import Any, NamedTuple

from studyapp.model import (
    Answer,
    Back,
    Blanks,
    Choices,
    Entry,
    KeyPoints,
    Kind,
    Pairs,
    Question,
    Steps,
    study_day,
)
from studyapp.model.plain import canonical, question_to_text

DIGEST = 16
"""Bytes of a question's id, of a key digest, of a revision."""

BLANK = "␣"
_COMMON = tuple((sign, chr(ord(sign) - 0xFEE0)) for sign in "，（）：；？！％")
"""The full-width signs that most Chinese texts have: to replace these is faster than to look every sign up."""
_wide_signs = re.compile("[！-～]").findall
_WIDE = b"\xff"
"""The first byte of all signs of full width."""
_BORDER = "\0"
_EMPTY = ("()", "[]", "【】")
_LINE = re.compile("_{2,}")
FINAL_STOPS = "。."
_NULL = "null"

LATEST = 250_000_000_000_000
"""UTC milliseconds, in the year 9892: a review that falls due a hundred years later still has a date."""
_LARGEST = (1 << 63) - 1
"""What SQLite has room for."""


def normal(text: str) -> str:
    """The form of a text that counts for identity.

    Full width becomes half, white space goes, every gap to fill becomes one token, the final stop goes. Case,
    operators, numbers and ①②③ stay: without them different questions of real banks fall together.
    """
    return unstopped(text).rstrip(FINAL_STOPS)


def _normal_all(texts: Sequence[str]) -> list[str]:
    """``normal`` of each text, in one go where no text holds the border."""
    joined = _BORDER.join(texts)
    if joined.count(_BORDER) != len(texts) - 1:
        return [normal(text) for text in texts]
    return [part.rstrip(FINAL_STOPS) for part in unstopped(joined).split(_BORDER)]


def unstopped(text: str) -> str:
    """The normal form of a text but for the final stop, or of many texts that are joined by signs it leaves alone."""
    text = "".join(_narrow(text).split())
    for gap in _EMPTY:
        text = text.replace(gap, BLANK)
    return _LINE.sub(BLANK, text) if "__" in text else text


def _narrow(text: str) -> str:
    for sign, half in _COMMON:
        text = text.replace(sign, half)
    if _WIDE in text.encode("utf-16-le", "surrogatepass")[1::2]:  # to look at one byte of each character is swifter
        for sign in set(_wide_signs(text)):
            text = text.replace(sign, chr(ord(sign) - 0xFEE0))
    return text


def shape(kind: Kind) -> str:
    """What identity calls the kind: whether one or several choices are right is read off the key."""
    return _SHAPES[kind]


_SHAPES = {kind: str(kind) for kind in Kind} | {Kind.SINGLE: "choice", Kind.MULTIPLE: "choice"}


class Identity(NamedTuple):
    """Which question it is, what is right, which wording this is, and the wording itself as canonical JSON in UTF-8."""

    question: bytes
    key: bytes
    revision: bytes
    body: bytes


def identify(question: Question, case: bytes | None = None) -> Identity:
    """Everything that identifies a question; ``case`` is the id of the material it belongs to.

    The lists are written out here by hand, as ``canonical`` would write them (a test holds them together): a bank
    has many questions, and to bring it in waits for all of them.
    """
    kind, answer = question.kind, question.answer
    prompt, *choices = _normal_all((question.prompt, *question.choices))
    shown = [] if kind is Kind.JUDGE else sorted(choices)
    listed = f"[{','.join(map(_quoted, shown))}]"
    media = canonical(sorted(one.digest for one in question.media)) if question.media else "[]"
    parent = '""' if case is None else _hex(case)
    body = question_to_text(question)
    if kind is not Kind.JUDGE and isinstance(answer, Choices):
        right = f"[{','.join(map(_quoted, sorted({choices[index] for index in answer.right})))}]"
    else:
        right = _NULL if answer is None else canonical(_key(question, answer))
    return Identity(
        _digest_of(f"[{_quoted(_SHAPES[kind])},{_quoted(prompt)},{listed},{media},{parent}]"),
        _digest_of(f"[{_quoted(_SHAPES[kind])},{listed},{right}]"),
        _digest_of(_quoted(body)),
        body.encode(),
    )


def question_id(question: Question, case: bytes | None = None) -> bytes:
    """The question's id: its shape, prompt, choices in any order, media, and the ``case`` it belongs to."""
    media = sorted(one.digest for one in question.media)
    parent = "" if case is None else case.hex()
    return _digest([shape(question.kind), normal(question.prompt), _choices(question), media, parent])


def key_digest(question: Question) -> bytes:
    """What is right: shape, choices in any order, answer. Only another key starts a memory afresh."""
    answer = None if question.answer is None else _key(question, question.answer)
    return _digest([shape(question.kind), _choices(question), answer])


def revision(question: Question) -> bytes:
    """Everything that can be read, to the letter: what tells one wording of a question from another."""
    return _digest(question_to_text(question))


def make_entry(
    *,
    device: str,
    seq: int,
    at: int,
    kind: str,
    question: bytes | None = None,
    key: bytes | None = None,
    verdict: float | None = None,
    rating: int | None = None,
    milliseconds: int | None = None,
    sitting: str | None = None,
    body: Mapping[str, Any] | None = None,
) -> Entry:
    """Make the entry of a fact; its day and id follow from the rest."""
    day = study_day(at)
    contents = {} if body is None else body
    one = entry_id(
        device, seq, at, day, kind, question, key, verdict, rating, milliseconds, sitting, canonical(contents)
    )
    return Entry(
        id=one,
        device=device,
        seq=seq,
        at=at,
        day=day,
        kind=kind,
        question=question,
        key=key,
        verdict=verdict,
        rating=rating,
        milliseconds=milliseconds,
        sitting=sitting,
        body=contents,
    )


def entry_id(
    device: str,
    seq: int,
    at: int,
    day: int,
    kind: str,
    question: bytes | None,
    key: bytes | None,
    verdict: float | None,
    rating: int | None,
    milliseconds: int | None,
    sitting: str | None,
    body: str,
) -> bytes:
    """The id of an entry: six bytes of its time, and ten of the digest of its canonical JSON.

    ``body`` is the canonical JSON of the body. The list around it is written out here by hand, as ``canonical``
    would write it (a test holds them together): every answer waits for it.
    """
    text = (
        f"[{_quoted(device)},{seq},{at},{day},{_quoted(kind)},{_hex(question)},{_hex(key)},"
        f"{_NULL if verdict is None else verdict},{_NULL if rating is None else rating},"
        f"{_NULL if milliseconds is None else milliseconds},{_NULL if sitting is None else _quoted(sitting)},{body}]"
    )
    return at.to_bytes(6) + hashlib.sha256(text.encode()).digest()[:10]


def is_intact(entry: Entry) -> bool:
    """Whether the entry's id and day are those of its contents, and a store gives back what it took."""
    if not is_storable(entry):
        return False
    try:
        body = canonical(entry.body)
        again = entry_id(
            entry.device,
            entry.seq,
            entry.at,
            entry.day,
            entry.kind,
            entry.question,
            entry.key,
            entry.verdict,
            entry.rating,
            entry.milliseconds,
            entry.sitting,
            body,
        )
    except (TypeError, ValueError, RecursionError):
        return False
    return again == entry.id and study_day(entry.at) == entry.day and _is_plain(body)


def is_storable(entry: Entry) -> bool:
    """Whether an entry's fields are of their types and within bounds: what comes from elsewhere may be anything.

    A store gives 1.0 back for 1, and 1 for true, and then the id would be another.
    """
    texts: tuple[object, ...] = (entry.device, entry.kind, "" if entry.sitting is None else entry.sitting)
    numbers: tuple[object, ...] = (
        entry.seq,
        0 if entry.rating is None else entry.rating,
        0 if entry.milliseconds is None else entry.milliseconds,
    )
    digests: tuple[object, ...] = (entry.question, entry.key)
    verdict: object = 0.0 if entry.verdict is None else entry.verdict
    return (
        all(isinstance(one, str) for one in texts)
        and all(type(one) is int and -_LARGEST <= one <= _LARGEST for one in numbers)
        and all(one is None or (isinstance(one, bytes) and len(one) == DIGEST) for one in digests)
        and type(verdict) is float
        and isfinite(verdict)
        and type(entry.at) is int
        and 0 <= entry.at <= LATEST
        and isinstance(entry.body, dict)
    )


def _is_plain(text: str) -> bool:
    """Whether canonical JSON holds no number that JSON does not know."""
    if "NaN" not in text and "Infinity" not in text:
        return True
    unknown: list[str] = []
    json.loads(text, parse_constant=unknown.append)
    return not unknown


def _hex(digest: bytes | None) -> str:
    return _NULL if digest is None else f'"{digest.hex()}"'


def _choices(question: Question) -> list[str]:
    """The choices in any order; a judge question has the same two everywhere, and none here."""
    return [] if question.kind is Kind.JUDGE else sorted(map(normal, question.choices))


def _key(question: Question, answer: Answer) -> object:
    texts = question.choices
    match answer:
        case Choices(right) if question.kind is Kind.JUDGE:
            return list(right)
        case Choices(right):
            return sorted({normal(texts[index]) for index in right})
        case Blanks():
            return _blanks_key(answer)
        case KeyPoints(points):
            return [normal(point) for point in points]
        case Steps(sequence):
            return [normal(texts[index]) for index in sequence]
        case Pairs(pairs):
            return sorted([normal(texts[left]), normal(texts[right])] for left, right in pairs)
        case Back(text):
            return normal(text)


def _blanks_key(answer: Blanks) -> list[list[object]]:
    """The blanks in order; those that may be filled in any order stand sorted in the places of their group."""
    forms = [
        (blank.group, [sorted({normal(text) for text in blank.accepted}), blank.tolerance]) for blank in answer.blanks
    ]
    waiting = {
        group: iter(sorted((form for one, form in forms if one == group), key=canonical))
        for group in {group for group, _form in forms if group}
    }
    first = {group: number for number, group in enumerate(dict.fromkeys(g for g, _form in forms if g), 1)}
    return [[first.get(group, 0), next(waiting[group]) if group else form] for group, form in forms]


def _digest(value: object) -> bytes:
    return _digest_of(canonical(value))


def _digest_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:DIGEST]
