"""``python -m tests.hostile.fuzz [--seconds N] [TARGET…]``: fuzz the parsers with atheris, each in its own process.

Needs ``pip install 'studyapp[fuzz]'``. What is found lies as ``crash-…`` in the folder it names.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.hostile.targets import targets
from tests.support import ROOT

_PACKAGES = ("studyapp_text", "studyapp_table", "studyapp_interchange", "olefile")


def main() -> int:
    """Fuzz each target for some seconds; 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir(), "studyapp-fuzz"))
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    options = parser.parse_args()
    if options.only:
        return _fuzz(options.only, options.seconds, options.folder)
    found = 0
    for name in options.targets or targets():
        command = [sys.executable, "-m", "tests.hostile.fuzz", "--only", name, "--seconds", str(options.seconds)]
        run = subprocess.run(
            [*command, "--folder", str(options.folder)],
            cwd=ROOT,
            stderr=subprocess.STDOUT,
            stdout=subprocess.PIPE,
            text=True,
            errors="replace",
        )
        lines = run.stdout.splitlines()
        done = next((line for line in reversed(lines) if line.startswith("Done ")), "")
        print(f"{name:12} {'well: ' + done if run.returncode == 0 else 'FOUND SOMETHING'}", flush=True)
        if run.returncode:
            found += 1
            print("\n".join(f"    {line}" for line in lines if _tells(line)), flush=True)
    return 1 if found else 0


def _tells(line: str) -> bool:
    """Whether a line of what the fuzzer prints says what it found, and where that lies."""
    return not line.startswith(("#", "INFO", "WARNING", "0x", "Base64", "MS:")) and "libFuzzer: " not in line


def _fuzz(name: str, seconds: int, folder: Path) -> int:
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=list(_PACKAGES)):
        target = targets()[name]
        for data in target.corpus:
            target(data)
    corpus, crashes = folder / name / "corpus", folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(target.corpus):
        (corpus / f"miniature-{number}").write_bytes(data)
    limits = [f"-max_total_time={seconds}", "-rss_limit_mb=2048", "-timeout=20", f"-artifact_prefix={crashes}/"]
    atheris.Setup([sys.argv[0], *limits, str(corpus)], target)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
