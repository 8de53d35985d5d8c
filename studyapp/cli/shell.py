"""What every command is handed, and how it answers. Loaded by the fast path: keep it light."""

from __future__ import annotations

import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from studyapp.world import World

DONE, LOOK, NOT_DONE = 0, 1, 2
"""Exit statuses: done; done, with something to look at; not done."""


class Refused(Exception):  # noqa: N818 - it is an answer rather than a fault
    """The command cannot do what was asked; ``sentence`` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Opening:
    """How the screens open: at home, or (``study``) at the first question of a deck, of at most ``limit``.

    ``mode``: of a shelf (see ``shelf.Shelf``; a chapter with a colon and its name) in place of the day's drill.
    ``exam``: at a paper; its task, whom a battle is against, and the code of a battle.
    """

    def __init__(
        self,
        *,
        study: bool = False,
        deck: str | None = None,
        limit: int | None = None,
        mode: str = "",
        exam: tuple[str, str, str] | None = None,
    ) -> None:
        self.study = study
        self.mode = mode
        self.exam = exam
        self.deck = deck
        self.limit = limit


class Shell:
    """The world, the three streams, and the ways to drill: on screens or line by line."""

    patience = 5.0
    """Seconds to wait for another program that is writing to the store."""

    def __init__(
        self,
        world: World,
        *,
        screens: Callable[[World, Opening], int],
        dialogue: Callable[[Shell, Opening], int],
        prepare: Callable[[Shell], None],
        titles: Callable[[Shell], list[dict[str, str]]],
    ) -> None:
        """``prepare`` makes the store where there is none, with the bundled decks in it.

        ``titles`` tells those that were given, as JSON has them, without opening the store for writing.
        """
        self.world = world
        self.screens = screens
        self.dialogue = dialogue
        self.prepare = prepare
        self.titles = titles
        self.input: TextIO = sys.stdin
        self.output: TextIO = sys.stdout
        self.errors: TextIO = sys.stderr

    def say(self, text: str = "") -> None:
        """Print a line for a person, at once."""
        print(text, file=self.output, flush=True)

    def ask(self, prompt: str) -> str:
        """Ask on the same line and return what was typed, its end included; an empty text at the end of all input."""
        self.output.write(prompt)
        self.output.flush()
        text = self.input.readline()
        if not text:
            self.say()
        return text

    def tell(self, value: object) -> None:
        """Print one JSON value for a script."""
        json.dump(value, self.output, ensure_ascii=False)
        self.output.write("\n")
        self.output.flush()

    def complain(self, text: str) -> None:
        """Print one line of trouble."""
        print(" ".join(text.splitlines()), file=self.errors, flush=True)

    @staticmethod
    def size(path: str) -> int:
        """A file's bytes; 0 where there is none."""
        try:
            return os.stat(path).st_size  # noqa: PTH116 - pathlib is slow to load
        except OSError:
            return 0
