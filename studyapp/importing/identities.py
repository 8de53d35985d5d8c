"""The identities of many questions at once: what ``identify`` gives for each, in less than two thirds of its time.

A bank may have a hundred thousand questions, and nearly all are choices and judgements of which nothing rare is said.
Of these many together are normalised and quoted with one call: their texts are joined by signs that no text has. All
others, and all those beside a text that has such a sign, are left to ``identify``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from json.encoder import encode_basestring as _quoted

from studyapp.identity import DIGEST, FINAL_STOPS, Identity, identify, unstopped
from studyapp.model import Choices, Kind, Question, Validity

BATCH = 256
"""How many are taken together; more gain nothing, and the texts of so many lie in a cache."""

_BORDER, _COMMA = "\ufdd0", "\ufdd1"
"""Signs that Unicode keeps free of characters; JSON writes them as they are, and they are no space."""

Common = tuple[str, str, tuple[str, ...], tuple[int, ...], str, str, tuple[str, ...], float | None]
"""Of a common question: kind, prompt, choices, the right ones, explanation, subject, tags, difficulty."""

Facts = tuple[bytes, bytes, bytes, bytes]
"""What is in an ``Identity``, in its order."""

Identify = Callable[[Sequence[Question]], Iterator[Identity]]
"""A way to identify many questions, such as ``identify_all``."""

_COMMON_KINDS = {Kind.SINGLE: "single", Kind.MULTIPLE: "multiple", Kind.JUDGE: "judge"}
_JUDGE = "judge"
_sha256 = hashlib.sha256
_ALWAYS = Question.validity
"""The one object that all questions share of which nothing else was said."""


def identify_all(questions: Sequence[Question]) -> Iterator[Identity]:
    """Everything that identifies each of these questions, of which none belongs to a case."""
    for start in range(0, len(questions), BATCH):
        batch = questions[start : start + BATCH]
        rows = list(map(common, batch))
        known = map(Identity._make, identify_common([row for row in rows if row is not None]))
        for question, row in zip(batch, rows, strict=True):
            yield identify(question) if row is None else next(known)


def common(question: Question) -> Common | None:
    """What there is to a common question, ``None`` for others."""
    kind, answer, difficulty = _COMMON_KINDS.get(question.kind), question.answer, question.difficulty
    if (
        kind is None
        or type(answer) is not Choices
        or not question.choices
        or not answer.right
        or question.media
        or question.basis
        or question.authority
        or question.jurisdiction
        or (question.validity is not _ALWAYS and question.validity != Validity())
        or not (difficulty is None or (type(difficulty) is float and 0 <= difficulty <= 1))
    ):
        return None
    return (
        kind,
        question.prompt,
        question.choices,
        answer.right,
        question.explanation,
        question.subject,
        question.tags,
        difficulty,
    )


def identify_common(rows: Sequence[Common]) -> list[Facts]:
    """What identifies each of some common questions."""
    return [found for start in range(0, len(rows), BATCH) for found in _of_batch(rows[start : start + BATCH])]


def _of_batch(rows: Sequence[Common]) -> Iterable[Facts]:
    texts, said = list[str](), list[str]()
    for _kind, prompt, choices, _right, explanation, *_rest in rows:
        texts.append(prompt)
        texts += choices
        said += (prompt, _COMMA.join(choices), explanation)
    joined, endings = _BORDER.join(said), [_ending(subject, tags) for *_rest, subject, tags, _difficulty in rows]
    foreign = joined.count(_BORDER) >= len(said) or joined.count(_COMMA) > len(texts) - 2 * len(rows)
    if foreign or _BORDER in "".join(endings):
        return map(_alone, rows)
    bodies = list(map(str.encode, map(_body, rows, *_by_three(joined), endings)))
    questions, keys = _sources(rows, _normal_all(texts))
    return zip(_digests(questions), _digests(keys), map(_revision, bodies), bodies, strict=True)


def _alone(row: Common) -> Facts:
    kind, prompt, choices, right, explanation, subject, tags, difficulty = row
    question = Question(
        kind=Kind(kind),
        prompt=prompt,
        choices=choices,
        answer=Choices(right),
        explanation=explanation,
        subject=subject,
        tags=tags,
        difficulty=difficulty,
    )
    found = identify(question)
    return found.question, found.key, found.revision, found.body


def _normal_all(texts: Sequence[str]) -> list[str]:
    """``normal`` of each text; none has a border."""
    return [part.rstrip(FINAL_STOPS) for part in unstopped(_BORDER.join(texts)).split(_BORDER)]


def _by_three(joined: str) -> Iterator[list[str]]:
    """Quote joined texts, and yield the first of every three, the second, and the third."""
    parts = _quoted(joined)[1:-1].replace(_COMMA, '","').split(_BORDER)
    return (parts[place::3] for place in range(3))


def _body(row: Common, prompt: str, choices: str, explanation: str, ending: str) -> str:
    """The whole question as canonical JSON, as ``question_to_text`` writes it; texts are quoted but for the quotes."""
    kind, right, difficulty = row[0], row[3], row[7]
    key = right[0] if len(right) == 1 else ",".join(map(str, right))
    shade = "" if difficulty is None else f'"difficulty":{difficulty!r},'
    told = f'"explanation":"{explanation}",' if explanation else ""
    return f'{{"answer":[{key}],"choices":["{choices}"],{shade}{told}"kind":"{kind}","prompt":"{prompt}"{ending}'


@lru_cache(maxsize=4096)
def _ending(subject: str, tags: tuple[str, ...]) -> str:
    """The end of a body, which many share."""
    about = f',"subject":{_quoted(subject)}' if subject else ""
    marked = f',"tags":[{",".join(map(_quoted, tags))}]' if tags else ""
    return f"{about}{marked}}}"


def _sources(rows: Sequence[Common], normals: Sequence[str]) -> tuple[list[str], list[str]]:
    """What the ids of the questions and of their keys are digests of, from the normal forms of prompts and choices."""
    said, at = list[str](), 0
    for _kind, _prompt, choices, right, *_rest in rows:
        end = at + 1 + len(choices)
        shown = list(normals[at + 1 : end])
        good = [shown[right[0]]] if len(right) == 1 else sorted({shown[index] for index in right})
        shown.sort()
        said += (normals[at], _COMMA.join(shown), _COMMA.join(good))
        at = end
    questions, keys = [], []
    for row, prompt, shown, good in zip(rows, *_by_three(_BORDER.join(said)), strict=True):
        if row[0] == _JUDGE:
            questions.append(f'["judge","{prompt}",[],[],""]')
            keys.append(f'["judge",[],[{",".join(map(str, row[3]))}]]')
        else:
            questions.append(f'["choice","{prompt}",["{shown}"],[],""]')
            keys.append(f'["choice",["{shown}"],["{good}"]]')
    return questions, keys


def _digests(texts: Iterable[str]) -> list[bytes]:
    return [_sha256(text.encode()).digest()[:DIGEST] for text in texts]


def _revision(body: bytes) -> bytes:
    """The digest of a body as a text of JSON, in which nothing is left to be escaped but quotes and what escapes."""
    escaped = body.replace(b"\\", rb"\\").replace(b'"', rb"\"")
    return _sha256(b'"%b"' % escaped).digest()[:DIGEST]
