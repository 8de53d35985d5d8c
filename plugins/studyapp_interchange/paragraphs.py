"""The paragraphs of an exam paper, and what of its questions would not come back from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from studyapp import Item, Media


class Style(Enum):
    """What a paragraph is, and so how it looks."""

    TITLE = "title"
    PART = "part"
    SECTION = "section"
    MATERIAL = "material"
    QUESTION = "question"
    ESSAY = "essay"
    OPTION = "option"
    OPTIONS = "options"
    ANSWER = "answer"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``label``: what is set apart at its beginning. ``columns``: options on a line, parted by tabs."""

    style: Style
    text: str
    label: str = ""
    columns: int = 1
    media: Media | None = None


@dataclass(slots=True)
class Paper:
    """The paragraphs, and of each item the names of what would read back otherwise."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    lost: dict[int, list[str]] = field(default_factory=dict)
    written: frozenset[str] = frozenset()

    def add(self, style: Style, text: str, label: str = "") -> None:
        """Add a paragraph for each line of a text, the label before the first."""
        first, *more = text.split("\n")
        self.paragraphs.append(Paragraph(style, first, label))
        self.paragraphs += [Paragraph(style, line) for line in more]

    def lose(self, item: Item, *names: str) -> None:
        """Note what of an item does not come back."""
        self.lost.setdefault(item.position, []).extend(names)
