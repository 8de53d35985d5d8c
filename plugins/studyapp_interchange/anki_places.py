"""Where notes lie: the decks of their first cards as subjects, the deck around all others as the deck's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from studyapp_interchange.anki_collection import Collection

_DEFAULT = frozenset({"", "Default", "默认", "默认牌组", "系统默认"})


@dataclass(frozen=True, slots=True)
class Places:
    """The name of the deck in which all notes lie (empty where there are several), and of each note its cards.

    ``paths`` are the decks below the root by their ids, ``decks`` the decks of the notes, ``cards`` their cards, the
    first one first.
    """

    root: str
    paths: Mapping[int, str]
    decks: Mapping[int, int]
    cards: Mapping[int, Sequence[int]]

    @classmethod
    def of(cls, collection: Collection) -> Places:
        """Ask a collection for the cards of its notes."""
        rows = collection.cards()
        decks = {note: deck for note, deck, _ in rows}
        cards: dict[int, Sequence[int]] = {}
        if len(decks) == len(rows):
            cards = {note: (card,) for note, _, card in rows}
        else:
            several: dict[int, list[int]] = {}
            for note, _, card in reversed(rows):
                several.setdefault(note, []).append(card)
            cards.update(several)
        names = {deck: collection.decks.get(deck, "") for deck in set(decks.values())}
        named = {deck: "" if name in _DEFAULT else name for deck, name in names.items()}
        roots = {name.split("::")[0] for name in named.values() if name}
        root = roots.pop() if len(roots) == 1 else ""
        paths = {deck: name.removeprefix(root).removeprefix("::") if root else name for deck, name in named.items()}
        return cls(root, paths, decks, cards)

    def subjects(self, notes: Iterable[int]) -> list[str]:
        """Return the paths of the decks of some notes."""
        paths, deck = self.paths, self.decks.get
        return [paths.get(deck(note, 0), "") for note in notes]

    def subject(self, note: int, further: Sequence[str] = ()) -> str:
        """Return the path of a note's deck, and behind it the subjects that its own fields name."""
        path = self.paths.get(self.decks.get(note, 0), "")
        if not further:
            return path
        parts = [part for part in path.split("::") if part]
        return "::".join([*parts, *(one for one in further if one not in parts and one != self.root)])
