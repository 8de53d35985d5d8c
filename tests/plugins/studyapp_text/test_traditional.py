"""Papers in traditional characters: headings, labels, notes and judgements."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studyapp import Choices, Deck, Kind, Severity

Read = Callable[[str], Deck]

PAPER = """一、單選題（每題2分）
1. 勞工保險由誰投保？
（A）雇主 （B）銀行 （C）法院
答案：(A)
參考解析：見條例。
二、複選題
1. 下列屬於社會保險者為何？
(A) 養老
(B) 失業
(C) 車險
正確答案：(A)(B)
三、是非題
1. 雇主應為勞工投保。
答案：○
2. 勞工自行繳納全部保費。
答案：錯誤
"""

LABELLED = """【題目】勞工保險由誰投保？
【選項】
A. 雇主
B. 銀行
【答案】A
【解析】見條例。
【題目】[複選] 下列屬於社會保險者為何？
【選項】
A. 養老
B. 失業
C. 車險
【答案】AB

題目：雇主應為勞工投保。
答案：對
"""


@pytest.mark.parametrize(
    ("text", "kinds", "rights"),
    [
        pytest.param(PAPER, ["single", "multiple", "judge", "judge"], [(0,), (0, 1), (0,), (1,)], id="paper"),
        pytest.param(LABELLED, ["single", "multiple", "judge"], [(0,), (0, 1), (0,)], id="labels"),
    ],
)
def test_traditional(read: Read, text: str, kinds: list[str], rights: list[tuple[int, ...]]) -> None:
    """What structures a paper is understood; what it asks stays as it is written."""
    deck = read(text)
    assert [item.question.kind for item in deck.items] == [Kind(kind) for kind in kinds]
    assert [item.question.answer.right for item in deck.items if isinstance(item.question.answer, Choices)] == rights
    assert deck.items[0].question.prompt == "勞工保險由誰投保？"
    assert deck.items[0].question.explanation == "見條例。"
    assert not [flaw for flaw in deck.flaws if flaw.severity is not Severity.INFO]


def test_words_within_a_sentence_stay(read: Read) -> None:
    """A word that would be a heading is left alone where it is part of what is asked."""
    (item,) = read("1. 選擇題的選項應有幾個？\nA. 兩個以上\nB. 一個\n答案：A\n").items
    assert item.question.prompt == "選擇題的選項應有幾個？"
