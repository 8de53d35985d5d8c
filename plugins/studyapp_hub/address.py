"""Addresses of hubs, as people type them: ``http://10.1.2.3:8700``, ``https://练兵.example/hub#sha256=<hex>``."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from studyapp import BadAddress, Message

_PORTS = {"http": 80, "https": 443}
_PIN = re.compile(r"sha256=([0-9a-fA-F]{64})")


class Address(NamedTuple):
    """Where a hub is. ``pin``: the SHA-256 of its certificate in hex, where it is to be that one and no other."""

    scheme: str
    host: str
    port: int
    path: str
    pin: str = ""


def read_address(url: str) -> Address:
    """The address in a url. Raises ``BadAddress``."""
    if not url.isprintable() or " " in url:
        raise _bad(url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError too: a name that no domain can have
        raise _bad(url) from None
    if parts.scheme not in _PORTS or not host or parts.username is not None or parts.query:
        raise _bad(url)
    return Address(
        scheme=parts.scheme,
        host=host,
        port=_PORTS[parts.scheme] if port is None else port,
        path=quote(parts.path.rstrip("/"), safe="/%"),
        pin=_pin(parts.scheme, parts.fragment),
    )


def _pin(scheme: str, fragment: str) -> str:
    if not fragment:
        return ""
    found = _PIN.fullmatch(fragment)
    if found is None or scheme != "https":
        raise BadAddress(Message("地址末尾的证书指纹不对；写成 https://地址#sha256= 加 64 位十六进制数，或者去掉它。"))
    return found[1].lower()


def _bad(url: str) -> BadAddress:
    shown = "".join(one if one.isprintable() else "?" for one in url)[:80]
    return BadAddress(
        Message("{url} 不是单位服务器的地址；地址的样子是 http://192.168.1.10:8700，请向管理员核对。", {"url": shown})
    )
