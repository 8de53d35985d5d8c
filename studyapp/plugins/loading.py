"""Load every installed plugin that can be loaded, each apart from the others, and list what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from itertools import islice
from types import MappingProxyType, ModuleType
from typing import Any

import pluggy

from studyapp import hookspecs
from studyapp.hookspecs import PROJECT, QuestionReader, QuestionWriter, RemoteKind, Screen, Settings
from studyapp.model import Message
from studyapp.plugins.catalogues import catalogue_of
from studyapp.plugins.guarding import TIME_LIMIT, Failure, TookTooLong, describe, guarded
from studyapp.plugins.manifest import PluginEntry
from studyapp.plugins.offers import SHAPES, Offer, OfferKind, vet

OWN = "studyapp"
"""The distribution of our own plugins; of two that offer the same name, ours keeps it."""

MOST_OFFERS = 100
"""A hook that goes on offering after so many is taken for one that never ends."""


@dataclass(frozen=True, slots=True)
class PluginListing:
    """What ``studyapp plugins`` says of one plugin.

    ``offers``: what of it is in use, each as kind and name, such as ``reader:json``. ``flaws``: why something of
    it, or all of it, is not. ``enabled`` is false where the user switched it off.
    """

    name: str
    module: str
    distribution: str
    version: str
    offers: tuple[str, ...] = ()
    flaws: tuple[Message, ...] = ()
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Plugins:
    """All that is offered, in order of precedence: our own plugins first, then by name.

    ``catalogues``: domain and folder of the words that the plugins may have in other languages.
    """

    readers: tuple[Offer[QuestionReader], ...] = ()
    writers: tuple[Offer[QuestionWriter], ...] = ()
    remotes: tuple[Offer[RemoteKind], ...] = ()
    screens: tuple[Offer[Screen], ...] = ()
    listed: tuple[PluginListing, ...] = ()
    catalogues: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Found:
    """What came out of one plugin."""

    offers: list[Offer[Any]] = field(default_factory=list)
    flaws: list[Message] = field(default_factory=list)
    catalogue: tuple[str, str] | None = None

    def blame(self, flaw: Message) -> None:
        if flaw not in self.flaws:
            self.flaws.append(flaw)


def load(
    announced: Iterable[PluginEntry],
    settings: Settings,
    *,
    time_limit: float = TIME_LIMIT,
    disabled: Collection[str] = (),
) -> Plugins:
    """Load the announced plugins but those whose names are ``disabled``; give each ``time_limit`` seconds."""
    kept: list[Offer[Any]] = []
    listed: list[PluginListing] = []
    catalogues: list[tuple[str, str]] = []
    holders: dict[tuple[OfferKind, str], PluginEntry] = {}
    shown = MappingProxyType(dict(settings))
    for entry in sorted(announced, key=_precedence):
        about = (entry.name, entry.module, entry.distribution, entry.version)
        if entry.name in disabled:
            listed.append(PluginListing(*about, enabled=False))
            continue
        found = _load_one(entry, shown, time_limit)
        mine = _claim(entry, found, holders)
        kept += mine
        catalogues += [found.catalogue] if found.catalogue else []
        listed.append(PluginListing(*about, tuple(f"{one.kind}:{one.name}" for one in mine), tuple(found.flaws)))
    by_kind = {kind: tuple(one for one in kept if one.kind is kind) for kind in OfferKind}
    return Plugins(
        by_kind[OfferKind.READER],
        by_kind[OfferKind.WRITER],
        by_kind[OfferKind.REMOTE],
        by_kind[OfferKind.SCREEN],
        tuple(listed),
        tuple(catalogues),
    )


def _precedence(entry: PluginEntry) -> tuple[bool, str, str]:
    return entry.distribution != OWN, entry.name, entry.distribution


def _load_one(entry: PluginEntry, settings: Settings, time_limit: float) -> _Found:
    if not all(part.isidentifier() for part in entry.module.split(".")):
        return _Found(
            flaws=[
                Message(
                    "入口点写的是“{module}”，不是模块名。请重新安装 {distribution}，仍不行就请作者改正。",
                    {"module": entry.module, "distribution": entry.distribution},
                )
            ]
        )
    try:
        return guarded(partial(_examine, entry, settings), time_limit)
    except TookTooLong:
        return _Found(flaws=[Message("{seconds} 秒内没有载入完，这次不再等它。", {"seconds": f"{time_limit:g}"})])
    except Failure as failure:
        return _Found(flaws=[Message("载入时出错：{error}", {"error": failure.error})])


def _examine(entry: PluginEntry, settings: Settings) -> _Found:
    """Import a plugin and ask each of its hooks; what a hook gave before it failed counts."""
    found = _Found()
    try:
        module = import_module(entry.module)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: here they are the plugin's, not the user's
        found.blame(Message("导入时出错：{error}", {"error": describe(error)}))
        return found
    found.catalogue = catalogue_of(module)
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(module, entry.name)
    except BaseException as error:
        found.blame(Message("钩子写法不合规定：{error}", {"error": describe(error)}))
        return found
    _check_hooks(manager, module, found)
    for kind, shape in SHAPES.items():
        try:
            for answer in getattr(manager.hook, shape.hook)(settings=settings):
                _take(kind, entry.name, answer, found)
        except BaseException as error:
            found.blame(Message("钩子 {hook} 出错：{error}", {"hook": shape.hook, "error": describe(error)}))
    return found


def _check_hooks(manager: pluggy.PluginManager, module: ModuleType, found: _Found) -> None:
    """Blame a plugin for hooks that nobody will call; pluggy itself would stop at the first of them."""
    callers = manager.get_hookcallers(module) or []
    if not callers:
        found.blame(Message("里面没有钩子：函数前要写 @hookimpl。"))
    known = ", ".join(shape.hook for shape in SHAPES.values())
    for caller in callers:
        if not caller.has_spec() and not all(impl.optionalhook for impl in caller.get_hookimpls()):
            found.blame(
                Message(
                    "没有叫 {hook} 的钩子，它不会被调用。可用的钩子：{known}。", {"hook": caller.name, "known": known}
                )
            )


def _take(kind: OfferKind, plugin: str, answer: Iterable[object], found: _Found) -> None:
    """Go through what one hook returned: a generator fails only here, where it is known whose it is."""
    for number, thing in enumerate(islice(answer, MOST_OFFERS + 1)):
        if number == MOST_OFFERS:
            found.blame(
                Message(
                    "钩子 {hook} 提供的超过 {most} 个，其余不再看。", {"hook": SHAPES[kind].hook, "most": MOST_OFFERS}
                )
            )
            return
        vetted = vet(kind, plugin, thing)
        if isinstance(vetted, Message):
            found.blame(vetted)
        else:
            found.offers.append(vetted)


def _claim(entry: PluginEntry, found: _Found, holders: dict[tuple[OfferKind, str], PluginEntry]) -> list[Offer[Any]]:
    """Keep the offers whose names are still free; blame the plugin for the others and name who has them."""
    mine = []
    for offer in found.offers:
        name = (offer.kind, offer.name.casefold())
        if name in holders:
            found.blame(_clash(offer, entry, holders[name]))
        else:
            holders[name] = entry
            mine.append(offer)
    return mine


def _clash(offer: Offer[Any], entry: PluginEntry, holder: PluginEntry) -> Message:
    whose = {
        "name": offer.name,
        "plugin": f"{entry.name} ({entry.distribution})",
        "holder": f"{holder.name} ({holder.distribution})",
    }
    if offer.kind is OfferKind.READER:
        return Message("读取器“{name}”重名：插件 {holder} 已经用了，插件 {plugin} 的不用。", whose)
    if offer.kind is OfferKind.WRITER:
        return Message("写出器“{name}”重名：插件 {holder} 已经用了，插件 {plugin} 的不用。", whose)
    if offer.kind is OfferKind.REMOTE:
        return Message("地址类型“{name}”重名：插件 {holder} 已经用了，插件 {plugin} 的不用。", whose)
    return Message("界面“{name}”重名：插件 {holder} 已经用了，插件 {plugin} 的不用。", whose)
