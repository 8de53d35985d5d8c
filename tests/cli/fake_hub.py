"""A hub in memory for a person at a terminal: what the plugin would reach over the network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studyapp.cli import remote as remote_command
from studyapp.desk import boards, syncing
from studyapp.desk.readers import load_plugins
from studyapp.plugins import Offer, OfferKind, Plugins
from tests.sync.hub import Hub, HubKind, Way


class FakeHub:
    """The hub, and the way to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hub = Hub(codes={"ABCD-1": "learner-1", "ABCD-2": "learner-1"})
        self.way = Way()
        for module in (remote_command, boards, syncing):
            monkeypatch.setattr(module, "load_plugins", self.load)

    def load(self, home: Path) -> Plugins:
        offer = Offer(OfferKind.REMOTE, "test", "test", HubKind(self.hub, self.way))
        loaded = load_plugins(home)
        return replace(loaded, remotes=(*loaded.remotes, offer))


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeHub:
    return FakeHub(monkeypatch)
