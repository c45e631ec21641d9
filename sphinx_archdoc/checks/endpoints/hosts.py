"""Which endpoints with a local address are those of this program, and not of another one on this machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from sphinx_archdoc.checks.facts.endpoints.written import WrittenEndpoint

_FEWEST_SERVED = 2
"""So many endpoints of a page with the same address must be served, and half of all that have it."""


def of_this_program(
    endpoints: Sequence[WrittenEndpoint], is_served: Callable[[WrittenEndpoint], bool]
) -> Sequence[WrittenEndpoint]:
    """Return the endpoints without those whose addresses may be those of other programs.

    Databases and tools for monitoring have ports on the same machine: ``http://localhost:9090/api/v1/query``.

    :param is_served: tells whether the program certainly serves an endpoint.
    """
    numbers, served = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for one in endpoints:
        if one.host:
            numbers[one.entry.page, one.host] += 1
            served[one.entry.page, one.host] += is_served(one)
    own = {key for key, number in served.items() if number >= max(_FEWEST_SERVED, numbers[key] / 2)}
    return [one for one in endpoints if not one.host or (one.entry.page, one.host) in own]
