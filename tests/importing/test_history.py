"""What a corrected file does to the history of its questions: law 4, fact by fact."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studyapp import grading, identity
from studyapp.importing.executing import Options, Report
from studyapp.importing.planning import Change
from studyapp.memory import Card
from studyapp.model import DAY, JUDGE_CHOICES, Choices, Deck, Item, Kind, Question, Where
from studyapp.session import Drill
from studyapp.store import batches, caches, entries, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import Store
from tests.importing.decks import MATERIALS, case_deck
from tests.support import MONDAY, StillWorld, card_of, deck_of, give, make_store, put, single

PROMPT = "用人单位应当自用工之日起三十日内为其职工申请办理社会保险登记。"
ONE_TYPO = PROMPT.replace("用工", "用功")
TWO_TYPOS = ONE_TYPO.replace("职工", "职公")
QUESTION = Question(kind=Kind.JUDGE, prompt=PROMPT, choices=JUDGE_CHOICES, answer=Choices((0,)), subject="社会保险")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_store(tmp_path)


def learned(store: Store, question: Question, *, days: int = 2) -> Card:
    """Import a question and answer it on some days."""
    put(store, deck_of([question, single(99)]))
    for day in range(days):
        give(store, question, at=MONDAY + day * 3 * DAY)
    card = card_of(store, question)
    assert card is not None
    return card


def correct(store: Store, new: Question) -> Report:
    return put(store, deck_of([new, single(99)]), at=MONDAY + 20 * DAY)


def counts(report: Report) -> dict[str, int]:
    return {str(change): report.plan.count(change) for change in Change} | {"linked": report.plan.linked}


def is_sound(store: Store) -> bool:
    return replaying.check(store) == () and store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    "change",
    [
        {"explanation": "见第五十八条。"},
        {"subject": "另一科"},
        {"prompt": PROMPT.rstrip("。")},
        {"prompt": PROMPT.replace("应当", "应 当")},
        {"difficulty": 0.5},
        {"tags": ("易错",)},
    ],
)
def test_what_is_only_said_about_it_changes_no_history(change: dict[str, object], store: Store) -> None:
    card = learned(store, QUESTION)
    new = replace(QUESTION, **change)  # type: ignore[arg-type]
    assert counts(correct(store, new)) == {"new": 0, "changed": 1, "same": 1, "linked": 0}
    assert card_of(store, new) == card
    assert caches.aliases(store.connection) == {}
    assert is_sound(store)


def test_a_second_right_letter_keeps_the_id_and_starts_the_memory_afresh(store: Store) -> None:
    learned(store, single(1))
    journal = list(entries.every(store.connection))
    new = replace(single(1), kind=Kind.MULTIPLE, answer=Choices((0, 1)))
    assert counts(correct(store, new)) == {"new": 0, "changed": 1, "same": 1, "linked": 0}
    assert identity.question_id(new) == identity.question_id(single(1))
    assert list(entries.every(store.connection)) == journal
    assert card_of(store, new) is None
    assert card_of(store, single(1)) is not None
    asked = Drill(store, sitting="s", at=MONDAY + 40 * DAY).current()
    assert asked is not None and (asked.question, asked.answered) == (new, 0)
    give(store, new, at=MONDAY + 40 * DAY)
    card = card_of(store, new)
    assert card is not None and (card.answered, card.first_day) == (1, card.last_day)
    assert is_sound(store)


def test_a_key_that_is_put_back_finds_its_old_memory(store: Store) -> None:
    card = learned(store, single(1))
    correct(store, replace(single(1), answer=Choices((2,))))
    assert counts(correct(store, single(1)))["changed"] == 1
    assert card_of(store, single(1)) == card


def test_a_typo_mended_goes_on_where_it_was(store: Store) -> None:
    card = learned(store, QUESTION)
    new = replace(QUESTION, prompt=PROMPT.replace("用工", "用功"))
    assert counts(correct(store, new)) == {"new": 0, "changed": 1, "same": 1, "linked": 1}
    ids = identity.question_id(QUESTION), identity.question_id(new)
    assert caches.aliases(store.connection) == {max(ids): min(ids)}
    assert card_of(store, new) == card_of(store, QUESTION) == card
    give(store, new, at=MONDAY + 40 * DAY)
    after = card_of(store, new)
    assert after is not None and (after.answered, after.first_day) == (3, card.first_day)
    assert [one.question for one in entries.every(store.connection) if one.kind == "answer"] == [ids[0], ids[0], ids[1]]
    assert is_sound(store)


def test_the_set_s_smallest_id_holds_its_card_whichever_wording_came_first(store: Store) -> None:
    learned(store, QUESTION)
    wordings = [ONE_TYPO, TWO_TYPOS, ONE_TYPO, PROMPT]
    for number, prompt in enumerate(wordings):
        new = replace(QUESTION, prompt=prompt)
        report = put(store, deck_of([new, single(99)]), at=MONDAY + (20 + number) * DAY)
        assert report.plan.linked == 1
        give(store, new, at=MONDAY + (20 + number) * DAY + 1)
    ids = [identity.question_id(replace(QUESTION, prompt=prompt)) for prompt in wordings]
    ((question, _key),) = caches.read(store.connection).cards
    assert question == min(ids)
    card = card_of(store, QUESTION)
    assert card is not None and card.answered == 6
    assert is_sound(store)


def test_a_typo_in_a_choice_unites_the_keys_too(store: Store) -> None:
    card = learned(store, single(1))
    new = replace(single(1), choices=("十日", "十五曰", "三十日", "六十日"))
    assert correct(store, new).plan.linked == 1
    assert card_of(store, new) == card
    keys = identity.key_digest(single(1)), identity.key_digest(new)
    assert caches.aliases(store.connection)[max(keys)] == min(keys)
    assert is_sound(store)


@pytest.mark.parametrize(
    ("old", "new"),
    [("三十日", "二十日"), ("应当", "不应当"), ("应当", "可以"), ("日内", "日外"), ("三十日", "30日")],
)
def test_another_meaning_takes_the_place_without_the_history(old: str, new: str, store: Store) -> None:
    learned(store, QUESTION)
    other = replace(QUESTION, prompt=PROMPT.replace(old, new, 1))
    report = correct(store, other)
    assert report.plan.linked == 0
    assert card_of(store, other) is None
    assert caches.aliases(store.connection) == {}
    assert is_sound(store)


def test_a_typo_mended_with_another_key_is_not_the_same(store: Store) -> None:
    learned(store, QUESTION)
    other = replace(QUESTION, prompt=PROMPT.replace("用工", "用功"), answer=Choices((1,)))
    assert counts(correct(store, other)) == {"new": 0, "changed": 1, "same": 1, "linked": 0}
    assert card_of(store, other) is None
    assert caches.aliases(store.connection) == {}


def test_two_decks_that_disagree_about_a_key_do_not_disturb_each_other(store: Store) -> None:
    one, other = single(1, right=0), single(1, right=2)
    put(store, deck_of([one], name="甲"))
    put(store, deck_of([other], name="乙"))
    give(store, one)
    card = card_of(store, one)
    assert card is not None and card_of(store, other) is None
    give(store, other, right=False, at=MONDAY + DAY)
    assert card_of(store, one) == card
    wrong = card_of(store, other)
    assert wrong is not None and (wrong.answered, wrong.right) == (1, 0)
    questions = [Drill(store, sitting="s", at=MONDAY + 9 * DAY, deck=deck).current() for deck in (1, 2)]
    assert [shown and (shown.question, shown.answered, shown.right) for shown in questions] == [
        (one, 1, 1),
        (other, 1, 0),
    ]
    assert is_sound(store)


def test_two_decks_that_agree_share_one_memory(store: Store) -> None:
    put(store, deck_of([single(1)], name="甲"))
    put(store, deck_of([replace(single(1), explanation="见第一条")], name="乙"))
    give(store, single(1))
    drill = Drill(store, sitting="s", at=MONDAY + 9 * DAY)
    assert drill.progress().total == 1


def test_a_link_made_in_one_deck_holds_for_the_other(store: Store) -> None:
    put(store, deck_of([QUESTION], name="甲"))
    put(store, deck_of([QUESTION], name="乙"))
    give(store, QUESTION)
    new = replace(QUESTION, prompt=PROMPT.replace("用工", "用功"))
    put(store, deck_of([new], name="甲"))
    assert card_of(store, new) == card_of(store, QUESTION) is not None
    assert Drill(store, sitting="s", at=MONDAY + 9 * DAY).progress().total == 1


def test_an_answer_may_come_before_its_deck(store: Store, tmp_path: Path) -> None:
    elsewhere = make_store(tmp_path / "elsewhere", StillWorld("machine-2"))
    give(elsewhere, QUESTION)
    absorb(store, entries.every(elsewhere.connection))
    card = card_of(store, QUESTION)
    assert card is not None
    journal = list(entries.every(store.connection))
    put(store, deck_of([QUESTION]))
    assert card_of(store, QUESTION) == card
    assert list(entries.every(store.connection)) == journal, "an import replays nothing"
    shown = Drill(store, sitting="s", at=MONDAY + 9 * DAY).current()
    assert shown is not None and shown.answered == 1


# External ids


def with_ids(*pairs: tuple[Question, str]) -> Deck:
    items = (Item(one, place, Where("f", place + 1), external_id=number) for place, (one, number) in enumerate(pairs))
    return Deck("测试题库", tuple(items))


REWRITTEN = replace(QUESTION, prompt="为其职工申请办理社会保险登记，用人单位应当自用工之日起三十日内完成。")


def test_an_external_id_says_what_is_no_longer_alike(store: Store) -> None:
    assert QUESTION.prompt != REWRITTEN.prompt
    put(store, with_ids((QUESTION, "17"), (single(99), "18")))
    give(store, QUESTION)
    moved = replace(QUESTION, prompt="应当：" + PROMPT.replace("应当", ""))
    report = put(store, with_ids((single(99), "18"), (moved, "17")))
    assert counts(report) == {"new": 0, "changed": 1, "same": 1, "linked": 1}
    assert card_of(store, moved) == card_of(store, QUESTION)


def test_an_external_id_does_not_carry_another_meaning(store: Store) -> None:
    put(store, with_ids((QUESTION, "17")))
    give(store, QUESTION)
    other = replace(QUESTION, prompt=PROMPT.replace("三十日", "六十日"))
    report = put(store, with_ids((other, "17")))
    assert counts(report) == {"new": 0, "changed": 1, "same": 0, "linked": 0}
    assert card_of(store, other) is None


def test_the_text_is_surer_than_the_external_id(store: Store) -> None:
    """Numbers that were given anew with the rows do not make one question another."""
    put(store, with_ids((single(1), "1"), (single(2), "2"), (single(3), "3")))
    report = put(store, with_ids((single(2), "1"), (single(3), "2"), (single(4), "3")))
    assert counts(report) == {"new": 1, "changed": 0, "same": 2, "linked": 0}


# Cases


MATERIAL, _MISSPELT, OTHER_MATERIAL = MATERIALS


def answer_all(store: Store, at: int = MONDAY) -> int:
    """Answer today's questions right; each must come with its material."""
    drill, count = Drill(store, sitting="s", at=at), 0
    while (shown := drill.current()) is not None:
        assert shown.case is not None
        drill.answer(grading.ideal(shown.question), at=at, milliseconds=9_000)
        count += 1
    return count


