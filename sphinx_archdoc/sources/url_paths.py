"""Compare the paths of URLs: parameters by their place, whatever they are called."""

from __future__ import annotations

import functools
import re

PARAMETER = "{}"
REST = "{**}"
"""A parameter that stands for any number of segments."""
SEGMENT = "{+}"
"""What documents write as an asterisk between slashes: any one segment, a word or a parameter."""
_LONGEST = 2_000
_REST = re.compile(
    r"\{\*{1,2}\w*\}|\{\w+(?:\*|\.{3})\}|\{\w+: ?(?:\.[*+]|path)\}|<path:\w+>|\[{1,2}\.\.\.\w+\]{1,2}"
    r"|(?<=/)\*+\w*|(?<=/):\w+[*+]|(?<=/)(?::\w+)?\(\.\*\)"
)
_PARAMETER = re.compile(
    r"\$?\{[^{}/]{0,200}\}|\{[^{}]{1,200}\}|<[^<>]{1,200}>|\[[^\[\]]{1,100}\]|(?<=[/.-]):[A-Za-z_]\w*\??|(?<=/)\$\w+"
)

_NAMED_GROUP = re.compile(r"\(\?P<(?P<name>\w{1,60})>[^()]{0,100}\)")
_GROUP = re.compile(r"\([^()]{0,100}\)")


@functools.lru_cache(maxsize=50_000)
def path_segments(path: str) -> tuple[str, ...]:
    """Return the segments of a path: ``/users/{id}/``, ``/users/:id`` and ``/users/<int:id>`` are the same.

    A query and a fragment are left out.
    """
    plain = path[:_LONGEST].strip()
    plain = _REST.sub(REST, plain if plain.startswith("/") else f"/{plain}")
    plain = _PARAMETER.sub(lambda found: found[0] if found[0] in (REST, SEGMENT) else PARAMETER, plain)
    plain = re.split(r"[?#]", plain, maxsplit=1)[0]
    return tuple(segment for segment in plain.split("/") if segment)


def join_paths(front: str, path: str) -> str:
    """Return two parts of a path as one; a part that is empty, or only a slash, adds nothing to the other.

    In ASP.NET, a path that begins with a tilde has nothing in front.
    """
    if path.startswith("~/"):
        return path[1:]
    if not front or not path.strip("/"):
        return front or path
    return f"{front.rstrip('/')}/{path.lstrip('/')}"


def path_of_expression(expression: str) -> str:
    """Return the path that a regular expression of Django matches, with its groups as parameters.

    ``^users/(?P<id>[0-9]+)/$`` is ``users/{id}/``.
    """
    bare = expression.removeprefix("^").removesuffix("$").removesuffix("?")
    return _GROUP.sub("{}", _NAMED_GROUP.sub(r"{\g<name>}", bare))


def serves(template: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Return whether a template serves a documented path; its parameters take any segment."""
    if REST in template:
        at = template.index(REST)
        return agree(template[:at], path[:at])
    return agree(template, path)


def agree(template: tuple[str, ...], path: tuple[str, ...]) -> bool:
    """Return whether a template and a documented path have the same segments; parameters stand for any."""
    is_as_long = len(template) == len(path)
    return is_as_long and all(
        one in (other, PARAMETER) or other == SEGMENT for one, other in zip(template, path, strict=True)
    )


def literals(segments: tuple[str, ...]) -> int:
    """Return how many segments are not parameters."""
    return sum(PARAMETER not in segment and segment not in (REST, SEGMENT) for segment in segments)
