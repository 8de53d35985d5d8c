"""A folder as a remote: decks and boards come from it, statements wait in it until somebody carries it to the hub."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from studyapp import (
    Board,
    File,
    Heard,
    Message,
    Pulled,
    Receipt,
    Reply,
    Scope,
    Signer,
    Statement,
    Stick,
    Subfolder,
    Unreachable,
    file_word,
    stick_trouble,
)
from studyapp_folder import boards, dropping, finding, hearing
from studyapp_folder.address import SCHEME, read_address
from studyapp_folder.cursor import MOST, Cursor, read_cursor

_PORTION = 32 << 20
"""Bytes of files of one pull."""


@dataclass(frozen=True, slots=True)
class FolderKind:
    """Folders: on a stick, on a share, or one that somebody sends on by mail."""

    scheme: str = SCHEME

    def open(self, url: str, signer: Signer) -> FolderRemote:
        """The folder at an address; it need not be there yet. Raises ``BadAddress``."""
        address = read_address(url, windows=os.name == "nt")
        return FolderRemote(Stick(address.path, file_word(signer.device)), signer, address.hub)


@dataclass(slots=True)
class FolderRemote:
    """A folder that a device syncs with. ``pinned``: the key of the hub that is believed, where the address has it.

    ``hub``: the same, as far as it is known.
    """

    stick: Stick
    signer: Signer
    pinned: str = ""
    hub: str = field(init=False)

    def __post_init__(self) -> None:
        self.hub = self.pinned

    def pull(self, cursor: str) -> Pulled:
        """What has changed in the folder since. Raises ``Unreachable``."""
        with self._there():
            before = read_cursor(cursor)
            self.hub = self.hub or before.hub
            heard = self._hear()
            if before.hub != self.hub:  # what was seen before a hub was known has been vouched for by nobody
                before = Cursor(self.hub)
            told = heard if heard is not None and heard.head.at >= before.replied else None
            with suppress(OSError):  # on a stick that is read only, it stays
                self._make_room(heard)
            after = before if told is None else replace(before, replied=told.head.at)
            files, after, more = self._files(after)
            return _pulled(files, after, more, told, is_new=told is not None and told.head.at > before.replied)

    def push(self, statements: Sequence[Statement]) -> Receipt:
        """Leave statements for the hub, and say what it last said. Raises ``Unreachable``."""
        with self._there():
            heard = self._hear()
            self.stick.tidy(Subfolder.UP)
            device = self.signer.device
            waiting = self._make_room(heard)
            receipt = heard.reply.receipt if heard is not None else Receipt({})
            known = device if heard is not None and hearing.knows(heard, self.signer) else ""
            fresh = dropping.not_held(statements, receipt.held, known)
            files = dropping.drop(self.stick, device, fresh, waiting)
            seen = frozenset[str]() if heard is None else heard.reply.seen
            is_answered = files == 0 and all(one.digest in seen for one in waiting)
            return receipt if is_answered else receipt._replace(refused=None)

    def scopes(self) -> Sequence[Scope]:
        """Whose boards the folder holds, that of the learner's own unit first. Raises ``Unreachable``."""
        with self._there():
            heard = self._hear()
            own = self._own(heard)
            titles = {board.scope: board.title for board in self._boards(heard).values()}
            first = [own] if own in titles else []
            return [Scope(one, titles[one]) for one in [*first, *sorted(titles.keys() - {own})]]

    def standings(self, scope: str, period: str) -> Board:
        """A board as it was last brought. Raises ``Unreachable``, also where none was."""
        with self._there():
            heard = self._hear()
            found = self._boards(heard).get((scope or self._own(heard), period or "all"))
        if found is None:
            raise Unreachable(Message("这个文件夹里还没有这份排行榜；等它从单位带回来以后再看。"))
        return found

    def _hear(self) -> Heard | None:
        """The hub's last word; the key of a hub that knows this device is believed from then on.

        Of one that does not, nothing counts but why that is so.
        """
        heard = hearing.hear(self.stick, self.signer, self.hub)
        if heard is None:
            return None
        if self._trusts(heard):
            self.hub = self.hub or heard.head.by
            return heard
        return heard._replace(reply=Reply(Receipt({}, refused=heard.reply.receipt.refused), heard.reply.seen))

    def _trusts(self, heard: Heard) -> bool:
        """Whether it is a hub that knows this device, or the one that somebody said it is."""
        return heard.head.by == self.pinned or hearing.knows(heard, self.signer)

    def _make_room(self, heard: Heard | None) -> list[dropping.Dropped]:
        """Remove what the hub holds of what this device has dropped, and return what goes on to wait."""
        there = dropping.dropped_by(self.stick, self.signer.device)
        if heard is None or not self._trusts(heard) or heard.reply.receipt.refused is not None:
            return there
        return dropping.discard_taken(self.stick, self.signer.device, there, heard.reply)

    def _own(self, heard: Heard | None) -> str:
        unit = "" if heard is None else hearing.unit_of(heard, self.signer)
        return f"unit:{unit}" if unit else "*"

    def _boards(self, heard: Heard | None) -> boards.Boards:
        found = boards.read_boards(self.stick)
        for board in () if heard is None else heard.reply.boards:
            boards.put(found, board)
        return found

    def _files(self, before: Cursor) -> tuple[list[File], Cursor, bool]:
        """The files that are new, as many as go at once; where there are more, the cursor says how far this went."""
        files: list[File] = []
        size = 0
        versions, heaps = dict(before.versions), dict(before.heaps)
        signed = finding.published(self.stick, self.hub)
        for one in signed.values():
            if one.file.version > versions.get(one.what, 0):
                size += len(one.file.data)
                if files and size > _PORTION and len(signed) <= MOST:
                    return files, replace(before, versions=versions), True
                files.append(one.file)
                versions[one.what] = one.file.version
        there = set()
        for heap in () if self.hub and signed else finding.lying(self.stick):
            there.add(heap.number)
            if heaps.get(heap.number) != heap.digest:
                size += sum(len(one.data) for one in heap.files)
                if files and size > _PORTION:
                    return files, replace(before, versions=versions, heaps=heaps), True
                files += heap.files
                heaps[heap.number] = heap.digest
        heaps = {number: one for number, one in heaps.items() if number in there}
        return files, replace(before, versions=versions, heaps=heaps), False

    @contextmanager
    def _there(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Unreachable(stick_trouble(error, self.stick.root)) from error


def _pulled(files: Sequence[File], cursor: Cursor, more: bool, heard: Heard | None, *, is_new: bool) -> Pulled:
    if heard is None:
        return Pulled(cursor.as_text(), tuple(files), more=more)
    told = heard.reply.receipt
    statements = told.statements if is_new else ()
    return Pulled(cursor.as_text(), tuple(files), told.held, told.words, told.forked, statements, more)
