"""Lines to a deck: the entry for every format that has lines of exam text to give."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from studyapp import Deck, Flaw, Item, Kind, Question, Where
from studyapp_text import checks, flaws, keys, kinds
from studyapp_text.answerfirst import settle_answers_first
from studyapp_text.assemble import assemble
from studyapp_text.build import build
from studyapp_text.counted import take_counted_choices
from studyapp_text.display import clean, plain, take_escapes
from studyapp_text.headings import kind_word, names_kind
from studyapp_text.keylines import settle_key_lines
from studyapp_text.keytable import settle_key_tables
from studyapp_text.labels import settle_notes, settle_unknown_labels
from studyapp_text.lineforms import EMPHATIC, forms
from studyapp_text.marks import take_marks
from studyapp_text.outlook import look_ahead, settle_lone_numbers, settle_running_heads
from studyapp_text.platforms import settle_platforms
from studyapp_text.prompts import DIFFICULTY_FIRST, take_type
from studyapp_text.raw import Assembled, Raw
from studyapp_text.reasons import take_reason
from studyapp_text.tickedlines import settle_ticked
from studyapp_text.tokenise import tokenise
from studyapp_text.tokens import Mark, Token
from studyapp_text.traditional import simplified

_ENTITY = re.compile(r"&(?:nbsp|lt|gt|amp|quot|apos|[lr][ds]quo|[mn]dash|hellip|middot|times|[lr]aquo|#\d{2,5});")
"""What a page that was copied badly leaves behind."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a reader knows about its lines beyond their text.

    ``file`` and ``sheet`` go into every ``Where``. ``escapes``: a backslash makes the next character plain text, as
    in files with a front matter. ``subject``: the subject of questions before any heading.
    ``before_building`` is shown the questions in pieces, each with the answer that the file itself gives it, and may
    give answers to those that have none.
    """

    file: str
    sheet: str = ""
    escapes: bool = False
    subject: str = ""
    before_building: Callable[[Assembled], None] | None = None


def read_lines(lines: Iterable[tuple[int, str]], hints: Hints) -> Deck:
    """Return the questions and flaws of numbered lines; a line that holds several rows keeps its number for each.

    Never raises for what the lines say. A deck without items is the reader's to refuse.
    """
    found: list[Flaw] = []
    tokens = settle_key_tables(tokenise(_display_lines(lines, hints, found)))
    tokens = tokens if hints.escapes else settle_key_lines(settle_answers_first(tokens))
    tokens = settle_ticked(settle_platforms(tokens))
    tokens = settle_unknown_labels(settle_notes(settle_running_heads(settle_lone_numbers(tokens))))
    ahead = look_ahead(tokens)
    assembled = assemble(tokens, ahead, hints.file, hints.sheet, hints.subject)
    keys.attach(assembled, hints.file, hints.sheet)
    items, found_in_questions = _items(assembled, hints)
    found += assembled.flaws + _key_flaws(assembled, hints) + found_in_questions
    found += _unaccounted(tokens, items, found, hints)
    found.sort(key=lambda flaw: flaw.where.line)
    return Deck("", tuple(items), tuple(found))


def _character(entity: re.Match[str]) -> str:
    return unescape(entity.group())


def _display_lines(lines: Iterable[tuple[int, str]], hints: Hints, found: list[Flaw]) -> Iterator[tuple[int, str]]:
    """Yield the lines as they are shown, those of several rows row by row."""
    for number, text in lines:
        if "&" in text and not hints.escapes:
            text = _ENTITY.sub(_character, text)
        shown = clean(text)
        if not shown and text.strip():
            found.append(flaws.invisible(Where(hints.file, number, number, hints.sheet)))
        if hints.escapes:
            shown = take_escapes(shown)
        elif "題" in shown or "選" in shown:
            shown = simplified(shown)
        if "\n" in shown or "\v" in shown or "\f" in shown:
            for row in shown.replace("\v", "\n").replace("\f", "\n").split("\n"):
                yield number, row.strip()
        elif not hints.escapes and (shown[:1] in EMPHATIC or "\\" in shown or "** " in shown):
            for row in forms(shown):
                yield number, row
        else:
            yield number, shown


def _items(assembled: Assembled, hints: Hints) -> tuple[list[Item], list[Flaw]]:
    """Return the items that the questions make, and the flaws of questions and sections."""
    questions = assembled.questions
    where = {id(raw): Where(hints.file, raw.first, raw.last, hints.sheet) for raw in questions}
    found = {id(raw): checks.check_options(raw, where[id(raw)]) if raw.options else [] for raw in questions}
    for raw in questions:
        _prepare(raw, where[id(raw)])
    if hints.before_building is not None:
        hints.before_building(assembled)
    kinds.split_at_restarts(questions)
    for check in (checks.check_numbers, checks.check_ids, checks.check_order_of_answers):
        for key, flaw in check(questions, where).items():
            found[key].append(flaw)
    own = [(raw, kinds.own_kind(raw)) for raw in questions]
    lost = kinds.lost_choices(own)
    own = [(raw, lost.get(id(raw), kind)) for raw, kind in own]
    several = kinds.majority(own)
    items: list[Item] = []
    positions: dict[int, int] = {}
    faults: list[Flaw] = []
    for raw, kind in own:
        question, of_question = _build(raw, kind, several, where[id(raw)])
        faults += of_question
        faults += found[id(raw)]
        if question is not None:
            positions[id(raw)] = len(items)
            case = positions.get(id(raw.case)) if raw.case is not None else None
            items.append(Item(question, len(items), where[id(raw)], _label(raw), _external_id(raw), case))
    faults += checks.check_counts(assembled.sections, questions, Where(hints.file, sheet=hints.sheet))
    return items, faults


def _build(raw: Raw, own: Kind, several: set[int], where: Where) -> tuple[Question | None, list[Flaw]]:
    settled, mismatch = _settle(raw, own, several)
    question, found = build(raw, settled, where)
    if mismatch and question is not None:
        told = raw.kind or raw.section.kind or settled
        found.append(flaws.kind_mismatch(where, told, question.kind))
    if raw.is_case and not raw.children:
        found.append(flaws.case_empty(where))
    return question, found


def _prepare(raw: Raw, where: Where) -> None:
    """Take out of a question's pieces what stands in the wrong place: its type and its answer."""
    if raw.prompt:
        if (level := DIFFICULTY_FIRST.match(raw.prompt[0])) is not None:
            raw.fields.setdefault("difficulty", [level.group(1)])
            raw.prompt[0] = raw.prompt[0][level.end() :] or raw.prompt[0]
        raw.prompt[0], word = take_type(raw.prompt[0])
        if not word and len(raw.prompt) > 1:
            raw.prompt[-1], word = take_type(raw.prompt[-1])
        if word:
            raw.kind = kind_word(word)
    if raw.fields.get("kind"):
        noted = raw.fields["kind"][-1].rstrip("。")
        raw.kind = kind_word(noted) or raw.kind
        if not names_kind(noted):
            raw.flaws.append(flaws.unknown_kind(where, plain(noted)))
    if not raw.is_case:
        take_marks(raw, where)
        take_counted_choices(raw)
        take_reason(raw)


