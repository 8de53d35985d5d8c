"""The answer of a question that has no answer line: marked at its options, or in brackets in its prompt."""

from __future__ import annotations

import re

from studyapp import Kind, Where
from studyapp_text import answers, flaws
from studyapp_text.prompts import (
    answer_in_stem,
    answers_in_brackets,
    blanks_in_stem,
    count_blanks,
    judgement_in_stem,
    stands_for_answer,
    words_in_brackets,
)
from studyapp_text.raw import Raw

_LONGEST_TERM = 30
_LONGEST_ANSWER = 12
_TICKS = tuple("√×✓✗✔✘✅❌╳✖ⅹⅩ")
_AFTER_GAP = re.compile(r"[(（]\s{0,8}[)）]\s?(对|错|正确|错误)[。.]?$")
_OPTION_MARKS = tuple(
    opening + word + closing
    for word in ("正确答案", "正确选项", "正确", "答案", "√", "✓", "✔", "对")
    for opening, closing in ("（）", "()", "【】", "[]")
)
_CLOSING = frozenset(")）】]")
_CERTAIN = ("（正确答案）", "(正确答案)", "（答案）", "(答案)")
_STARS = ("*", "√", "✓", "✔", "✅", "☑", "←")


def take_marks(raw: Raw, where: Where) -> None:
    """Find the answer where a question without an answer line has it: at its options or in its prompt."""
    marked = [
        option
        for option in raw.options
        if (option.lines[-1][-1:] in _CLOSING and _take_option_mark(raw, option.lines)) or option.marked
    ]
    if raw.answer is None and marked:
        raw.answer = ["".join(option.letter for option in marked)]
        raw.answer_line = marked[0].line
        return
    if raw.answer is None and raw.options:
        _take_stars(raw)
        _take_bare_letters(raw)
    elif raw.answer is None:
        _take_judgement(raw)
    if raw.answer is None and not raw.options and raw.section.word.startswith("名词解释"):
        _take_definition(raw)
    prompt = "\n".join(raw.prompt)
    if raw.answer is not None and not _may_hold_answer(raw, prompt):
        return
    found = answer_in_stem(prompt)
    if found is None and not raw.options:
        found = judgement_in_stem(prompt)
    if found is not None and raw.answer is not None and _is_other_answer(raw, prompt, found[0]):
        raw.flaws.append(flaws.answer_in_prompt(where, "".join(raw.answer), found[0]))
        raw.prompt = found[1].split("\n")
    elif found is not None and (raw.answer is None or _same_answer(raw, found[0])):
        if raw.answer is None:
            raw.answer, raw.held = [found[0]], prompt
        raw.prompt = found[1].split("\n")
    elif raw.answer is None and not raw.options and (filled := _filled_blanks(raw, prompt)):
        raw.answer = ["；".join(filled[0])]
        raw.prompt = filled[1].split("\n")


def _filled_blanks(raw: Raw, prompt: str) -> tuple[list[str], str] | None:
    filled = blanks_in_stem(prompt)
    if filled is None and (raw.kind or raw.section.kind) is Kind.BLANK and not count_blanks(prompt):
        return words_in_brackets(prompt)
    return filled


def _take_bare_letters(raw: Raw) -> None:
    """Take a line of nothing but letters after the options for the answer that has lost its label."""
    last = raw.options[-1]
    if raw.answer is None and len(last.lines) > 1:
        named = answers.letters(last.lines[-1])
        if named is not None and set(named) <= {option.letter for option in raw.options}:
            raw.answer = [last.lines.pop()]


def _take_judgement(raw: Raw) -> None:
    """Take a lone √ or × at the end of a prompt, or a word behind its empty brackets."""
    last = raw.prompt[-1] if raw.prompt else ""
    if len(raw.prompt) > 1 and answers.judgement(last) is not None and answers.judgement(raw.prompt[-2]) is None:
        raw.answer = [raw.prompt.pop()]
    elif last.endswith(_TICKS) and len(last) > 1:
        raw.answer, raw.prompt[-1] = [last[-1]], last[:-1].rstrip()
    elif (raw.kind or raw.section.kind) is not Kind.BLANK and (found := _AFTER_GAP.search(last)) is not None:
        raw.answer, raw.prompt[-1] = [found.group(1)], last[: found.start(1)].rstrip()


def _take_definition(raw: Raw) -> None:
    """Cut ``社会保险：国家……`` in two where terms are to be explained."""
    term, mark, meaning = "\n".join(raw.prompt).replace(":", "：", 1).partition("：")
    if mark and term.strip() and meaning.strip() and len(term) <= _LONGEST_TERM:
        raw.prompt, raw.answer, raw.answer_line = [term.strip()], meaning.strip().split("\n"), raw.first


def _take_option_mark(raw: Raw, lines: list[str]) -> bool:
    last = lines[-1]
    for mark in _OPTION_MARKS:
        if last.endswith(mark) and len(last) > len(mark) and (mark in _CERTAIN or raw.answer is None):
            lines[-1] = last[: -len(mark)].rstrip()
            return True
    return False


def _take_stars(raw: Raw) -> None:
    starred = [option for option in raw.options if option.lines[-1].endswith(_STARS)]
    bare = any(not option.lines[-1].strip("*√✓✔✅☑← ") for option in starred)
    if starred and not bare and (len(starred) < len(raw.options) or len(starred) > 2):
        for option in starred:
            option.lines[-1] = option.lines[-1].rstrip("*√✓✔✅☑← ")
        raw.answer = ["".join(option.letter for option in starred)]
        raw.answer_line = starred[0].line


def _may_hold_answer(raw: Raw, prompt: str) -> bool:
    """Say, cheaply, whether a prompt may show the answer that its answer line gives, or another one."""
    answer = raw.answer[0] if raw.answer else ""
    return 0 < len(answer) < _LONGEST_ANSWER and ("（" in prompt or "(" in prompt) and answers.looks_objective(answer)


def _is_other_answer(raw: Raw, prompt: str, held: str) -> bool:
    """Say whether the one bracket of a prompt that could hold an answer holds another one than its answer line."""
    text = "".join(raw.answer or ())
    if _same_answer(raw, held) or len(set(answers_in_brackets(prompt))) > 1 or count_blanks(prompt):
        return False
    named = answers.letters(held)
    if raw.options:
        lettered = named is not None and set(named) <= {option.letter for option in raw.options}
        return lettered and stands_for_answer(prompt) and answers.letters(text) is not None
    return answers.judgement(held) is not None and answers.judgement(text) is not None


def _same_answer(raw: Raw, other: str) -> bool:
    text = "".join(raw.answer or ())
    one = answers.letters(text)
    if one is not None:
        return bool(raw.options) and one == answers.letters(other)
    said = answers.judgement(text)
    return said is not None and said == answers.judgement(other)
