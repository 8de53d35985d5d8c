"""A hub that is served on a real port, devices that talk to it, and administrators with a browser's manners."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from argon2 import PasswordHasher

from studyapp import EntriesHead, JoinHead, OwnDevice, Statement, UnitHead, digest_of, read_deck, seal
from studyapp_hub.accounts import Account
from studyapp_hub.client import HubKind, HubRemote
from studyapp_hub.hub import Hub
from studyapp_hub.service.app import application, guarded
from studyapp_hub.service.context import Service
from studyapp_hub.service.serving import free_socket, run, server_of
from studyapp_hub.service.settings import USUAL, Allowances, Settings

NOON = 1_620_014_400_000
"""3 May 2021, noon in Shanghai."""

SECRET = "11" * 32
PASSWORD = "correct horse"


@dataclass
class Clock:
    """A clock that a test sets. ``steady``: the one that nobody sets goes on with it."""

    at: int = NOON

    def now(self) -> int:
        return self.at

    def steady(self) -> float:
        return float(self.at)


@dataclass
class Chance:
    """Random bytes that can be foretold."""

    random: Random = field(default_factory=lambda: Random(7))

    def __call__(self, count: int) -> bytes:
        return self.random.randbytes(count)


@dataclass
class Served:
    """A hub on a port."""

    hub: Hub
    service: Service
    clock: Clock
    port: int
    remotes: list[HubRemote] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def remote(self, device: OwnDevice, now: Any = None) -> HubRemote:
        self.remotes.append(HubKind("http", now or self.clock.now, 10.0).open(self.url, device))
        return self.remotes[-1]

    def unit(self, unit: str, name: str, parent: str = "", **more: Any) -> None:
        self.ask(lambda hub: hub.say(UnitHead(by="", hub="", unit=unit, day=0, name=name, parent=parent, **more)))

    def ask(self, question: Any) -> Any:
        """Have something done with the hub while it is served, in its own thread."""
        return self.service.worker.ask_now(lambda hub, at: question(hub))

    def code(self, unit: str = "c") -> str:
        return self.service.enrolment.for_unit(unit, 1, self.clock.at, "test")[0].code

    def account(self, name: str, role: str, scope: str = "*") -> Account:
        return self.service.accounts.add(name, PASSWORD, role, scope, at=self.clock.at)

    def browser(self, name: str = "") -> Browser:
        found = Browser(self.port)
        if name:
            assert found.post("/admin/login", {"name": name, "password": PASSWORD}, csrf=False).status == 303
        return found

    def raw(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()


@dataclass
class Page:
    status: int
    headers: dict[str, str]
    text: str
    data: bytes


@dataclass
class Browser:
    """It keeps cookies, follows nothing, and sends forms with the token of the page that it saw last."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    def get(self, path: str) -> Page:
        return self._send("GET", path, None, {})

    def post(
        self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None, *, csrf: bool = True
    ) -> Page:
        fields = {**({"csrf": self.token()} if csrf else {}), **fields}
        if file is None:
            kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
        else:
            kind, body = multipart(fields, file)
        return self._send("POST", path, body, {"Content-Type": kind})

    def token(self) -> str:
        if not self.csrf:
            self.get("/admin")
        return self.csrf

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Page:
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        found = {name.lower(): value for name, value in response.getheaders()}
        if "set-cookie" in found:
            name, _equals, value = found["set-cookie"].partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        text = data.decode("utf-8", "replace")
        seen = re.search(r'name="csrf" value="([0-9a-f]+)"', text)
        self.csrf = seen[1] if seen else self.csrf
        return Page(response.status, found, text, data)


def multipart(fields: dict[str, str], file: tuple[str, bytes]) -> tuple[str, bytes]:
    """A form with a file, as browsers send it."""
    mark = "----studyapptests"
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    body = b"".join(parts) + head.encode() + file[1] + f"\r\n--{mark}--\r\n".encode()
    return f"multipart/form-data; boundary={mark}", body


@contextmanager
def serve(
    hub: Hub, place: Path, clock: Clock, allowances: Allowances = USUAL, certificate: str = "", key_file: str = ""
) -> Iterator[Served]:
    """Serve a hub on some port until the test is over."""
    settings = Settings(
        place,
        now=clock.now,
        steady=clock.steady,
        random=Chance(),
        read_deck=lambda source: read_deck(place, source),
        allowances=allowances,
        hasher=PasswordHasher(time_cost=1, memory_cost=64, parallelism=1),
    )
    app = application(hub, settings)
    ready = threading.Event()
    listening = free_socket("127.0.0.1", 0)
    port = listening.getsockname()[1]
    server = server_of(
        guarded(app, clock.now),
        host="127.0.0.1",
        port=0,
        ready=lambda port: ready.set(),
        certificate=certificate,
        key_file=key_file,
    )
    thread = threading.Thread(target=run, args=(server, listening), name="server")
    thread.start()
    try:
        assert ready.wait(20), "the server did not start"
        found = Served(hub, app.state.service, clock, port)
        yield found
        for remote in found.remotes:
            remote.close()
    finally:
        server.stop()
        thread.join(20)
        assert not thread.is_alive()


def device(number: int) -> OwnDevice:
    """A device with a key of its own."""
    return OwnDevice(f"{number:016x}", Random(number).randbytes(32).hex())


def joining(own: OwnDevice, code: str, name: str = "", at: int = NOON) -> Statement:
    return seal(own.secret, JoinHead(by="", device=own.device, code=code, at=at, name=name))


def envelope(own: OwnDevice, no: int, before: str = "", content: bytes = b"[]") -> Statement:
    return seal(own.secret, EntriesHead(by="", device=own.device, no=no, before=before), content)


def chain(own: OwnDevice, count: int) -> list[Statement]:
    """So many envelopes that follow each other."""
    found: list[Statement] = []
    before = ""
    for no in range(1, count + 1):
        found.append(envelope(own, no, before, b"content %d" % no))
        before = digest_of(found[-1].head)
    return found
