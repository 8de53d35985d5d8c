"""Titles on the wall: a badge drawn in colours and words, and beside it what there is to be said."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from rich.cells import cell_len
from textual.content import Content

from studyapp.model.activity import Activity, Standing, TitleStanding
from studyapp.report.titles import rule_words
from studyapp.tui.text import airy, cut
from studyapp.tui.widgets.drawing import bar, lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.tui.widgets.rows import Row, Rows
from studyapp.tui.widgets.standing import accuracy_words, have_words, title_share
from studyapp.words import _, plural

INNER = 10
"""Cells of a badge; there are two on its right."""

_BAR = 20


def badge(name: str, times: int) -> Content:
    """Three lines of a medal: the name in two halves, and how often it was given; pale before the first time."""
    half = name[: (len(name) + 1) // 2], name[(len(name) + 1) // 2 :]
    count = plural("{count} 次", times).format(count=times) if times else "–"
    ground = "bold $background on $accent" if times else "$text on $faint"
    return lines([Content.styled(_middle(words), ground) for words in (*half, count)])


def _middle(words: str) -> str:
    """Words in the middle of a badge's line."""
    short = cut(airy(words.strip()), INNER - 2)
    left = (INNER - cell_len(short)) // 2
    return " " * left + short + " " * (INNER - cell_len(short) - left)


def wall(standing: Standing, width: int) -> Rows:
    """All titles under each other."""
    rows: list[Row] = []
    for one in standing.titles:
        rows += [*([(Content(""), Content(""))] if rows else []), *_title(standing.activity, one, width)]
    return Rows(rows)


def _title(activity: Activity, one: TitleStanding, width: int) -> Iterator[Row]:
    """A badge, and on its right the name, how far the title is in its period, and what its rule asks for."""
    inner = max(width - INNER - 2, 8)
    state = plural("得过 {count} 次", one.times).format(count=one.times) if one.times else _("还没有得过")
    head = Content.assemble((airy(one.rule.name), "bold"), "  ", (state, "bold $accent" if one.times else "$muted"))
    right = [
        head.truncate(inner, ellipsis=True),
        *flow(_progress(one, inner), inner),
        plain(rule_words(activity, one.rule), "$muted"),
    ]
    left = badge(one.rule.name, one.times).split("\n")
    for label, text in zip_longest(left, right, fillvalue=Content("")):
        yield Content.assemble(label, "  "), text


def _progress(one: TitleStanding, inner: int) -> Iterator[Content]:
    """How far a title is, in parts."""
    yield bar(title_share(one), min(_BAR, inner), full="$success" if one.given else "$primary")
    yield plain(have_words(one), "bold $success" if one.given else "")
    yield plain(accuracy_words(one))
    if one.answers < one.answers_wanted and not one.given:
        words = plural("答题 {now}/{count} 次", one.answers_wanted)
        yield plain(words.format(now=one.answers, count=one.answers_wanted))
