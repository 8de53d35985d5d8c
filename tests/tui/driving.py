"""Driving the screens: press keys, then look; and golden files, which are the screen as plain text."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path
from typing import Any, TypeVar

from rich.cells import cell_len
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled, WorkerFailed

from studyapp.desk.practice import Selection
from studyapp.tui.app import StudyApp
from studyapp.tui.messages import PageWanted
from tests.tui.fake import FakeDesk

GOLDENS = Path(__file__).parent / "goldens"
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
EVERY_SIZE = ("46x20", "120x40", "80x24")

Seen = TypeVar("Seen")


Key = str | Callable[[FakeDesk, StudyApp], None]
"""A key to press, or what else is to be done."""


def visit(
    desk: FakeDesk,
    *keys: Key,
    see: Callable[[StudyApp], Seen],
    size: tuple[int, int] = (80, 24),
    study: bool = True,
    page: str = "",
    practice: Selection | None = None,
) -> Seen:
    """Open the app, press the keys one after the other, and return what ``see`` sees.

    ``page``: the name of a page to go to before; ``practice``: what to begin with.
    """
    app = StudyApp(desk, study=study and not page, practice=practice)
    return asyncio.run(_drive(app, desk, keys, see, [size], page))[0]


def looks(
    desk: FakeDesk, *keys: Key, sizes: Iterable[str] = EVERY_SIZE, study: bool = True, page: str = ""
) -> dict[str, str]:
    """Likewise, in a window of the first size; return the text of the screen then, and after each change of the size.

    The windows that are opened so are the narrowest; pages are driven in wider ones by all other tests.
    """
    windows = {size: (int(size.partition("x")[0]), int(size.partition("x")[2])) for size in sizes}
    app = StudyApp(desk, study=study and not page)
    texts = asyncio.run(_drive(app, desk, keys, screen_text, list(windows.values()), page))
    return dict(zip(windows, texts, strict=True))


async def _drive(
    app: StudyApp,
    desk: FakeDesk,
    keys: Iterable[Key],
    see: Callable[[StudyApp], Seen],
    sizes: Sequence[tuple[int, int]],
    page: str,
) -> list[Seen]:
    async with app.run_test(size=sizes[0]) as pilot:
        await settle(pilot)
        if page:
            app.screen.post_message(PageWanted(page))
            await settle(pilot)
        for key in keys:
            if isinstance(key, str):
                await app._press_keys([key])  # as the pilot does, which then asks every widget whether it is done
            else:
                key(desk, app)
            await settle(pilot)
        seen = [see(app)]
        for size in sizes[1:]:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            seen.append(see(app))
        return seen


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every thread has ended and what it told is on the screen."""
    app = pilot.app
    while app._exception is None:
        await wait_for_idle()
        running = [worker for worker in app.workers if worker.is_running]
        if running:
            with suppress(WorkerCancelled, WorkerFailed):
                await app.workers.wait_for_complete(running)
        elif app._resize_timer is not None:
            await asyncio.sleep(1 / 250)  # textual waits a little whether the window grows further
        elif _awaits_paint(app.screen):
            app.screen._on_timer_update()
        elif is_quiet() and not getattr(app.screen, "busy", False):
            if not app.screen._compositor._dirty_regions:
                return
            render_update(app.screen._compositor, screen_stack=app._background_screens)


def _awaits_paint(screen: Screen[Any]) -> bool:
    """Whether something has changed since the last look, or is to be done after the next."""
    changed = screen._layout_required or screen._scroll_required or screen._repaint_required
    return bool(changed or screen._recompose_required or screen._dirty_widgets or screen._callbacks)


render_update = Compositor.render_update


def put_off(compositor: Compositor, full: bool = False, screen_stack: Any = None, simplify: bool = False) -> Any:
    """Paint what has changed when all is settled only: nobody looks at what is on the screen for a millisecond."""
    return render_update(compositor, full, screen_stack, simplify) if full else None


def is_quiet() -> bool:
    """Whether no task of the running loop but the one that asks has anything to do, unless something new happens."""
    return not asyncio.get_running_loop()._ready  # type: ignore[attr-defined]


async def wait_for_idle(_least: float = 0, most: float = 1) -> None:
    """Let every task do what it has to do.

    Stands in for a function of textual of this name, which a pilot calls several times a key; that one takes 20 ms and
    more to look whether the process still works, when there may have been nothing to do from the start.
    """
    until = time.monotonic() + most
    await asyncio.sleep(0)
    while not is_quiet() and time.monotonic() < until:
        await asyncio.sleep(0)


_PARSE_RULES = Stylesheet._parse_rules
_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}


def parse_rules(sheet: Stylesheet, css: str, *place: Any, **origin: Any) -> list[RuleSet]:
    """Read styles as textual does, but the same text with the same variables once for all apps."""
    known = (css, place, tuple(origin.items()), frozenset(sheet._variables.items()))
    if known not in _PARSED:
        _PARSED[known] = _PARSE_RULES(sheet, css, *place, **origin)
    return _PARSED[known]


def click(desk: FakeDesk, selector: str, offset: tuple[int, int], *, see: Callable[[StudyApp], Seen]) -> Seen:
    """Open the app on a question, click into a widget, and return what ``see`` sees."""

    async def drive() -> Seen:
        app = StudyApp(desk, study=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.click(selector, offset=offset)
            await settle(pilot)
            return see(app)

    return asyncio.run(drive())


def screen_text(app: StudyApp) -> str:
    """The screen as it would be read, a line a row."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips) + "\n"


def golden_check(name: str, text: str, language: str = "zh") -> None:
    """Compare with the golden file, or write it where ``STUDYAPP_UPDATE_GOLDENS`` is set."""
    path = GOLDENS / ("" if language == "zh" else language) / f"{name}.txt"
    if os.environ.get("STUDYAPP_UPDATE_GOLDENS"):
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(text, encoding="utf-8")
    golden = path.read_text(encoding="utf-8")
    assert text == golden, "\n".join(unified_diff(golden.splitlines(), text.splitlines(), path.name, "seen"))


def goldens_check(name: str, texts: Mapping[str, str], language: str = "zh") -> None:
    """Compare a page at several sizes, all before it fails; and no line may be wider than its window."""
    differing: list[str] = []
    for size, text in texts.items():
        assert all(cell_len(line) <= int(size.partition("x")[0]) for line in text.splitlines()), (size, text)
        try:
            golden_check(f"{name}-{size}", text, language)
        except AssertionError as error:
            differing.append(str(error))
    assert not differing, "\n".join(differing)
