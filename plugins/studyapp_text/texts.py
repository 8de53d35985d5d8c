"""Lines without a label: what they go on with, and when they begin a question that bears no number."""

from __future__ import annotations

import re

from studyapp import Kind
from studyapp_text import flaws
from studyapp_text.answers import looks_objective
from studyapp_text.desk import Desk, after_gap, open_case, open_question
from studyapp_text.keyarea import key_text
from studyapp_text.options import options_in_prompt
from studyapp_text.prompts import BLANK, judged_at_end
from studyapp_text.raw import Phase, Raw, RawOption
from studyapp_text.tokens import Mark, Token

_STORY = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]\s{0,4}(?=\S)")
_WITHIN = (Mark.OPTION, Mark.FIELD)
_NOTICE = re.compile(r".{0,20}(?:注意事项|答题须知|考生须知|答题说明|考试说明)")


def on_text(desk: Desk, index: int, token: Token) -> None:
    """A line without a label: it goes on with what was read last, or begins a question without a number."""
    raw = desk.current
    if desk.phase is Phase.KEY:
        key_text(desk, token)
    elif is_next_story(desk, index):
        open_case(desk, token, token.text)
    elif _begins_unnumbered(desk, index):
        bulleted = token.mark is Mark.BULLET and token.rest and token.text[1:2].isspace()
        open_question(desk, token._replace(mark=Mark.TEXT), token.rest if bulleted else token.text)
        take_options_in_prompt(desk, index)
    elif raw is None:
        _outside_text(desk, index, token)
    else:
        raw.last = token.line
        _continue(desk, raw, token)


def is_next_story(desk: Desk, index: int) -> bool:
    """Say whether ``（二）…`` in a section of cases is the story of the next one: questions follow at once."""
    if desk.section.kind is not Kind.CASE or not _STORY.match(desk.tokens[index].text):
        return False
    ahead = desk.ahead.mark[index]
    follows = ahead < len(desk.tokens) and desk.tokens[ahead].mark is Mark.NUMBER and desk.ahead.alone[ahead]
    return follows and desk.phase in (Phase.OUTSIDE, Phase.ANSWER, Phase.LONG_FIELD, Phase.SHORT_FIELD)


def _continue(desk: Desk, raw: Raw, token: Token) -> None:
    if desk.phase in (Phase.MATERIAL, Phase.PROMPT):
        raw.prompt.append(token.text)
    elif desk.phase is Phase.OPTIONS:
        raw.options[-1].lines.append(token.text)
    elif desk.phase is Phase.LONG_FIELD or (desk.phase is Phase.SHORT_FIELD and not raw.fields[desk.open_field]):
        raw.fields[desk.open_field].append(token.text)
    elif desk.phase is Phase.ANSWER and _goes_on_with_answer(raw):
        add_to_answer(raw, token)
    else:
        raw.flaws.append(flaws.unlabelled_line(desk.where(token.line), token.text))
        raw.fields.setdefault("explanation", []).append(token.text)


def add_to_answer(raw: Raw, token: Token) -> None:
    """Add a line to an answer; a bulleted one begins a point."""
    if raw.answer is None:
        raw.answer = []
    if token.mark is Mark.BULLET:
        raw.points.append(len(raw.answer))
    raw.answer.append(token.rest if token.mark is Mark.BULLET else token.text)


def _goes_on_with_answer(raw: Raw) -> bool:
    """Say whether a line after an answer is more of it: of an essay, or where the label stood alone."""
    if not raw.answer or raw.points:
        return True
    kind = raw.kind or raw.section.kind
    if kind in (Kind.SHORT, Kind.CARD, Kind.CASE) and not raw.options:
        return True
    if raw.options or kind is not None or looks_objective(raw.answer[0]):
        return False
    return not any(BLANK.search(line) for line in raw.prompt)


def has_objective_answer(raw: Raw) -> bool:
    """Say whether a question's answer is letters or a judgement: no text can go on with it."""
    return looks_objective("".join(raw.answer or ()))


def _begins_unnumbered(desk: Desk, index: int) -> bool:
    """Say whether a line of text is the prompt of a question that bears no number."""
    if judged_at_end(desk.tokens[index].text) and _may_follow_judged(desk):
        return True
    ahead = desk.ahead.mark[index]
    if desk.led and (ahead == len(desk.tokens) or desk.tokens[ahead].mark in _WITHIN):
        return True
    if ahead == len(desk.tokens) or desk.phase in (Phase.PROMPT, Phase.MATERIAL):
        return False
    following = desk.tokens[ahead]
    options_follow = following.mark is Mark.OPTION and following.label in ("A", "")
    answer_follows = following.mark is Mark.FIELD and following.label == "answer"
    if desk.current is None:
        return options_follow or answer_follows
    if desk.phase is Phase.OPTIONS:
        return not desk.current.label and options_follow and (following.label == "A" or after_gap(desk, index))
    if _follows_settled(desk) and options_follow and following.label == "A":
        return True
    if not (options_follow and desk.ahead.answered[index]) and not (answer_follows and not desk.current.label):
        return False
    objective = has_objective_answer(desk.current)
    if desk.phase is Phase.ANSWER and (objective or not desk.current.label):
        return objective or options_follow or after_gap(desk, index)
    return after_gap(desk, index) or (ahead == index + 1 and options_follow)


def _follows_settled(desk: Desk) -> bool:
    """Say whether a question without a number has its choices and its answer, so that what follows is the next."""
    raw = desk.current
    settled = raw is not None and not raw.label and bool(raw.options) and has_objective_answer(raw)
    return settled and desk.phase is Phase.ANSWER


def _may_follow_judged(desk: Desk) -> bool:
    """Say whether a judged line can be a question by itself: the first one, or after another without a number."""
    raw = desk.current
    return raw is None or (
        not raw.label
        and not raw.is_case
        and (desk.phase is not Phase.PROMPT or any(map(judged_at_end, raw.prompt[-1:])))
    )


def _outside_text(desk: Desk, index: int, token: Token) -> None:
    ahead = desk.ahead.mark[index]
    number_follows = ahead < len(desk.tokens) and desk.tokens[ahead].mark is Mark.NUMBER
    if desk.section.kind is Kind.CASE and number_follows and desk.ahead.alone[ahead]:
        open_case(desk, token, token.text)
    elif _NOTICE.match(token.text):
        desk.notice = True
        desk.complain(flaws.preface(desk.where(token.line), token.text))
    elif desk.notice or not desk.found.questions or not desk.section.line < 1:
        desk.complain(flaws.preface(desk.where(token.line), token.text))


def take_options_in_prompt(desk: Desk, index: int) -> None:
    """Take options that stand on the prompt's own line."""
    following = desk.ahead.letter[index]
    raw = desk.current
    if following == "A" or raw is None or not raw.prompt:
        return
    found = options_in_prompt(raw.prompt[0], following)
    if found is None:
        return
    raw.prompt[0] = found[0]
    raw.options = [RawOption(letter, [text], raw.first, style) for letter, text, style in found[1]]
    desk.phase = Phase.OPTIONS
