"""``python -m tests.benchmarks [--small]``: see ``run``.

Worker processes import this module anew, so that it must not bring the harness along.
"""

import sys

if __name__ == "__main__":
    from tests.benchmarks.run import main

    sys.exit(main())