def _settle(raw: Raw, own: Kind, several: set[int]) -> tuple[Kind, bool]:
    if raw.is_case:
        return Kind.CASE, False
    if own is Kind.SINGLE and raw.kind is None and not raw.section.told and id(raw.section) in several:
        return Kind.MULTIPLE, False
    return kinds.settle(raw, own)


def _label(raw: Raw) -> str:
    return "" if raw.style == "id" else raw.label


def _external_id(raw: Raw) -> str:
    return raw.label if raw.style == "id" else plain("".join(raw.fields.get("id", ())))


def _key_flaws(assembled: Assembled, hints: Hints) -> list[Flaw]:
    """One flaw for each unbroken run of lines of the key."""
    runs: list[list[int]] = []
    for line in sorted(set(assembled.key_lines)):
        if runs and line == runs[-1][1] + 1:
            runs[-1][1] = line
        else:
            runs.append([line, line])
    return [flaws.key(Where(hints.file, first, last, hints.sheet)) for first, last in runs]


def _unaccounted(tokens: list[Token], items: list[Item], found: list[Flaw], hints: Hints) -> list[Flaw]:
    """Name every line that is neither within a question nor named already: nothing is dropped silently."""
    last_line = max((token.line for token in tokens), default=0)
    named = bytearray(last_line + 2)
    for where in (*(item.source for item in items), *(flaw.where for flaw in found)):
        if where.line:
            named[where.line : where.last + 1] = b"\x01" * (where.last + 1 - where.line)
    strays: list[Flaw] = []
    for token in tokens:
        if token.mark is not Mark.EMPTY and not named[token.line]:
            named[token.line] = 1
            strays.append(flaws.stray_line(Where(hints.file, token.line, token.line, hints.sheet), plain(token.text)))
    return strays
