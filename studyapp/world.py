"""The world as arguments: clock, chance, this machine and the user's folders.

Only the floors that speak to people ask here; everything below is told. Loaded by the fast path: keep it light.
"""

from __future__ import annotations

import os
import sys
import time
from importlib import import_module

PREFERENCES = "preferences.json"
"""The file in the home folder that says how the learner likes the app."""


DEFAULT_PROFILE = "default"
"""The id of the first learner of a home folder."""


PROFILES = "profiles.json"
"""The file in the home folder that says who learns on this computer."""


class World:
    """Where the data lies, who learns, and which machine this is. ``profile``: the id of the learner's profile."""

    __slots__ = ("home", "profile")

    def __init__(self, home: str) -> None:
        self.home = home
        self.profile = DEFAULT_PROFILE

    @property
    def machine(self) -> str:
        """The operating system's own id for this machine, empty where it tells none."""
        return machine_id()

    @property
    def store(self) -> str:
        """The path of the learner's store."""
        return os.path.join(self.home, f"{self.profile}.db")

    def now(self) -> int:
        """UTC, in milliseconds since 1970-01-01."""
        return time.time_ns() // 1_000_000

    def monotonic(self) -> int:
        """Milliseconds of a clock that nobody sets, and that stands still while the machine sleeps."""
        return awake()

    def token(self) -> str:
        """A fresh random id: 16 hex digits."""
        return os.urandom(8).hex()

    def secret(self) -> str:
        """A fresh secret key: 32 random bytes in hex."""
        return os.urandom(32).hex()

    def view(self, path: str) -> bool:
        """Show a file with the program that the system has for it; return whether there is one."""
        return view(path)


def default_home() -> str:
    """The user's data folder, by the custom of the operating system."""
    home = os.path.expanduser("~")
    if os.name == "nt":
        return os.path.join(os.environ.get("APPDATA", home), "studyapp")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support", "studyapp")
    return os.path.join(os.environ.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share"), "studyapp")


def awake() -> int:
    """Milliseconds that this machine was awake since some moment in the past.

    On Linux and macOS Python's monotonic clock stands still while the machine sleeps; on Windows it runs on.
    """
    if sys.platform == "win32":
        ctypes = import_module("ctypes")
        ticks = ctypes.c_ulonglong()
        if ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks)):
            return int(ticks.value) // 10_000  # of 100 nanoseconds each
    return time.monotonic_ns() // 1_000_000


def machine_id() -> str:
    """The operating system's own id for this machine, empty where it tells none."""
    return _windows_id() if os.name == "nt" else _unix_id()


def _unix_id() -> str:
    for path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        try:
            with open(path, encoding="ascii") as file:
                return file.read().strip()
        except (OSError, UnicodeDecodeError):
            continue
    return ""


def _windows_id() -> str:
    registry = import_module("winreg")
    try:
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
            return str(registry.QueryValueEx(key, "MachineGuid")[0])
    except OSError:
        return ""


_VIEW = 'command -v "$0" >/dev/null && { "$0" "$1" >/dev/null 2>&1 </dev/null & }'
"""The shell ends at once, and what it has started does not write over the screen."""


def view(path: str) -> bool:
    """Show a file with the program that the system has for it; return whether there is one."""
    if sys.platform == "win32":
        try:
            os.startfile(path)
        except OSError:
            return False
        return True
    if sys.platform != "darwin" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False  # a text console, or a line to another machine
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    started = os.posix_spawn("/bin/sh", ["/bin/sh", "-c", _VIEW, opener, path], os.environ)
    return os.waitpid(started, 0)[1] == 0
