"""Importing for the screens: what was looked at is what is imported, and who cancels has changed nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.desk.full import open_desk
from studyapp.desk.importing import Importer
from studyapp.desk.views import Wish
from studyapp.hookspecs import NotABank
from studyapp.importing import executing
from studyapp.model import Choices, Holds
from studyapp.store import bank
from studyapp.world import World
from tests.plugins.studyapp_interchange.anki_files import Made, Type, latest

TABLE = """题型,试题,A,B,C,标答,备注
单选,失业保险金最长领取（　）。,十二个月,十八个月,二十四个月,C,王
单选,工伤认定申请期限为（　）。,十日,三十日,六十日,B,李
单选,试用期最长为（　）。,一个月,六个月,一年,F,李
"""

PLAIN = Type(("Front", "Back"), "{{Front}}")


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


BANK = """1. 失业保险金最长领取几个月？
A. 十二个月
B. 二十四个月
2. 工伤认定申请期限为几日？
A. 三十日
B. 六十日
"""


def test_answers_come_from_a_second_file(importer: Importer, tmp_path: Path) -> None:
    path, key = tmp_path / "题库.txt", tmp_path / "答案.txt"
    path.write_text(BANK, encoding="utf-8")
    key.write_text("1.B 2.A\n", encoding="utf-8")
    with pytest.raises(NotABank):
        importer.preview(Wish(str(path)), go_on)
    wish = Wish(str(path), key=str(key))
    preview = importer.preview(wish, go_on)
    assert preview is not None
    assert (preview.new, preview.takes_key) == (2, True)
    key.write_text("1.B 2.B\n", encoding="utf-8")  # it is mended meanwhile
    importer.bring_in(wish, go_on)
    again = importer.preview(wish, go_on)
    assert again is not None
    assert again.same == 2
    answers = [question.answer for _number, question in again.parts[0].first]
    assert answers == [Choices((1,)), Choices((1,))]


def test_the_past_is_told_and_taken_over_only_where_that_is_wished(importer: Importer, tmp_path: Path) -> None:
    reviews = ((0, 1_600_000_000_000, 3, 900, 1, 0), (0, 1_600_100_000_000, 3, 800, 1, 0))
    notes = [Made(PLAIN, ("五险", "养老等")), Made(PLAIN, ("一金", "住房公积金"), reviews=reviews)]
    path = tmp_path / "包.apkg"
    path.write_bytes(latest(notes))
    wish = Wish(str(path))
    look = importer.preview(wish, go_on)
    without = importer.bring_in(wish, go_on)
    taken = importer.bring_in(wish._replace(history=True), go_on)
    again = importer.preview(wish, go_on)
    assert look is not None
    assert without is not None
    assert taken is not None
    assert again is not None
    assert (look.new, look.histories, look.takes_key) == (2, 1, False)
    assert (without.written, without.histories) == (True, 0)
    assert (taken.written, taken.histories) == (True, 1)
    assert again.histories == 1


def test_what_the_file_lacks_is_taken_out_only_where_that_is_wished(
    importer: Importer, wish: Wish, tmp_path: Path
) -> None:
    importer.bring_in(wish, go_on)
    Path(wish.path).write_text("".join(TABLE.splitlines(keepends=True)[:2]), encoding="utf-8")
    look = importer.preview(wish, go_on)
    assert look is not None
    assert look.missing == 1
    kept = importer.bring_in(wish, go_on)
    assert kept is not None
    assert not kept.written
    assert questions(tmp_path) == 2
    pruned = importer.bring_in(wish._replace(prune=True), go_on)
    assert pruned is not None
    assert pruned.written
    assert questions(tmp_path) == 1
    assert importer.undo(pruned.deck)
    assert questions(tmp_path) == 2
