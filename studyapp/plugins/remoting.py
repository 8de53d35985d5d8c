"""Calls to remotes, which may be broken, slow or lying: what comes back is what was declared, or a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from studyapp.hookspecs import BadAddress, Pulling, Pushing, Ranking, RemoteKind, Signer, Unreachable
from studyapp.model import Message
from studyapp.model.remote import Board, Pulled, Receipt, Scope
from studyapp.model.statement import Statement
from studyapp.plugins.checking import misfit
from studyapp.plugins.guarding import TIME_LIMIT, Failure, TookTooLong, guarded
from studyapp.plugins.loading import Plugins
from studyapp.plugins.offers import Offer

PATIENCE = 300.0
"""Seconds that a pull or a push may take: a deck with pictures over a village's line."""

BOARD_PATIENCE = 30.0
"""Seconds that a board may take, at which somebody looks."""

LONGEST_CURSOR = 4096
"""Characters of a cursor, which is kept."""

MOST_SCOPES = 10_000
"""Boards that are offered; a remote that never ends offering them is not waited for."""

_Value = TypeVar("_Value")


class RemoteError(Exception):
    """A remote did not do what was asked; ``why`` is the sentence. What was sent may have arrived or not."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class Abilities(NamedTuple):
    """What a remote can do."""

    pulls: bool
    pushes: bool
    ranks: bool


class OpenRemote:
    """A remote of a plugin, behind a guard. All it raises is ``RemoteError``."""

    def __init__(self, name: str, offer: Offer[RemoteKind], thing: object, can: Abilities) -> None:
        self.name = name
        self.can = can
        self._offer = offer
        self._thing: Any = thing

    def pull(self, cursor: str) -> Pulled:
        """What is new since a cursor."""
        pulled: Pulled = self._ask(lambda: self._thing.pull(cursor), Pulled, PATIENCE)
        if len(pulled.cursor) > LONGEST_CURSOR or (pulled.more and pulled.cursor == cursor):
            raise RemoteError(self._garbage(".cursor", pulled.cursor[:40]))
        return pulled

    def push(self, statements: Sequence[Statement]) -> Receipt:
        """Hand statements over."""
        receipt: Receipt = self._ask(lambda: self._thing.push(statements), Receipt, PATIENCE)
        return receipt

    def scopes(self) -> tuple[Scope, ...]:
        """Whose boards there are."""
        ask = partial(_scopes, self._thing)
        found: tuple[Scope, ...] = self._ask(ask, tuple[Scope, ...], BOARD_PATIENCE)
        return found

    def standings(self, scope: str, period: str) -> Board:
        """A board."""
        board: Board = self._ask(lambda: self._thing.standings(scope, period), Board, BOARD_PATIENCE)
        return board

    def close(self) -> None:
        """Hang up, where there is something to hang up."""
        hang_up = getattr(self._thing, "close", None)
        if callable(hang_up):
            try:
                guarded(hang_up, TIME_LIMIT)
            except Failure:
                return

    def _ask(self, act: Callable[[], object], declared: Any, limit: float) -> Any:
        value, fault = _guarded(self.name, self._offer, partial(_checked, act, declared), limit)
        if fault is not None:
            raise RemoteError(self._garbage(fault.place, fault.found))
        return value

    def _garbage(self, place: str, found: str) -> Message:
        return Message(
            "远程“{remote}”（插件 {plugin}）的回答不合规定：{place} 不能是 {found}。请升级插件，或把这句话告诉管理员。",
            {"remote": self.name, "plugin": self._offer.plugin, "place": place, "found": found},
        )


def open_remote(plugins: Plugins, name: str, url: str, signer: Signer) -> OpenRemote:
    """Open the remote at an address; nothing is asked of it yet. Raises ``RemoteError``."""
    offer = _kind_of(plugins, url)
    thing, can = _guarded(name, offer, partial(_opened, offer, url, signer), TIME_LIMIT)
    if not any(can):
        about = {"plugin": offer.plugin, "url": url}
        raise RemoteError(Message("插件 {plugin} 打开 {url} 后什么也不能做；请升级或卸载这个插件。", about))
    return OpenRemote(name, offer, thing, can)


def _kind_of(plugins: Plugins, url: str) -> Offer[RemoteKind]:
    scheme, colon, _rest = url.partition(":")
    for offer in plugins.remotes:
        if colon and offer.name.casefold() == scheme.casefold():
            return offer
    known = ", ".join(f"{offer.name}:" for offer in plugins.remotes)
    if not known:
        raise RemoteError(Message("没有可以用来同步的插件；请运行 studyapp plugins 看原因。"))
    raise RemoteError(Message("不认识地址 {url}；地址要以这些开头：{known}。", {"url": url, "known": known}))


def _opened(offer: Offer[RemoteKind], url: str, signer: Signer) -> tuple[object, Abilities]:
    thing = offer.thing.open(url, signer)
    return thing, Abilities(isinstance(thing, Pulling), isinstance(thing, Pushing), isinstance(thing, Ranking))


def _scopes(thing: Any) -> tuple[Scope, ...]:
    return tuple(islice(thing.scopes(), MOST_SCOPES))


def _checked(act: Callable[[], object], declared: Any) -> tuple[Any, Any]:
    value = act()
    return value, misfit(value, declared)


def _guarded(name: str, offer: Offer[RemoteKind], act: Callable[[], _Value], limit: float) -> _Value:
    whose: dict[str, str | int | float] = {"remote": name, "plugin": offer.plugin}
    try:
        return guarded(act, limit, (Unreachable, BadAddress))
    except (Unreachable, BadAddress) as error:
        sayable = misfit(error.why, Message) is None
        raise RemoteError(error.why if sayable else replace(_FAILED, arguments={**whose, "error": "?"})) from error
    except TookTooLong as error:
        why = Message("等了 {seconds} 秒，远程“{remote}”没有回答；稍后会再试。", {**whose, "seconds": f"{limit:g}"})
        raise RemoteError(why) from error
    except Failure as failure:
        raise RemoteError(replace(_FAILED, arguments={**whose, "error": failure.error})) from failure


_FAILED = Message("远程“{remote}”（插件 {plugin}）出错：{error}。本机的记录不受影响；请升级插件，或告诉管理员。")
