"""What a reader collects on its way through a file, and what it knows to be no question."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from studyapp import (
    Choices,
    Deck,
    Flaw,
    Item,
    Kind,
    Media,
    Message,
    Pairs,
    Question,
    Reading,
    Severity,
    Steps,
    Where,
)

_SNIPPET = 60
_FEWEST_STEPS = 2


@dataclass(slots=True)
class Gathering:
    """The items and flaws of one file so far, and the bytes of its media by digest."""

    file: str
    items: list[Item] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def where(self, line: int = 0, last: int = 0) -> Where:
        """Return a place in the file."""
        return Where(self.file, line, last)

    def add(
        self, question: Question, where: Where, label: str = "", external_id: str = "", case: int | None = None
    ) -> None:
        """Take a question, or say why it is none."""
        why = fault_of(question)
        if why is None:
            self.items.append(Item(question, len(self.items), where, label, external_id, case))
        else:
            self.error(where, "no-question", why)

    def keep(self, name: str, data: bytes) -> Media:
        """Take the bytes of a picture or sound."""
        digest = hashlib.sha256(data).hexdigest()
        self.files[digest] = data
        return Media(name, digest)

    def error(self, where: Where, code: str, why: Message) -> None:
        """Note what costs a question."""
        self.flaws.append(Flaw(where, Severity.ERROR, code, why))

    def warn(self, where: Where, code: str, why: Message) -> None:
        """Note what somebody should look at."""
        self.flaws.append(Flaw(where, Severity.WARNING, code, why))

    def tell(self, where: Where, code: str, why: Message) -> None:
        """Account for what is no question and no fault."""
        self.flaws.append(Flaw(where, Severity.INFO, code, why))

    def deck(self, name: str = "", *, layout: Message | None = None, lines: Sequence[str] = ()) -> Deck:
        """Return the deck, its flaws in the order of the file, each with the beginning of its ``lines``.

        ``layout`` says in words how the file was read.
        """
        flaws = tuple(sorted(quoted(self.flaws, lines), key=lambda flaw: flaw.where.line))
        errors = sum(flaw.severity is Severity.ERROR for flaw in flaws)
        questions = sum(item.counts for item in self.items)
        readings = (Reading(layout, questions, errors),) if layout is not None else ()
        return Deck(name, tuple(self.items), flaws, files=self.files, readings=readings)


def quoted(flaws: Iterable[Flaw], lines: Sequence[str], bare: Callable[[str], str] = str) -> list[Flaw]:
    """Return flaws with the beginning of what stands at their places; ``bare`` takes off what says nothing."""
    return [
        flaw if flaw.snippet or not lines else replace(flaw, snippet=_beginning(flaw.where, lines, bare))
        for flaw in flaws
    ]


def _beginning(where: Where, lines: Sequence[str], bare: Callable[[str], str]) -> str:
    found = ""
    for line in lines[max(where.line, 1) - 1 : max(where.line, where.last)] if where.line else ():
        found = f"{found} {bare(line[:2000])}"
        if len(found) > 2 * _SNIPPET:
            break
    return re.sub(r"\s+", " ", found).strip()[:_SNIPPET]


def places_of(places: Iterable[Where]) -> list[tuple[int, int]]:
    """Return the first and last lines of places, none twice."""
    return sorted({(where.line, max(where.line, where.last)) for where in places if where.line})


def fault_of(question: Question) -> Message | None:
    """Say why what was read cannot be asked; ``None`` where it can."""
    if not question.prompt.strip() and not question.media:
        return Message("题干是空的，没有读。请补上题干。")
    if any(not choice.strip() for choice in question.choices):
        return Message("有一个选项是空的，没有读。请补上选项。")
    match question.answer:
        case Choices(right) if not right:
            return Message("没有标出正确选项，没有读。请标出答案。")
        case Choices() if len(question.choices) < 2:
            return Message("选择题只有一个选项，没有读。请补上选项。")
        case Choices(right) if question.kind is not Kind.MULTIPLE and len(right) > 1:
            return Message("单选题标出了几个正确选项，没有读。请改好。")
        case Steps(sequence) if len(sequence) < _FEWEST_STEPS:
            return Message("排序题的步骤不足两个，没有读。请补上步骤。")
        case Pairs(pairs) if not pairs:
            return Message("匹配题没有一对可配的项，没有读。请补上。")
    return None
