"""The world as arguments: clock, chance, this machine and the user's folders.

Only the floors that speak to people ask here; everything below is told.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import sys
import time
from importlib import import_module
from pathlib import Path


class World:
    """Where the data lies and which machine this is.

    ``machine`` is a digest of the operating system's own id for the machine, empty where it tells none.
    """

    __slots__ = ("home", "machine")

    def __init__(self, home: Path, machine: str) -> None:
        self.home = home
        self.machine = machine

    def now(self) -> int:
        """UTC, in milliseconds since 1970-01-01."""
        return time.time_ns() // 1_000_000

    def token(self) -> str:
        """A fresh random id: 16 hex digits."""
        return secrets.token_hex(8)

    def secret(self) -> str:
        """A fresh secret key: 32 random bytes in hex."""
        return secrets.token_hex(32)


def default_home() -> Path:
    """The user's data folder, by the custom of the operating system."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home()))) / "studyapp"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "studyapp"
    data = os.environ.get("XDG_DATA_HOME", "")
    return (Path(data) if data else Path.home() / ".local" / "share") / "studyapp"


def machine_id() -> str:
    """A digest of this machine's id: the id itself is nobody's business."""
    for text in (_linux_id(), _windows_id()):
        if text:
            return hashlib.sha256(f"studyapp {text}".encode()).hexdigest()[:32]
    return ""


def _linux_id() -> str:
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            return Path(path).read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def _windows_id() -> str:
    if os.name != "nt":
        return ""
    registry = import_module("winreg")
    try:
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(registry.QueryValueEx(key, "MachineGuid")[0])
    except OSError:
        return ""
