"""Read fields that hold a variable, and that the code tests later: ``if cfg.Key == "" { return err }``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.text import CodeText

_TEST = re.compile(
    r"""\bif\b\s?\(?\s?(?:!|not )?(?:\w{1,30}\.){1,3}(?P<field>\w{2,60})"""
    r"""(?P<compared>\s?={2,3}\s?(?:""|''|null|undefined|nil)| is None)?\s?\)?\s?[{:]?\s{0,40}"""
    r"""(?:(?:log|logger|logging|console|slog)\.\w{1,20}\([^\n]{0,200}\n\s{0,40})?"""
    r"""(?:raise|throw|panic\(|process\.exit|sys\.exit|os\.Exit|(?:log|logger)\.(?:Fatal|Panic)"""
    r"""|return\b[^\n]{0,80}?(?:errors\.New|fmt\.Errorf)|(?:errs?|errors|missing)\b)"""
)
"""One field that is tested, and what ends the program or counts it among those that are missing."""
_READ = (
    r"""(?<![\w.])(?:(?:self|this|\w{{1,30}})\.)?{field}\s?(?::\s{{0,40}}|:?=\s?|:\s?\w{{1,20}}\s?=\s?)"""
    r"""(?:os\.Getenv\(|(?:os\.)?getenv\(|os\.environ\.get\(|process\.env(?:\.|\[))["']?"""
    r"""(?P<name>[A-Z][A-Z0-9_]{{1,99}})["']?[\])]?\s?(?=[,;\n}}])"""
)
"""A field that gets nothing but what is read."""
_IS_NEGATED = re.compile(r"if\s?\(?\s?(?:!|not )")
_MOST_FIELDS = 60


def read_tested_fields(text: CodeText) -> Iterator[Fact]:
    """Yield the variables without which the code ends, because a field that holds them is tested."""
    if "env" not in text.raw and "Getenv" not in text.raw:
        return
    tests = (test for test in text.matches(_TEST) if text.masked.is_code(test.start()))
    fields = dict.fromkeys(test["field"] for test in tests if test["compared"] or _IS_NEGATED.match(test[0]))
    for field in list(fields)[:_MOST_FIELDS]:
        for read in text.matches(re.compile(_READ.format(field=re.escape(field)))):
            yield EnvRead(read["name"], text.line(read.start("name")), None, required=True)
