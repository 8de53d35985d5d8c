"""The administrators' pages: which there are, and who gets in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from studyapp import Message
from studyapp_hub.accounts import Session
from studyapp_hub.roles import ROLES, May
from studyapp_hub.service import (
    admin_accounts,
    admin_files,
    admin_home,
    admin_hub,
    admin_looking,
    admin_people,
    admin_points,
    admin_roster,
)
from studyapp_hub.service.admin_markup import document, field
from studyapp_hub.service.bodies import bound
from studyapp_hub.service.context import Service
from studyapp_hub.service.faults import Fault, too_often
from studyapp_hub.service.visiting import Handle, Visit, back, denied, hold_csrf, incomplete, private

COOKIE = "studyapp_hub"
SMALL, LIST, DECK = 64 << 10, 16 << 20, 80 << 20
"""Bytes of what a page may send: a form, a list of people, a deck with pictures."""


class Page(NamedTuple):
    """``may``: what one must be allowed to do, ``None`` for whoever has a role. ``largest``: bytes that it takes."""

    method: str
    path: str
    may: May | None
    handle: Handle
    largest: int = SMALL


PAGES = (
    Page("GET", "/admin", None, admin_home.overview),
    Page("GET", "/admin/units", May.LOOK, admin_hub.units),
    Page("POST", "/admin/units", May.UNITS, admin_hub.save_unit),
    Page("GET", "/admin/roster", May.NAMES, admin_roster.roster),
    Page("POST", "/admin/roster", May.ROSTER, admin_roster.take_roster, LIST),
    Page("POST", "/admin/codes", May.ROSTER, admin_roster.make_codes),
    Page("POST", "/admin/codes/withdraw", May.ROSTER, admin_roster.withdraw_codes),
    Page("POST", "/admin/public", May.ROSTER, admin_roster.save_public),
    Page("GET", "/admin/people", May.NAMES, admin_people.people),
    Page("GET", "/admin/people/{learner}", May.NAMES, admin_people.person),
    Page("POST", "/admin/people/{learner}/transfer", May.PEOPLE, admin_people.transfer),
    Page("POST", "/admin/people/{learner}/link", May.PEOPLE, admin_people.link_to_roster),
    Page("POST", "/admin/people/{learner}/device", May.PEOPLE, admin_people.further_device),
    Page("POST", "/admin/people/{learner}/reset", May.PEOPLE, admin_people.reset),
    Page("POST", "/admin/people/{learner}/revoke", May.PEOPLE, admin_people.revoke),
    Page("POST", "/admin/people/{learner}/export", May.PEOPLE, admin_people.export),
    Page("POST", "/admin/people/{learner}/erase", May.ERASE, admin_people.erase),
    Page("POST", "/admin/points", May.NAMES, admin_points.points),
    Page("GET", "/admin/missing", May.NAMES, admin_looking.missing),
    Page("GET", "/admin/held", May.DECIDE, admin_looking.held),
    Page("POST", "/admin/held", May.DECIDE, admin_looking.decide),
    Page("GET", "/admin/reports", May.REPORTS, admin_looking.reports),
    Page("GET", "/admin/files", None, admin_files.files),
    Page("POST", "/admin/decks", May.DECKS, admin_files.publish_deck, DECK),
    Page("POST", "/admin/plans", May.PLANS, admin_files.publish_plan),
    Page("POST", "/admin/closing", May.PLANS, admin_files.save_closing),
    Page("POST", "/admin/backup", May.BACKUP, admin_files.backup),
    Page("GET", "/admin/accounts", May.ACCOUNTS, admin_accounts.accounts),
    Page("GET", "/admin/acts", May.ACCOUNTS, admin_accounts.acts),
    Page("POST", "/admin/accounts", May.ACCOUNTS, admin_accounts.save_account),
    Page("POST", "/admin/accounts/close", May.ACCOUNTS, admin_accounts.close_account),
)


def routes(service: Service) -> list[Route]:
    """The pages, and the door before them."""
    found = [Route(one.path, _endpoint(service, one), methods=[one.method]) for one in PAGES]
    return [
        Route("/admin/login", _within(service, _login_page), methods=["GET"]),
        Route("/admin/login", _within(service, _log_in), methods=["POST"]),
        Route("/admin/logout", _within(service, _log_out), methods=["POST"]),
        *found,
    ]


def _within(
    service: Service, handle: Callable[[Service, Request], Awaitable[Response]]
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        service.hold(request)
        return await handle(service, request)

    return endpoint


def _endpoint(service: Service, page: Page) -> Callable[[Request], Awaitable[Response]]:
    async def visit(service: Service, request: Request) -> Response:
        session = _session(service, request)
        if session is None:
            if page.method == "GET":
                return back("/admin/login")
            raise Fault(401, "logged-out", Message("登录已过期，没有执行；请重新登录。"))
        visit = Visit(request, service, session)
        if not ROLES.get(session.account.role) or (page.may is not None and not visit.may(page.may)):
            raise denied()
        if page.method != "POST":
            return await page.handle(visit)
        visit.sent = await _sent(request, page.largest)
        try:
            hold_csrf(session, visit.sent)
            return await page.handle(visit)
        finally:
            await visit.sent.close()

    return _within(service, visit)


def _session(service: Service, request: Request) -> Session | None:
    word = request.cookies.get(COOKIE, "")
    return service.accounts.session(word, at=service.settings.now()) if word else None


async def _sent(request: Request, largest: int) -> FormData:
    """The form that was sent. Raises ``Fault``."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise Fault(403, "elsewhere", Message("这个请求来自别的网站，没有执行。"))
    try:
        return await bound(request, largest).form(max_files=1, max_fields=2_000, max_part_size=SMALL)
    except (MultiPartException, ClientDisconnect, HTTPException, ValueError, LookupError):
        raise incomplete() from None


async def _login_page(service: Service, request: Request) -> Response:
    return _login()


def _login(fault: str = "", status: int = 200) -> Response:
    told = f'<p class="fault" role="alert">{fault}</p>' if fault else ""
    fields = field("账号", "name", more='required autocomplete="username"') + field(
        "密码", "password", kind="password", more='required autocomplete="current-password"'
    )
    body = (
        f"<main><h1>练兵管理</h1>{told}"
        f'<form method="post" action="/admin/login" class="fields">{fields}<button>登录</button></form>'
        '<p><a href="/">看榜单</a></p></main>'
    )
    return private(HTMLResponse(document("登录", body), status))


async def _log_in(service: Service, request: Request) -> Response:
    sent = await _sent(request, SMALL)
    name, password = sent.get("name"), sent.get("password")
    await sent.close()
    if not isinstance(name, str) or not isinstance(password, str):
        raise incomplete()
    address = service.address_of(request)
    keys = (f"address {address}", f"account {name[:40]} {address}")
    for key in keys:
        if wait := service.logging_in.wait(key):
            raise too_often(wait)
    async with service.hashing:
        word = await run_in_threadpool(service.accounts.log_in, name, password, at=service.settings.now())
    if word is None:
        return _login("账号或密码不对。", 403)
    for key in keys:
        service.logging_in.charge(key, -1.0)
    response = back("/admin")
    is_secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, word, path="/admin", secure=is_secure, httponly=True, samesite="strict")
    return response


async def _log_out(service: Service, request: Request) -> Response:
    session = _session(service, request)
    if session is not None:
        hold_csrf(session, await _sent(request, SMALL))
        service.accounts.log_out(session)
    response = back("/admin/login")
    response.delete_cookie(COOKIE, path="/admin")
    return response
