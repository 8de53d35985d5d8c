"""Law 7 at the start: whatever a plugin does while it is loaded, it is listed with its reason and the others load."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import get_type_hints

import pytest

from studyapp import hookspecs
from studyapp.hookspecs import NotABank
from studyapp.model import Message
from studyapp.plugins import PluginEntry, PluginListing, load
from studyapp.plugins.guarding import Failure, TookTooLong, describe, guarded
from studyapp.plugins.offers import SHAPES, OfferKind
from tests.plugins.conftest import Install, Loaded

Listing = Callable[..., PluginListing]

OWN = ("interchange", "table")
"""Plugins of ours that are loaded beside those of a test."""

HOOK = "from studyapp import hookimpl\n@hookimpl\ndef question_readers(settings):\n    "
CLASS = (
    "from studyapp import hookimpl\n"
    "class Reader:\n"
    "    name = 'odd'\n"
    "    suffixes = ('.odd',)\n"
    "    def sniff(self, head): return 0.0\n"
    "    def read(self, source): return None\n"
)
OFFER = "@hookimpl\ndef question_readers(settings): return [Reader()]\n"

HOSTILE = {
    "raises at import": ("raise RuntimeError('坏了')", "RuntimeError: 坏了"),
    "exits at import": ("import sys\nsys.exit(3)", "SystemExit: 3"),
    "interrupts at import": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "raises what cannot be said": (
        "class Dumb(BaseException):\n    def __str__(self): raise SystemExit\nraise Dumb",
        "Dumb",
    ),
    "is no Python": ("def (", "SyntaxError"),
    "needs what is not installed": ("import no_such_module_anywhere", "ModuleNotFoundError"),
    "recurses without end": ("def f(): return f()\nf()", "RecursionError"),
    "has no hook": ("def question_readers(settings): return []", "@hookimpl"),
    "misspells a hook": (HOOK.replace("question_readers", "question_reader") + "return []", "question_reader "),
    "asks for what hooks are not given": (HOOK.replace("settings", "config") + "return []", "config"),
    "raises in a hook": (HOOK + "raise ValueError('x')", "question_readers 出错：ValueError: x"),
    "exits in a hook": (HOOK + "raise SystemExit", "question_readers 出错：SystemExit"),
    "yields late": (HOOK + "yield from ()\n    raise ValueError('late')", "question_readers 出错：ValueError: late"),
    "never ends": (HOOK + "while True: yield object()", "超过 100 个"),
    "returns a number": (HOOK + "return 7", "TypeError"),
    "returns a text": (HOOK + "return 'json'", "str 缺少 name"),
    "offers a class": (CLASS + OFFER.replace("Reader()", "Reader") + "Reader.name = property(str)", "name"),
    "offers half a reader": (CLASS + "del Reader.read\n" + OFFER, "Reader 缺少 read"),
    "offers a reader whose method is none": (CLASS + "Reader.sniff = 1.0\n" + OFFER, "Reader 缺少 sniff"),
    "has no name": (CLASS + "Reader.name = ''\n" + OFFER, "名字"),
    "has a name of two words": (CLASS + "Reader.name = 'two words'\n" + OFFER, "名字"),
    "has a number for a name": (CLASS + "Reader.name = 1\n" + OFFER, "名字"),
    "raises when asked its name": (
        CLASS + "def fail(self): raise OSError('disk')\nReader.name = property(fail)\n" + OFFER,
        "OSError: disk",
    ),
    "has a text for suffixes": (CLASS + "Reader.suffixes = '.txt'\n" + OFFER, "suffixes"),
    "has suffixes in capitals": (CLASS + "Reader.suffixes = ('.TXT',)\n" + OFFER, "suffixes"),
    "changes the settings": (HOOK + "settings['colour'] = 'blue'\n    return []", "TypeError"),
}


def said(message: Message) -> str:
    return message.text.format_map(message.arguments)


@pytest.mark.parametrize("sort", HOSTILE)
def test_a_hostile_plugin_is_listed_with_its_reason(sort: str, install: Install, listing: Listing) -> None:
    source, reason = HOSTILE[sort]
    install("bad", source)
    listed = listing("bad")
    assert not listed.offers
    assert any(reason in said(flaw) for flaw in listed.flaws), [said(flaw) for flaw in listed.flaws]


def test_all_of_them_at_once(install: Install, loaded: Loaded, reader_source: Callable[..., str]) -> None:
    for number, (source, _) in enumerate(HOSTILE.values()):
        install(f"bad{number}", source)
    install("zz", reader_source("good"))
    plugins = loaded()
    assert [reader.name for reader in plugins.readers if reader.plugin not in OWN] == ["good"]
    assert sum(bool(one.flaws) for one in plugins.listed) == len(HOSTILE)


@pytest.mark.parametrize(
    "source",
    [
        "import threading\nthreading.Event().wait()",
        "import time\nwhile True: time.sleep(0)",
        HOOK + "import threading\n    threading.Event().wait()",
        HOOK + "yield from iter(lambda: __import__('threading').Event().wait(), 1)",
    ],
    ids=["import", "busy import", "hook", "generator"],
)
def test_a_plugin_that_hangs_is_not_waited_for(source: str, install: Install, listing: Listing) -> None:
    install("bad", source.replace("while True: time.sleep(0)", "end = time.time() + 4\nwhile time.time() < end: pass"))
    began = time.monotonic()
    listed = listing("bad", time_limit=1.0)
    assert time.monotonic() - began < 3.5
    assert [said(flaw) for flaw in listed.flaws] == ["1 秒内没有载入完，这次不再等它。"]
    assert not listed.offers


def test_what_was_offered_before_a_failure_counts(install: Install, listing: Listing) -> None:
    install("half", CLASS + "@hookimpl\ndef question_readers(settings):\n    yield Reader()\n    raise ValueError('x')")
    listed = listing("half")
    assert listed.offers == ("reader:odd",)
    assert len(listed.flaws) == 1


def test_a_misspelt_hook_does_not_cost_the_others(install: Install, listing: Listing) -> None:
    install("half", CLASS + OFFER + "@hookimpl\ndef question_raeders(settings): return []\n")
    listed = listing("half")
    assert listed.offers == ("reader:odd",)
    assert "question_raeders" in said(listed.flaws[0])


def test_a_hook_of_a_later_version_may_be_optional(install: Install, listing: Listing) -> None:
    install("new", CLASS + OFFER + "@hookimpl(optionalhook=True)\ndef sounds(settings): return []\n")
    assert not listing("new").flaws


def test_a_clash_names_both_and_the_first_by_name_keeps_it(install: Install, loaded: Loaded) -> None:
    for name in ("beta", "alpha"):
        install(name, CLASS + OFFER)
    by_name = {one.name: one for one in loaded().listed}
    assert by_name["alpha"].offers == ("reader:odd",)
    assert not by_name["alpha"].flaws
    assert not by_name["beta"].offers
    assert [said(flaw) for flaw in by_name["beta"].flaws] == [
        "读取器“odd”重名：插件 alpha (alpha) 已经用了，插件 beta (beta) 的不用。"
    ]


def test_our_own_plugins_keep_their_names(install: Install, listing: Listing) -> None:
    install("aaa", CLASS + "Reader.name = 'JSON'\n" + OFFER)
    listed = listing("aaa")
    assert not listed.offers
    assert "interchange (studyapp)" in said(listed.flaws[0])


CLASHES = {
    "question_readers": ("class Thing:\n    name = 'x'\n    suffixes = ()\n    sniff = read = print\n", "读取器"),
    "question_writers": ("class Thing:\n    name = 'x'\n    suffixes = ()\n    write = print\n", "写出器"),
    "remotes": ("class Thing:\n    scheme = 'x'\n    open = print\n", "地址类型"),
    "screens": ("class Thing:\n    name = title = 'x'\n    open = print\n", "界面"),
}


@pytest.mark.parametrize("hook", CLASHES)
def test_names_clash_within_a_kind_and_within_a_plugin(hook: str, install: Install, listing: Listing) -> None:
    source, word = CLASHES[hook]
    offer = f"from studyapp import hookimpl\n@hookimpl\ndef {hook}(settings): return [Thing(), Thing()]\n"
    install("one", source + offer)
    listed = listing("one")
    assert len(listed.offers) == 1
    assert said(listed.flaws[0]).startswith(f"{word}“x”重名")


def test_two_kinds_may_share_a_name(install: Install, listing: Listing) -> None:
    hooks = "".join(f"@hookimpl\ndef {hook}(settings): return [Thing()]\n" for hook in CLASHES)
    thing = "class Thing:\n    name = scheme = title = 'x'\n    suffixes = ('.x',)\n"
    thing += "    sniff = read = write = open = print\n"
    install("all", "from studyapp import hookimpl\n" + thing + hooks)
    listed = listing("all")
    assert listed.offers == ("reader:x", "writer:x", "remote:x", "screen:x")
    assert not listed.flaws


def test_a_disabled_plugin_is_listed_and_not_imported(install: Install, listing: Listing) -> None:
    module = install("off", "raise RuntimeError")
    listed = listing("off", disabled=("off",))
    assert (listed.enabled, listed.offers, listed.flaws) == (False, (), ())
    assert module not in sys.modules


@pytest.mark.parametrize("module", ["", "a:b", "a b", "a..b", "1a"])
def test_an_entry_point_that_is_no_module(module: str) -> None:
    plugins = load([PluginEntry("bad", module, "bad-dist", "1")], {})
    assert "bad-dist" in said(plugins.listed[0].flaws[0])


def test_what_a_plugin_prints_does_not_reach_stdout(
    install: Install, listing: Listing, capsys: pytest.CaptureFixture[str]
) -> None:
    install("loud", "print('hello')\n" + CLASS + OFFER)
    assert listing("loud").offers
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "hello" in printed.err


def test_a_name_is_asked_once(install: Install, loaded: Loaded) -> None:
    install("fickle", CLASS + "import itertools\nnames = itertools.count()\n"
            "Reader.name = property(lambda self: f'odd{next(names)}')\n" + OFFER)  # fmt: skip
    assert [reader.name for reader in loaded().readers if reader.plugin not in OWN] == ["odd0"]


def test_plugins_are_given_the_settings(install: Install, loaded: Loaded) -> None:
    install("asks", CLASS + "@hookimpl\ndef question_readers(settings):\n"
            "    Reader.name = settings['colour']\n    return [Reader()]\n")  # fmt: skip
    assert "red" in [reader.name for reader in loaded().readers]


def test_shapes_are_those_of_the_contract() -> None:
    protocols = (hookspecs.QuestionReader, hookspecs.QuestionWriter, hookspecs.RemoteKind, hookspecs.Screen)
    for kind, protocol in zip(OfferKind, protocols, strict=True):
        shape = SHAPES[kind]
        public = {name for name in vars(protocol) if not name.startswith("_")}
        assert public == {*shape.attributes, *shape.methods}
        assert all(isinstance(vars(protocol)[name], property) for name in shape.attributes)
        assert protocol.__name__ in str(get_type_hints(getattr(hookspecs, shape.hook))["return"])


def test_a_guard_passes_on_what_it_was_told_to() -> None:
    def refuse() -> None:
        raise NotABank(Message("不是"))

    with pytest.raises(NotABank):
        guarded(refuse, passing=(NotABank,))
    with pytest.raises(Failure):
        guarded(refuse)


def test_a_guard_gives_up() -> None:
    with pytest.raises(TookTooLong):
        guarded(lambda: time.sleep(2), 0.05)


def test_stdout_that_somebody_else_set_meanwhile_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = sys.__stdout__
    guarded(lambda: monkeypatch.setattr(sys, "stdout", mine))
    assert sys.stdout is mine


def test_errors_are_told_in_one_short_line() -> None:
    assert describe(ValueError("a\n  b")) == "ValueError: a b"
    assert describe(ValueError("\ud800")) == "ValueError: ?"
    assert len(describe(ValueError("x" * 10_000))) < 400
