"""Files into the bank: the reader is told all that the user said, and what he said of columns is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import pytest

from studyapp.hookspecs import Cancelled, Excerpt, NotABank, QuestionReader, Source
from studyapp.importing.executing import Options, Report, Stage, import_file, rejects
from studyapp.model import (
    Choices,
    Column,
    Deck,
    Flaw,
    Holds,
    Item,
    Kind,
    Media,
    Message,
    Question,
    Reading,
    Severity,
    Where,
)
from studyapp.plugins import Offer, OfferKind, Plugins
from studyapp.store import bank, media
from studyapp.store.opening import Store
from tests.support import MONDAY, make_store

PICTURE = b"\x89PNG picture"
DIGEST = sha256(PICTURE).hexdigest()


@dataclass
class TableReader:
    """Reads lines of two cells: which of them is the prompt is a matter of opinion."""

    name: str = "two"
    suffixes: tuple[str, ...] = (".two",)
    takes_key: bool = True
    read_with: list[Source] = field(default_factory=list)

    def sniff(self, head: bytes) -> float:
        return 1.0

    def read(self, source: Source) -> Deck:
        self.read_with.append(source)
        header, *lines = source.data.decode().splitlines()
        names = header.split("|")
        told = [source.columns.get(name, holds) for name, holds in zip(names, _GUESS, strict=True)]
        items: list[Item] = []
        flaws: list[Flaw] = []
        for number, line in enumerate(lines, 2):
            source.progress((number - 2) / len(lines))
            where = Where(source.name, number, number)
            prompt = line.split("|")[told.index(Holds.PROMPT)]
            if prompt:
                items.append(Item(_question(prompt), len(items), where))
            else:
                flaws.append(Flaw(where, Severity.ERROR, "empty-prompt", Message("没有题干。请补上。"), line))
        columns = tuple(Column(name, holds) for name, holds in zip(names, told, strict=True))
        readings = (Reading(Message("两列"), len(items), len(flaws)),)
        return Deck("", tuple(items), tuple(flaws), files={DIGEST: PICTURE}, columns=columns, readings=readings)

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        lines = source.data.splitlines()
        return Excerpt(".two", b"\n".join([lines[0], *(lines[where.line - 1] for where in places)]))


_GUESS = (Holds.PROMPT, Holds.EXPLANATION)


def _question(prompt: str) -> Question:
    picture = (Media("图.png", DIGEST),)
    return Question(kind=Kind.SINGLE, prompt=prompt, choices=("甲", "乙"), answer=Choices((0,)), media=picture)


def offering(*readers: QuestionReader) -> Plugins:
    return Plugins(tuple(Offer(OfferKind.READER, one.name, one.name, one, one.suffixes) for one in readers))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path / "home")


def saved(folder: Path, text: str, name: str = "题.two") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def prompts(store: Store) -> list[str]:
    return [item.read().prompt for item in bank.find_items(store.connection)]


def bring(store: Store, path: Path, reader: QuestionReader, **how: object) -> Report:
    return import_file(store, path, offering(reader), Options(**how), at=MONDAY)  # type: ignore[arg-type]


def test_what_the_user_says_of_columns_holds_and_is_remembered(store: Store, tmp_path: Path) -> None:
    reader = TableReader()
    first = saved(tmp_path, "说明|问\n甲|一\n乙|二\n")
    columns = {"问": Holds.PROMPT, "说明": Holds.NOTHING}
    report = bring(store, first, reader, columns=columns)
    assert prompts(store) == ["一", "二"]
    assert {one.header: one.holds for one in report.read.columns} == columns
    again = bring(store, saved(tmp_path, "说明|问\n丙|三\n", "后.two"), reader)
    assert [item.item.question.prompt for item in again.plan.items] == ["三"]
    other = bring(store, saved(tmp_path, "解释|问\n丁|四\n", "别.two"), reader, dry_run=True)
    assert [item.item.question.prompt for item in other.plan.items] == ["丁"], "another header, another table"


def test_a_preview_remembers_nothing(store: Store, tmp_path: Path) -> None:
    path = saved(tmp_path, "说明|问\n甲|一\n")
    bring(store, path, TableReader(), columns={"问": Holds.PROMPT, "说明": Holds.NOTHING}, dry_run=True)
    assert prompts(store) == []
    bring(store, path, TableReader())
    assert prompts(store) == ["甲"]


def test_a_table_is_read_twice_only_where_something_else_was_said(store: Store, tmp_path: Path) -> None:
    path, reader = saved(tmp_path, "问|说明\n甲|一\n"), TableReader()
    bring(store, path, reader, columns={"问": Holds.PROMPT})
    bring(store, path, reader)
    assert len(reader.read_with) == 2


def test_pictures_are_kept_and_come_back_when_they_are_lost(store: Store, tmp_path: Path) -> None:
    path = saved(tmp_path, "问|说明\n甲|一\n")
    assert bring(store, path, TableReader()).written
    assert media.read(store.connection, DIGEST) == PICTURE
    assert not bring(store, path, TableReader()).written, "nothing is new"
    store.connection.execute("DELETE FROM media")
    assert bring(store, path, TableReader()).written
    assert media.read(store.connection, DIGEST) == PICTURE


def test_the_rejects_are_the_lines_that_became_no_question(store: Store, tmp_path: Path) -> None:
    path, reader = saved(tmp_path, "问|说明\n甲|一\n|二\n丙|三\n|四\n"), TableReader()
    report = bring(store, path, reader)
    found = rejects(offering(reader), path, Options(), report)
    assert found == Excerpt(".two", "问|说明\n|二\n|四".encode())
    whole = saved(tmp_path, "问|说明\n甲|一\n", "整.two")
    assert rejects(offering(reader), whole, Options(), bring(store, whole, reader)) is None


def test_rejects_of_a_reader_that_fails_or_lies_are_none(store: Store, tmp_path: Path) -> None:
    path = saved(tmp_path, "问|说明\n|二\n甲|一\n")
    report = bring(store, path, TableReader())
    for excerpt in (lambda *_: 1 / 0, lambda *_: b"bytes", lambda *_: Excerpt("two", b""), None):
        reader = TableReader()
        reader.excerpt = excerpt  # type: ignore[assignment,method-assign]
        assert rejects(offering(reader), path, Options(), report) is None


def test_a_key_file_is_handed_over(store: Store, tmp_path: Path) -> None:
    path, key, reader = saved(tmp_path, "问|说明\n甲|一\n"), saved(tmp_path, "1. A", "key.txt"), TableReader()
    bring(store, path, reader, key=key)
    [source] = reader.read_with
    assert source.key == Source(str(key), b"1. A")


def test_a_key_file_for_a_reader_that_takes_none_is_refused(store: Store, tmp_path: Path) -> None:
    path, key = saved(tmp_path, "问|说明\n甲|一\n"), saved(tmp_path, "1. A", "key.txt")
    with pytest.raises(NotABank) as refusal:
        bring(store, path, replace(TableReader(), takes_key=False), key=key)
    assert "不能另配答案文件" in refusal.value.why.text
    with pytest.raises(NotABank):
        bring(store, path, TableReader(), key=tmp_path / "none.txt")


@pytest.mark.parametrize("stage", Stage)
def test_who_does_not_want_to_wait_has_written_nothing(stage: Stage, store: Store, tmp_path: Path) -> None:
    def progress(at: Stage, share: float) -> None:
        if at is stage and share < 1:
            raise Cancelled

    path = saved(tmp_path, "问|说明\n甲|一\n")
    with pytest.raises(Cancelled):
        bring(store, path, TableReader(), progress=progress)
    assert prompts(store) == []
    bring(store, path, TableReader())
    assert prompts(store) == ["甲"]


def test_progress_goes_through_the_stages(store: Store, tmp_path: Path) -> None:
    told: list[Stage] = []
    path = saved(tmp_path, "问|说明\n甲|一\n")
    bring(store, path, TableReader(), progress=lambda stage, share: told.append(stage))
    assert list(dict.fromkeys(told)) == [Stage.READ, Stage.COMPARE, Stage.WRITE]


@dataclass
class Sure:
    """A reader that is as sure as it is, and finds what it finds."""

    name: str
    confidence: float
    questions: int
    errors: int
    suffixes: tuple[str, ...] = (".two",)

    def sniff(self, head: bytes) -> float:
        return self.confidence

    def read(self, source: Source) -> Deck:
        where = Where(source.name, 1, 1)
        items = (Item(_question(f"{self.name}{number}"), number, where) for number in range(self.questions))
        flaws = (Flaw(where, Severity.ERROR, "bad", Message("不行。请改。")),) * self.errors
        readings = (Reading(Message(self.name), self.questions, self.errors),)
        return Deck("", tuple(items), flaws, files={DIGEST: PICTURE}, readings=readings)


@pytest.mark.parametrize(
    ("readers", "best", "readings"),
    [
        ([Sure("甲", 0.9, 3, 0), Sure("乙", 0.8, 9, 0)], "甲", ["甲"]),
        ([Sure("甲", 0.9, 3, 1), Sure("乙", 0.8, 9, 0)], "乙", ["乙", "甲"]),
        ([Sure("甲", 0.9, 3, 1), Sure("乙", 0.8, 2, 0)], "甲", ["甲", "乙"]),
        ([Sure("甲", 0.9, 3, 2), Sure("乙", 0.4, 9, 0)], "甲", ["甲"]),
        ([Sure("甲", 0.9, 0, 2), Sure("乙", 0.8, 1, 0)], "乙", ["乙"]),
        ([Sure("甲", 0.9, 5, 4), Sure("乙", 0.8, 5, 3), Sure("丙", 0.7, 5, 1)], "丙", ["丙", "甲", "乙"]),
    ],
)
def test_where_there_are_errors_the_reader_counts_that_finds_most(
    readers: list[Sure], best: str, readings: list[str], store: Store, tmp_path: Path
) -> None:
    path = saved(tmp_path, "x")
    report = import_file(store, path, offering(*readers), Options(), at=MONDAY)
    assert report.reader == best
    assert [one.layout.text for one in report.read.readings] == readings
