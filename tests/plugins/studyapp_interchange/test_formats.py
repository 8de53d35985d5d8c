"""Each file goes to the reader of its own format."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from studyapp.hookspecs import Excerpting, QuestionReader
from studyapp.plugins.offers import are_suffixes, is_word
from studyapp.plugins.reading import HEAD
from studyapp.testing import every_kind
from studyapp_interchange.formats import READERS, WRITERS
from studyapp_interchange.light import LightReader, LightWriter
from tests.support import shared_folder


def all_readers() -> list[QuestionReader]:
    return [*READERS, import_module("studyapp_text.reader").TextReader()]


def surest(head: bytes) -> str:
    return max(all_readers(), key=lambda reader: reader.sniff(head)).name


def test_names_are_words_and_unique() -> None:
    for offered in (READERS, WRITERS):
        names = [one.name for one in offered]
        assert len(set(names)) == len(names)
        assert all(is_word(one.name) and are_suffixes(one.suffixes) for one in offered)


def test_the_light_ones_say_what_their_engines_say() -> None:
    for light in (*READERS, *WRITERS):
        assert isinstance(light, (LightReader, LightWriter))
        module, _, name = light.place.partition(":")
        engine = getattr(import_module(f"studyapp_interchange.{module}"), name)()
        assert (engine.name, engine.suffixes) == (light.name, light.suffixes)
        assert isinstance(engine, Excerpting) == isinstance(light, Excerpting)
        assert getattr(engine, "takes_key", False) == getattr(light, "takes_key", False)


def test_loading_the_plugin_imports_no_engine() -> None:
    code = (
        "import sys, studyapp_interchange.plugin as p; p.question_readers({}), p.question_writers({});"
        "print(*(name for name in sys.modules if name.startswith('studyapp_interchange')))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) <= {f"studyapp_interchange{one}" for one in ("", ".plugin", ".formats", ".light")}


OWN = [writer.name for writer in WRITERS if writer.name in {reader.name for reader in READERS}]


@pytest.mark.parametrize("name", OWN)
def test_what_is_written_goes_to_its_own_reader(name: str) -> None:
    writer = next(one for one in WRITERS if one.name == name)
    assert surest(writer.write(every_kind())[0][:HEAD]) == name


def test_binary_files_are_no_texts() -> None:
    for head in (b"%PDF-1.7\n\n{=a}\n\n{=b}", b"\0{=a}", b"PK\3\4{=a}", b"\xd0\xcf\x11\xe0{}"):
        assert not any(reader.sniff(head) for reader in READERS if reader.name != "anki")


SHARED = {
    "national-bank-2021.txt": "text", "exam-master.txt": "text", "radio-amateur.pdf": "text",
    "anki-radicals.apkg": "anki", "anki-update1.apkg": "anki",
}  # fmt: skip


@pytest.mark.parametrize("name", SHARED)
def test_shared_files_go_to_their_readers(name: str) -> None:
    path = shared_folder() / "samples" / name
    if not path.exists():
        pytest.skip("the shared banks are absent")
    head = path.read_bytes()[:HEAD]
    expected = SHARED[name]
    others = [reader.sniff(head) for reader in READERS if reader.name != expected]
    own = next(reader.sniff(head) for reader in all_readers() if reader.name == expected)
    assert own > max(others)
