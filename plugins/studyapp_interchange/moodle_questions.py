"""One question of Moodle XML as ours, and everything in it that ours cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from studyapp import JUDGE_CHOICES, Answer, Blank, Blanks, Choices, KeyPoints, Kind, Message, Question, Steps
from studyapp_interchange.cases import other_tags
from studyapp_interchange.gift_answers import number_of
from studyapp_interchange.gift_questions import NO_PICTURE, NoQuestion, matched
from studyapp_interchange.moodle_cloze import Cloze, cloze_of, placed
from studyapp_interchange.moodle_files import Keep, media_of, without_shown
from studyapp_interchange.moodle_scan import pictured, raw_at, text_at
from studyapp_interchange.own_letters import by_letter
from studyapp_interchange.weights import oddities

_FULL = 99.0
_NO_ANSWER = Message("没有得满分的答案，没有读。请标出正确答案。")


@dataclass(slots=True)
class Reading:
    """A question's element being read; ``warnings`` say what the question does not hold."""

    element: Element
    subject: str
    keep: Keep
    warnings: list[Message] = field(default_factory=list)

    def choice(self) -> Question:
        """Read ``multichoice``; whether one or several are right is said by ``single``."""
        several = (self.element.findtext("single") or "true").strip() in ("false", "0")
        answers = self.element.findall("answer")
        choices = tuple(self._text(answer) for answer in answers)
        if (lettered := by_letter(choices)) is not None:
            answers = [answers[place] for place, _ in lettered]
            choices = tuple(text for _, text in lettered)
        shares = [_share(answer) for answer in answers]
        won = tuple(index for index, share in enumerate(shares) if share > 0)
        right = won if several else tuple(index for index in won if shares[index] >= _FULL)
        if won and not right:
            raise NoQuestion(Message("单选题没有得满分的选项，没有读。请把正确选项的分数设为 100。"))
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
            raise NoQuestion(Message("判断题的“对”和“错”应恰有一个得满分，没有读。请把正确的设为 100，另一个设为 0。"))
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

    def order(self) -> Question:
        """Read ``ordering``: the file has the steps in their right order, and ours also as they are shown."""
        answers = self.element.findall("answer")
        steps = [self._text(answer) for answer in answers]
        told = [answer.get("shown", "") for answer in answers]
        places = [int(place) for place in told if place.isdecimal() and len(place) < 4]
        if sorted(places) != list(range(len(steps))):  # nobody is shown the right order
            shown = sorted(range(len(steps)), key=lambda index: (steps[index], index))
            places = [shown.index(index) for index in range(len(steps))]
        choices = tuple(steps[places.index(place)] for place in range(len(steps)))
        return self._made(Kind.ORDER, choices, Steps(tuple(places)), ())

    def cloze(self) -> Question:
        """Read ``cloze``: its text has the answers of its gaps in braces."""
        return self._gapped(cloze_of(text_at(self.element, "questiontext")))

    def select(self) -> Question:
        """Read ``gapselect`` and ``ddwtos``: its text has the numbers of the words that belong there."""
        boxes = [*self.element.findall("selectoption"), *self.element.findall("dragbox")]
        return self._gapped(placed(text_at(self.element, "questiontext"), [self._text(one) for one in boxes]))

    def _gapped(self, cloze: Cloze) -> Question:
        kind, answer = Kind.BLANK, Blanks(cloze.blanks)
        if not cloze.choices:
            return self._made(kind, (), answer, (), prompt=cloze.prompt, notes=cloze.notes)
        kind = Kind.MULTIPLE if len(cloze.right) > 1 else Kind.SINGLE
        return self._made(kind, cloze.choices, Choices(cloze.right), (), prompt=cloze.prompt, notes=cloze.notes)

    def material(self) -> Question:
        """Read a ``description`` as the material that other questions belong to."""
        return self._made(Kind.CASE, (), None, ())

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
        answer: Answer | None,
        answers: Sequence[Element],
        *,
        general: bool = True,
        prompt: str = "",
        notes: Sequence[str] = (),
    ) -> Question:
        said = [(self._text(one), self._clean(text_at(one, "feedback"))) for one in answers]
        told = [*notes, *(f"{text}：{feedback}" for text, feedback in said if feedback)]
        told += [self._clean(text_at(self.element, "generalfeedback"))] if general else []
        whole, pictures = pictured(self.element, "questiontext")
        media, broken = media_of(self.element, self.keep)
        names = frozenset(one.name for one in media)
        lost = [name for name in pictures if unquote(name.rpartition("/")[2]) not in names and name[:5] != "data:"]
        if lost or broken:
            self.warnings.append(NO_PICTURE)
        return Question(
            kind=kind,
            prompt=without_shown(prompt or whole, names),
            media=media,
            choices=choices,
            answer=answer,
            explanation="\n".join(one for one in told if one),
            subject=self.subject,
            tags=other_tags(tags_of(self.element)),
        )

    def _text(self, element: Element) -> str:
        return self._clean(text_at(element, ""))

    def _clean(self, text: str) -> str:
        return without_shown(text, frozenset())


READERS: Mapping[str, Callable[[Reading], Question]] = {
    "multichoice": Reading.choice,
    "truefalse": Reading.judge,
    "shortanswer": Reading.blank,
    "numerical": Reading.number,
    "matching": Reading.match,
    "match": Reading.match,
    "ddmatch": Reading.match,
    "essay": Reading.essay,
    "ordering": Reading.order,
    "cloze": Reading.cloze,
    "multianswer": Reading.cloze,
    "gapselect": Reading.select,
    "ddwtos": Reading.select,
}
"""How each type is read that we have a kind for."""


def tags_of(element: Element) -> list[str]:
    """Return the tags of a question."""
    return [tag for one in element.findall("tags/tag") if (tag := raw_at(one).strip())]


def _share(answer: Element) -> float:
    try:
        share = float(answer.get("fraction", "0"))
    except ValueError:
        return 0.0
    return share if abs(share) <= 100 else 0.0
