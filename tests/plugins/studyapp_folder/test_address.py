"""Addresses of folders, on Windows and elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import BadAddress
from studyapp.plugins.remoting import LONGEST_CURSOR
from studyapp_folder.address import read_address
from studyapp_folder.cursor import HEAPS, Cursor, read_cursor

PIN = "ab" * 32


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///D:/练兵", "D:/练兵"),
        ("file:///D:/%E7%BB%83%E5%85%B5", "D:/练兵"),
        ("file:///D:\\练兵\\盘", "D:/练兵/盘"),
        ("file:D:/练兵", "D:/练兵"),
        ("file:///e:", "e:/"),
        ("FILE://localhost/D:/a b", "D:/a b"),
        ("file://server/share/练兵", "\\\\server\\share\\练兵"),
        ("file:////server/share", "\\\\server\\share"),
        ("file:\\\\server\\share", "\\\\server\\share"),
    ],
)
def test_on_windows(url: str, path: str) -> None:
    assert read_address(url, windows=True) == (path, "")
    assert read_address(f"{url}#hub={PIN}", windows=True) == (path, PIN)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("file:///media/盘", "/media/盘"),
        ("file:/media/盘", "/media/盘"),
        ("file://localhost/media/%23a", "/media/#a"),
        ("file:///media/100%/b", "/media/100%/b"),
        ("file:///media/#1", "/media/#1"),
        ("file:///media/%C1%B7", "/media/\udcc1\udcb7"),
    ],
)
def test_elsewhere(url: str, path: str) -> None:
    assert read_address(url, windows=False) == (path, "")


@pytest.mark.parametrize(
    "url", ["file:", "file:///", "file:a/b", "file://server/share", "file:///a\0b", "file:///a%00b"]
)
def test_what_is_none_is_told(url: str) -> None:
    with pytest.raises(BadAddress, match="文件夹的地址"):
        read_address(url, windows=False)


@pytest.mark.parametrize("url", ["file:", "file:///", "file:a/b", "file:///media/a", "file://server", "http:///D:/a"])
def test_what_is_none_on_windows_is_told(url: str) -> None:
    with pytest.raises(BadAddress, match="文件夹的地址"):
        read_address(url, windows=True)


digits = "0123456789abcdef"
cursors = st.builds(
    Cursor,
    st.sampled_from(["", PIN]),
    st.integers(0, 10**15 - 1),
    st.dictionaries(st.integers(0, HEAPS), st.text(digits, min_size=12, max_size=12), max_size=4),
    st.dictionaries(st.text(digits, min_size=8, max_size=8), st.integers(0, 10**9 - 1), max_size=4),
)


@given(cursors)
def test_a_cursor_reads_back(cursor: Cursor) -> None:
    assert read_cursor(cursor.as_text()) == cursor


@given(st.text())
def test_any_text_is_a_cursor(text: str) -> None:
    assert isinstance(read_cursor(text), Cursor)


def test_a_cursor_is_short_however_many_files_there_are() -> None:
    whole = Cursor(
        PIN,
        10**13,
        dict.fromkeys(range(HEAPS + 1), "0" * 12),
        {f"{number:08x}": 99 for number in range(5_000)},
    )
    assert len(whole.as_text()) <= LONGEST_CURSOR
