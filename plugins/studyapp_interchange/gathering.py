"""What a reader collects on its way through a file, and what it knows to be no question."""

from __future__ import annotations

from dataclasses import dataclass, field

from studyapp import Choices, Deck, Flaw, Item, Kind, Message, Pairs, Question, Severity, Where


@dataclass(slots=True)
class Gathering:
    """The items and flaws of one file so far."""

    file: str
    items: list[Item] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)

    def where(self, line: int = 0, last: int = 0) -> Where:
        """Return a place in the file."""
        return Where(self.file, line, last)

    def add(self, question: Question, where: Where, label: str = "", external_id: str = "") -> None:
        """Take a question, or say why it is none."""
        why = fault_of(question)
        if why is None:
            self.items.append(Item(question, len(self.items), where, label, external_id))
        else:
            self.error(where, "no-question", why)

    def error(self, where: Where, code: str, why: Message) -> None:
        """Note what costs a question."""
        self.flaws.append(Flaw(where, Severity.ERROR, code, why))

    def warn(self, where: Where, code: str, why: Message) -> None:
        """Note what somebody should look at."""
        self.flaws.append(Flaw(where, Severity.WARNING, code, why))

    def tell(self, where: Where, code: str, why: Message) -> None:
        """Account for what is no question and no fault."""
        self.flaws.append(Flaw(where, Severity.INFO, code, why))

    def deck(self, name: str = "") -> Deck:
        """Return the deck, its flaws in the order of the file."""
        return Deck(name, tuple(self.items), tuple(sorted(self.flaws, key=lambda flaw: flaw.where.line)))


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
        case Pairs(pairs) if not pairs:
            return Message("匹配题没有一对可配的项，没有读。请补上。")
    return None
