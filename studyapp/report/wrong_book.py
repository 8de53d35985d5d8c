"""The wrong-answer book as one page for A4: subject by subject, each question with its answer and explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from studyapp.model import Choices, Kind, Question
from studyapp.report.drawing import text_of
from studyapp.report.page import Learner
from studyapp.report.words import day_words, subject_name
from studyapp.wording import bases_words, choice_lines, letter, picture_words, right_words
from studyapp.words import _, kind_name, language, plural

BESIDE = 20
"""Choices up to so many characters stand two beside each other, which saves paper."""


class Wrong(NamedTuple):
    """A question of the wrong-answer book, with the material of its case, and how often it was answered wrong."""

    item: int
    question: Question
    case: Question | None
    times: int


def times_words(times: int) -> str:
    """How often a question was answered wrong."""
    return plural("答错 {count} 次", times).format(count=times)


def answer_words(question: Question) -> str:
    """The right answer, in short where the choices stand above it."""
    match question.answer:
        case Choices(right) if question.kind is Kind.JUDGE:
            return question.choices[right[0]]
        case Choices(right):
            return "".join(letter(index) for index in right)
    return right_words(question)


def page(book: Sequence[Wrong], learner: Learner, day: int) -> str:
    """The page; the questions of a subject stand beside each other in ``book``."""
    title = " · ".join(filter(None, (_("错题本"), learner.name, learner.unit)))
    tongue = "zh-CN" if language() == "zh" else language()
    body = "\n".join(_parts(book, learner, day))
    return (
        f'<!DOCTYPE html>\n<html lang="{tongue}">\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<title>{text_of(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _parts(book: Sequence[Wrong], learner: Learner, day: int) -> Iterator[str]:
    count = plural("{count} 题", len(book)).format(count=f"{len(book):,}")
    who = " · ".join(filter(None, (learner.name, learner.unit, day_words(day), count)))
    yield f'<header><h1>{text_of(_("错题本"))}</h1><p class="quiet">{text_of(who)}</p></header>'
    if not book:
        yield f'<p class="quiet">{text_of(_("错题本是空的：没有答错的题，或都已改正。"))}</p>'
    counts = Counter(one.question.subject for one in book)
    numbered = enumerate(book, 1)
    for subject, rows in groupby(numbered, key=lambda row: row[1].question.subject):
        many = plural("{count} 题", counts[subject]).format(count=f"{counts[subject]:,}")
        yield f"<section><h2>{text_of(subject_name(subject))}<small>{text_of(many)}</small></h2>"
        case: Question | None = None
        for number, one in rows:
            if one.case is not None and one.case != case:
                yield f'<div class="case"><b>{text_of(_("材料"))}</b>{_paragraphs(one.case.prompt)}</div>'
            case = one.case
            yield _question(number, one)
        yield "</section>"


def _question(number: int, one: Wrong) -> str:
    question = one.question
    heading = f'<span class="kind">{text_of(kind_name(question.kind))}</span>'
    times = f'<span class="times">{text_of(times_words(one.times))}</span>'
    lines = choice_lines(question) if _shows(question) else []
    look = ' class="beside"' if lines and max(map(len, lines)) <= BESIDE else ""
    choices = "".join(f"<li>{text_of(line)}</li>" for line in lines)
    rows = [
        (_("答案"), answer_words(question), "key"),
        (_("解析"), question.explanation, ""),
        (_("依据"), bases_words(question.basis), ""),
        (_("图片"), picture_words(question), ""),
    ]
    said = "".join(
        f'<dt>{text_of(name)}</dt><dd class="{look}">{_paragraphs(text)}</dd>' for name, text, look in rows if text
    )
    return (
        f'<article><div class="prompt"><span class="number">{number}.</span><div>{heading}'
        f"{_paragraphs(question.prompt)}</div>{times}</div>"
        f"{f'<ul{look}>{choices}</ul>' if choices else ''}<dl>{said}</dl></article>"
    )


def _shows(question: Question) -> bool:
    """Whether there is anything to choose from; what a judge question shows everybody knows."""
    return bool(question.choices) and question.kind is not Kind.JUDGE


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{text_of(line)}</p>" for line in text.splitlines() if line.strip())


STYLE = """
:root { --ink: #23262b; --quiet: #6c7079; --line: #dcd8cf; --paper: #fffefb; --main: #2f6b5e; --seal: #a8322a; }
* { box-sizing: border-box; }
html { background: #f3f0e9; }
body {
  margin: 0 auto; max-width: 210mm; padding: 14mm 15mm 12mm; background: var(--paper); color: var(--ink);
  font: 14px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "Hiragino Sans GB", "SimHei", sans-serif;
}
p { margin: 0; overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 2px 20px;
  border-bottom: 2px solid var(--seal); padding-bottom: 6px; margin-bottom: 12px; }
h1 { margin: 0; font-size: 26px; }
h1, h2 { font-family: "Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun",
  serif; }
h2 { margin: 14px 0 4px; font-size: 18px; color: var(--main); break-after: avoid; }
h2 small { margin-left: 8px; font-size: 12px; font-weight: 400; color: var(--quiet); }
.quiet, .kind, .times { color: var(--quiet); }
.kind, .times { font-size: 12px; }
.times { white-space: nowrap; color: var(--seal); }
article { padding: 8px 0; border-top: 1px solid var(--line); break-inside: avoid; }
.prompt { display: grid; grid-template-columns: 2.2em 1fr auto; gap: 0 4px; font-weight: 600; }
.prompt .kind, .prompt .times { font-weight: 400; }
.prompt .number { color: var(--seal); }
.case { margin: 6px 0; padding: 8px 12px; border-left: 3px solid var(--line); background: #f6f3ec; }
.case b { color: var(--main); }
ul { list-style: none; margin: 2px 0 0 2.5em; padding: 0; }
ul.beside { display: grid; grid-template-columns: 1fr 1fr; gap: 0 16px; }
ul li { padding-left: 1.5em; text-indent: -1.5em; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: 3em 1fr; gap: 1px 4px; margin: 4px 0 0 2.5em; }
dt { color: var(--quiet); } dd { margin: 0; }
dd.key { color: var(--main); font-weight: 600; }
@media (max-width: 640px) { body { padding: 16px 14px; } ul, dl { margin-left: 1em; } }
@media print {
  @page { size: A4; margin: 13mm 14mm; }
  html, body { background: none; }
  body { max-width: none; padding: 0; font-size: 12px; }
  .case { background: none; break-inside: avoid; }
}
"""
