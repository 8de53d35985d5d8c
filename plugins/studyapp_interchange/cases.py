"""How a format without cases keeps them: a description and the questions that belong to it carry the same tag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from studyapp import Deck, Flaw, Item, Kind
from studyapp_interchange.gathering import Gathering
from studyapp_interchange.keeping import not_kept

CASE = "案例："
"""Begins the tag."""


def case_of(tags: Iterable[str]) -> str:
    """Return the name of the case that tags name, empty where they name none."""
    return next((tag.removeprefix(CASE) for tag in tags if tag.startswith(CASE)), "")


def other_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the tags that name no case."""
    return tuple(tag for tag in tags if not tag.startswith(CASE))


@dataclass(slots=True)
class Belonging:
    """Which items of a file are cases, by name, and which items belong to one of that name."""

    cases: dict[str, int] = field(default_factory=dict)
    members: dict[int, str] = field(default_factory=dict)

    def note(self, gathering: Gathering, before: int, name: str) -> None:
        """Note what the item that was just added, if one was, says of its case."""
        if len(gathering.items) == before or not name:
            return
        if gathering.items[before].question.kind is Kind.CASE:
            self.cases[name] = before
        else:
            self.members[before] = name

    def settle(self, gathering: Gathering) -> None:
        """Point each item to its case, wherever in the file that stands."""
        for index, name in self.members.items():
            if name in self.cases:
                gathering.items[index] = replace(gathering.items[index], case=self.cases[name])


def case_names(deck: Deck) -> dict[int, str]:
    """Name each item's case, and each case itself, by position."""
    cases = [item.position for item in deck.items if item.question.kind is Kind.CASE]
    names = {position: f"案例{number}" for number, position in enumerate(cases, 1)}
    members = {item.position: names[item.case] for item in deck.items if item.case in names}
    return names | {position: name for position, name in members.items() if position not in names}


def parted(deck: Deck, written: Sequence[Item], flaws: Sequence[Flaw]) -> tuple[Flaw, ...]:
    """Return the flaws, and one for each item whose case could not be written, or that has one but cannot say so."""
    there = {item.position for item in written}
    cases = {item.position for item in deck.items if item.question.kind is Kind.CASE}
    lost = [item for item in written if item.case is not None and (item.case not in there or item.position in cases)]
    more = [flaw for item in lost if (flaw := not_kept(item, ["case"])) is not None]
    return (*flaws, *more)
