"""The whole way, as a learner's app goes it: a site's deck comes down, is practised, and the day's points go up."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.importing import bundled
from tests.cli.terminal import Keys, Terminal
from tests.plugins.studyapp_platform.site import Site


class Slow(Keys):
    """Somebody who reads each question before he answers."""

    def __init__(self, text: str, terminal: Terminal) -> None:
        super().__init__(text)
        self._terminal = terminal

    def line(self) -> str:
        self._terminal.clock += 20_000
        return super().line()


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr(bundled, "bundled_decks", lambda: ())
    return Terminal(tmp_path / "home")


def test_a_deck_down_and_points_up(terminal: Terminal, mapping: Path, site: Site) -> None:
    assert terminal.run("remote", "add", "平台", f"platform:{mapping}").status == 0
    first = terminal.run("sync", "平台", "--json").json["remotes"][0]
    assert [file["name"] for file in first["files"]] == ["社会保险"] and first["trouble"] is None
    kinds = {row["kind"] for row in terminal.run("questions", "--json").json["questions"]}
    assert kinds == {"single", "multiple", "judge", "blank"}
    keys = Slow("B\n" * 8, terminal)
    assert terminal.run("study", "--plain", "--deck", "社会保险", "--limit", "1", keys=keys).status == 0
    second = terminal.run("sync", "平台", "--json").json["remotes"][0]
    assert (second["up"] > 0, second["waiting"], second["files"]) == (True, 0, [])
    (body,) = site.bodies
    (record,) = body["data"]["records"]
    assert (record["userId"], record["date"], record["score"]) == ("u-1024", "2026-11-23", 1)
    again = terminal.run("sync", "平台", "--json").json["remotes"][0]
    assert again["up"] == 0 and len(site.bodies) == 1
    assert terminal.run("board", "--json").json["board"]["title"] == "全市"


def test_a_mapping_that_is_wrong_is_one_sentence(terminal: Terminal, mapping: Path) -> None:
    mapping.write_text(mapping.read_text(encoding="utf-8").replace("typeCode", "type[", 1), encoding="utf-8")
    said = terminal.run("remote", "add", "平台", f"platform:{mapping}")
    if said.status == 0:
        said = terminal.run("sync", "平台")
    told = said.out + said.err
    assert "site.toml 第" in told and "decks.1.questions.kind" in told and "Traceback" not in told
