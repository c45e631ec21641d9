"""A value of the wrong type in ``conf.py`` is one warning, and the build goes on with the default."""

from __future__ import annotations

import pytest

from sphinx_archdoc.cli.conf import NAMES
from sphinx_archdoc.ext.config import SETTINGS
from tests.conftest import Site

PAGE = """\
# Start

```{archdoc:envvar} PORT
The port.
```

```{archdoc:diagram}
:kind: component
```
"""

WRONG = [
    *[("archdoc_kinds", value) for value in (5, ["a"], None, 1.5)],
    *[("archdoc_recognise", value) for value in (3, [3, None], {"a": 1}, None)],
    *[("archdoc_sql_dialects", value) for value in ("postgres", 5, [5, None], None, {}, [])],
    *[("archdoc_profiles", value) for value in ("component", 5, [5, None], None, {})],
    *[("archdoc_diagrams", value) for value in ([], {}, None, "svg", 0, ["picture"])],
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_of_the_wrong_type_is_one_warning_that_names_it(site: Site, name: str, value: object) -> None:
    site.conf[name] = value
    site.write({"index.md": PAGE})
    built = site.build()
    (warning,) = built.warnings
    assert warning.startswith(f"conf.py:1: WARNING: {name} must be ")
    assert f", and is {value!r}" in warning
    assert warning.endswith(" [archdoc.wrong-setting]")
    assert 'id="archdoc-envvar-PORT"' in built.body("index")


TABLES = "# T\n\n```{archdoc:dbtable} a\nCREATE TABLE a (id int);\n```\n\n```{archdoc:dbtable} b\nCREATE TABLE b (id int);\n```\n"


@pytest.mark.parametrize(
    ("names", "hints"),
    [
        (["postgress"], ["did you mean 'postgres'?"]),
        (["postgresql", "postgress"], ["did you mean 'postgres'?"] * 2),
        (["SQLite", "postgres"], ["did you mean 'sqlite'?"]),
        (["xyzzy"], ["it is left out"]),
        (["bigquery", "postgres", "mysql, normalization_strategy=lowercase"], []),
    ],
)
def test_a_dialect_that_does_not_exist_is_reported_once(
    names: list[str], hints: list[str], site: Site
) -> None:
    site.conf["archdoc_sql_dialects"] = names
    site.write({"index.md": TABLES})
    built = site.build("dummy")
    starts = [f"conf.py:1: WARNING: archdoc_sql_dialects: there is no SQL dialect '{n}'; " for n in names]
    assert built.warnings == [
        f"{start}{hint} [archdoc.wrong-setting]" for start, hint in zip(starts, hints, strict=False)
    ]
    assert site.build("dummy").read == set()


def test_the_warning_comes_again_in_a_build_that_reads_nothing(site: Site) -> None:
    site.conf["archdoc_diagrams"] = "svg"
    site.write({"index.md": "# Start\n"})
    assert site.build().warnings == site.build().warnings != []


def test_it_is_one_line_whatever_the_value_is(site: Site) -> None:
    site.conf["archdoc_sql_dialects"] = {f"key {number}\n": "x" * 1000 for number in range(100)}
    site.write({"index.md": "# Start\n"})
    (warning,) = site.build().warnings
    assert len(warning) < 300


def test_each_value_has_a_default_that_is_valid() -> None:
    assert [one.name for one in SETTINGS if not one.is_valid(one.default)] == []


def test_the_command_looks_for_values_that_there_are() -> None:
    assert {name for name in NAMES if name.startswith("archdoc_")} <= {one.name for one in SETTINGS}
