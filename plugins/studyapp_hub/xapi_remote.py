"""A learning record store (LRS) as a remote that only takes: what learners answered, and the titles they earned.

``xapi+https://lrs.example/xAPI?home=https://hub.example&key=env:LRS_KEY``: ``home`` is what ids are made with, the
hub's address; ``key`` tells where ``user:password`` is to be had, in a variable of the environment or a ``file:``,
so that no address holds a secret. With ``plan=<file>&keep=<folder>`` titles are told too.
"""

from __future__ import annotations

import base64
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from studyapp import (
    Activity,
    BadAddress,
    DeviceHead,
    EntriesHead,
    ErasedHead,
    Head,
    Held,
    Message,
    Receipt,
    Signer,
    Statement,
    Unreachable,
    Unreadable,
    Verdict,
    Word,
    digest_of,
    read_plan,
    unpack_entries,
    unseal,
)
from studyapp_hub.address import Address, read_address
from studyapp_hub.line import Line, explain
from studyapp_hub.xapi import VERSION, Plain, answer_to_xapi, title_to_xapi
from studyapp_hub.xapi_keeping import Kept

AT_ONCE = 100
"""Statements of a request."""

_PARAMETERS = frozenset(("home", "key", "plan", "keep"))
_HOME = re.compile(r"https?://[!-~]{1,200}")
_KEY = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.{1,500}")
_LARGEST_ANSWER = 1 << 20
_OK = (200, 204)
_CONFLICT = 409
_BAD = Message(
    "{url} 不是学习记录系统的地址；写成 xapi+https://地址/xAPI?home=服务器网址&key=env:环境变量名，"
    "后面可加 &plan=方案文件&keep=文件夹。"
)

_Told = tuple[Plain, bytes]
"""A statement, and the id of the entry it is of; none for a title."""


@dataclass(frozen=True, slots=True)
class XapiKind:
    """Learning record stores at addresses of one scheme. ``seconds``: how long an answer is waited for."""

    scheme: str
    seconds: float = 30.0

    def open(self, url: str, signer: Signer) -> XapiRemote:
        """The store at an address; it is not asked anything yet. Raises ``BadAddress``."""
        bad = BadAddress(replace(_BAD, arguments={"url": "".join(filter(str.isprintable, url)).partition("?")[0][:80]}))
        try:
            parts = urlsplit(url.removeprefix("xapi+"))
            given = parse_qsl(parts.query, strict_parsing=True)
            address = read_address(parts._replace(query="").geturl())
        except (ValueError, BadAddress):
            raise bad from None
        said = dict(given)
        if len(said) != len(given) or not said.keys() <= _PARAMETERS or not _HOME.fullmatch(said.get("home", "")):
            raise bad
        if ("plan" in said) != ("keep" in said) or not _KEY.fullmatch(said.get("key", "env:A")):
            raise bad
        kept = Kept(Path(said["keep"]), _plan(said["plan"])) if "plan" in said else None
        return XapiRemote(address, Line(address, self.seconds), said["home"].rstrip("/"), said.get("key", ""), kept)


def _plan(file: str) -> Activity:
    try:
        activity = read_plan(Path(file).read_text(encoding="utf-8"), file).activity
    except (OSError, ValueError):
        activity = None
    if activity is None:
        raise BadAddress(Message("活动方案 {file} 打不开，或里面有错；请核对地址里的 plan。", {"file": file[:80]}))
    return activity


