"""What comes of a batch of statements that somebody handed in."""

from __future__ import annotations

from dataclasses import dataclass, field

from studyapp import Held, Message, Receipt, Statement, Word


@dataclass
class Batch:
    """What comes of a batch."""

    at: int
    taken: int = 0
    refused: Message | None = None
    held: dict[str, Held] = field(default_factory=dict)
    forked: set[str] = field(default_factory=set)
    words: list[Word] = field(default_factory=list)
    said: list[Statement] = field(default_factory=list)

    def receipt(self) -> Receipt:
        """As it goes back. Where some were taken, the others are told by what is held."""
        refused = None if self.taken else self.refused
        return Receipt(self.held, tuple(self.words), tuple(sorted(self.forked)), tuple(self.said), refused)
