"""What a prompt carries besides the question: its type, its marks, its answer in brackets, its blanks."""

from __future__ import annotations

import re
from typing import NamedTuple

from studyapp_text.vocabulary import KIND_WORDS

_WORDS = "|".join(word for word, _ in KIND_WORDS)
_BARE_WORDS = "单选|多选|判断|填空|简答|排序|匹配|卡片|不定项|单项选择|多项选择"
KIND_NOTE = rf"(?:{_WORDS})(?:正误)?题|{_BARE_WORDS}"
"""How a note on a question calls its kind."""

_TYPE = re.compile(
    rf"_?[\[【(（〔<〈]\s?({KIND_NOTE})(?:[\s,，、:：/]\s?[^\]】)）〕>〉]{{0,16}})?[\]】)）〕>〉]_?\s*(?:\*\s*$)?"
)
_ENGLISH = re.compile(
    r"[\[(]\s?(?:MCQ|MSQ|T/?F|true/false|true or false|(?:single|multiple)[ -](?:choice|answers?|select|response)|"
    r"fill[ -]in[ -]the[ -]blanks?|short[ -]answer)\s?[\])]\s*(?=\S|$)",
    re.I,
)
_MARKS = re.compile(r"[\[【(（]\s?(?:本题|每题|共)?\s?\d{1,3}(?:\.\d{1,2})?\s?分\s?[\]】)）]\s*")
_MARKS_AT_END = re.compile(
    r"[\[【(（]\s?(?:本题|每题|共|分值[:：]?|得分[:：]?)?\s?\d{1,3}(?:\.\d{1,2})?\s?分\s?[\]】)）]$"
)
_TAIL = 40

_LETTERS = r"[A-HＡ-Ｈ](?:[\s、,，]{0,3}[A-HＡ-Ｈ]){0,9}"
_IN_STEM = re.compile(
    rf"[(（\[【〔﹙_]{{1,3}}[\s?_]{{0,12}}({_LETTERS}|√|×|✓|✗|╳|ⅹ|Ⅹ|对|错|正确|错误|T|F)[\s_]{{0,12}}[)）\]】〕﹚_]{{1,3}}"
)
_EMPTY_BRACKET = re.compile(r"[(（]\s{0,40}[)）]|_{2,}")
BLANK = re.compile(r"[(（]\s*[)）]|[_＿]{2,}|﹍{2,}|\[\s*\]|【\s*】")
_FILLED = re.compile(r"(_{2,20})([^_\s（(][^_]{0,80}?)(_{2,20})|_{2,20}[（(]([^()（）]{1,80})[)）]")
_AFTER_GAP = re.compile(
    r"[、，。；,;%％～~—-]|的|和(?![谐解平])|与(?!时俱进)|及(?!时)|或(?!有)|至(?![少今])|到(?![期位岗账达])|[日天年月周]内|[日天年月]起|年以|"
    r"之[一日内间前后]|以[上下内前后]|个(?:工作日|月|小时)|(?:工作日|小时)[内以起]|周岁|万?元(?!旦)|[日天年月个人次倍]$"
)
"""How a sentence goes on after a gap, and below how it leads up to one: few answers begin or end so."""
_BEFORE_GAP = re.compile(
    r"[、，：:第是或按从以至达]$|(?<![行作人])为$|(?<![自理事缘案])由$|(?<![存现所])在$|(?<![平缓])和$|(?<!参)与$|(?<![普涉])及$|"
    r"(?<!关)于$|(?<![签报达收得])到$"
)
_CLAUSES = re.compile(r"[，。；！？,;!?]")

_WORDS_IN_BRACKETS = re.compile(r"[(（]([^()（）\n]{1,60})[)）]")

_SHOWN = re.compile(r"[(（]([^()（）\n]{1,60})[)）]|_{2,20}([^_\s][^_\n]{0,60}?)_{2,20}")
_MARKS_BETWEEN = re.compile(r"[\s、，,;；。|]+")

