"""What stands at the place of each flaw: filled in once, when a file has been read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from studyapp import Flaw
from studyapp_text.display import clean, plain

_LONGEST = 60


def with_snippets(flaws: Iterable[Flaw], texts: Mapping[int, str]) -> tuple[Flaw, ...]:
    """Return flaws with the beginning of the first line of their place that says something."""
    return tuple(
        flaw if flaw.snippet or not flaw.where.line else replace(flaw, snippet=_at(flaw, texts)) for flaw in flaws
    )


def _at(flaw: Flaw, texts: Mapping[int, str]) -> str:
    first = flaw.where.line
    for line in range(first, max(flaw.where.last, first) + 1):
        if line in texts and (shown := " ".join(plain(clean(texts[line])).split())):
            return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    return ""
