"""Write a deck with a writer of the wanted format, whatever the writers do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from studyapp.hookspecs import QuestionWriter
from studyapp.model import Deck, Flaw, Message, Severity, Where
from studyapp.plugins.checking import Misfit, misfit
from studyapp.plugins.guarding import Failure, guarded
from studyapp.plugins.loading import Plugins
from studyapp.plugins.offers import Offer

_ALL_FAILED = {
    "writer-failed": Message("写出器 {writer}（插件 {plugin}）出错：{error}。请换一种格式，或卸载这个插件再试。"),
    "writer-garbage": Message(
        "写出器 {writer}（插件 {plugin}）交出的结果不合规定：{place} 不能是 {found}。请换一种格式，或卸载这个插件再试。"
    ),
}

_Written = tuple[bytes, tuple[Flaw, ...]]


class CannotWrite(Exception):  # noqa: N818 - it is a finding, said to a person, like NotABank
    """No writer made a file of this format, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


def write(plugins: Plugins, deck: Deck, suffix: str) -> tuple[str, bytes, tuple[Flaw, ...]]:
    """Return the writer's name, the file's bytes, and a flaw for everything that did not go into them.

    ``suffix``, in any case and with the dot, chooses the format; of its writers the first that does not fail is
    taken, and the failures before it are among the flaws. Raises ``CannotWrite``, and nothing else.
    """
    wanted = suffix.lower()
    writers = [writer for writer in plugins.writers if wanted in writer.suffixes]
    if not writers:
        raise CannotWrite(_no_format(plugins, wanted))
    faults: list[Flaw] = []
    for writer in writers:
        written = _write_with(writer, deck, faults)
        if written is not None:
            return writer.name, written[0], (*written[1], *faults)
    raise CannotWrite(replace(_ALL_FAILED[faults[0].code], arguments=faults[0].why.arguments))


def _write_with(writer: Offer[QuestionWriter], deck: Deck, faults: list[Flaw]) -> _Written | None:
    whose: dict[str, str | int | float] = {"writer": writer.name, "plugin": writer.plugin}
    try:
        written, fault = guarded(partial(_checked, writer, deck))
    except Failure as failure:
        why = Message("写出器 {writer}（插件 {plugin}）出错：{error}", {**whose, "error": failure.error})
        faults.append(Flaw(Where(deck.name), Severity.WARNING, "writer-failed", why))
        return None
    if fault is not None:
        why = Message(
            "写出器 {writer}（插件 {plugin}）交出的结果不合规定：{place} 不能是 {found}。",
            {**whose, "place": fault.place, "found": fault.found},
        )
        faults.append(Flaw(Where(deck.name), Severity.WARNING, "writer-garbage", why))
        return None
    return written


def _checked(writer: Offer[QuestionWriter], deck: Deck) -> tuple[_Written, Misfit | None]:
    written = writer.thing.write(deck)
    return written, misfit(written, tuple[bytes, tuple[Flaw, ...]])


def _no_format(plugins: Plugins, suffix: str) -> Message:
    known = sorted({one for writer in plugins.writers for one in writer.suffixes})
    if not known:
        return Message("没有可用的写出器，什么格式都写不了。请运行 studyapp plugins 看原因。")
    if not suffix:
        return Message("文件名没有后缀，不知道要写成什么格式。可以写：{known}。", {"known": ", ".join(known)})
    return Message("写不了 {suffix} 文件。可以写：{known}。", {"suffix": suffix, "known": ", ".join(known)})
