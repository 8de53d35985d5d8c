"""Devices: who writes here.

A device's key lies in a file beside the store, bound to the machine's id, and in no backup. A store that finds
itself on another machine, or restored, goes on as a new device whose parent is the last entry it holds.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from studyapp.store.opening import transaction


class World(Protocol):
    """What a new device is made from: which machine this is, and chance."""

    @property
    def machine(self) -> str:
        """The machine's own id, empty where it is not known."""

    def token(self) -> str:
        """A fresh random id."""

    def secret(self) -> str:
        """A fresh secret key."""


@dataclass(frozen=True, slots=True)
class DeviceFile:
    """What the file beside the store holds; ``machine`` is a digest of the machine's id.

    ``former``: the devices, with their keys, whose place this one has taken, the last one first: with a former key it
    shows a remote whose successor it is.
    """

    device: str
    key: str
    machine: str
    former: tuple[tuple[str, str], ...] = ()


FORMER = 8
"""So many former devices are remembered; a remote that has met none of them wants a code."""


def device_path(store: Path) -> Path:
    """Where the device's key lies."""
    return store.with_suffix(".device")


def claim(connection: sqlite3.Connection, store: Path, world: World, *, at: int) -> str:
    """Return the device that writes to this store from this machine, a new one where need be."""
    found = read_file(device_path(store))
    if found is not None and _is_here(found, world) and _is_known(connection, found.device):
        return found.device
    return new_device(connection, store, world, at=at)


def new_device(connection: sqlite3.Connection, store: Path, world: World, *, at: int) -> str:
    """Make a device for this store, with a key of its own and the last entry as its parent."""
    device, before = world.token(), read_file(device_path(store))
    former = () if before is None or not _is_known(connection, before.device) else _line(before)
    with transaction(connection):
        last = connection.execute("SELECT device, seq, id FROM entry ORDER BY id DESC LIMIT 1").fetchone()
        parent = last or (None, None, None)
        connection.execute("INSERT INTO device VALUES (?,?,?,?,?)", (device, at, *parent))
    _write_file(device_path(store), DeviceFile(device, world.secret(), _digest(world.machine), former[:FORMER]))
    return device


def since(connection: sqlite3.Connection, device: str) -> int:
    """When a device of this store was made, UTC milliseconds; 0 for one that is none of them."""
    row = connection.execute("SELECT since FROM device WHERE id = ?", (device,)).fetchone()
    return 0 if row is None else int(row[0])


def _line(one: DeviceFile) -> tuple[tuple[str, str], ...]:
    return (one.device, one.key), *one.former


def read_file(path: Path) -> DeviceFile | None:
    """The device file, ``None`` where there is none that can be read."""
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        device, key, machine = (str(plain[name]) for name in ("device", "key", "machine"))
        former = tuple((str(one), str(secret)) for one, secret in plain.get("former", ()))
        return DeviceFile(device, key, machine, former)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_here(found: DeviceFile, world: World) -> bool:
    return not found.machine or not world.machine or found.machine == _digest(world.machine)


def _digest(machine: str) -> str:
    """What is kept of a machine's id: the id itself is nobody's business."""
    return hashlib.sha256(f"studyapp {machine}".encode()).hexdigest()[:32] if machine else ""


def _is_known(connection: sqlite3.Connection, device: str) -> bool:
    return connection.execute("SELECT 1 FROM device WHERE id = ?", (device,)).fetchone() is not None


def _write_file(path: Path, device: DeviceFile) -> None:
    """Write whole or not at all, readable by its owner only."""
    plain = {"device": device.device, "key": device.key, "machine": device.machine, "former": device.former}
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(plain, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            draft.unlink()
