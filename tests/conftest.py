"""How hard hypothesis looks: briefly in the default run, for hours with ``--hypothesis-profile=long``."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "short",
    max_examples=50,
    stateful_step_count=40,
    deadline=None,  # the machine may be busy with something else
    database=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("long", settings.get_profile("short"), max_examples=2_000, stateful_step_count=120)
settings.load_profile("short")
