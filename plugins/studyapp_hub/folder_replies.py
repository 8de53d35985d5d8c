"""What a hub leaves in a folder: for each device its own word, for all the boards, the decks and the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from studyapp import (
    LARGEST_DROP,
    LARGEST_FRAME,
    Board,
    DeviceHead,
    File,
    Message,
    PublishedHead,
    Pulled,
    Receipt,
    ReceiptHead,
    Reply,
    Statement,
    Stick,
    Subfolder,
    Unreadable,
    Word,
    board_name,
    board_to_plain,
    canonical,
    lock_reply,
    published_name,
    read_statements,
    reply_content,
    reply_name,
    study_day,
    unseal,
    write_statements,
)
from studyapp_hub.folder_reading import Sender
from studyapp_hub.hub import Hub

_EPOCH = date(1970, 1, 1)

_UNKNOWN = Message("单位服务器还不认识这台设备；请向管理员要登记码，登记后再同步。")
_UNKNOWN_HUB = Message("上级服务器还不认识这台服务器；请上级管理员先登记它，再带一次。")

_SCOPES = 2
"""Of so many scopes a learner is told the places near him: his own unit, and the one above."""


def periods_at(at: int) -> tuple[str, ...]:
    """The periods whose boards are handed out: the activity, this month and the last, this week and the last, today."""
    day = _EPOCH + timedelta(days=study_day(at))
    month_before = day.replace(day=1) - timedelta(days=1)
    week_before = day - timedelta(days=7)
    return (
        "all",
        f"{day:%Y-%m}",
        f"{month_before:%Y-%m}",
        f"{day:%G-W%V}",
        f"{week_before:%G-W%V}",
        day.isoformat(),
    )


def answer(hub: Hub, stick: Stick, device: str, sender: Sender, heard: Receipt, seen: Iterable[str], *, at: int) -> str:
    """Write down what the hub says to a device, and return the name of the file. Raises ``OSError``.

    ``sender``: as he showed himself; ``heard``: what came of what he sent.
    Empty where it cannot be told anything.
    """
    key = hub.key_of(device)
    if key:
        pulled = _all_of(hub, device, at=at)
        learner = hub.learner_of(device)
        held = {one: what for one, what in heard.held.items() if hub.learner_of(one) == learner}
        receipt = Receipt({**held, **pulled.held}, pulled.words, pulled.forked, pulled.statements)
        name = reply_name(device, "" if _is_ours(hub, device, pulled.statements) else hub.id)
        reply = Reply(receipt, frozenset(seen), tuple(_boards_of(hub, device, at=at)))
    else:
        key, name = sender.key, reply_name(device, hub.id)
        why = heard.refused or (_UNKNOWN_HUB if sender.is_hub else _UNKNOWN)
        reply = Reply(Receipt({}, refused=why), frozenset(seen))
    try:
        data = lock_reply(hub.seal(ReceiptHead(by="", hub="", device=device, at=at), reply_content(reply)), key)
    except ValueError:
        return ""
    stick.write(Subfolder.DOWN, name, data)
    return name


def write_boards(hub: Hub, stick: Stick, scopes: Iterable[str], *, at: int) -> int:
    """Write the boards that anyone may read; returns how many. Raises ``OSError``."""
    written = 0
    for scope in scopes:
        for period in periods_at(at):
            board = hub.board(scope, period, at=at)
            public = board._replace(near=(), places=tuple(one._replace(mine=False) for one in board.places))
            stick.write(Subfolder.BOARDS, board_name(scope, period), canonical(board_to_plain(public)).encode())
            written += 1
    return written


def write_files(hub: Hub, stick: Stick, *, at: int) -> int:
    """Write the decks and the plan, signed by this hub; returns how many were not there yet. Raises ``OSError``."""
    written = 0
    for file in _last_of_each(hub, at=at):
        name = published_name(file.what, file.name)
        if _there(hub, stick, name) < file.version and len(file.data) <= LARGEST_FRAME:
            head = PublishedHead(
                by="", hub="", what=file.what, name=file.name, version=file.version, file=file.file, at=at
            )
            stick.write(Subfolder.HUB, name, write_statements([hub.seal(head, file.data)]))
            written += 1
    return written


def _all_of(hub: Hub, device: str, *, at: int) -> Pulled:
    """All that a device is told, without the files."""
    cursor, more = "", True
    whole = Pulled("")
    statements: list[Statement] = []
    words: dict[bytes, Word] = {}
    while more:
        one = hub.pull(device, cursor, at=at)
        statements += one.statements
        words.update({word.entry: word for word in one.words})
        whole = one._replace(held={**whole.held, **one.held}, files=())
        more, cursor = one.more and one.cursor != cursor, one.cursor
    return whole._replace(words=tuple(words.values()), statements=tuple(statements))


def _last_of_each(hub: Hub, *, at: int) -> Iterator[File]:
    cursor, more = "", True
    last: dict[tuple[str, str], File] = {}
    while more:
        one = hub.pull("", cursor, at=at)
        for file in one.files:
            known = last.get((file.what, file.name))
            if known is None or known.version <= file.version:
                last[file.what, file.name] = file
        more, cursor = one.more and one.cursor != cursor, one.cursor
    yield from last.values()


def _boards_of(hub: Hub, device: str, *, at: int) -> Iterator[Board]:
    for scope in hub.scopes(device)[:_SCOPES]:
        for period in periods_at(at):
            yield hub.board(scope.scope, period, at=at, device=device)


def _is_ours(hub: Hub, device: str, statements: Sequence[Statement]) -> bool:
    """Whether this hub itself made a device known; what a hub below says to it, must not be written over."""
    return any(
        isinstance(head, DeviceHead) and head.device == device and head.by == hub.key for head in _heads(statements)
    )


def _heads(statements: Iterable[Statement]) -> Iterator[object]:
    for one in statements:
        try:
            yield unseal(one)
        except Unreadable:
            continue


def _there(hub: Hub, stick: Stick, name: str) -> int:
    """The version that this hub left there; 0 for none, or where it is damaged or somebody else's."""
    try:
        statements = list(read_statements(stick.read(Subfolder.HUB, name, LARGEST_DROP) or b""))
    except Unreadable:
        return 0
    found = [one for one in _heads(statements) if isinstance(one, PublishedHead) and one.by == hub.key]
    return max((one.version for one in found), default=0)


def public_scopes(hub: Hub, devices: Iterable[str]) -> Mapping[str, None]:
    """Whose boards those who use a folder may see, in order."""
    return dict.fromkeys(scope.scope for device in devices for scope in hub.scopes(device))
