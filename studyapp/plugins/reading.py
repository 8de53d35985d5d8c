"""Read a file with the reader that its content asks for, whatever the readers do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from studyapp.hookspecs import Cancelled, Excerpt, NotABank, QuestionReader, Source
from studyapp.model import Argument, Deck, Flaw, Kind, Message, Reading, Severity, Where
from studyapp.plugins.checking import Misfit, misfit
from studyapp.plugins.guarding import TIME_LIMIT, Failure, TookTooLong, guarded
from studyapp.plugins.loading import Plugins
from studyapp.plugins.looks import is_blank, is_no_text, looks_like
from studyapp.plugins.offers import Offer

HEAD = 64 * 1024
"""How much of a file a reader is shown before it is chosen."""

LIKELY = 0.5
"""Once a surer reader has found no question, only a reader at least this sure is asked in its place.

Otherwise a damaged JSON file would be read as loose text instead of being called damaged.
"""

_Reader = Offer[QuestionReader]

_READ_FAULTS = {
    "reader-failed": Message(
        "读取器 {reader}（插件 {plugin}）读这个文件时出错：{error}。请另存为别的格式，或卸载这个插件再试。"
    ),
    "reader-garbage": Message(
        "读取器 {reader}（插件 {plugin}）交出的题库不合规定：{place} 不能是 {found}。请换一种格式，或卸载这个插件再试。"
    ),
}
_LOOK_FAULTS = {
    "sniff-failed": Message(
        "读取器 {reader}（插件 {plugin}）辨认文件时出错：{error}。请另存为别的格式，或卸载这个插件再试。"
    ),
    "sniff-slow": Message(
        "读取器 {reader}（插件 {plugin}）{seconds} 秒内没有认出文件。请另存为别的格式，或卸载这个插件再试。"
    ),
}
"""What is said, by the fault's code, where the file was not read at all because of it."""


@dataclass(slots=True)
class _Attempt:
    """What has come of the readers so far: faults of plugins, a bank without questions, words of refusal."""

    where: Where
    faults: list[Flaw] = field(default_factory=list)
    read: bool = False
    hollow: tuple[str, Deck] | None = None
    refusal: NotABank | None = None

    def blame(self, code: str, reader: _Reader, why: Message, **details: Argument) -> None:
        """Note a plugin's fault: information where it did not look, a warning where it was to have read the file."""
        severity = Severity.WARNING if code in _READ_FAULTS else Severity.INFO
        arguments = {"reader": reader.name, "plugin": reader.plugin, **details}
        self.faults.append(Flaw(self.where, severity, code, replace(why, arguments=arguments)))

    @property
    def judged(self) -> bool:
        """Whether a reader has looked through the file and found no question."""
        return self.hollow is not None or self.refusal is not None


def read(plugins: Plugins, source: Source, *, suffix: str = "", time_limit: float = TIME_LIMIT) -> tuple[str, Deck]:
    """Return the deck that a file holds and the name of the reader that read it.

    The content decides; ``suffix``, lower case with the dot, only where two readers are equally sure. Where the
    surest finds errors, other likely ones read it too, and that deck counts which has most questions less errors.
    A reader that fails is passed over and named among the deck's flaws. ``time_limit`` bounds the look at the
    head, in seconds; reading may take as long as the file needs. Raises ``NotABank``, or lets ``Cancelled`` pass.
    """
    if is_blank(source.data):
        raise NotABank(Message("文件是空的，没有题目。请确认选对了文件。"))
    if not plugins.readers:
        raise NotABank(Message("没有可用的读取器，什么文件都读不了。请运行 studyapp plugins 看原因。"))
    source = _with_flat_key(plugins, source)
    attempt = _Attempt(Where(source.name))
    best: tuple[str, Deck] | None = None
    others: list[Reading] = []
    for name, deck in _decks(plugins, source, suffix, time_limit, attempt):
        if best is None or worth(deck) > worth(best[1]):
            others += [] if best is None else best[1].readings
            best = name, deck
        else:
            others += deck.readings
        if not errors(best[1]):
            break
    if best is None and attempt.hollow is not None:
        best = attempt.hollow
    if best is None:
        raise attempt.refusal or NotABank(_no_reader(plugins, source, attempt))
    name, deck = best
    return name, replace(deck, flaws=(*deck.flaws, *attempt.faults), readings=(*deck.readings, *others))


def _with_flat_key(plugins: Plugins, source: Source) -> Source:
    """Return a source whose key, where it is a workbook, is its rows as CSV, by the reader that knows workbooks."""
    key = source.key
    for reader in plugins.readers if key is not None else ():
        flat = getattr(reader.thing, "flat", None)
        try:
            found = None if flat is None else guarded(partial(flat, key), passing=(NotABank,))
        except Failure:
            continue
        if key is not None and isinstance(found, bytes):
            return replace(source, key=replace(key, data=found, encoding="utf-8"))
    return source


def errors(deck: Deck) -> int:
    """How many of its flaws cost a question."""
    return sum(flaw.severity is Severity.ERROR for flaw in deck.flaws)


def worth(deck: Deck) -> int:
    """What speaks for reading a file as this deck: its questions less its errors."""
    return sum(item.question.kind is not Kind.CASE for item in deck.items) - errors(deck)


