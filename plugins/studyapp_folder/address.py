"""Addresses of folders: ``file:///media/stick``, ``file:///D:/练兵``, ``file://server/share/练兵``."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from studyapp import BadAddress, Message

SCHEME = "file"
_PIN = re.compile(r"#hub=([0-9a-fA-F]{64})$")
_DRIVE = re.compile(r"[A-Za-z]:(/|$)")


class Address(NamedTuple):
    """Where a folder is. ``hub``: the public key of the hub that alone is believed, in hex, where somebody said so."""

    path: str
    hub: str = ""


def read_address(url: str, *, windows: bool) -> Address:
    """The folder at an address, which need not be there. Raises ``BadAddress``."""
    scheme, _colon, rest = url.partition(":")
    if scheme.lower() != SCHEME or "\0" in rest or any(ord(one) < 32 for one in rest):
        raise _bad(url)
    pin = _PIN.search(rest)
    path = unquote(rest[: pin.start()] if pin else rest, errors="surrogateescape").replace("\\", "/")
    path = path.removeprefix("//localhost") if path.startswith("//localhost/") else path
    found = _on_windows(path) if windows else _elsewhere(path)
    if not found or "\0" in found:
        raise _bad(url)
    return Address(found, pin[1].lower() if pin else "")


def _on_windows(path: str) -> str:
    bare = path.lstrip("/")
    if _DRIVE.match(bare):
        return bare if len(bare) > 2 else f"{bare}/"
    slashes = len(path) - len(bare)
    server, _slash, share = bare.partition("/")
    return f"//{server}/{share}".replace("/", "\\") if slashes in (2, 4, 5) and server and share else ""


def _elsewhere(path: str) -> str:
    bare = path.lstrip("/")
    return f"/{bare}" if bare and len(path) - len(bare) in (1, 3) else ""


def _bad(url: str) -> BadAddress:
    shown = "".join(one if one.isprintable() else "?" for one in url)[:80]
    return BadAddress(
        Message(
            "{url} 不是文件夹的地址；请写出完整路径，例如 file:///D:/练兵。",
            {"url": shown},
        )
    )
