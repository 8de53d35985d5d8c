"""Folders as they are shown, and the many ways in which a path comes to a field."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.desk import files
from studyapp.store.errors import StoreError

LIKELY = frozenset({".xlsx", ".md"})


def test_likely_banks_come_first_then_folders_then_up_then_the_rest(tmp_path: Path) -> None:
    for name in ("题库10.xlsx", "题库9.XLSX", "z.jpg", ".hidden.md", "~$题库9.xlsx", "读我.md"):
        (tmp_path / name).write_bytes(b"12345")
    (tmp_path / "2020年").mkdir()
    folder = files.folder(str(tmp_path), LIKELY)
    assert [line.name for line in folder.files] == ["读我.md", "题库9.XLSX", "题库10.xlsx", "2020年", "..", "z.jpg"]
    assert [line.likely for line in folder.files] == [True, True, True, False, False, False]
    assert folder.files[0].size == 5
    assert folder.parent == str(tmp_path.parent)


def test_a_link_that_leads_nowhere_is_passed_over(tmp_path: Path) -> None:
    try:
        (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere")
    except OSError:
        pytest.skip("no links here")
    assert [line.name for line in files.folder(str(tmp_path), LIKELY).files] == [".."]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        files.folder(str(tmp_path / "none"), LIKELY)
    assert "打不开文件夹" in caught.value.why.text


def test_one_begins_where_files_arrive(tmp_path: Path) -> None:
    assert files.beginning(tmp_path) == tmp_path
    (tmp_path / "下载").mkdir()
    assert files.beginning(tmp_path) == tmp_path / "下载"


@pytest.mark.parametrize(
    "written",
    [
        "{path}",
        "'{path}'",
        '"{path}" ',
        "“{path}”",
        "& '{path}'",
        "file://{path}",
        "file://localhost{path}",
        "{escaped}",
        "file://{quoted}",
    ],
)
def test_a_path_is_understood_however_it_comes(tmp_path: Path, written: str) -> None:
    path = tmp_path / "我的 题库 (1).md"
    path.write_bytes(b"x")
    escaped = str(path).replace(" ", "\\ ").replace("(", "\\(").replace(")", "\\)")
    quoted = str(path).replace(" ", "%20").replace("题", "%E9%A2%98")
    found = files.place(written.format(path=path, escaped=escaped, quoted=quoted), "/", LIKELY)
    assert found is not None
    assert (found.path, found.is_folder, found.likely, found.size) == (str(path), False, True, 1)


def test_a_name_is_seen_from_the_folder_that_is_shown(tmp_path: Path) -> None:
    (tmp_path / "甲").mkdir()
    found = files.place("甲", str(tmp_path), LIKELY)
    assert found is not None
    assert found.is_folder
    assert files.place("乙", str(tmp_path), LIKELY) is None
    assert files.place("  ", str(tmp_path), LIKELY) is None


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("file:///C:/Users/li/a%20b.docx", "C:/Users/li/a b.docx"),
        ("file://server/share/题.xls", "//server/share/题.xls"),
        ("file:///home/li/x.md", "/home/li/x.md"),
    ],
)
def test_addresses_of_windows_and_of_servers(address: str, path: str) -> None:
    assert path in list(files.readings(address))


@given(st.text())
def test_whatever_is_typed_is_looked_for_without_a_fault(text: str) -> None:
    files.place(text, os.sep, LIKELY)


def test_what_was_not_read_lies_beside_the_file_and_overwrites_nothing(tmp_path: Path) -> None:
    source = tmp_path / "库" / "题库.xlsx"
    source.parent.mkdir()
    first = files.write_beside(str(source), str(tmp_path), ".xlsx", b"1")
    second = files.write_beside(str(source), str(tmp_path), ".xlsx", b"2")
    assert [Path(first).name, Path(second).name] == ["题库-待改.xlsx", "题库-待改-2.xlsx"]
    assert Path(first).read_bytes() == b"1"


def test_where_the_folder_takes_nothing_it_lies_in_the_home(tmp_path: Path) -> None:
    path = files.write_beside(str(tmp_path / "gone" / "题库.md"), str(tmp_path), ".md", b"1")
    assert path == str(tmp_path / "题库-待改.md")
    with pytest.raises(StoreError):
        files.write_beside(str(tmp_path / "gone" / "题库.md"), str(tmp_path / "gone"), ".md", b"1")
