"""Notes of a package as text in Anki's own export layout: what became no question is mended there and read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Container

from studyapp_interchange.anki_collection import Collection, NoteRow, NoteType
from studyapp_interchange.anki_places import Places

_BEFORE = ("guid", "deck")
_HEAD = "#separator:tab\n#html:true\n"


def notes_as_text(collection: Collection, wanted: Container[int]) -> str:
    """Return the notes with these numbers, those of each note type below lines that name its fields."""
    places = Places.of(collection)
    by_type: dict[int, list[NoteRow]] = {}
    for number, row in enumerate(collection.notes(), 1):
        if number in wanted:
            by_type.setdefault(row[2], []).append(row)
    out = io.StringIO()
    out.write(_HEAD)
    write = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_ALL).writerow
    for kind, rows in by_type.items():
        fields = [row[4].split("\x1f") for row in rows]
        width = max(map(len, fields))
        out.write(_head(collection.types.get(kind, NoteType("", ())), width))
        for (note, guid, _, tags, _), values in zip(rows, fields, strict=True):
            deck = collection.decks.get(places.decks.get(note, 0), "")
            padded = [*values, *[""] * (width - len(values))]
            write([_one_line(cell) for cell in (guid, deck, *padded, tags.strip())])
    return out.getvalue()


def _head(kind: NoteType, width: int) -> str:
    names = [*kind.fields, *(str(place + 1) for place in range(len(kind.fields), width))][:width]
    columns = [*_BEFORE, *names, "tags"]
    told = [f"#notetype:{_one_line(kind.name)}", *(f"#{name} column:{at}" for at, name in enumerate(_BEFORE, 1))]
    told += [f"#tags column:{len(columns)}", "#columns:" + "\t".join(map(_one_line, columns))]
    return "".join(f"{line}\n" for line in told)


def _one_line(text: str) -> str:
    """Return a field in one line; line breaks of its markup say nothing."""
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
