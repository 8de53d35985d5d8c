"""Tokens to questions in pieces: one walk over the tokens, each kind of token with its own rule."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from studyapp import Kind
from studyapp_text import flaws
from studyapp_text.assemblefields import on_field, take_answer
from studyapp_text.begin import Stand, Verdict, begins
from studyapp_text.desk import Desk, after_gap, become_case, close, leave_case, open_case, open_question
from studyapp_text.headings import kind_word
from studyapp_text.keyarea import (
    begin_key,
    end_key,
    is_point,
    key_entries,
    key_follows,
    key_number,
    key_on_heading,
    key_text,
    leaves_key,
    miscounted,
)
from studyapp_text.keys import parse_key
from studyapp_text.keytable import ROW
from studyapp_text.lexers import CASE_LABEL
from studyapp_text.options import split_options
from studyapp_text.outlook import Outlook
from studyapp_text.prompts import take_type
from studyapp_text.raw import Assembled, Phase, Raw, RawOption, Section
from studyapp_text.sections import is_subject, take_heading
from studyapp_text.texts import add_to_answer, has_objective_answer, is_next_story, on_text, take_options_in_prompt
from studyapp_text.tokens import Mark, Token
from studyapp_text.weakoptions import give_back, last_of_pairs

_WIDEST_GAP = 3
_TAGS = frozenset("【[<〈")
_ASKED = ("Q", "问")
_SIGNS = frozenset("•·●▪◆")
"""Bullets that say nothing where they stand alone."""


def assemble(tokens: list[Token], ahead: Outlook, file: str, sheet: str, subject: str = "") -> Assembled:
    """Put tokens together to questions, the entries of a key, and flaws for lines that belong to neither."""
    section = Section(subject=subject)
    desk = Desk(tokens, ahead, file, sheet, Assembled([], [], [], [], [section]), section)
    rules = _RULES
    for index, token in enumerate(tokens):
        rules[token.mark](desk, index, token)
    close(desk)
    return desk.found


def on_number(desk: Desk, index: int, token: Token) -> None:
    """A number at the head of a line: a question, a point of a list, an entry of the key."""
    if desk.phase is Phase.KEY and (is_point(desk, token) or not leaves_key(desk, index, token)):
        key_number(desk, token)
        return
    if desk.phase is Phase.KEY:
        end_key(desk)
    if not token.label:
        _asked(desk, index, token)
        return
    tagged = CASE_LABEL.match(token.rest)
    if tagged is not None and token.rest[0] in _TAGS:
        open_case(desk, token, token.rest[tagged.end() :])
        return
    alone = desk.ahead.alone[index]
    if desk.notice and desk.current is None and not alone:
        desk.complain(flaws.preface(desk.where(token.line), token.text))
        return
    number = int(token.label)
    complete, posed = desk.ahead.complete[index], desk.ahead.posed[index]
    verdict = begins(_stand(desk), number, token.style, complete, alone, posed)
    if verdict is Verdict.TEXT or _is_column(desk, number):
        if number == 1 or number == desk.listing:
            desk.listing, desk.listing_style = number + 1, token.style
        on_text(desk, index, token)
    else:
        _begin_numbered(desk, index, token, verdict)


def _asked(desk: Desk, index: int, token: Token) -> None:
    """``问：…``: a question of its own, or what a numbered one asks after its story."""
    raw = desk.current
    if raw is None or not raw.label or desk.phase is not Phase.PROMPT:
        open_question(desk, token, token.rest)
    elif raw.prompt:
        on_text(desk, index, token)
    else:
        raw.prompt.append(token.rest)
        raw.last = token.line


def _is_column(desk: Desk, number: int) -> bool:
    """Say whether a number counts what is to be matched or put in order rather than questions."""
    raw = desk.current
    if desk.phase is not Phase.PROMPT or raw is None:
        return False
    kind = desk.section.kind or (kind_word(take_type(raw.prompt[0]).word) if raw.prompt else None)
    return kind in (Kind.MATCH, Kind.ORDER) and number in (1, desk.listing)


def _stand(desk: Desk) -> Stand:
    raw, case = desk.current, desk.case
    number, style = (raw.number, raw.style) if raw is not None else (0, "")
    outer, outer_style = (case.number, case.style) if case is not None else (0, "")
    listing, list_style = desk.listing, desk.listing_style
    inline = desk.ahead.inline
    settled = desk.phase is Phase.ANSWER and raw is not None and _is_settled(raw)
    return Stand(desk.phase, number, style, listing, list_style, inline, case is not None, outer, outer_style, settled)


def _is_settled(raw: Raw) -> bool:
    """Say whether a question has an answer that no text goes on with: letters, a judgement, a gap's on one line."""
    return has_objective_answer(raw) or ((raw.kind or raw.section.kind) is Kind.BLANK and len(raw.answer or ()) == 1)


