"""Anki packages as a deck: notes become cards, blanks where words are deleted, and choices where fields say so."""

from __future__ import annotations

from studyapp import Deck, Message, NotABank, Source
from studyapp_interchange.anki_notes import Reading, options_of
from studyapp_interchange.anki_package import Note, open_package
from studyapp_interchange.gathering import Gathering
from studyapp_interchange.gift_questions import NoQuestion

_NOTICE = "Please update to the latest Anki version"
_DEFAULT = frozenset({"Default", "默认"})
_MEMBERS = (b"collection.anki2", b"collection.anki21", b"collection.anki21b")


class AnkiReader:
    """Reads the packages that Anki exports for its older versions too."""

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
        """Read every note; what our questions cannot hold is a flaw that quotes the note."""
        package = open_package(source.data)
        gathering = Gathering(source.name)
        for note in package.notes:
            if note.fields and note.fields[0][1].startswith(_NOTICE):
                gathering.tell(gathering.where(), "notice", Message("Anki 的提示卡片"))
                continue
            take(gathering, Reading(note, package.media, subject_of(note.deck)))
        if not gathering.items and not gathering.flaws:
            raise NotABank(Message("这个 Anki 包里没有卡片。"))
        return gathering.deck(_name(package.notes))


def subject_of(deck: str) -> str:
    """Return a deck's path; the deck in which Anki puts what has none is no subject."""
    return "" if deck in _DEFAULT else deck.replace("\x1f", "::")


def take(gathering: Gathering, reading: Reading) -> None:
    """Take a note as a question, or say why it is none."""
    try:
        question = reading.choice() if options_of(reading.note) else reading.other()
    except NoQuestion as none:
        gathering.error(gathering.where(), "no-question", none.why)
        return
    gathering.add(question, gathering.where(), external_id=reading.note.guid)
    for why in reading.warnings:
        gathering.warn(gathering.where(), "left-out", why)


def _name(notes: tuple[Note, ...]) -> str:
    """Return the deck in which all others lie."""
    roots = {subject_of(note.deck).split("::")[0] for note in notes}
    return roots.pop() if len(roots) == 1 else ""
