"""The web server around the application: bound, told when it is ready, stopped without losing what it took."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from studyapp_hub.service.hasty import Hasty

_PATIENCE = 10
"""Seconds that requests in hand have when the server stops."""

_MOST = 512
"""Requests in hand at once; more are asked to come again."""

_KEPT = 20
"""Seconds for which a connection is kept that says nothing more."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")


EVERYWHERE = {"0.0.0.0": ("192.0.2.1", socket.AF_INET), "::": ("2001:db8::1", socket.AF_INET6)}
"""Addresses of all network cards, each with one of a far machine that there is not (RFC 5737, RFC 3849)."""


def reached_at(host: str) -> str:
    """By which address others on the network reach a server that listens at ``host``; nothing is sent to find out."""
    if host not in EVERYWHERE:
        return host
    far, family = EVERYWHERE[host]
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as looking:
            looking.connect((far, 9))
            return str(looking.getsockname()[0])
    except OSError:  # this machine has no network now
        return host


class Serving(uvicorn.Server):
    """A server that says when it can be reached."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say at which port."""
        await super().startup(sockets)
        if self.started:
            self._ready(int(self.servers[0].sockets[0].getsockname()[1]))

    def stop(self) -> None:
        """Stop soon; from any thread."""
        self.should_exit = True


def server_of(
    app: ASGIApp,
    *,
    host: str,
    port: int,
    ready: Callable[[int], None],
    certificate: str = "",
    key_file: str = "",
) -> Serving:
    """A server for an application. ``ready`` is told the port."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        ssl_certfile=certificate or None,
        ssl_keyfile=key_file or None,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST,
        timeout_graceful_shutdown=_PATIENCE,
        timeout_keep_alive=_KEPT,
        http=Hasty,
        ws="none",
    )
    return Serving(config, ready)


def free_socket(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises ``OSError`` where the port is another's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError):
        listening.close()
        raise
    return listening


def run(server: Serving, listening: socket.socket) -> None:
    """Serve until it is stopped."""
    with listening:
        asyncio.run(server.serve(sockets=[listening]))
