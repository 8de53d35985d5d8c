"""Syncing at the desk of the screens: each learner's own, and nothing of it where there is nothing to sync with."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.desk.furnishing import furnish
from studyapp.desk.quick import QuickDesk
from studyapp.importing import bundled
from studyapp.store.errors import StoreError
from studyapp.world import World


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuickDesk:
    monkeypatch.setattr(bundled, "bundled_decks", lambda: ())
    desk = QuickDesk(World(str(tmp_path)))
    furnish(desk.full())
    desk.learners().add("张三", "", "")
    return desk


def test_a_remote_is_added_known_and_removed(desk: QuickDesk, tmp_path: Path) -> None:
    assert not desk.has_remotes()
    assert desk.boards().remotes() == ()
    desk.syncing().add("站", (tmp_path / "stick").as_uri())
    assert desk.has_remotes()
    assert [one.name for one in desk.syncing().remotes()] == ["站"]
    desk.syncing().remove("站")
    assert not desk.has_remotes()


def test_a_code_that_cannot_be_one_adds_nothing(desk: QuickDesk, tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        desk.syncing().add("站", (tmp_path / "stick").as_uri(), "x" * 200)
    assert not desk.has_remotes()


def test_each_learner_has_his_own(desk: QuickDesk, tmp_path: Path) -> None:
    mine = desk.syncing()
    assert desk.syncing() is mine
    mine.add("站", (tmp_path / "stick").as_uri())
    desk.learners().add("李四", "", "")
    assert [one.name for one in desk.syncing().remotes()] == ["站"]  # where it is comes over with the decks
    desk.syncing().remove("站")
    assert not desk.has_remotes()
    assert mine.finish(10.0)  # it still is of who learned before
    assert [one.name for one in mine.remotes()] == ["站"]
    desk.learners().switch("default", "")
    assert desk.has_remotes()
    assert desk.syncing() is not mine
