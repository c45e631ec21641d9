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
        "powershell",
        "pwsh",
        "ps1",
    }
)
"""Info strings of such files, and of code that sets the same variables."""

_FILES = frozenset({"env", "dotenv", ".env", "ini", "properties"})
"""Info strings of files, in which a value goes on to the end of its line."""

_ASSIGNMENT = re.compile(
    r"(?:export\s+|set\s+|ENV\s+)?(?P<name>[A-Za-z_]\w*)=(?P<value>\"[^\"]*\"|'[^']*'|<[^<>]*>|[^\s#]*(?:\s+or\s+[^\s#]+)?)"
)
_WHOLE_VALUE = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>(?![\s#\"'])\S+(?: ++(?!#)\S+)*)")
"""A variable of a file whose value has spaces: ``MAIL_FROM=The Oven <oven@example.com>``."""

_TITLE = re.compile(r"(?P<name>[A-Za-z_]\w*)=(?P<value>[A-Z]\w*(?: [A-Z&]\w*){1,8})\s*$")
"""A variable whose value is words in capitals, and no command: ``SHOP_NAME=Rye And Sons``."""

_HASH = re.compile(r"\s*#\s?(?=[A-Z][A-Z0-9_]*=)")
"""What is before a variable that is commented out, as those are that need not be set."""

_POWERSHELL = re.compile(r"\$env:(?P<name>[A-Za-z_]\w*)\s*=\s*")
"""The beginning of a line of PowerShell that sets a variable: ``$env:PORT = "8000"``."""

_PEM = re.compile(r"[\"']?-----BEGIN [^-\n]*-----[^-]*-----END [^-\n]*-----(?:\\n)?[\"']?")
"""A key, whose lines are no variables."""

_PLAIN_LINES = 3
"""Lines from which one more, whose value has spaces, is taken for a variable and not for a command."""

_LONGEST_COMMENT = 1_000
"""Characters of a comment that describes all variables of a group; a longer one is that of the first."""


class Assignment(msgspec.Struct, frozen=True):
    """A line that sets a variable."""

    name: str
    value: str
    comment: str
    """The comment after it, or the one above it or above its group; empty if there is none."""
    line: int
    """Line, from 0."""
    is_commented: bool = False
    """Whether it is commented out."""


def read_assignments(text: str, info: str = "", *, has_commands: bool = False) -> list[Assignment]:
    """Return the lines of code that set variables; an empty list if any line does something else.

    A comment above a line is about all lines up to the next comment or empty line. A variable that is
    commented out counts if no other line sets it.

    :param info: the info string of the code, in lower case.
    :param has_commands: whether lines that do something else are passed over.
    """
    has_spaces = info in _FILES or (not has_commands and _has_plain_lines(text))
    found: list[Assignment] = []
    comments: list[str] = []
    is_open = False
    lines = _PEM.sub(lambda key: "\n" * key[0].count("\n"), text).split("\n")
    for number, line in enumerate(lines):
        hash_ = _HASH.match(line)
        if assignment := _assigned(line[hash_.end() :] if hash_ else line, has_spaces=has_spaces):
            words = _comment(assignment.string[assignment.end() :]) or " ".join(comments)
            found.append(_assignment(assignment, words, number, is_commented=hash_ is not None))
            is_open = False
            if sum(map(len, comments)) > _LONGEST_COMMENT:
                comments = []
        elif line.lstrip().startswith("#"):
            comments = comments if is_open else []
            if comment := _comment(line):
                comments.append(comment)
            is_open = True
        elif not line.strip():
            comments, is_open = [], False
        elif not has_commands:
            return []
    names = {one.name for one in found if not one.is_commented}
    return [one for one in found if not (one.is_commented and one.name in names)] if names else []


def _has_plain_lines(text: str) -> bool:
    """Return whether so many lines set a variable to one word that the others can be no commands."""
    lines = [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")]
    plain = sum(1 for line in lines if _assigned(line, has_spaces=False))
    return plain >= max(_PLAIN_LINES, len(lines) * _PLAIN_LINES // (_PLAIN_LINES + 1))


def _assigned(line: str, *, has_spaces: bool) -> re.Match[str] | None:
    """Return the variable that a line sets, if there is nothing else on it but a comment.

    :param has_spaces: whether a value goes on to the end of its line.
    """
    line = _POWERSHELL.sub(r"\g<name>=", line, count=1) if line.startswith("$") else line
    found = _ASSIGNMENT.match(line)
    rest = line[found.end() :].strip() if found else ""
    if found and (not rest or rest.startswith("#")):
        return found
    return _WHOLE_VALUE.match(line) if has_spaces else _TITLE.match(line)


def _comment(line: str) -> str:
    """Return the words of a comment without the marks around them; empty if there are none."""
    text = line.lstrip()
    words = text.lstrip("# \t").rstrip("# \t\r=*-") if text.startswith("#") else ""
    return words if re.search(r"\w", words) else ""


def _assignment(found: re.Match[str], words: str, line: int, *, is_commented: bool = False) -> Assignment:
    return Assignment(found["name"], found["value"].strip("\"'"), words, line, is_commented)