def test_sub_questions_follow_a_mended_material(store: Store) -> None:
    children = [single(1), single(2)]
    put(store, case_deck((MATERIAL, children)))
    assert answer_all(store) == 2
    before = sorted(caches.read(store.connection).cards.values())
    report = put(store, case_deck((MATERIAL.replace("行政部门", "行政部们"), children)))
    assert counts(report) == {"new": 0, "changed": 2, "same": 0, "linked": 2}
    assert sorted(caches.read(store.connection).cards.values()) == before
    drill = Drill(store, sitting="t", at=MONDAY + 9 * DAY)
    shown = drill.current()
    assert shown is not None and shown.case is not None
    assert (shown.case.prompt, shown.answered) == (MATERIAL.replace("行政部门", "行政部们"), 1)
    assert is_sound(store)


def test_what_is_said_about_the_material_touches_no_sub_question(store: Store) -> None:
    put(store, case_deck((MATERIAL, [single(1)])))
    deck = case_deck((MATERIAL, [single(1)]))
    case = replace(deck.items[0].question, explanation="材料改编自真实案件。")
    report = put(store, replace(deck, items=(replace(deck.items[0], question=case), deck.items[1])))
    assert counts(report) == {"new": 0, "changed": 0, "same": 1, "linked": 0}
    shown = Drill(store, sitting="s", at=MONDAY).current()
    assert shown is not None and shown.case == case


