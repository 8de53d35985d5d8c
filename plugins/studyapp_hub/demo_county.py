"""A county that there is not: its units, its people, what they learn. The same for the same seed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import NamedTuple

from studyapp import (
    JUDGE_CHOICES,
    Activity,
    Basis,
    Choices,
    Deck,
    Item,
    Kind,
    Question,
    Where,
    read_plan,
)

EPOCH = date(1970, 1, 1).toordinal()
FIRST, LAST = date(2021, 5, 1).toordinal() - EPOCH, date(2021, 5, 31).toordinal() - EPOCH
"""The study days of the month that the county learns in."""

PLAN = """\
id = "demo"
name = "2021年青山县人社窗口单位练兵比武（演示）"
first = 2021-05-01
last = 2021-12-31

[points]
right = 1
cap = 30
keeps = 5
least = 500
reading = 15
"""

_CENTRES = ("就业服务中心", "社会保险经办中心", "劳动监察大队", "劳动人事仲裁院", "人才服务中心", "政务大厅人社窗口")
_TOWNS = ("河口镇", "石门镇", "柳林镇", "太平镇", "清水乡", "双河乡", "城关街道", "东关街道")
_VILLAGES = ("前进村", "槐树村", "南沟村", "北岭村", "新民社区", "桥头社区", "杨家湾村", "李家坪村")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马胡朱郭何高林罗郑梁谢宋唐许韩冯邓曹"
_GIVEN = (
    "小燕",
    "建国",
    "秀英",
    "志强",
    "丽娜",
    "海涛",
    "雪梅",
    "永红",
    "文博",
    "晓东",
    "玉兰",
    "新民",
    "佳宁",
    "立军",
    "春花",
)

LOWER = "town1"
"""The unit that has a hub of its own, which forwards."""


class DemoUnit(NamedTuple):
    """A unit, as a ``UnitHead`` has it."""

    unit: str
    name: str
    parent: str
    code: str
    line: str
    area: str


class DemoPerson(NamedTuple):
    """Somebody who should take part, or (``unit`` empty) one of the public.

    ``shown``: whether he wants to be named; ``zeal``: answers of a day, 0 for who never joins; ``keeps``: the share of
    days on which he learns; ``skill``: the share that he knows. ``moves``: from which day on he belongs to which unit.
    """

    number: int
    name: str
    unit: str
    front: bool
    staff: bool
    window: bool
    shown: bool
    zeal: int
    keeps: float
    skill: float
    moves: tuple[tuple[int, str], ...] = ()

    @property
    def key(self) -> str:
        """What tells him in the roster."""
        return f"person-{self.number}"


class County(NamedTuple):
    """All of it. ``later``: a deck that reaches the hub after answers to its questions."""

    units: tuple[DemoUnit, ...]
    people: tuple[DemoPerson, ...]
    deck: Deck
    later: Deck
    plan: Activity


def county(seed: int, learners: int) -> County:
    """Make the county up; ``learners`` take part, and some more should."""
    chance = Random(f"county {seed}")
    units = units_of()
    people = tuple(_person(number, units, chance) for number in range(learners + learners // 4))
    people = tuple(
        one if number < learners else one._replace(zeal=0, unit=one.unit or "c", moves=())
        for number, one in enumerate(people)
    )
    plan = read_plan(PLAN, "plan.toml").activity
    if plan is None:
        raise AssertionError("the plan of the county is no plan")
    return County(units, people, deck_of("人社业务演示题库", 0, 60), deck_of("人社业务演示题库（续）", 60, 20), plan)


def units_of() -> tuple[DemoUnit, ...]:
    """The units, parents before children."""
    found = [DemoUnit("c", "青山县人力资源和社会保障局", "", "610199000000", "", "市（区）")]
    for number, name in enumerate(_CENTRES):
        line = "养老保险经办系统" if "保险" in name else ""
        area = "厅属单位" if "人才" in name else "市（区）"
        found.append(DemoUnit(f"centre{number}", f"青山县{name}", "c", "610199000000", line, area))
    for number, name in enumerate(_TOWNS):
        line = "养老保险经办系统" if number % 3 == 0 else ""
        code = f"610199{number + 1:03}000"
        found.append(DemoUnit(f"town{number}", f"{name}社会保障服务站", "c", code, line, "市（区）"))
        for place in range(2):
            village = _VILLAGES[(2 * number + place) % len(_VILLAGES)]
            below = f"{code[:9]}{place + 1:03}"
            found.append(
                DemoUnit(f"village{number}-{place}", f"{name}{village}", f"town{number}", below, "", "市（区）")
            )
    return tuple(found)


def _person(number: int, units: Sequence[DemoUnit], chance: Random) -> DemoPerson:
    name = chance.choice(_SURNAMES) + chance.choice(_GIVEN)
    place = chance.choice(units)
    is_public = chance.random() < 0.06
    zeal = chance.choices((4, 8, 16, 36), (2, 4, 3, 1))[0]
    moves: tuple[tuple[int, str], ...] = ()
    if not is_public and chance.random() < 0.07 and not is_below(place.unit, LOWER, units):
        other = chance.choice([one for one in units if not is_below(one.unit, LOWER, units)])
        moves = ((FIRST + chance.randrange(5, 25), other.unit),)
    return DemoPerson(
        number=number,
        name=name,
        unit="" if is_public else place.unit,
        front=chance.random() < 0.7,
        staff=chance.random() < 0.5,
        window=chance.random() < 0.8,
        shown=chance.random() < 0.4,
        zeal=zeal,
        keeps=chance.choice((0.15, 0.5, 0.8, 0.95)),
        skill=chance.uniform(0.4, 0.95),
        moves=moves,
    )


def is_below(unit: str, top: str, units: Sequence[DemoUnit]) -> bool:
    """Whether a unit is another one or below it."""
    parents = {one.unit: one.parent for one in units}
    while unit:
        if unit == top:
            return True
        unit = parents.get(unit, "")
    return False


def deck_of(name: str, first: int, count: int) -> Deck:
    """A deck of made-up questions, each of its own kind of matter."""
    file = f"{name}.txt"
    lines = 0
    items = []
    for place in range(count):
        question = _question(first + place)
        length = len(text_of(question, place + 1).splitlines())
        items.append(Item(question, place, Where(file, lines + 1, lines + length), str(place + 1)))
        lines += length + 1
    return Deck(name, tuple(items))


def _question(number: int) -> Question:
    days = 5 * (number % 12 + 1)
    choices = tuple(f"{days + step * 5}日" for step in range(4))
    if number % 4 == 3:
        right = number % 8 == 3
        prompt = f"演示业务第{number + 1}项应当自受理之日起{days}日内办结。"
        return Question(kind=Kind.JUDGE, prompt=prompt, choices=JUDGE_CHOICES, answer=Choices((0 if right else 1,)))
    if number % 4 == 2:
        prompt = f"办理演示业务第{number + 1}项，下列期限中符合规定的有（ ）。"
        return Question(kind=Kind.MULTIPLE, prompt=prompt, choices=choices, answer=Choices((number % 3, 3)))
    prompt = f"演示业务第{number + 1}项的办理期限是（ ）。"
    basis = (Basis("演示规定", "", f"第{number + 1}条", ""),)
    return Question(kind=Kind.SINGLE, prompt=prompt, choices=choices, answer=Choices((number % 4,)), basis=basis)


def deck_text(deck: Deck) -> str:
    """The deck as a file that the app reads."""
    return "\n\n".join(text_of(one.question, place) for place, one in enumerate(deck.items, 1)) + "\n"


def text_of(question: Question, number: int) -> str:
    """A question as question banks in text have it."""
    right = question.answer.right if isinstance(question.answer, Choices) else ()
    if question.kind is Kind.JUDGE:
        return f"{number}. {question.prompt}（判断题）\n答案：{JUDGE_CHOICES[right[0]]}"
    letters = "ABCD"
    options = "\n".join(f"{letter}. {text}" for letter, text in zip(letters, question.choices, strict=True))
    return f"{number}. {question.prompt}\n{options}\n答案：{''.join(letters[one] for one in right)}"