def excerpt(plugins: Plugins, name: str, source: Source, places: Sequence[Where]) -> Excerpt | None:
    """Return these places of a file in its own layout, by the reader that read it; ``None`` where it cannot."""
    reader = next((one for one in plugins.readers if one.name == name), None)
    act = None if reader is None else getattr(reader.thing, "excerpt", None)
    if act is None or not places:
        return None
    try:
        found = guarded(partial(act, source, tuple(places)))
    except Failure:
        return None
    return found if misfit(found, Excerpt) is None and found.suffix.startswith(".") else None


def _decks(
    plugins: Plugins, source: Source, suffix: str, time_limit: float, attempt: _Attempt
) -> Iterator[tuple[str, Deck]]:
    """Yield the decks that the readers find, the surest reader's first."""
    for confidence, reader in _by_confidence(plugins, source, suffix, time_limit, attempt):
        if (attempt.judged or attempt.read) and confidence < LIKELY:
            return
        deck = _read_with(reader, source, attempt)
        if deck is not None:
            attempt.read = True
            yield reader.name, deck


def _by_confidence(
    plugins: Plugins, source: Source, suffix: str, time_limit: float, attempt: _Attempt
) -> list[tuple[float, _Reader]]:
    """Ask every reader how sure it is; the surest first, then those of the suffix, then in order of precedence.

    What is plainly no text goes only to a reader that is sure of it: loose text can be found in any bytes.
    """
    head = source.data[:HEAD]
    asked = [(_confidence(reader, head, time_limit, attempt), reader) for reader in plugins.readers]
    least = LIKELY if is_no_text(source.data) else 0
    willing = [(confidence, reader) for confidence, reader in asked if confidence > 0 and confidence >= least]
    return sorted(willing, key=lambda one: (-one[0], suffix not in one[1].suffixes))


def _confidence(reader: _Reader, head: bytes, time_limit: float, attempt: _Attempt) -> float:
    try:
        return guarded(partial(_sniffed, reader, head), time_limit)
    except TookTooLong:
        why = Message("读取器 {reader}（插件 {plugin}）{seconds} 秒内没有认出文件，没有用它。")
        attempt.blame("sniff-slow", reader, why, seconds=f"{time_limit:g}")
    except Failure as failure:
        why = Message("读取器 {reader}（插件 {plugin}）辨认文件时出错，没有用它：{error}")
        attempt.blame("sniff-failed", reader, why, error=failure.error)
    return 0.0


def _sniffed(reader: _Reader, head: bytes) -> float:
    confidence = reader.thing.sniff(head)
    if not isinstance(confidence, (int, float)) or not 0 <= confidence <= 1:
        raise ValueError(f"sniff: {confidence!r:.40}")
    return float(confidence)


def _read_with(reader: _Reader, source: Source, attempt: _Attempt) -> Deck | None:
    """Return the reader's deck if it has questions; note what else came of it in ``attempt``."""
    if source.key is not None and not getattr(reader.thing, "takes_key", False):
        why = Message("这种文件不能另配答案文件：{file}。请把答案写进文件里再导入。", {"file": source.name})
        attempt.refusal = attempt.refusal or NotABank(why)
        return None
    try:
        deck, fault = guarded(partial(_checked, reader, source), passing=(NotABank, Cancelled))
    except NotABank as refusal:
        attempt.refusal = attempt.refusal or _sayable(refusal, reader)
        return None
    except Failure as failure:
        why = Message("读取器 {reader}（插件 {plugin}）读这个文件时出错，没有用它：{error}")
        attempt.blame("reader-failed", reader, why, error=failure.error)
        return None
    if fault is not None:
        why = Message("读取器 {reader}（插件 {plugin}）交出的题库不合规定，没有用它：{place} 不能是 {found}。")
        attempt.blame("reader-garbage", reader, why, place=fault.place, found=fault.found)
        return None
    if not deck.items:
        attempt.hollow = attempt.hollow or (reader.name, deck)
        return None
    return deck


def _checked(reader: _Reader, source: Source) -> tuple[Deck, Misfit | None]:
    deck = reader.thing.read(source)
    return deck, misfit(deck)


def _sayable(refusal: NotABank, reader: _Reader) -> NotABank:
    """Return a reader's refusal, or a plain one where its words cannot be said."""
    if misfit(refusal.why, Message) is None:
        return refusal
    return NotABank(
        Message(
            "读取器 {reader}（插件 {plugin}）说这不是题库，没有说明原因。请确认选对了文件。",
            {"reader": reader.name, "plugin": reader.plugin},
        )
    )


def _no_reader(plugins: Plugins, source: Source, attempt: _Attempt) -> Message:
    """Say why nobody read the file: whose fault it is, or what it is, or that nobody knows its format."""
    what = looks_like(source.data)
    for words in (_READ_FAULTS, {} if what else _LOOK_FAULTS):
        for fault in attempt.faults:
            if fault.code in words:
                return replace(words[fault.code], arguments=fault.why.arguments)
    if what is not None:
        return what
    return Message(
        "没有读取器认得这个文件（问过 {readers}）。请确认它是题库；题目的写法见 decks/README.md。",
        {"readers": ", ".join(reader.name for reader in plugins.readers)},
    )
