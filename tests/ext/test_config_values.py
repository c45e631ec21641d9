"""A value of the wrong type in ``conf.py`` is one warning, and the build goes on with the default."""

from __future__ import annotations

import pytest

from sphinx_archdoc.cli.input.conf_py import NAMES
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
    assert f", but is {value!r}" in warning
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


FILES = {
    "archdoc_kinds": b"[team]\n",
    "archdoc_rules": b"[with-owner]\nwhere = 'not owner'\nkinds = ['component']\nmessage = 'x'\n",
    "archdoc_sources": b"[sources]\nroot = '.'\n",
}
"""A valid file for each setting that names one."""


def build_with(site: Site, setting: str, value: str, content: bytes | None) -> list[str]:
    site.conf[setting] = value
    site.write({"index.md": PAGE})
    if content is not None:
        (site.source / "own.toml").write_bytes(content)
    return site.build("dummy").warnings


@pytest.mark.parametrize("setting", FILES)
def test_a_file_may_start_with_a_byte_order_mark(setting: str, site: Site) -> None:
    found = build_with(site, setting, "own.toml", b"\xef\xbb\xbf" + FILES[setting])
    assert [warning for warning in found if "env-absent" not in warning] == []


@pytest.mark.parametrize("setting", FILES)
def test_a_file_that_is_not_utf_8_is_told_at_its_line(setting: str, site: Site) -> None:
    assert build_with(site, setting, "own.toml", FILES[setting] + b"# gr\xfcn\n") == [
        f"own.toml:{FILES[setting].count(10) + 1}: WARNING: the file cannot be read: not UTF-8 text: it has the "
        "byte 0xfc; save it as UTF-8 [archdoc.wrong-setting]"
    ]


def test_a_configuration_that_nothing_names_is_told_at_itself(site: Site) -> None:
    site.write({"index.md": PAGE})
    (site.source / "archdoc.toml").write_bytes(b"\xff")
    assert [warning.partition(" the file")[0] for warning in site.build("dummy").warnings] == [
        "archdoc.toml:1: WARNING:"
    ]


@pytest.mark.parametrize("setting", FILES)
def test_a_file_that_does_not_exist_is_told_at_conf_py(setting: str, site: Site) -> None:
    assert build_with(site, setting, "owm.toml", FILES[setting]) == [
        f"conf.py:1: WARNING: {setting}: there is no file 'owm.toml'; did you mean 'own.toml'? "
        "[archdoc.wrong-setting]"
    ]


def test_the_name_of_the_rules_of_the_package_is_suggested(site: Site) -> None:
    assert build_with(site, "archdoc_rules", "recomended", None) == [
        "conf.py:1: WARNING: archdoc_rules: there is no file 'recomended'; did you mean 'recommended'? "
        "[archdoc.wrong-setting]"
    ]


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
