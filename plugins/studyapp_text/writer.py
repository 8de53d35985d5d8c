"""The writer of Markdown decks: what it writes, the reader reads back to the same questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from studyapp import (
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    Deck,
    Flaw,
    Item,
    KeyPoints,
    Kind,
    NotABank,
    Pairs,
    Question,
    Source,
    Steps,
    Validity,
    Where,
)
from studyapp_text import flaws
from studyapp_text.build import LEFT_LABELS
from studyapp_text.escaping import (
    ANSWER,
    EMPTY_LINE,
    after_label,
    blank_text,
    bulleted,
    column_lines,
    line_of_text,
    option_lines,
    prompt_lines,
    within,
    without_range,
)
from studyapp_text.headings import heading_of
from studyapp_text.lexers import classify
from studyapp_text.prompts import count_blanks
from studyapp_text.reader import TextReader
from studyapp_text.tokens import Mark
from studyapp_text.vocabulary import KIND_NAMES

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class MarkdownWriter:
    """Writes decks in the language of ``decks/README.md``."""

    name = "markdown"
    suffixes = (".md",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file, and a flaw for each question that would come back changed."""
        page = Page()
        page.add(*_head(deck))
        for item in deck.items:
            page.write(item)
        data = "\n".join([*page.lines, ""]).encode("utf-8", errors="replace")
        return data, tuple(_changed(deck, page, data))


@dataclass(slots=True)
class Page:
    """The file being written: its lines, the heading in force, and the line at which each item begins."""

    lines: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    subject: str = ""
    kind: Kind | None = None
    case: int | None = None
    number: int = 0

    def add(self, *lines: str) -> None:
        """Write some lines."""
        self.lines += lines

    def write(self, item: Item) -> None:
        """Write an item: the headings that it needs, then its lines and an empty one."""
        question = item.question
        if item.case is None or item.case != self.case:
            self._headings(question)
        self.starts.append(len(self.lines) + 1)
        self.number = 0 if question.kind is Kind.CASE else self.number + 1
        self.add(*_question_lines(item, self), "")
        if question.kind is Kind.CASE:
            self.case = item.position

    def _headings(self, question: Question) -> None:
        subject = question.subject if _can_be_heading(question.subject) else self.subject
        if subject != self.subject:
            self.add(f"# {subject}", "")
            self.subject, self.kind = subject, None
        if question.kind is not self.kind or self.case is not None or question.kind is Kind.CASE:
            self.add(f"## {KIND_NAMES[question.kind]}", "")
        self.kind, self.case, self.number = question.kind, None, self.number if self.kind is question.kind else 0


_NUMBERED = re.compile(r"\W*\d")
"""A heading that begins with a number may as well be a question, if what follows looks like one."""


def _can_be_heading(subject: str) -> bool:
    if not subject or "\\" in subject or "\n" in subject or _NUMBERED.match(subject):
        return False
    found = heading_of(f"# {subject}")
    led = classify(0, f"# {subject}").mark is Mark.HEADING
    return led and found is not None and not found.word and found.text == subject


def _head(deck: Deck) -> Iterator[str]:
    yield "---"
    values = (
        ("名称", deck.name),
        ("科目", deck.subject),
        ("地区", deck.jurisdiction),
        ("核对日期", deck.as_of.isoformat() if deck.as_of else ""),
        ("说明", deck.description),
    )
    for key, value in values:
        if value or key == "名称":
            yield from _head_value(key, value)
    yield "---"
    yield ""


def _head_value(key: str, value: str) -> Iterator[str]:
    first, *more = value.replace("\\", "\\\\").split("\n")
    yield f"{key}: \\{first}" if first[:1] in ("'", '"') else f"{key}: {first}".rstrip()
    for line in more:
        yield f"  \\{line}" if line in ("", "---") else f"  {line}"


def _question_lines(item: Item, page: Page) -> Iterator[str]:
    question = item.question
    if question.kind is Kind.CASE:
        first, *more = map(without_range, prompt_lines("案例：", question.prompt, question.kind))
        yield f"案例：{first}"
        yield from more
    else:
        note = f"[{KIND_NAMES[question.kind]}] " if item.case is not None else ""
        label = (
            item.label if item.label.isdecimal() and item.label.isascii() and len(item.label) < 7 else str(page.number)
        )
        first, *more = prompt_lines(f"{label}. ", question.prompt, question.kind)
        yield f"{label}. {note}{first}"
        yield from more
    yield from _answer_lines(question)
    yield from _field_lines(item, page)


def _answer_lines(question: Question) -> Iterator[str]:
    answer = question.answer
    if isinstance(answer, Choices) and question.kind is Kind.JUDGE:
        yield "答案：正确" if answer.right == (0,) else "答案：错误"
    elif isinstance(answer, Choices):
        yield from _option_lines(question.choices)
        yield "答案：" + "".join(_letter(index) for index in answer.right)
    elif isinstance(answer, Steps):
        yield from _option_lines(question.choices)
        yield "答案：" + "".join(_letter(index) for index in answer.sequence)
    elif isinstance(answer, Pairs):
        yield from _pair_lines(question.choices, answer.pairs)
    elif isinstance(answer, Blanks):
        yield from _blank_lines(question.prompt, answer.blanks)
    elif isinstance(answer, KeyPoints):
        yield "答案："
        for point in answer.points:
            first, *more = point.split("\n")
            yield after_label("- ", first)
            yield from map(line_of_text, more)
    elif isinstance(answer, Back):
        first, *more = answer.text.split("\n")
        yield after_label(ANSWER, first)
        yield from map(line_of_text, more)


