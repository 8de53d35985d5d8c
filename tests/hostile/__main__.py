"""``python -m tests.hostile FILE…``: read files under a limit of memory, and say of each what came of it as JSON.

Without files it makes the long ones, ten times as long as the test does, and reads them all.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from studyapp import plugins
from studyapp.hookspecs import NotABank
from studyapp.importing.executing import Options, import_file
from studyapp.plugins import Plugins
from studyapp.store.opening import Store
from tests.hostile import files
from tests.support import MONDAY, make_store

MEMORY = 3 << 30
"""Bytes of address space: most of it is what libraries map and never touch."""
_LONG = 300_000


def main() -> None:
    """Read the files as an import does, one after the other."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with TemporaryDirectory() as folder:
        place = Path(folder)
        readers = plugins.load(plugins.entries(place / "plugins.json"), {})
        store = make_store(place / "home")
        for path in map(Path, sys.argv[1:]) if len(sys.argv) > 1 else _long(place):
            print(json.dumps(_read(path, store, readers), ensure_ascii=False), flush=True)
        store.close()


def _long(folder: Path) -> Iterator[Path]:
    for name in (*files.BYTES, *files.LONG):
        path = files.write(folder, name, _LONG)
        yield path
        path.unlink()


def _read(path: Path, store: Store, readers: Plugins) -> dict[str, object]:
    said: dict[str, object] = {"name": path.name, "refused": "", "items": 0, "codes": [], "texts": []}
    before, began = _peak(), time.perf_counter()
    try:
        report = import_file(store, path, readers, Options(dry_run=True), at=MONDAY)
    except NotABank as refusal:
        said["refused"] = refusal.why.text.format_map(refusal.why.arguments)
    else:
        said["items"] = report.items
        said["codes"] = sorted({flaw.code for flaw in report.flaws})
        said["texts"] = [item.item.question.prompt[:200] for item in report.plan.items[:3]]
    said["seconds"] = round(time.perf_counter() - began, 2)
    said["megabytes"] = _peak() - before
    return said


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


if __name__ == "__main__":
    main()
