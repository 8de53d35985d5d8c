"""Run a command under a restriction: ``python -m tests.faults.under permissions|BYTES COMMAND...``.

``permissions``: even the superuser obeys them. A number: no file may grow beyond so many bytes, as under a quota.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

DROP_FROM_BOUNDING_SET = 24
OVERRIDE_PERMISSIONS, READ_ANYTHING = 1, 2


def main() -> None:
    """Take the restriction on, and become the command."""
    restriction, *command = sys.argv[1:]
    if restriction == "permissions":
        library = ctypes.CDLL(None)
        for capability in (OVERRIDE_PERMISSIONS, READ_ANYTHING):
            library.prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(restriction), int(restriction)))
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
