"""Directives named by the plural of a kind take tables, lists and YAML, in both markups."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from textwrap import indent

import pytest
from samples import example_options, myst
from sphinx.testing.util import SphinxTestApp

from sphinx_archdoc.ext.environment.store import store_of
from sphinx_archdoc.schema.model import FieldType, Kind
from tests.conftest import MakeSite, Site
from tests.ext.test_every_kind import TARGETS, own_name
from tests.markdown.documents import KINDS, table

WRAPPED = {
    name: kind
    for name, kind in KINDS.items()
    if kind.takes_name and not any(f.type in {FieldType.SQL, FieldType.JSON} for f in kind.fields.values())
}
"""Kinds whose entries are written in a table or a list as a whole."""


def cells(kind: Kind) -> dict[str, str]:
    """The example of a kind by column headings."""
    name = own_name(kind)
    values = {kind.heading: name}
    for field, text in values_of(kind).items():
        in_group = kind.fields[field].group  # and its title may mean little elsewhere
        values[field.replace("-", " ") if in_group else kind.fields[field].title] = text
    return values


def values_of(kind: Kind) -> dict[str, str]:
    """The values of the example; a flag is set."""
    fields = {name: text or "✓" for name, text in example_options(kind).items() if name in columns(kind)}
    body = kind.fields.get(kind.body)
    if body and body.example:
        fields.setdefault(body.name, body.example)
    return fields


def columns(kind: Kind) -> set[str]:
    """Fields that have a heading of their own."""
    return {field.name for field in kind.fields.values() if field.title != kind.heading}


def single(kind: Kind) -> str:
    """The example in a directive of its own."""
    lines = myst(kind, own_name(kind)).split("\n")
    others = kind.fields.keys() - columns(kind)
    return "\n".join(line for line in lines if not line.startswith(tuple(f":{name}:" for name in others)))


def markdown_table(kind: Kind) -> str:
    found = cells(kind)
    return table([*found], [text.replace("|", "\\|") for text in found.values()])


def labelled_list(kind: Kind) -> str:
    (_, name), *others = cells(kind).items()
    lines = [f"- **{kind.heading}:** {name}", *(f"  **{label}:** {text}" for label, text in others)]
    return "\n".join(lines)


def yaml_list(kind: Kind) -> str:
    values = {"name": own_name(kind), **values_of(kind)}
    lines = [f"{name}: '{text}'" for name, text in values.items()]
    return "- " + "\n  ".join(lines)


def list_table(kind: Kind) -> str:
    found = cells(kind)
    rows = ["* - " + "\n  - ".join(map(escaped, row)) for row in ([*found], [*found.values()])]
    return ".. list-table::\n   :header-rows: 1\n\n" + indent("\n".join(rows), "   ")


def csv_table(kind: Kind) -> str:
    found = cells(kind)
    rows = [", ".join(f'"{escaped(text)}"' for text in row) for row in ([*found], [*found.values()])]
    return ".. csv-table::\n   :header-rows: 1\n\n" + indent("\n".join(rows), "   ")


def grid_table(kind: Kind) -> str:
    found = {escaped(label): escaped(text) for label, text in cells(kind).items()}
    widths = [max(len(label), len(text)) for label, text in found.items()]
    line = "+".join(["", *("-" * (width + 2) for width in widths), ""])

    def row(texts: list[str]) -> str:
        return "|".join(
            ["", *(f" {text.ljust(width)} " for text, width in zip(texts, widths, strict=True)), ""]
        )

    return "\n".join([line, row([*found]), line.replace("-", "="), row([*found.values()]), line])


def simple_table(kind: Kind) -> str:
    found = {escaped(label): escaped(text) for label, text in cells(kind).items()}
    widths = [max(len(label), len(text)) for label, text in found.items()]
    line = "  ".join("=" * width for width in widths)
    rows = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        for row in ([*found], [*found.values()])
    ]
    return "\n".join([line, rows[0], line, rows[1], line])


def escaped(text: str) -> str:
    """Words, for reStructuredText: signs that it would take for markup are escaped, and read as themselves."""
    return re.sub(r"([|`*\\])", r"\\\1", text)


def myst_list_table(kind: Kind) -> str:
    found = cells(kind)
    rows = ["* - " + "\n  - ".join(row) for row in ([*found], [*found.values()])]
    return "```{list-table}\n:header-rows: 1\n\n" + "\n".join(rows) + "\n```"


FORMS: dict[str, tuple[str, Callable[[Kind], str]]] = {
    "table": ("md", markdown_table),
    "labels": ("md", labelled_list),
    "yaml": ("md", yaml_list),
    "list-table": ("md", myst_list_table),
    "rst-list-table": ("rst", list_table),
    "rst-csv-table": ("rst", csv_table),
    "rst-grid": ("rst", grid_table),
    "rst-simple": ("rst", simple_table),
    "rst-yaml": ("rst", yaml_list),
    "rst-labels": ("rst", labelled_list),
}


def wrapped(kind: Kind, form: str, *, name: str = "") -> str:
    markup, write = FORMS[form]
    name = name or kind.plural_names[0]
    if markup == "md":
        return f"# Page\n\n````{{archdoc:{name}}}\n{write(kind)}\n````\n"
    return f"Page\n====\n\n.. archdoc:{name}::\n\n{indent(write(kind), '   ')}\n"


Entries = dict[str, dict[str, object]]


def entries_of(site: Site) -> tuple[Entries, list[str]]:
    """The entries of a site by their pages, and what is wrong with it."""
    site.write_conf()
    app = SphinxTestApp("dummy", srcdir=site.source, builddir=site.source.parent / "build")
    try:
        app.build()
        found = {
            page.docname: {"anchor": entry.anchor, "name": entry.name, **entry.values}
            for page in store_of(app.env).pages.values()
            for entry in page.entries
        }
        return found, app.warning.getvalue().splitlines()
    finally:
        app.cleanup()


@pytest.fixture(scope="module")
def sites(make_site: MakeSite) -> dict[str, tuple[Entries, list[str]]]:
    """All kinds in each form, and written one by one."""
    start = {"index.md": "# Start\n", "targets.md": TARGETS}
    found = {}
    for form, (markup, _) in FORMS.items():
        files = {f"{name}.{markup}": wrapped(kind, form) for name, kind in WRAPPED.items()}
        found[form] = entries_of(quiet(make_site(form, files | start)))
    alone = {f"{name}.md": f"# Page\n\n{single(kind)}\n" for name, kind in WRAPPED.items()}
    found["single"] = entries_of(quiet(make_site("single", alone | start)))
    return found


def quiet(site: Site) -> Site:
    site.conf["suppress_warnings"] = ["toc.not_included"]
    return site


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", WRAPPED)
def test_an_entry_is_the_same_in_every_form(
    name: str, form: str, sites: dict[str, tuple[Entries, list[str]]]
) -> None:
    assert sites[form][0].get(name) == sites["single"][0][name]


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_wrong_with_the_examples(form: str, sites: dict[str, tuple[Entries, list[str]]]) -> None:
    assert sites[form][1] == []


def variants() -> Iterator[tuple[str, str, str]]:
    """Content that is not understood: what, in MyST, and the code and the mark of its line."""
    yield "nothing", "", "not-entries"
    yield "prose", "Some words.", "not-entries"
    yield "a table of something else", "| A | B! |\n|---|---|\n| x | y |", "not-entries"
    yield (
        "a table without a line of dashes",
        "| Variable | Required! |\n| `A` | ✓ |\n| `B` | ✓ |",
        "unreadable-table",
    )
    yield "a row without a name", "| Variable | Description |\n|---|---|\n| | x! |", "missing-name"
    yield "a field that there is not", "- name: A\n  description: x\n  colour!: red", "unknown-field"
    yield "a field that is given twice", "- name: A\n  description: x\n  Description: y!", "repeated-field"
    yield "a table within YAML", "- name: A\n  description: x\n  default: {a: 1!}", "wrong-value"
    yield "no YAML", "- name: A\n  description: [x\n- y: !}", "not-entries"
    yield (
        "a value that is none",
        "| Variable | Required | Description |\n|---|---|---|\n| `A` | perhaps! | x |",
        "wrong-value",
    )
    yield "a value in YAML that is none", "- name: A\n  description: x\n  required: perhaps!", "wrong-value"
    yield (
        "a reference to nothing",
        "| Variable | Description | Secret |\n|---|---|---|\n| `A` | x | none! |",
        "dangling-reference",
    )
    yield (
        "a role in a cell",
        "| Variable | Description |\n|---|---|\n| `A` | x {archdoc:secret}`none!` |",
        "dangling-reference",
    )


@pytest.mark.parametrize(
    ("text", "code"), [case[1:] for case in variants()], ids=[case[0] for case in variants()]
)
def test_what_is_not_understood_is_a_problem_at_its_line(text: str, code: str, site: Site) -> None:
    page = f"# Page\n\nText.\n\n```{{archdoc:envvars}}{'!' if '!' not in text else ''}\n{text}\n```\n"
    site.write({"index.md": page})
    marked = next(number for number, line in enumerate(page.splitlines(), 1) if "!" in line)
    site.write({"index.md": page.replace("envvars}!", "envvars}")})
    assert site.build("dummy").codes == [f"index.md:{marked} {code}"]


def test_text_between_tables_is_shown_where_it_stands(site: Site) -> None:
    rows = "| Variable | Description |\n|---|---|\n| `{}` | x |\n"
    site.write(
        {
            "index.md": f"# Page\n\n```{{archdoc:environment-variables}}\n{rows.format('ONE')}\nWords *between*.\n\n"
            f"{rows.format('TWO')}\n```\n"
        }
    )
    built = site.build()
    body = built.body("index")
    assert built.warnings == []
    assert body.index("ONE") < body.index("<em>between</em>") < body.index("TWO")


def test_options_are_for_single_entries(site: Site) -> None:
    site.write(
        {
            "index.md": "# Page\n\n```{archdoc:envvars}\n:required:\n\n| Variable | Description |\n|---|---|\n| A | x |\n```\n"
        }
    )
    assert site.build("dummy").codes == ["index.md:4 unknown-field"]


def test_a_plural_in_a_card_means_the_card(site: Site) -> None:
    site.write(
        {
            "index.md": "# Page\n\n````{archdoc:integration} Payco\n```{archdoc:endpoints}\n"
            "| Endpoint | Method | Purpose |\n|---|---|---|\n| `/v1/x` | GET | x |\n```\n````\n\n"
            "{archdoc:endpoint}`GET /v1/x`\n"
        }
    )
    built = site.build()
    assert built.warnings == []
    body = built.body("index")
    assert body.index('id="archdoc-integration-Payco"') < body.index('id="archdoc-endpoint-GET-v1-x"')


def test_problems_in_rst_are_at_their_lines(site: Site) -> None:
    site.write(
        {
            "index.rst": "Page\n====\n\n.. archdoc:envvars::\n\n   .. list-table::\n      :header-rows: 1\n\n"
            "      * - Variable\n        - Required\n        - Description\n      * - A\n        - yes\n        - x\n"
            "      * - B\n        - perhaps\n        - y\n"
        }
    )
    assert site.build("dummy").codes == ["index.rst:15 wrong-value"]


def test_problems_in_a_list_table_of_myst_are_at_their_lines(site: Site) -> None:
    rows = "* - Variable\n  - Required\n  - Description\n* - A\n  - perhaps\n  - x\n* - B\n  - yes\n  -\n"
    site.write(
        {
            "index.md": f"# Page\n\n````{{archdoc:envvars}}\n```{{list-table}}\n:header-rows: 1\n\n{rows}```\n````\n"
        }
    )
    assert site.build("dummy").codes == ["index.md:10 wrong-value", "index.md:13 missing-field"]


def test_problems_in_a_csv_table_are_at_the_directive(site: Site) -> None:
    rows = '      "Variable", "Description", "Required"\n      "PORT", "x", "perhaps"\n'
    site.write(
        {
            "index.rst": f"Page\n====\n\nWords.\n\n.. archdoc:envvars::\n\n   .. csv-table::\n      :header-rows: 1\n\n{rows}"
        }
    )
    assert site.build("dummy").codes == ["index.rst:6 wrong-value"]
