"""Importing for the screens: what was looked at is what is imported, and who cancels has changed nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.desk.full import open_desk
from studyapp.desk.importing import Importer
from studyapp.desk.views import Wish
from studyapp.hookspecs import NotABank
from studyapp.importing import executing
from studyapp.model import Holds
from studyapp.store import bank
from studyapp.world import World

TABLE = """题型,试题,A,B,C,标答,备注
单选,失业保险金最长领取（　）。,十二个月,十八个月,二十四个月,C,王
单选,工伤认定申请期限为（　）。,十日,三十日,六十日,B,李
单选,试用期最长为（　）。,一个月,六个月,一年,F,李
"""


@pytest.fixture
def wish(tmp_path: Path) -> Wish:
    path = tmp_path / "窗口.csv"
    path.write_text(TABLE, encoding="utf-8")
    return Wish(str(path))


@pytest.fixture
def importer(tmp_path: Path) -> Importer:
    return Importer(World(str(tmp_path / "home")))


def go_on(stage: str, share: float) -> bool:
    return True


def questions(tmp_path: Path) -> int:
    desk = open_desk(World(str(tmp_path / "home")))
    try:
        return sum(1 for _item in bank.find_items(desk.store.connection))
    finally:
        desk.close()


def test_a_look_says_what_an_import_would_do_and_does_nothing(importer: Importer, wish: Wish, tmp_path: Path) -> None:
    preview = importer.preview(wish, go_on)
    assert preview is not None
    assert (preview.deck, preview.new, preview.written) == ("窗口", 2, False)
    assert [part.total for part in preview.parts] == [2]
    assert [number for number, _question in preview.parts[0].first] == [1, 2]
    assert {one.header: one.holds for one in preview.columns}["标答"] is Holds.ANSWER
    assert questions(tmp_path) == 0


def test_what_was_looked_at_is_imported_without_reading_it_again(
    importer: Importer, wish: Wish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importer.preview(wish, go_on)
    monkeypatch.delattr(executing, "import_file")
    report = importer.bring_in(wish._replace(deck="另一个"), go_on)
    assert report is not None
    assert (report.deck, report.new, report.written) == ("另一个", 2, True)
    assert questions(tmp_path) == 2
    assert importer.undo("另一个")
    assert questions(tmp_path) == 0
    assert not importer.undo("另一个")
    assert not importer.undo("没有")


def test_a_file_that_was_changed_meanwhile_is_read_again(importer: Importer, wish: Wish, tmp_path: Path) -> None:
    importer.preview(wish, go_on)
    Path(wish.path).write_text(TABLE + "单选,养老保险最低缴费年限（　）。,十年,十五年,二十年,B,李\n", encoding="utf-8")
    report = importer.bring_in(wish, go_on)
    assert report is not None
    assert report.new == 3


def test_what_is_said_of_columns_holds_and_is_remembered(importer: Importer, wish: Wish) -> None:
    said = wish._replace(columns={"备注": Holds.SUBJECT})
    preview = importer.preview(said, go_on)
    assert preview is not None
    assert preview.parts[0].first[0][1].subject == "王"
    importer.bring_in(said, go_on)
    again = Importer(World(str(Path(wish.path).parent / "home"))).preview(wish, go_on)
    assert again is not None
    assert {one.header: one.holds for one in again.columns}["备注"] is Holds.SUBJECT
    assert again.same == 2


@pytest.mark.parametrize("stage", ["read", "compare", "write"])
def test_who_cancels_has_changed_nothing(importer: Importer, wish: Wish, tmp_path: Path, stage: str) -> None:
    assert importer.bring_in(wish, lambda now, share: now != stage or share >= 1) is None
    assert questions(tmp_path) == 0


def test_it_is_too_late_to_cancel_what_is_written(importer: Importer, wish: Wish, tmp_path: Path) -> None:
    report = importer.bring_in(wish, lambda now, share: not (now == "write" and share >= 1))
    assert report is not None
    assert report.written
    assert questions(tmp_path) == 2


def test_what_was_not_read_is_written_beside_the_file(importer: Importer, wish: Wish) -> None:
    importer.preview(wish, go_on)
    path = importer.rejects(wish, go_on)
    assert path is not None
    text = Path(path).read_text(encoding="utf-8-sig")
    assert "试用期" in text
    assert "标答" in text
    assert "工伤认定" not in text


def test_nothing_is_written_out_of_a_file_that_was_not_looked_at(importer: Importer, wish: Wish) -> None:
    assert importer.rejects(wish, go_on) is None


def test_folders_know_which_files_are_likely_banks(importer: Importer, wish: Wish) -> None:
    folder = importer.folder(str(Path(wish.path).parent))
    assert [line.name for line in folder.files if line.likely] == ["窗口.csv"]
    assert importer.place("窗口.csv", folder.path) == folder.files[0]


def test_a_file_that_is_none_has_its_sentence(importer: Importer, wish: Wish) -> None:
    with pytest.raises(NotABank):
        importer.preview(Wish(f"{wish.path}.gone"), go_on)
