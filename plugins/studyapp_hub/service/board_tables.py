"""The tables of the board page: persons, units, who takes part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from studyapp import Place, UnitPlace
from studyapp_hub.service.board_drawing import bar, figure, percent, share_of, text_of

SHOWN = 20
"""Lines of a table after which the rest is folded away, as far as the screen goes."""

FIRST = 3
"""So many ranks stand out."""

Line = TypeVar("Line")


class Share(NamedTuple):
    """A line of coverage: of a group (级别, 岗位 …) those by that name, how many should take part and how many do."""

    group: str
    name: str
    expected: int
    joined: int


def persons(places: Sequence[Place], caption: str, top: int) -> str:
    """A board of persons; ``top``: the points that fill a bar."""
    head = (("rank", "名次"), ("", "姓名"), ("drawn", ""), ("points figure", "积分"))
    return _table(places, caption, head, lambda one: _person(one, top))


def _person(one: Place, top: int) -> str:
    unit = f"<small>{text_of(one.unit)}</small>" if one.unit else ""
    mine = '<span class="me">我</span>' if one.mine else ""
    return (
        f'<tr{_look(one.rank, mine=one.mine)}><td class="rank">{one.rank:,}</td>'
        f'<th scope="row">{text_of(one.name)}{mine}{unit}</th>'
        f'<td class="drawn">{bar(share_of(one.points, top), "main")}</td>'
        f'<td class="points figure"><b>{one.points:,}</b></td></tr>'
    )


def units(lines: Sequence[UnitPlace], caption: str) -> str:
    """The board of units, by what stands in it."""
    top = max((one.per_head for one in lines), default=0.0)
    head = (
        *(("rank", "名次"), ("", "单位"), ("meter", "参与率"), ("meter", "人均积分")),
        ("total figure", "总积分"),
    )
    return _table(lines, caption, head, lambda one: _unit(one, top))


def _unit(one: UnitPlace, top: float) -> str:
    counted = f"{one.joined:,}/{one.expected:,}" if one.expected else f"{one.joined:,} 人"
    return (
        f'<tr{_look(one.rank)}><td class="rank">{one.rank:,}</td><th scope="row">{text_of(one.name)}</th>'
        f'<td class="meter"><div><b>{percent(one.joined, one.expected)}</b> <small>{counted}</small></div>'
        f"{bar(share_of(one.joined, one.expected), 'soft')}</td>"
        f'<td class="meter"><div><b>{figure(one.per_head)}</b></div>{bar(share_of(one.per_head, top), "main")}</td>'
        f'<td class="total figure">{one.points:,}</td></tr>'
    )


def coverage(shares: Sequence[Share]) -> str:
    """Who takes part, a table for each group."""
    tables = []
    for group, some in groupby(shares, key=lambda one: one.group):
        rows = "".join(map(_share, some))
        tables.append(
            f'<table><caption>{text_of(group)}</caption><thead class="spoken"><tr><th scope="col">{text_of(group)}</th>'
            f'<th scope="col">参与率</th><th scope="col">有积分／应参加</th></tr></thead><tbody>{rows}</tbody></table>'
        )
    return f'<div class="groups">{"".join(tables)}</div>'


def _share(one: Share) -> str:
    return (
        f'<tr><th scope="row">{text_of(one.name)}</th><td>{bar(share_of(one.joined, one.expected), "soft")}</td>'
        f'<td class="figure"><b>{percent(one.joined, one.expected)}</b> '
        f"<small>{one.joined:,}/{one.expected:,}</small></td></tr>"
    )


def _look(rank: int, *, mine: bool = False) -> str:
    looks = " ".join(filter(None, ("first" if rank <= FIRST else "", "mine" if mine else "")))
    return f' class="{looks}"' if looks else ""


def _table(lines: Sequence[Line], caption: str, head: Iterable[tuple[str, str]], row: Callable[[Line], str]) -> str:
    """A table, and what is beyond ``SHOWN`` lines in a second one, folded."""
    names = "".join(_column(look, name) for look, name in head)
    shown = _rows(lines[:SHOWN], row)
    found = f"<table><caption>{text_of(caption)}</caption><thead><tr>{names}</tr></thead><tbody>{shown}</tbody></table>"
    rest = lines[SHOWN:]
    if rest:
        words = f"其余 {len(rest):,} 名"
        found += (
            f"<details><summary>{words}</summary><table><caption>{text_of(caption)}（续）</caption>"
            f"<thead><tr>{names}</tr></thead><tbody>{_rows(rest, row)}</tbody></table></details>"
        )
    return found


def _rows(lines: Sequence[Line], row: Callable[[Line], str]) -> str:
    return "\n".join(map(row, lines))


def _column(look: str, name: str) -> str:
    kind = f' class="{look}"' if look else ""
    return f'<th scope="col"{kind}>{name}</th>' if name else f'<td{kind} aria-hidden="true"></td>'
