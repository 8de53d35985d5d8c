"""The contract that we ship finds what it is there to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from studyapp.hookspecs import Signer, Source
from studyapp.model import Deck, Flaw, Item, Kind, Message, Question, Severity, Where
from studyapp.model.remote import File, Pulled
from studyapp.plugins import misfit, unfit
from studyapp.testing import (
    QuestionReaderContract,
    QuestionWriterContract,
    RemoteKindContract,
    ScreenContract,
    every_kind,
)
from studyapp_interchange.json_reader import JsonReader
from studyapp_interchange.json_writer import JsonWriter

SAMPLE = JsonWriter().write(every_kind())[0]


class Forgetful(JsonReader):
    """Reads one question less every time."""

    def __init__(self) -> None:
        self.left = 9

    def read(self, source: Any) -> Deck:
        deck = super().read(source)
        self.left -= 1
        return replace(deck, items=deck.items[: self.left])


class Nervous(JsonReader):
    def sniff(self, head: bytes) -> float:
        return 1.0 if head.decode() else 0.0


class Crashing(JsonReader):
    def read(self, source: Any) -> Deck:
        assert len(source.data) == len(SAMPLE)
        return super().read(source)


class Listing(JsonReader):
    def read(self, source: Any) -> Deck:
        return replace(super().read(source), items=list(super().read(source).items))  # type: ignore[arg-type]


class Lying(JsonReader):
    def read(self, source: Any) -> Deck:
        deck = super().read(source)
        return replace(deck, items=tuple(replace(item, source=Where("other", 1)) for item in deck.items))


class Losing(JsonWriter):
    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        plain = tuple(replace(item, question=replace(item.question, tags=())) for item in deck.items)
        return super().write(replace(deck, items=plain))


class Naming(Losing):
    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        lost = tuple(
            Flaw(item.source, Severity.WARNING, "no-tags", Message("标签没有写出。"))
            for item in deck.items
            if item.question.tags
        )
        return super().write(deck)[0], lost


def deck_of(reader: Any) -> Deck:
    made: Deck = reader.read(Source("sample", SAMPLE))
    return made


CONTRACT = QuestionReaderContract()
WRITERS = QuestionWriterContract()

BREACHES: dict[str, Callable[[], None]] = {
    "not the same twice": lambda: CONTRACT.test_reading_twice_gives_the_same(
        (reader := Forgetful()), SAMPLE, deck_of(reader)
    ),
    "sniffing fails": lambda: CONTRACT.test_sniffing_never_fails(Nervous(), SAMPLE),
    "reading fails": lambda: CONTRACT.test_a_damaged_or_strange_file_is_told_and_no_crash(Crashing(), SAMPLE),
    "lists for tuples": lambda: CONTRACT.test_the_deck_is_made_as_declared(deck_of(Listing())),
    "another file": lambda: CONTRACT.test_every_place_lies_inside_the_file(deck_of(Lying()), SAMPLE),
    "no questions": lambda: CONTRACT.test_the_sample_has_questions(Deck("", ())),
    "ungradable": lambda: CONTRACT.test_every_question_can_be_asked_and_graded(
        Deck("", (Item(Question(kind=Kind.SINGLE, prompt="x"), 0, Where("sample")),))
    ),
    "loses silently": lambda: WRITERS.test_what_it_writes_reads_back(Losing(), JsonReader(), every_kind()),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_found(breach: str) -> None:
    with pytest.raises((AssertionError, UnicodeDecodeError)):
        BREACHES[breach]()


def test_a_line_that_nobody_accounts_for_is_found() -> None:
    class OfLines(QuestionReaderContract):
        accounts_for_lines = True

    with pytest.raises(AssertionError, match="lines \\[1, 14, 15, 16\\]"):
        OfLines().test_every_line_is_accounted_for(deck_of(JsonReader()), SAMPLE)


def test_a_writer_may_lose_what_it_names() -> None:
    WRITERS.test_what_it_writes_reads_back(Naming(), JsonReader(), every_kind())


def test_the_specimen_has_every_kind_and_is_sound() -> None:
    deck = every_kind()
    assert {item.question.kind for item in deck.items} == set(Kind)
    assert misfit(deck) is None
    assert not [item for item in deck.items if unfit(item.question) is not None]


class Folder:
    scheme = "folder"

    def open(self, url: str, signer: Signer) -> object:
        return self

    def pull(self, cursor: str) -> Pulled:
        return Pulled("1", () if cursor else (File("deck", "样题", "样题.json", 1, SAMPLE),))


class TestFolder(RemoteKindContract):
    @pytest.fixture
    def kind(self) -> Folder:
        return Folder()

    @pytest.fixture
    def url(self) -> str:
        return "folder:///tmp"


class Contest:
    name = "contest"
    title = "比武"

    def open(self) -> object:
        return self


class TestContest(ScreenContract):
    @pytest.fixture
    def screen(self) -> Contest:
        return Contest()
