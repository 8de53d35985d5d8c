"""One entry of a GIFT file as a question, and everything in it that a question cannot hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from studyapp import (
    JUDGE_CHOICES,
    Answer,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Message,
    Pairs,
    Question,
)
from studyapp_interchange.cases import other_tags
from studyapp_interchange.gift_answers import Option, general_of, number_of, options_of, parts_of, prompt_of, text_of
from studyapp_interchange.gift_scan import Entry
from studyapp_interchange.own_letters import by_letter
from studyapp_interchange.weights import oddities

_TRUTHS = {"T": 0, "TRUE": 0, "F": 1, "FALSE": 1}
_FULL = 99.0
_PICTURE = re.compile(r"<img\s", re.I)
NO_PICTURE = Message("有图片不在文件里，没有读入，题目里只留下文件名。请连同图片重新导出。")


class NoQuestion(Exception):  # noqa: N818 - a finding about an entry
    """The entry is no question, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


@dataclass(slots=True)
class Reading:
    """An entry being read; ``warnings`` say what the question does not hold."""

    entry: Entry
    subject: str
    warnings: list[Message] = field(default_factory=list)

    def question(self) -> Question:
        """Return the question; raise ``NoQuestion`` where there is none."""
        answers, general = general_of(self.entry.answers or "")
        if self.entry.form == "html" and _PICTURE.search(self.entry.before + answers + self.entry.after):
            self.warnings.append(NO_PICTURE)
        general = self._text(general)
        bare, feedbacks = parts_of(answers)
        if not answers.strip():
            return self._essay(general)
        if bare.strip().upper() in _TRUTHS:
            notes = [self._text(one) for one in feedbacks]
            right = Choices((_TRUTHS[bare.strip().upper()],))
            return self._made(Kind.JUDGE, JUDGE_CHOICES, right, [*notes, general])
        if answers.lstrip().startswith("#"):
            return self._numerical(answers.lstrip()[1:], general)
        return self._worded(answers, general)

    def material(self) -> Question:
        """Return the text of a description as the material that other questions belong to."""
        return Question(
            kind=Kind.CASE, prompt=prompt_of(self.entry), subject=self.subject, tags=other_tags(self.entry.tags)
        )

    def _worded(self, answers: str, general: str) -> Question:
        lead, options = options_of(answers)
        if not options:
            question = self._short([Option(True, None, *_pair(lead))], general)
            told = {"answer": self._text(_pair(lead)[0])}
            self.warnings.append(
                Message("花括号里没有 = 也没有 ~，已把“{answer}”当作填空的答案。若是判断题，请写 T 或 F。", told)
            )
            return question
        if lead.strip():
            raise NoQuestion(Message("花括号里第一个答案前有多余的文字，没有读。请在每个答案前写 = 或 ~。"))
        if any(not option.right for option in options):
            return self._choice(options, general)
        if all("->" in option.text for option in options):
            return self._matching(options, general)
        if any("->" in option.text for option in options):
            raise NoQuestion(Message("匹配题有一行没有写 ->，没有读。请写成“=左边 -> 右边”。"))
        return self._short(options, general)

    def _essay(self, general: str) -> Question:
        points = tuple(line.strip() for line in general.split("\n") if line.strip())
        if not points:
            raise NoQuestion(Message("问答题没有参考答案，无法判分，没有读。请在花括号里写 ####参考答案。"))
        return self._made(Kind.SHORT, (), KeyPoints(points), [])

    def _choice(self, options: list[Option], general: str) -> Question:
        choices = tuple(self._text(option.text) for option in options)
        if (lettered := by_letter(choices)) is not None:
            options = [options[place] for place, _ in lettered]
            choices = tuple(text for _, text in lettered)
        marked = tuple(index for index, option in enumerate(options) if option.right and option.share >= _FULL)
        weighted = tuple(index for index, option in enumerate(options) if option.share > 0)
        several = not marked or len(marked) > 1
        right = marked or weighted
        self.warnings += oddities([option.share for option in options], right, several=not marked)
        if len(marked) > 1:
            self.warnings.append(Message("有几个选项各得满分，当作多选题读入。"))
        notes = [self._note(text, option) for text, option in zip(choices, options, strict=True)]
        return self._made(Kind.MULTIPLE if several else Kind.SINGLE, choices, Choices(right), [*notes, general])

    def _short(self, options: list[Option], general: str) -> Question:
        accepted = self._accepted(options)
        notes = [self._note(self._text(option.text), option) for option in options]
        blank = Blank(tuple(self._text(option.text) for option in accepted))
        if not all(blank.accepted):
            raise NoQuestion(Message("有一个答案是空的，没有读。请补上答案。"))
        return self._made(Kind.BLANK, (), Blanks((blank,)), [*notes, general])

    def _accepted(self, options: list[Option]) -> list[Option]:
        """Return the answers that earn all points, and warn of the others."""
        full = [option for option in options if option.right and option.share >= _FULL]
        for option in options:
            if option.right and 0 < option.share < _FULL:
                part = {"answer": self._text(option.text), "share": f"{option.share:g}"}
                self.warnings.append(Message("只得 {share}% 分数的答案“{answer}”算作错误。", part))
        if not full:
            raise NoQuestion(Message("没有得满分的答案，没有读。请标出正确答案。"))
        return full

    def _numerical(self, answers: str, general: str) -> Question:
        lead, options = options_of(answers)
        if not options:
            options = [Option(True, None, *_pair(lead))]
        accepted = self._accepted(options)
        numbers = [number_of(option.text) for option in accepted]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            raise NoQuestion(Message("数值题的答案不是数，没有读。请写成 3.14、3.14:0.01 或 3..4。"))
        tolerance = known[0][1]
        same = tuple(number for number, other in known if other == tolerance)
        if len(same) < len(known):
            self.warnings.append(Message("几个答案的允许误差不同，只采用与第一个答案相同的。"))
        notes = [self._note(option.text.strip() or "*", option) for option in options]
        return self._made(Kind.BLANK, (), Blanks((Blank(same, tolerance),)), [*notes, general])

    def _matching(self, options: list[Option], general: str) -> Question:
        halves = [option.text.split("->", 1) for option in options]
        rows = [(self._text(left), self._text(right)) for left, right in halves]
        notes = [self._note(left, option) for (left, _), option in zip(rows, options, strict=True)]
        choices, pairs = matched(rows)
        return self._made(Kind.MATCH, choices, pairs, [*notes, general])

    def _made(self, kind: Kind, choices: tuple[str, ...], answer: Answer, notes: Sequence[str]) -> Question:
        return Question(
            kind=kind,
            prompt=prompt_of(self.entry),
            choices=choices,
            answer=answer,
            explanation="\n".join(note for note in notes if note),
            subject=self.subject,
            tags=other_tags(self.entry.tags),
        )

    def _text(self, raw: str) -> str:
        return text_of(raw, self.entry.form)

    def _note(self, text: str, option: Option) -> str:
        """Return the feedback on an answer with the answer before it, as choices are shown in any order."""
        feedback = self._text(option.feedback)
        return f"{text}：{feedback}" if feedback else ""


def _pair(lead: str) -> tuple[str, str]:
    text, feedbacks = parts_of(lead)
    return text, "#".join(feedbacks)


def matched(rows: list[tuple[str, str]]) -> tuple[tuple[str, ...], Pairs]:
    """Return the choices and pairs of rows; one without a left side only adds a choice on the right."""
    lefts = [left for left, _ in rows if left]
    rights = list(dict.fromkeys(right for _, right in rows))
    partners = [right for left, right in rows if left]
    pairs = tuple((index, len(lefts) + rights.index(right)) for index, right in enumerate(partners))
    return (*lefts, *rights), Pairs(pairs)
