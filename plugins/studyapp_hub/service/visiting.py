"""A request of an administrator: who he is, what he sees, what he sent."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar
from urllib.parse import urlencode

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from studyapp import Message
from studyapp_hub.accounts import Session
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import PersonLine, UnitLine
from studyapp_hub.roles import EVERYBODY, May, may, units_of
from studyapp_hub.service.admin_markup import CSRF, document, form, link, text_of
from studyapp_hub.service.context import Service
from studyapp_hub.service.faults import Fault

_Found = TypeVar("_Found")

NOTES: Mapping[str, str] = {
    "saved": "已保存。",
    "moved": "已调动；从所填的日期起，积分记在新单位。",
    "revoked": "已停用；这台设备此后送来的记录不再计分。",
    "decided": "已处理。",
    "erased": "已删除这位学员的数据。以前做的备份里还有，请一并处理。",
    "published": "已发布；各台电脑下次同步时取得。",
    "linked": "已对应到名单。",
    "withdrawn": "未用的登记码已作废。",
}
"""What is said after something was done, by the word in the address."""

MENU = (
    ("/admin", "概况", None),
    ("/admin/units", "单位", May.LOOK),
    ("/admin/roster", "名单与登记码", May.NAMES),
    ("/admin/people", "学员", May.NAMES),
    ("/admin/missing", "未参加", May.NAMES),
    ("/admin/held", "待核查", May.DECIDE),
    ("/admin/reports", "报错的题", May.REPORTS),
    ("/admin/files", "题库与方案", None),
    ("/admin/accounts", "账号", May.ACCOUNTS),
    ("/", "看榜单", None),
)


class Upload(NamedTuple):
    """A file that was sent; its name is only ever shown."""

    name: str
    data: bytes


@dataclass(slots=True)
class Visit:
    """One request of one administrator."""

    request: Request
    service: Service
    session: Session
    sent: FormData = field(default_factory=FormData)

    @property
    def at(self) -> int:
        """Now."""
        return self.service.settings.now()

    @property
    def who(self) -> str:
        """The account's name."""
        return self.session.account.name

    def may(self, what: May) -> bool:
        """Whether the account may do something."""
        return may(self.session.account.role, self.session.account.scope, what)

    async def ask(self, question: Callable[[Hub, int], _Found]) -> _Found:
        """Have something done with the hub."""
        return await self.service.worker.ask(question)

    async def units(self) -> list[UnitLine]:
        """The units that the account sees, parents before children."""
        everything = await self.ask(lambda hub, at: hub.units(at=at))
        seen = units_of(self.session.account.scope, everything)
        return [one for one in everything if one.unit in seen]

    async def unit(self, name: str = "unit") -> UnitLine:
        """The unit that was sent, which must be one that he sees. Raises ``Fault``."""
        wanted = self.text(name)
        found = next((one for one in await self.units() if one.unit == wanted), None)
        if found is None:
            raise denied()
        return found

    async def persons(self) -> list[PersonLine]:
        """The learners whom the account sees; the public by an account for all alone."""
        seen = {one.unit for one in await self.units()}
        public = self.session.account.scope == EVERYBODY
        found = await self.ask(lambda hub, at: hub.persons(at=at))
        return [one for one in found if one.unit in seen or (public and not one.unit)]

    async def person(self) -> PersonLine:
        """The learner whom the path names, whom he must see. Raises ``Fault``."""
        wanted = self.request.path_params["learner"]
        found = next((one for one in await self.persons() if one.learner == wanted), None)
        if found is None:
            raise denied()
        return found

    def text(self, name: str, longest: int = 200) -> str:
        """A text that was sent, empty where it was not. Raises ``Fault``."""
        value = self.sent.get(name, "")
        if not isinstance(value, str) or len(value) > longest or not value.replace("\t", " ").isprintable():
            raise incomplete()
        return value.strip()

    async def upload(self) -> Upload:
        """The file that was sent. Raises ``Fault``."""
        value = self.sent.get("file")
        if not isinstance(value, UploadFile) or not value.filename:
            raise Fault(400, "no-file", Message("没有选择文件；请返回上一页选好再提交。"))
        name = value.filename.replace("\\", "/").rpartition("/")[2]
        shown = "".join(one if one.isprintable() else "?" for one in name)[:100] or "?"
        return Upload(shown, await value.read())

    def note(self, what: str, about: str = "") -> None:
        """Remember what he did."""
        self.service.office.note(self.at, self.who, what, about)

    def form(self, action: str, fields: str, button: str, *, look: str = "fields", danger: bool = False) -> str:
        """A form of his."""
        return form(action, self.session.csrf, fields, button, look=look, danger=danger)

    def page(self, title: str, *parts: str, status: int = 200) -> Response:
        """A page with the menu of what he may do."""
        said = NOTES.get(self.request.query_params.get("note", ""))
        note = f'<p class="note" role="status">{said}</p>' if said else ""
        body = f"{self._menu()}<main><h1>{text_of(title)}</h1>{note}{''.join(parts)}</main>"
        return private(HTMLResponse(document(title, body), status))

    def _menu(self) -> str:
        links = "".join(link(path, words) for path, words, what in MENU if what is None or self.may(what))
        leave = self.form("/admin/logout", "", "退出", look="inline")
        return f"<nav><b>{text_of(self.who)}</b>{links}{leave}</nav>"


Handle = Callable[[Visit], Awaitable[Response]]


def private(response: Response) -> Response:
    """A response that nobody keeps."""
    response.headers["Cache-Control"] = "no-store"
    return response


def back(path: str, note: str = "") -> Response:
    """On to a page, so that reloading it does nothing twice."""
    return RedirectResponse(path + (f"?{urlencode({'note': note})}" if note else ""), 303)


def denied() -> Fault:
    """He may not, or there is no such thing among what he sees: which of them is not said."""
    return Fault(403, "denied", Message("您的账号没有这项权限，或不负责这个单位、这位学员。"))


def incomplete() -> Fault:
    """What was sent is not what the page sends."""
    return Fault(400, "incomplete", Message("提交的内容不完整；请返回上一页检查后再提交。"))


def hold_csrf(session: Session, sent: FormData) -> None:
    """What was sent must come from a page of this session. Raises ``Fault``."""
    given = sent.get(CSRF, "")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), session.csrf.encode()):
        raise Fault(403, "csrf", Message("页面已失效，没有执行；请返回上一页刷新后再提交。"))
