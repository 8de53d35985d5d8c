"""The two hubs of the made-up county, each served on a port of this machine, by a clock that the demonstration sets."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from studyapp import Deck, Message, Source
from studyapp_hub.client import HubKind, HubRemote
from studyapp_hub.command_common import refused
from studyapp_hub.engines.postgresql import open_postgres
from studyapp_hub.founding import init_hub
from studyapp_hub.hub import Hub
from studyapp_hub.schema import META, TABLES
from studyapp_hub.service.app import application, guarded
from studyapp_hub.service.context import Service
from studyapp_hub.service.serving import free_socket, run, server_of
from studyapp_hub.service.settings import BOUNDLESS, Settings
from studyapp_hub.service.upward import exchange_once

_HOST = "127.0.0.1"
_PATIENCE = 20.0
"""Seconds that a server has to start and to stop."""

_Found = TypeVar("_Found")


@dataclass
class Clock:
    """The time in the county, in UTC milliseconds."""

    at: int

    def now(self) -> int:
        """The time."""
        return self.at


@dataclass(frozen=True)
class Site:
    """A hub that is served. ``stick``: the folder that is carried to it."""

    service: Service
    url: str
    stick: Path
    hub: Hub

    def ask(self, question: Callable[[Hub, int], _Found]) -> _Found:
        """Have something done with the hub, in its own thread, and tell it of the rosters."""

        def asked(hub: Hub, at: int) -> _Found:
            found = question(hub, at)
            self.service.worker.after(hub, at)
            return found

        return self.service.worker.ask_now(asked)

    def remote(self, device: Any) -> HubRemote:
        """The hub as a device sees it."""
        return HubKind("http", self.service.worker.now).open(self.url, device)

    def forward(self) -> int:
        """Exchange with the hub above; return how many statements went up."""
        return asyncio.run(exchange_once(self.service))


@contextmanager
def site(
    folder: Path,
    name: str,
    clock: Clock,
    words: tuple[str, str],
    read: Callable[[Source], Deck],
    port: int = 0,
    database: str = "",
) -> Iterator[Site]:
    """Make a hub and serve it; a database is empty before and after. ``words``: its secret key and its id.

    Raises ``Refused`` and ``Unavailable``.
    """
    try:
        listening = free_socket(_HOST, port)
    except (OSError, OverflowError):
        raise refused(Message("端口 {port} 用不了，可能已被占用；请换一个（--port）。", {"port": port})) from None
    place = folder / "hub"
    with listening, _empty(database):
        hub = init_hub(place, secret=words[0], hub=words[1], name=name, at=clock.at, database=database)
        try:
            settings = Settings(place, now=clock.now, read_deck=read, allowances=BOUNDLESS)
            app = application(hub, settings)
            with _served(guarded(app, clock.now), listening):
                url = f"http://{_HOST}:{listening.getsockname()[1]}"
                (stick := folder / "stick").mkdir()
                yield Site(app.state.service, url, stick, hub)
        finally:
            hub.close()


@contextmanager
def _empty(database: str) -> Iterator[None]:
    """An empty database that is emptied in the end."""
    if not database:
        yield
        return
    engine = open_postgres(database, patience=_PATIENCE)
    try:
        if engine.rows("SELECT 1 FROM information_schema.tables WHERE table_name = ?", META.name):
            raise refused(Message("这个数据库里已有服务器的数据；演示要用空的数据库，请另建一个。"))
        try:
            yield
        finally:
            for one in TABLES:
                engine.run(f"DROP TABLE IF EXISTS {one.name}")
    finally:
        engine.close()


@contextmanager
def _served(app: Any, listening: Any) -> Iterator[None]:
    ready = threading.Event()
    server = server_of(app, host=_HOST, port=0, ready=lambda _port: ready.set())
    thread = threading.Thread(target=run, args=(server, listening), name="demo", daemon=True)
    thread.start()
    try:
        if not ready.wait(_PATIENCE):
            raise refused(Message("演示的服务器没有启动；请稍后再试。"))
        yield
    finally:
        server.stop()
        thread.join(_PATIENCE)
