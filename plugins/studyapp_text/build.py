"""Pieces to questions: what the lines of a question mean, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from studyapp import (
    JUDGE_CHOICES,
    Answer,
    Back,
    Blank,
    Blanks,
    Choices,
    Flaw,
    KeyPoints,
    Kind,
    Pairs,
    Question,
    Steps,
    Where,
)
from studyapp_text import answers, flaws
from studyapp_text.details import has_details, with_details
from studyapp_text.display import plain
from studyapp_text.kinds import judged_options
from studyapp_text.points import key_points
from studyapp_text.prompts import count_blanks, without_answers
from studyapp_text.raw import Raw
from studyapp_text.steps import CIRCLED, numbered_lines, steps_of

LEFT_LABELS = CIRCLED
_LAST_NAMED = "L"
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(slots=True)
class Reading:
    """A question being read: its answer or why it was not taken, what else was found, what its explanation gains."""

    raw: Raw
    where: Where
    prompt: str
    text: str
    kind: Kind
    found: list[Flaw]
    choices: tuple[str, ...] = ()
    answer: Answer | None = None
    reason: str = ""

    def refuse(self, flaw: Flaw) -> None:
        """Note why the question cannot be taken."""
        self.answer = None
        self.found.append(flaw)


def build(raw: Raw, kind: Kind, where: Where) -> tuple[Question | None, list[Flaw]]:
    """Return the question, or None where it cannot be taken, and what was found wrong with it."""
    prompt = "\n".join(raw.prompt).strip("\n")
    text = "\n".join(raw.answer or ())
    reading = Reading(raw, where, prompt, text, kind, list(raw.flaws))
    if not plain(prompt).strip():
        reading.refuse(flaws.empty_prompt(where, raw.label))
        return None, reading.found
    if kind is Kind.CASE:
        return _question(reading), reading.found
    if (
        raw.answer is None
        or not text.strip()
        or (answers.says_nothing(text, gap=kind is Kind.BLANK) and not raw.points)
    ):
        reading.refuse(flaws.no_answer(where, raw.label))
        return None, reading.found
    _BUILDERS[kind](reading)
    return (_question(reading) if reading.answer is not None else None), reading.found


def _build_choice(reading: Reading) -> None:
    raw = reading.raw
    if not _has_choices(reading):
        return
    labels = [option.letter for option in raw.options]
    found = answers.choice_indexes(reading.text, labels, list(reading.choices))
    found = found or _first_sentence_alone(reading, labels) or _those_there(reading, labels)
    if not found:
        reading.refuse(flaws.answer_outside_choices(reading.where, raw.label, reading.text))
        return
    right = tuple(sorted(set(found)))
    if len(right) < len(found):
        reading.found.append(flaws.letter_twice(_at(reading, raw.answer_line), reading.text))
    if reading.kind is Kind.SINGLE and len(right) > 1:
        reading.kind = Kind.MULTIPLE
    reading.answer = Choices(right)


def _those_there(reading: Reading, labels: list[str]) -> list[int] | None:
    """Read an answer of several letters some of which name no choice: the others count."""
    named = answers.letters(reading.text) or ""
    there = [labels.index(letter) for letter in named if letter in labels]
    if len(there) < 2 or max(named) > _LAST_NAMED:
        return None
    missing = "".join(letter for letter in named if letter not in labels)
    reading.found.append(flaws.answer_partly_outside(_at(reading, reading.raw.answer_line), reading.text, missing))
    return there


def _first_sentence_alone(reading: Reading, labels: list[str]) -> list[int] | None:
    """Read an answer of letters that its reason follows: ``B，因为……``."""
    head, mark, tail = reading.text.partition("。")
    if not mark or not tail.strip() or answers.letters(head) is None:
        return None
    reading.reason = tail.strip()
    return answers.choice_indexes(head, labels, list(reading.choices))


def _has_choices(reading: Reading) -> bool:
    raw = reading.raw
    if not raw.options:
        reading.refuse(flaws.no_choices(reading.where, raw.label, reading.text))
        return False
    if len(raw.options) == 1:
        reading.refuse(flaws.too_few_choices(reading.where, raw.label))
        return False
    reading.choices = _option_texts(raw)
    return True


def _option_texts(raw: Raw) -> tuple[str, ...]:
    return tuple(
        plain(option.lines[0] if len(option.lines) == 1 else "\n".join(option.lines).strip("\n"))
        for option in raw.options
    )


def _build_judge(reading: Reading) -> None:
    raw = reading.raw
    said = answers.judgement(reading.text)
    order = judged_options(raw)
    if said is None and order is not None:
        found = answers.choice_indexes(reading.text, [option.letter for option in raw.options], ["", ""])
        said = order[found[0]] if found else None
    if said is None:
        reasoned = answers.judgement_and_reason(reading.text)
        if reasoned is not None:
            said, reading.reason = reasoned
    if said is None and not raw.options:
        said = answers.agreement(reading.text)
    if said is None and not raw.options and answers.letters(reading.text) in ("A", "B"):
        said = answers.letters(reading.text) == "A"
    if said is None:
        reading.refuse(flaws.answer_unreadable(reading.where, raw.label, reading.text, Kind.JUDGE))
        return
    reading.prompt = _without_judge_lines(reading.prompt)
    reading.choices = JUDGE_CHOICES
    reading.answer = Choices((0,) if said else (1,))


def _without_judge_lines(prompt: str) -> str:
    """Take lines that only offer 正确 and 错误 off a prompt."""
    lines = prompt.split("\n")
    while len(lines) > 1 and answers.judgement(lines[-1]) is not None:
        lines.pop()
    return "\n".join(lines)


def _build_blank(reading: Reading) -> None:
    raw = reading.raw
    if raw.points:
        reading.answer = Blanks(tuple(_plain_blank(answers.blank(part.strip())) for part in _points(raw)))
        return
    count = count_blanks(reading.prompt)
    if not count and (hidden := without_answers(reading.prompt, reading.text)) is not None:
        reading.prompt, count = hidden
    parts, written = answers.blanks(reading.text, count)
    if written != count > 0:
        reading.found.append(flaws.blanks_mismatch(_at(reading, raw.answer_line), count, written, len(parts)))
    reading.answer = Blanks(tuple(_plain_blank(part) for part in parts))
    if not parts:
        reading.refuse(flaws.no_answer(reading.where, raw.label))


def _plain_blank(blank: Blank) -> Blank:
    return Blank(tuple(plain(text) for text in blank.accepted), blank.tolerance, blank.group)


def _build_short(reading: Reading) -> None:
    raw = reading.raw
    points = _points(raw) if raw.points else key_points(raw.answer or [])
    reading.answer = KeyPoints(tuple(plain(point).strip("\n") for point in points))


def _points(raw: Raw) -> list[str]:
    """Return the points of a bulleted answer, each with the lines that go on with it."""
    lines = raw.answer or []
    starts = sorted({0, *raw.points})
    ends = [*starts[1:], len(lines)]
    return ["\n".join(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def _build_card(reading: Reading) -> None:
    raw = reading.raw
    lines = [f"- {line}" if index in raw.points else line for index, line in enumerate(raw.answer or ())]
    reading.answer = Back(plain("\n".join(lines)).strip("\n"))


def _build_order(reading: Reading) -> None:
    raw = reading.raw
    listed = None if raw.options else steps_of(raw.prompt)
    if listed is not None:
        kept, steps = listed
        reading.prompt = "\n".join(kept).strip("\n")
        reading.choices = tuple(plain(text) for _, text in steps)
        labels = ["?"] * len(steps)
    elif _has_choices(reading):
        labels = [option.letter for option in raw.options]
    else:
        return
    found = answers.sequence(reading.text, labels)
    if found is None:
        reading.refuse(flaws.answer_outside_choices(reading.where, reading.raw.label, reading.text))
        return
    reading.answer = Steps(tuple(found))


def _build_match(reading: Reading) -> None:
    raw = reading.raw
    kept, left = _left_column(raw.prompt)
    if not left or not raw.options:
        reading.refuse(flaws.no_choices(reading.where, raw.label, reading.text))
        return
    labels = [option.letter for option in raw.options]
    found = answers.pairs(reading.text, [label for label, _ in left], labels)
    if found is None:
        reading.refuse(flaws.answer_outside_choices(reading.where, raw.label, reading.text))
        return
    reading.prompt = "\n".join(kept).strip("\n")
    reading.choices = (*(plain(text).strip("\n") for _, text in left), *_option_texts(raw))
    reading.answer = Pairs(tuple(found))
    if not plain(reading.prompt).strip():
        reading.refuse(flaws.empty_prompt(reading.where, raw.label))


def _left_column(lines: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Cut the left column of a match question, ①②③ or 甲乙丙, from its prompt."""
    kept: list[str] = []
    left: list[tuple[str, str]] = []
    for line in lines:
        marks = LEFT_LABELS if not left or left[0][0] in LEFT_LABELS else _STEMS
        if not left and line[:1] == _STEMS[0] and line[1:2] in "、.．：: ":
            marks = _STEMS
        if line and len(left) < len(marks) and line[0] == marks[len(left)]:
            left.append((line[0], line[1:].lstrip("、.．：: ")))
        elif left:
            left[-1] = (left[-1][0], f"{left[-1][1]}\n{line}")
        else:
            kept.append(line)
    if not left and (numbered := numbered_lines(lines)) is not None:
        return numbered
    return kept, left


_BUILDERS: dict[Kind, Callable[[Reading], None]] = {
    Kind.SINGLE: _build_choice,
    Kind.MULTIPLE: _build_choice,
    Kind.JUDGE: _build_judge,
    Kind.BLANK: _build_blank,
    Kind.SHORT: _build_short,
    Kind.ORDER: _build_order,
    Kind.MATCH: _build_match,
    Kind.CARD: _build_card,
}


def _question(reading: Reading) -> Question:
    raw = reading.raw
    explanation = "\n".join((*([reading.reason] if reading.reason else ()), *raw.fields.get("explanation", ())))
    question = Question(
        kind=reading.kind,
        prompt=plain(reading.prompt),
        choices=reading.choices,
        answer=reading.answer,
        explanation=plain(explanation).strip("\n"),
        subject=raw.section.subject,
        authority=plain("\n".join(raw.fields.get("authority", ()))),
    )
    return with_details(question, raw, reading.where, reading.found) if has_details(raw) else question


def _at(reading: Reading, line: int) -> Where:
    where = reading.where
    return Where(where.file, line, line, where.sheet) if where.line <= line <= where.last else where
