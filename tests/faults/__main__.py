"""``python -m tests.faults``: kill the app many times, and say what was found."""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from tests.faults.kills import Round, campaign

SHORT, LONG = 12, 200


def main() -> None:
    """Run the campaign and print what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help=f"{LONG} kills instead of {SHORT}")
    parser.add_argument("--kills", type=int, default=0, metavar="N", help="so many kills")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="on which disk; by default that of the temporary files")
    options = parser.parse_args()
    kills = options.kills or (LONG if options.long else SHORT)
    began = time.monotonic()
    rounds: dict[str, list[Round]] = defaultdict(list)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        for number, one in enumerate(campaign(Path(folder), kills, options.seed), 1):
            rounds[one.victim].append(one)
            line = f"{number:4} {one.victim:14} {one.instant:24} acknowledged {one.acknowledged}, found {one.found}"
            print(line, flush=True)
    print(f"\n{kills} kills in {time.monotonic() - began:.0f} s, seed {options.seed}: nothing acknowledged was lost")
    for victim, its in rounds.items():
        finished = sum(one.finished for one in its)
        unseen = sum(one.found > one.acknowledged for one in its)
        print(f"  {victim:14} {len(its):4} rounds, {finished} over before the kill, {unseen} with more than was said")


if __name__ == "__main__":
    main()
