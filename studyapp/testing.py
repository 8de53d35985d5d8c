# ruff: noqa: D102 - the names of the tests are the sentences of the contract
"""The plugin contract as pytest classes, for every plugin author, ourselves included.

Inherit the class of what you offer, give its fixtures, and let pytest collect it::

    class TestMyReader(QuestionReaderContract):
        @pytest.fixture
        def reader(self) -> QuestionReader:
            return MyReader()

        @pytest.fixture
        def sample(self) -> bytes:
            return b"..."
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from studyapp.envelope.signer import OwnDevice
from studyapp.hookspecs import (
    BadAddress,
    NotABank,
    Pulling,
    Pushing,
    QuestionReader,
    QuestionWriter,
    Ranking,
    RemoteKind,
    Screen,
    Signer,
    Source,
)
from studyapp.model import (
    JUDGE_CHOICES,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    Deck,
    Flaw,
    Item,
    KeyPoints,
    Kind,
    Media,
    Message,
    Pairs,
    Question,
    Steps,
    Validity,
    Where,
)
from studyapp.model.remote import File, Pulled, Receipt, Scope
from studyapp.plugins.checking import misfit, unfit
from studyapp.plugins.offers import are_suffixes, is_word
from studyapp.plugins.reading import HEAD, LIKELY

_FILE = "sample"
_NEWLINE = re.compile(r"\r\n|\r|\n")

STRANGE = {
    "empty": b"",
    "blank": b" \r\n\t\n",
    "NUL": bytes(HEAD),
    "zip": b"PK\x03\x04" + bytes(range(256)),
    "old Office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
    "half a character": "题".encode()[:2],
    "GB18030": "一、单项选择题".encode("gb18030"),
    "UTF-16": "一、单项选择题".encode("utf-16"),
    "long line": b"A" * HEAD,
    "many lines": b"1.\n" * (HEAD // 3),
    "brackets": b"[" * HEAD,
    "control characters": bytes(range(32)) * 8,
    "noise": Random(0).randbytes(HEAD),
}
"""Beginnings of files that a reader may be shown and must live through."""


class QuestionReaderContract:
    """What every reader promises.

    ``accounts_for_lines``: set it where the format is made of lines; then every line of the sample that is not
    blank must lie within an item or a flaw.
    """

    accounts_for_lines = False

    @pytest.fixture
    def reader(self) -> QuestionReader:
        """Return the reader under test."""
        raise NotImplementedError("override the fixture 'reader'")

    @pytest.fixture
    def sample(self) -> bytes:
        """Return a file of the format with a few questions, the odder the better."""
        raise NotImplementedError("override the fixture 'sample'")

    @pytest.fixture
    def deck(self, reader: QuestionReader, sample: bytes) -> Deck:
        """Return what the reader makes of the sample."""
        return reader.read(Source(_FILE, sample))

    def test_it_has_a_word_for_a_name(self, reader: QuestionReader) -> None:
        assert isinstance(reader, QuestionReader), "an attribute of QuestionReader is missing"
        assert is_word(reader.name), f"the name must be one short word: {reader.name!r}"

    def test_its_suffixes_are_lower_case_with_the_dot(self, reader: QuestionReader) -> None:
        assert are_suffixes(reader.suffixes), f"want a tuple such as ('.txt',): {reader.suffixes!r}"

    def test_it_takes_its_own_sample(self, reader: QuestionReader, sample: bytes) -> None:
        assert reader.sniff(sample[:HEAD]) >= LIKELY, "it should be at least half sure of its own format"

    def test_sniffing_never_fails(self, reader: QuestionReader, sample: bytes) -> None:
        for what, head in [*STRANGE.items(), *_damaged(sample[:HEAD])]:
            confidence = reader.sniff(head)
            assert 0 <= confidence <= 1, f"{confidence} for a head that is {what}"

    def test_reading_twice_gives_the_same(self, reader: QuestionReader, sample: bytes, deck: Deck) -> None:
        assert reader.read(Source(_FILE, sample)) == deck, "reading must not depend on anything but the source"

    def test_the_sample_has_questions(self, deck: Deck) -> None:
        assert deck.items, "the sample should hold questions"

    def test_the_deck_is_made_as_declared(self, deck: Deck) -> None:
        found = misfit(deck)
        assert found is None, f"{found.place} must not be {found.found}"

    def test_every_question_can_be_asked_and_graded(self, deck: Deck) -> None:
        for item in deck.items:
            why = unfit(item.question)
            assert why is None, f"item {item.position}: {why and why.text.format_map(why.arguments)}"

    def test_every_place_lies_inside_the_file(self, deck: Deck, sample: bytes) -> None:
        lines = len(_lines(sample)) if self.accounts_for_lines else None
        for where in _places(deck):
            assert where.file == _FILE, f"{where} names another file than the source"
            assert where.line >= 0 and (where.last == 0 or where.last >= where.line), f"{where} ends at {where.last}"
            assert lines is None or max(where.line, where.last) <= lines, f"{where} is behind line {lines}"

    def test_every_line_is_accounted_for(self, deck: Deck, sample: bytes) -> None:
        if not self.accounts_for_lines:
            pytest.skip("the format is not made of lines")
        told = {line for where in _places(deck) for line in range(where.line, max(where.line, where.last) + 1)}
        lost = [number for number, line in enumerate(_lines(sample), 1) if line.strip() and number not in told]
        assert not lost, f"lines {lost} are neither part of a question nor named by a flaw"

    def test_a_damaged_or_strange_file_is_told_and_no_crash(self, reader: QuestionReader, sample: bytes) -> None:
        for what, data in [*STRANGE.items(), *_damaged(sample)]:
            try:
                deck = reader.read(Source(_FILE, data))
            except NotABank as refusal:
                assert misfit(refusal.why, Message) is None, f"its words cannot be said: {refusal.why!r} ({what})"
                continue
            found = misfit(deck)
            assert found is None, f"{found.place} must not be {found.found} ({what})"


class QuestionWriterContract:
    """What every writer promises: what it writes reads back, and what it cannot write it names."""

    @pytest.fixture
    def writer(self) -> QuestionWriter:
        """Return the writer under test."""
        raise NotImplementedError("override the fixture 'writer'")

    @pytest.fixture
    def reader(self) -> QuestionReader:
        """Return the reader of the same format."""
        raise NotImplementedError("override the fixture 'reader'")

    @pytest.fixture
    def deck(self) -> Deck:
        """Return what is written: a question of every kind with everything a question can have."""
        return every_kind()

    def test_it_has_a_word_for_a_name(self, writer: QuestionWriter) -> None:
        assert isinstance(writer, QuestionWriter), "an attribute of QuestionWriter is missing"
        assert is_word(writer.name), f"the name must be one short word: {writer.name!r}"

    def test_its_suffixes_are_lower_case_with_the_dot(self, writer: QuestionWriter) -> None:
        assert are_suffixes(writer.suffixes) and writer.suffixes, f"want ('.txt',): {writer.suffixes!r}"

    def test_it_writes_bytes_and_flaws(self, writer: QuestionWriter, deck: Deck) -> None:
        found = misfit(writer.write(deck), tuple[bytes, tuple[Flaw, ...]])
        assert found is None, f"{found.place} must not be {found.found}"

    def test_writing_twice_gives_the_same(self, writer: QuestionWriter, deck: Deck) -> None:
        assert writer.write(deck) == writer.write(deck)

    def test_an_empty_deck_is_written(self, writer: QuestionWriter) -> None:
        assert isinstance(writer.write(Deck("", ()))[0], bytes)

    def test_its_reader_takes_what_it_writes(self, writer: QuestionWriter, reader: QuestionReader, deck: Deck) -> None:
        assert reader.sniff(writer.write(deck)[0][:HEAD]) > 0

    def test_what_it_writes_reads_back(self, writer: QuestionWriter, reader: QuestionReader, deck: Deck) -> None:
        for part in [*_alone(deck), deck]:
            data, flaws = writer.write(part)
            if flaws:  # named, and so not dropped silently
                continue
            again = reader.read(Source(_FILE, data))
            wrote, got = _contents(part), _contents(again)
            assert got == wrote, f"wrote {wrote}\nread {got}\nwith {again.flaws}"


class RemoteKindContract:
    """What every kind of remote promises. ``signer``: a device that signs, for remotes that ask for it."""

    @pytest.fixture
    def kind(self) -> RemoteKind:
        """Return the kind under test."""
        raise NotImplementedError("override the fixture 'kind'")

    @pytest.fixture
    def url(self) -> str:
        """Return an address that it can open, at which there is something."""
        raise NotImplementedError("override the fixture 'url'")

    @pytest.fixture
    def signer(self) -> Signer:
        """Return a device."""
        return device_for_tests()

    @pytest.fixture
    def remote(self, kind: RemoteKind, url: str, signer: Signer) -> object:
        """Return the remote at the address."""
        return kind.open(url, signer)

    def test_its_scheme_is_lower_case(self, kind: RemoteKind) -> None:
        assert isinstance(kind, RemoteKind), "an attribute of RemoteKind is missing"
        assert re.fullmatch(r"[a-z][a-z0-9+.-]*", kind.scheme), f"no scheme of an address: {kind.scheme!r}"

    def test_it_opens_its_address(self, kind: RemoteKind, url: str, remote: object) -> None:
        assert url.startswith(f"{kind.scheme}:"), f"{url} is not of the scheme {kind.scheme}"
        assert isinstance(remote, Pulling | Pushing | Ranking), "a remote must pull, push, or tell standings"

    def test_an_address_that_cannot_be_is_told(self, kind: RemoteKind, signer: Signer) -> None:
        for address in (f"{kind.scheme}:", f"{kind.scheme}:\0"):
            try:
                kind.open(address, signer)
            except BadAddress as error:
                assert misfit(error.why, Message) is None, f"its words cannot be said: {error.why!r}"

    def test_what_comes_down_is_made_as_declared(self, remote: object) -> None:
        if not isinstance(remote, Pulling):
            pytest.skip("nothing comes down from it")
        pulled = remote.pull("")
        assert isinstance(pulled, Pulled) and isinstance(pulled.cursor, str)
        assert all(isinstance(one, File) and one.what in ("deck", "plan") for one in pulled.files)

    def test_nothing_new_comes_twice(self, remote: object) -> None:
        if not isinstance(remote, Pulling):
            pytest.skip("nothing comes down from it")
        cursor = ""
        for _more in range(100):
            pulled = remote.pull(cursor)
            cursor = pulled.cursor
            if not pulled.more:
                break
        assert remote.pull(cursor).files == ()

    def test_handing_nothing_over_does_no_harm(self, remote: object) -> None:
        if not isinstance(remote, Pushing):
            pytest.skip("nothing goes up to it")
        assert isinstance(remote.push([]), Receipt)

    def test_a_board_is_made_as_declared(self, remote: object) -> None:
        if not isinstance(remote, Ranking):
            pytest.skip("it has no boards")
        assert all(isinstance(one, Scope) for one in remote.scopes())


def device_for_tests(seed: int = 0) -> Signer:
    """Return a device with a key of its own, the same for the same seed."""
    return OwnDevice(f"{seed:016x}", Random(seed).randbytes(32).hex())


class ScreenContract:
    """What every screen promises."""

    @pytest.fixture
    def screen(self) -> Screen:
        """Return the screen under test."""
        raise NotImplementedError("override the fixture 'screen'")

    def test_it_has_a_name_and_a_title(self, screen: Screen) -> None:
        assert isinstance(screen, Screen), "an attribute of Screen is missing"
        assert is_word(screen.name), f"the name must be one short word: {screen.name!r}"
        assert isinstance(screen.title, str) and screen.title.strip(), "the menu has nothing to show"

    def test_it_opens(self, screen: Screen) -> None:
        assert screen.open() is not None


def every_kind() -> Deck:
    """Return a deck with a question of every kind, everything filled in that a question can have."""
    plain = [
        Question(kind=Kind.SINGLE, prompt="社会保险费由谁征收？", choices=("税务机关", "银行"), answer=Choices((0,))),
        Question(kind=Kind.MULTIPLE, prompt="下列属于社会保险的有？", choices=("养老", "工伤", "商业"),
                 answer=Choices((0, 1))),
        Question(kind=Kind.JUDGE, prompt="职工个人不缴纳工伤保险费。", choices=JUDGE_CHOICES, answer=Choices((0,))),
        Question(kind=Kind.BLANK, prompt="试用期不得超过____个月。", answer=Blanks((Blank(("6", "六")),))),
        Question(kind=Kind.BLANK, prompt="比例为____%，分____和____两类。",
                 answer=Blanks((Blank(("8.5",), "0.01"), Blank(("甲",), "", 1), Blank(("乙",), "", 1)))),
        Question(kind=Kind.SHORT, prompt="简述办理流程。", answer=KeyPoints(("受理", "审核", "办结"))),
        Question(kind=Kind.ORDER, prompt="排列办理步骤。", choices=("办结", "受理", "审核"), answer=Steps((1, 2, 0))),
        Question(kind=Kind.MATCH, prompt="连线。", choices=("养老", "失业", "按月", "按次"),
                 answer=Pairs(((0, 2), (1, 3)))),
        Question(kind=Kind.CARD, prompt="五险", answer=Back("养老、医疗、失业、工伤、生育")),
        Question(kind=Kind.CASE, prompt="张某2020年入职甲公司，未签劳动合同。"),
        Question(kind=Kind.SINGLE, prompt="张某可以要求什么？", choices=("二倍工资", "三倍工资"), answer=Choices((0,))),
    ]  # fmt: skip
    full = replace(
        plain[0],
        prompt="养老保险最低缴费年限是多少年？",
        choices=("10年", "15年"),
        answer=Choices((1,)),
        explanation="满十五年。",
        subject="社会保险",
        tags=("养老", "缴费"),
        difficulty=0.5,
        basis=(Basis("社会保险法", "主席令第35号", "第十六条", "https://example.org/law"),),
        validity=Validity(date(2011, 7, 1), date(2029, 12, 31), "新办法"),
        jurisdiction="全国",
        authority="养老保险司",
        media=(Media("图.png", "0" * 64),),
    )
    case = next(index for index, question in enumerate(plain) if question.kind is Kind.CASE)
    items = [
        Item(
            question, index, Where("bank", index + 1), str(index + 1), f"x{index}", case if index == case + 1 else None
        )
        for index, question in enumerate([*plain, full])
    ]
    return Deck("样题", tuple(items))


def _alone(deck: Deck) -> Iterator[Deck]:
    """Yield each question as a deck of its own, a sub-question with its material."""
    for item in deck.items:
        if item.case is None:
            yield replace(deck, items=(replace(item, position=0),))
        else:
            material = replace(deck.items[item.case], position=0)
            yield replace(deck, items=(material, replace(item, position=1, case=0)))


def _contents(deck: Deck) -> list[tuple[Question, int | None]]:
    return [(item.question, item.case) for item in deck.items]


def _places(deck: Deck) -> list[Where]:
    return [*(item.source for item in deck.items), *(flaw.where for flaw in deck.flaws)]


def _lines(data: bytes) -> list[str]:
    for code in ("utf-8-sig", "utf-16", "gb18030"):
        try:
            return _NEWLINE.split(data.decode(code))
        except UnicodeError:
            continue
    return _NEWLINE.split(data.decode("latin-1"))


def _damaged(sample: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the sample cut short, with bytes changed, with a piece taken out and with a piece said twice."""
    chance = Random(len(sample))
    for share in range(1, 16):
        yield f"cut at {share}/16", sample[: len(sample) * share // 16]
    for number in range(48):
        changed = bytearray(sample)
        for _ in range(1 + number % 4):
            if changed:
                changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield f"change {number}", bytes(changed)
    for number in range(16):
        first, last = sorted(chance.randrange(len(sample) + 1) for _ in range(2))
        yield f"gap {number}", sample[:first] + sample[last:]
        yield f"repetition {number}", sample[:last] + sample[first:]
