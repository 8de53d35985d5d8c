"""Readers and writers that say what they are for, and import what does the work when it is first needed.

Most starts of the app import or export nothing, and all of them load this plugin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from studyapp import Deck, Excerpt, Flaw, Source, Where


@dataclass(frozen=True)
class LightReader:
    """A reader by the place of its class, ``module:Class`` of this package."""

    name: str
    suffixes: tuple[str, ...]
    place: str

    def sniff(self, head: bytes) -> float:
        """Say how sure it is that it can read the file."""
        sure: float = _engine(self.place).sniff(head)
        return sure

    def read(self, source: Source) -> Deck:
        """Read the whole file."""
        deck: Deck = _engine(self.place).read(source)
        return deck


class LightExcerptingReader(LightReader):
    """A reader that also hands out parts of a file."""

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return these places of the file as a file of their own."""
        excerpt: Excerpt = _engine(self.place).excerpt(source, places)
        return excerpt


@dataclass(frozen=True)
class LightWriter:
    """A writer by the place of its class."""

    name: str
    suffixes: tuple[str, ...]
    place: str

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file, and what it does not hold."""
        written: tuple[bytes, tuple[Flaw, ...]] = _engine(self.place).write(deck)
        return written


def _engine(place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"studyapp_interchange.{module}"), name)()