def test_the_same_sub_question_of_two_materials_is_two_questions(store: Store) -> None:
    put(store, case_deck((MATERIAL, [single(1)]), (OTHER_MATERIAL, [single(1)])))
    assert answer_all(store) == 2
    assert len(caches.read(store.connection).cards) == 2


def test_a_sub_question_follows_its_own_material_only(store: Store) -> None:
    """One material is mended, the other, with the same sub-question, taken out: the histories must not cross."""
    put(store, case_deck((OTHER_MATERIAL, [single(1)]), (MATERIAL, [single(1)])))
    mended = MATERIAL.replace("行政部门", "行政部们")
    put(store, case_deck((mended, [single(1)])), Options(prune=True))
    gone, old, new = (
        identity.question_id(single(1), identity.question_id(Question(kind=Kind.CASE, prompt=material)))
        for material in (OTHER_MATERIAL, MATERIAL, mended)
    )
    known = caches.aliases(store.connection)
    assert known.get(new, new) == known.get(old, old) != known.get(gone, gone)


def test_a_new_sub_question_comes_under_a_material_that_stays(store: Store) -> None:
    put(store, case_deck((MATERIAL, [single(1)])))
    report = put(store, case_deck((MATERIAL, [single(1), single(2)])))
    assert counts(report) == {"new": 1, "changed": 0, "same": 1, "linked": 0}
    assert answer_all(store) == 2


