"""The elements of HTML by what they do to the text in them, and what classes tell on the pages of platforms.

Source: HTML Living Standard, 15.3 (how elements are shown by default) and 4 (which of them hold no text).
"""

from __future__ import annotations

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "legend", "li", "main", "menu", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "title", "tr", "ul",
))  # fmt: skip
NO_TEXT = frozenset((
    "audio", "canvas", "iframe", "noscript", "object", "script", "style", "svg", "template", "video",
))  # fmt: skip
FURNITURE = NO_TEXT | frozenset(("button", "footer", "nav", "select"))
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
))  # fmt: skip
ROW_ENDS = ("tr", "table", "br")
LISTS = ("ol", "ul", "menu", "dir")

OWN_ANSWER = "stuAnswerContent"
RIGHT_ANSWER = "rightAnswerContent"
QUESTION = "questionLi"
QUESTIONS = frozenset((QUESTION, "TiMu", "Zy_TItle", "queBox"))
"""Classes of what holds one question on the pages of 学习通, new and old."""
