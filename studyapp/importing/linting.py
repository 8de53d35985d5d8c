"""What the rules about the content of a bank find in a deck, as flaws for the report of an import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from studyapp import identity, lint
from studyapp.importing.planning import Plan
from studyapp.lint import ChoiceFault, ChoiceFlaw, Contradiction, Difference, Ground, Pair
from studyapp.model import Argument, Deck, Flaw, Item, Kind, Message, Question, Severity, Where
from studyapp.store.bank import StoredItem

_SNIPPET = 60
_BEGINNING = 20
_WORDS = 40


def staying(plan: Plan, existing: Sequence[StoredItem]) -> tuple[StoredItem, ...]:
    """The items of the deck that stay beside those of the file: what they replace, or are, is not among them."""
    taken = {one.old.no for one in plan.items if one.old is not None}
    same = {one.question for one in plan.items}
    return tuple(old for old in existing if old.no not in taken and old.question not in same)


MOST = 20_000
"""Questions beyond which an import does not wait until the content of each was looked at."""


def flaws_of(deck: Deck, existing: Sequence[StoredItem] = (), *, patient: bool = False) -> tuple[Flaw, ...]:
    """What is doubtful about the contents of a deck, in the order of its items.

    ``existing``: the items that the deck of that name has besides (``staying``); nothing is said of them alone.
    ``patient``: look however many there are.
    """
    if not patient and len(deck.items) > MOST:
        why = Message(
            "题目超过 {most} 道，没有检查内容（答案与解析、近似的题）；要检查请运行 studyapp import 文件 --dry-run。",
            {"most": MOST},
        )
        return (Flaw(Where(deck.items[0].source.file), Severity.INFO, "not-looked-at", why),)
    reported = {(flaw.code, flaw.where.file, flaw.where.sheet, flaw.where.line) for flaw in deck.flaws}
    found: list[Flaw] = []
    near = _nearest(deck, existing if patient or len(existing) <= MOST else ())
    for item in deck.items:
        question = item.question
        if question.choices:
            found += (
                _choice(item, one) for one in lint.choice_flaws(question) if not _is_reported(item, one, reported)
            )
        if question.explanation and (against := lint.contradiction(question)) is not None:
            why = _against(against)
            found.append(Flaw(item.source, Severity.WARNING, "key-against-explanation", why, _snippet(question)))
        if item.position in near:
            found.append(near[item.position])
    return tuple(found)


_CHOICE_CODES = {
    ChoiceFault.TWICE: "choice-twice",
    ChoiceFault.EMPTY: "choice-empty",
    ChoiceFault.GLUED: "choice-glued",
}
"""The first two are the codes under which readers report the same."""


def _is_reported(item: Item, one: ChoiceFlaw, reported: set[tuple[str, str, str, int]]) -> bool:
    """Whether the reader has said so itself of a line of this item."""
    where, code = item.source, _CHOICE_CODES[one.fault]
    lines = range(where.line, max(where.line, where.last) + 1)
    return any((code, where.file, where.sheet, line) in reported for line in lines)


def _choice(item: Item, one: ChoiceFlaw) -> Flaw:
    letter, other = _letter(one.index), _letter(one.other)
    match one.fault:
        case ChoiceFault.TWICE:
            why = Message("选项 {first} 与 {second} 的文字相同。请核对原题。", {"first": other, "second": letter})
        case ChoiceFault.EMPTY:
            why = Message("选项 {letter} 是空的。请补上文字。", {"letter": letter})
        case ChoiceFault.GLUED:
            why = Message(
                "选项 {letter} 末尾多出字母 {next}，像是下一个选项的开头。请把两个选项分开。",
                {"letter": letter, "next": _letter(one.index + 1)},
            )
    return Flaw(item.source, Severity.WARNING, _CHOICE_CODES[one.fault], why, _snippet(item.question))


def _letter(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else str(index + 1)


def _against(one: Contradiction) -> Message:
    """Say what the explanation says against the key."""
    arguments: dict[str, Argument] = {"words": _short(one.words), "said": _short(one.said), "key": _short(one.key)}
    match one.ground:
        case Ground.ANSWER | Ground.CHOICE:
            return Message("解析说“{words}”，与答案 {key} 不符。请核对后改正答案或解析。", arguments)
        case Ground.FILLING:
            return Message("解析引用的原句里是“{said}”，答案却是“{key}”。请对照原文核对。", arguments)
        case Ground.CONFIRMED:
            return Message("解析引用的原文与题目一字不差，答案却是“{key}”。请对照原文核对。", arguments)
        case Ground.CHANGED:
            return Message("解析引用的原文是“{said}”，题目写作“{key}”，却判为正确。请对照原文核对。", arguments)


@dataclass(frozen=True, slots=True)
class _Place:
    """A question that may be named in a flaw: of the file, or of the deck besides."""

    question: Question
    where: Where
    label: str


def _nearest(deck: Deck, existing: Sequence[StoredItem]) -> dict[int, Flaw]:
    """For each item, by position, that is nearly another one: the flaw that names the worst, or else the nearest.

    An item is named once, however many it resembles: banks have families of questions. Questions of cases are left
    out: without their material nobody can say what they ask.
    """
    items = [item for item in deck.items if item.case is None and item.question.kind is not Kind.CASE]
    places = [_Place(item.question, item.source, item.label or str(item.position + 1)) for item in items]
    places += (
        _Place(old.read(), Where(old.source, old.first_line, old.last_line), old.label)
        for old in existing
        if old.parent is None and old.kind != Kind.CASE
    )
    found: dict[int, tuple[Pair, _Place]] = {}
    for pair in lint.pairs([place.question for place in places], others=len(places) - len(items)):
        # The later item of the file is the one that is asked about; what the deck has besides came before it.
        index, other = (pair.right, pair.left) if pair.right < len(items) else (pair.left, pair.right)
        if identity.question_id(places[index].question) == identity.question_id(places[other].question):
            continue  # the import says itself what is the same question
        if index not in found or _rank(pair) > _rank(found[index][0]):
            found[index] = pair, places[other]
    return {
        items[index].position: _near(items[index], pair, other, is_later=index == pair.right)
        for index, (pair, other) in found.items()
    }


def _rank(pair: Pair) -> tuple[bool, float]:
    return pair.clash, pair.ratio


def _near(item: Item, pair: Pair, other: _Place, *, is_later: bool) -> Flaw:
    ours, theirs = reversed(pair.words) if is_later else pair.words
    arguments: dict[str, Argument] = {
        "place": _name(other),
        "text": _short(_snippet(other.question), _BEGINNING),
        "ours": _short(ours) or "—",
        "theirs": _short(theirs) or "—",
    }
    severity = Severity.WARNING if pair.clash else Severity.INFO
    why = replace(_why(pair), arguments=arguments)
    return Flaw(item.source, severity, "nearly-the-same", why, _snippet(item.question))


_CLASHES = {
    True: Message("与 {place}（{text}）问的是同一件事，答案却不同。请核对后改正其中一处。"),
    False: Message("与 {place}（{text}）只差一处，这里是“{ours}”，那里是“{theirs}”，却都判为正确。请核对两题的答案。"),
}
"""What is said of two questions of which one must be wrong, by whether their keys differ."""

_NEAR = {
    Difference.NUMBERS: Message(
        "与 {place}（{text}）几乎相同，数字不同：这里是“{ours}”，那里是“{theirs}”。如果本是一题，请删去一处。"
    ),
    Difference.NEGATION: Message(
        "与 {place}（{text}）几乎相同，否定词不同：这里是“{ours}”，那里是“{theirs}”。如果本是一题，请删去一处。"
    ),
    Difference.WORDS: Message(
        "与 {place}（{text}）几乎相同：这里是“{ours}”，那里是“{theirs}”。如果本是一题，请删去一处。"
    ),
    Difference.GAPS: Message("与 {place}（{text}）文字相同，空的位置不同。如果不需要两题，请删去一处。"),
    Difference.CHOICES: Message("与 {place}（{text}）题干相同，选项不同。如果本是一题，请删去一处。"),
    Difference.KEY: Message("与 {place}（{text}）题干相同，答案的写法不同。如果本是一题，请删去一处。"),
}
"""What is said of others, by what tells most of their differences."""

_EQUAL = Message("与 {place}（{text}）只有标点或空格不同。如果本是一题，请删去一处。")


def _why(pair: Pair) -> Message:
    if pair.clash:
        return _CLASHES[Difference.KEY in pair.differences]
    return next((why for difference, why in _NEAR.items() if difference in pair.differences), _EQUAL)


def _name(place: _Place) -> str:
    """Where a question stands, the same in every language."""
    where = Where(PurePath(place.where.file).name, place.where.line, place.where.last, place.where.sheet)
    return str(where) if where.line or not place.label else f"{where} #{place.label}"


def _snippet(question: Question) -> str:
    """The beginning of a question in one line."""
    return " ".join(question.prompt[: 4 * _SNIPPET].split())[:_SNIPPET]


def _short(text: str, most: int = _WORDS) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
