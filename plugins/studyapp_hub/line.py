"""The connection to a hub: kept open, opened anew where it was dropped, and only ever to whom the address says."""

from __future__ import annotations

import hashlib
import hmac
import socket
import ssl
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection

from studyapp import Message
from studyapp_hub.address import Address


class WrongCertificateError(ssl.SSLError):
    """The certificate is not the one whose digest the address holds."""


class _Pinned(HTTPSConnection):
    """A connection that says nothing before it has seen the one certificate."""

    pin = ""

    def connect(self) -> None:
        super().connect()
        shown = self.sock.getpeercert(binary_form=True) or b""
        if not hmac.compare_digest(hashlib.sha256(shown).hexdigest(), self.pin):
            self.close()
            raise WrongCertificateError("another certificate")


@dataclass(slots=True)
class Line:
    """A connection to an address. ``seconds``: how long it waits."""

    address: Address
    seconds: float
    connection: HTTPConnection | None = field(default=None, repr=False)

    def request(self, method: str, target: str, body: bytes, headers: dict[str, str]) -> HTTPResponse:
        """Ask and begin to read the answer. Raises ``OSError`` or ``HTTPException``.

        A connection that was kept may have been dropped by now: then the request goes once more, over a new one. All
        requests to a hub can be repeated.
        """
        if self.connection is not None:
            try:
                return self._request(self.connection, method, target, body, headers)
            except (ConnectionError, HTTPException):
                self.close()
        self.connection = _open(self.address, self.seconds)
        return self._request(self.connection, method, target, body, headers)

    def close(self) -> None:
        """Hang up."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    @staticmethod
    def _request(
        connection: HTTPConnection, method: str, target: str, body: bytes, headers: dict[str, str]
    ) -> HTTPResponse:
        connection.request(method, target, body or None, headers)
        return connection.getresponse()


def _open(address: Address, seconds: float) -> HTTPConnection:
    if address.scheme == "http":
        return HTTPConnection(address.host, address.port, timeout=seconds)
    if not address.pin:
        context = ssl.create_default_context()
        return HTTPSConnection(address.host, address.port, timeout=seconds, context=context)
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # whoever it is: the digest says whether it is the right one
    anybody.check_hostname = False
    anybody.verify_mode = ssl.CERT_NONE
    pinned = _Pinned(address.host, address.port, timeout=seconds, context=anybody)
    pinned.pin = address.pin
    return pinned


def explain(error: Exception, address: Address) -> Message:
    """What keeps the hub from answering, and what to do about it."""
    where = {"host": f"{address.host}:{address.port}"}
    if isinstance(error, WrongCertificateError):
        return Message("{host} 的证书与地址里的指纹不符，没有传送任何内容；请向管理员核对地址。", where)
    if isinstance(error, ssl.SSLCertVerificationError):
        return Message("{host} 的证书无法验证；请向管理员要带指纹（#sha256=…）的地址。", where)
    if isinstance(error, ssl.SSLError):
        return Message("与 {host} 的加密连接没有建立；请核对地址是 http 还是 https。", where)
    if isinstance(error, socket.gaierror):
        return Message("找不到服务器 {host}；请检查网络和地址。", where)
    if isinstance(error, TimeoutError):
        return Message("服务器 {host} 没有应答；请检查网络，稍后会自动再试。", where)
    if isinstance(error, ConnectionRefusedError):
        return Message("服务器 {host} 没有开机或没有启动；稍后会自动再试。", where)
    return Message("与服务器 {host} 的连接断了；请检查网络，稍后会自动再试。", where)
