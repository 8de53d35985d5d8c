"""A deck as GIFT. See https://docs.moodle.org/en/GIFT_format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from studyapp import Back, Blanks, Choices, Deck, Flaw, Item, KeyPoints, Kind, Pairs, Question, Steps
from studyapp_interchange.cases import CASE, case_names, parted
from studyapp_interchange.gift_answers import number_of
from studyapp_interchange.gift_reader import GiftReader
from studyapp_interchange.gift_scan import CATEGORY, escaped
from studyapp_interchange.keeping import read_back
from studyapp_interchange.weights import share_of
from studyapp_interchange.writing import kept_items


class GiftWriter:
    """Writes questions with choices, blanks, key points and pairs; everything is told to be plain text."""

    name = "gift"
    suffixes = (".gift",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file, and a flaw for each question that it does not hold in full."""
        names = case_names(deck)
        written, flaws = kept_items(deck.items, lambda item: read_back(_alone(item, names), GiftReader()), cased=True)
        parts: list[str] = []
        subject = ""
        for item in written:
            if item.question.subject != subject:
                subject = item.question.subject
                parts.append(_heading(subject))
            parts.append(_entry(item, names) or "")
        return _bytes(parts), parted(deck, written, flaws)


def _alone(item: Item, names: Mapping[int, str]) -> bytes | None:
    entry = _entry(item, names)
    return None if entry is None else _bytes([_heading(item.question.subject), entry])


def _bytes(parts: list[str]) -> bytes:
    return "\n\n".join([*parts, ""]).encode(errors="replace")


def _heading(subject: str) -> str:
    return f"{CATEGORY} $course$/top/{subject}" if subject else f"{CATEGORY} $course$/top"


def _entry(item: Item, names: Mapping[int, str]) -> str | None:
    answers = _answers(item.question)
    if answers is None and item.question.kind is not Kind.CASE:
        return None
    lines = [f"// [id:{item.external_id}]"] if item.external_id.strip() else []
    lines += [f"// [tag:{tag}]" for tag in item.question.tags]
    lines += [f"// [tag:{CASE}{names[item.position]}]"] if item.position in names else []
    title = f"::{escaped(item.label)}::" if item.label.strip() else ""
    braces = "" if answers is None else f" {{{answers}}}"
    lines.append(f"{title}[plain]{escaped(item.question.prompt)}{braces}")
    return "\n".join(lines)


def _answers(question: Question) -> str | None:
    """Return what stands between the braces, ``None`` where GIFT has no words for it."""
    general = f"\n####{escaped(question.explanation)}" if question.explanation else ""
    match question.answer:
        case Choices((right,)) if question.kind is Kind.JUDGE:
            return ("TRUE" if right == 0 else "FALSE") + general
        case Choices(chosen):
            return "".join(_choices(question, chosen)) + "\n" + general.lstrip("\n")
        case Blanks((blank,)) if blank.tolerance and len(blank.accepted) == 1 and number_of(blank.accepted[0]):
            return f"#{blank.accepted[0]}:{blank.tolerance}{general}"
        case Blanks((blank,)):
            return "".join(f"={escaped(text)} " for text in blank.accepted) + general
        case KeyPoints(points):
            return "####" + escaped("\n".join(points))
        case Back(text):
            return "####" + escaped(text)
        case Steps(sequence):
            rows = (f"\n\t={place} -> {_choice(question.choices[index])}" for place, index in enumerate(sequence, 1))
            return "".join(rows) + "\n" + general.lstrip("\n")
        case Pairs(pairs):
            return "".join(_rows(question.choices, dict(pairs))) + "\n" + general.lstrip("\n")
    return None


def _choices(question: Question, right: tuple[int, ...]) -> Iterator[str]:
    share = share_of(len(right))
    for index, choice in enumerate(question.choices):
        text = _choice(choice)
        if question.kind is Kind.SINGLE:
            yield f"\n\t{'=' if index in right else '~'}{text}"
        else:
            yield f"\n\t~%{share if index in right else '-100'}%{text}"


def _choice(text: str) -> str:
    """Say the format again where a choice begins with what looks like one, or like a weight."""
    return ("[plain]" if text.lstrip()[:1] in ("[", "%") else "") + escaped(text)


def _rows(choices: tuple[str, ...], partners: dict[int, int]) -> Iterator[str]:
    for left, right in sorted(partners.items()):
        yield f"\n\t={_choice(choices[left])} -> {_choice(choices[right])}"
    unused = set(range(min(partners.values(), default=0), len(choices))) - set(partners.values())
    yield from (f"\n\t= -> {_choice(choices[right])}" for right in sorted(unused))
