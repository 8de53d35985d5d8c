"""Files of plans: how they are decoded, and the plan that everybody begins with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studyapp.importing.activities import bundled_plan, bundled_plans, bundled_text, read_file, renamed, renew_evergreen
from studyapp.store import plans
from studyapp.words import say
from tests.activity.plans import PLAN
from tests.activity.texts import GOOD
from tests.support import make_store


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_as_editors_save_them(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(GOOD.encode(encoding))
    read = read_file(path)
    assert read.flaws == ()
    assert read.activity is not None
    assert read.activity.name == "练兵"


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"\xff" * 9, b"\xff\xfea", b"a = 1\n" * 200_000])
def test_what_is_no_text_is_no_plan(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plan.toml"
    path.write_bytes(data)
    (flaw,) = read_file(path).flaws
    assert say(flaw.why) == "这不是文本文件；方案是用记事本就能编辑的 .toml 文件，请核对文件名。"


def test_bundled_plans_are_known_by_their_ids() -> None:
    assert bundled_plans() == ("2021-shaanxi", "evergreen")
    for one in bundled_plans():
        assert bundled_plan(one).id == one
        assert renamed(bundled_text(one), "mine") == bundled_text(one).replace(f'id = "{one}"', 'id = "mine"')


def test_an_evergreen_plan_is_renewed_and_another_left(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    renew_evergreen(store)
    fresh = bundled_plan("evergreen")
    assert plans.read(store.connection) == fresh
    plans.write(store, replace(fresh, name="去年的常年练兵"))
    renew_evergreen(store)
    assert plans.read(store.connection) == fresh
    plans.write(store, PLAN)
    renew_evergreen(store)
    assert plans.read(store.connection) == PLAN
