"""Tokens to questions in pieces: one walk over the tokens, each kind of token with its own rule."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from studyapp import Flaw, Kind, Where
from studyapp_text import flaws, keys
from studyapp_text.answers import looks_objective
from studyapp_text.display import plain
from studyapp_text.begin import Stand, Verdict, begins
from studyapp_text.headings import declared_count, kind_word
from studyapp_text.options import options_in_prompt, split_options
from studyapp_text.outlook import Outlook
from studyapp_text.prompts import BLANK
from studyapp_text.raw import Assembled, KeyEntry, Phase, Raw, RawOption, Section
from studyapp_text.tokens import CASE_LABEL, Mark, Token
from studyapp_text.vocabulary import LONG_FIELDS

_RANGE = re.compile(r"(\d{1,4})\s?[-—–~～至到]{1,2}\s?(\d{1,4})\s?(?:小)?题")
_FIRST_OF_LIST = re.compile(r"[(（]?1\s?[.．、)）]")
_NOTICE = re.compile(r".{0,20}(?:注意事项|答题须知|考生须知|答题说明|考试说明)")
_NO_LEVEL = 99
_KEY_TEXT = 40


@dataclass(slots=True)
class Desk:
    """Where the reading stands, and what it has found so far."""

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
    kind_level: int = _NO_LEVEL
    notice: bool = False
    heading_line: int = 0
    leads: dict[str, bool] = field(default_factory=dict)
    key_group: int = 0
    key_section: Section | None = None

    def where(self, first: int, last: int = 0) -> Where:
        """The place of some lines of the file."""
        return Where(self.file, first, last or first, self.sheet)

    def complain(self, flaw: Flaw) -> None:
        """Note a flaw that belongs to no question."""
        self.found.flaws.append(flaw)


def assemble(tokens: list[Token], ahead: Outlook, file: str, sheet: str, subject: str = "") -> Assembled:
    """Put tokens together to questions, the entries of a key, and flaws for lines that belong to neither."""
    section = Section(subject=subject)
    desk = Desk(tokens, ahead, file, sheet, Assembled([], [], [], [], [section]), section)
    rules = _RULES
    for index, token in enumerate(tokens):
        rules[token.mark](desk, index, token)
    close(desk)
    return desk.found


# Beginning and ending


def open_question(desk: Desk, token: Token, prompt: str) -> Raw:
    """Begin a question at a token."""
    close(desk)
    label = token.label if token.mark is Mark.NUMBER else ""
    style = token.style if token.mark is Mark.NUMBER else ""
    raw = Raw(token.line, token.line, desk.section, label, style)
    if prompt:
        raw.prompt.append(prompt)
    if desk.case is not None:
        if desk.case_last and raw.number > desk.case_last:
            desk.case, desk.case_last = None, 0
        else:
            raw.case = desk.case
            desk.case.children += 1
    desk.found.questions.append(raw)
    desk.current, desk.phase, desk.listing, desk.notice = raw, Phase.PROMPT, 0, False
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


# Text


def on_text(desk: Desk, index: int, token: Token) -> None:
    """A line without a label: it goes on with what was read last, or begins a question without a number."""
    raw = desk.current
    if desk.phase is Phase.KEY:
        _key_text(desk, token)
    elif _begins_unnumbered(desk, index):
        open_question(desk, token._replace(mark=Mark.TEXT), token.text)
        _options_in_prompt(desk, index)
    elif raw is None:
        _outside_text(desk, index, token)
    else:
        raw.last = token.line
        _continue(desk, raw, token)


def _continue(desk: Desk, raw: Raw, token: Token) -> None:
    if desk.phase in (Phase.MATERIAL, Phase.PROMPT):
        raw.prompt.append(token.text)
    elif desk.phase is Phase.OPTIONS:
        raw.options[-1].lines.append(token.text)
    elif desk.phase is Phase.LONG_FIELD:
        raw.fields[desk.open_field].append(token.text)
    elif desk.phase is Phase.ANSWER and _goes_on_with_answer(raw):
        _add_to_answer(raw, token)
    else:
        raw.flaws.append(flaws.unlabelled_line(desk.where(token.line), token.text))
        raw.fields.setdefault("explanation", []).append(token.text)


def _add_to_answer(raw: Raw, token: Token) -> None:
    answer = raw.answer if raw.answer is not None else []
    if token.mark is Mark.BULLET:
        raw.points = True
        answer.append(token.rest)
    elif raw.points and answer:
        answer[-1] += "\n" + token.text
    else:
        answer.append(token.text)
    raw.answer = answer


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


def _begins_unnumbered(desk: Desk, index: int) -> bool:
    """Say whether a line of text is the prompt of a question that bears no number."""
    ahead = desk.ahead.mark[index]
    if ahead == len(desk.tokens) or desk.phase in (Phase.PROMPT, Phase.MATERIAL):
        return False
    following = desk.tokens[ahead]
    options_follow = following.mark is Mark.OPTION and following.label in ("A", "")
    answer_follows = following.mark is Mark.FIELD and following.label == "answer"
    if desk.current is None:
        return options_follow or answer_follows
    if not (options_follow and desk.ahead.answered[index]) and not (answer_follows and not desk.current.label):
        return False
    if desk.phase is Phase.OPTIONS:
        return not desk.current.label and desk.current.answer is not None
    objective = looks_objective("".join(desk.current.answer or ()))
    if desk.phase is Phase.ANSWER and (objective or not desk.current.label):
        return objective or options_follow or _after_gap(desk, index)
    return _after_gap(desk, index) or (ahead == index + 1 and options_follow)


def _after_gap(desk: Desk, index: int) -> bool:
    if index == 0:
        return True
    before = desk.tokens[index - 1]
    return before.mark in (Mark.EMPTY, Mark.SEPARATOR, Mark.NOISE) or before.line == desk.heading_line


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


# Numbers


def on_number(desk: Desk, index: int, token: Token) -> None:
    """A number at the head of a line: a question, a point of a list, an entry of the key."""
    if desk.phase is Phase.KEY and not _leaves_key(desk, index, token):
        _key_number(desk, token)
        return
    if desk.phase is Phase.KEY:
        _end_key(desk)
    if not token.label:
        open_question(desk, token, token.rest)
        return
    alone = desk.ahead.alone[index]
    if desk.notice and desk.current is None and not alone:
        desk.complain(flaws.preface(desk.where(token.line), token.text))
        return
    number = int(token.label)
    verdict = begins(_stand(desk), number, token.style, desk.ahead.complete[index], alone)
    if verdict is Verdict.TEXT:
        if number == 1 or number == desk.listing:
            desk.listing = number + 1
        on_text(desk, index, token)
    else:
        _begin_numbered(desk, index, token, verdict)


def _stand(desk: Desk) -> Stand:
    raw, case = desk.current, desk.case
    number, style = (raw.number, raw.style) if raw is not None else (0, "")
    outer, outer_style = (case.number, case.style) if case is not None else (0, "")
    return Stand(desk.phase, number, style, desk.listing, desk.ahead.inline, case is not None, outer, outer_style)


def _begin_numbered(desk: Desk, index: int, token: Token, verdict: Verdict) -> None:
    if verdict is Verdict.CHILD and desk.phase is Phase.PROMPT and desk.current is not None:
        become_case(desk, desk.current)
    case, current = desk.case, desk.current
    if case is not None and verdict is Verdict.QUESTION and current is not None:
        if token.style == case.style != current.style and int(token.label) == case.number + 1:
            leave_case(desk)
    found = CASE_LABEL.match(token.rest)
    if found is not None:
        open_case(desk, token, token.rest[found.end() :])
        return
    open_question(desk, token, token.rest)
    _options_in_prompt(desk, index)


def _options_in_prompt(desk: Desk, index: int) -> None:
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


# Options


def on_option(desk: Desk, index: int, token: Token) -> None:
    """A line that begins with a letter."""
    raw = desk.current
    if desk.phase is Phase.KEY:
        _key_text(desk, token)
    elif raw is None or not _is_option(desk, raw, token):
        on_text(desk, index, token)
    elif token.style == "strong" and raw.label == "" and raw.style in ("Q", "问") and desk.ahead.letter[index] != "B":
        _answer(desk, raw, token)
    else:
        _add_options(desk, raw, index, token)


def _is_option(desk: Desk, raw: Raw, token: Token) -> bool:
    """Say whether a letter at the head of a line is an option of the open question."""
    letter = token.label
    last = raw.options[-1].letter if raw.options else ""
    if desk.phase in (Phase.LONG_FIELD, Phase.SHORT_FIELD, Phase.ANSWER) and raw.options:
        return desk.phase is Phase.ANSWER and bool(letter) and letter == _next(last)
    if desk.phase is Phase.LONG_FIELD and (letter not in ("A", "") or raw.answer is None):
        return False
    if desk.phase is Phase.MATERIAL:
        return False
    if token.style in ("spaced", "glued"):
        return letter == "A" if not raw.options else letter == _next(last)
    if token.style == "strong" and not raw.options and letter != "A":
        return token.text[0].isupper() and letter < "E"
    return True


def _next(letter: str) -> str:
    return chr(ord(letter) + 1) if letter else ""


def _add_options(desk: Desk, raw: Raw, index: int, token: Token) -> None:
    if raw.answer is not None and not raw.options:
        raw.answered_first = True
    letter = token.label or chr(ord("A") + len(raw.options))
    for one, text, style in split_options(letter, token.rest, token.style, desk.ahead.letter[index]):
        raw.options.append(RawOption(one, [text], token.line, style, token.marked))
    raw.last = token.line
    desk.phase = Phase.OPTIONS


# Fields


def on_field(desk: Desk, index: int, token: Token) -> None:
    """A labelled line."""
    raw, name = desk.current, token.label
    if desk.phase is Phase.KEY:
        _key_field(desk, token)
    elif name in ("kind", "subject") and _is_leading(desk, index, name):
        _leading_field(desk, token)
    elif name == "answer":
        _answer_field(desk, index, token)
    elif raw is not None:
        _add_field(desk, raw, token)


def _answer_field(desk: Desk, index: int, token: Token) -> None:
    raw = desk.current
    entries = keys.parse_key(token.rest) if raw is None or raw.answer is not None or _in_list(token.rest) else None
    if entries and (len(entries) > 1 or raw is None or raw.answer is not None):
        _begin_key(desk, None)
        _key_entries(desk, token, entries)
    elif token.style and raw is not None and raw.answer is not None and int(token.style) != raw.number:
        _begin_key(desk, None)
        _key_field(desk, token)
    elif not token.rest and (raw is None or raw.answer is not None) and _key_follows(desk, index):
        _begin_key(desk, None)
        desk.complain(flaws.heading(desk.where(token.line), token.text))
    elif raw is not None:
        _answer(desk, raw, token)


def _in_list(text: str) -> bool:
    return text[:1].isdigit() or text[:1] in ("(", "（", "第")


def _answer(desk: Desk, raw: Raw, token: Token) -> None:
    raw.last = token.line
    if raw.is_case and desk.phase is Phase.MATERIAL:
        raw.is_case, desk.case = False, None
    if token.style.isdigit() and token.style != raw.label:
        raw.flaws.append(flaws.misnumbered(desk.where(token.line), token.style, raw.number))
    if not raw.answer:
        raw.answer = [token.rest] if token.rest else []
        raw.answer_line = token.line
    elif token.rest and token.rest != raw.answer[0]:
        raw.flaws.append(flaws.answer_twice(desk.where(token.line), raw.answer[0], token.rest))
    desk.phase = Phase.ANSWER
    desk.listing = 2 if _FIRST_OF_LIST.match(token.rest) else 0


def _add_field(desk: Desk, raw: Raw, token: Token) -> None:
    raw.last = token.line
    if token.style.isdigit() and token.style != raw.label:
        raw.flaws.append(flaws.misnumbered(desk.where(token.line), token.style, raw.number))
        if int(token.style) == raw.number + 1 and raw.style != "id":
            raw.fields.setdefault("used-number", []).append(token.style)
    texts = raw.fields.setdefault(token.label, [])
    if token.rest:
        texts.append(token.rest)
    desk.open_field = token.label
    if desk.phase is not Phase.MATERIAL or token.label in LONG_FIELDS:
        desk.phase = Phase.LONG_FIELD if token.label in LONG_FIELDS else Phase.SHORT_FIELD
    desk.listing = 2 if _FIRST_OF_LIST.match(token.rest) else 0


def _is_leading(desk: Desk, index: int, name: str) -> bool:
    """Say whether a line ``题型：…`` or ``章节：…`` is for what follows it rather than for the question before."""
    if desk.current is None:
        desk.leads.setdefault(name, True)
        return True
    desk.leads.setdefault(name, False)
    answered = desk.current.answer is not None and desk.phase not in (Phase.PROMPT, Phase.OPTIONS)
    return answered and (desk.leads[name] or _after_gap(desk, index))


def _leading_field(desk: Desk, token: Token) -> None:
    desk.complain(flaws.heading(desk.where(token.line), token.text))
    desk.heading_line = token.line
    close(desk)
    leave_case(desk)
    before = desk.section
    desk.section = Section(before.kind, before.told, before.title, before.subject, 0, token.line)
    if token.label == "subject":
        desk.section.subject = plain(token.rest)
    else:
        desk.section.kind, desk.section.told, desk.section.title = kind_word(token.rest), True, token.rest
    desk.found.sections.append(desk.section)


# Headings


def on_heading(desk: Desk, index: int, token: Token) -> None:
    """A heading, if its place confirms that it is one."""
    if token.label.startswith("答案"):
        _key_heading(desk, index, token)
    elif not token.label and not _is_subject(desk, index, token):
        on_text(desk, index, token)
    else:
        desk.complain(flaws.heading(desk.where(token.line), token.text))
        desk.heading_line = token.line
        if desk.phase is Phase.KEY and token.label and not _questions_follow(desk, index):
            _new_key_group(desk, token)
            return
        if desk.phase is Phase.KEY:
            _end_key(desk)
        close(desk)
        leave_case(desk)
        _begin_section(desk, token)


def _begin_section(desk: Desk, token: Token) -> None:
    before, level = desk.section, int(token.style)
    section = Section(subject=before.subject, title=token.text, line=token.line, declared=declared_count(token.text))
    if token.label:
        section.kind, section.told, desk.kind_level = kind_word(token.label), True, level
    else:
        section.subject = plain(token.rest)
        if level > desk.kind_level:
            section.kind, section.told, section.title = before.kind, before.told, before.title
        else:
            desk.kind_level = _NO_LEVEL
    desk.section, desk.notice = section, False
    desk.found.sections.append(section)


def _is_subject(desk: Desk, index: int, token: Token) -> bool:
    """Say whether a line that could name a subject stands where headings stand."""
    if token.text[0] == "#":
        return True
    ahead = desk.ahead.mark[index]
    if ahead == len(desk.tokens):
        return desk.phase is Phase.OUTSIDE and bool(desk.found.questions)
    if desk.tokens[ahead].mark not in (Mark.NUMBER, Mark.HEADING, Mark.CASE) and not _after_gap(desk, index):
        return False
    if desk.phase in (Phase.OUTSIDE, Phase.KEY):
        return True
    if token.text[0] in "第模专-—=*<":
        return _after_gap(desk, index) or desk.phase not in (Phase.PROMPT, Phase.OPTIONS)
    return _after_gap(desk, index) and desk.phase in (Phase.ANSWER, Phase.LONG_FIELD, Phase.SHORT_FIELD)


def _questions_follow(desk: Desk, index: int) -> bool:
    """Say whether questions rather than more of a key follow a heading: options or an answer come alone."""
    ahead = desk.ahead.mark[index]
    return ahead < len(desk.tokens) and desk.tokens[ahead].mark is Mark.NUMBER and _leaves_key(desk, ahead, desk.tokens[ahead])


# The key at the end


def _key_heading(desk: Desk, index: int, token: Token) -> None:
    raw = desk.current
    kinded = len(token.label) > 2
    if _key_follows(desk, index) and (kinded or raw is None or raw.answer is not None or not desk.ahead.inline):
        desk.complain(flaws.heading(desk.where(token.line), token.text))
        _begin_key(desk, token if kinded else None)
    elif raw is not None and not kinded:
        _answer(desk, raw, token._replace(mark=Mark.FIELD, label="answer", rest="", style=""))
    else:
        on_text(desk, index, token)


def _key_follows(desk: Desk, index: int) -> bool:
    ahead = desk.ahead.mark[index]
    if ahead == len(desk.tokens):
        return False
    token = desk.tokens[ahead]
    if token.mark is Mark.NUMBER:
        return not _leaves_key(desk, ahead, token)
    return token.mark is Mark.KEY or token.mark is Mark.HEADING or (token.mark is Mark.FIELD and token.style.isdigit())


def _begin_key(desk: Desk, token: Token | None) -> None:
    close(desk)
    leave_case(desk)
    desk.phase = Phase.KEY
    _new_key_group(desk, token)


def _new_key_group(desk: Desk, token: Token | None) -> None:
    desk.key_group += 1
    desk.key_section = None
    if token is not None:
        desk.key_section = Section(kind_word(token.label.removeprefix("答案")), True)


def _end_key(desk: Desk) -> None:
    desk.phase, desk.key_section = Phase.OUTSIDE, None


def _leaves_key(desk: Desk, index: int, token: Token) -> bool:
    """Say whether a number after a key begins a question again."""
    if keys.parse_key(token.text) is not None:
        return False
    return desk.ahead.alone[index] or len(BLANK.findall(token.rest)) > 0 and len(token.rest) > _KEY_TEXT // 4


def on_key(desk: Desk, index: int, token: Token) -> None:
    """A line such as ``1-10 ABDAA…``."""
    entries = keys.parse_key(token.text)
    if entries is None:
        on_text(desk, index, token)
        return
    if desk.phase is not Phase.KEY:
        _begin_key(desk, None)
    _key_entries(desk, token, entries)


def _key_entries(desk: Desk, token: Token, entries: list[tuple[int, str]]) -> None:
    section = desk.key_section
    for number, answer in entries:
        before = desk.found.key[-1] if desk.found.key else None
        if before is not None and before.group == desk.key_group and number <= before.number:
            desk.key_group += 1
        kind, told = (section.kind, section.told) if section is not None else (None, False)
        desk.found.key.append(KeyEntry(number, answer, token.line, desk.key_group, kind, told))
    desk.found.key_lines.append(token.line)


def _key_number(desk: Desk, token: Token) -> None:
    entries = keys.parse_key(token.text)
    if entries is None:
        entries = [(int(token.label), token.rest)] if token.label else []
    _key_entries(desk, token, entries)


def _key_field(desk: Desk, token: Token) -> None:
    if token.label == "answer" and token.style.isdigit():
        _key_entries(desk, token, [(int(token.style), token.rest)])
    elif token.label == "answer":
        _key_entries(desk, token, keys.parse_key(token.rest) or [])
    else:
        _key_text(desk, token)


def _key_text(desk: Desk, token: Token) -> None:
    desk.found.key_lines.append(token.line)
    if desk.found.key:
        last = desk.found.key[-1]
        text = token.rest if token.mark is Mark.FIELD else token.text
        explanation = f"{last.explanation}\n{text}" if last.explanation else text
        desk.found.key[-1] = KeyEntry(
            last.number, last.answer, last.line, last.group, last.kind, last.told, explanation
        )


# Other lines


def on_bullet(desk: Desk, index: int, token: Token) -> None:
    """A bulleted line: a key point of an answer, text elsewhere."""
    raw = desk.current
    if desk.phase is Phase.ANSWER and raw is not None and not raw.options and token.rest:
        raw.last = token.line
        _add_to_answer(raw, token)
    else:
        on_text(desk, index, token)


def on_case(desk: Desk, index: int, token: Token) -> None:
    """A line that introduces material, where such a line can stand."""
    if desk.phase in (Phase.PROMPT, Phase.OPTIONS, Phase.MATERIAL) and desk.ahead.inline and desk.section.kind is not Kind.CASE:
        on_text(desk, index, token)
    elif desk.phase is Phase.LONG_FIELD and not _after_gap(desk, index) and desk.section.kind is not Kind.CASE:
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
