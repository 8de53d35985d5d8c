"""What an explanation states in so many words: the answer, that the statement is wrong, that B is right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studyapp.lint.texts import narrow, tight
from studyapp.model import Question


@dataclass(frozen=True, slots=True)
class Statement:
    """Some firm words about choices, ascending indexes; ``right``: whether they are said to be right.

    ``is_verdict``: said of them as an answer (符合题意, 不选) and not as statements.
    """

    words: str
    choices: tuple[int, ...]
    right: bool = True
    is_verdict: bool = False


_S = r"[^\S\n]*+"
_LETTERS = rf"[A-H](?:{_S}(?:[、,，和及与]{_S})?[A-H]){{0,7}}"
_CLAUSE_ENDS = "。．；;，,！!？?：:\n"
_END = rf"(?={_S}(?:[{_CLAUSE_ENDS}.）)】\]”\"’'》]|$))"
_OPEN = rf"{_S}[“\"‘'（(【\[]?{_S}"

_NAMES_CHOICES = re.compile("答案|[A-HＡ-Ｈ]")
_JUDGES = re.compile("正确|错|有误|准确|对|[√×✓✗]")
_ANSWER = re.compile(
    rf"答案(?:应该?|应当)?(?:为|是|选择?|即)?{_S}[:：]?{_OPEN}(?:选项)?(?P<letters>{_LETTERS}){_S}(?:选?项)?{_END}"
)
_CHOSEN = re.compile(
    rf"(?:^|[{_CLAUSE_ENDS}”\"》)）]|故|因此|所以|应|应当|应该|本题|此题|该题|规定|可知|综上|只能|正确)"
    rf"选(?:择|项为|项是)?[:：]?{_OPEN}(?P<letters>{_LETTERS}){_S}(?:选?项)?{_END}"
)
_NAMED = re.compile(
    rf"(?:正确|标准|参考|本题|此题|该题)的?(?:正确)?答案(?:应该?|应当)?(?:为|是|[:：]){_OPEN}(?P<text>[^{_CLAUSE_ENDS}“”\"]+)"
)
_OF_CHOICES = re.compile(
    rf"(?:^|(?<=[{_CLAUSE_ENDS}、\s”\"）)》对错])|选项|故|因此|所以|其中|显然|则|而|但){_S}"
    rf"(?P<letters>(?<![A-Za-z0-9]){_LETTERS}){_S}(?:[一二两三四五六]?个?选?项)?的?"
    r"(?:说法|表述|描述|叙述|观点|做法|内容)?[:：]?(?:均|都|也|皆|全)?(?:是|为)?(?P<no>不是?|并不)?"
    rf"(?P<word>正确|错误?|对|符合题意|准确|有误|应选|当选|选|排除)的?(?:{_END}|(?=[A-H]))"
)
_WRONG_WORDS = frozenset({"错", "错误", "有误", "排除"})
_VERDICTS = frozenset({"符合题意", "应选", "当选", "选", "排除"})

_CLAIM = "说法|表述|观点|论述|陈述|描述|判断|命题|叙述"
_JUDGED = re.compile(
    rf"(?:(?:本|此|该)题(?:的|中的?)?(?:{_CLAIM})?|"
    rf"(?:题干|题目|题中|上述|以上|该|此|这[一个种]?|其)(?:的|中的?)?(?:{_CLAIM})|(?:^|(?<=[。\n]))(?:{_CLAIM})?|"
    rf"答案(?:应该?|应当)?(?:[为是选]{_S}[:：]?|[:：])|(?:故|因此|所以)(?:[本此]题)?选?|应选)"
    rf"{_OPEN}(?:是|为)?(?P<no>不是?|并不)?(?P<word>正确|错误|错|对|准确|有误|[√×✓✗])的?"
    rf"(?={_S}(?:[。．；;，,！!\n.）)”\"’']|$))"
)
_JUDGED_WRONG = frozenset({"错误", "错", "有误", "×", "✗"})

_HEDGES = re.compile(
    r"不|若|如果|假如|认为|有人|误|易|我的|你的|原答案|部分|考生|学生|有的|多选[A-H]|漏|前半|后半|前者|后者|前一|后一|第[一二三四五六七八九十0-9]+[题问空小]|并非|是否|何|吗"
)
_HALVES = re.compile("前半|后半|前者|后者|前一[句半]|后一[句半]|部分(?:正确|错误)|一半")

_TURNS = re.compile("不|非|无|未|错|除|没|禁止|例外|误")


def asks_plainly(prompt: str) -> bool:
    """Whether a prompt asks for the right choices, and surely not for the wrong ones."""
    return _TURNS.search(prompt) is None


def answers(question: Question) -> tuple[Statement, ...]:
    """The whole answers that the explanation names, by letters or by the texts of choices."""
    if not _NAMES_CHOICES.search(question.explanation):
        return ()
    text = narrow(question.explanation)
    found = [
        (match.start(), Statement(_excerpt(question.explanation, match), _indexes(match["letters"])))
        for pattern in (_ANSWER, _CHOSEN)
        for match in pattern.finditer(text)
        if not _is_hedged(text, match.start("letters"))
    ]
    if not found:
        found = list(_named(question, text))
    return tuple(one for _start, one in sorted(found, key=lambda pair: pair[0]))


def _named(question: Question, text: str) -> Iterator[tuple[int, Statement]]:
    """Answers that are named by the text of a choice."""
    plain = [tight(choice) for choice in question.choices]
    for match in _NAMED.finditer(text):
        named = tight(match["text"])
        if named and plain.count(named) == 1 and not _is_hedged(text, match.start("text")):
            yield match.start(), Statement(_excerpt(question.explanation, match), (plain.index(named),))


def of_choices(question: Question) -> tuple[Statement, ...]:
    """What the explanation says of single choices; nothing where it says both of one."""
    if not _NAMES_CHOICES.search(question.explanation):
        return ()
    text, count = narrow(question.explanation), len(question.choices)
    found = []
    for match in _OF_CHOICES.finditer(text):
        choices = _indexes(match["letters"])
        if choices[-1] >= count or _is_hedged(text, match.start("letters")):
            continue
        word = match["word"]
        right = (word in _WRONG_WORDS) == bool(match["no"])
        found.append(Statement(_excerpt(question.explanation, match), choices, right, word in _VERDICTS))
    said = {(index, one.right, one.is_verdict) for one in found for index in one.choices}
    torn = any((index, not right, is_verdict) in said for index, right, is_verdict in said)
    return () if torn else tuple(found)


def judgements(explanation: str) -> tuple[Statement, ...]:
    """Where the explanation says that the statement of a judge question is right or wrong."""
    if not _JUDGES.search(explanation):
        return ()
    text = narrow(explanation)
    if _HALVES.search(text):
        return ()
    return tuple(
        Statement(_excerpt(explanation, match), (), (match["word"] in _JUDGED_WRONG) == bool(match["no"]))
        for match in _JUDGED.finditer(text)
        if not _is_hedged(text, match.start("no") if match["no"] else match.start("word"))
    )


def _indexes(letters: str) -> tuple[int, ...]:
    return tuple(sorted({ord(letter) - ord("A") for letter in letters if "A" <= letter <= "H"}))


_CLAUSE = 40
"""So many characters are looked back."""
_STOPS = "。；;，,！!？?\n”》」）)"


def _is_hedged(text: str, end: int) -> bool:
    """Whether the clause up to ``end`` supposes, reports or denies."""
    first = max(0, end - _CLAUSE)
    start = max(text.rfind(stop, first, end) for stop in _STOPS) + 1
    return _HEDGES.search(text, max(first, start), end) is not None


def _excerpt(explanation: str, match: re.Match[str]) -> str:
    """The words of a match, as they stand: ``narrow`` keeps every place."""
    return explanation[match.start() : match.end()].strip(_CLAUSE_ENDS + ' ”"）)》')
