"""A learner's figures as one page that can be hung on a wall: no scripts, nothing from the net."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from studyapp.model.activity import Award
from studyapp.report.charts import forecast_chart, legend_of, retention_chart, time_chart, year_chart
from studyapp.report.drawing import Part, bar, text_of
from studyapp.report.figures import Accuracy, Figures, Hard, Maturity
from studyapp.report.style import STYLE
from studyapp.report.words import day_words, duration_words, percent, subject_name
from studyapp.words import _, kind_name, language, pgettext, plural

HARDEST = 10
"""So many of the hardest questions are on the page."""

PROMPT = 110
"""Characters of a prompt after which it is cut."""


class Learner(NamedTuple):
    """Whose figures they are; either may be empty."""

    name: str = ""
    unit: str = ""


def page(figures: Figures, learner: Learner) -> str:
    """The page; figures that there are none of yet leave no empty frame."""
    title = " · ".join(filter(None, (_("学习报告"), learner.name, learner.unit)))
    tongue = "zh-CN" if language() == "zh" else language()
    body = "\n".join(filter(None, _parts(figures, learner)))
    return (
        f'<!DOCTYPE html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{text_of(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _parts(figures: Figures, learner: Learner) -> Iterable[str]:
    yield _head(figures, learner)
    yield _numbers(figures)
    yield _titles(figures.honours.titles)
    yield _section(_("每天的练习"), year_chart(figures), _("颜色越深，答题越多"))
    if not figures.total.answered:
        yield _foot(figures)
        return
    by_subject = _accuracy(figures.subjects, [subject_name(one.name) for one in figures.subjects])
    by_kind = _accuracy(figures.kinds, [kind_name(one.name) for one in figures.kinds])
    yield _columns(_section(_("各科正确率"), by_subject), _section(_("各题型正确率"), by_kind))
    yield _section(_("掌握程度"), _maturity(figures.memory.maturity))
    if any(one.reviews for one in figures.weeks):
        yield _section(_("复习时还记得的"), retention_chart(figures), _("每周复习中答对的占比"))
    ahead = figures.memory.forecast
    coming = _section(_("今后三十天"), forecast_chart(ahead), _("每天要复习的题数")) if ahead.total else ""
    yield _columns(_section(_("练习时间"), time_chart(figures), _("每周")), coming)
    if figures.hardest:
        yield _section(_("最难的题"), _hardest(figures.hardest[:HARDEST]), _("忘得最多、答对最少的题"))
    yield _foot(figures)


def _head(figures: Figures, learner: Learner) -> str:
    period = _("{first} 至 {last}").format(first=day_words(figures.first), last=day_words(figures.today))
    unit = f"{text_of(learner.unit)} · " if learner.unit else ""
    return (
        f'<header><h1>{text_of(_("学习报告"))}</h1><div class="who"><div class="name">'
        f'{text_of(learner.name or _("我的学习"))}</div><div class="quiet">{unit}'
        f'<span class="whole">{text_of(period)}</span></div></div></header>'
    )


def _numbers(figures: Figures) -> str:
    total, honours = figures.total, figures.honours
    shown = [
        (f"{honours.points:,}", pgettext("figure", "积分")),
        (f"{total.days:,}", _("学习天数")),
        (f"{honours.longest:,}", _("最长连续天数")),
        (f"{total.answered:,}", _("答题")),
        (percent(total.share) if total.answered else "–", _("正确率")),
        (duration_words(total.milliseconds), _("用时")),
    ]
    cells = (f'<div class="number"><b>{text_of(value)}</b><span>{text_of(name)}</span></div>' for value, name in shown)
    return f'<div class="numbers">{"".join(cells)}</div>'


def _titles(awards: Sequence[Award]) -> str:
    if not awards:
        return ""
    by_name: dict[str, list[Award]] = {}
    for award in awards:
        by_name.setdefault(award.name, []).append(award)
    cells = []
    for name, given in by_name.items():
        latest = day_words(max(one.day for one in given))
        times = plural("{count} 次 · 最近 {date}", len(given)).format(count=len(given), date=latest)
        cells.append(f'<div class="title"><b>{text_of(name)}</b><span>{text_of(times)}</span></div>')
    return _section(_("称号"), f'<div class="titles">{"".join(cells)}</div>')


def _section(title: str, contents: str, note: str = "") -> str:
    small = f"<small>{text_of(note)}</small>" if note else ""
    return f"<section><h2>{text_of(title)}{small}</h2>{contents}</section>"


def _columns(left: str, right: str) -> str:
    return f'<div class="two">{left}{right}</div>'


def _accuracy(rows: Sequence[Accuracy], names: Sequence[str]) -> str:
    return "".join(
        _row(
            name,
            bar([Part(one.share, "main")], f"{name} {percent(one.share)}"),
            percent(one.share) if one.answered else "–",
            _("学过 {seen}/{questions}").format(seen=one.seen, questions=one.questions),
        )
        for one, name in zip(rows, names, strict=True)
    )


def _row(label: str, drawn: str, figure: str, note: str) -> str:
    return (
        f'<div class="row"><span class="label">{text_of(label)}</span>{drawn}'
        f'<span class="value"><b>{text_of(figure)}</b> {text_of(note)}</span></div>'
    )


def _maturity(one: Maturity) -> str:
    whole = max(one.unseen + one.young + one.mature, 1)
    drawn = bar([Part(one.mature / whole, "main"), Part(one.young / whole, "soft")], _("掌握程度"))
    legend = legend_of(
        ("main", _("记牢 {count}").format(count=f"{one.mature:,}")),
        ("soft", _("在学 {count}").format(count=f"{one.young:,}")),
        ("ground", _("未学 {count}").format(count=f"{one.unseen:,}")),
    )
    return f'<div style="margin:8px 0 6px">{drawn}</div>{legend}'


def _hardest(rows: Sequence[Hard]) -> str:
    cells = []
    for one in rows:
        prompt = " ".join(one.prompt.split())
        short = prompt if len(prompt) <= PROMPT else prompt[:PROMPT] + "……"
        told = _("答对 {right}/{answered} · 忘 {lapses} 次").format(
            right=one.right, answered=one.answered, lapses=one.lapses
        )
        cells.append(f'<li><span class="prompt">{text_of(short)}</span><span class="value">{text_of(told)}</span></li>')
    return f"<ol>{''.join(cells)}</ol>"


def _foot(figures: Figures) -> str:
    notes = [
        _("正确率：全部作答中答对的占比。复习时还记得的：以前学过的题，当天第一次作答就答对的占比。"),
        _("记牢：两次复习相隔三周以上的题。"),
        _("studyapp 于 {date} 制作，数字全部来自本人的答题记录。").format(date=day_words(figures.today)),
    ]
    return f"<footer>{''.join(f'<p>{text_of(note)}</p>' for note in notes)}</footer>"
