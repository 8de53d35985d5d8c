"""Questions as plain JSON and back: the form in which a bank's rows and a revision's digest hold them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from json.encoder import encode_basestring as _quoted
from typing import Any

from studyapp.model.question import (
    Answer,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Media,
    Pairs,
    Question,
    Steps,
    Validity,
)

_ALWAYS = Validity()
_KINDS = {str(kind): kind for kind in Kind}
_OTHERWISE = dict(vars(Question(kind=Kind.SINGLE, prompt="")))
_decode = json.JSONDecoder().decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, check_circular=False).encode


def canonical(value: object) -> str:
    """JSON with sorted names and no spaces: equal values give equal texts."""
    return _encode(value)


def question_to_text(question: Question) -> str:
    """The whole question as canonical JSON; what has its default value is left out.

    The names are written out here, in their order (a test holds this against ``canonical``).
    """
    parts = [] if question.answer is None else [f'"answer":{_answer_text(question.answer)}']
    if question.authority:
        parts.append(f'"authority":{_quoted(question.authority)}')
    if question.basis:
        parts.append(f'"basis":{canonical([(b.title, b.number, b.article, b.url) for b in question.basis])}')
    if question.choices:
        parts.append(f'"choices":[{",".join(map(_quoted, question.choices))}]')
    if question.difficulty is not None:
        parts.append(f'"difficulty":{canonical(question.difficulty)}')
    if question.explanation:
        parts.append(f'"explanation":{_quoted(question.explanation)}')
    if question.jurisdiction:
        parts.append(f'"jurisdiction":{_quoted(question.jurisdiction)}')
    parts.append(f'"kind":"{question.kind.value}"')
    if question.media:
        parts.append(f'"media":{canonical([(m.name, m.digest) for m in question.media])}')
    parts.append(f'"prompt":{_quoted(question.prompt)}')
    if question.subject:
        parts.append(f'"subject":{_quoted(question.subject)}')
    if question.tags:
        parts.append(f'"tags":[{",".join(map(_quoted, question.tags))}]')
    if question.validity != _ALWAYS:
        parts.append(f'"validity":{canonical(_validity_to_plain(question.validity))}')
    return f"{{{','.join(parts)}}}"


def question_from_text(text: str) -> Question:
    """The question that ``question_to_text`` wrote.

    Its fields are put in at once: a frozen object sets them one by one, which takes three times as long.
    """
    told = _decode(text)
    kind = told["kind"] = _KINDS[told["kind"]]
    for name, read in _READ:
        if name in told:
            told[name] = read(told[name])
    if (answer := told.get("answer")) is not None:
        told["answer"] = _answer_from_plain(kind, answer)
    if "prompt" not in told:
        raise KeyError("prompt")
    question = object.__new__(Question)
    question.__dict__.update(_OTHERWISE | told)
    return question


def _answer_text(answer: Answer) -> str:
    if isinstance(answer, Choices):
        return f"[{','.join(map(str, answer.right))}]"
    return canonical(_answer_to_plain(answer))


def _answer_to_plain(answer: Answer) -> object:
    match answer:
        case Choices(right):
            return right
        case Blanks(blanks):
            return [(blank.accepted, blank.tolerance, blank.group) for blank in blanks]
        case KeyPoints(points):
            return points
        case Steps(sequence):
            return sequence
        case Pairs(pairs):
            return pairs
        case Back(text):
            return text


def _answer_from_plain(kind: Kind, plain: Any) -> Answer:
    match kind:
        case Kind.BLANK:
            return Blanks(tuple(Blank(tuple(accepted), tolerance, group) for accepted, tolerance, group in plain))
        case Kind.SHORT:
            return KeyPoints(tuple(plain))
        case Kind.ORDER:
            return Steps(tuple(plain))
        case Kind.MATCH:
            return Pairs(tuple((left, right) for left, right in plain))
        case Kind.CARD:
            return Back(plain)
        case _:
            return Choices(tuple(plain))


def _validity_to_plain(validity: Validity) -> list[str | None]:
    ends = (validity.effective_from, validity.effective_to)
    return [*(None if end is None else end.isoformat() for end in ends), validity.superseded_by]


def _validity_from_plain(plain: list[str | None]) -> Validity:
    first, last, superseded_by = plain
    return Validity(
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
        superseded_by or "",
    )


_READ: tuple[tuple[str, Callable[[Any], object]], ...] = (
    ("choices", tuple),
    ("tags", tuple),
    ("basis", lambda plain: tuple(Basis(*b) for b in plain)),
    ("validity", _validity_from_plain),
    ("media", lambda plain: tuple(Media(*m) for m in plain)),
)
"""What makes those fields of a question that are no texts of their plain values; the answer's depends on the kind."""
