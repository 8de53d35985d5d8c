"""Expressions of a mapping ([JMESPath]), and what they find.

A word in any script is a name as it stands: ``data.题干`` need not be written ``data."题干"``.
"""

from __future__ import annotations

import json
import re
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError

LONGEST = 500
"""Characters of an expression."""


_TOKEN = re.compile(r""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|([^\W\d]\w*)""")


class BadExpression(ValueError):  # noqa: N818 - it is a finding about a mapping
    """It is no JMESPath."""


def compiled(text: str) -> Any:
    """What asks data for what an expression says. Raises ``BadExpression``."""
    literals = [one[0] for one in _TOKEN.finditer(text) if one[0].startswith("`")]
    text = _TOKEN.sub(lambda one: one[0] if one[1] is None or one[1].isascii() else f'"{one[1]}"', text.strip())
    try:
        if not text or len(text) > LONGEST:
            raise BadExpression("empty, or too long")
        for one in literals:
            json.loads(one[1:-1].replace("\\`", "`"))
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
