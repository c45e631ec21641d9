"""The project's own kinds: a mistake is told by its key, and costs nothing but that key."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import fields

from sphinx_archdoc.problems import Code
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds, read_kinds_file
from sphinx_archdoc.schema.model import Field, Kind
from sphinx_archdoc.schema.toml_keys import lines_of_keys
from tests.fuzz.bounds import bounded
from tests.schema.hostile import texts

SOURCE = resources.files("sphinx_archdoc.schema").joinpath("kinds.toml").read_text("utf-8")
TABLE: dict[str, Any] = {
    f"own-{name}": {**kind, "plural": f"Own {kind.get('plural', f'{name}s')}"}
    for name, kind in tomllib.loads(SOURCE).items()
}
"""The kinds of the package under other names: a project may have all that the package has."""
LINES = SOURCE.split("\n")


def _paths(table: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        yield (*path, key)
        if isinstance(value, dict):
            yield from _paths(value, (*path, key))


PATHS = [*_paths(TABLE)]


def test_the_kinds_of_the_package_are_right_under_other_names() -> None:
    kinds, problems = merge_kinds(builtin_kinds(), TABLE, "kinds.toml")
    assert problems == []
    assert kinds.keys() == {*builtin_kinds(), *TABLE}


WRONG = {dict: [7, "x", True, ["x"]], str: [7, True, {"a": 1}, ["x"], None], bool: [7, "x", [True], {}],
         int: ["x", -1, True, 10**30, 1.5, []], list: [7, "x", [7], [["x"]], {"a": 1}]}  # fmt: skip
"""Values that are of none of the types that a value of this type may be exchanged for."""
OPTIONAL = {f.encode_name for record in (Kind, Field) for f in fields(record) if f.default is None}
"""Keys for which None is right: it is as if they were not there."""


@given(st.sampled_from(PATHS), st.data())
def test_a_value_of_a_wrong_type_is_told_by_its_key(path: tuple[str, ...], data: st.DataObject) -> None:
    table = copy.deepcopy(TABLE)
    *around, last = path
    place = table
    for key in around:
        place = place[key]
    wrong = [value for value in WRONG[type(place[last])] if value is not None or last not in OPTIONAL]
    place[last] = data.draw(st.sampled_from(wrong))
    _one_kind_suffers(table, path)


@given(st.sampled_from([path for path in PATHS if len(path) in (1, 2, 3)]), texts.filter(bool), st.data())
def test_an_unknown_key_is_told(path: tuple[str, ...], word: str, data: st.DataObject) -> None:
    table = copy.deepcopy(TABLE)
    place: Any = table
    for key in path:
        place = place[key] if isinstance(place, dict) else place
    if isinstance(place, dict) and path[-1] != "fields":
        place[f"{word}?"] = data.draw(st.sampled_from([7, "x", True, [], {}]))
        _one_kind_suffers(table, path)


def _one_kind_suffers(table: dict[str, Any], path: tuple[str, ...]) -> None:
    """The table has at least one problem, at the key that is wrong, and all other kinds are as they were."""
    with bounded():
        kinds, problems = merge_kinds(builtin_kinds(), table, "kinds.toml")
    assert problems
    assert all(problem.code is Code.WRONG_KIND for problem in problems)
    keys = [problem.message.partition(": ")[0] for problem in problems]
    assert any(f"{'.'.join(path)}.".startswith(f"{key}.") or key.startswith(".".join(path)) for key in keys)
    assert all(key.startswith(path[0]) for key in keys)
    whole, _ = merge_kinds(builtin_kinds(), TABLE, "kinds.toml")
    suffers = [name for name in whole if kinds.get(name) != whole[name]]
    assert set(suffers) <= {path[0]}


@given(
    st.integers(0, len(LINES) - 1),
    st.sampled_from(["]", "= =", "[[", '"""', "a = ", "\x00", "a b = 1", "\ufffe"]),
)
@example(582, '"""')
def test_a_line_that_is_no_toml_is_told(number: int, word: str) -> None:
    lines = [*LINES[:number], word, *LINES[number:]]
    with bounded():
        kinds, problems = _read_file("\n".join(lines))
    assert kinds == builtin_kinds()
    (problem,) = problems
    assert (problem.code, problem.where.source) == (Code.WRONG_KIND, "kinds.toml")
    # a text or a list that is not closed is missed only where the file or the next line ends
    assert problem.where.line >= number + 1


@given(
    st.lists(
        st.sampled_from([*"[]{}=.,\"'#\n \t", "a", "b", "team", "fields", "1", "true", "'''", '"""']) | texts
    )
)
def test_any_file_is_read_or_told_of(pieces: list[str]) -> None:
    with bounded():
        _, problems = _read_file("".join(pieces))
    assert all("\n" not in str(problem) and len(str(problem)) < 600 for problem in problems)


LARGE = {
    "a list that is deep": "a = " + "[" * 5000 + "]" * 5000,
    "tables that are deep": "a = " + "{a=" * 5000 + "1" + "}" * 5000,
    "a key of many parts": "a" + ".a" * 5000 + " = 1",
    "keys that nobody knows": "[team]\n" + "".join(f"k{i} = 1\n" for i in range(5000)),
    "kinds with wrong names": "".join(f"[K{i}]\n" for i in range(3000)),
    "fields with wrong targets": "[team.fields]\n" + "".join(f"f{i} = {{ type = 'refs', targets = ['x'] }}\n" for i in range(1000)),
    "a long word": f"[team]\ntitle = '{'x' * 10**6}'\n",
    "many choices": "[team.fields.a]\ntype = 'choice'\nchoices = [" + "'x', " * 50_000 + "]\n",
    "an expression that is deep": f"[team]\nargument = '{'(a|' * 5000}'\n",
    "an expression that is huge": "[team]\nargument = '((((.{1000}){1000}){1000}){1000})'\n",
    "a long number": f"[team]\nname-width = {'9' * 50_000}\n",
}  # fmt: skip


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_a_large_file_is_read_or_told_of(text: str) -> None:
    with bounded():
        _read_file(text)


def _read_file(text: str) -> Any:
    class File:
        """A file that is not on a disk."""

        def read_text(self, _: str) -> str:
            text.encode()
            return text

    return read_kinds_file(builtin_kinds(), File(), "kinds.toml")  # type: ignore[arg-type]


def test_lines_are_those_of_the_keys() -> None:
    lines = lines_of_keys(LINES)
    assert LINES[lines["envvar.fields.required"] - 1].startswith("required = ")
    assert LINES[lines["envvar"] - 1] == "[envvar]"
