"""What is fuzzed: every parser of somebody else's format, with miniatures to begin from.

A target takes any bytes; what a reader may raise for them is ``NotABank``. Formats that are ZIP archives are fuzzed
inside: bytes that are no archive any more do not reach the parser.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from studyapp import Deck, Item, NotABank, Source, Where
from studyapp.hookspecs import QuestionReader
from studyapp_interchange.formats import READERS, WRITERS
from studyapp_table.reader import TableReader
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_table import writing
from tests.plugins.studyapp_text import pdf_writer, word_files
from tests.support import single

LINES = ("一、单选题", "1．工伤认定申请的时限是（　）。", "A．十日　　B．三十日", "答案：B", "解析：见条例第十七条。")
ROWS: writing.Rows = [
    ["题干", "选项A", "选项B", "答案"],
    ["时限是（　）。", "十日", "三十日", "B"],
    ["率", (0.5, 1), 3.0, "A"],
]
DECK = Deck("题库", tuple(Item(single(number), number, Where("f", number + 1)) for number in range(4)))
_INTERCHANGE = {reader.name: reader for reader in READERS}


@dataclass(frozen=True)
class Target:
    """A reader, what bytes become before it sees them, and the bytes to begin from."""

    name: str
    reader: QuestionReader
    corpus: tuple[bytes, ...]
    wrap: Callable[[bytes], bytes] = bytes

    def __call__(self, data: bytes) -> None:
        """Read any bytes; raise whatever a reader must not raise."""
        source = Source(f"fuzz.{self.name}", self.wrap(data))
        self.reader.sniff(source.data[:65_536])
        try:
            deck = self.reader.read(source)
        except NotABank as refusal:
            assert refusal.why.text.format_map(refusal.why.arguments)
            return
        assert isinstance(deck, Deck)


def _written(name: str) -> bytes:
    return next(writer for writer in WRITERS if writer.name == name).write(DECK)[0]


def _member(archive: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(archive)).read(name)


def _again(archive: bytes, name: str) -> Callable[[bytes], bytes]:
    """A function that puts bytes in the place of a member of an archive."""

    def wrapped(data: bytes) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w") as new:
            for member in old.namelist():
                new.writestr(member, data if member == name else old.read(member))
        return stream.getvalue()

    return wrapped


def _inside(name: str, reader: QuestionReader, archive: bytes, member: str) -> Target:
    return Target(name, reader, (_member(archive, member),), _again(archive, member))


def targets() -> dict[str, Target]:
    """All targets by name."""
    text, table = TextReader(), TableReader()
    docx = word_files.docx(*map(word_files.p, LINES), word_files.table(("2．谁（　）", "答案"), ("A．一 B．二", "A")))
    xlsx, ods = writing.xlsx({"S": ROWS}, merged=["A1:A2"]), writing.ods("S", [[str(c) for c in row] for row in ROWS])
    page = "<!DOCTYPE html><html><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>"
    rtf = "{\\rtf1\\ansi\\ansicpg936 " + "\\par ".join(LINES).replace("．", ".") + "}"
    made = (
        Target("doc", text, (word_files.doc("\n".join(LINES)),)),
        Target("pdf", text, (pdf_writer.pdf([pdf_writer.page_of(LINES, head="题库", foot="1")]),)),
        Target("rtf", text, (rtf.encode("gb18030"),)),
        Target("html", text, (page.encode(),)),
        Target("txt", text, ("\n".join(LINES).encode(), "\n".join(LINES).encode("gb18030"))),
        _inside("docx", text, docx, "word/document.xml"),
        Target("xls", table, (writing.xls("S", ROWS),)),
        Target("csv", table, ("\n".join(",".join(map(str, row)) for row in ROWS).encode(),)),
        _inside("xlsx", table, xlsx, "xl/worksheets/sheet1.xml"),
        _inside("xlsx styles", table, xlsx, "xl/styles.xml"),
        _inside("ods", table, ods, "content.xml"),
        _inside("apkg", _INTERCHANGE["anki"], _written("anki"), "collection.anki2"),
        _inside("apkg media", _INTERCHANGE["anki"], _written("anki"), "media"),
        Target("archive", _INTERCHANGE["anki"], (_written("anki"),)),
        Target("gift", _INTERCHANGE["gift"], (_written("gift"),)),
        Target("moodle", _INTERCHANGE["moodle"], (_written("moodle"),)),
        Target("json", _INTERCHANGE["json"], (_written("json"),)),
        Target(
            "foreign json",
            _INTERCHANGE["json-foreign"],
            (json.dumps([{"q": "甲", "a": ["一", "二"], "ans": 1}]).encode(),),
        ),
    )
    return {one.name: one for one in made}
