"""A cure for textual on Windows: what an input method commits is not thrown away (Textualize/textual#6667).

Textual drops key records whose virtual key is 0 while a modifier or lock key is on. Records that carry the text of
an input method, or a paste, have that very shape; only their character tells them apart. So before textual reads the
records, the modifiers of those that carry a character are cleared.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any

if sys.platform == "win32":
    from textual.drivers import win32

KEY_EVENT = 0x0001


def keep_text(records: Iterable[Any]) -> None:
    """Clear the modifiers of the ``INPUT_RECORD`` values that bring text without a key."""
    for record in records:
        if record.EventType != KEY_EVENT:
            continue
        key = record.Event.KeyEvent
        if key.wVirtualKeyCode == 0 and key.uChar.UnicodeChar not in ("", "\x00"):
            key.dwControlKeyState = 0


def reading(read: Callable[..., int]) -> Callable[..., int]:
    """Wrap ``ReadConsoleInputW`` (handle, records, size, count; the middle and last by reference)."""

    def read_and_keep(handle: Any, records: Any, size: int, count: Any) -> int:
        result = read(handle, records, size, count)
        keep_text(records._obj[: count._obj.value])
        return result

    return read_and_keep


def install() -> None:
    """Put the cure in; on other systems there is nothing to do."""
    if sys.platform == "win32":
        kernel: Any = win32.KERNEL32
        kernel.ReadConsoleInputW = reading(kernel.ReadConsoleInputW)
