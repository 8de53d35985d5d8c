"""What a plugin's hooks offer, looked at once: names are taken down here and believed from then on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeGuard, TypeVar

from studyapp.model import Message

T_co = TypeVar("T_co", covariant=True)

LONGEST_NAME = 40


class OfferKind(StrEnum):
    """What sort of thing is offered."""

    READER = "reader"
    WRITER = "writer"
    REMOTE = "remote"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Offer(Generic[T_co]):
    """An object of a plugin under the name that it had when it was loaded; a remote's name is its scheme.

    ``thing`` is the plugin's own object: whatever is asked of it must be asked behind a guard.
    """

    kind: OfferKind
    name: str
    plugin: str
    thing: T_co
    suffixes: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the contract asks of one kind of object: the hook that offers it, its attributes and its methods."""

    hook: str
    attributes: tuple[str, ...]
    methods: tuple[str, ...]


SHAPES = {
    OfferKind.READER: Shape("question_readers", ("name", "suffixes"), ("sniff", "read")),
    OfferKind.WRITER: Shape("question_writers", ("name", "suffixes"), ("write",)),
    OfferKind.REMOTE: Shape("remotes", ("scheme",), ("open",)),
    OfferKind.SCREEN: Shape("screens", ("name", "title"), ("open",)),
}


def vet(kind: OfferKind, plugin: str, thing: object) -> Offer[Any] | Message:
    """Take an object down as an offer, or say what keeps it from being one. It may raise what the object raises."""
    shape = SHAPES[kind]
    found = {name: getattr(thing, name, None) for name in (*shape.attributes, *shape.methods)}
    lacking = [name for name, value in found.items() if value is None]
    lacking += [name for name in shape.methods if found[name] is not None and not callable(found[name])]
    whose = {"hook": shape.hook, "type": _type_of(thing)}
    if lacking:
        return Message("{hook} 提供的 {type} 缺少 {lacking}。", {**whose, "lacking": ", ".join(lacking)})
    name = found[shape.attributes[0]]
    if not is_word(name):
        return Message(
            "{hook} 提供的 {type} 没有合用的名字：{attribute} 应是一个不含空白的短词。",
            {**whose, "attribute": shape.attributes[0]},
        )
    suffixes = found.get("suffixes", ())
    if not are_suffixes(suffixes):
        return Message(
            '{hook} 提供的“{name}”的 suffixes 应是一组小写后缀，每个以“.”开头，例如 (".txt",)。',
            {**whose, "name": name},
        )
    title = found.get("title", "")
    if not isinstance(title, str):
        return Message("{hook} 提供的“{name}”的 title 应是文字。", {**whose, "name": name})
    return Offer(kind, name, plugin, thing, suffixes, title)


def is_word(name: object) -> TypeGuard[str]:
    """Whether this can be a name: a short word in print, without white space."""
    return isinstance(name, str) and 0 < len(name) <= LONGEST_NAME and name.isprintable() and not _spaced(name)


def are_suffixes(suffixes: object) -> TypeGuard[tuple[str, ...]]:
    """Whether these are file name endings as the contract wants them."""
    return isinstance(suffixes, tuple) and all(
        isinstance(one, str) and one.startswith(".") and len(one) > 1 and one == one.lower() and not _spaced(one)
        for one in suffixes
    )


def _spaced(text: str) -> bool:
    return any(character.isspace() for character in text)


def _type_of(thing: object) -> str:
    return thing.__name__ if isinstance(thing, type) else type(thing).__name__
