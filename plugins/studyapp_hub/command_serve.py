"""``hub serve``."""

from __future__ import annotations

import logging
import shutil
import ssl
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from socket import socket

from studyapp import Deck, Message, Shell, Source, read_deck, say
from studyapp_hub.command_common import ADDRESS, opened_hub, parser_of, place_of, refused
from studyapp_hub.command_founding import FirstAccount, found, furnish
from studyapp_hub.hub import SETTINGS
from studyapp_hub.office import open_office
from studyapp_hub.outside import chance
from studyapp_hub.service.app import served
from studyapp_hub.service.serving import LOOPBACK, free_socket, reached_at, server_of
from studyapp_hub.service.serving import run as run_server
from studyapp_hub.service.settings import Settings

_DONE = 0
_PORT = 8700

_OPEN = Message(
    "没有加密：同一网络上的人能看到传送的内容和管理密码；请用 --certificate 和 --key-file，或放在 HTTPS 代理之后。"
)

_UNIT = """\
[Unit]
Description=studyapp hub
After=network-online.target
Wants=network-online.target

[Service]
ExecStart={command}
Restart=always
RestartSec=5
User=studyapp
NoNewPrivileges=yes
ProtectSystem=strict
ReadWritePaths={place}
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
"""


def run(action: str, arguments: list[str], shell: Shell) -> int:
    """Serve until somebody stops it."""
    parser = parser_of("serve", Message("启动服务器"))
    parser.add_argument(
        "--host", default="127.0.0.1", metavar=say(Message("地址")), help=say(Message("0.0.0.0 为本机所有网卡"))
    )
    parser.add_argument("--port", type=int, default=_PORT, metavar=say(Message("端口")), help=say(Message("端口")))
    parser.add_argument("--certificate", default="", metavar=say(Message("文件")), help=say(Message("TLS 证书（PEM）")))
    parser.add_argument("--key-file", default="", metavar=say(Message("文件")), help=say(Message("证书的私钥（PEM）")))
    parser.add_argument(
        "--name",
        default="",
        metavar=say(Message("单位")),
        help=say(Message("第一次启动时写：建立这个单位的服务器和管理账号")),
    )
    parser.add_argument("--address", default="", metavar=say(Message("地址")), help=say(Message("印在登记单上的地址")))
    parser.add_argument("--help-start", action="store_true", help=say(Message("怎样随机器自动启动")))
    options = parser.parse_args(arguments)
    if options.help_start:
        shell.say(starting(options, shell))
        return _DONE
    if bool(options.certificate) != bool(options.key_file):
        raise refused(Message("--certificate 和 --key-file 要一起写。"))
    if options.certificate:
        _hold_certificate(options)
    try:
        listening = free_socket(options.host, options.port)
    except (OSError, OverflowError):
        about = {"host": options.host, "port": options.port}
        why = Message(
            "用不了 {host} 的端口 {port}：可能已被占用，或不是本机的地址；请换一个（--port、--host）。", about
        )
        raise refused(why) from None
    with listening:
        return _serve(listening, options, shell)


def _serve(listening: socket, options: Namespace, shell: Shell) -> int:
    first = _begin(options, shell)
    with opened_hub(options, shell) as hub:
        settings = Settings(place_of(options, shell), options.address.rstrip("/"), read_deck=_reader(shell))
        app = served(hub, settings)
        server = server_of(
            app,
            host=options.host,
            port=options.port,
            ready=lambda port: _begun(port, hub.name, first, options, shell),
            certificate=options.certificate,
            key_file=options.key_file,
        )
        logging.basicConfig(stream=shell.errors, level=logging.WARNING, format="%(asctime)s %(message)s")
        run_server(server, listening)
    if not options.json:
        shell.say(say(Message("服务器已停止；收下的记录都已保存。")))
    return _DONE


def _begin(options: Namespace, shell: Shell) -> FirstAccount | None:
    """Make the hub of a unit that has none yet; who administers it, if so."""
    place = place_of(options, shell)
    if not options.name or (place / SETTINGS).is_file():
        return None
    return furnish(found(place, options.name, "", shell), options.name, options, shell)


def _begun(port: int, name: str, first: FirstAccount | None, options: Namespace, shell: Shell) -> None:
    """Note by which address the server is reached, for what is printed, and say so."""
    url = _url(reached_at(options.host), port, options)
    with closing(open_office(place_of(options, shell), chance)) as office:
        office.set(ADDRESS, options.address.rstrip("/") or url)
    _tell(_url(options.host, port, options) if options.json else url, name, first, options, shell)


def _url(host: str, port: int, options: Namespace) -> str:
    named = f"[{host}]" if ":" in host else host
    return f"{'https' if options.certificate else 'http'}://{named}:{port}"


def _tell(url: str, name: str, first: FirstAccount | None, options: Namespace, shell: Shell) -> None:
    """Say where the server is, and where what is said to it can be overheard."""
    is_open = not options.certificate and options.host not in LOOPBACK
    if options.json:
        account = {} if first is None else {"account": first.name, "password": first.password}
        warning = say(_OPEN) if is_open else ""
        shell.tell({"url": url, "encrypted": bool(options.certificate), "warning": warning, **account})
        return
    if first is not None:
        shell.say(say(Message("管理账号 {name}，密码 {password}（只显示这一次，请记下）。", first._asdict())))
    shell.say(
        say(Message("“{name}”的服务器已启动：{url}，管理页 {url}/admin，按 Ctrl+C 停止。", {"name": name, "url": url}))
    )
    if is_open:
        shell.complain(say(_OPEN))


def _hold_certificate(options: Namespace) -> None:
    """The certificate must be one, and the key its own. Raises ``Refused``."""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(options.certificate, options.key_file)
    except (OSError, ValueError):
        about = {"certificate": options.certificate, "key": options.key_file}
        raise refused(Message("{certificate} 和 {key} 读不出来，或不是一对；请检查证书和私钥文件。", about)) from None


def _reader(shell: Shell) -> Callable[[Source], Deck]:
    home = Path(shell.world.home)
    return lambda source: read_deck(home, source)


def starting(options: Namespace, shell: Shell) -> str:
    """How the server starts with the machine."""
    program = shutil.which("studyapp") or f"{sys.executable} -m studyapp"
    place = place_of(options, shell).absolute()
    command = f'{program} hub serve --hub "{place}" --host {options.host} --port {options.port}'
    return "\n".join(
        [
            say(Message("Linux（systemd）：把下面的内容存为 /etc/systemd/system/studyapp-hub.service，")),
            say(Message("User 改为数据文件夹的主人，再运行 systemctl enable --now studyapp-hub。")),
            "",
            _UNIT.format(command=command, place=place),
            say(Message("Windows：以管理员身份运行下面一行，此后开机自动启动（断电、关机不会丢记录）：")),
            "",
            "schtasks /create /tn studyapp-hub /sc onstart /ru SYSTEM /f /tr " + subprocess.list2cmdline([command]),
        ]
    )
