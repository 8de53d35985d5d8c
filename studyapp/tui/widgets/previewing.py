"""What a file holds as it was read: how, how much, the first questions of each kind, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from studyapp.desk.views import Part, Preview, Wish
from studyapp.model import Flaw, Reading, Severity, Where
from studyapp.tui.text import one_line
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.rows import Row, Rows
from studyapp.tui.widgets.whole import labelled, prompt_of, question_rows
from studyapp.words import _, kind_name, listed, pgettext, plural, say

SHOWN = 100
"""So many flaws of each severity are shown; the rest is counted."""

_COLOURS = {Severity.ERROR: "$error", Severity.WARNING: "$warning", Severity.INFO: "$muted"}


def result_rows(preview: Preview, wish: Wish, *, hints: bool = False) -> Rows:
    """How the file was read, and what an import of it as it is wished for would do; ``hints``: also name keys."""
    readings = preview.readings
    rows = [labelled(_("读作"), reading_words(readings[0]) if readings else preview.reader)]
    rows += [labelled(_("也可读作"), reading_words(one)) for one in readings[1:2]]
    kinds = listed(f"{kind_name(part.kind)} {part.total:,}" for part in preview.parts)
    rows.append(labelled(pgettext("label", "题型"), kinds or _("没有读出题目")))
    rows.append(labelled(_("结果"), result_words(preview, wish, hints=hints)))
    if preview.histories:
        rows.append(labelled(_("复习记录"), history_words(preview, wish)))
    found = flaw_counts(preview.flaws)
    if found:
        rows.append((plain(_("问题") + "  ", "$muted"), Content(" · ").join(found)))
    return Rows(rows)


def reading_words(reading: Reading) -> str:
    """A way of reading, and how many questions and errors come of it."""
    counts = [plural("{count} 题", reading.questions).format(count=f"{reading.questions:,}")]
    if reading.errors:
        counts.append(plural("{count} 处错误", reading.errors).format(count=f"{reading.errors:,}"))
    return _("{layout}（{counts}）").format(layout=say(reading.layout), counts=listed(counts))


def history_words(preview: Preview, wish: Wish) -> str:
    """Of how many questions the file tells the learner's past, and whether that is taken over."""
    words = (
        plural("文件里有 {count} 题的记录，一并接过来", preview.histories)
        if wish.history
        else plural("文件里有 {count} 题的记录，不接过来", preview.histories)
    )
    return words.format(count=f"{preview.histories:,}")


def result_words(preview: Preview, wish: Wish, *, hints: bool = False) -> str:
    """How many questions are new, changed, the same, and missing from the file; what becomes, or became, of these."""
    words = [_("新增 {new:,}，改动 {changed:,}，未变 {same:,}").format_map(preview._asdict())]
    if preview.linked:
        words.append(
            plural("改动的题中有 {count} 题只是字句更正，学习记录照旧", preview.linked).format(count=preview.linked)
        )
    if preview.missing:
        kept = plural("题库里另有 {count} 题不在这个文件里，予以保留", preview.missing)
        may_go = plural("题库里另有 {count} 题不在这个文件里，予以保留（按 F8 则一并撤下）", preview.missing)
        pruned = plural("题库里另有 {count} 题不在这个文件里，一并撤下", preview.missing)
        words.append((pruned if wish.prune else may_go if hints else kept).format(count=preview.missing))
    if preview.written and preview.histories:
        words.append(plural("接过来 {count} 题的复习记录", preview.histories).format(count=preview.histories))
    return _("；").join(words)


def flaw_counts(flaws: Sequence[Flaw]) -> list[Content]:
    """How many flaws there are of each severity."""
    return [
        plain(f"{severity_title(severity)} {count:,}", _COLOURS[severity])
        for severity in Severity
        if (count := sum(flaw.severity is severity for flaw in flaws))
    ]


def severity_title(severity: Severity) -> str:
    """What flaws of a severity mean for the questions."""
    return {
        Severity.ERROR: _("没有收入"),
        Severity.WARNING: _("请核对"),
        Severity.INFO: _("供参考"),
    }[severity]


def part_heading(part: Part) -> Content:
    """A kind, how many there are, and how many of them are shown."""
    shown = plural("前 {count} 题", len(part.first)).format(count=len(part.first))
    count = plural("{count} 题", part.total).format(count=f"{part.total:,}")
    if part.total <= len(part.first):
        return Content.assemble((kind_name(part.kind), "bold $primary"), (f"  {count}", "$muted"))
    return Content.assemble((kind_name(part.kind), "bold $primary"), (f"  {count}{_('，')}{shown}", "$muted"))


def first_questions(part: Part) -> Iterator[tuple[Content, Rows]]:
    """The first questions of a kind: what each asks, and its choices and answer as they were understood."""
    for number, question in part.first:
        heading = plain(_("第 {number} 题").format(number=f"{number:,}"), "$muted")
        yield prompt_of(question, heading), question_rows(question)


def flaw_rows(flaws: Sequence[Flaw], severity: Severity) -> tuple[Content, Rows] | None:
    """The flaws of a severity under a heading: where, what and how to mend it, and what stands there."""
    found = [flaw for flaw in flaws if flaw.severity is severity]
    if not found:
        return None
    heading = Content.assemble(
        (severity_title(severity), f"bold {_COLOURS[severity]}"),
        (f"  {plural('{count} 处', len(found)).format(count=f'{len(found):,}')}", "$muted"),
    )
    rows: list[Row] = [(plain(f"{where_words(flaw.where)}  ", "$muted"), _flaw(flaw)) for flaw in found[:SHOWN]]
    if len(found) > SHOWN:
        more = len(found) - SHOWN
        rows.append(labelled("", plural("……另有 {count} 处", more).format(count=f"{more:,}")))
    return heading, Rows(rows)


def _flaw(flaw: Flaw) -> Content:
    said = [plain(say(flaw.why))]
    if flaw.snippet:
        said.append(plain(one_line(flaw.snippet), "$muted"))
    return lines(said)


def where_words(where: Where) -> str:
    """A place in the file, whose name is known."""
    if not where.line:
        return where.sheet or _("整个文件")
    if where.last > where.line:
        line = _("第 {first}–{last} 行").format(first=where.line, last=where.last)
    else:
        line = _("第 {first} 行").format(first=where.line)
    return f"{where.sheet} {line}" if where.sheet else line
