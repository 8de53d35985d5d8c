"""Connections that must get to the point: whoever opens one says what he wants soon, in few words, and opens few.

The server's own protocol waits for the end of a request's head as long as it takes, and takes heads of any length;
five hundred silent connections of one stranger would keep everybody else out.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

SECONDS = 20.0
"""In which the head of a request has to be there."""

LARGEST = 64 << 10
"""Bytes of a head."""

EACH = 256
"""Connections of one address at once; an office's PCs often share one."""


class Hasty(asyncio.Protocol):
    """The server's protocol for one connection, with its patience bounded."""

    def __init__(self, config: Any, server_state: Any, app_state: Any, _loop: Any = None) -> None:
        self._inner: Any = AutoHTTPProtocol(  # type: ignore[call-arg]
            config=config, server_state=server_state, app_state=app_state, _loop=_loop
        )
        self._others = server_state.connections
        self._transport: Any = None
        self._waiting: asyncio.TimerHandle | None = None
        self._size = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody connects."""
        self._transport = transport
        self._inner.connection_made(transport)
        host = _host(self._inner)
        if host and sum(_host(one) == host for one in self._others) > EACH:
            transport.close()
            return
        self._wait()

    def data_received(self, data: bytes) -> None:
        """He says something."""
        self._inner.data_received(data)
        if self._is_heard():
            self._size = 0
            self._rest()
            return
        self._wait()
        if not self._is_answered_already():
            self._size += len(data)
        if self._size > LARGEST:
            self._transport.close()

    def connection_lost(self, error: Exception | None) -> None:
        """He has gone."""
        self._rest()
        self._inner.connection_lost(error)

    def eof_received(self) -> bool | None:
        """He says no more."""
        return bool(self._inner.eof_received())

    def pause_writing(self) -> None:
        """He does not read fast enough."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """He reads again."""
        self._inner.resume_writing()

    def _is_heard(self) -> bool:
        """Whether there is a request whose head is whole and which is not answered."""
        cycle = self._inner.cycle
        return cycle is not None and not cycle.response_complete

    def _is_answered_already(self) -> bool:
        """Whether what comes is the rest of a request that was refused before it was whole."""
        cycle = self._inner.cycle
        return cycle is not None and cycle.more_body

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = asyncio.get_running_loop().call_later(SECONDS, self._end)

    def _rest(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _end(self) -> None:
        self._waiting = None
        if not self._is_heard():
            self._transport.close()


def _host(protocol: Any) -> str:
    client = getattr(protocol, "client", None)
    return str(client[0]) if client and client[0] not in ("127.0.0.1", "::1") else ""
