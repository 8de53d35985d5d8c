"""The notes of a package as items, in the short way or the long one, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby

from studyapp import Flaw, Item, Kind, Media, Message, Question, Severity, Where
from studyapp_interchange.anki_collection import Collection, NoteRow, NoteType
from studyapp_interchange.anki_exact import data_of, restored
from studyapp_interchange.anki_found import Found
from studyapp_interchange.anki_notes import NoQuestion, Reading
from studyapp_interchange.anki_pictures import Pictures
from studyapp_interchange.anki_places import Places
from studyapp_interchange.anki_roles import Plan, plan_of
from studyapp_interchange.anki_swift import Shape, items_of, shape_of
from studyapp_interchange.anki_text import text_of
from studyapp_interchange.gathering import fault_of

_NOTICE = "Please update to the latest Anki version"
_SNIPPET = 60
_TOGETHER = 250
"""Notes that are looked at together: what is made of them lies in the processor's cache as long as it is looked at."""

_LONG = 1 << 18
"""Characters of notes that are looked at together, the last one not counted: a package may have huge ones."""

_NO_TYPE = NoteType("", ())

_NOTICED = Message("这条笔记只是请人升级 Anki，不是题目。")


def together(rows: Iterable[NoteRow]) -> Iterator[list[NoteRow]]:
    """Yield notes that are to be looked at together: every 250th and every huge one is the last of some."""
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


class Notes:
    """The items and flaws of a package so far. A note's place is its number in the order of the notes' ids.

    Materials are known by their texts, and those of our own by the ids of their notes; of some the note is yet to come.
    ``plans``: how notes of a type with so many fields are read, and in which short way, if any.
    """

    def __init__(self, file: str, collection: Collection, pictures: Pictures) -> None:
        self.file = file
        self.types = collection.types
        self.pictures = pictures
        self.places = Places.of(collection)
        self.items: list[Item] = []
        self.flaws: list[Flaw] = []
        self.plans: dict[tuple[int, int], tuple[Plan, Shape | None]] = {}
        self.number = 0
        self._owners: dict[int, int] = {}
        self._cases: dict[str, int] = {}
        self._named: dict[str, int] = {}
        self._awaited: dict[str, int] = {}

    def take(self, rows: Sequence[NoteRow]) -> None:
        """Take those that are plain in the short way, and the others in the long one, all in their order."""
        values = [row[4].split("\x1f") for row in rows]
        found, printed = self._plain(rows, values)
        start = 0
        for plain, some in groupby(found, _is_there):
            end = start + len(list(some))
            if plain:
                self._take_plain(
                    rows[start:end], [one for one in found[start:end] if one is not None], printed[start:end]
                )
            else:
                for row, one in zip(rows[start:end], values[start:end], strict=True):
                    self._note(row, one)
            start = end

    def cards(self) -> dict[int, Sequence[int]]:
        """Return the cards of the items that have any, by the positions of these."""
        known = self.places.cards
        return {position: known[note] for note, position in self._owners.items() if note in known}

    def _plain(self, rows: Sequence[NoteRow], values: Sequence[list[str]]) -> tuple[list[Question | None], list[str]]:
        """Return of each note its question, where it is plain, and the number that is printed with it."""
        found: list[Question | None] = [None] * len(rows)
        printed = [""] * len(rows)
        alike: dict[tuple[int, int], list[int]] = {}
        for place, (row, one) in enumerate(zip(rows, values, strict=True)):
            if not _is_notice(row[4]):
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

    def _take_plain(self, rows: Sequence[NoteRow], questions: Sequence[Question], printed: Sequence[str]) -> None:
        position, first = len(self.items), Where(self.file, self.number + 1)
        self._owners.update(zip([row[0] for row in rows], count(position)))
        self.items += items_of(questions, position, first, printed, [row[1] for row in rows])
        self.number += len(rows)

    def _note(self, row: NoteRow, values: list[str]) -> None:
        note, guid, kind, tags, fields = row
        self.number += 1
        if _is_notice(fields):
            self._flaw(values, Severity.INFO, "notice", _NOTICED)
            return
        plan = self._plan(kind, len(values))[0]
        labels = tuple(tags.split()) if tags else ()
        data = data_of(values[plan.data]) if 0 <= plan.data < len(values) else {}
        reading = Reading(plan, values, exact="exact" in data)
        try:
            found = reading.read()
        except NoQuestion as none:
            self._flaw(values, Severity.ERROR, "no-question", none.why)
            return
        question = self._question(found, self.places.subject(note, found.subjects), labels)
        if data:
            question = restored(question, data.get("exact"))
        why = fault_of(question)
        if why is not None:
            self._flaw(values, Severity.ERROR, "no-question", reading.none.why if reading.none else why)
            return
        self._owners[note] = self._add(question, found.label, guid, self._case(found, data, question))
        for warning in found.warnings:
            self._flaw(values, Severity.WARNING, "look", warning)

    def _plan(self, kind: int, length: int) -> tuple[Plan, Shape | None]:
        """Return how notes of a type with so many fields are read."""
        if (known := self.plans.get((kind, length))) is not None:
            return known
        plan = plan_of(self.types.get(kind, _NO_TYPE), length)
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
        return found.question(subject, tags, media)

    def _case(self, found: Found, data: dict[str, object], question: Question) -> int | None:
        """Return the position of the material that a question needs; of a text not met before it becomes an item."""
        if question.kind is Kind.CASE:
            return None
        guid = str(data.get("case", ""))
        known = self._named.get(guid)
        if known is not None or not found.case:
            return known
        known = self._cases.get(found.case)
        if known is None:
            known = self._add(Question(kind=Kind.CASE, prompt=found.case, subject=question.subject), "", "", None)
            self._awaited[guid] = known
        return known

    def _add(self, question: Question, label: str, guid: str, case: int | None) -> int:
        item = Item(question, len(self.items), Where(self.file, self.number), label, guid, case)
        if question.kind is not Kind.CASE:
            self.items.append(item)
            return item.position
        position = self._awaited.pop(guid, None) if guid else None
        if position is None:
            position = item.position
            self.items.append(item)
        else:
            self.items[position] = replace(item, position=position)
        self._cases[question.prompt] = position
        if guid:
            self._named[guid] = position
        return position

    def _flaw(self, values: Iterable[str], severity: Severity, code: str, why: Message) -> None:
        """Note what is to be said of the note that is being read, with its beginning."""
        self.flaws.append(Flaw(Where(self.file, self.number), severity, code, why, _beginning(values)))


def _is_there(question: Question | None) -> bool:
    return question is not None


def _is_notice(fields: str) -> bool:
    """Whether a note is what packages tell older Ankis: it has nothing but its front."""
    return fields.startswith(_NOTICE) and not fields.partition("\x1f")[2].strip("\x1f")


def _beginning(values: Iterable[str]) -> str:
    texts = (" ".join(text_of(value)[0].split()) for value in values)
    return next((text for text in texts if text), "")[:_SNIPPET]