# Taking an import back


def test_undo_parts_what_the_import_called_the_same(store: Store) -> None:
    card = learned(store, QUESTION)
    new = replace(QUESTION, prompt=PROMPT.replace("用工", "用功"))
    correct(store, new)
    give(store, new, at=MONDAY + 21 * DAY)
    assert batches.undo_import(store, deck=None, at=MONDAY + 22 * DAY) == "测试题库.md"
    assert caches.aliases(store.connection) == {}
    assert card_of(store, QUESTION) == card
    after = card_of(store, new)
    assert after is not None and after.answered == 1
    assert [one.kind for one in entries.every(store.connection)] == ["answer", "answer", "same", "answer", "void"]
    shown = Drill(store, sitting="s", at=MONDAY + 60 * DAY).current()
    assert shown is not None and shown.question == QUESTION
    assert is_sound(store)


def test_undo_of_one_of_two_links_leaves_the_other(store: Store) -> None:
    learned(store, QUESTION)
    for number, prompt in enumerate([ONE_TYPO, TWO_TYPOS]):
        put(store, deck_of([replace(QUESTION, prompt=prompt), single(99)]), at=MONDAY + (20 + number) * DAY)
    assert len(caches.aliases(store.connection)) == 2
    batches.undo_import(store, deck=None, at=MONDAY + 30 * DAY)
    first = replace(QUESTION, prompt=ONE_TYPO)
    assert len(caches.aliases(store.connection)) == 1
    assert card_of(store, first) == card_of(store, QUESTION)
    batches.undo_import(store, deck=None, at=MONDAY + 31 * DAY)
    assert caches.aliases(store.connection) == {}
    assert is_sound(store)
