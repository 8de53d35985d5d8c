"""Anki packages as a deck: notes become questions with choices, gaps or cards, reviews become histories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from studyapp import (
    Deck,
    Excerpt,
    Flaw,
    Message,
    NotABank,
    PackedHistory,
    Reading,
    Severity,
    Source,
    Where,
    resting,
)
from studyapp_interchange.anki_aside import Begun, aside
from studyapp_interchange.anki_collection import Collection, opened_collection
from studyapp_interchange.anki_excerpt import notes_as_text
from studyapp_interchange.anki_gathering import Notes, together
from studyapp_interchange.anki_history import histories_of, read_reviews, unpacked
from studyapp_interchange.anki_package import opened
from studyapp_interchange.anki_pictures import Pictures
from studyapp_interchange.anki_text import text_of

_MEMBERS = (b"collection.anki2", b"collection.anki21", b"collection.anki21b")
_STRIDE = 1_000
"""So many notes are read until somebody is told of them."""

_LARGE = 1 << 24
"""Bytes of a collection from which another process reads its reviews meanwhile."""

_EMPTY = Message("这个 Anki 包里没有卡片。")
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
            return _Package(source, collection, Pictures(package.files), reviews).deck()

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return these notes as text in Anki's own export layout."""
        wanted = {where.line for where in places}
        with opened(source.data) as package, opened_collection(package.collection) as collection:
            return Excerpt(".txt", notes_as_text(collection, wanted).encode(errors="replace"))


class _Reviews(NamedTuple):
    """The reviews of a collection, while they are being read."""

    path: str
    begun: Begun[bytes]


class _Package:
    """A package being read."""

    def __init__(self, source: Source, collection: Collection, pictures: Pictures, reviews: _Reviews | None) -> None:
        self.source = source
        self.collection = collection
        self.pictures = pictures
        self.reviews = reviews
        self.notes = Notes(source.name, collection, pictures)
        self.told = 0

    def deck(self) -> Deck:
        """Read the notes, and the reviews where they are wanted."""
        notes = self.notes
        self._read()
        if self.collection.damaged:
            self._flaw(Severity.WARNING, "damaged", _DAMAGED)
        if not notes.items and not notes.flaws:
            raise NotABank(_EMPTY)
        histories = () if self.reviews is None else self._histories(self.reviews)
        self._unused()
        errors = sum(flaw.severity is Severity.ERROR for flaw in notes.flaws)
        layout = Message(
            "Anki 牌组：{notes} 条笔记，{types} 种字段", {"notes": notes.number, "types": len(notes.plans)}
        )
        root = notes.places.root
        return Deck(
            root,
            tuple(notes.items),
            tuple(notes.flaws),
            description=text_of(self.collection.descriptions.get(root, ""))[0],
            files=self.pictures.kept,
            readings=(Reading(layout, len(notes.items), errors),),
            histories=histories,
        )

    def _read(self) -> None:
        total = max(self.collection.count(), 1)
        for some in together(self.collection.notes()):
            self.notes.take(some)
            if self.notes.number % _STRIDE == 0:
                self._tell(min(self.notes.number / total, 1) * 0.7)

    def _tell(self, share: float) -> None:
        """Tell whoever waits how far the reading is, and whoever can begin with them the questions found since then."""
        items = self.notes.items
        self.source.progress(share)
        self.source.found([item.question for item in items[self.told :] if item.case is None])
        self.told = len(items)

    def _flaw(self, severity: Severity, code: str, why: Message) -> None:
        """Note what is to be said of the package as a whole."""
        self.notes.flaws.append(Flaw(Where(self.source.name), severity, code, why))

    def _unused(self) -> None:
        """Account for the files of the package that no question has."""
        if self.pictures.refused:
            names = "、".join(list(self.pictures.refused)[:10])
            why = Message("这些图片或声音太大或已损坏，没有读入：{names}。请在 Anki 里检查媒体。", {"names": names})
            self._flaw(Severity.WARNING, "media", why)
        if unused := self.pictures.unused():
            why = Message("包里有 {count} 个文件没有题目用到，没有读入。", {"count": unused})
            self._flaw(Severity.INFO, "media", why)

    def _histories(self, told: _Reviews) -> tuple[PackedHistory, ...]:
        cards = self.notes.cards()
        self.source.meanwhile(told.begun.is_done)
        reviews, damaged = unpacked(told.path, told.begun())
        histories, several = histories_of(reviews, cards)
        self.source.recalled(histories)
        if several:
            why = Message("有 {count} 道题在 Anki 里有几张卡片，只取第一张复习过的卡片的记录。", {"count": several})
            self._flaw(Severity.INFO, "history", why)
        if damaged:
            self._flaw(Severity.WARNING, "history", _LOST_REVIEWS)
        return histories
