"""How many examples a random test tries."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

EXAMPLES = {"dev": 10, "ci": 100, "soak": 5000}
"""By profile. ``dev`` is the default; choose another with ``--hypothesis-profile=ci``."""


def register_profiles() -> None:
    """Register the profiles and load ``dev``.

    ``dev`` and ``ci`` try the same examples in every run; ``soak`` tries others each time.
    """
    for name, count in EXAMPLES.items():
        settings.register_profile(
            name,
            max_examples=count,
            deadline=None,
            derandomize=name != "soak",
            suppress_health_check=[*HealthCheck],
        )
    settings.load_profile("dev")


def examples(factor: float) -> settings:
    """Multiply the number of examples of the current profile by `factor`.

    Use it in place of ``max_examples``, so that every profile reaches the test. A test of a function that takes
    microseconds can have more examples than others, and a test that builds pages needs fewer.
    """
    return settings(max_examples=max(1, round(settings().max_examples * factor)))
