"""What became no question is handed out as a file of the same layout; mended, it gives what was missing."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Deck, Excerpt, QuestionReader, Severity, Source
from studyapp.hookspecs import Cancelled, Excerpting
from studyapp_interchange.formats import READERS
from tests.plugins.studyapp_interchange.anki_files import Made, Type, latest
from tests.support import examples

SUFFIXES = {reader.name: reader.suffixes for reader in READERS}


@dataclass(frozen=True, slots=True)
class Layout:
    """How one question is written, well and broken, and how a file is made of them; ``mend`` undoes the damage."""

    good: Callable[[int], str]
    bad: Callable[[int], str]
    file: Callable[[Sequence[str]], str]
    mend: tuple[str, str]


def joined(separator: str, before: str = "", after: str = "") -> Callable[[Sequence[str]], str]:
    return lambda parts: before + separator.join(parts) + after


def row(number: int, answer: str) -> str:
    return json.dumps({"题干": f"第{number}题？", "选项": ["甲", "乙"], "答案": answer}, ensure_ascii=False)


def own(number: int, answer: list[int]) -> str:
    return json.dumps({"kind": "single", "prompt": f"第{number}题？", "choices": ["甲", "乙"], "answer": answer})


def moodle(number: int, answer: str) -> str:
    return (
        f'<question type="multichoice"><questiontext><text>第{number}题？</text></questiontext><single>true</single>'
        f'<answer fraction="{answer}"><text>甲</text></answer><answer fraction="0"><text>乙</text></answer></question>'
    )


LAYOUTS = {
    "json": Layout(lambda n: own(n, [0]), lambda n: own(n, [9]),
                   joined(",\n", '{"questions": [\n', "\n]}"), ("9", "0")),
    "json-foreign": Layout(lambda n: row(n, "A"), lambda n: row(n, "Z"), joined(",\n", "[\n", "\n]"), ('"Z"', '"A"')),
    "jsonl": Layout(lambda n: row(n, "A"), lambda n: row(n, "Z"), joined("\n"), ('"Z"', '"A"')),
    "gift": Layout(
        lambda n: f"第{n}题？{{=甲 ~乙}}", lambda n: f"第{n}题？{{=甲 ~乙", joined("\n\n"), ("~乙", "~乙}")
    ),
    "aiken": Layout(
        lambda n: f"第{n}题？\nA. 甲\nB. 乙\nANSWER: A", lambda n: f"第{n}题？\nA. 甲\nB. 乙\nANSWER: Z",
        joined("\n\n"),
        ("ANSWER: Z", "ANSWER: A"),
    ),
    "moodle": Layout(
        lambda n: moodle(n, "100"), lambda n: moodle(n, "10"), joined("\n", "<quiz>\n", "\n</quiz>"), ('"10"', '"100"')
    ),
    "anki-text": Layout(
        lambda n: f"第{n}题？\t甲", lambda n: f"第{n}题？\t", joined("\n", "#separator:tab\n#columns:正面\t背面\n"),
        ("？\t\n", "？\t甲\n"),
    ),
    "hashcards": Layout(
        lambda n: f"Q: 第{n}题？\nA: 甲", lambda n: f"Q: 第{n}题？\nB: 甲", joined("\n\n"), ("B:", "A:")
    ),
}  # fmt: skip


def reader_of(name: str) -> QuestionReader:
    return next(reader for reader in READERS if reader.name == name)


def excerpt_of(reader: QuestionReader, source: Source) -> tuple[Deck, Excerpt]:
    assert isinstance(reader, Excerpting)
    deck = reader.read(source)
    return deck, reader.excerpt(source, [flaw.where for flaw in deck.flaws if flaw.severity is Severity.ERROR])


def prompts(deck: Deck) -> list[str]:
    return [item.question.prompt for item in deck.items]


@pytest.mark.parametrize("name", LAYOUTS)
@settings(deadline=None, max_examples=examples(25))
@given(st.lists(st.booleans(), min_size=1, max_size=7))
def test_a_mended_excerpt_gives_what_was_missing(name: str, broken: list[bool]) -> None:
    layout, reader = LAYOUTS[name], reader_of(name)
    parts = [layout.bad(number) if bad else layout.good(number) for number, bad in enumerate([False, *broken])]
    source = Source("b", layout.file(parts).encode())
    deck, excerpt = excerpt_of(reader, source)
    if not any(broken):
        return
    assert excerpt.suffix in SUFFIXES[name]
    mended = reader.read(Source("mended", excerpt.data.decode().replace(*layout.mend).encode()))
    whole = reader.read(Source("b", layout.file([layout.good(number) for number in range(len(parts))]).encode()))
    assert sorted(prompts(deck) + prompts(mended)) == sorted(prompts(whole))


@pytest.mark.parametrize("name", LAYOUTS)
def test_flaws_quote_what_stands_there(name: str) -> None:
    layout = LAYOUTS[name]
    deck = reader_of(name).read(Source("b", layout.file([layout.good(1), layout.bad(2)]).encode()))
    (error,) = [flaw for flaw in deck.flaws if flaw.severity is Severity.ERROR]
    assert (
        "第2题" in error.snippet.encode().decode("unicode_escape")
        if "\\u" in error.snippet
        else "第2题" in error.snippet
    )
    assert len(error.snippet) <= 60
    assert [(reading.questions, reading.errors) for reading in deck.readings] == [(1, 1)]


@pytest.mark.parametrize("name", ["json", "json-foreign", "jsonl", "gift", "moodle"])
def test_whoever_waits_is_told_and_may_stop(name: str) -> None:
    layout, reader = LAYOUTS[name], reader_of(name)
    data = layout.file([layout.good(number) for number in range(3000)]).encode()
    told: list[float] = []
    reader.read(Source("b", data, progress=told.append))
    assert len(told) > 2
    assert told == sorted(told)
    assert told[0] >= 0 and told[-1] <= 1

    def stop(share: float) -> None:
        if share > 0.3:
            raise Cancelled

    with pytest.raises(Cancelled):
        reader.read(Source("b", data, progress=stop))


def test_notes_of_a_package_are_handed_out_as_text() -> None:
    """Each note keeps its fields, its guid, its deck and its tags."""
    choice = Type(("问题", "选项", "答案"))
    notes = [
        Made(choice, ("谁征收？", "A.税务<br>B.银行", "Z"), deck="窗口::征缴", tags="常考 新"),
        Made(choice, ("谁缴费？", "A.单位<br>B.职工", "A"), deck="窗口::工伤"),
        Made(Type(("文字", "Back Extra"), cloze=True), ("试用期{{c1::六个月", '见"法"\t'), deck="窗口::合同"),
    ]
    deck, excerpt = excerpt_of(reader_of("anki"), Source("b.apkg", latest(notes)))
    assert len(deck.items) == 1
    text = excerpt.data.decode().replace('"Z"', '"A"').replace("{{c1::六个月", "{{c1::六}}个月")
    again = reader_of("anki-text").read(Source(f"mended{excerpt.suffix}", text.encode()))
    asked = [(one.question.prompt, one.question.subject, one.question.tags, one.external_id) for one in again.items]
    assert asked == [("谁征收？", "征缴", ("常考", "新"), "g1"), ("试用期____个月", "合同", (), "g3")]
    assert again.items[1].question.explanation == '见"法"'
    assert not [flaw for flaw in again.flaws if flaw.severity is not Severity.INFO]


def test_what_is_no_xml_is_handed_out_to_be_mended() -> None:
    parts = [moodle(1, "100"), moodle(2, "100").replace("</single>", "</singel>"), moodle(3, "100")]
    source = Source("b.xml", "\n".join(["<quiz>", *parts, "</quiz>"]).encode())
    deck, excerpt = excerpt_of(reader_of("moodle"), source)
    assert prompts(deck) == ["第1题？", "第3题？"]
    mended = excerpt.data.decode().replace("</singel>", "</single>")
    assert prompts(reader_of("moodle").read(Source("mended.xml", mended.encode()))) == ["第2题？"]
