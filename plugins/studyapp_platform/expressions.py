"""Expressions of a mapping ([JMESPath]), and what they find.

A word that is a name, in any script, stands for itself: ``data.题干`` need not be written ``data."题干"``.
"""

from __future__ import annotations

from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

LONGEST = 500
"""Characters of an expression."""


class BadExpression(ValueError):  # noqa: N818 - it is a finding about a mapping
    """It is no JMESPath."""


def compiled(text: str) -> Any:
    """What asks data for what an expression says. Raises ``BadExpression``."""
    words = text.strip().split(".")
    if all(word.isidentifier() for word in words):
        text = ".".join(f'"{word}"' for word in words)
    try:
        if not text or len(text) > LONGEST:
            raise BadExpression("empty, or too long")
        return jmespath.compile(text)
    except (JMESPathError, ValueError, RecursionError) as error:
        raise BadExpression(str(error).split("\n", 1)[0][:200]) from error


def is_path(expression: Any) -> bool:
    """Whether it only goes from field to field: no function, no index, nothing put together."""
    return _is_path(expression.parsed)


def _is_path(node: Any) -> bool:
    return node["type"] == "field" or (node["type"] == "subexpression" and all(map(_is_path, node["children"])))


def ask(expression: Any, data: object) -> Any:
    """What an expression finds; ``None`` where it finds nothing, or does not fit what is there."""
    try:
        return expression.search(data)
    except (JMESPathError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError):
        return None


def text(value: object) -> str:
    """A value as a text: numbers as they are written, nothing as nothing; of lists and objects none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() if isinstance(value, str | int | float) else ""


def number(value: object) -> int | None:
    """A value as a whole number from 0; ``None`` where it is none."""
    if isinstance(value, str):
        try:
            value = float(value.replace(",", "").strip())
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1 << 53:
        return None
    return int(value)
