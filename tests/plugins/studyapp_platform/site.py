"""A learning platform as platforms are, on loopback: pages of questions, a ranking, and a place for points."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "s3cret-token"

QUESTIONS: list[dict[str, Any]] = [
    {
        "questionId": 5001, "typeCode": "001001", "title": "<p>社会保险费由谁征收？&nbsp;</p>",
        "options": [{"label": "A", "content": "银行"}, {"label": "B", "content": "税务机关"}],
        "answer": "B", "analysis": "见征收办法。", "chapterName": "社会保险", "keywords": "征收,社保",
    },
    {
        "questionId": 5002, "typeCode": "001002", "title": "下列属于社会保险的有（ ）。",
        "options": [
            {"label": "A", "content": "养老保险"}, {"label": "B", "content": "商业保险"},
            {"label": "C", "content": "工伤保险"}, {"label": "D", "content": "失业保险"},
        ],
        "answer": "A,C,D", "analysis": None, "chapterName": "社会保险", "keywords": None,
    },
    {
        "questionId": 5003, "typeCode": "001003", "title": "职工个人不缴纳工伤保险费。",
        "options": [{"label": "A", "content": "错误"}, {"label": "B", "content": "正确"}],
        "answer": "B", "analysis": "", "chapterName": "社会保险", "keywords": "",
    },
    {
        "questionId": 5004, "typeCode": "001004", "title": "用工要____、____流动。", "options": [],
        "answer": "向上,向下", "analysis": "", "chapterName": "就业创业", "keywords": "",
    },
    {
        "questionId": 5005, "typeCode": "009999", "title": "这一类题网站新加的。", "options": [],
        "answer": "?", "analysis": "", "chapterName": "", "keywords": "",
    },
]  # fmt: skip
PER_PAGE = 2

RANKING = {
    "data": {
        "total": 1200,
        "persons": [
            {"rank": 1, "nickName": "张三", "orgName": "甲局", "score": 320, "self": False},
            {"rank": 2, "nickName": "学员 01", "orgName": "乙局", "score": "300", "self": True},
        ],
        "orgs": [
            {"orgName": "甲局", "score": 4000, "headcount": 40, "joined": 30},
            {"orgName": "乙局", "score": 3000, "headcount": 0, "joined": 25},
        ],
    }
}


@dataclass
class Site:
    """What happened at the site; ``odd``: what it answers instead, by path."""

    port: int = 0
    requests: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    bodies: list[Any] = field(default_factory=list)
    odd: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        where = urlsplit(handler.path)
        self.requests.append((handler.command, handler.path, dict(handler.headers)))
        if where.path in self.odd:
            self.odd[where.path](handler)
        elif handler.headers.get("Authorization") != f"Bearer {TOKEN}":
            reply(handler, 401, b"{}")
        elif where.path == "/api/questions":
            reply(handler, 200, self._questions(parse_qs(where.query)))
        elif where.path == "/api/ranking":
            reply(handler, 200, json.dumps(RANKING).encode())
        elif where.path == "/api/points" and handler.command in ("POST", "PUT"):
            self.bodies.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
            reply(handler, 200, b"{}")
        else:
            reply(handler, 404, b"{}")

    @staticmethod
    def _questions(query: dict[str, list[str]]) -> bytes:
        page = int(query.get("page", ["1"])[0])
        some = QUESTIONS[(page - 1) * PER_PAGE : page * PER_PAGE]
        more = page * PER_PAGE < len(QUESTIONS)
        return json.dumps({"data": {"list": some, "nextPage": page + 1 if more else None}}).encode()


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site on a port of its own, until it is left."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.answer(self)

        def do_POST(self) -> None:
            site.answer(self)

        def do_PUT(self) -> None:
            site.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Clients hang up; that is their right."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
