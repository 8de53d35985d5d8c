"""Anki packages as a deck: notes become questions with choices, gaps or cards, reviews become histories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, groupby
from typing import NamedTuple

from studyapp import (
    Deck,
    Excerpt,
    Flaw,
    Item,
    Kind,
    Media,
    Message,
    NotABank,
    PackedHistory,
    Question,
    Reading,
    Severity,
    Source,
    Where,
    resting,
)
from studyapp_interchange.anki_aside import Begun, aside
from studyapp_interchange.anki_collection import Collection, NoteRow, NoteType, opened_collection
from studyapp_interchange.anki_exact import data_of, restored
from studyapp_interchange.anki_excerpt import notes_as_text
from studyapp_interchange.anki_history import histories_of, read_reviews, unpacked
from studyapp_interchange.anki_notes import Found, NoQuestion
from studyapp_interchange.anki_notes import Reading as NoteReading
from studyapp_interchange.anki_package import opened
from studyapp_interchange.anki_pictures import Pictures
from studyapp_interchange.anki_places import Places
from studyapp_interchange.anki_roles import Plan, plan_of
from studyapp_interchange.anki_swift import Shape, items_of, shape_of
from studyapp_interchange.anki_text import text_of
from studyapp_interchange.gathering import fault_of

_NOTICE = "Please update to the latest Anki version"
_MEMBERS = (b"collection.anki2", b"collection.anki21", b"collection.anki21b")
_SNIPPET = 60
_STRIDE = 1_000
_TOGETHER = 250
"""Notes that are looked at together: what is made of them lies in the processor's cache as long as it is looked at."""

_LONG = 1 << 18
"""Characters of notes that are looked at together, the last one not counted: a package may have huge ones."""

_LARGE = 1 << 24
"""Bytes of a collection from which another process reads its reviews meanwhile."""
_NO_TYPE = NoteType("", ())

_EMPTY = Message("这个 Anki 包里没有卡片。")
_NOTICED = Message("这条笔记只是请人升级 Anki，不是题目。")
_DAMAGED = Message("牌组文件有损坏，只读出了其中一部分笔记。请在 Anki 里“检查数据库”后重新导出。")
_LOST_REVIEWS = Message("复习记录有损坏，只读出了其中一部分。请在 Anki 里“检查数据库”后重新导出。")


class AnkiReader:
    """Reads the packages that Anki exports, of all its generations."""

    name = "anki"
    suffixes = (".apkg", ".colpkg")

    def sniff(self, head: bytes) -> float:
        """Be certain of a zip that names a collection at its beginning."""
        if not head.startswith(b"PK\x03\x04"):
            return 0.0
        if any(member in head for member in _MEMBERS):
            return 1.0
        return 0.3 if b"\x04\x00\x00\x00meta" in head[:64] or b"media" in head[:64] else 0.0

    def read(self, source: Source) -> Deck:
        """Read every note; what our questions cannot hold is a flaw that names the note by its number and beginning."""
        with (
            opened(source.data) as package,
            opened_collection(package.collection) as collection,
            resting(),
            aside(worth=source.history and package.collection.stat().st_size >= _LARGE) as by,
        ):
            path = str(package.collection)
            reviews = _Reviews(path, by.begin(read_reviews, path)) if source.history else None
            return _Gathering(source, collection, Pictures(package.files), reviews).deck()

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return these notes as text in Anki's own export layout."""
        wanted = {where.line for where in places}
        with opened(source.data) as package, opened_collection(package.collection) as collection:
            return Excerpt(".txt", notes_as_text(collection, wanted).encode(errors="replace"))


def _together(rows: Iterable[NoteRow]) -> Iterator[list[NoteRow]]:
    some: list[NoteRow] = []
    size = 0
    for number, row in enumerate(rows, 1):
        some.append(row)
        size += len(row[4])
        if size > _LONG or number % _TOGETHER == 0:
            yield some
            some, size = [], 0
    if some:
        yield some


def _is_there(question: Question | None) -> bool:
    return question is not None


class _Reviews(NamedTuple):
    """The reviews of a collection, while they are being read."""

    path: str
    begun: Begun[bytes]


