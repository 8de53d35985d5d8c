"""A title as a picture that can be shared: one SVG, nothing from the net, no fonts but those of the reader's system."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin
from unicodedata import east_asian_width

from studyapp.model.activity import Award
from studyapp.report.drawing import text_of
from studyapp.report.page import Learner
from studyapp.report.titles import period_words
from studyapp.report.words import day_words
from studyapp.words import _, say

WIDTH, HEIGHT = 1000, 700
MIDDLE = WIDTH / 2
ROOM = 780
"""What a line of text may take of the width."""

_SONG = "'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif"
_HEI = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
_PAPER, _INK, _QUIET, _RED, _GOLD, _PALE = "#fcf8ee", "#2b2622", "#7a6f63", "#a82a22", "#b8913a", "#e9d9ab"
_NARROW = 0.56
"""The width of a Latin letter, in ems."""


def certificate(award: Award, learner: Learner, activity: str) -> str:
    """The picture: whose title it is, which one, for when, and why."""
    title = f"{award.name} · {period_words(award.period)}"
    body = "\n".join([*_frame(), *_rosette(MIDDLE, 148), *_words(award, learner, activity)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'role="img">\n<title>{text_of(title)}</title>\n{body}\n</svg>\n'
    )


def _frame() -> Iterator[str]:
    """Paper, a red rule, and within it a thin golden one whose corners are cut out."""
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_PAPER}"/>'
    yield _rect(22, _RED, 5)
    near, cut = 40, 26
    far_x, far_y = WIDTH - near, HEIGHT - near
    path = (
        f"M{near + cut},{near} H{far_x - cut} A{cut},{cut} 0 0 0 {far_x},{near + cut} "
        f"V{far_y - cut} A{cut},{cut} 0 0 0 {far_x - cut},{far_y} "
        f"H{near + cut} A{cut},{cut} 0 0 0 {near},{far_y - cut} V{near + cut} A{cut},{cut} 0 0 0 {near + cut},{near} Z"
    )
    yield f'<path d="{path}" fill="none" stroke="{_GOLD}" stroke-width="2"/>'
    for x in (near + 6, far_x - 6):
        for y in (near + 6, far_y - 6):
            yield f'<circle cx="{x}" cy="{y}" r="4" fill="{_RED}"/>'


def _rect(inset: int, colour: str, stroke: int) -> str:
    return (
        f'<rect x="{inset}" y="{inset}" width="{WIDTH - 2 * inset}" height="{HEIGHT - 2 * inset}" '
        f'fill="none" stroke="{colour}" stroke-width="{stroke}"/>'
    )


def _rosette(x: float, y: float) -> Iterator[str]:
    """A medal: two ribbons, a golden wheel, and a star on red."""
    for way in (-1, 1):
        points = [(10 * way, 30), (52 * way, 96), (34 * way, 92), (26 * way, 110), (-4 * way, 50)]
        yield f'<polygon points="{_points([(x + a, y + b) for a, b in points])}" fill="{_RED}"/>'
    yield f'<polygon points="{_points(_star(x, y, 72, 65, 36))}" fill="{_GOLD}"/>'
    yield f'<circle cx="{x:g}" cy="{y:g}" r="56" fill="{_PALE}"/>'
    yield f'<circle cx="{x:g}" cy="{y:g}" r="48" fill="{_RED}"/>'
    yield f'<polygon points="{_points(_star(x, y, 34, 13.4, 5))}" fill="{_PALE}"/>'


def _star(x: float, y: float, far: float, near: float, count: int) -> list[tuple[float, float]]:
    """The corners of a star with so many tips, the first one on top."""
    corners = []
    for number in range(2 * count):
        angle, reach = number * pi / count, near if number % 2 else far
        corners.append((x + reach * sin(angle), y - reach * cos(angle)))
    return corners


def _points(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)


def _words(award: Award, learner: Learner, activity: str) -> Iterator[str]:
    if learner.name:
        yield _text(learner.name, 318, 50, _INK, _SONG, weight=700)
    if learner.unit:
        yield _text(learner.unit, 358 if learner.name else 318, 23, _QUIET, _HEI)
    yield _text(_("在{period}的练兵中获得称号").format(period=period_words(award.period)), 410, 24, _INK, _HEI)
    yield _text(award.name, 500, 78, _RED, _SONG, weight=700, spacing=8)
    for number, line in enumerate(_two_lines(say(award.why), 21)):
        yield _text(line, 552 + 30 * number, 21, _INK, _HEI)
    foot = " · ".join(filter(None, (activity, _("{date}获得").format(date=day_words(award.day)))))
    yield _text(foot, 634, 19, _QUIET, _HEI)


def _text(
    words: str, y: float, size: float, colour: str, family: str, *, weight: int = 400, spacing: float = 0.0
) -> str:
    """A line in the middle, made smaller where it would be too long."""
    size = min(size, ROOM / max(ems(words) + spacing / size * len(words), 1.0))
    shift = MIDDLE + spacing / 2  # what follows the last letter is no part of it
    return (
        f'<text x="{shift:g}" y="{y:g}" text-anchor="middle" font-family="{family}" font-size="{size:.1f}" '
        f'font-weight="{weight}" letter-spacing="{spacing:g}" fill="{colour}">{text_of(words)}</text>'
    )


def ems(words: str) -> float:
    """About how wide a line is, in its own size."""
    return sum(1.0 if east_asian_width(sign) in "WFA" else _NARROW for sign in words)


def _two_lines(words: str, size: float) -> list[str]:
    """One line, or two that part after the comma nearest to the middle."""
    if ems(words) * size <= ROOM:
        return [words]
    comma = _("，").strip()
    places = [place + 1 for place, sign in enumerate(words[:-1]) if sign == comma]
    if not places:
        return [words]
    middle = min(places, key=lambda place: abs(ems(words[:place]) - ems(words[place:])))
    return [words[:middle], words[middle:].strip()]
