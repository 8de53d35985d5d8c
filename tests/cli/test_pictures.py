"""Pictures in the line dialogue: whoever can look at them is told where they lie."""

from __future__ import annotations

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from studyapp.desk.full import open_desk
from studyapp.model import Blank, Blanks, Kind, Media, Question
from studyapp.world import World
from tests.cli.terminal import Terminal
from tests.support import deck_of, put, single

PNG = b"\x89PNG\r\n\x1a\n...."
DIGEST = hashlib.sha256(PNG).hexdigest()


def drill(terminal: Terminal, question: Question, keys: str) -> str:
    """Answer one question of a bank that has its picture."""
    assert terminal.run("decks").status == 0
    with closing(open_desk(World(str(terminal.home)))) as desk:
        put(desk.store, replace(deck_of([question]), files={DIGEST: PNG}))
    return terminal.run("study", "--plain", keys=keys).out


def test_a_picture_is_written_out_and_its_path_told(terminal: Terminal) -> None:
    picture = Media("标志.png", DIGEST)
    said = drill(terminal, replace(single(1), media=(picture, Media("没有.png", "0" * 64))), "A\n")
    path = Path(terminal.home) / "pictures" / f"标志-{DIGEST[:8]}.png"
    assert f"附图：{path}\n" in said
    assert path.read_bytes() == PNG
    assert "题库里没有这张图（没有.png）" in said


def test_a_number_that_may_be_off_says_by_how_much(terminal: Terminal) -> None:
    answer = Blanks((Blank(("30",), tolerance="0.5"),))
    question = Question(kind=Kind.BLANK, prompt="每月（　　）元。", answer=answer)
    assert "应为 30（误差不超过 0.5）。" in drill(terminal, question, "31\n")