@dataclass(slots=True)
class XapiRemote:
    """A store that statements are handed to."""

    address: Address
    line: Line
    home: str
    key: str = field(repr=False)
    kept: Kept | None = None

    def push(self, statements: Sequence[Statement]) -> Receipt:
        """Hand on the answers in envelopes, then the titles that follow. Raises ``Unreachable``."""
        known = list(_known(statements))
        for head, _one in known:
            if isinstance(head, DeviceHead | ErasedHead) and self.kept is not None:
                self.kept.note(head)
        held: dict[str, Held] = {}
        told: list[_Told] = []
        for head, one in known:
            if isinstance(head, EntriesHead):
                told += self._answers(head, one)
                if head.no > held.get(head.device, Held(0, "")).no:
                    held[head.device] = Held(head.no, digest_of(one.head))
        words = [word for some in _parts(told) for word in self._hand_over(some)]
        self._titles()
        return Receipt(held, tuple(words))

    def close(self) -> None:
        """Hang up."""
        self.line.close()

    def _answers(self, head: EntriesHead, one: Statement) -> Iterator[_Told]:
        if self.kept is not None:
            self.kept.take(head, one)
        for entry in unpack_entries(one.content).entries:
            actor = entry.device if self.kept is None else self.kept.learner_of(entry.device)
            plain = answer_to_xapi(entry, self.home, actor)
            if plain is not None:
                yield plain, entry.id

    def _titles(self) -> None:
        if self.kept is not None:
            titles = self.kept.titles()
            for some in _parts([(title_to_xapi(award, self.home, learner), b"") for learner, award in titles]):
                self._hand_over(some)
            self.kept.told(titles)

    def _hand_over(self, some: Sequence[_Told]) -> list[Word]:
        """Some statements at once; where the store takes them not as a whole, one by one.

        One that the store has already is as good as taken; one that it refuses keeps no other back.
        """
        status = self._send("POST", "", [plain for plain, _entry in some])
        if status in _OK:
            return []
        words = []
        for plain, entry in some:
            status = self._send("PUT", f"?statementId={plain['id']}", plain)
            if status not in _OK and status != _CONFLICT and entry:
                why = Message("学习记录系统没有收下这一条（{status}）。", {"status": status})
                words.append(Word(entry, Verdict.REFUSED, why))
        return words

    def _send(self, method: str, query: str, plain: object) -> int:
        """The status; where it says that nothing can be had now, ``Unreachable``."""
        headers = {"Content-Type": "application/json", "X-Experience-API-Version": VERSION}
        if self.key:
            headers["Authorization"] = f"Basic {base64.b64encode(_secret(self.key)).decode('ascii')}"
        body = json.dumps(plain, ensure_ascii=False).encode()
        try:
            response = self.line.request(method, f"{self.address.path}/statements{query}", body, headers)
            if len(response.read(_LARGEST_ANSWER + 1)) > _LARGEST_ANSWER:
                self.line.close()
        except (OSError, HTTPException) as error:
            self.line.close()
            raise Unreachable(explain(error, self.address)) from error
        about: dict[str, str | int | float] = {"host": self.address.host, "status": response.status}
        if response.status in (401, 403):
            raise Unreachable(Message("{host} 不认这个密钥（{status}）；请核对地址里的 key。", about))
        if response.status not in (*_OK, 400, _CONFLICT, 413):
            raise Unreachable(Message("{host} 现在不收学习记录（{status}）；请核对地址，稍后会自动再试。", about))
        return response.status


def _known(statements: Sequence[Statement]) -> Iterator[tuple[Head, Statement]]:
    """The statements that are signed, with their heads."""
    for one in statements:
        try:
            head = unseal(one)
        except Unreadable:
            continue
        if head is not None:
            yield head, one


def _parts(told: Sequence[_Told]) -> Iterator[Sequence[_Told]]:
    for first in range(0, len(told), AT_ONCE):
        yield told[first : first + AT_ONCE]


def _secret(where: str) -> bytes:
    """``user:password``, from where an address says that it is; it is in no sentence."""
    kind, _colon, name = where.partition(":")
    try:
        text = os.environ.get(name, "") if kind == "env" else Path(name).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        text = ""
    if ":" not in text:
        raise Unreachable(Message("{where} 里没有“用户名:密码”；请核对地址里的 key。", {"where": name[:80]}))
    return text.encode()
