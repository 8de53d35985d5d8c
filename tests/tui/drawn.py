"""What a drawing looks like, and words to draw."""

from __future__ import annotations

from hypothesis import strategies as st
from textual.content import Content
from textual.style import Style
from textual.visual import RenderOptions, Visual

WIDTHS = st.integers(20, 160)
LABELS = st.text(alphabet="的一中人社保险。，（）“①Ⅲ→√ aZ09.[]-", max_size=40)


def rows_of(drawn: Visual, width: int) -> list[str]:
    """The lines of a drawing as they come to the screen, without spaces at their ends."""
    options = RenderOptions(lambda style: style if isinstance(style, Style) else Style(), {})
    return [strip.text.rstrip() for strip in drawn.render_strips(width, None, Style(), options)]


def styles_at(drawn: Content, text: str) -> str:
    """The styles of the first place where a text stands."""
    start = drawn.plain.index(text)
    return " ".join(str(span.style) for span in drawn.spans if span.start <= start < span.end)
