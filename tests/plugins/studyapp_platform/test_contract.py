"""The kind of remote keeps the contract, with both examples as they ship."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from studyapp import RemoteKind
from studyapp.testing import RemoteKindContract
from studyapp_platform.plugin import remotes


class TestSite(RemoteKindContract):
    @pytest.fixture
    def kind(self) -> RemoteKind:
        (kind,) = remotes({})
        return kind

    @pytest.fixture
    def url(self, mapping: Path) -> str:
        return f"platform:{mapping}"


class TestExport(RemoteKindContract):
    @pytest.fixture
    def kind(self) -> RemoteKind:
        (kind,) = remotes({})
        return kind

    @pytest.fixture
    def url(self, folder: Path) -> str:
        (folder / "导出").mkdir()
        for name in ("题目1", "补充题"):
            with xlsxwriter.Workbook(folder / "导出" / f"{name}.xlsx") as book:
                sheet = book.add_worksheet()
                sheet.write_row(0, 0, ["题目", "题型", "选项A", "选项B", "答案"])
                sheet.write_row(1, 0, ["谁征收？", "单选题", "银行", "税务机关", "B"])
        return f"platform:{folder / 'export.toml'}"
