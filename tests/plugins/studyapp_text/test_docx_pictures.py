"""Pictures of Word documents: whose they are, and those that cannot be kept."""

from __future__ import annotations

import pytest

from studyapp import Source
from studyapp_text import docx_package
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.test_docx import ONE, read
from tests.plugins.studyapp_text.word_files import document, docx, p, relations


def test_pictures_belong_to_the_question_they_stand_in() -> None:
    def picture(name: str) -> str:
        return p(f'<w:r><w:drawing><a:blip r:embed="{name}"/></w:drawing></w:r>')

    body = (picture("before"), p("1．图中是谁"), picture("inside"), *ONE[1:], picture("lost"))
    parts: dict[str, str | bytes] = {"word/media/one.png": b"one", "word/media/two.png": b"two"}
    parts |= relations(before="media/one.png", inside="media/two.png", lost="../../etc/passwd")
    deck = read(docx(*body, parts=parts))
    (media,) = deck.items[0].question.media
    assert dict(deck.files) == {media.digest: b"two"}
    assert (media.name, len(media.digest)) == ("two.png", 64)
    assert [(flaw.where.line, flaw.code) for flaw in deck.flaws] == [
        (1, "picture-unused"),
        (3, "picture"),
        (7, "picture-missing"),
    ]


def test_pictures_beyond_the_limit_and_drawings_of_windows_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "LARGEST_PICTURE", 100)
    shown = [p(f'<w:r><w:drawing><a:blip r:embed="{name}"/></w:drawing></w:r>') for name in ("big", "drawn", "good")]
    parts: dict[str, str | bytes] = {"word/media/a.png": b"x" * 101, "word/media/b.wmf": b"x", "word/media/c.png": b"c"}
    deck = read(
        docx(
            p("1．谁缴费"),
            *shown,
            *ONE[1:],
            parts=parts | relations(big="media/a.png", drawn="media/b.wmf", good="media/c.png"),
        )
    )
    assert [(flaw.where.line, flaw.code) for flaw in deck.flaws] == [
        (2, "picture-too-large"),
        (3, "picture-missing"),
        (4, "picture"),
    ]
    assert list(deck.files.values()) == [b"c"]


def test_an_option_that_is_a_picture_says_which() -> None:
    option = p("A．", '<w:r><w:drawing><a:blip r:embed="one"/></w:drawing></w:r>')
    parts: dict[str, str | bytes] = {"word/media/a.png": b"x"}
    deck = read(
        docx(p("1．哪张是申请表"), option, p("B．都不是"), p("答案：A"), parts=parts | relations(one="media/a.png"))
    )
    assert deck.items[0].question.choices == ("（图：a.png）", "都不是")


def test_pictures_in_a_document_of_one_file() -> None:
    letters = "aW1hZ2U="
    shape = '<v:shape xmlns:v="urn:v"><v:imagedata src="wordml://1.png"/></v:shape>'
    drawn = f'<w:r><w:pict><w:binData w:name="wordml://1.png">{letters}</w:binData>{shape}</w:pict></w:r>'
    body = "".join((p("1．谁缴费"), f"<w:p>{drawn}</w:p>", *ONE[1:]))
    old = (
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
        f"<w:body>{body}</w:body></w:wordDocument>"
    )
    pkg = "http://schemas.microsoft.com/office/2006/xmlPackage"
    blip = p('<w:r><w:drawing><a:blip r:embed="one"/></w:drawing></w:r>')
    inner = document(p("1．谁缴费"), blip, *ONE[1:]).partition("?>")[2]
    flat = (
        f'<pkg:package xmlns:pkg="{pkg}"><pkg:part pkg:name="/word/_rels/document.xml.rels"><pkg:xmlData>'
        f'<Relationships xmlns="{pkg}/r"><Relationship Id="one" Target="media/1.png"/></Relationships>'
        "</pkg:xmlData></pkg:part>"
        f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>{inner}</pkg:xmlData></pkg:part>'
        f'<pkg:part pkg:name="/word/media/1.png"><pkg:binaryData>{letters}</pkg:binaryData></pkg:part></pkg:package>'
    )
    for text in (old, flat):
        deck = TextReader().read(Source("题库.doc", text.encode()))
        assert list(deck.files.values()) == [b"image"]
        assert [media.name for media in deck.items[0].question.media] == ["1.png"]
