"""Several learners at one desk: it goes on with the store of another one, and with the one before where that fails."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studyapp import profiles
from studyapp.desk.furnishing import furnish
from studyapp.desk.learners import LearnerError, Learners
from studyapp.desk.quick import QuickDesk
from studyapp.importing import bundled
from studyapp.model import Picked
from studyapp.store.errors import StoreError
from studyapp.words import say
from studyapp.world import World
from tests.support import MONDAY, deck_of, put, single


class Office(World):
    """A computer whose clock stands still and whose chance can be foretold."""

    __slots__ = ("numbers",)

    def __init__(self, home: str) -> None:
        super().__init__(home)
        self.numbers = itertools.count(1)

    def now(self) -> int:
        return MONDAY

    def token(self) -> str:
        return f"{next(self.numbers):016x}"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QuickDesk]:
    """Somebody without a name has answered one of six questions."""
    monkeypatch.setattr(bundled, "bundled_decks", lambda: ())
    desk = QuickDesk(Office(str(tmp_path)))
    furnish(desk.full())
    put(desk.full().store, deck_of([single(number) for number in range(6)]))
    desk.open_session(None, None).answer(Picked((0,)), at=MONDAY, milliseconds=9_000)
    yield desk
    desk.close()


def learners(desk: QuickDesk) -> Learners:
    found = desk.learners()
    assert isinstance(found, Learners)
    return found


def test_the_first_name_belongs_to_who_learned_already(desk: QuickDesk) -> None:
    assert desk.learner == ""
    learners(desk).add("张三", "社保中心", "")
    assert desk.learner == "张三"
    assert desk.today().answered_today == 1


def test_the_next_one_has_the_decks_and_no_answers(desk: QuickDesk) -> None:
    learners(desk).add("张三", "", "")
    learners(desk).add("李四", "", "")
    today = desk.today()
    assert (desk.learner, today.answered_today) == ("李四", 0)
    assert [one.questions for one in today.decks] == [6]
    learners(desk).switch("default", "")
    assert (desk.learner, desk.today().answered_today) == ("张三", 1)


def test_answers_after_a_switch_are_those_of_who_learns_now(desk: QuickDesk) -> None:
    learners(desk).add("张三", "", "")
    learners(desk).add("李四", "", "")
    for number in range(2):
        desk.open_session(None, None).answer(Picked((0,)), at=MONDAY + number, milliseconds=9_000)
    assert desk.today().answered_today == 2
    assert desk.standing().fair == 2
    learners(desk).switch("default", "")
    assert desk.standing().fair == 1


def test_the_next_start_is_with_who_learned_last(desk: QuickDesk, tmp_path: Path) -> None:
    learners(desk).add("张三", "", "")
    learners(desk).add("李四", "", "")
    assert profiles.read(str(tmp_path)).now.name == "李四"
    learners(desk).switch("default", "")
    assert profiles.read(str(tmp_path)).now.name == "张三"


def test_a_pin_guards_every_change(desk: QuickDesk) -> None:
    learners(desk).add("张三", "", "2580")
    learners(desk).add("李四", "", "")
    acts: tuple[Callable[[], object], ...] = (
        lambda: learners(desk).switch("default", "1357"),
        lambda: learners(desk).change("default", "", "王五", ""),
        lambda: learners(desk).set_pin("default", "0000", ""),
    )
    for act in acts:
        with pytest.raises(LearnerError) as caught:
            act()
        assert say(caught.value.why).startswith("PIN 不对")
    assert desk.learner == "李四"
    learners(desk).set_pin("default", "2580", "")
    learners(desk).change("default", "", "王五", "就业中心")
    learners(desk).switch("default", "")
    assert desk.learner == "王五"


@pytest.mark.parametrize(("name", "why"), [("  ", "请写上姓名。"), ("张三", "已经有名为“张三”的学员")])
def test_names_that_cannot_be(desk: QuickDesk, name: str, why: str) -> None:
    learners(desk).add("张三", "", "")
    learners(desk).add("李四", "", "")
    with pytest.raises(LearnerError) as caught:
        learners(desk).add(name, "", "")
    assert say(caught.value.why).startswith(why)
    assert desk.learner == "李四"


def test_a_store_that_does_not_open_leaves_the_one_before(desk: QuickDesk, tmp_path: Path) -> None:
    learners(desk).add("张三", "", "")
    learners(desk).add("李四", "", "")
    (other,) = (one.id for one in learners(desk).known().all if one.name == "李四")
    learners(desk).switch("default", "")
    (tmp_path / f"{other}.db").write_bytes(b"no store at all" * 100)
    for left in ("-wal", "-shm"):
        (tmp_path / f"{other}.db{left}").unlink(missing_ok=True)
    with pytest.raises(StoreError):
        learners(desk).switch(other, "")
    assert (desk.learner, desk.today().answered_today) == ("张三", 1)


def test_a_list_that_cannot_be_written_leaves_all_as_it_was(desk: QuickDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    learners(desk).add("张三", "", "")
    learners(desk).add("李四", "", "")

    def refuse(home: str, known: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(profiles, "write", refuse)
    with pytest.raises(LearnerError) as caught:
        learners(desk).switch("default", "")
    assert "没有改动" in say(caught.value.why)
    assert desk.learner == "李四"


def test_who_is_gone_from_the_list_is_told(desk: QuickDesk) -> None:
    with pytest.raises(LearnerError) as caught:
        learners(desk).switch("nobody", "")
    assert "已不在名单里" in say(caught.value.why)


def test_a_paper_that_goes_on_is_told_at_home(desk: QuickDesk) -> None:
    assert [one.live for one in desk.standing().tasks if one.live] == []
    desk.exams().begin("weekly")
    (live,) = (one for one in desk.standing().tasks if one.live)
    assert live.task.id == "weekly"
    learners(desk).add("张三", "", "")
    learners(desk).add("李四", "", "")
    assert [one.live for one in desk.standing().tasks if one.live] == []
