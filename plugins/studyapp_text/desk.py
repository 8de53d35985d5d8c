"""Where the reading of a file stands, and how questions begin and end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from studyapp import Flaw, Where
from studyapp_text.outlook import Outlook
from studyapp_text.raw import Assembled, Phase, Raw, Section
from studyapp_text.tokens import Mark, Token

NO_LEVEL = 99
"""The level of the heading that named the kind, where none did."""

_RANGE = re.compile(r"(\d{1,4})\s?[-—–~～至到]{1,2}\s?(\d{1,4})\s?(?:小)?题")


@dataclass(slots=True)
class Desk:
    """Where the reading stands, and what it has found so far; ``led``: a line ``题型：…`` waits for its question."""

    tokens: list[Token]
    ahead: Outlook
    file: str
    sheet: str
    found: Assembled
    section: Section
    phase: Phase = Phase.OUTSIDE
    current: Raw | None = None
    case: Raw | None = None
    case_last: int = 0
    open_field: str = ""
    listing: int = 0
    listing_style: str = ""
    kind_level: int = NO_LEVEL
    notice: bool = False
    heading_line: int = 0
    leads: dict[str, bool] = field(default_factory=dict)
    led: bool = False
    key_group: int = 0
    key_section: Section | None = None
    key_style: str = ""

    def where(self, first: int, last: int = 0) -> Where:
        """The place of some lines of the file."""
        return Where(self.file, first, last or first, self.sheet)

    def complain(self, flaw: Flaw) -> None:
        """Note a flaw that belongs to no question."""
        self.found.flaws.append(flaw)


def open_question(desk: Desk, token: Token, prompt: str) -> Raw:
    """Begin a question at a token."""
    close(desk)
    label = token.label if token.mark is Mark.NUMBER else ""
    style = ("dot" if token.style == "tight" else token.style) if token.mark is Mark.NUMBER else ""
    number = int(label) if label.isdecimal() and style != "id" else 0
    raw = Raw(token.line, token.line, desk.section, label, style, number)
    if prompt:
        raw.prompt.append(prompt)
    if desk.case is not None:
        if desk.case_last and raw.number > desk.case_last:
            desk.case, desk.case_last = None, 0
        else:
            raw.case = desk.case
            desk.case.children += 1
    desk.found.questions.append(raw)
    desk.current, desk.phase, desk.listing, desk.notice, desk.led = raw, Phase.PROMPT, 0, False, False
    return raw


def open_case(desk: Desk, token: Token, material: str) -> None:
    """Begin the shared material of a case at a token."""
    close(desk)
    desk.case, desk.case_last = None, 0
    raw = open_question(desk, token, material)
    become_case(desk, raw)
    announced = _RANGE.search(material)
    desk.case_last = int(announced.group(2)) if announced else 0


def become_case(desk: Desk, raw: Raw) -> None:
    """Take an open question for the material of the questions that follow."""
    if raw.case is not None:
        raw.case.children -= 1
        raw.case = None
    raw.is_case = True
    desk.case, desk.case_last, desk.phase = raw, 0, Phase.MATERIAL


def close(desk: Desk) -> None:
    """End the question that is open."""
    desk.current, desk.phase = None, Phase.OUTSIDE


def leave_case(desk: Desk) -> None:
    """End the case that is open: what follows is no question on its material."""
    desk.case, desk.case_last = None, 0


def after_gap(desk: Desk, index: int) -> bool:
    """Say whether a line begins the file, or follows an empty line, a rule or a heading."""
    if index == 0:
        return True
    before = desk.tokens[index - 1]
    return before.mark in (Mark.EMPTY, Mark.SEPARATOR, Mark.NOISE) or before.line == desk.heading_line
