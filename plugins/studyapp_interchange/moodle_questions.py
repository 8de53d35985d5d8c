"""One question of Moodle XML as ours, and everything in it that ours cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from xml.etree.ElementTree import Element

from studyapp import JUDGE_CHOICES, Answer, Blank, Blanks, Choices, KeyPoints, Kind, Message, Question
from studyapp_interchange.gift_answers import number_of
from studyapp_interchange.gift_questions import NoQuestion, matched
from studyapp_interchange.moodle_scan import pictured, raw_at, text_at
from studyapp_interchange.weights import oddities

_FULL = 99.0
_NO_ANSWER = Message("没有得满分的答案，没有读。请标出正确答案。")


@dataclass(slots=True)
class Reading:
    """A question's element being read; ``warnings`` say what the question does not hold."""

    element: Element
    subject: str
    warnings: list[Message] = field(default_factory=list)

    def choice(self) -> Question:
        """Read ``multichoice``; whether one or several are right is said by ``single``."""
        several = (self.element.findtext("single") or "true").strip() in ("false", "0")
        answers = self.element.findall("answer")
        choices = tuple(self._text(answer) for answer in answers)
        shares = [_share(answer) for answer in answers]
        won = tuple(index for index, share in enumerate(shares) if share > 0)
        right = won if several else tuple(index for index in won if shares[index] >= _FULL)
        self.warnings += oddities(shares, right, several=several)
        kind = Kind.MULTIPLE if several else Kind.SINGLE
        if not several and len(right) > 1:
            kind = Kind.MULTIPLE
            self.warnings.append(Message("有几个选项各得满分，当作多选题读入。"))
        return self._made(kind, choices, Choices(right), answers)

    def judge(self) -> Question:
        """Read ``truefalse``."""
        answers = self.element.findall("answer")
        right = [raw_at(answer).strip().lower() for answer in answers if _share(answer) >= _FULL]
        if len(right) != 1 or right[0] not in ("true", "false"):
            raise NoQuestion(_NO_ANSWER)
        return self._made(Kind.JUDGE, JUDGE_CHOICES, Choices((0 if right[0] == "true" else 1,)), answers)

    def blank(self) -> Question:
        """Read ``shortanswer``."""
        answers = self._full()
        blank = Blank(tuple(text for text in map(self._text, answers) if text))
        if not blank.accepted:
            raise NoQuestion(_NO_ANSWER)
        return self._made(Kind.BLANK, (), Blanks((blank,)), self.element.findall("answer"))

    def number(self) -> Question:
        """Read ``numerical``."""
        numbers: list[tuple[str, str]] = []
        for answer in self._full():
            around = number_of(f"{raw_at(answer).strip()}:{(answer.findtext('tolerance') or '0').strip() or '0'}")
            if around is None:
                raise NoQuestion(Message("数值题的答案不是数，没有读。请改好。"))
            numbers.append(around)
        tolerance = numbers[0][1]
        same = tuple(number for number, other in numbers if Decimal(other) == Decimal(tolerance))
        if len(same) < len(numbers):
            self.warnings.append(Message("几个答案的允许误差不同，只采用与第一个答案相同的。"))
        if self.element.findall("units/unit"):
            self.warnings.append(Message("单位没有采用，只比较数值。"))
        return self._made(Kind.BLANK, (), Blanks((Blank(same, tolerance),)), self.element.findall("answer"))

    def match(self) -> Question:
        """Read ``matching``."""
        halves = self.element.findall("subquestion")
        rows = [(self._text(half), text_at(half, "answer")) for half in halves]
        choices, pairs = matched([row for row in rows if row[1]])
        return self._made(Kind.MATCH, choices, pairs, ())

    def essay(self) -> Question:
        """Read ``essay``: what is told to those who mark it, or else the feedback, are the key points."""
        told = text_at(self.element, "graderinfo")
        text = told or text_at(self.element, "generalfeedback")
        points = tuple(line.strip() for line in text.split("\n") if line.strip())
        if not points:
            raise NoQuestion(Message("问答题没有参考答案，无法判分，没有读。请填写评分信息或总体反馈。"))
        return self._made(Kind.SHORT, (), KeyPoints(points), (), general=bool(told))

    def _full(self) -> list[Element]:
        full = [answer for answer in self.element.findall("answer") if _share(answer) >= _FULL]
        for answer in self.element.findall("answer"):
            if 0 < _share(answer) < _FULL:
                part = {"answer": self._text(answer), "share": f"{_share(answer):g}"}
                self.warnings.append(Message("只得 {share}% 分数的答案“{answer}”算作错误。", part))
        if not full:
            raise NoQuestion(_NO_ANSWER)
        return full

    def _made(
        self,
        kind: Kind,
        choices: tuple[str, ...],
        answer: Answer,
        answers: Sequence[Element],
        *,
        general: bool = True,
    ) -> Question:
        notes = [(self._text(one), text_at(one, "feedback")) for one in answers]
        told = [f"{text}：{feedback}" for text, feedback in notes if feedback]
        told += [text_at(self.element, "generalfeedback")] if general else []
        prompt, pictures = pictured(self.element, "questiontext")
        if pictures or self.element.find(".//file") is not None:
            self.warnings.append(Message("图片和附件没有读入，题目里只留下图片的文件名。"))
        return Question(
            kind=kind,
            prompt=prompt,
            choices=choices,
            answer=answer,
            explanation="\n".join(one for one in told if one),
            subject=self.subject,
            tags=tuple(raw_at(tag).strip() for tag in self.element.findall("tags/tag") if raw_at(tag).strip()),
        )

    def _text(self, element: Element) -> str:
        return text_at(element, "")


READERS: Mapping[str, Callable[[Reading], Question]] = {
    "multichoice": Reading.choice,
    "truefalse": Reading.judge,
    "shortanswer": Reading.blank,
    "numerical": Reading.number,
    "matching": Reading.match,
    "match": Reading.match,
    "essay": Reading.essay,
}
"""How each type is read that we have a kind for."""


def _share(answer: Element) -> float:
    try:
        share = float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0
    return share if abs(share) <= 100 else 0.0
