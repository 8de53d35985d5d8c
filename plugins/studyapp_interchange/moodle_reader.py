"""Moodle XML as a deck. See https://docs.moodle.org/en/Moodle_XML_format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, tostring

from studyapp import Deck, Excerpt, Message, NotABank, Source, Where
from studyapp_interchange.cases import Belonging, case_of
from studyapp_interchange.decoding import peek
from studyapp_interchange.gathering import Gathering, places_of
from studyapp_interchange.gift_questions import NoQuestion
from studyapp_interchange.gift_reader import subject_of
from studyapp_interchange.moodle_questions import READERS, Reading, tags_of
from studyapp_interchange.moodle_scan import Found, Scanned, raw_at, scan, text_at

_HEAD = "<?xml version='1.0' encoding='utf-8'?>\n<quiz>"
_BROKEN = Message("这里的 XML 写错了或断了，没有读；其余的题目照读。请检查标签是否成对，& 是否写成 &amp;。")
_QUIZ = re.compile(r"(?>\s+|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>]*>)*+<quiz[\s>]", re.S)


class MoodleReader:
    """Reads the questions of a ``quiz``."""

    name = "moodle"
    suffixes = (".xml",)

    def sniff(self, head: bytes) -> float:
        """Be certain of XML whose root is a quiz."""
        return 1.0 if _QUIZ.match(peek(head)) else 0.0

    def read(self, source: Source) -> Deck:
        """Read every question; what our questions cannot hold is a flaw at its lines."""
        gathering = Gathering(source.name)
        found = scan(source)
        if not found.found:
            raise NotABank(Message("这个 Moodle 题库里没有题目。"))
        _read(gathering, found, source)
        for first, last in found.broken:
            gathering.error(gathering.where(first, last), "not-xml", _BROKEN)
        return gathering.deck(layout=Message("Moodle XML"), lines=[_bare(line) for line in found.lines])

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return the questions at these places, each below its category, with the material that it belongs to."""
        wanted = set(places_of(places))
        found = scan(source)
        lost = _read(Gathering(source.name), found, source)
        at = [one for one in found.found if (one.line, one.last) in wanted]
        chosen = [one for one in at if one in lost] or at
        cases = {case_of(tags_of(one.element)) for one in chosen} - {""}
        quiz = Element("quiz")
        category: Element | None = None
        for one in found.found:
            if one.element.get("type") == "category":
                category = one.element
            elif one in chosen or (_is_description(one) and case_of(tags_of(one.element)) in cases):
                quiz.extend([category, one.element] if category is not None else [one.element])
                category = None
        torn = [part for span in found.broken if span in wanted for part in found.lines[span[0] - 1 : span[1]]]
        return Excerpt(".xml", _written(quiz, torn))


def _written(quiz: Element, torn: Sequence[str]) -> bytes:
    """Return a quiz with the lines that are no XML at its end, to be mended there."""
    parts = [_HEAD, *(tostring(one, encoding="unicode") for one in quiz), *torn]
    return "\n".join([*parts, "</quiz>\n"]).encode()


def _read(gathering: Gathering, scanned: Scanned, source: Source) -> list[Found]:
    """Read all questions, and return those that came to nothing."""
    found = scanned.found
    belonging = Belonging()
    lost: list[Found] = []
    subject = ""
    for number, one in enumerate(found):
        where = gathering.where(one.line, one.last)
        if one.element.tag == "question" and one.element.get("type") == "category":
            category = one.element.find("category")
            subject = subject_of(raw_at(category) if category is not None else "")
            gathering.tell(where, "heading", Message("分类"))
        else:
            count = len(gathering.items)
            _take(gathering, one, subject)
            belonging.note(gathering, count, case_of(tags_of(one.element)))
            lost += [one] if len(gathering.items) == count and not _is_description(one) else []
        if not number % 200:
            source.progress(number / len(found))
    belonging.settle(gathering)
    return lost


def _is_description(found: Found) -> bool:
    return found.element.get("type") == "description"


def _bare(line: str) -> str:
    """Return what a line of XML says besides its tags."""
    return re.sub(r"<!\[CDATA\[|\]\]>|&lt;.*?&gt;|<[^>]*>", " ", line)


def _take(gathering: Gathering, found: Found, subject: str) -> None:
    element = found.element
    where = gathering.where(found.line, found.last)
    kind = element.get("type", "")
    if element.tag != "question" or kind not in READERS:
        if kind == "description" and case_of(tags_of(element)):
            gathering.add(Reading(element, subject, gathering.keep).material(), where, "", _id(element))
        elif kind == "description":
            gathering.tell(where, "description", Message("说明文字，不是题目。"))
        else:
            why = Message("本程序没有“{type}”这种题型，没有读。", {"type": kind or str(element.tag)})
            gathering.error(where, "unknown-type", why)
        return
    reading = Reading(element, subject, gathering.keep)
    try:
        question = READERS[kind](reading)
    except NoQuestion as none:
        gathering.error(where, "no-question", none.why)
        return
    count = len(gathering.items)
    gathering.add(question, where, text_at(element, "name"), _id(element))
    if len(gathering.items) > count:
        for why in reading.warnings:
            gathering.warn(where, "left-out", why)


def _id(element: Element) -> str:
    return (element.findtext("idnumber") or "").strip()
