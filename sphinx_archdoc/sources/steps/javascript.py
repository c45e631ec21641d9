"""Reads of JavaScript by destructuring, and the keys of schemas: zod, Valibot, Joi, envalid, t3-env."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_archdoc.sources.facts import EnvRead, Fact
from sphinx_archdoc.sources.literals import literal
from sphinx_archdoc.sources.patterns import Fallback, outcome_after
from sphinx_archdoc.sources.table import compile_expression
from sphinx_archdoc.sources.text import CodeText, end_of_block

_SOURCE = re.compile(r"=\s*(?:process\.env|import\.meta\.env|Bun\.env|env)(?![\w.\[?(])")
_FROM = re.compile(r"""from\s*["']\$env/(?:static|dynamic)/(?:private|public)["']""")
_KEY = re.compile(r"[A-Za-z_]\w{0,99}")
_FURTHEST = 4_000
"""How long a destructuring may be."""

_ENVIRONMENTS = ("process.env", "import.meta.env", "Deno.env", "Bun.env")
_CHECK = re.compile(
    r"(?:[pP]arse|parseAsync|parseEnv|validate|validateSync|decode|Check|runtimeEnv)"
    r"(?:\(|:)\s*[^()]{0,60}?(?:\([^()]{0,60}?)?(?:process|import\.meta|Deno|Bun)\.env"
)
"""What checks the environment with a schema, in a file that names the environment."""
_GIVEN = re.compile(r"=\s{0,4}(?:\{\s{0,4}\.\.\.)?(?:process|import\.meta|Deno|Bun)\.env\s{0,4}[,);}\n]")
_GIVEN_NAME = re.compile(r"(?P<name>[A-Za-z_$][\w$]{0,40})\??\s{0,4}(?::[^=(){}\n]{0,120})?\Z")
"""A parameter or a variable that is the environment: ``function load(env = process.env)``."""
_CHECKED = re.compile(
    r"(?:[pP]arse|parseAsync|parseEnv|validate|validateSync|decode|Check)\("
    r"[^()]{0,60}?(?:\([^()]{0,60}?)?\b(?P<name>[A-Za-z_$][\w$]{0,40})\s{0,4}[,)]"
)
_ALONE = ("createEnv(", "cleanEnv(", "envsafe(", "validationSchema")
"""What does so without naming it."""

_SCHEMA_KEY = re.compile(
    r"""\n[ \t]*["']?(?P<name>[A-Z][A-Z0-9_]{1,99})["']?\s*:\s*"""
    r"""(?!process\.env|import\.meta|["'\d`]|env\.)(?=[\w$({])"""
)
_SCHEMA_VALUE = re.compile(
    r"(?:z|Joi|joi|v|yup|t|Type|S|s|Schema|Config|str|num|bool|email|host|port|url|json|makeValidator)\b\s*[.(\n]"
)
_DEFAULT = re.compile(r"\.(?:default|catch|prefault)\(")
_DEFAULT_KEY = re.compile(r"\bdefault:\s*")
_LITERAL = compile_expression(r"\s*+%LIT%[ \t]*+[,)}\n]")
_OPTIONAL = re.compile(
    r"\.(?:optional|nullish|default|catch|prefault|partial)\(|\b[oO]ptional|\bdefault:|undefined\("
)
_CONSTANT = re.compile(
    r"(?:\A|\n)(?:export )?const (?P<name>[A-Za-z_$][\w$]{0,60})\s{0,4}=\s{0,4}"
    r"(?P<value>(?:z|Joi|joi|v|yup)\s{0,20}\.)"
)
"""A part of a schema that several keys share: ``const Url = z.string().url();``."""
_CONSTANT_END = re.compile(r";|\n\s{0,80}\n|\n(?=[a-zA-Z}])")
_LONGEST_CONSTANT = 600
_ANYTHING = re.compile(r"\b(?:preprocess|any|unknown)\(")
"""What may take a value that is not there for another one."""
_WORD = re.compile(r"[A-Za-z_$][\w$]*")


def read_destructured(text: CodeText) -> Iterator[Fact]:
    """Yield the names in ``const { A, B = "x" } = process.env``, and what SvelteKit imports from ``$env``."""
    if "env" not in text.raw:
        return
    for source in text.matches(_SOURCE):
        if text.masked.is_code(source.start()):
            yield from _names_before(text, source.start())
    for source in text.matches(_FROM):
        if text.masked.is_code(source.start()):
            yield from _names_before(text, source.start())


def _names_before(text: CodeText, end: int) -> Iterator[Fact]:
    plain = text.plain
    closing = plain.rfind("}", max(0, end - 60), end)
    if closing < 0 or plain[closing + 1 : end].strip().split(":")[0]:
        return
    opening = plain.rfind("{", max(0, closing - _FURTHEST), closing)
    at = opening + 1
    for part in plain[at:closing].split(",") if opening >= 0 else ():
        if (key := _KEY.match(part.lstrip())) and key[0].upper() == key[0]:
            start = at + len(part) - len(part.lstrip())
            outcome = outcome_after(plain, start + len(key[0]), "javascript-names")
            yield EnvRead(key[0], text.line(start), outcome.default, outcome.required)
        at += len(part) + 1


def read_schema_keys(text: CodeText) -> Iterator[Fact]:
    """Yield the keys of an object whose values are a schema, where one checks the environment."""
    raw = text.raw
    is_named = any(environment in raw for environment in _ENVIRONMENTS)
    is_checked = is_named and (_CHECK.search(raw) is not None or _is_given(raw))
    if not is_checked and not any(check in raw for check in _ALONE):
        return
    constants = _constants(text)
    keys = [key for key in text.matches(_SCHEMA_KEY) if text.masked.is_code(key.start("name") - 1)]
    for number, key in enumerate(keys):
        end = keys[number + 1].start() if number + 1 < len(keys) else end_of_block(text.plain, key.end())
        value = text.plain[key.end() : min(end, key.end() + 2_000)]
        word = _WORD.match(value)
        outcome = _outcome(value, constants.get(word[0], "") if word else "")
        yield EnvRead(key["name"], text.line(key.start("name")), outcome.default, outcome.required)


def _is_given(raw: str) -> bool:
    """Return whether a schema checks a parameter or a variable that is the environment."""
    fronts = (raw[max(0, found.start() - 170) : found.start()].rstrip() for found in _GIVEN.finditer(raw))
    given = {name["name"] for front in fronts if (name := _GIVEN_NAME.search(front))}
    return bool(given) and any(found["name"] in given for found in _CHECKED.finditer(raw))


def _constants(text: CodeText) -> dict[str, str]:
    """Return the parts of schemas that constants of a file hold, by their names."""
    found: dict[str, str] = {}
    for constant in text.matches(_CONSTANT):
        start = constant.start("value")
        end = _CONSTANT_END.search(text.plain, start, start + _LONGEST_CONSTANT)
        value = text.plain[start : end.start() if end else start + _LONGEST_CONSTANT]
        if not _ANYTHING.search(value):
            found[constant["name"]] = value
    return found


def _outcome(value: str, constant: str = "") -> Fallback:
    """Return what a schema's value says: ``z.string().default("x")``, or ``str({ default: "x" })``.

    :param constant: what the constant holds that it begins with; empty if it begins with none.
    """
    for part in (value, constant):
        default = _DEFAULT.search(part) or _DEFAULT_KEY.search(part)
        if default and (match := _LITERAL.match(f"{part}\n", default.end())):
            return Fallback(literal(match), required=False)
        if _OPTIONAL.search(part):
            return Fallback(required=False)
    return Fallback(required=True if _SCHEMA_VALUE.match(constant or value) else None)
