"""A stick at the hub: what devices dropped is taken in, and what the hub has to say to them is written back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from studyapp import (
    Message,
    Receipt,
    Stick,
    Subfolder,
    file_word,
    name_as_text,
    reply_name,
    stick_trouble,
)
from studyapp_hub import folder_replies
from studyapp_hub.folder_reading import Dropped, Sender, data_of, dropped
from studyapp_hub.hub import Hub


class Ingested(NamedTuple):
    """What an exchange with a folder did.

    ``files``: names of those with statements in them, ``broken``: of those that break off or are something else, of
    which what comes before holds; ``statements``: how many were read. ``words``: what was said of entries that are not
    plainly taken. ``refused``: why nothing at all was taken of some devices, by device. ``replies``: the files that
    were left for devices. ``decks``: how many decks and plans were left that were not there yet; ``boards``: boards.
    ``trouble``: why it went no further; what was taken in by then is kept, and to do it again does no harm.
    """

    files: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    statements: int = 0
    words: Mapping[str, int] = {}
    refused: Mapping[str, Message] = {}
    replies: tuple[str, ...] = ()
    decks: int = 0
    boards: int = 0
    trouble: Message | None = None


@dataclass(slots=True)
class _Told:
    """Somebody to be told: who he is, what came of what he sent, and the files read to their ends."""

    sender: Sender
    receipt: Receipt = field(default_factory=lambda: Receipt({}))
    seen: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Exchange:
    """An exchange as it goes on."""

    hub: Hub
    stick: Stick
    at: int
    senders: dict[str, _Told] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    statements: int = 0
    words: Counter[str] = field(default_factory=Counter)
    replies: list[str] = field(default_factory=list)
    decks: int = 0
    boards: int = 0

    def take(self, one: Dropped) -> None:
        """Take in a file. Raises ``OSError``."""
        receipt = Receipt({})
        data = data_of(self.stick, one)
        if data is None:
            return
        for some in one.portions(data):
            receipt = _together(receipt, self.hub.accept(some, at=self.at))
        if one.folder == "" and one.none:
            return  # a file for a device that came by mail, or something that is not for us
        (self.files if one.statements else self.broken).append(_shown(one.name))
        if one.statements and not one.whole:
            self.broken.append(_shown(one.name))
        self.statements += one.statements
        self.words.update(str(word.verdict) for word in receipt.words)
        for device, who in one.senders.items():
            told = self.senders.setdefault(device, _Told(who))
            told.receipt = _together(told.receipt, receipt)
            told.seen += [one.digest] if one.whole else []

    def answer(self, *, again: bool) -> None:
        """Tell every device that sent something, and ``again`` those who were told before. Raises ``OSError``."""
        there = set(self.stick.names(Subfolder.DOWN)) if again else set()
        before = [one.device for one in self.hub.devices() if reply_name(one.device) in there]
        self.stick.tidy(Subfolder.DOWN)
        for device in dict.fromkeys([*self.senders, *before]):
            told = self.senders.get(device, _Told(Sender("", is_hub=False)))
            name = folder_replies.answer(self.hub, self.stick, device, told.sender, told.receipt, told.seen, at=self.at)
            self.replies += [name] if name else []

    def hand_out(self) -> None:
        """Leave the decks, the plan and the boards. Raises ``OSError``."""
        for folder in (Subfolder.HUB, Subfolder.BOARDS):
            self.stick.tidy(folder)
        self.decks = folder_replies.write_files(self.hub, self.stick, at=self.at)
        scopes = folder_replies.public_scopes(self.hub, ["", *filter(self.hub.key_of, self.senders)])
        self.boards = folder_replies.write_boards(self.hub, self.stick, scopes, at=self.at)

    def done(self, trouble: Message | None) -> Ingested:
        refused = {
            device: one.receipt.refused for device, one in self.senders.items() if one.receipt.refused is not None
        }
        return Ingested(
            tuple(self.files),
            tuple(self.broken),
            self.statements,
            dict(self.words),
            refused,
            tuple(self.replies),
            self.decks,
            self.boards,
            trouble,
        )


def exchange(hub: Hub, folder: str | Path, *, at: int) -> Ingested:
    """Take in what lies in a folder, and leave there what the hub has to say.

    ``folder`` may be one file that came by mail: then the answers lie in ``down`` beside it, to be mailed back. What
    goes wrong with the folder is said in ``trouble``, never raised.
    """
    path = Path(folder)
    alone = path.is_file()
    work = _Exchange(hub, Stick(str(path.parent if alone else path), file_word(hub.id)), at)
    try:
        for one in [Dropped("", path.name)] if alone else dropped(work.stick):
            work.take(one)
        work.answer(again=not alone)
        if not alone:
            work.hand_out()
    except OSError as error:
        return work.done(stick_trouble(error, str(path)))
    if alone and not work.files:
        file = {"file": _shown(path.name)}
        return work.done(Message("{file} 不是同步文件，没有收下；请核对后重新发送。", file))
    return work.done(None)


def _shown(name: str) -> str:
    """A file's name as a terminal may be told it: whoever made the stick has chosen it."""
    return "".join(one if one.isprintable() else "?" for one in name_as_text(name))


def _together(one: Receipt, other: Receipt) -> Receipt:
    """What came of two pushes, the one after the other."""
    return Receipt(
        {**one.held, **other.held},
        one.words + other.words,
        tuple(dict.fromkeys(one.forked + other.forked)),
        one.statements + other.statements,
        one.refused or other.refused,
    )
