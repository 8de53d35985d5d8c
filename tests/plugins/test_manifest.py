from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.plugins import PluginEntry, entries, manifest
from tests.plugins.conftest import Install

OWN = {
    PluginEntry("interchange", "studyapp_interchange.plugin", "studyapp", "0.1.0"),
    PluginEntry("text", "studyapp_text.plugin", "studyapp", "0.1.0"),
}


def never() -> tuple[PluginEntry, ...]:
    raise AssertionError("the installation was searched again")


def names(found: tuple[PluginEntry, ...]) -> set[str]:
    return {entry.name for entry in found}


def test_our_own_plugins_are_found(tmp_path: Path) -> None:
    assert {entry.module for entry in OWN} <= {entry.module for entry in entries(tmp_path / "plugins.json")}


def test_the_second_time_nobody_searches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "plugins.json"
    first = entries(cache)
    monkeypatch.setattr(manifest, "_scan", never)
    assert entries(cache) == first


def test_a_cache_in_a_folder_on_the_path_is_not_stale_by_its_own_doing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    first = entries(tmp_path / "plugins.json")
    monkeypatch.setattr(manifest, "_scan", never)
    assert entries(tmp_path / "plugins.json") == first


def test_an_installed_plugin_is_seen(tmp_path: Path, install: Install, site: Path) -> None:
    cache = tmp_path / "plugins.json"
    assert "new" not in names(entries(cache))
    module = install("new", "")
    os.utime(site, ns=(1, 1))  # where the clock of the file system is coarse
    assert PluginEntry("new", module, "new", "1.0") in entries(cache)


def test_a_removed_plugin_is_gone(tmp_path: Path, install: Install, site: Path) -> None:
    cache = tmp_path / "plugins.json"
    install("old", "")
    assert "old" in names(entries(cache))
    for file in (site / "old-1.0.dist-info").iterdir():
        file.unlink()
    (site / "old-1.0.dist-info").rmdir()
    os.utime(site, ns=(1, 1))
    assert "old" not in names(entries(cache))


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"\x00\xff",
        b"[]",
        b"null",
        b"{}",
        b'{"key": 1}',
        b"[" * 100_000,
        b'{"key": KEY, "plugins": 7}',
        b'{"key": KEY, "plugins": [[]]}',
        b'{"key": KEY, "plugins": ["abcd", 1]}',
        b'{"key": KEY, "plugins": [["a", "b", "c", 1]]}',
        b'{"key": KEY}',
    ],
)
def test_a_corrupt_cache_is_rebuilt(kept: bytes, tmp_path: Path) -> None:
    cache = tmp_path / "plugins.json"
    first = entries(cache)
    whole = cache.read_bytes()
    cache.write_bytes(kept.replace(b"KEY", json.dumps(json.loads(whole)["key"]).encode()))
    assert entries(cache) == first
    assert cache.read_bytes() == whole


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_a_cache_cut_short_is_rebuilt(cut: int, tmp_path: Path) -> None:
    cache = tmp_path / "plugins.json"
    first = entries(cache)
    whole = cache.read_bytes()
    cache.write_bytes(whole[: len(whole) * cut // 100])
    assert entries(cache) == first


@pytest.mark.parametrize("where", ["missing/plugins.json", ".", "file/plugins.json"])
def test_a_home_that_cannot_be_written_is_no_error(where: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert names(entries(tmp_path / where)) >= {"interchange", "text"}
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_broken_list_of_entry_points_is_listed_and_costs_nobody_else(tmp_path: Path, install: Install) -> None:
    install("broken", "", points="[studyapp.plugins]\nno equals sign\n")
    found = entries(tmp_path / "plugins.json")
    assert PluginEntry("broken", "", "broken", "1.0") in found
    assert "interchange" in names(found)


def test_a_half_removed_distribution_costs_nobody_else(tmp_path: Path, install: Install, site: Path) -> None:
    install("half", "")
    (site / "half-1.0.dist-info" / "METADATA").unlink()
    install("binary", "")
    (site / "binary-1.0.dist-info" / "entry_points.txt").write_bytes(b"\xff\xfe\x00studyapp.plugins")
    assert "interchange" in names(entries(tmp_path / "plugins.json"))


def test_of_two_installations_the_first_on_the_path_counts(
    tmp_path: Path, install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("twin", "")
    other = tmp_path / "other" / "twin-2.0.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: Twin\nVersion: 2.0\n")
    (other / "entry_points.txt").write_text("[studyapp.plugins]\ntwin = elsewhere\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(other.parent)])
    assert [entry.version for entry in entries(tmp_path / "plugins.json") if entry.name == "twin"] == ["1.0"]


def test_a_warm_start_leaves_importlib_metadata_alone(tmp_path: Path) -> None:
    cache = tmp_path / "plugins.json"
    code = (
        "import sys; from pathlib import Path; from studyapp.plugins import entries;"
        f"entries(Path({str(cache)!r})); print('importlib.metadata' in sys.modules)"
    )
    answers = [
        subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
        for _ in range(2)
    ]
    assert [answer.stdout.strip() for answer in answers] == ["True", "False"]
