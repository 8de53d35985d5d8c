"""Law 7 in use: readers and writers that fail, lie or hang cost nobody a file that another can handle."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.hookspecs import NotABank, QuestionReader, QuestionWriter, Source
from studyapp.model import Choices, Deck, Flaw, Item, Kind, Message, Question, Severity, Where
from studyapp.plugins import CannotWrite, Offer, OfferKind, Plugins, read, write
from tests.support import examples


def deck_of(prompt: str, flaws: tuple[Flaw, ...] = ()) -> Deck:
    question = Question(kind=Kind.SINGLE, prompt=prompt, choices=("甲", "乙"), answer=Choices((0,)))
    return Deck("", (Item(question, 0, Where("f", 1, 1)),), flaws)


def act(what: object) -> Any:
    """Return a value, raise an exception, call a function: what a plugin does when it is asked."""
    if isinstance(what, BaseException):
        raise what
    return what() if callable(what) else what


@dataclass
class Reader:
    name: str
    confidence: object = 0.5
    makes: object = None
    suffixes: tuple[str, ...] = (".one",)
    heads: list[bytes] = field(default_factory=list)

    def sniff(self, head: bytes) -> float:
        self.heads.append(head)
        return cast(float, act(self.confidence))

    def read(self, source: Source) -> Deck:
        return cast(Deck, act(deck_of(self.name) if self.makes is None else self.makes))


@dataclass
class Writer:
    name: str
    makes: object
    suffixes: tuple[str, ...] = (".one",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        return cast(tuple[bytes, tuple[Flaw, ...]], act(self.makes))


def reading(*readers: QuestionReader) -> Plugins:
    offers = [Offer(OfferKind.READER, one.name, f"{one.name}-plugin", one, one.suffixes) for one in readers]
    return Plugins(readers=tuple(offers))


def writing(*writers: QuestionWriter) -> Plugins:
    offers = [Offer(OfferKind.WRITER, one.name, f"{one.name}-plugin", one, one.suffixes) for one in writers]
    return Plugins(writers=tuple(offers))


def hang() -> None:
    time.sleep(3)


FILE = Source("f", b"1. text")
REFUSAL = NotABank(Message("不是：{why}", {"why": "没有题"}))
ERROR_FLAW = Flaw(Where("f", 1), Severity.ERROR, "x", Message("x"))

BROKEN_SNIFFS = {
    "raises": ValueError("x"),
    "exits": SystemExit(1),
    "interrupts": KeyboardInterrupt(),
    "refuses too early": REFUSAL,
    "says more than certain": 7.0,
    "says less than no": -0.1,
    "says no number": float("nan"),
    "says a word": "yes",
    "says nothing": None,
    "hangs": hang,
}


@pytest.mark.parametrize("sort", BROKEN_SNIFFS)
def test_a_reader_that_cannot_look_is_passed_over_and_named(sort: str) -> None:
    bad = Reader("bad", BROKEN_SNIFFS[sort])
    name, deck = read(reading(bad, Reader("good", 0.1)), FILE, time_limit=0.2)
    assert name == "good"
    assert [(flaw.severity, flaw.where) for flaw in deck.flaws] == [(Severity.INFO, Where("f"))]
    assert dict(deck.flaws[0].why.arguments)["plugin"] == "bad-plugin"


BROKEN_READS = {
    "raises": ValueError("x"),
    "exits": SystemExit(1),
    "interrupts": KeyboardInterrupt(),
    "recurses": lambda: recurse(),
    "refuses without words": lambda: NotABank(cast(Message, None)),
    "returns a list": [],
    "returns dicts": Deck("", cast(Any, ({"prompt": "x"},))),
    "misplaces": Deck("", (Item(deck_of("x").items[0].question, 5, Where("f")),)),
    "returns the class": Deck,
    "has flaws that cannot be said": deck_of("x", (Flaw(Where("f"), Severity.INFO, "x", Message("{gone}")),)),
}


def recurse() -> Any:
    return recurse()


@pytest.mark.parametrize("sort", BROKEN_READS)
def test_the_runner_up_reads_what_the_best_could_not(sort: str) -> None:
    name, deck = read(reading(Reader("good", 0.1), Reader("bad", 1.0, BROKEN_READS[sort])), FILE)
    assert name == "good"
    assert [flaw.severity for flaw in deck.flaws] == [Severity.WARNING]
    assert dict(deck.flaws[0].why.arguments)["reader"] == "bad"
    assert deck.flaws[0].why.text.format_map(deck.flaws[0].why.arguments)


@pytest.mark.parametrize("sort", BROKEN_READS)
def test_if_all_fail_it_is_said_why(sort: str) -> None:
    with pytest.raises(NotABank) as caught:
        read(reading(Reader("bad", 1.0, BROKEN_READS[sort])), FILE)
    assert "bad-plugin" in said(caught.value.why)


def test_content_decides_and_the_suffix_only_breaks_ties() -> None:
    one, two = Reader("one", 0.6), Reader("two", 0.6, suffixes=(".two",))
    assert read(reading(one, two), FILE, suffix=".two")[0] == "two"
    assert read(reading(one, two), FILE, suffix=".one")[0] == "one"
    assert read(reading(one, two), FILE)[0] == "one"
    two.confidence = 0.61
    assert read(reading(one, two), FILE, suffix=".one")[0] == "two"


def test_readers_are_shown_the_head_only() -> None:
    reader = Reader("one")
    read(reading(reader), Source("f", b"x" * 100_000))
    assert [len(head) for head in reader.heads] == [65_536]


def test_a_sure_refusal_stands_against_an_unsure_reader() -> None:
    with pytest.raises(NotABank, match="不是") as caught:
        read(reading(Reader("json", 1.0, REFUSAL), Reader("text", 0.2)), FILE)
    assert said(caught.value.why) == "不是：没有题"


def test_a_refusal_is_not_believed_where_another_is_likely() -> None:
    name, deck = read(reading(Reader("liar", 1.0, REFUSAL), Reader("text", 0.8)), FILE)
    assert (name, deck.flaws) == ("text", ())


def test_the_surest_refusal_is_the_one_that_is_said() -> None:
    other = NotABank(Message("另一句"))
    with pytest.raises(NotABank) as caught:
        read(reading(Reader("b", 0.7, other), Reader("a", 0.9, REFUSAL)), FILE)
    assert caught.value.why == REFUSAL.why


def test_an_empty_deck_is_taken_only_if_nobody_finds_questions() -> None:
    hollow = Deck("", (), (ERROR_FLAW,))
    assert read(reading(Reader("hollow", 1.0, hollow), Reader("full", 0.8)), FILE)[0] == "full"
    assert read(reading(Reader("hollow", 1.0, hollow), Reader("text", 0.1)), FILE) == ("hollow", hollow)


def test_nobody_read_it_and_a_plugin_could_not_even_look() -> None:
    with pytest.raises(NotABank) as caught:
        read(reading(Reader("bad", ValueError("x"))), FILE)
    assert said(caught.value.why).startswith("读取器 bad（插件 bad-plugin）辨认文件时出错：ValueError: x。")
    with pytest.raises(NotABank, match="压缩包"):
        read(reading(Reader("bad", ValueError("x"))), Source("f", b"PK\x03\x04"))


LOOKS = {
    "空": b"",
    "文件是空的": b"\xef\xbb\xbf \r\n\t",
    "是空的": b"\xff\xfe\n\x00 \x00",
    "Word": b"PK\x03\x04........word/document.xml",
    "Excel": b"PK\x03\x04........xl/workbook.xml",
    "PowerPoint": b"PK\x03\x04........ppt/presentation.xml",
    "OpenDocument 文档": b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text",
    "OpenDocument 表格": b"PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
    "Anki": b"PK\x03\x04....collection.anki21b",
    "压缩包": b"PK\x03\x04....",
    "解压": b"Rar!\x1a\x07",
    "旧版 Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "PDF": b"%PDF-1.7",
    "RTF": b"{\\rtf1",
    "SQLite": b"SQLite format 3\x00",
    "图片": b"\x89PNG\r\n",
    "程序": b"\x7fELF",
    "空字节": b"abc\x00def",
    "没有读取器认得": "一段普通文字".encode(),
}


@pytest.mark.parametrize("words", LOOKS)
@pytest.mark.parametrize("confidence", [0.0, 0.1], ids=["nobody", "a loose reader"])
def test_a_file_that_is_no_bank_is_told_by_what_it_is(words: str, confidence: float) -> None:
    if confidence and words == "没有读取器认得":
        pytest.skip("loose text is what a loose reader takes")
    with pytest.raises(NotABank) as caught:
        read(reading(Reader("loose", confidence)), Source("f", LOOKS[words]))
    assert words in said(caught.value.why)


def test_a_reader_that_is_sure_of_a_zip_gets_it() -> None:
    assert read(reading(Reader("word", 0.9)), Source("f", LOOKS["Word"]))[0] == "word"


def test_without_readers_the_plugins_are_to_blame() -> None:
    with pytest.raises(NotABank, match="studyapp plugins"):
        read(Plugins(), FILE)


def test_no_bank_is_told_with_the_real_readers(loaded: Callable[..., Plugins]) -> None:
    plugins = loaded()
    for data in (b"", b"\x00" * 10, b"PK\x03\x04word/document.xml", b"hello", b'{"a": 1}'):
        with pytest.raises(NotABank):
            read(plugins, Source("f", data))


BEHAVIOURS = st.sampled_from([*BROKEN_READS.values(), REFUSAL, Deck("", ()), Deck("", (), (ERROR_FLAW,))])
CONFIDENCES = st.sampled_from([one for name, one in BROKEN_SNIFFS.items() if name != "hangs"]) | st.floats(0, 1)


@settings(deadline=None, max_examples=examples(75))
@given(st.lists(st.tuples(CONFIDENCES, BEHAVIOURS), max_size=5), st.integers(0, 5), st.binary(max_size=20))
def test_whatever_the_others_do_a_good_and_sure_reader_is_heard(
    others: list[tuple[object, object]], place: int, data: bytes
) -> None:
    readers = [Reader(f"bad{number}", *other) for number, other in enumerate(others)]
    readers.insert(place, Reader("good", 0.5))
    source = Source("f", data + b"...")
    assert read(reading(*readers), source)[0] == "good"


@settings(deadline=None, max_examples=examples(75))
@given(st.lists(st.tuples(CONFIDENCES, BEHAVIOURS), max_size=4), st.binary(max_size=20))
def test_bad_readers_alone_end_in_a_sentence(others: list[tuple[object, object]], data: bytes) -> None:
    readers = [Reader(f"bad{number}", *other) for number, other in enumerate(others)]
    try:
        _, deck = read(reading(*readers), Source("f", data))
    except NotABank as refusal:
        assert said(refusal.why)
    else:
        assert not deck.items


BROKEN_WRITERS = {
    "raises": ValueError("x"),
    "exits": SystemExit(1),
    "returns a text": "x",
    "returns bytes only": b"x",
    "returns text and flaws": ("x", ()),
    "returns a list of flaws": (b"x", []),
    "returns words as flaws": (b"x", ("lost",)),
}


@pytest.mark.parametrize("sort", BROKEN_WRITERS)
def test_a_writer_that_fails_is_passed_over_and_named(sort: str) -> None:
    bad, good = Writer("bad", BROKEN_WRITERS[sort]), Writer("good", (b"ok", (ERROR_FLAW,)))
    name, data, flaws = write(writing(bad, good), deck_of("x"), ".ONE")
    assert (name, data, flaws[0]) == ("good", b"ok", ERROR_FLAW)
    assert dict(flaws[1].why.arguments)["plugin"] == "bad-plugin"
    with pytest.raises(CannotWrite) as caught:
        write(writing(bad), deck_of("x"), ".one")
    assert "bad-plugin" in said(caught.value.why)


def test_a_format_that_nobody_writes_is_told_with_those_that_are() -> None:
    plugins = writing(Writer("one", b""), Writer("two", b"", (".two", ".one")))
    for suffix, words in ((".docx", "写不了 .docx 文件。可以写：.one, .two。"), ("", "可以写：.one, .two。")):
        with pytest.raises(CannotWrite) as caught:
            write(plugins, deck_of("x"), suffix)
        assert said(caught.value.why).endswith(words)
    with pytest.raises(CannotWrite, match="studyapp plugins"):
        write(Plugins(), deck_of("x"), ".one")


def said(message: Message) -> str:
    return message.text.format_map(message.arguments)


@given(st.text(), st.dictionaries(st.text(), st.integers() | st.text()))
def test_a_refusal_may_be_the_word_of_another_process(text: str, arguments: dict[str, int | str]) -> None:
    for why in (Message(text), Message(text, arguments)):
        assert pickle.loads(pickle.dumps(NotABank(why))).why == why
