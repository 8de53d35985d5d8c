"""The learner's remotes: adding, listing, forgetting, and being known by a hub."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from studyapp.desk.full import Desk, open_desk
from studyapp.envelope.signer import OwnDevice
from studyapp.model import Message
from studyapp.plugins import Plugins
from studyapp.plugins.remoting import OpenRemote, RemoteError, open_remote
from studyapp.store import devices, envelopes, errors, receipts, remotes
from studyapp.store.errors import StoreError
from studyapp.store.opening import Store
from studyapp.store.remotes import RemoteRow
from studyapp.sync.joining import ask_with_code
from studyapp.world import World

LONGEST_NAME = 40
"""Characters of a remote's name."""

LONGEST_CODE = 100
"""Characters of a code."""


class RemoteLine(NamedTuple):
    """A remote as a list shows it. ``joined``: it knows this device; ``synced``, ``tried``: when, 0 for never.

    ``waiting``: entries that it does not hold yet; ``words``: how many entries it says something of, by verdict.
    ``asked``: a code was sent, and is not answered yet.
    """

    name: str
    url: str
    joined: bool
    asked: bool
    tried: int
    synced: int
    waiting: int
    words: Mapping[str, int]
    trouble: Message | None


@contextmanager
def store_of(world: World) -> Iterator[Desk]:
    """The learner's desk for one task of any thread; its troubles are told as sentences."""
    desk = open_desk(world)
    try:
        with errors.told(desk.store.path):
            yield desk
    finally:
        desk.close()


def lines(world: World) -> tuple[RemoteLine, ...]:
    """The remotes, as they stand."""
    with store_of(world) as desk:
        return tuple(_line(desk.store, row) for row in remotes.every(desk.store.connection))


def add(world: World, name: str, url: str, plugins: Plugins) -> None:
    """Add a remote; it is not asked anything. Raises ``StoreError`` where there can be none of that name or address."""
    if not name.isprintable() or not name.strip() or len(name) > LONGEST_NAME:
        raise StoreError(Message("远程的名称要写 1 到 {most} 个字。", {"most": LONGEST_NAME}))
    with store_of(world) as desk:
        told(lambda: open_remote(plugins, name, url, own_device(desk.store))).close()
        if not remotes.add(desk.store.connection, name, url, at=desk.now()):
            raise StoreError(
                Message("已有名为“{name}”的远程；请换一个名称，或先运行 studyapp remote remove。", {"name": name})
            )


def remove(world: World, name: str) -> None:
    """Forget a remote; what came from it stays. Raises ``StoreError`` where there is none of that name."""
    with store_of(world) as desk:
        if not remotes.remove(desk.store.connection, name):
            raise unknown(name)


def join(world: World, name: str, code: str, shown: str = "") -> None:
    """Ask a hub to know this device; the next sync does. ``shown``: the learner's name on boards, empty for none."""
    wanted = code.strip()
    if not wanted or not wanted.isprintable() or len(wanted) > LONGEST_CODE or not shown.isprintable():
        raise StoreError(Message("登记码或姓名不合规定；请照单位发的登记码填写。"))
    with store_of(world) as desk:
        if remotes.named(desk.store.connection, name) is None:
            raise unknown(name)
        own = own_device(desk.store)
        asking = ask_with_code(own, wanted, at=desk.now(), name=shown.strip()[:LONGEST_NAME])
        receipts.note_joining(desk.store.connection, name, own.device, asking)


def own_device(store: Store) -> OwnDevice:
    """The device that writes to a store, with its key."""
    file = devices.read_file(devices.device_path(store.path))
    if file is None:
        raise StoreError(Message("本机的设备密钥读不出来；请关闭应用再打开后重试。"))
    return OwnDevice(file.device, file.key)


def told(act: Callable[[], OpenRemote]) -> OpenRemote:
    """Open a remote, or tell why not as a ``StoreError``."""
    try:
        return act()
    except RemoteError as error:
        raise StoreError(error.why) from error


def unknown(name: str) -> StoreError:
    """The error for a name that no remote has."""
    return StoreError(Message("没有名为“{name}”的远程；运行 studyapp remote list 查看。", {"name": name}))


def _line(store: Store, row: RemoteRow) -> RemoteLine:
    connection = store.connection
    held = {device: link.no for device, link in receipts.held(connection, row.name).items()}
    return RemoteLine(
        name=row.name,
        url=row.url,
        joined=store.device in receipts.certificates(connection, row.name),
        asked=bool(receipts.joinings(connection, row.name)),
        tried=row.tried,
        synced=row.synced,
        waiting=envelopes.count_waiting(connection, held),
        words=receipts.count_words(connection, row.name),
        trouble=row.trouble,
    )
