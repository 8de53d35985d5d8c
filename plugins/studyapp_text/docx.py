"""Word documents to lines: docx (ECMA-376) and the XML that Word 2003 wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from studyapp import Flaw, NotABank, Source, Where
from studyapp_text import fileflaws
from studyapp_text.album import Album
from studyapp_text.decoding import LONGEST_LINE
from studyapp_text.docx_2003 import modernise, numbering_of
from studyapp_text.docx_marks import Line, fill_blanks, mark_right
from studyapp_text.docx_numbering import Numbering, read_numbering
from studyapp_text.docx_package import DAMAGED, Picture, W, open_package, parse, pictures_within
from studyapp_text.docx_paragraphs import Block, Paragraph, Run, blocks_of, paragraphs_of
from studyapp_text.docx_styles import read_styles
from studyapp_text.docx_tables import is_key_twice, lines_of_table
from studyapp_text.sources import Lines
from studyapp_text.wordstrikes import take_struck

_KEY_APART = re.compile(r"参考答案|答案\s?$|^\s?[(（]?\d{1,4}\s*[-—–~～至]\s*\d{1,4}")

_OPENED, _CUT = 0.1, 0.4
"""The shares of the reading that are done when the document is open, and when its paragraphs are cut."""


def lines_of_docx(source: Source) -> Lines:
    """Return the lines of a docx file; raise ``NotABank`` where it cannot be opened."""
    package, tree = open_package(source.data)
    source.progress(_OPENED)
    styles = package.part("styles.xml")
    numbering = read_numbering(package.part("numbering.xml"), styles)
    blocks = blocks_of(tree, read_styles(styles))
    source.progress(_CUT)
    album = Album(source.name)
    pictures: dict[str, Picture | None] = {}
    for paragraph in paragraphs_of(blocks):
        for relation in paragraph.pictures:
            if relation not in pictures:
                pictures[relation] = package.picture(relation)
            _take(album, paragraph.number, pictures[relation], package.targets.get(relation, relation))
    return lines_of_blocks(blocks, numbering, album)


def _take(album: Album, number: int, picture: Picture | None, name: str) -> None:
    """Take a picture that stands in a paragraph."""
    where = Where(album.file, number, number)
    if picture is None:
        album.flaws.append(fileflaws.picture_missing(where, name))
    elif picture.is_too_large:
        album.refuse(where, picture.name)
    else:
        album.add(number, picture.name, picture.data)


def lines_of_word_xml(source: Source) -> Lines:
    """Return the lines of a document that Word 2003 saved as XML, or a newer Word as one flat file."""
    tree = parse(source.data)
    if tree is None:
        raise NotABank(DAMAGED)
    lists = next(tree.iter(f"{W}numbering"), None)
    if lists is None:
        lists = numbering_of(tree)
        modernise(tree)
    styles = next(tree.iter(f"{W}styles"), None)
    numbering = read_numbering(lists, styles)
    blocks = blocks_of(tree, read_styles(styles))
    source.progress(_CUT)
    pictures = pictures_within(tree)
    album = Album(source.name)
    for paragraph in paragraphs_of(blocks):
        for name in paragraph.pictures:
            _take(album, paragraph.number, pictures.get(name), name.rpartition("/")[2])
    return lines_of_blocks(blocks, numbering, album)


def lines_of_blocks(blocks: list[Block], numbering: Numbering, album: Album) -> Lines:
    """Return the lines of blocks, with the pictures that an album has taken of them."""
    struck = take_struck(blocks, album.file)
    told = tuple((paragraph.number, paragraph.text) for paragraph in paragraphs_of(blocks))
    found = list(struck)
    rows = album.named(_lines(blocks, numbering, album.file, found))
    return Lines(rows, (*album.flaws, *found), tuple(album.pictures), told, album.files)


def _lines(blocks: list[Block], numbering: Numbering, file: str, found: list[Flaw]) -> tuple[tuple[int, str], ...]:
    """Return the numbered texts of blocks; what is to be said of them goes to ``found``."""
    lines: list[Line] = []
    tables = 1
    for block in blocks:
        for paragraph in paragraphs_of([block]):
            if label := numbering.label(paragraph):
                paragraph.runs.insert(0, Run(label, frozenset()))
            if paragraph.noted:
                found.append(fileflaws.footnote(Where(file, paragraph.number, paragraph.number)))
        if isinstance(block, Paragraph):
            lines.append(Line(block.number, block.runs))
        else:
            rows = lines_of_table(block, file, tables)
            tables += 1
            named = next((line.text for line in reversed(lines) if line.text.strip()), "")
            lines += rows.lines[1:] if rows.lines[:1] and is_key_twice(named, rows.lines[0].text) else rows.lines
            found += rows.flaws
    has_key = any(_KEY_APART.search(line.text) for line in lines)
    if told := mark_right(lines):
        found.append(fileflaws.marked_key(Where(file, told[0], told[0]), len(told)))
    if not has_key and (filled := fill_blanks(lines)):
        found.append(fileflaws.filled_blanks(Where(file, filled[0], filled[0]), len(filled)))
    return tuple(_within_limits(lines, file, found))


def _within_limits(lines: list[Line], file: str, found: list[Flaw]) -> Iterator[tuple[int, str]]:
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            found.append(fileflaws.line_too_long(file, line.number, len(line.text)))
        else:
            yield line.number, line.text
