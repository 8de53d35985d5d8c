"""What all values have in common, written once: ``dataclass`` writes it anew for every class, at every start."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Value:
    """A value equals another of its class that has equal fields, and shows them, as a dataclass does by itself."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return _fields(self) == _fields(other)

    def __hash__(self) -> int:
        return hash(_fields(self))

    def __repr__(self) -> str:
        shown = zip(_names(self), _fields(self), strict=True)
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={value!r}' for name, value in shown)})"


def _names(value: Any) -> tuple[str, ...]:
    return tuple(value.__dataclass_fields__)


def _fields(value: Any) -> tuple[object, ...]:
    return tuple([getattr(value, name) for name in _names(value)])
