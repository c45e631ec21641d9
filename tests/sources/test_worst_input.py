"""Time and robustness: no text makes an expression slow, and none ends a reader with an exception."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sphinx_archdoc.sources
from sphinx_archdoc.sources.readers import builtin_readers
from sphinx_archdoc.sources.table import compile_expression, readers_table, tails
from tests.duration import at_most
from tests.sources.reading import facts_of
from tests.sources.test_reads import LANGUAGES

PACKAGE = Path(sphinx_archdoc.sources.__file__).parent.parent

SIZE = 200_000
LIMIT = 0.2
"""Seconds of processor time for so many characters. We aim at a fifth of it, but other machines are slower or busy, and
what grows with the square of the characters takes minutes."""


def table_expressions() -> Iterator[tuple[str, str]]:
    """Expressions with a text that begins them."""
    for row in readers_table().reader:
        yield from ((pattern.expression, pattern.marker) for pattern in row.pattern)
        yield from ((expression, "") for expression in (*row.functions, *row.loops))


def module_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    for info in pkgutil.walk_packages(sphinx_archdoc.sources.__path__, "sphinx_archdoc.sources."):
        if ".sql" in info.name:
            continue
        for name, value in vars(importlib.import_module(info.name)).items():
            values = value if isinstance(value, tuple) else (value,)
            yield from ((f"{info.name}.{name}", one) for one in values if isinstance(one, re.Pattern))


SEEDS = [
    *(
        "a",
        "A",
        "_A",
        "a ",
        " ",
        "\n",
        "\n ",
        "(",
        "{",
        '"',
        "'",
        "$",
        "${A",
        "#{",
        "A=",
        "A_B:",
        "a.",
        "a,",
        "[a",
    ),
    *(
        '("A',
        "f(a",
        "\n  a: ",
        "x = (",
        "<a",
        "\\",
        "/*",
        "type a struct {\n",
        "#[arg(",
        "def a(",
        "const a = (",
    ),
    *("\n- A", "ENV A=", "= env", "[(", "--", "export a", "for a", "\nenv", "env(", "\tA ", "pub ", "::"),
]


MARKED = ["", " ", "(", "(a", '("A', "[", "= ", "A"]
"""What follows the marker of an expression, again and again."""


def seconds_of(function: Callable[[str], object], seed: str, before: str = "") -> float:
    """The processor time for as many characters of a seed.

    A hundredth and a fifth are tried first. What takes longer than the limit there fails without the rest, which may
    take hours. What takes a twenty-fifth of the limit for a fifth takes less than the limit for all of it, even if the
    time grows with the square. Else the best of three counts: machines are busy.
    """
    some, few, many = (before + seed * (size // len(seed)) for size in (SIZE // 100, SIZE // 5, SIZE))
    for text in (some, few):
        if (seconds := _seconds_of(function, text)) >= LIMIT:
            return seconds
    if seconds < LIMIT / 25:
        return seconds * 25
    found: list[float] = []
    while len(found) < 3 and (not found or min(found) >= LIMIT):
        found.append(_seconds_of(function, many))
    return min(found)


def _seconds_of(function: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    function(text)
    return time.process_time() - start


def slowest(expression: re.Pattern[str], marker: str) -> tuple[float, str]:
    """The most processor time for so many characters of each seed, and the seed."""

    def find_all(text: str) -> None:
        deque(expression.finditer(text), maxlen=0)

    found = [
        (seconds_of(find_all, seed), seed) for seed in ([marker + e for e in MARKED] if marker else SEEDS)
    ]
    found += [(seconds_of(expression.match, seed, marker), seed) for seed in (SEEDS if marker else ())]
    return max(found)


@pytest.mark.slow
@pytest.mark.parametrize(("expression", "marker"), [*table_expressions()])
def test_an_expression_of_the_table_is_linear(expression: str, marker: str) -> None:
    seconds, seed = slowest(compile_expression(expression), marker)
    assert seconds < LIMIT, seed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "pattern"), [*module_patterns()], ids=lambda value: value if isinstance(value, str) else ""
)
def test_an_expression_of_the_code_is_linear(name: str, pattern: re.Pattern[str]) -> None:
    if name.removeprefix("sphinx_archdoc.sources.") in ONCE:
        assert at_one_place(pattern) < LIMIT
    else:
        seconds, seed = slowest(pattern, "")
        assert seconds < LIMIT, seed


ONCE = {
    "environment._NAME",
    "indirection._CONSTANT",
    "literals._OF_FIELD",
    "patterns._FURTHER",
    "steps.clap._FIELD",
    "steps.compose._NAME",
    "steps.dictionaries._NAME",
    "steps.dockerfile._DEFAULT",
    "steps.environ_schemas._DEFAULT",
    "steps.environ_schemas._KEY",
    "steps.javascript._GIVEN_NAME",  # in 170 characters
    "steps.javascript._LITERAL",
    "steps.routes.blocks._PHP_GROUP",
    "steps.routes.calls._PLAIN",
    "steps.routes.constants._TERM",
    "steps.routes.middleware._OF_MIDDLEWARE",
    "steps.routes.namesakes._MATCHER",
    "steps.routes.reader._GIVEN_METHODS",
    "steps.spring_properties._CLASS",
    "steps.struct_tags._CLOSE",
    "steps.struct_tags._FIELD",
    "steps.struct_tags._TAG",
    "words._CALL",
    "words._COMMENT",
    "words._CONSTANT",
    "words._EACH",
    "words._KEY_END",
    "words._LIST",
    "words._LOOP",
}
"""Expressions that are matched at one place, or in a short text, by module and name."""


def test_what_is_matched_once_is_there() -> None:
    assert {f"sphinx_archdoc.sources.{name}" for name in ONCE} <= {name for name, _ in module_patterns()}


def at_one_place(expression: re.Pattern[str]) -> float:
    return max(seconds_of(expression.match, seed) for seed in SEEDS)


def test_no_group_is_possessive() -> None:
    """Python 3.11.0 to 3.11.4 forget where an iteration began that fails (python/cpython#106052)."""
    written = r"(?<!\\)\)(?:[*+?]|\{\d+(?:,\d*)?\})\+|\(\?>"
    assert (
        re.search(written, r"(?:a|b)*+") and re.search(written, "(?>a)") and not re.search(written, r"\)?+")
    )
    paths = [path for suffix in ("py", "toml") for path in sorted(PACKAGE.rglob(f"*.{suffix}"))]
    assert paths and [str(path) for path in paths if re.search(written, path.read_text("utf-8"))] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(readers_table().tail))
