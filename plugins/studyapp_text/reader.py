"""The reader of exam text: txt and Markdown files, and the documents that ``sources`` takes lines out of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studyapp import Deck, Excerpt, Flaw, Message, NotABank, Source, Where
from studyapp_text.accounting import unaccounted
from studyapp_text.decoding import is_binary, other_format
from studyapp_text.engine import Hints
from studyapp_text.excerpts import excerpt_of
from studyapp_text.keylist import KeyList, read_key
from studyapp_text.opening import Opened, open_key, open_source
from studyapp_text.pictures import with_pictures
from studyapp_text.places import mover, relocate, texts_of_file
from studyapp_text.readings import Outcome, read_best
from studyapp_text.sniffing import confidence
from studyapp_text.snippets import with_snippets
from studyapp_text.sources import SUFFIXES, format_of


class TextReader:
    """Reads exam text."""

    name = "text"
    suffixes = (".txt", ".md", ".text", ".markdown", *SUFFIXES)
    takes_key = True

    def sniff(self, head: bytes) -> float:
        """Say how much the beginning of a file looks like exam text."""
        if (found := format_of(head)) is not None:
            return found[0]
        if not head.strip() or other_format(head[:16]) or is_binary(head):
            return 0.0
        return confidence(head)

    def read(self, source: Source) -> Deck:
        """Read a file; raise ``NotABank`` where it holds no question."""
        opened = open_source(source)
        of_key = open_key(source.key) if source.key is not None else None
        outcome = _outcome(source, opened, of_key)
        if not outcome.deck.items:
            raise NotABank(_why_not(relocate(outcome.deck, mover(opened.lines))))
        deck = _settled(outcome.deck, opened, source.name)
        if of_key is not None:
            deck = replace(deck, flaws=(*deck.flaws, *_of_key(outcome.of_key, of_key)))
        source.progress(1.0)
        return _headed(deck, opened)

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return these places of a file, in its own lines, with what tells the kind of their questions."""
        opened = open_source(source)
        return excerpt_of(opened, _outcome(source, opened, None).deck, source.name, places)


def _outcome(source: Source, opened: Opened, of_key: Opened | None) -> Outcome:
    """Read the lines of a file, and those of its key."""
    key: KeyList | None = None
    if source.key is not None and of_key is not None:
        key = read_key(of_key.lines.rows, source.key.name)
        if not key.entries:
            raise NotABank(
                Message(
                    "答案文件“{file}”里没有找到答案。请写成“1.A 2.B”或“1-5 ABCDA”的形式再导入。",
                    {"file": source.key.name},
                )
            )
    return read_best(opened.lines.rows, Hints(source.name, escapes=opened.head is not None), key, source.progress)


def _settled(deck: Deck, opened: Opened, file: str) -> Deck:
    """Return a deck that counts rows with its pictures, all flaws of its file, and the places of the file."""
    lines = opened.lines
    deck = with_pictures(deck, lines)
    texts = {**dict(lines.told), **dict(reversed(lines.rows))}
    deck = replace(deck, flaws=with_snippets((*deck.flaws, *unaccounted(deck, lines, file)), texts))
    deck = relocate(deck, mover(lines))
    found = (*with_snippets(lines.flaws, texts_of_file(lines)), *deck.flaws)
    return replace(deck, flaws=tuple(sorted(found, key=lambda flaw: flaw.where.line)))


def _of_key(found: tuple[Flaw, ...], of_key: Opened) -> tuple[Flaw, ...]:
    """Return the flaws of a key's file with its places."""
    lines = of_key.lines
    moved = mover(lines)
    shown = with_snippets(found, dict(reversed(lines.rows)))
    return (*lines.flaws, *(replace(flaw, where=moved(flaw.where)) for flaw in shown))


def _headed(deck: Deck, opened: Opened) -> Deck:
    """Return a deck with what the head of its file says."""
    if opened.head is None:
        return deck
    head = opened.head
    return replace(head, flaws=with_snippets(head.flaws, dict(enumerate(opened.text, 1)))).head(deck)


def _why_not(deck: Deck) -> Message:
    """Say what a file without a single question lacks."""
    broken = next((flaw for flaw in deck.flaws if flaw.severity == "error"), None)
    if broken is not None:
        arguments = {"line": broken.where.line}
        return Message("文件里没有一道完整的题目，从第 {line} 行起的题目缺少答案或选项。请补全后再导入。", arguments)
    return Message("文件里没有找到题目。每道题应有题号、题干、选项和“答案：”一行，请对照模板调整后再导入。")
