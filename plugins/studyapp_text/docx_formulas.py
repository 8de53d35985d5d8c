"""Formulas of a Word document in one line of text, and the letters of its symbol fonts.

Source: ECMA-376 part 1, 22.1 (Office Math). A fraction reads ``(a)/(b)``, a power ``x^2``, a root ``√(x)``.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

_WINGDINGS = {
    0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x52: "☑", 0x50: "√", 0x4F: "×", 0x54: "☒",
    0x6C: "●", 0x6E: "■", 0x75: "◆", 0xD8: "➢", 0xE0: "→",
}  # fmt: skip
"""Characters of Wingdings and Wingdings 2 that exam papers tick with, by the lower half of their private code."""

_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√", 0xA5: "∞",
    0xB7: "•", 0xAE: "→", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x71: "θ", 0x6C: "λ", 0x6D: "μ", 0x70: "π",
    0x72: "ρ", 0x73: "σ", 0x77: "ω", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω",
}  # fmt: skip
_PRIVATE = range(0xF020, 0xF100)
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_RAISABLE, _LOWERABLE = frozenset("0123456789+-n"), frozenset("0123456789")
_DEEPEST = 60


def symbol(code: int, font: str) -> str:
    """Return the character of a symbol font that a private code stands for; empty where nobody knows it."""
    if code not in _PRIVATE:
        return "" if code < 0x20 or 0xD800 <= code < 0xF900 or code > 0x10FFFF else chr(code)
    if font.startswith("Symbol"):
        return _SYMBOL.get(code - 0xF000, "")
    return _WINGDINGS.get(code - 0xF000, "") if font.startswith("Wingdings") else ""


def with_symbols(text: str, font: str) -> str:
    """Return a text with its private codes as characters."""
    if not any("\uf020" <= letter <= "\uf0ff" for letter in text):
        return text
    return "".join(symbol(ord(letter), font) if "\uf020" <= letter <= "\uf0ff" else letter for letter in text)


def raised(text: str, how: str) -> str:
    """Return digits that stand above or below the line as such; other text as it is."""
    if how == "superscript" and text and _RAISABLE.issuperset(text):
        return text.translate(_RAISED)
    if how == "subscript" and text and _LOWERABLE.issuperset(text):
        return text.translate(_LOWERED)
    return text


def linear(element: Element, depth: int = 0) -> str:
    """Return a formula in one line."""
    if depth > _DEEPEST:
        return ""
    name = _name(element)
    if name == "t":
        return element.text or ""
    if name.endswith("Pr") or name in ("del", "moveFrom", "instrText"):
        return ""
    parts = {_name(child): child for child in element}

    def part(wanted: str) -> str:
        return linear(parts[wanted], depth + 1) if wanted in parts else ""

    if name == "f":
        return f"{_within(part('num'))}/{_within(part('den'))}"
    if name in ("sSup", "sSub", "sSubSup"):
        below = f"_{_within(part('sub'))}" if "sub" in parts else ""
        above = f"^{_within(part('sup'))}" if "sup" in parts else ""
        return f"{part('e')}{below}{above}"
    if name == "rad":
        return f"{part('deg')}√{_within(part('e'))}"
    if name == "d":
        inner = [linear(child, depth + 1) for child in element if _name(child) == "e"]
        begin, end = _brackets(parts.get("dPr"))
        return f"{begin}{','.join(inner)}{end}"
    if name == "nary":
        return f"{_sign(parts.get('naryPr'))}{_limits(part('sub'), part('sup'))}{part('e')}"
    return "".join(linear(child, depth + 1) for child in element)


def _within(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _limits(below: str, above: str) -> str:
    return (f"_{_within(below)}" if below else "") + (f"^{_within(above)}" if above else "")


def _told(properties: Element | None) -> dict[str, str]:
    """Return what the properties of a part of a formula say, by their names."""
    children = properties if properties is not None else ()
    return {_name(one): next(iter(one.attrib.values())) for one in children if one.attrib}


def _brackets(properties: Element | None) -> tuple[str, str]:
    told = _told(properties)
    return told.get("begChr", "("), told.get("endChr", ")")


def _sign(properties: Element | None) -> str:
    return _told(properties).get("chr", "∫")


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
