"""One request to a site, with the standard library: bounded in size and time, nothing followed, no secret said.

What is read is read with GET. What writes is ``send``, and the only thing that calls it hands points over.
"""

from __future__ import annotations

import http.client
import os
import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from threading import Event, Timer

from studyapp import Message, Unreachable, __version__
from studyapp_platform.mapping import Site

LARGEST = 32 << 20
"""Bytes of an answer."""

_LARGEST_SECRET = 4096
_CHUNK = 1 << 16
About = dict[str, str | int | float]
_SECRET = re.compile(r"\{([^{}]+)\}")
_AGENT = f"studyapp/{__version__}"


def get(site: Site, target: str) -> bytes:
    """What the site has at an address. Raises ``Unreachable``."""
    with _asked(site, "GET", target, None) as response:
        return _read(site, response)


def send(site: Site, method: str, target: str, body: bytes) -> None:
    """Hand a JSON body over; that the site took it is all that is asked. Raises ``Unreachable``."""
    with _asked(site, method, target, body):
        return


@contextmanager
def _asked(site: Site, method: str, target: str, body: bytes | None) -> Iterator[http.client.HTTPResponse]:
    """The site's answer, where it says that all is well, for as long as its time lasts."""
    headers = _headers(site)
    if body is not None:
        headers["Content-Type"] = "application/json; charset=utf-8"
    over = Event()
    try:
        with ExitStack() as ends:
            connection = _connection(site)
            ends.callback(connection.close)
            connection.connect()
            watch = Timer(site.timeout, _cut, (connection.sock, over))
            watch.daemon = True
            ends.callback(watch.cancel)
            watch.start()
            connection.request(method, target, body, headers)
            response = ends.enter_context(connection.getresponse())
            if not 200 <= response.status < 300:
                raise _refused(site, response.status)
            yield response
            if over.is_set():
                raise TimeoutError
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _unreachable(site, TimeoutError() if over.is_set() else error) from error


def _cut(connected: socket.socket, over: Event) -> None:
    """Hang up on a site that goes on for ever; whoever reads from it then meets the end.

    The connection itself no longer knows its socket where the end of the answer is that of the connection.
    """
    over.set()
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)


def _connection(site: Site) -> http.client.HTTPConnection:
    host = site.address.hostname or ""
    if site.address.scheme == "http":
        return http.client.HTTPConnection(host, site.address.port, timeout=site.timeout)
    try:
        context = ssl.create_default_context(cafile=None if site.ca is None else str(site.ca))
    except (OSError, ssl.SSLError) as error:
        raise Unreachable(Message("读不出 ca 写的证书文件 {name}。", {"name": str(site.ca)})) from error
    return http.client.HTTPSConnection(host, site.address.port, timeout=site.timeout, context=context)


def _read(site: Site, response: http.client.HTTPResponse) -> bytes:
    parts, size = [], 0
    while part := response.read1(_CHUNK):
        size += len(part)
        if size > LARGEST:
            about: About = {"host": _host(site), "size": LARGEST >> 20}
            raise Unreachable(Message("{host} 的回答超过 {size} MB，没有读。请分页，或缩小范围。", about))
        parts.append(part)
    if response.length:
        raise http.client.IncompleteRead(b"".join(parts), response.length)
    return b"".join(parts)


def _headers(site: Site) -> dict[str, str]:
    """The headers with their secrets, which come from here and go nowhere but into the request."""
    values = {name: _secret(site, where) for name, where in site.secrets.items()}
    found = {name: _SECRET.sub(lambda one: values[one[1]], value) for name, value in _defaults(site.headers).items()}
    if any("\r" in value or "\n" in value or not value.isascii() for value in found.values()):
        raise Unreachable(Message("密钥里有换行或非英文的字，不能用。请核对环境变量或密钥文件。"))
    return found


def _defaults(headers: Mapping[str, str]) -> dict[str, str]:
    return {"User-Agent": _AGENT, "Accept": "application/json", **headers, "Accept-Encoding": "identity"}


def _secret(site: Site, where: str) -> str:
    kind, _colon, name = where.partition(":")
    if kind == "env":
        value = os.environ.get(name, "")
        if not value:
            raise Unreachable(Message("没有设置环境变量 {name}，里面应是网站的密钥。", {"name": name}))
        return value
    try:
        with (site.folder / name).open(encoding="utf-8-sig") as file:
            value = file.read(_LARGEST_SECRET).strip()
    except (OSError, ValueError):
        value = ""
    if not value:
        raise Unreachable(Message("读不出密钥文件 {name}，它应和映射文件在同一个文件夹里。", {"name": name}))
    return value


def _refused(site: Site, status: int) -> Unreachable:
    about: About = {"host": _host(site), "status": status}
    if status in (401, 403):
        return Unreachable(Message("{host} 不认密钥（{status}）。请重新登录网站，换上新的密钥。", about))
    if 300 <= status < 400:
        why = Message("{host} 要转到别的地址（{status}），多半是登录过期了，或地址变了。请核对映射文件。", about)
        return Unreachable(why)
    if status == 429 or status >= 500:
        return Unreachable(Message("{host} 现在忙不过来（{status}），稍后会再试。", about))
    return Unreachable(Message("{host} 不接受这个请求（{status}）。请核对映射文件里的地址。", about))


def _unreachable(site: Site, error: Exception) -> Unreachable:
    """The sentence on a fault; never the fault's own words, in which there may be what was sent."""
    about = {"host": _host(site)}
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unreachable(Message("{host} 的证书验证不了，没有连接。内网自签的证书，请用 ca 写明根证书文件。", about))
    if isinstance(error, TimeoutError):
        return Unreachable(Message("{host} 没有按时回答，稍后会再试。", about))
    return Unreachable(Message("连不上 {host}，或回答断了，稍后会再试。", about))


def _host(site: Site) -> str:
    return site.address.netloc.rpartition("@")[2]
