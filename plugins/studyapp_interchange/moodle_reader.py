"""Moodle XML as a deck. See https://docs.moodle.org/en/Moodle_XML_format."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from studyapp import Deck, Message, NotABank, Source
from studyapp_interchange.decoding import peek
from studyapp_interchange.gathering import Gathering
from studyapp_interchange.gift_questions import NoQuestion
from studyapp_interchange.gift_reader import subject_of
from studyapp_interchange.moodle_questions import READERS, Reading
from studyapp_interchange.moodle_scan import Found, raw_at, scan, text_at

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
        if not found:
            raise NotABank(Message("这个 Moodle 题库里没有题目。"))
        subject = ""
        for one in found:
            where = gathering.where(one.line, one.last)
            if one.element.tag == "question" and one.element.get("type") == "category":
                category = one.element.find("category")
                subject = subject_of(raw_at(category) if category is not None else "")
                gathering.tell(where, "heading", Message("分类"))
            else:
                _take(gathering, one, subject)
        return gathering.deck()


def _take(gathering: Gathering, found: Found, subject: str) -> None:
    element = found.element
    where = gathering.where(found.line, found.last)
    kind = element.get("type", "")
    if element.tag != "question" or kind not in READERS:
        if kind == "description":
            gathering.tell(where, "description", Message("说明文字，不是题目。"))
        else:
            why = Message("本程序没有“{type}”这种题型，没有读。", {"type": kind or str(element.tag)})
            gathering.error(where, "unknown-type", why)
        return
    reading = Reading(element, subject)
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
