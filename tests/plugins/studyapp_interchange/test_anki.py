from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from studyapp import Back, Blank, Blanks, Choices, Deck, Media, Message, NotABank, QuestionReader, Source
from studyapp.testing import QuestionReaderContract, QuestionWriterContract
from studyapp_interchange.anki_reader import AnkiReader
from studyapp_interchange.anki_writer import AnkiWriter
from tests.support import shared_folder

MODELS = {
    "1": {"type": 0, "flds": [{"name": "Front"}, {"name": "Back"}]},
    "2": {"type": 1, "flds": [{"name": "Text"}, {"name": "Back Extra"}]},
    "3": {"type": 0, "flds": [{"name": one} for one in ("问题", "选项", "答案", "解析", "出处")]},
    "4": {"type": 0, "flds": [{"name": one} for one in ("题干", "A", "B", "C", "答案")]},
}
NOTES = [
    (1, "五<b>险</b>", '养老<br>工伤<img src="a.png">[sound:b.mp3]'),
    (2, "试用期不超过{{c1::六::数字}}个月，{{c2::口头}}", "见法律"),
    (3, "由谁征收？", "A.税务机关|B.银行", "A", "见法律", "第3页"),
    (4, "哪些？", "养老", "工伤", "商业", "AB"),
    (1, "没有背面", ""),
    (3, "答案不对", "A.甲|B.乙", "Z", "", ""),
    (2, "没有填空", ""),
    (1, "Please update to the latest Anki version, then import", ""),
]


def collection(folder: Path, notes: list[tuple[object, ...]], *, models: object = MODELS) -> bytes:
    path = folder / "c.db"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE col (models text, decks text); CREATE TABLE cards (nid, did, ord);"
        "CREATE TABLE notes (id integer primary key, guid, mid, tags, flds);"
    )
    decks = {"1": {"name": "Default"}, "7": {"name": "人社::保险"}}
    connection.execute("INSERT INTO col VALUES (?, ?)", (json.dumps(models), json.dumps(decks)))
    for number, (model, *fields) in enumerate(notes, 1):
        row = (number, f"g{number}", model, " 养老 缴费 ", "\x1f".join(map(str, fields)))
        connection.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?)", row)
        connection.execute("INSERT INTO cards VALUES (?, 7, 0)", (number,))
    connection.commit()
    connection.close()
    return path.read_bytes()


def package(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


@pytest.fixture
def sample(tmp_path: Path) -> bytes:
    media = json.dumps({"0": "a.png"}).encode()
    return package(**{"collection.anki2": collection(tmp_path, list(NOTES)), "media": media, "0": b"picture"})


def read(data: bytes) -> Deck:
    return AnkiReader().read(Source("b.apkg", data))


def said(message: Message) -> str:
    return message.text.format_map(message.arguments)


class TestAnkiReader(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return AnkiReader()

    @pytest.fixture
    def sample(self, tmp_path: Path) -> bytes:
        return package(**{"collection.anki2": collection(tmp_path, list(NOTES)), "media": b"{}"})


def test_the_report_of_the_sample(sample: bytes) -> None:
    deck = read(sample)
    assert [item.question.answer for item in deck.items] == [
        Back("养老\n工伤[a.png]"),
        Blanks((Blank(("六",)), Blank(("口头",)))),
        Choices((0,)),
        Choices((0, 1)),
    ]
    card, cloze, single, _ = (item.question for item in deck.items)
    assert card.media == (Media("a.png", sha256(b"picture").hexdigest()),)
    assert cloze.prompt == "试用期不超过____（数字）个月，____"
    assert (single.choices, single.explanation) == (("税务机关", "银行"), "见法律")
    assert {item.question.subject for item in deck.items} == {"人社::保险"}
    assert (deck.name, deck.items[0].external_id, card.tags) == ("人社", "g1", ("养老", "缴费"))
    assert [said(flaw.why) for flaw in deck.flaws] == [
        "卡片里的图片和声音没有读入：b.mp3, a.png。",
        "这些字段没有采用：出处。",
        "这张卡片没有题干或答案，没有读：没有背面",
        "这张卡片的答案不是选项的字母，没有读：答案不对",
        "这张卡片里的填空写法看不懂，没有读：没有填空",
        "Anki 的提示卡片",
    ]


def refusal(data: bytes) -> str:
    with pytest.raises(NotABank) as caught:
        read(data)
    return said(caught.value.why)


def test_packages_that_cannot_be_read_are_told_apart(sample: bytes, tmp_path: Path) -> None:
    good = collection(tmp_path, list(NOTES))
    assert "旧版" in refusal(package(**{"collection.anki21b": b"x", "collection.anki2": good}))
    assert "安全" in refusal(package(**{"../../x": b"", "collection.anki2": good}))
    assert "安全" in refusal(package(**{"C:/x": b"", "collection.anki2": good}))
    assert "损坏" in refusal(package(**{"collection.anki2": b"no database"}))
    assert "损坏" in refusal(package(**{"word/document.xml": b""}))
    assert "损坏" in refusal(sample[: len(sample) // 2])
    assert "没有卡片" in refusal(package(**{"collection.anki2": collection(tmp_path, [])}))


def test_a_schema_that_never_ends_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "trap.db"
    connection = sqlite3.connect(path)
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x AS models, x AS decks FROM n"
    connection.executescript(f"CREATE VIEW col AS {endless}; CREATE TABLE notes (x); CREATE TABLE cards (x);")
    connection.close()
    assert "损坏" in refusal(package(**{"collection.anki2": path.read_bytes()}))


def test_a_file_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch, sample: bytes) -> None:
    monkeypatch.setattr("studyapp_interchange.anki_package._LIMIT", 1000)
    assert "安全" in refusal(sample)


@pytest.mark.parametrize(("name", "count"), [("radicals", 214), ("update1", 1), ("update2", 1)])
def test_the_shared_packages(name: str, count: int) -> None:
    path = shared_folder() / "samples" / f"anki-{name}.apkg"
    if not path.exists():
        pytest.skip("the shared Anki packages are absent")
    deck = read(path.read_bytes())
    assert len(deck.items) == count
    assert not [flaw for flaw in deck.flaws if flaw.severity == "error"]


class TestAnkiWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> AnkiWriter:
        return AnkiWriter()

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return AnkiReader()