def test_a_tail_is_linear(name: str) -> None:
    for tail in tails(name):
        for seed in SEEDS:
            assert seconds_of(tail.compiled.match, seed) < LIMIT, (tail.expression, seed)


def repeats_a_quantifier(expression: str) -> bool:
    """Whether a quantifier that is unbounded, or above 20, is in a group with such a quantifier.

    A possessive one after a single character gives nothing back, so that there is only one way to match.
    """
    many = r"(?:[*+]|\{\d*,\}|\{(?:\d*,)?(?:2[1-9]|[3-9]\d|\d{3,})\})"
    left = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", expression, flags=re.DOTALL)
    left = re.sub(r"(?<=\w)(?:[*+?]|\{[\d,]+\})\+", "", left)
    while group := re.search(r"\([^()]*\)", left):
        has_many = re.search(many, group[0]) is not None
        if has_many and re.match(many, left[group.end() :]):
            return True
        left = left[: group.start()] + ("x+" if has_many else "x") + left[group.end() :]
    return False


def test_no_expression_has_a_quantifier_within_a_quantified_group() -> None:
    assert not repeats_a_quantifier(r"[^*]*+(?:\*(?!/)[^*]*+)*")
    assert repeats_a_quantifier(r"(?:[a(]b+)*") and not repeats_a_quantifier(r"(?:ab+\))?(c){2}d*")
    for expression, _ in table_expressions():
        assert not repeats_a_quantifier(compile_expression(expression).pattern), expression
    for name, pattern in module_patterns():
        assert not repeats_a_quantifier(pattern.pattern), name


