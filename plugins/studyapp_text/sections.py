"""Headings and what they change: the section that the following questions belong to."""

from __future__ import annotations

from studyapp_text import flaws
from studyapp_text.desk import NO_LEVEL, Desk, after_gap, close, leave_case
from studyapp_text.display import plain
from studyapp_text.headings import declared_count, kind_word
from studyapp_text.keyarea import end_key, leaves_key, new_key_group
from studyapp_text.raw import Phase, Section
from studyapp_text.tokens import Mark, Token


def take_heading(desk: Desk, index: int, token: Token) -> None:
    """Begin the section, or within a key the list, that a heading announces."""
    desk.complain(flaws.heading(desk.where(token.line), token.text))
    desk.heading_line = token.line
    if desk.phase is Phase.KEY and token.label and not questions_follow(desk, index):
        new_key_group(desk, token)
        return
    if desk.phase is Phase.KEY:
        end_key(desk)
    close(desk)
    leave_case(desk)
    begin_section(desk, token)


def is_leading(desk: Desk, index: int, name: str) -> bool:
    """Say whether a line ``题型：…`` or ``章节：…`` is for what follows it rather than for the question before."""
    if desk.current is None:
        desk.leads.setdefault(name, True)
        return True
    desk.leads.setdefault(name, False)
    return desk.leads[name] or (after_gap(desk, index) and desk.phase not in (Phase.PROMPT, Phase.OPTIONS))


def leading_field(desk: Desk, token: Token) -> None:
    """Take a line ``题型：…`` or ``章节：…`` for the heading of what follows it."""
    desk.complain(flaws.heading(desk.where(token.line), token.text))
    desk.heading_line = token.line
    close(desk)
    leave_case(desk)
    before = desk.section
    desk.section = Section(before.kind, before.told, before.subject, 0, token.line)
    if token.label == "subject":
        desk.section.subject = plain(token.rest)
    else:
        desk.section.kind, desk.section.told = kind_word(token.rest), True
    desk.found.sections.append(desk.section)


def begin_section(desk: Desk, token: Token) -> None:
    """Begin the section of a heading: its kind or its subject, the other kept where the heading lies within."""
    before, level = desk.section, int(token.style)
    section = Section(subject=before.subject, line=token.line, declared=declared_count(token.text))
    if token.label:
        section.kind, section.told, desk.kind_level = kind_word(token.label), True, level
        section.word = token.label
    else:
        section.subject = plain(token.rest)
        if level > desk.kind_level:
            section.kind, section.told, section.line = before.kind, before.told, before.line
            section.word = before.word
        else:
            desk.kind_level = NO_LEVEL
    desk.section, desk.notice = section, False
    desk.found.sections.append(section)


def is_subject(desk: Desk, index: int, token: Token) -> bool:
    """Say whether a line that could name a subject stands where headings stand."""
    if token.text[0] == "#":
        return True
    ahead = desk.ahead.mark[index]
    if ahead == len(desk.tokens):
        return desk.phase is Phase.OUTSIDE and bool(desk.found.questions)
    if desk.tokens[ahead].mark not in (Mark.NUMBER, Mark.HEADING, Mark.CASE) and not after_gap(desk, index):
        return False
    if desk.phase in (Phase.OUTSIDE, Phase.KEY):
        return True
    if token.text[0] in "第模专-—=*<":
        return after_gap(desk, index) or desk.phase not in (Phase.PROMPT, Phase.OPTIONS)
    return after_gap(desk, index) and desk.phase in (Phase.ANSWER, Phase.LONG_FIELD, Phase.SHORT_FIELD)


def questions_follow(desk: Desk, index: int) -> bool:
    """Say whether questions rather than more of a key follow a heading: options or an answer come alone."""
    ahead = desk.ahead.mark[index]
    return (
        ahead < len(desk.tokens)
        and desk.tokens[ahead].mark is Mark.NUMBER
        and leaves_key(desk, ahead, desk.tokens[ahead], kind_word(desk.tokens[index].label))
    )