def _goes_on_after(case: Raw, current: Raw, token: Token) -> bool:
    """Say whether a number goes on with the numbering that the case itself is part of."""
    return token.style == case.style != current.style and int(token.label) == case.number + 1


def _begin_numbered(desk: Desk, index: int, token: Token, verdict: Verdict) -> None:
    if verdict is Verdict.CHILD and desk.phase is Phase.PROMPT and desk.current is not None:
        become_case(desk, desk.current)
    case, current = desk.case, desk.current
    if (
        verdict is Verdict.QUESTION
        and case is not None
        and current is not None
        and _goes_on_after(case, current, token)
    ):
        leave_case(desk)
    found = CASE_LABEL.match(token.rest)
    if found is not None:
        open_case(desk, token, token.rest[found.end() :])
        return
    open_question(desk, token, token.rest)
    take_options_in_prompt(desk, index)


def on_option(desk: Desk, index: int, token: Token) -> None:
    """A line that begins with a letter."""
    raw = desk.current
    if raw is not None and _lacks_prompt(desk, index, raw):
        raw = open_question(desk, token._replace(mark=Mark.TEXT), "")
    if desk.phase is Phase.KEY:
        key_text(desk, token)
    elif raw is not None and token.style == "box" and _is_point(desk, raw):
        on_bullet(desk, index, token._replace(mark=Mark.BULLET))
    elif raw is None or not _is_option(desk, raw, token):
        on_text(desk, index, token)
    elif raw.style in _ASKED and token.style == "strong" and desk.ahead.letter[index] != "B":
        take_answer(desk, raw, token)
    else:
        _add_options(desk, raw, index, token)


def _lacks_prompt(desk: Desk, index: int, raw: Raw) -> bool:
    """Say whether options are of a question without words: the one before has its answer, and they have theirs."""
    if desk.phase is not Phase.ANSWER or raw.options or not after_gap(desk, index):
        return False
    within = (Mark.OPTION, Mark.EMPTY)
    following = next((token for token in islice(desk.tokens, index, None) if token.mark not in within), None)
    return following is not None and following.mark is Mark.FIELD and following.label == "answer"


def _is_point(desk: Desk, raw: Raw) -> bool:
    """Say whether a line behind ``●`` is a point of an essay rather than a choice."""
    return desk.phase is Phase.ANSWER and (raw.kind or raw.section.kind) is Kind.SHORT and not raw.options


def _is_option(desk: Desk, raw: Raw, token: Token) -> bool:
    """Say whether a letter at the head of a line is an option of the open question."""
    letter, phase = token.label, desk.phase
    last = raw.options[-1] if raw.options else None
    if phase is not Phase.OPTIONS and phase is not Phase.PROMPT:
        return _is_late_option(phase, raw, letter, last)
    if last is None:
        return letter == "A" or letter == "" or (token.style == "strong" and letter < "E")
    if token.style == "strong" or not letter:
        return not letter or ord(letter) - ord(last.letter) <= _WIDEST_GAP
    if token.style == "spaced" and all(option.style == "spaced" for option in raw.options):
        return 0 < ord(letter) - ord(last.letter) <= _WIDEST_GAP
    return letter == _next(last.letter) and (token.style != "lower" or last.style == "lower")


def _is_late_option(phase: Phase, raw: Raw, letter: str, last: RawOption | None) -> bool:
    """Say whether a letter that comes after the answer is an option: the first one, or the next after an answer."""
    if phase is Phase.MATERIAL:
        return False
    if last is not None:
        return phase is Phase.ANSWER and bool(letter) and letter == _next(last.letter)
    return letter in ("A", "") and (phase is not Phase.LONG_FIELD or raw.answer is not None)


def _next(letter: str) -> str:
    return chr(ord(letter) + 1) if letter else ""


