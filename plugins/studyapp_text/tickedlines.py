"""Choices without letters, the right ones ticked: ``✓ 停止信号`` among lines that have nothing before them."""

from __future__ import annotations

from studyapp_text.tokens import Mark, Token

_TICKS = "✓✔√☑✅"
_TICKED = frozenset(_TICKS)
_CROSSES = "✗✘❌☐□○"
_NOTES = "📖💡📝🔍"
_FEWEST = 2
_STEM_ENDS = tuple("?？:：)）。_")
_WITHIN = (Mark.TEXT, Mark.EMPTY, Mark.BULLET, Mark.LONE)


def settle_ticked(tokens: list[Token]) -> list[Token]:
    """Return tokens with such lines as options, where two questions or more have them and no answer besides."""
    text = Mark.TEXT
    if _TICKED.isdisjoint({token[2][:1] for token in tokens if token[0] is text}):
        return tokens
    found: dict[int, Token] = {}
    asked = 0
    for index, token in enumerate(tokens):
        if token.mark is Mark.NUMBER and token.rest.endswith(_STEM_ENDS):
            lines = _ticked(tokens, index)
            asked += bool(lines)
            found.update(lines)
    return [found.get(index, token) for index, token in enumerate(tokens)] if asked >= _FEWEST else tokens


def _ticked(tokens: list[Token], index: int) -> dict[int, Token]:
    """Return the options and the explanation below a number, by index; none where they are no such lines."""
    options: dict[int, Token] = {}
    notes: dict[int, Token] = {}
    for below in range(index + 1, len(tokens)):
        token = tokens[below]
        if token.mark not in _WITHIN:
            if token.mark is Mark.OPTION or (token.mark is Mark.FIELD and token.label == "answer"):
                return {}
            break
        if notes and token.mark is not Mark.EMPTY:
            break
        if token.mark is Mark.EMPTY and options:
            break
        if token.text[:1] and token.text[0] in _NOTES and options:
            notes[below] = token._replace(mark=Mark.FIELD, label="explanation", rest=token.text[1:].lstrip("\ufe0f "))
        elif token.mark is not Mark.EMPTY:
            options[below] = _option(token)
    right = sum(option.marked for option in options.values())
    return {**options, **notes} if len(options) >= _FEWEST and 0 < right < len(options) else {}


def _option(token: Token) -> Token:
    marked = token.text[0] in _TICKS
    bare = token.text[1:].lstrip("\ufe0f ") if marked or token.text[0] in _CROSSES else token.text
    return token._replace(mark=Mark.OPTION, label="", rest=bare or token.text, style="box", marked=marked)
