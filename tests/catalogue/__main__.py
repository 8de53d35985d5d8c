"""``python -m tests.catalogue``: bring the catalogues up to date with the code, and list what awaits translation."""

from __future__ import annotations

import sys

from tests.catalogue.files import LANGUAGES, domains, refresh


def main() -> int:
    """Refresh every domain in every language."""
    missing = 0
    for domain in domains():
        for language in LANGUAGES:
            waiting = refresh(domain, language)
            missing += len(waiting)
            print(f"{domain.name} {language}: {len(waiting)} untranslated")
            for text in waiting:
                print(f"  {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