def _add_options(desk: Desk, raw: Raw, index: int, token: Token) -> None:
    options = raw.options
    if raw.answer is not None and not options:
        raw.answered_first = True
    if options and token.label == options[0].letter == "A" and token.style == "strong" and raw.answer is None:
        give_back(desk, raw, index)
    letter, line = token.label or chr(ord("A") + len(options)), token.line
    following = desk.ahead.letter[index] or last_of_pairs(options, token)
    for one, text, style in split_options(letter, token.rest, token.style, following):
        options.append(RawOption(one, [text], line, style, token.marked))
    raw.last = line
    desk.phase = Phase.OPTIONS


def on_heading(desk: Desk, index: int, token: Token) -> None:
    """A heading, if its place confirms that it is one."""
    if token.label and key_on_heading(desk, token):
        return
    if token.label.startswith("答案"):
        _key_heading(desk, index, token)
    elif not token.label and is_next_story(desk, index):
        open_case(desk, token, token.text)
    elif not token.label and not is_subject(desk, index, token):
        on_text(desk, index, token)
    else:
        take_heading(desk, index, token)


def _key_heading(desk: Desk, index: int, token: Token) -> None:
    raw = desk.current
    kinded = len(token.label) > 2
    unanswered = raw is not None and raw.answer is None and desk.ahead.inline and not kinded
    if key_follows(desk, index, sure=unanswered):
        desk.complain(flaws.heading(desk.where(token.line), token.text))
        begin_key(desk, token if kinded else None)
    elif raw is not None and not kinded:
        take_answer(desk, raw, token._replace(mark=Mark.FIELD, label="answer", rest="", style=""))
    else:
        on_text(desk, index, token)


def on_key(desk: Desk, index: int, token: Token) -> None:
    """A line such as ``1-10 ABDAA…``."""
    if token.label == ROW and desk.phase is Phase.KEY:
        desk.found.key_lines.append(token.line)
        return
    entries = parse_key(token.text)
    if entries is None and desk.phase is Phase.KEY:
        entries = miscounted(desk, token)
    if entries is None:
        on_text(desk, index, token)
        return
    if desk.phase is not Phase.KEY:
        begin_key(desk, None)
    if entries:
        key_entries(desk, token, entries)


def on_bullet(desk: Desk, index: int, token: Token) -> None:
    """A bulleted line: a key point of an answer, text elsewhere."""
    raw = desk.current
    if raw is not None and not token.rest and token.label in _SIGNS and desk.phase is not Phase.KEY:
        raw.last = token.line
    elif desk.phase is Phase.ANSWER and raw is not None and not raw.options and token.rest:
        raw.last = token.line
        add_to_answer(raw, token)
    else:
        on_text(desk, index, token)


def on_case(desk: Desk, index: int, token: Token) -> None:
    """A line that introduces material, where such a line can stand."""
    if (
        desk.phase in (Phase.PROMPT, Phase.OPTIONS, Phase.MATERIAL)
        and desk.ahead.inline
        and desk.section.kind is not Kind.CASE
    ) or (desk.phase is Phase.LONG_FIELD and not after_gap(desk, index) and desk.section.kind is not Kind.CASE):
        on_text(desk, index, token)
    else:
        open_case(desk, token, token.rest)


def on_separator(desk: Desk, index: int, token: Token) -> None:
    """A ruled line: the end of the question before it."""
    if desk.current is not None:
        desk.current.last = token.line
    elif desk.phase is Phase.KEY:
        desk.found.key_lines.append(token.line)
    else:
        desk.complain(flaws.noise(desk.where(token.line), token.text))


def on_noise(desk: Desk, index: int, token: Token) -> None:
    """A page number, an advertisement, a mark that a website left."""
    desk.complain(flaws.noise(desk.where(token.line), token.text))


def on_empty(desk: Desk, index: int, token: Token) -> None:
    """An empty line says nothing: it stands within questions as well as between them."""


_RULES: dict[Mark, Callable[[Desk, int, Token], None]] = {
    Mark.TEXT: on_text,
    Mark.EMPTY: on_empty,
    Mark.NUMBER: on_number,
    Mark.OPTION: on_option,
    Mark.FIELD: on_field,
    Mark.HEADING: on_heading,
    Mark.SEPARATOR: on_separator,
    Mark.NOISE: on_noise,
    Mark.LONE: on_noise,
    Mark.BULLET: on_bullet,
    Mark.CASE: on_case,
    Mark.KEY: on_key,
}
