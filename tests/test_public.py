"""The page of what is public lists all of it, and nothing else."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from commandline import commands
from sphinx.application import Sphinx
from sphinx.builders import Builder

import sphinx_archdoc
from sphinx_archdoc import testing
from sphinx_archdoc.content.views import VIEWS
from sphinx_archdoc.ext.setup import setup
from sphinx_archdoc.ext.version import DATA_VERSION
from sphinx_archdoc.problems import Code
from sphinx_archdoc.schema.loader import builtin_kinds

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/reference/public.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (.*)\n((?:(?!## ).*\n)*)", PAGE, re.MULTILINE))
HEADINGS = {
    "The extension",
    "Configuration values",
    "Directives and roles",
    "Addresses",
    "Problem codes",
    "The command line",
    "Testing helpers",
    "How something is removed",
}


def items(section: str) -> list[str]:
    """The points of the lists of a section, each on one line."""
    return re.findall(r"^- (.*(?:\n  .*)*)", SECTIONS[section], re.MULTILINE)


def names(text: str) -> list[str]:
    """What is set as code, in its order."""
    return re.findall(r"`([^`]+)`", text)


def listed(section: str) -> list[str]:
    return [name for item in items(section) for name in names(item)]


class Registry:
    """Stands for Sphinx, and notes the configuration values and the builders."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.builders: list[str] = []

    def add_config_value(self, name: str, *args: Any, **kwargs: Any) -> None:
        self.values.append(name)

    def add_builder(self, builder: type[Builder]) -> None:
        self.builders.append(builder.name)

    def connect(self, *args: Any) -> None:
        pass


def terms() -> dict[str, list[str]]:
    """The testing helpers, each with the attributes that its definition names."""
    found = re.findall(r"^(`.*)\n: (.*(?:\n  .*)*)", SECTIONS["Testing helpers"], re.MULTILINE)
    return {name: names(text.partition(": ")[2]) for term, text in found for name in names(term)}


def attributes(cls: type) -> set[str]:
    """The public attributes of a class, those that each instance sets included."""
    own = {name for name in dir(cls) if not name.startswith("_")}
    if dataclasses.is_dataclass(cls):
        own |= {field.name for field in dataclasses.fields(cls) if not field.name.startswith("_")}
    return own - set(dir(tuple))


def test_the_page_has_these_sections() -> None:
    assert set(SECTIONS) == HEADINGS


def test_the_extension_has_a_version_and_is_set_up() -> None:
    public = {name for name in vars(sphinx_archdoc) if not name.startswith("_") or name == "__version__"}
    modules = {path.stem for path in Path(sphinx_archdoc.__file__).parent.iterdir()}
    named = {name.partition(".")[2] for name in names(SECTIONS["The extension"]) if "." in name}
    assert public - modules - {"annotations", "TYPE_CHECKING"} == named


def test_every_configuration_value_is_listed() -> None:
    registry: Any = Registry()
    app: Sphinx = registry
    setup(app)
    assert listed("Configuration values") == registry.values
    assert names(SECTIONS["The extension"])[-1:] == registry.builders


def test_every_kind_and_view_is_listed() -> None:
    assert sorted(listed("Directives and roles")) == sorted([*builtin_kinds(), *VIEWS])


def test_every_code_of_a_problem_is_listed() -> None:
    assert sorted(listed("Problem codes")) == sorted(Code)


def test_every_command_is_listed_with_its_options() -> None:
    shown = {command: options for command, *options in map(names, items("The command line"))}
    assert shown == {
        name: [o for action in parser._actions if action.dest != "help" for o in action.option_strings]
        for name, parser in commands().items()
    }


def test_every_testing_helper_is_listed() -> None:
    assert sorted(terms()) == sorted(testing.__all__)
    assert all(hasattr(testing, name) for name in testing.__all__)


@pytest.mark.parametrize("cls", [testing.Built, testing.ReportedProblem, testing.ShownEntry])
def test_every_attribute_of_a_testing_helper_is_listed(cls: type) -> None:
    assert set(terms()[cls.__name__]) == attributes(cls)


def test_every_attribute_of_a_site_is_listed(tmp_path: Path) -> None:
    site = testing.Site(tmp_path)
    assert set(terms()["Site"]) == attributes(testing.Site) | set(vars(site))


def test_the_addresses_are_those_that_are_made(build_site: testing.BuildSite) -> None:
    page = "# Start\n\n```{archdoc:envvar} PORT\nThe port.\n```\n\n```{archdoc:component} auth-api\nSigns in.\n```\n"
    built = build_site({"index.md": page}, archdoc_profiles=["component"])
    anchor, label, profile, _ = names("\n".join(items("Addresses")))
    assert built.entry("envvar", "PORT").anchor == anchor
    assert (built.out / f"{label}.html").exists()
    assert (built.out / f"{profile}.html").exists()


def test_the_changelog_says_when_documents_are_read_anew() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    last = re.search(r"[Ee]nvironment version (\d+)", changelog)
    assert last and int(last[1]) == DATA_VERSION, "name it under Changed, as the first of its points"
