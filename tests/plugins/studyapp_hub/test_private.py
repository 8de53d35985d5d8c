"""What a hub keeps is its owner's alone, and what is erased is gone from its files."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from studyapp import ErasedHead, identify, make_entry, seal
from studyapp_hub.erasing import GONE
from studyapp_hub.founding import init_hub
from studyapp_hub.office import open_office
from studyapp_hub.service.admin_files import backup_into
from tests.plugins.studyapp_hub.people import ASKED, DAY, Person
from tests.plugins.studyapp_hub.serving import NOON, SECRET, Browser, Served, device, joining
from tests.support import deck_of

NAME, GIVEN = "欧阳某某", "唯一的回答内容"


@pytest.mark.skipif(os.name == "nt", reason="there folders see to it")
def test_nobody_else_reads_what_a_hub_keeps(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        place = tmp_path / "hub"
        place.mkdir(mode=0o777)
        hub = init_hub(place, secret=SECRET, hub="hub-1", name="县局", at=NOON)
        office = open_office(place, os.urandom)
        office.note(NOON, "a", "b", "c")
        backup_into(hub, office, tmp_path / "copy")
        for folder in (place, tmp_path / "copy"):
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            for one in folder.iterdir():
                assert stat.S_IMODE(one.stat().st_mode) == 0o600, one
        office.close()
        hub.close()
    finally:
        os.umask(before)


def join(served: Served, root: Browser) -> Person:
    """Somebody of the roster, who wants to be named, with an answer in words."""
    root.post("/admin/roster", {"unit": ""}, ("名单.csv", f"姓名,单位\n{NAME},河口镇\n".encode()))
    served.ask(lambda hub: hub.publish_deck(deck_of(ASKED), "题库.md", b"deck", at=NOON))
    person = served.service.roster.people()[0]
    one = Person(served.hub, 1)
    one.own = device(1)
    code = served.service.enrolment.for_persons([person.id], NOON, "test")[0].code
    found = identify(ASKED[0])
    entries = [one.entry(number, at=NOON - DAY + number * 20_000) for number in range(3)]
    entries.append(
        make_entry(device=one.own.device, seq=99, at=NOON - DAY + 90_000, kind="answer", question=found.question,
                   key=b"0" * 16, verdict=0.0, rating=1, milliseconds=9_000, body={"given": [GIVEN]})
    )  # fmt: skip
    receipt = served.remote(one.own).push([joining(one.own, code, NAME), one.envelope(entries)])
    assert receipt.refused is None
    one.learner = served.ask(lambda hub: hub.learner_of(one.own.device))
    return one


def lying_about(place: Path, text: str) -> list[str]:
    """The files in a folder that have a text in them."""
    return [one.name for one in sorted(place.iterdir()) if text.encode() in one.read_bytes()]


def test_what_is_erased_is_in_no_file(served: Served) -> None:
    root = served.browser(served.account("root", "province").name)
    one = join(served, root)
    place = served.service.settings.place
    served.ask(lambda hub: hub.close_months(at=NOON + 60 * DAY))
    assert lying_about(place, NAME) and lying_about(place, GIVEN) != []
    assert served.ask(lambda hub: hub.board("*", "2021-05", at=NOON + 60 * DAY)).places[0].name == NAME
    assert root.post(f"/admin/people/{one.learner}/erase", {"sure": one.learner}).status == 303
    assert lying_about(place, NAME) == [] and lying_about(place, GIVEN) == []
    board = served.ask(lambda hub: hub.board("*", "2021-05", at=NOON + 60 * DAY))
    assert [(place.name, place.mine) for place in board.places] == [(GONE, False)] and board.closed
    assert served.ask(lambda hub: hub.check()) == ()


def test_who_is_erased_above_is_forgotten_by_the_office_too(served: Served) -> None:
    root = served.browser(served.account("root", "province").name)
    one = join(served, root)
    above = device(77)
    served.ask(lambda hub: hub.set_upstream("http://x", key=above.key))
    served.remote(one.own).push([seal(above.secret, ErasedHead(by="", hub="above", learner=one.learner, at=NOON))])
    assert served.service.roster.people() == [] and served.ask(lambda hub: hub.roster(at=NOON)) == ()
    assert lying_about(served.service.settings.place, NAME) == []
