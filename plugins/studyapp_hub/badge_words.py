"""What a badge says: who issues it, and in which words. Chinese, as the plan is, whatever the interface speaks.

So the same title is the same badge, whoever issues it again.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from studyapp import Activity, BadAddress, Message, Period
from studyapp_hub.service.board_words import period_words

_DAILY = "daily"
_SPANS = {Period.DAY: ("当天", "日"), Period.WEEK: ("当周", "周"), Period.MONTH: ("当月", "月")}
_HTTPS = 443
_LONGEST = 253
"""Characters of a name that a domain can have."""

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PATH = re.compile(r"(?:/(?!\.\.?(?:/|$))[A-Za-z0-9._-]+)*/?")


class Words(NamedTuple):
    """A title in words. ``name``: of the title itself; ``criteria``: what it is given for."""

    name: str
    about: str
    criteria: str


def words_of(plan: Activity, title: str) -> Words:
    """What a plan says of one of its titles. Raises ``LookupError`` where it has none of that id."""
    rule = next((one for one in plan.titles if one.id == title), None)
    if rule is None:
        raise LookupError(title)
    span, each = _SPANS[rule.period]
    task = plan.task(rule.task)
    called = task.name if task else rule.task
    if rule.task == _DAILY:
        sentence = f"{span}学满 {_share(rule.persistence)} 的工作日，正确率达到 {_share(rule.accuracy)}"
    elif rule.persistence < 1:
        sentence = f"{span}的{called}有 {_share(rule.persistence)} 及格，平均得分率达到 {_share(rule.accuracy)}"
    elif task is not None and task.period is rule.period:
        sentence = f"{span}的{called}及格，得分率达到 {_share(rule.accuracy)}"
    else:
        sentence = f"{span}的{called}全部及格，平均得分率达到 {_share(rule.accuracy)}"
    parts = [sentence]
    parts += [f"至少答题 {rule.answers} 次"] if rule.answers else []
    parts += [f"至少学满 {rule.days} 个工作日"] if rule.days else []
    about = f"“{plan.name or plan.id}”的称号，每{each}评一次，由单位的服务器按答题记录重新判分评定"
    return Words(rule.name or rule.id, about, "，".join(parts))


def called(name: str, period: str) -> str:
    """A title together with the period for which it was given."""
    return f"{name} · {period_words(period)}"


def reason(why: Message) -> str:
    """Why a title was given."""
    return why.text.format_map(why.arguments)


def _share(share: float) -> str:
    return f"{share * 100:.4g}%"


def issuer_address(text: str) -> str:
    """The address of an issuer, each written in one way only. Raises ``BadAddress``.

    It becomes a ``did:web`` id, which rests on the certificate of a domain: so it is https, and no number of a machine.
    """
    try:
        parts = urlsplit(text)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
    except ValueError:  # UnicodeError too: a name that no domain can have
        raise _bad(text) from None
    plain = text.isprintable() and " " not in text and not any(mark in text for mark in "@?#\\")
    if parts.scheme != "https" or not plain or port == 0 or not _is_domain(host) or not _PATH.fullmatch(parts.path):
        raise _bad(text)
    return f"https://{host}{'' if port in (None, _HTTPS) else f':{port}'}{parts.path.rstrip('/')}"


def _is_domain(host: str) -> bool:
    labels = host.split(".")
    return len(host) <= _LONGEST and all(map(_LABEL.fullmatch, labels)) and not _NUMBER.fullmatch(labels[-1])


def _bad(text: str) -> BadAddress:
    shown = "".join(one if one.isprintable() else "?" for one in text)[:80]
    return BadAddress(
        Message(
            "{url} 不能作签发徽章的地址；要写成 https://hub.example 这样的 https 网址，用域名，不带密码、问号和 #。",
            {"url": shown},
        )
    )
