"""Requests: verified, bounded, followed nowhere, and without a secret in any sentence."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest

from studyapp import Unreachable
from studyapp_platform import fetching
from tests.plugins.studyapp_platform.conftest import opened
from tests.plugins.studyapp_platform.site import QUESTIONS, TOKEN, Site, reply, serving


def told(act: Callable[[], object]) -> str:
    with pytest.raises(Unreachable) as error:
        act()
    sentence = error.value.why.text.format_map(error.value.why.arguments)
    assert TOKEN not in sentence
    assert TOKEN not in repr(error.value) + repr(error.value.__cause__)
    return sentence


def board(path: Path) -> Callable[[], object]:
    return lambda: opened(path).standings("city", "all")


@pytest.mark.parametrize(
    ("status", "words"),
    [(301, "转到别的地址"), (302, "登录过期"), (401, "密钥"), (403, "密钥"), (404, "不接受"), (429, "忙不过来"),
     (500, "忙不过来")],
)  # fmt: skip
def test_another_status_is_told_and_nothing_is_followed(mapping: Path, site: Site, status: int, words: str) -> None:
    site.odd["/api/ranking"] = lambda handler: reply(handler, status, b"{}", Location="/api/elsewhere")
    assert words in told(board(mapping))
    assert [path for _method, path, _headers in site.requests] == ["/api/ranking?period=all"]


def test_the_secret_goes_into_the_header_alone(mapping: Path, site: Site) -> None:
    opened(mapping).pull("")
    for _method, path, headers in site.requests:
        assert headers["Authorization"] == f"Bearer {TOKEN}" and TOKEN not in path
        assert headers["Accept-Encoding"] == "identity"


def test_without_its_secret_nothing_is_asked(
    mapping: Path, site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STUDYAPP_PLATFORM_TOKEN")
    assert "STUDYAPP_PLATFORM_TOKEN" in told(board(mapping))
    text = mapping.read_text(encoding="utf-8").replace("env:STUDYAPP_PLATFORM_TOKEN", "file:token.txt", 1)
    mapping.write_text(text, encoding="utf-8")
    assert "token.txt" in told(board(mapping))
    (folder / "token.txt").write_text("a\r\nX-Evil: 1", encoding="utf-8")
    assert "换行" in told(board(mapping))
    assert site.requests == []
    (folder / "token.txt").write_text(f"\ufeff{TOKEN}\n", encoding="utf-8")
    assert opened(mapping).standings("city", "all").people == 1200


def test_too_much_is_not_read(mapping: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 1 << 16)
    site.odd["/api/ranking"] = lambda handler: reply(handler, 200, b"[" + b"1," * (1 << 16) + b"1]")
    assert "没有读" in told(board(mapping))


def test_an_answer_that_breaks_off_is_told(mapping: Path, site: Site) -> None:
    def short(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"data": ')

    site.odd["/api/ranking"] = short
    assert "断了" in told(board(mapping))


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_site_that_drips_is_left_in_time(mapping: Path, site: Site, part: str) -> None:
    """Each byte comes in time, and yet it would never end."""
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("timeout = 20", "timeout = 1"), encoding="utf-8")

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.connection.settimeout(0.05)
        begin = b"HTTP/1.0 200 OK\r\n" if part == "head" else b"HTTP/1.0 200 OK\r\n\r\n["
        handler.wfile.write(begin)
        with suppress(OSError):
            while True:
                handler.wfile.write(b"X" if part == "head" else b" ")
                with suppress(TimeoutError):
                    if handler.connection.recv(1) == b"":
                        return

    site.odd["/api/ranking"] = drip
    assert "没有按时" in told(board(mapping))


def test_nobody_there_is_told(mapping: Path, site: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        text = mapping.read_text(encoding="utf-8").replace(f":{site.port}", f":{taken.getsockname()[1]}")
        mapping.write_text(text, encoding="utf-8")
        assert "连不上" in told(board(mapping))


def test_what_is_no_http_is_told(mapping: Path, site: Site) -> None:
    def greet(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")

    site.odd["/api/ranking"] = greet
    assert "连不上" in told(board(mapping))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody has signed but itself, and its key behind it."""
    path = tmp_path_factory.mktemp("ca") / "site.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
         "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path, "-out",
         path.with_suffix(".crt")],
        check=True, capture_output=True,
    )  # fmt: skip
    path.write_bytes(path.read_bytes() + path.with_suffix(".crt").read_bytes())
    return path


def test_https_is_verified(mapping: Path, site: Site, certificate: Path, folder: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(context) as secure:
        text = mapping.read_text(encoding="utf-8")
        text = text.replace(f"http://127.0.0.1:{site.port}", f"https://127.0.0.1:{secure.port}")
        mapping.write_text(text, encoding="utf-8")
        assert "证书" in told(board(mapping))
        assert secure.requests == [], "the secret has not left"
        (folder / "ca.pem").write_bytes(certificate.with_suffix(".crt").read_bytes())
        mapping.write_text(text.replace("timeout = 20", 'ca = "ca.pem"\ntimeout = 20'), encoding="utf-8")
        assert opened(mapping).standings("city", "all").people == 1200
        wrong = text.replace("127.0.0.1", "localhost").replace("timeout = 20", 'ca = "ca.pem"\ntimeout = 20')
        mapping.write_text(wrong, encoding="utf-8")
        assert "证书" in told(board(mapping))
        (folder / "ca.pem").write_bytes(b"nonsense")
        mapping.write_text(text.replace("timeout = 20", 'ca = "ca.pem"\ntimeout = 20'), encoding="utf-8")
        assert "ca" in told(board(mapping))


def test_only_reading_and_one_place_for_points(mapping: Path, site: Site) -> None:
    remote: Any = opened(mapping)
    remote.pull("")
    remote.scopes()
    remote.standings("city", "all")
    assert {method for method, _path, _headers in site.requests} == {"GET"}
    assert len(QUESTIONS) == 5
