"""The public page of boards: pure, from values to HTML; nothing in it from the net, no scripts."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urlencode

from studyapp import Board, PointRules, Scope
from studyapp_hub.nouns import Coverage
from studyapp_hub.service import board_tables, board_words
from studyapp_hub.service.board_drawing import figure, percent, share_of, text_of
from studyapp_hub.service.board_style import STYLE
from studyapp_hub.service.board_tables import Share

REFRESH = 300
"""Seconds after which the page loads itself anew on a wall screen."""

_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' "
    "rx='3' fill='%23a8322a'/%3E%3Cpath d='M3 13V9h2.6v4zm3.7 0V3h2.6v10zm3.7 0V6H13v7z' fill='%23fff'/%3E%3C/svg%3E"
)

POLICY = (
    "default-src 'none'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
)
"""What a browser is told that the page holds: this style, its icon, and nothing else."""


_CHOSEN = ' selected="selected"'


class View(NamedTuple):
    """All that the page shows.

    ``hub``: the name of the hub; ``activity``: the plan's name. ``scopes`` and ``periods``: what one can choose from.
    ``closing``: the day of the next month after which a month's board is closed. ``wall``: for a wall screen.
    ``whole``: of a unit's board, the unit with all who belong to it itself; else all that is below is the whole.
    """

    board: Board
    activity: str
    scopes: Sequence[Scope]
    periods: Sequence[str]
    rules: PointRules
    closing: int
    coverage: Sequence[Share] = ()
    hub: str = ""
    wall: bool = False
    whole: Coverage | None = None


def page(view: View) -> str:
    """The page of a board."""
    board = view.board
    title = f"{board.title} · {board_words.period_words(board.period)} · 练兵排行榜"
    return document(title, "\n".join(filter(None, _parts(view))), refresh=REFRESH if view.wall else 0)


def missing(sentence: str) -> str:
    """The page that says why there is no such board."""
    body = (
        f'<header><p class="over">练兵排行榜</p><h1>没有这个榜</h1></header><main><p>{text_of(sentence)}</p>'
        '<p><a href="/">看全部人员的榜</a></p></main>'
    )
    return document("没有这个榜 · 练兵排行榜", body)


def document(title: str, body: str, *, refresh: int = 0) -> str:
    """A whole page; ``refresh``: seconds after which it loads itself anew, 0 for never."""
    again = f'<meta http-equiv="refresh" content="{refresh}"/>\n' if refresh else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>\n{again}'
        f'<title>{text_of(title)}</title>\n<link rel="icon" href="{_ICON}"/>\n<style>{STYLE}</style>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def address(scope: str, period: str, *, wall: bool = False) -> str:
    """Where the page of a board is."""
    asked = {"scope": scope, "period": period, **({"wall": "1"} if wall else {})}
    return f"/?{urlencode(asked)}"


def _parts(view: View) -> Iterable[str]:
    board = view.board
    yield _head(view)
    yield "" if view.wall else _choosers(view)
    yield f"<main>{_numbers(view)}"
    yield '<div class="boards">'
    yield _persons(board)
    yield _units(board)
    if any(one.expected for one in view.coverage):
        note = '<p class="note">按名册上应参加的人计算，社会公众不在其中。</p>'
        yield f'<section class="cover"><h2>参与情况</h2>{note}{board_tables.coverage(view.coverage)}</section>'
    yield "</div></main>"
    yield _foot(view)


def _head(view: View) -> str:
    board = view.board
    state, words = ("closed", "已定稿，不再变动") if board.closed else ("open", "")
    words = words or board_words.state_words(board.period, view.closing)
    over = " · ".join(filter(None, ("练兵排行榜", view.hub)))
    return (
        f'<header><p class="over">{text_of(over)}</p><div class="head"><h1>{text_of(board.title)}</h1>'
        f'<p class="when">{text_of(board_words.period_words(board.period))} '
        f'<span class="state {state}">{text_of(words)}</span></p></div>'
        f'<p class="quiet">{text_of(view.activity)}</p></header>'
    )


def _choosers(view: View) -> str:
    scope, period = view.board.scope, view.board.period
    scopes = "".join(
        _group(name, [(one.scope, one.title) for one in some], scope) for name, some in board_words.sorts(view.scopes)
    )
    periods = "".join(
        _group(name, [(one, board_words.period_words(one)) for one in some], period)
        for name, some in board_words.spans(view.periods)
    )
    quick = "".join(_quick(one, scope, period) for one in board_words.latest(view.periods))
    return (
        f'<nav aria-label="选择榜单"><ul>{quick}</ul><form method="get" action="/">'
        f'<label>范围 <select name="scope">{scopes}</select></label>'
        f'<label>时间 <select name="period">{periods}</select></label><button>查看</button></form></nav>'
    )


def _group(name: str, options: Iterable[tuple[str, str]], chosen: str) -> str:
    cells = "".join(
        f'<option value="{text_of(value)}"{_CHOSEN if value == chosen else ""}>{text_of(words)}</option>'
        for value, words in options
    )
    return f'<optgroup label="{text_of(name)}">{cells}</optgroup>'


def _quick(one: str, scope: str, period: str) -> str:
    current = ' aria-current="page"' if one == period else ""
    name = board_words.SPANS[board_words.span_of(one)]
    return f'<li><a href="{text_of(address(scope, one))}"{current}>{name}</a></li>'


def _numbers(view: View) -> str:
    board = view.board
    lines = board.units if view.whole is None else (view.whole,)
    expected, joined, points = (sum(getattr(one, what) for one in lines) for what in ("expected", "joined", "points"))
    heads = expected or (joined if view.whole is None else view.whole.learnt)
    shown = [(f"{board.people:,}", "有积分的人数")]
    if expected:
        shown += [(f"{expected:,}", "应参加人数"), (percent(joined, expected), "参与率")]
    if lines:
        shown.append((figure(share_of(points, heads)) if heads else "–", "人均积分"))
    cells = "".join(f'<div class="number"><b>{value}</b><span>{name}</span></div>' for value, name in shown)
    return f'<div class="numbers">{cells}</div>'


def _persons(board: Board) -> str:
    if not board.places:
        return _section("个人榜", '<p class="empty">这段时间还没有人得分。</p>')
    top = max(one.points for one in board.places)
    caption = f"共 {board.people:,} 人有积分" + (
        f"，列出前 {len(board.places):,} 名" * (board.people > len(board.places))
    )
    found = _section("个人榜", board_tables.persons(board.places, caption, top))
    if board.near:
        found = _section("我的前后", board_tables.persons(board.near, "与我名次相近的人", top)) + found
    return f"<div>{found}</div>"


def _units(board: Board) -> str:
    if not board.units:
        return ""
    return _section("单位榜", board_tables.units(board.units, f"共 {len(board.units):,} 个单位，按人均积分排列"))


def _section(title: str, contents: str) -> str:
    return f"<section><h2>{title}</h2>{contents}</section>"


def _foot(view: View) -> str:
    told = "".join(f"<li>{text_of(one)}</li>" for one in board_words.notes(view.rules, view.closing))
    wall = address(view.board.scope, view.board.period, wall=not view.wall)
    words = "返回普通页面" if view.wall else f"大屏显示（每 {REFRESH // 60} 分钟自动更新）"
    link = f'<a href="{text_of(wall)}">{words}</a>'
    return (
        f"<footer><h2>积分怎么算</h2><ul>{told}</ul>"
        f"<p>数据截至 {board_words.instant_words(view.board.at)}（北京时间）。{link}</p></footer>"
    )
