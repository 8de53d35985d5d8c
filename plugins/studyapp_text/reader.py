"""The reader of exam text: txt and Markdown files, and the documents that ``sources`` takes lines out of."""

from __future__ import annotations

from dataclasses import replace

from studyapp import Deck, Message, NotABank, Source
from studyapp_text.accounting import unaccounted
from studyapp_text.decoding import decode, is_binary, other_format
from studyapp_text.engine import Hints, read_lines
from studyapp_text.frontmatter import read_front_matter
from studyapp_text.pictures import with_pictures
from studyapp_text.places import relocate
from studyapp_text.sniffing import confidence
from studyapp_text.sources import SUFFIXES, Format, format_of, lines_of

_HEAD = 64 * 1024


class TextReader:
    """Reads exam text."""

    name = "text"
    suffixes = (".txt", ".md", ".text", ".markdown", *SUFFIXES)

    def sniff(self, head: bytes) -> float:
        """Say how much the beginning of a file looks like exam text."""
        if (found := format_of(head)) is not None:
            return found[0]
        if not head.strip() or other_format(head[:16]) or is_binary(head):
            return 0.0
        return confidence(head)

    def read(self, source: Source) -> Deck:
        """Read a file; raise ``NotABank`` where it holds no question."""
        if (found := format_of(source.data[:_HEAD])) is not None:
            return _read_format(found[1], source)
        decoded = decode(source)
        lines = decoded.lines
        head = read_front_matter(lines, source.name)
        skipped = head.length if head is not None else 0
        numbered = enumerate(lines[skipped:], skipped + 1)
        deck = read_lines(numbered, Hints(source.name, escapes=head is not None))
        if not deck.items:
            raise NotABank(_why_not(deck))
        deck = replace(deck, flaws=(*decoded.flaws, *deck.flaws))
        return head.head(deck) if head is not None else deck


def _read_format(found: Format, source: Source) -> Deck:
    """Read a file that is no plain text."""
    lines = lines_of(found, source)
    deck = read_lines(lines.rows, Hints(source.name))
    if not deck.items:
        raise NotABank(_why_not(relocate(deck, lines)))
    deck = relocate(with_pictures(deck, lines.pictures), lines)
    strays = unaccounted(deck, lines, source.name)
    flaws = sorted((*lines.flaws, *deck.flaws, *strays), key=lambda flaw: flaw.where.line)
    return replace(deck, flaws=tuple(flaws))


def _why_not(deck: Deck) -> Message:
    """Say what a file without a single question lacks."""
    broken = next((flaw for flaw in deck.flaws if flaw.severity == "error"), None)
    if broken is not None:
        arguments = {"line": broken.where.line}
        return Message("文件里没有一道完整的题目，从第 {line} 行起的题目缺少答案或选项。请补全后再导入。", arguments)
    return Message("文件里没有找到题目。每道题应有题号、题干、选项和“答案：”一行，请对照模板调整后再导入。")
