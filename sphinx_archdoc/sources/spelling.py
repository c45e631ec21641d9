"""How frameworks make the names of variables from what is written in code."""

from __future__ import annotations

from collections.abc import Callable


def _property(name: str) -> tuple[str, ...]:
    """Spring's relaxed binding: ``app.max-size`` is ``APP_MAXSIZE``, and by custom ``APP_MAX_SIZE``."""
    upper = name.upper().replace(".", "_").replace("[", "_").replace("]", "")
    return tuple(dict.fromkeys((upper.replace("-", ""), upper.replace("-", "_"))))


def _section(name: str) -> tuple[str, ...]:
    """.NET's configuration: ``Mail:Host`` is ``Mail__Host``."""
    return (name.replace(":", "__"),)


SPELLINGS: dict[str, Callable[[str], tuple[str, ...]]] = {
    "": lambda name: (name,),
    "upper": lambda name: (name.upper().replace("-", "_"),),
    "prefix": lambda name: (name.upper().rstrip("_") + "_",),
    "property": _property,
    "property-prefix": lambda name: tuple(f"{upper}_" for upper in _property(name)),
    "section": _section,
    "section-prefix": lambda name: (f"{_section(name)[0]}__",),
    "connection": lambda name: (f"ConnectionStrings__{name}",),
}
"""The functions that ``spelling`` names in the table: what is written, to the names of variables."""
