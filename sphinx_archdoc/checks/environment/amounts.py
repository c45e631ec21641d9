"""Compare amounts that may have a unit: times and sizes."""

from __future__ import annotations

import re

_UNIT = re.compile(
    r"([+-]?\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?|%|"
    r"[kmgt]i?b|bytes?|[kmg])",
    re.I,
)
_MILLISECONDS = {
    **dict.fromkeys(("ms", "millisecond"), 1),
    **dict.fromkeys(("s", "sec", "second"), 1000),
    **dict.fromkeys(("m", "min", "minute"), 60_000),
    **dict.fromkeys(("h", "hour"), 3_600_000),
    **dict.fromkeys(("d", "day"), 86_400_000),
}
"""By unit, without the plural."""
_READINGS = (1e-6, 1e-3, *sorted(set(_MILLISECONDS.values())), 604_800_000)
"""How many milliseconds one of anything may be that code counts in, from nanoseconds to weeks."""
_OF_TIME = re.compile(
    r"(?:^|_)(?:MS|MILLIS(?:ECONDS?)?|SECS?|SECONDS?|MINS|MINUTES?|HOURS?|DAYS?|TIMEOUT|INTERVAL|TTL|DELAY|"
    r"DURATION|PERIOD|LIFETIME)(?:_|\Z)",
    re.I,
)
"""A word in the names of variables whose values are times."""


def is_amount(text: str) -> bool:
    """Return whether a text is a number with a unit."""
    return _UNIT.fullmatch(text) is not None


def amounts_differ(first: str, second: str, type_: str, name: str) -> bool:
    """Return whether two amounts differ, in whatever unit a bare number may be.

    :param type_: the documented type, which may give the unit of a bare number.
    :param name: the variable, which may say that its value is a time.
    """
    if first.casefold().replace(" ", "") == second.casefold().replace(" ", ""):
        return False
    units = [_UNIT.fullmatch(text) for text in (first, second)]
    if units[0] and units[1] and units[0][2].casefold() == units[1][2].casefold():
        return float(units[0][1]) != float(units[1][1])
    sizes = [_sizes(text, type_) for text in (first, second)]
    if all(sizes):
        return sizes[0].isdisjoint(sizes[1])
    is_time = _OF_TIME.search(name) is not None
    times = [
        _times(text, other, type_, is_time=is_time) for text, other in ((first, second), (second, first))
    ]
    return all(times) and times[0].isdisjoint(times[1])


_SIZE = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)\s*(?:(?P<prefix>[kgt])(?P<binary>i?)b?|(?P<mega>m)(?P<mebi>i?)b|b(?:ytes?)?)?",
    re.I,
)
_FEWEST_BYTES = 65_536
"""A number without a unit counts bytes if it is so large."""


def _sizes(text: str, type_: str) -> frozenset[float]:
    """Return the sizes in bytes that a text can mean: ``MB`` has two meanings; empty if it is not a size."""
    found = _SIZE.fullmatch(text)
    if found is None:
        return frozenset()
    number = float(found["number"])
    if prefix := found["prefix"] or found["mega"]:  # 5m are minutes, too
        power = 1 + "kmgt".index(prefix.casefold())
        bases = (1024,) if found["binary"] or found["mebi"] else (1000, 1024)
        return frozenset(number * base**power for base in bases)
    is_bytes = "byte" in (text + type_).casefold() or number >= _FEWEST_BYTES
    return frozenset({number} if is_bytes else ())


def _times(text: str, other: str, type_: str, *, is_time: bool) -> frozenset[float]:
    """Return the times in milliseconds that a text can mean; empty if it is not a time.

    A bare number means several, unless the type gives its unit.

    :param other: what the text is compared with. If that is in ``m``, it may be a size as well as a time.
    :param is_time: whether the name of the variable says that its value is a time.
    """
    found = _UNIT.fullmatch(text)
    number, unit = (found[1], found[2]) if found else (text, type_)
    factor = _factor(unit)
    try:
        value = float(number)
    except ValueError:
        return frozenset()
    if factor:
        return frozenset({value * factor})
    is_clear = is_time or not other.casefold().endswith("m")
    return frozenset(value * one for one in _READINGS) if value and is_clear and not found else frozenset()


def _factor(unit: str) -> int | None:
    unit = unit.casefold()
    return _MILLISECONDS.get(unit) or _MILLISECONDS.get(unit.removesuffix("s"))
