"""Names, values and comments in a file that sets environment variables: ``PORT=8000  # where it listens``."""

from __future__ import annotations

import re

import msgspec

LANGUAGES = frozenset(
    {
        "",
        "env",
        "dotenv",
        ".env",
        "ini",
        "properties",
        "bash",
        "sh",
        "shell",
        "console",
        "text",
        "txt",
        "plaintext",
    }
)
"""Info strings of such files, and of code that sets the same variables."""

_ASSIGNMENT = re.compile(
    r"(?:export\s+|set\s+|ENV\s+)?(?P<name>[A-Za-z_]\w*)=(?P<value>\"[^\"]*\"|'[^']*'|[^\s#]*(?:\s+or\s+[^\s#]+)?)"
)
_COMMENT = re.compile(r"\s*#+\s*(?P<words>.*\w.*?)[\s#=*-]*")


class Assignment(msgspec.Struct, frozen=True):
    """A line that sets a variable."""

    name: str
    value: str
    comment: str
    """The comment after it, or the one above it or above its group; empty if there is none."""
    line: int
    """Line, from 0."""


def read_assignments(text: str) -> list[Assignment]:
    """Return the lines of code that set variables; an empty list if any line does something else.

    A comment above a line is about all lines up to the next comment or empty line.
    """
    found: list[Assignment] = []
    comments: list[str] = []
    is_open = False
    for number, line in enumerate(text.split("\n")):
        comment = _COMMENT.fullmatch(line)
        assignment = _ASSIGNMENT.match(line)
        rest = line[assignment.end() :] if assignment else ""
        if assignment and (not rest.strip() or _COMMENT.fullmatch(rest) or rest.strip() == "#"):
            own = _COMMENT.fullmatch(rest)
            words = own["words"] if own else " ".join(comments)
            found.append(Assignment(assignment["name"], assignment["value"].strip("\"'"), words, number))
            is_open = False
        elif comment or line.lstrip().startswith("#"):
            comments = [*(comments if is_open else []), *([comment["words"]] if comment else [])]
            is_open = True
        elif not line.strip():
            comments, is_open = [], False
        else:
            return []
    return found