class _Gathering:
    """The items and flaws of a package so far. A note's place is its number in the order of the notes' ids."""

    def __init__(self, source: Source, collection: Collection, pictures: Pictures, reviews: _Reviews | None) -> None:
        self.source = source
        self.collection = collection
        self.pictures = pictures
        self.reviews = reviews
        self.places = Places.of(collection)
        self.items: list[Item] = []
        self.flaws: list[Flaw] = []
        self.owners: dict[int, int] = {}
        self.plans: dict[tuple[int, int], tuple[Plan, Shape | None]] = {}
        self.cases: dict[str, int] = {}
        self.number = self.told = 0
        self.values: list[str] = []

    def deck(self) -> Deck:
        """Read the notes, and the reviews where they are wanted."""
        total = max(self.collection.count(), 1)
        for some in _together(self.collection.notes()):
            self._notes(some, [row[4].split("\x1f") for row in some])
            if self.number % _STRIDE == 0:
                self._tell(min(self.number / total, 1) * 0.7)
        if self.collection.damaged:
            self._package(Severity.WARNING, "damaged", _DAMAGED)
        if not self.items and not self.flaws:
            raise NotABank(_EMPTY)
        histories = () if self.reviews is None else self._histories(self.reviews)
        self._unused()
        errors = sum(flaw.severity is Severity.ERROR for flaw in self.flaws)
        layout = Message("Anki 牌组：{notes} 条笔记，{types} 种字段", {"notes": self.number, "types": len(self.plans)})
        return Deck(
            self.places.root,
            tuple(self.items),
            tuple(self.flaws),
            description=text_of(self.collection.descriptions.get(self.places.root, ""))[0],
            files=self.pictures.kept,
            readings=(Reading(layout, len(self.items), errors),),
            histories=histories,
        )

    def _tell(self, share: float) -> None:
        """Tell whoever waits how far the reading is, and whoever can begin with them the questions found since then."""
        self.source.progress(share)
        self.source.found([item.question for item in self.items[self.told :] if item.case is None])
        self.told = len(self.items)

    def _notes(self, rows: Sequence[NoteRow], values: Sequence[list[str]]) -> None:
        """Take those that are plain in the short way, and the others in the long one, all in their order."""
        found, printed = self._plain(rows, values)
        start = 0
        for plain, some in groupby(found, _is_there):
            end = start + len(list(some))
            if plain:
                self._take(rows[start:end], [one for one in found[start:end] if one is not None], printed[start:end])
            else:
                for row, one in zip(rows[start:end], values[start:end], strict=True):
                    self._note(row, one)
            start = end

    def _plain(self, rows: Sequence[NoteRow], values: Sequence[list[str]]) -> tuple[list[Question | None], list[str]]:
        """Return of each note its question, where it is plain, and the number that is printed with it."""
        found: list[Question | None] = [None] * len(rows)
        printed = [""] * len(rows)
        alike: dict[tuple[int, int], list[int]] = {}
        for place, (row, one) in enumerate(zip(rows, values, strict=True)):
            if not row[4].startswith(_NOTICE):
                alike.setdefault((row[2], len(one)), []).append(place)
        for kind, places in alike.items():
            shape = self._plan(*kind)[1]
            if shape is None:
                continue
            notes = [values[place] for place in places]
            labels = [tuple(rows[place][3].split()) for place in places]
            subjects = self.places.subjects([rows[place][0] for place in places])
            for place, question in zip(places, shape.questions(notes, subjects, labels), strict=True):
                found[place] = question
                if shape.label >= 0:
                    printed[place] = values[place][shape.label]
        return found, printed

    def _take(self, rows: Sequence[NoteRow], questions: Sequence[Question], printed: Sequence[str]) -> None:
        position, first = len(self.items), Where(self.source.name, self.number + 1)
        self.owners.update(zip([row[0] for row in rows], count(position)))
        self.items += items_of(questions, position, first, printed, [row[1] for row in rows])
        self.number += len(rows)

    def _note(self, row: NoteRow, values: list[str]) -> None:
        note, guid, kind, tags, fields = row
        self.number += 1
        self.values = values
        if fields.startswith(_NOTICE):
            self._flaw(Severity.INFO, "notice", _NOTICED)
            return
        plan = self._plan(kind, len(values))[0]
        labels = tuple(tags.split()) if tags else ()
        data = data_of(self.values[plan.data]) if 0 <= plan.data < len(self.values) else {}
        reading = NoteReading(plan, self.values, exact="exact" in data)
        try:
            found = reading.read()
        except NoQuestion as none:
            self._flaw(Severity.ERROR, "no-question", none.why)
            return
        question = self._question(found, self.places.subject(note, found.subjects), labels)
        if data:
            question = restored(question, data.get("exact"))
        why = fault_of(question)
        if why is not None:
            self._flaw(Severity.ERROR, "no-question", reading.none.why if reading.none else why)
            return
        self.owners[note] = self._add(question, found.label, guid, self._case(found, data, question))
        for warning in found.warnings:
            self._flaw(Severity.WARNING, "look", warning)

    def _plan(self, kind: int, length: int) -> tuple[Plan, Shape | None]:
        """Return how notes of a type with so many fields are read."""
        if (known := self.plans.get((kind, length))) is not None:
            return known
        plan = plan_of(self.collection.types.get(kind, _NO_TYPE), length)
        self.plans[kind, length] = plan, shape_of(plan)
        return self.plans[kind, length]

    def _question(self, found: Found, subject: str, tags: tuple[str, ...]) -> Question:
        media: tuple[Media, ...] = ()
        if found.media:
            media, absent = self.pictures.of(found.media)
            if absent:
                why = Message(
                    "包里没有这些图片或声音：{names}。请在 Anki 里导出时勾选媒体。", {"names": "、".join(absent)}
                )
                found.warnings.append(why)
        return Question(
            kind=found.kind,
            prompt=found.prompt,
            choices=found.choices,
            answer=found.answer,
            explanation=found.explanation,
            subject=subject,
            tags=tags,
            basis=found.basis,
            media=media,
        )

    def _case(self, found: Found, data: dict[str, object], question: Question) -> int | None:
        """Return the position of the material that a question needs; of a text not met before it becomes an item."""
        if not found.case or question.kind is Kind.CASE:
            return None
        named = self.cases.get(f"\x1f{data.get('case')}")
        known = self.cases.get(found.case) if named is None else named
        if known is not None:
            return known
        return self._add(Question(kind=Kind.CASE, prompt=found.case, subject=question.subject), "", "", None)

    def _add(self, question: Question, label: str, guid: str, case: int | None) -> int:
        position = len(self.items)
        self.items.append(Item(question, position, Where(self.source.name, self.number), label, guid, case))
        if question.kind is Kind.CASE:
            self.cases[question.prompt] = self.cases[f"\x1f{guid}"] = position
        return position

    def _flaw(self, severity: Severity, code: str, why: Message) -> None:
        """Note what is to be said of the note that is being read, with its beginning."""
        texts = (" ".join(text_of(value)[0].split()) for value in self.values)
        snippet = next((text for text in texts if text), "")[:_SNIPPET]
        self.flaws.append(Flaw(Where(self.source.name, self.number), severity, code, why, snippet))

    def _package(self, severity: Severity, code: str, why: Message) -> None:
        self.flaws.append(Flaw(Where(self.source.name), severity, code, why))

    def _unused(self) -> None:
        """Account for the files of the package that no question has."""
        if self.pictures.refused:
            names = "、".join(list(self.pictures.refused)[:10])
            why = Message("这些图片或声音太大或已损坏，没有读入：{names}。请在 Anki 里检查媒体。", {"names": names})
            self._package(Severity.WARNING, "media", why)
        if unused := self.pictures.unused():
            why = Message("包里有 {count} 个文件没有题目用到，没有读入。", {"count": unused})
            self._package(Severity.INFO, "media", why)

    def _histories(self, told: _Reviews) -> tuple[PackedHistory, ...]:
        cards = {
            position: self.places.cards[note] for note, position in self.owners.items() if note in self.places.cards
        }
        self.source.meanwhile(told.begun.is_done)
        reviews, damaged = unpacked(told.path, told.begun())
        histories, several = histories_of(reviews, cards)
        self.source.recalled(histories)
        if several:
            why = Message("有 {count} 道题在 Anki 里有几张卡片，只取第一张复习过的卡片的记录。", {"count": several})
            self._package(Severity.INFO, "history", why)
        if damaged:
            self._package(Severity.WARNING, "history", _LOST_REVIEWS)
        return histories
