"""A hub as a remote: the contract, addresses, and what becomes of a line that breaks."""

from __future__ import annotations

import hashlib
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from studyapp import BadAddress, File, OwnDevice, RemoteKind, Signer, Unreachable
from studyapp.testing import RemoteKindContract
from studyapp_hub.address import read_address
from studyapp_hub.client import HubKind, _bodies
from studyapp_hub.hub import Hub
from studyapp_hub.service.api import BODY
from tests.plugins.studyapp_hub.serving import Clock, Served, chain, device, envelope, joining, serve


class TestHubKind(RemoteKindContract):
    @pytest.fixture
    def kind(self, clock: Clock) -> RemoteKind:
        return HubKind("http", clock.now)

    @pytest.fixture
    def url(self, served: Served) -> str:
        return served.url

    @pytest.fixture
    def signer(self, served: Served) -> Signer:
        own = device(1)
        served.remote(own).push([joining(own, served.code())])
        return own

    @pytest.fixture
    def remote(self, kind: RemoteKind, url: str, signer: Signer) -> Iterator[object]:
        remote = kind.open(url, signer)
        yield remote
        remote.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "url",
    ["", "http:", "http://", "http://\0", "http://a b", "ftp://a", "http://a:b", "http://a:99999999", "http://u:p@a",
     "http://a?x=1", "http://a#sha256=ab", "https://a#sha256=zz", "https://a#md5=1", "http://[::1",
     f"http://{'a' * 70}"],
)  # fmt: skip
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(BadAddress):
        read_address(url)


def test_addresses() -> None:
    assert read_address("http://10.1.2.3:8700/")[:4] == ("http", "10.1.2.3", 8700, "")
    assert read_address("https://example.org/练兵")[1:4] == ("example.org", 443, "/%E7%BB%83%E5%85%B5")
    assert read_address("https://a.example#sha256=" + "AB" * 32).pin == "ab" * 32
    assert read_address("http://[::1]:8700").host == "::1"


def test_a_clock_that_is_wrong_is_put_right_by_the_hubs(served: Served) -> None:
    own = device(1)
    remote = served.remote(own, lambda: served.clock.at + 3 * 24 * 3_600_000)
    remote.push([joining(own, served.code())])
    assert [one.scope for one in remote.scopes()][:1]
    assert remote.ahead == -3 * 24 * 3_600_000
    assert remote.pull("").cursor


def test_two_requests_of_one_instant_are_two(served: Served) -> None:
    own = device(1)
    remote = served.remote(own)
    remote.push([joining(own, served.code())])
    assert [remote.pull("").cursor for _ in range(5)] == [remote.pull("").cursor] * 5


def test_a_thousand_statements_go_up_in_one_request_and_many_in_several(served: Served) -> None:
    own = device(1)
    served.remote(own).push([joining(own, served.code())])
    assert len(list(_bodies(chain(own, 1_000)))) == 1
    noise = [envelope(own, no, content=Random(no).randbytes(300_000)) for no in range(1, 9)]
    bodies = list(_bodies(noise))
    assert 1 < len(bodies) <= 8 and all(len(body) <= BODY for body in bodies)
    assert list(_bodies([])) != []


def test_what_is_pushed_is_held_and_may_come_again(served: Served) -> None:
    own = device(1)
    remote = served.remote(own)
    first = remote.push([joining(own, served.code()), *chain(own, 3)])
    assert first.refused is None and first.held[own.device].no == 3
    assert remote.push(chain(own, 3)).held == first.held


def test_a_connection_that_was_dropped_is_opened_anew(served: Served) -> None:
    own = device(1)
    remote = served.remote(own)
    remote.push([joining(own, served.code())])
    assert remote.line.connection is not None
    remote.line.connection.sock.shutdown(socket.SHUT_RDWR)
    assert remote.push([]).refused is None


def test_nobody_there_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Unreachable) as error:
            HubKind("http").open(url, device(1)).push([])
    assert "没有开机" in error.value.why.text


@pytest.mark.parametrize(
    "answer",
    [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n[1]", b"HTTP/1.1 200 OK\r\n\r\n{}",
     b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere\r\nContent-Length: 0\r\n\r\n",
     b"HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{",
     b'HTTP/1.1 429 No\r\nContent-Length: 35\r\n\r\n{"error": {"why": {"text": "{x}..."}}'],
)  # fmt: skip
def test_a_stranger_who_answers_is_said(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def stranger() -> None:
            with suppress(OSError):  # until nobody listens any more
                while True:
                    line, _address = listening.accept()
                    with line:
                        line.settimeout(5)
                        line.recv(1 << 16)
                        line.sendall(answer)

        thread = threading.Thread(target=stranger, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        remote = HubKind("http", seconds=5).open(url, device(1))
        with pytest.raises(Unreachable) as error:
            remote.pull("")
        remote.close()
        assert error.value.why.text
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def test_files_come_down_once(served: Served, tmp_path: Path) -> None:
    own = device(1)
    remote = served.remote(own)
    remote.push([joining(own, served.code())])
    assert [one for one in remote.pull("").files if isinstance(one, File)] == []
    browser = served.browser(served.account("root", "province").name)
    deck = "1. 社会保险费由谁征收？\nA. 税务机关\nB. 银行\n答案：A\n".encode()
    assert browser.post("/admin/decks", {"name": "社保"}, ("题库.txt", deck)).status == 303
    pulled = remote.pull("")
    assert [(one.what, one.name, one.data) for one in pulled.files] == [("deck", "社保", deck)]
    assert remote.pull(pulled.cursor).files == ()


def test_a_device_that_is_not_known_is_told_so(served: Served) -> None:
    stranger: OwnDevice = device(9)
    with pytest.raises(Unreachable) as error:
        served.remote(stranger).pull("")
    assert "登记" in error.value.why.text


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str]:
    """A certificate that nobody has signed but itself, its key, and its digest."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("there is no openssl here")
    folder = tmp_path_factory.mktemp("tls")
    key, shown = folder / "key.pem", folder / "certificate.pem"
    options = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    names = ["-subj", "/CN=localhost", "-keyout", str(key), "-out", str(shown)]
    subprocess.run([program, "req", *options, *names], check=True, capture_output=True)
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(shown.read_text())).hexdigest()
    return shown, key, digest


def test_certificates_are_checked_and_can_be_pinned(
    alone: Hub, tmp_path: Path, clock: Clock, certificate: tuple[Path, Path, str]
) -> None:
    shown, key, digest = certificate
    own = device(1)
    with serve(alone, tmp_path / "hub", clock, certificate=str(shown), key_file=str(key)) as served:
        url = served.url.replace("http:", "https:")
        for wrong, words in ((url, "无法验证"), (f"{url}#sha256={'0' * 64}", "指纹不符"), (served.url, "断了")):
            remote = HubKind(wrong.partition(":")[0], clock.now, 5).open(wrong, own)
            with pytest.raises(Unreachable) as error:
                remote.push([])
            assert words in error.value.why.text
            remote.close()
        pinned = HubKind("https", clock.now, 5).open(f"{url}#sha256={digest.upper()}", own)
        served.unit("c", "青山县")
        assert pinned.push([joining(own, served.code())]).refused is None
        pinned.close()
