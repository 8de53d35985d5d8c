"""Two visuals: labelled rows whose text stays clear of its label, and content that is drawn to fit a width."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

Row = tuple[Content, Content]

_NARROWEST = 8


class Rows(Visual):
    """Rows of a label and a text; all texts begin in the same column."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)
        self._indent = max((label.cell_length for label, _ in self._rows), default=0)

    def _inner(self, width: int) -> int:
        return max(width - self._indent, _NARROWEST)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """The longest row in one line."""
        texts = (text.get_optimal_width(rules, container_width) for _, text in self._rows)
        return self._indent + max(texts, default=0)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines of all texts."""
        inner = self._inner(width)
        return sum(text.get_height(rules, inner) for _, text in self._rows)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw label and text side by side."""
        inner = self._inner(width)
        blank = Strip.blank(self._indent, style.rich_style)
        strips: list[Strip] = []
        for label, text in self._rows:
            head = blank
            if self._indent:
                head = label.render_strips(self._indent, 1, style, options)[0]
                head = head.adjust_cell_length(self._indent, style.rich_style)
            for line in text.render_strips(inner, None, style, options):
                strips.append(Strip.join([head, line]))
                head = blank
        return strips[:height]


class Fitted(Visual):
    """What is drawn for the width there is: ``draw`` is told it, in cells."""

    def __init__(self, draw: Callable[[int], Visual]) -> None:
        self._draw = draw

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The lines of what is drawn."""
        return self._draw(width).get_height(rules, width)

    def render_strips(self, width: int, height: int | None, style: Style, options: RenderOptions) -> list[Strip]:
        """Draw it."""
        return self._draw(width).render_strips(width, height, style, options)
