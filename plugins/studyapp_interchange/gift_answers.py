"""What stands between the braces of a GIFT entry, as an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from studyapp_interchange.gift_scan import Entry, form_of, unescaped
from studyapp_interchange.markup import to_text

_MARK = re.compile(r"[=~]")
_FEEDBACK = re.compile(r"#")
_GENERAL = re.compile(r"####")
_WEIGHT = re.compile(r"\s*%(-?\d+(?:\.\d+)?)%")
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?"
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})")
_AROUND = re.compile(rf"({_NUMBER})\s*(?::\s*({_NUMBER}))?")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of an entry: ``=`` or ``~``, its weight in per cent, its text and the feedback on it, all escaped."""

    right: bool
    weight: float | None
    text: str
    feedback: str

    @property
    def share(self) -> float:
        """The share of the points that it earns, in per cent."""
        return self.weight if self.weight is not None else 100.0 if self.right else 0.0


def text_of(raw: str, form: str) -> str:
    """Return a text as it is meant to be read; only Markdown and HTML keep the breaks of their lines."""
    form, raw = form_of(raw, form)
    raw = raw.strip(" \t\n")
    if form == "html":
        return to_text(unescaped(raw))
    return unescaped(raw if form == "markdown" else " ".join(line.strip(" \t") for line in raw.split("\n")))


def prompt_of(entry: Entry) -> str:
    """Return the text around the braces, with a gap for them where text follows."""
    if not entry.after.strip():
        return text_of(entry.before, entry.form)
    return text_of(f"{entry.before}_____{entry.after}", entry.form)


def general_of(answers: str) -> tuple[str, str]:
    """Split the general feedback off."""
    found = _GENERAL.search(answers)
    return (answers, "") if found is None else (answers[: found.start()], answers[found.end() :])


def parts_of(answers: str) -> tuple[str, list[str]]:
    """Split a text into itself and its feedbacks."""
    first, *feedbacks = _FEEDBACK.split(answers)
    return first, feedbacks


def options_of(answers: str) -> tuple[str, list[Option]]:
    """Return what stands before the first mark, and the answers behind the marks."""
    marks = list(_MARK.finditer(answers))
    ends = [*(mark.start() for mark in marks), len(answers)][1:]
    lead = answers[: marks[0].start()] if marks else answers
    return lead, [_option(mark[0] == "=", answers[mark.end() : end]) for mark, end in zip(marks, ends, strict=True)]


def _option(right: bool, text: str) -> Option:
    weight = _WEIGHT.match(text)
    if weight:
        text = text[weight.end() :]
    first, feedbacks = parts_of(text)
    return Option(right, float(weight[1]) if weight else None, first, "#".join(feedbacks))


def number_of(text: str) -> tuple[str, str] | None:
    """Return a number and how far off it may be; ``None`` where the text is no number and no range."""
    text = text.strip()
    try:
        if found := _RANGE.fullmatch(text):
            low, high = sorted((Decimal(found[1]), Decimal(found[2])))
            return _plain((low + high) / 2), _plain((high - low) / 2)
        if found := _AROUND.fullmatch(text):
            return found[1], _plain(abs(Decimal(found[2]))) if found[2] else "0"
    except InvalidOperation:
        return None
    return None


def _plain(number: Decimal) -> str:
    return format(number, "f")
