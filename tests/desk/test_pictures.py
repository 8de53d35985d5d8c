"""Pictures of questions as files: what came with a bank is written out, and only looked at."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from studyapp.desk import pictures
from studyapp.model import Media
from studyapp.store import media
from studyapp.store.errors import StoreError
from studyapp.world import World
from tests.support import make_store

PNG = b"\x89PNG\r\n\x1a\n...."
DIGEST = hashlib.sha256(PNG).hexdigest()


def viewer() -> tuple[list[str], Callable[[str], bool]]:
    """Whoever shows files, and what he was given to show."""
    shown: list[str] = []

    def view(path: str) -> bool:
        shown.append(path)
        return True

    return shown, view


def test_a_picture_is_written_out_once_and_shown(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    media.write(store.connection, {DIGEST: PNG})
    shown, view = viewer()
    picture = pictures.show(tmp_path, store.path, Media("图 1.png", DIGEST), view)
    assert picture.opened
    assert shown == [picture.path]
    assert Path(picture.path).read_bytes() == PNG
    assert Path(picture.path).parent == tmp_path / "pictures"
    assert pictures.show(tmp_path, store.path, Media("图 1.png", DIGEST), lambda path: False) == (picture.path, False)


@pytest.mark.parametrize(
    ("name", "data", "ending"),
    [
        ("a.PNG", PNG, ".png"),
        ("a", PNG, ".png"),
        ("a.exe", PNG, ".png"),
        ("a.exe", b"MZ..", ".bin"),
        ("a.svg", b"<svg/>", ".bin"),
        ("../../a.jpg", b"\xff\xd8\xff", ".jpg"),
        ("C:\\x\\a.gif", b"GIF89a", ".gif"),
    ],
)
def test_a_file_ends_as_what_is_only_looked_at(name: str, data: bytes, ending: str) -> None:
    file = pictures.file_name(Media(name, DIGEST), data)
    assert file == f"a-{DIGEST[:8]}{ending}"


def test_what_is_no_picture_is_written_out_but_not_opened(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    media.write(store.connection, {DIGEST: b"MZ"})
    opened, view = viewer()
    picture = pictures.show(tmp_path, store.path, Media("a.exe", DIGEST), view)
    assert not picture.opened
    assert opened == []


def test_a_picture_that_the_bank_lacks_is_told(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    with pytest.raises(StoreError) as caught:
        pictures.write(tmp_path, store.path, Media("a.png", DIGEST))
    assert caught.value.why.arguments == {"name": "a.png"}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="their own programs would open")
def test_a_machine_without_a_screen_shows_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not world.view(str(tmp_path / "a.png"))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not world.view(str(tmp_path / "a.png"))
    opener = tmp_path / "xdg-open"
    opener.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    opener.chmod(0o755)
    assert world.view(str(tmp_path / "a.png"))