DIFFICULTY_FIRST = re.compile(r"[(（\[【]\s?难度\s?[:：]\s?([^()（）\[\]【】]{1,6})[)）\]】]\s?(?:[—–-]{1,2}\s?)?")
"""A note before a prompt: ``（难度：中等）——…``."""

BLANK_SHOWN = "（ ）"


_JUDGED_AT_END = re.compile(
    r"[(（\[【〔﹙_]\s{0,8}(√|×|✓|✗|✔|✘|╳|ⅹ|Ⅹ|Х|✅|❌|✖|对|错|正确|错误|是|否|不对|不正确|[TFYNVX]|True|False|true|false|TRUE|FALSE)"
    r"\s{0,8}[)）\]】〕﹚_]_{0,20}\s?[。.；;]?$"
)
_CLOSING = frozenset(")）]】〕﹚_。.；;")
_LONGEST_JUDGEMENT = 24
_LONGEST_WORD = 4
_BARE_JUDGEMENTS = frozenset(("正确", "错误", "对", "错", "√", "×", "✓", "✗", "正确。", "错误。"))


class Typed(NamedTuple):
    """A prompt without the note of its type, and the word for the type (empty where there was none)."""

    prompt: str
    word: str


def take_type(prompt: str) -> Typed:
    """Take a note such as ``[单选题]`` or ``（判断题，1分）`` from the beginning or the end of a prompt."""
    word = ""
    if prompt[:1] in "[【(（_〔<〈" and prompt:
        found = _TYPE.match(prompt)
        if found is not None:
            word, prompt = found.group(1), prompt[found.end() :]
        elif prompt[0] in "[(" and (found := _ENGLISH.match(prompt)) is not None:
            prompt = prompt[found.end() :]
        marks = _MARKS.match(prompt)
        if marks is not None:
            prompt = prompt[marks.end() :]
            if not word and (found := _TYPE.match(prompt)) is not None:
                word, prompt = found.group(1), prompt[found.end() :]
    if not word and prompt and prompt[-1] in "]】)）*_〕>〉":
        return _take_type_from_end(prompt)
    return Typed(prompt, word)


def _take_type_from_end(prompt: str) -> Typed:
    stars = prompt
    prompt = prompt.rstrip("*_ ")
    marks = _MARKS_AT_END.search(prompt, max(len(prompt) - _TAIL, 0))
    if marks is not None:
        prompt = prompt[: marks.start()].rstrip()
    start = max(prompt.rfind(bracket, len(prompt) - min(_TAIL, len(prompt))) for bracket in "[【(（〔<〈")
    found = _TYPE.fullmatch(prompt, start) if start > 0 else None
    if found is None:
        return Typed(stars, "")
    return Typed(prompt[:start].rstrip(), found.group(1))


def answer_in_stem(prompt: str) -> tuple[str, str] | None:
    """Return the answer that stands in brackets in a prompt, and the prompt with a blank in its place."""
    found = None
    for found in _IN_STEM.finditer(prompt):  # noqa: B007 - the last one counts
        pass
    if found is None:
        return None
    rest = prompt[: found.start()] + prompt[found.end() :]
    if _EMPTY_BRACKET.search(rest):
        return found.group(1), rest.strip()
    return found.group(1), prompt[: found.start()] + BLANK_SHOWN + prompt[found.end() :]


def stands_for_answer(prompt: str) -> bool:
    """Say whether letters in brackets are an answer rather than an abbreviation, ``（AC）``: set off, or at the end."""
    found = None
    for found in _IN_STEM.finditer(prompt):  # noqa: B007 - the last one counts
        pass
    if found is None:
        return False
    bare = re.sub(r"[\s、,，]", "", found.group(1))
    set_off = prompt[found.start() + 1].isspace() or not prompt[found.end() :].strip("。.？?；;：: ")
    return set_off and list(bare) == sorted(set(bare))


