"""A plugin's words in another language are spoken, and a broken catalogue costs nothing."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp import language, words
from studyapp.cli.opening import load_plugins
from studyapp.model import Flaw, Message, Severity, Where
from tests.catalogue.files import compiled
from tests.plugins.conftest import READER


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """English is spoken, without the words of plugins that another test loaded."""
    monkeypatch.setattr(language, "_others", [])
    language.choose("en")
    yield
    language.choose("zh")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the list of plugins is remembered."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def plugin(site: Path) -> str:
    """A plugin of one package, with English words."""
    package = site / "studyapp_demo"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "hooks.py").write_text(READER.format(name="demo", confidence="1.0"), encoding="utf-8")
    info = site / "studyapp_demo-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: studyapp-demo\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[studyapp.plugins]\ndemo = studyapp_demo.hooks\n")
    importlib.invalidate_caches()
    ship(package, '"这一行没有写成“问 => 答”。"', '"This line is no “question => answer”."')
    return "studyapp_demo"


def ship(package: Path, text: str, translation: str) -> Path:
    heading = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    po = f"{heading}\nmsgid {text}\nmsgstr {translation}\n"
    mo = package / "locale" / "en" / "LC_MESSAGES" / f"{package.name}.mo"
    mo.parent.mkdir(parents=True, exist_ok=True)
    mo.write_bytes(compiled(po.encode(), "en"))
    return mo


LINE = Message("这一行没有写成“问 => 答”。")


def test_a_plugins_own_words_are_spoken(plugin: str, home: Path) -> None:
    language.choose("en")
    assert words.say(LINE) == LINE.text
    load_plugins(home)
    assert words.say(LINE) == "This line is no “question => answer”."
    assert words.kind_name("judge") == "True/false"
    language.choose("zh")
    assert words.say(LINE) == LINE.text
    language.choose("en")
    assert words.say(LINE) == "This line is no “question => answer”."


def test_a_plugin_of_one_file_has_its_words_beside_it(site: Path, home: Path) -> None:
    (site / "studyapp_lone.py").write_text(READER.format(name="lone", confidence="1.0"), encoding="utf-8")
    info = site / "studyapp_lone-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: studyapp-lone\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[studyapp.plugins]\nlone = studyapp_lone\n")
    mo = ship(site, '"只有一个文件"', '"One file only"')
    mo.rename(mo.with_name("studyapp_lone.mo"))
    importlib.invalidate_caches()
    load_plugins(home)
    assert words._("只有一个文件") == "One file only"


def test_the_apps_own_words_come_before_a_plugins(plugin: str, site: Path, home: Path) -> None:
    ship(site / plugin, '"判断题"', '"Guessing"')
    load_plugins(home)
    assert words.kind_name("judge") == "True/false"


BROKEN = {
    "empty": b"",
    "no catalogue": b"not a catalogue at all",
    "cut off": b"\xde\x12\x04\x95\x00\x00\x00\x00\xff\x00\x00\x00",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_catalogue_is_as_none(plugin: str, site: Path, home: Path, fault: str) -> None:
    ship(site / plugin, '"甲"', '"A"').write_bytes(BROKEN[fault])
    load_plugins(home)
    assert words.say(LINE) == LINE.text
    assert words.kind_name("judge") == "True/false"


def test_a_rule_for_plurals_that_fails_is_as_none(plugin: str, site: Path, home: Path) -> None:
    mo = ship(site / plugin, '"甲"', '"A"')
    mo.write_bytes(mo.read_bytes().replace(b"plural=(n != 1);", b"plural=(n/(n-1))"))
    load_plugins(home)
    assert words._("甲") == "甲"
    assert words._("没有这个词") == "没有这个词"


@pytest.mark.parametrize("translation", ["{nothing} there", "{0}", "{", "{line.nothing}", "{line:%Q}"])
def test_a_translation_that_cannot_be_said_is_said_in_chinese(
    plugin: str, site: Path, home: Path, translation: str
) -> None:
    ship(site / plugin, '"第 {line} 行不对"', f'"{translation}"')
    load_plugins(home)
    flaw = Flaw(Where("a.txt", 3, 3), Severity.ERROR, "wrong", Message("第 {line} 行不对", {"line": 3}))
    assert words.say_flaw(flaw) == "a.txt:3 Error: 第 3 行不对"