def _letter(index: int) -> str:
    return _LETTERS[index] if 0 <= index < len(_LETTERS) else "?"


def _option_lines(choices: tuple[str, ...]) -> Iterator[str]:
    for index, choice in enumerate(choices):
        yield from option_lines(_letter(index), choice)


def _pair_lines(choices: tuple[str, ...], pairs: tuple[tuple[int, int], ...]) -> Iterator[str]:
    """Write both columns; whatever stands before the first right member of a pair is taken for the left one."""
    middle = min((right for _, right in pairs), default=0)
    for index, choice in enumerate(choices[:middle]):
        yield from column_lines(LEFT_LABELS[index] if index < len(LEFT_LABELS) else "?", choice)
    yield from _option_lines(choices[middle:])
    written = (
        f"{LEFT_LABELS[left]}-{_letter(right - middle)}" for left, right in pairs if 0 <= left < len(LEFT_LABELS)
    )
    yield "答案：" + "；".join(written)


def _blank_lines(prompt: str, blanks: tuple[Blank, ...]) -> Iterator[str]:
    texts = [_blank(blank) for blank in blanks]
    plain_groups = {blank.group for blank in blanks}
    if plain_groups == {1}:
        texts = [_blank(Blank(blank.accepted, blank.tolerance)) for blank in blanks]
    if len(blanks) == (count_blanks(prompt) or len(blanks)) and plain_groups in ({0}, {1}):
        joined = "；".join(texts)
        line = after_label(ANSWER, joined)
        if line == "答案：" + joined:
            yield line + ("（顺序不限）" if plain_groups == {1} else "")
            return
    yield "答案："
    yield from (bulleted(_blank(blank)) for blank in blanks)


def _blank(blank: Blank) -> str:
    texts = [blank_text(text) for text in blank.accepted]
    if blank.tolerance:
        texts = [*texts[1:], f"{blank.accepted[0]}±{blank.tolerance}"]
    return "|".join(texts) + (f"（第{blank.group}组）" if blank.group else "")


def _field_lines(item: Item, page: Page) -> Iterator[str]:
    question = item.question
    if question.explanation:
        first, *more = question.explanation.split("\n")
        yield after_label("解析：", first)
        yield from map(line_of_text, more)
    yield from (f"依据：{_basis(basis)}" for basis in question.basis)
    yield from _validity_lines(question.validity)
    if question.difficulty is not None:
        yield f"难度：{_decimal(question.difficulty)}"
    if question.tags:
        yield "标签：" + "、".join(within(tag, "、，,；;") for tag in question.tags)
    yield from _plain_field("地区", question.jurisdiction)
    yield from _plain_field("命题单位", question.authority)
    yield from _plain_field("编号", item.external_id)
    if question.subject != page.subject:
        yield from _plain_field("科目", question.subject) if question.subject else ("科目：",)
    yield from (f"附件：{within(media.name, '；')} sha256:{media.digest}" for media in question.media)


def _plain_field(label: str, text: str) -> Iterator[str]:
    """Write a field, one line for each line of its text."""
    if text:
        yield from (f"{label}：{within(line, '') or EMPTY_LINE}" for line in text.split("\n"))


def _basis(basis: Basis) -> str:
    title = f"《{within(basis.title, '《》；;')}》"
    number = f"（{within(basis.number, '（）()；;')}）" if basis.number else ""
    article = within(basis.article, "；;").replace("http", "\\http")
    if article[:1] in ("（", "(", "〔"):
        article = "\\" + article
    url = within(basis.url, "；，。）】》")
    return f"{title}{number}{article}{' ' if url and article else ''}{url}"


def _validity_lines(validity: Validity) -> Iterator[str]:
    first, last = validity.effective_from, validity.effective_to
    if first and last:
        yield f"有效期：{first.isoformat()} 至 {last.isoformat()}"
    elif first:
        yield f"有效期：{first.isoformat()} 起"
    elif last:
        yield f"有效期：至 {last.isoformat()}"
    yield from _plain_field("取代", validity.superseded_by)


def _decimal(value: float) -> str:
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else text + ".0"


def _changed(deck: Deck, page: Page, data: bytes) -> Iterator[Flaw]:
    """Read the file again and name the items that came back changed."""
    try:
        back = {item.source.line: item for item in TextReader().read(Source(deck.name, data)).items}
    except NotABank:
        back = {}
    for item, start in zip(deck.items, page.starts, strict=True):
        other = back.get(start)
        if other is None or other.question != item.question:
            yield flaws.unwritable(
                Where(item.source.file, item.source.line, item.source.last), item.label or str(item.position + 1)
            )
