"""Markdown and platforms dress their lines: emphasis, pictures, tags, escapes, labels that only announce."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studyapp import Choices, Deck, Kind, Severity

Read = Callable[[str], Deck]

PICTURED = """# 📚 工伤保险自测

### 🟢 **Question 1:** Who decides on injuries at work?

**A)** The court
**B)** A public office for labour
**C)** Both A and B

<details>
<summary>🎯 Click to see the answer</summary>

**✅ Correct Answer: B) A public office for labour**

_Explanation: The office decides, and a court looks at it later._

</details>

---

### 🟡 **Question 2:** Who pays?

**A)** The employer
**B)** The worker
**C)** Both A and B

<details>
<summary>🎯 Click to see the answer</summary>

**✅ Correct Answer: C) Both A and B**

_Explanation: Both do._

</details>
"""

CALLED_OUT = """### Question 1

Who decides on injuries at work?

A. The court

B. A public office

> [!question]- Show answer
> **Correct Answer: B.** Because the office is asked first, and a court later.

### Question 2

Who pays?

A. The employer

B. The worker

> [!question]- Show answer
> **Correct Answer: A.** Because it is the law.
"""

EMPHASISED = """**Q1.** 谁认定工伤
A. 法院
B. 人社部门

**答案：B**
*解析：* 见条例。

**Q2.** 谁缴费
A. 单位
B. 职工

**答案：A**
*解析：* 也见条例。
"""

ESCAPED = """1\\. 谁认定\\_\\_\\_\\_
A\\. 法院
B\\. 人社部门
答案：B

\\2. 谁缴费
A\\. 单位
B\\. 职工
答案：A
"""

BRACKETED = """【题干1】谁认定工伤？
【选项】A.法院B.人社部门C.单位
【参考答案】B
【详细解析】见条例。
【题干2】谁缴费？
【选项】A.单位B.职工
【参考答案】A
【详细解析】也见条例。
"""

ANNOUNCED = """【题目】谁认定工伤？
【选项】
A. 法院
B. 人社部门
【答案】B
【题目】谁缴费？
【选项】
A. 单位
B. 职工
【答案】A
"""

LISTED = """1. 谁认定工伤？
选项：A. 法院 B. 人社部门
答案：B
2. 谁缴费？
选项：
A. 单位
B. 职工
答案：A
"""


def faults(deck: Deck) -> list[str]:
    return [flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO]


def told(deck: Deck) -> list[tuple[str, Kind, tuple[str, ...], object, str]]:
    return [
        (
            item.question.prompt,
            item.question.kind,
            item.question.choices,
            item.question.answer,
            item.question.explanation,
        )
        for item in deck.items
    ]


def test_questions_behind_pictures_in_folds(read: Read) -> None:
    deck = read(PICTURED)
    offered = ("The court", "A public office for labour", "Both A and B")
    reason = "The office decides, and a court looks at it later."
    assert faults(deck) == []
    assert told(deck) == [
        ("Who decides on injuries at work?", Kind.SINGLE, offered, Choices((1,)), reason),
        ("Who pays?", Kind.SINGLE, ("The employer", "The worker", "Both A and B"), Choices((2,)), "Both do."),
    ]


def test_an_answer_in_a_callout_and_its_reason_behind_it(read: Read) -> None:
    deck = read(CALLED_OUT)
    reason = "Because the office is asked first, and a court later."
    assert faults(deck) == []
    assert told(deck) == [
        ("Who decides on injuries at work?", Kind.SINGLE, ("The court", "A public office"), Choices((1,)), reason),
        ("Who pays?", Kind.SINGLE, ("The employer", "The worker"), Choices((0,)), "Because it is the law."),
    ]


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        (EMPHASISED, ["见条例。", "也见条例。"]),
        (BRACKETED, ["见条例。", "也见条例。"]),
        (ANNOUNCED, ["", ""]),
        (LISTED, ["", ""]),
        (ESCAPED, ["", ""]),
    ],
)
def test_labels_in_other_dress(read: Read, text: str, explained: list[str]) -> None:
    deck = read(text)
    assert faults(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    assert [item.question.choices[:2] for item in deck.items] == [("法院", "人社部门"), ("单位", "职工")]
    assert [item.question.explanation for item in deck.items] == explained
    assert [item.question.prompt.rstrip("？_") for item in deck.items] in (
        ["谁认定工伤", "谁缴费"],
        ["谁认定", "谁缴费"],
    )


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("B) A public office for labour", (1,)),
        ("B. A public office for labour", (1,)),
        ("A) The court and B) A public office for labour", (0, 1)),
        ("A and B", (0, 1)),
        ("A & B", (0, 1)),
        ("A,B (少选不得分)", (0, 1)),
        ("C. Cab", (2,)),
    ],
)
def test_words_are_not_read_as_letters(read: Read, answer: str, right: tuple[int, ...]) -> None:
    deck = read(f"1. Who?\nA. The court\nB. A public office for labour\nC. Cab\nD. Feed\nAnswer: {answer}\n")
    assert faults(deck) == []
    assert [item.question.answer for item in deck.items] == [Choices(right)]


@pytest.mark.parametrize("answer", ["A. Because it is so.", "Because", "D. A bad decade"])
def test_an_answer_of_words_that_no_choice_has_is_refused(read: Read, answer: str) -> None:
    one = f"1. Who?\nA. The court\nB. The office\nC. Nobody\nD. All\nAnswer: {answer}\n"
    deck = read(f"{one}2. Who?\nA. x\nB. y\nAnswer: A\n")
    assert faults(deck) == ["answer-outside-choices"]
    assert len(deck.items) == 1