@pytest.mark.slow
@pytest.mark.parametrize("reader", builtin_readers(), ids=lambda reader: reader.name)
@pytest.mark.parametrize(
    "seed",
    [
        "a(b, ",
        'f("A_B", ',
        "{\n A_B: z.",
        "process.env[a] ",
        "os.Getenv(k)\n",
        "${A_B:",
        "x = ['A_B', ",
        "A_B=1\n",
        "\n  - name: A_B",
    ],
)
def test_a_reader_takes_linear_time(reader, seed: str) -> None:  # type: ignore[no-untyped-def]
    small = _seconds_of(
        lambda text: list(reader.read("compose.yaml", text)), seed * (SIZE // 10 // len(seed))
    )
    if small >= LIMIT / 5:  # else even the square of it stays below the limit
        text = seed * (SIZE // len(seed))
        large = _seconds_of(lambda text: list(reader.read("compose.yaml", text)), text)
        assert large < 20 * max(LIMIT, small)  # the square of it would be a hundred times as much


@pytest.mark.parametrize(
    ("path", "text"),
    [("x.sh", "read a " * 40_000), ("x.sh", 'echo "' + "read a b " * 30_000), ("Dockerfile", "<<a" * 60_000)],
)
def test_a_long_line_costs_little(path: str, text: str) -> None:
    with at_most(2):
        facts_of(path, text)


@pytest.mark.parametrize("path", ["X.java", "X.kt"])
def test_many_classes_of_properties_cost_little(path: str) -> None:
    text = '@ConfigurationProperties("shop")\nrecord A(val a: int) {\n  int b;\n}\n' * 3_000
    with at_most(2):
        facts_of(path, text)


@pytest.mark.parametrize(
    ("path", "before", "field", "after"),
    [
        ("a.go", "type C struct {", '    F%d *%s `envPrefix:"F%d_"`', '    A int `env:"A_B"`\n}'),
        ("a.go", "type C struct {", "    F%d *%s", '    A int `env:"A_B"`\n}'),
        (
            "a.go",
            "type C struct {",
            '    F%d *%s `mapstructure:"f%d" default:"1"`',
            '}\nBindEnv("f0", "A_B")',
        ),
        (
            *(
                "a.py",
                "class C(BaseSettings):\n    model_config = SettingsConfigDict(env_nested_delimiter='_')",
            ),
            *("    f%d: %s", "    a: int"),
        ),
    ],
)
@pytest.mark.parametrize("is_same", [True, False])
def test_types_that_contain_each_other_cost_little(
    path: str, before: str, field: str, after: str, is_same: bool
) -> None:
    numbers = range(30)
    parts = [before.replace("C", f"C{number}", 1) for number in numbers]
    for number in numbers:
        other = f"C{number if is_same and number else number + 1}"
        parts[number] += "".join("\n" + field.replace("%s", other).replace("%d", str(one)) for one in numbers)
    with at_most(1):
        assert len(facts_of(path, "\n".join(f"{part}\n{after}" for part in parts))) < 12_000


TEXTS = [text for _, cases in LANGUAGES.values() for text, _ in cases]


@pytest.mark.parametrize("reader", builtin_readers(), ids=lambda reader: reader.name)
def test_no_text_raises(reader) -> None:  # type: ignore[no-untyped-def]
    generator = random.Random(18)
    for text in TEXTS:
        cut = generator.randrange(len(text) + 1)
        for spoiled in (text[:cut], text[cut:], text[::-1], text.replace("\n", "\r"), text + "\0", text * 3):
            list(reader.read("x/y", spoiled))


@given(st.binary(max_size=300), st.sampled_from(builtin_readers()))
def test_no_bytes_raise(content: bytes, reader) -> None:  # type: ignore[no-untyped-def]
    list(reader.read("x", content.decode("utf-8", "replace")))
    list(reader.read("x", content.decode("utf-8", "surrogateescape")))


@given(st.text(max_size=200), st.sampled_from(TEXTS), st.sampled_from(builtin_readers()))
def test_lines_are_those_of_the_text(noise: str, text: str, reader) -> None:  # type: ignore[no-untyped-def]
    whole = noise + text + noise
    lines = whole.count("\n") + 1
    assert all(1 <= fact.line <= lines for fact in reader.read("x", whole))


def test_facts_are_in_the_order_of_lines_and_the_same_each_time() -> None:
    for reader in builtin_readers():
        for text in TEXTS:
            facts = list(reader.read("x", text))
            assert [fact.line for fact in facts] == sorted(fact.line for fact in facts)
            assert facts == list(reader.read("x", text))
