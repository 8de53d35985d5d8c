"""GIFT as a deck: the text format in which Moodle and its kin exchange questions.

See https://docs.moodle.org/en/GIFT_format.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyapp import Deck, Excerpt, Message, NotABank, Source, Where
from studyapp_interchange.cases import Belonging, case_of
from studyapp_interchange.decoding import decode, peek
from studyapp_interchange.gathering import Gathering, places_of
from studyapp_interchange.gift_questions import NoQuestion, Reading
from studyapp_interchange.gift_scan import CATEGORY, Entry, entries

_SIGNED = re.compile(r"^\$CATEGORY:|^::[^:\n]+::[^{}]*\{", re.M)
_ANSWERS = re.compile(r"(?<!\\)\{(?:\s*[=~#]|\s*(?:T|F|TRUE|FALSE)\s*[#}]|\s*\})")
_PLACES = frozenset({"$course$", "$system$", "$category$", "$module$", "top"})


class GiftReader:
    """Reads questions between blank lines, with their answers in braces."""

    name = "gift"
    suffixes = (".gift",)

    def sniff(self, head: bytes) -> float:
        """Be sure where most of what stands between blank lines has answers in braces."""
        text = peek(head)
        if text.lstrip()[:1] in ("<", "[") and not re.match(r"\s*\[(html|moodle|plain|markdown)\]", text):
            return 0.0
        blocks = [entry for entry in entries(text) if entry.text]
        found = sum(bool(_ANSWERS.search(entry.text)) for entry in blocks)
        if blocks and found * 2 >= len(blocks):
            return 0.95
        return 0.6 if _SIGNED.search(text) else 0.2 if found else 0.0

    def read(self, source: Source) -> Deck:
        """Read every entry; what our questions cannot hold is a flaw at its lines."""
        gathering = Gathering(source.name)
        subject = ""
        text = decode(source)
        belonging = Belonging()
        lines = text.split("\n")
        for entry in entries(text):
            source.progress(entry.first / len(lines))
            if entry.text.startswith(CATEGORY):
                subject = subject_of(entry.text[len(CATEGORY) :])
                gathering.tell(gathering.where(entry.first, entry.last), "heading", Message("分类"))
            else:
                count = len(gathering.items)
                _take(gathering, entry, subject)
                belonging.note(gathering, count, case_of(entry.tags))
        belonging.settle(gathering)
        if not gathering.items and not any(flaw.code != "comment" for flaw in gathering.flaws):
            raise NotABank(Message("文件里没有 GIFT 写法的题目。请确认选对了文件。"))
        return gathering.deck(layout=Message("GIFT"), lines=lines)

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return the entries at these places, each below its category."""
        wanted, text = set(places_of(places)), decode(source)
        lines = text.split("\n")
        category, written, parts = "", "", []
        for entry in entries(text):
            if entry.text.startswith(CATEGORY):
                category = entry.text
            elif (entry.first, entry.last) in wanted:
                parts += [category] * (category != written)
                parts.append("\n".join(lines[entry.first - 1 : entry.last]))
                written = category
        return Excerpt(".gift", "".join(f"{part}\n\n" for part in parts).encode(errors="replace"))


def subject_of(path: str) -> str:
    """Return a category's path without the words that say where in Moodle it lies."""
    steps = path.strip().split("/")
    while steps and steps[0] in _PLACES:
        del steps[0]
    return "/".join(steps)


def _take(gathering: Gathering, entry: Entry, subject: str) -> None:
    where = gathering.where(entry.first, entry.last)
    if not entry.text.strip():
        gathering.tell(where, "comment", Message("注释"))
        return
    if entry.fault:
        gathering.error(where, "braces", Message("花括号没有成对，没有读。请检查花括号，文字里的花括号前要加反斜杠。"))
        return
    if entry.answers is None and case_of(entry.tags):
        gathering.add(Reading(entry, subject).material(), where, entry.title, entry.external_id)
        return
    if entry.answers is None:
        gathering.tell(where, "description", Message("没有花括号：是说明文字，不是题目。"))
        return
    reading = Reading(entry, subject)
    try:
        question = reading.question()
    except NoQuestion as none:
        gathering.error(where, "no-question", none.why)
        return
    gathering.add(question, where, entry.title, entry.external_id)
    for why in reading.warnings:
        gathering.warn(where, "left-out", why)
