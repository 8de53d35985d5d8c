"""A hub over HTTP: requests with one entry each, beside the same server that only inserts the row.

``python -m tests.benchmarks.hub_serving FOLDER DATABASE`` serves the hub of a folder in a process of its own, with a
second route of which the requests go through the same threads and micro-batches, and whose rows are merely inserted.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from studyapp import Receipt, unpack_rows, write_statements
from studyapp_hub.engines.opening import open_engine
from studyapp_hub.engines.protocol import BLOB, INTEGER, REAL, TEXT, Engine, Table
from studyapp_hub.founding import open_hub
from studyapp_hub.outside import utc
from studyapp_hub.service.api import BODY, STATEMENTS
from studyapp_hub.service.app import served
from studyapp_hub.service.bodies import bound
from studyapp_hub.service.faults import as_json
from studyapp_hub.service.serving import free_socket, run, server_of
from studyapp_hub.service.settings import BOUNDLESS, Settings
from studyapp_hub.service.worker import Worker
from tests.benchmarks.table import Row

ROW = (
    ("learner", TEXT), ("id", BLOB), ("device", TEXT), ("seq", INTEGER), ("kind", TEXT), ("question", BLOB),
    ("root", BLOB), ("sitting", TEXT), ("took", INTEGER), ("asked", INTEGER), ("share", REAL), ("flags", INTEGER),
    ("envelope", INTEGER),
)  # fmt: skip
BARE = Table("bare", ROW, ("learner", "id"), personal=True, clustered=True)
"""A row for each entry, as a hub would keep them that keeps entries by themselves."""

CONNECTIONS = 32
ROUNDS = 5
GOAL = 0.5
_HOST = "127.0.0.1"


class _Inserting:
    """What stands in the place of the hub: rows are inserted, as many together as wait."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def accept_many(self, batches: Sequence[Sequence[Any]], *, at: int) -> list[Receipt]:
        """Insert, and commit once."""
        with self._engine.change():
            self._engine.insert(BARE, [row for one in batches for row in one])
        return [Receipt({}) for _one in batches]


def serve(folder: Path, database: str) -> None:
    """Serve until the process is ended."""
    hub = open_hub(folder)
    engine = open_engine(folder, database, patience=5.0)
    inserting: Any = _Inserting(engine)
    worker = Worker(inserting, utc)
    worker.start()

    async def bare(request: Request) -> Response:
        body = await bound(request, BODY).body()
        learner, one, *rest = json.loads(body)
        question = bytes.fromhex(rest[3])
        row: Any = (learner, bytes.fromhex(one), *rest[:3], question, *rest[4:])
        await worker.push([row])
        return as_json({"held": {}})

    app = served(hub, Settings(folder, allowances=BOUNDLESS), [Route("/bare", bare, methods=["POST"])])
    listening = free_socket(_HOST, 0)
    server = server_of(app, host=_HOST, port=0, ready=lambda _port: print(listening.getsockname()[1], flush=True))
    run(server, listening)


@contextmanager
def serving(folder: Path, database: str) -> Iterator[int]:
    """The port of a server in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.hub_serving", str(folder), database]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def requests_of(envelopes: Sequence[Sequence[Any]], learners: Sequence[str]) -> tuple[list[bytes], list[bytes]]:
    """The requests of one round, for each connection in order: ours, and those that bring the row itself."""
    ours, bare = [], []
    for statements, learner in zip(envelopes, learners, strict=True):
        for one in statements:
            ours.append(_request("/v1/push", write_statements([one])))
            ((entry, device, seq, _at, _day, kind, question, _key, _v, _r, took, sitting, _body),) = unpack_rows(
                one.content
            ).rows
            assert question is not None
            plain = [learner, entry.hex(), device, seq, kind, question.hex(), None, sitting, took, 480, 1.0, 0, 1]
            bare.append(_request("/bare", json.dumps(plain).encode()))
    return ours, bare


def _request(path: str, body: bytes) -> bytes:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: {STATEMENTS}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def posted(port: int, requests: Sequence[Sequence[bytes]]) -> float:
    """Seconds until all are answered; each sequence goes over a connection of its own, one after the other."""
    return asyncio.run(_posted(port, requests))


async def _posted(port: int, requests: Sequence[Sequence[bytes]]) -> float:
    begin = perf_counter()
    await asyncio.gather(*(_line(port, one) for one in requests))
    return perf_counter() - begin


async def _line(port: int, requests: Sequence[bytes]) -> None:
    reader, writer = await asyncio.open_connection(_HOST, port)
    for one in requests:
        writer.write(one)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
    writer.close()
    await writer.wait_closed()


def measure(folder: Path, name: str, database: str, learners: Sequence[Any]) -> Iterator[Row]:
    """Posts of one entry each, by turns with those of bare rows, to the hub of a folder."""
    bare = open_engine(folder, database, patience=5.0)
    bare.furnish([BARE], ())
    bare.close()
    share = [learners[place::CONNECTIONS] for place in range(CONNECTIONS)]
    ours, theirs = [], []
    with serving(folder, database) as port:
        for number in range(ROUNDS + 1):
            lines = [requests_of([one.singles(number, 10) for one in some], [one.id for one in some]) for some in share]
            count = sum(len(one) for one, _bare in lines)
            mine, others = posted(port, [one for one, _bare in lines]), posted(port, [one for _ours, one in lines])
            if number:  # the first one is for warming up
                ours.append(mine / count)
                theirs.append(others / count)
    yield Row(
        f"hub on {name}: a request with one entry",
        median(ours),
        median(theirs),
        f"the same server inserting the row, {CONNECTIONS} connections",
        1 / GOAL,
    )


if __name__ == "__main__":
    serve(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
