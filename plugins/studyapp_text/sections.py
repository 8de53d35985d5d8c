"""Headings and what they change: the section that the following questions belong to."""

from __future__ import annotations

from itertools import islice

from studyapp_text import flaws
from studyapp_text.desk import NO_LEVEL, Desk, after_gap, close, leave_case
from studyapp_text.display import plain
from studyapp_text.headings import declared_count, kind_word, names_kind, ordinal_of
from studyapp_text.keyarea import end_key, leaves_key, new_key_group
from studyapp_text.prompts import BLANK
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
    following = _next_shown(desk, index)
    if following is not None and following.label == "1" and following.style == desk.current.style:
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
        desk.led = True
        if not names_kind(token.rest):
            desk.complain(flaws.unknown_kind(desk.where(token.line), plain(token.rest)))
    desk.found.sections.append(desk.section)


def begin_section(desk: Desk, token: Token) -> None:
    """Begin the section of a heading: its kind or its subject, the other kept where the heading lies within."""
    before, level = desk.section, int(token.style)
    section = Section(subject=before.subject, line=token.line, declared=declared_count(token.text))
    section.ordinal = ordinal_of(token.text)
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
    desk.section, desk.notice, desk.led = section, False, False
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
    if desk.phase in (Phase.OUTSIDE, Phase.KEY) or _ends_unanswered(desk, index, token):
        return True
    if _counts_on(desk, index, token):
        return True
    if token.text[0] in "第模专-—=*<":
        return after_gap(desk, index) or desk.phase not in (Phase.PROMPT, Phase.OPTIONS)
    return after_gap(desk, index) and desk.phase in (Phase.ANSWER, Phase.LONG_FIELD, Phase.SHORT_FIELD)


def _counts_on(desk: Desk, index: int, token: Token) -> bool:
    """Say whether a line counts on from the heading before it, and numbers begin anew after it."""
    ordinal, following = ordinal_of(token.text), _next_shown(desk, index)
    anew = following is not None and following.mark is Mark.NUMBER and following.label == "1"
    return anew and desk.section.ordinal > 0 and ordinal == desk.section.ordinal + 1


def _ends_unanswered(desk: Desk, index: int, token: Token) -> bool:
    """Say whether a chapter ends a question at its options or gap, in a file that keeps the answers apart.

    Numbers that begin anew show it, or a title that is set off from the chapter's number: an option may run over into
    ``第二章的规定`` as well.
    """
    raw, following = desk.current, _next_shown(desk, index)
    if desk.ahead.inline or raw is None or following is None or following.mark is not Mark.NUMBER:
        return False
    named = token.text[0] in "第模专"
    ended = len(raw.options) > 1 or (named and bool(raw.prompt) and BLANK.search(raw.prompt[-1]) is not None)
    anew = following.label == "1" and raw.number > 0 and following.style == raw.style
    return ended and desk.phase in (Phase.PROMPT, Phase.OPTIONS) and (anew or (named and _is_set_off(token.text)))


def _is_set_off(text: str) -> bool:
    return any(separator in text[1:-1] for separator in " \u3000:：、")


def _next_shown(desk: Desk, index: int) -> Token | None:
    """Return the next token that is no empty line."""
    return next((token for token in islice(desk.tokens, index + 1, None) if token.mark is not Mark.EMPTY), None)


def questions_follow(desk: Desk, index: int) -> bool:
    """Say whether questions rather than more of a key follow a heading: options or an answer come alone."""
    ahead = desk.ahead.mark[index]
    return (
        ahead < len(desk.tokens)
        and desk.tokens[ahead].mark is Mark.NUMBER
        and leaves_key(desk, ahead, desk.tokens[ahead], kind_word(desk.tokens[index].label))
    )