def judged_at_end(prompt: str) -> re.Match[str] | None:
    """Find the judgement in brackets that ends a prompt: the answer of a statement."""
    if not prompt or prompt[-1] not in _CLOSING or (prompt[-1] in "。.；;" and prompt[-2:-1] not in _CLOSING):
        return None
    return _JUDGED_AT_END.search(prompt, max(len(prompt) - _LONGEST_JUDGEMENT, 0))


def answers_itself(text: str) -> bool:
    """Say whether a line of a prompt holds its answer: in brackets at its end, on a gap, or as all that it says."""
    if len(text) < _LONGEST_WORD and text in _BARE_JUDGEMENTS:
        return True
    if "__" in text and _filled(text):
        return True
    return judged_at_end(text) is not None


def judgement_in_stem(prompt: str) -> tuple[str, str] | None:
    """Return the judgement that ends a prompt, and the prompt with a blank in its place."""
    found = judged_at_end(prompt)
    if found is None:
        return None
    rest = prompt[: found.start()]
    return found.group(1), rest.rstrip() if _EMPTY_BRACKET.search(rest) else rest + BLANK_SHOWN


def answers_in_brackets(prompt: str) -> list[int]:
    """Return where in a prompt brackets hold what could be an answer."""
    judged = judged_at_end(prompt)
    return [found.start(1) for found in (*_IN_STEM.finditer(prompt), *([judged] if judged else ()))]


def blanks_in_stem(prompt: str) -> tuple[list[str], str] | None:
    """Return the answers that stand on a prompt's lines (``__95%__``), and the prompt with blanks instead."""
    filled = _filled(prompt)
    if not filled:
        return None
    pieces, end = [], 0
    for found in filled:
        pieces += [prompt[end : found.start()], "____"]
        end = found.end()
    return [found.group(2) or found.group(4) for found in filled], "".join(pieces) + prompt[end:]


def _filled(prompt: str) -> list[re.Match[str]]:
    """Find the gaps that hold their answers; none where what stands between two is the sentence that goes on."""
    filled = list(_FILLED.finditer(prompt))
    if "__" in _FILLED.sub("", prompt) or any(found.group(2) and _goes_on(found) for found in filled):
        return []
    return filled


def _goes_on(found: re.Match[str]) -> bool:
    """Say whether words between two lines are what the sentence says between two gaps."""
    before, words, after = found.group(1, 2, 3)
    long = len(before) > 2 or len(after) > 2
    return (
        _AFTER_GAP.match(words) is not None
        or _BEFORE_GAP.search(words) is not None
        or (long and _CLAUSES.search(words) is not None)
    )


def words_in_brackets(prompt: str) -> tuple[list[str], str] | None:
    """Return the words that stand in brackets in a prompt, and the prompt with blanks in their place."""
    words = [found.group(1).strip() for found in _WORDS_IN_BRACKETS.finditer(prompt)]
    return (words, _WORDS_IN_BRACKETS.sub(BLANK_SHOWN, prompt)) if words else None


def count_blanks(prompt: str) -> int:
    """Return how many gaps a prompt shows."""
    return len(BLANK.findall(prompt))


def without_answers(prompt: str, answer: str) -> tuple[str, int] | None:
    """Return a prompt with gaps for the brackets and lines that show what its answer line says, and their number."""
    said = _MARKS_BETWEEN.sub("", answer)
    shown = [found for found in _SHOWN.finditer(prompt) if _MARKS_BETWEEN.sub("", found.group(1) or found.group(2))]
    texts = [_MARKS_BETWEEN.sub("", found.group(1) or found.group(2)) for found in shown]
    kept = [found for found, text in zip(shown, texts, strict=True) if text in said]
    if not kept or "".join(text for text in texts if text in said) != said:
        return None
    pieces, end = [], 0
    for found in kept:
        pieces += [prompt[end : found.start()], BLANK_SHOWN]
        end = found.end()
    return "".join(pieces) + prompt[end:], len(kept)
