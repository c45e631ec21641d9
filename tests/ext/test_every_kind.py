"""Every kind of the table works, in both markups: the entries are made from the table's own examples."""

from __future__ import annotations

import html
import re

import pytest
from samples import myst, rst

from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from tests.conftest import BuildSite, Built

KINDS = builtin_kinds()

TARGETS = """\
# Targets

```{archdoc:component} auth-api
:purpose: Issues tokens.
```
```{archdoc:component} session-cache
:purpose: Keeps sessions.
```
```{archdoc:secret} jwt-signing-key
Signs.
```
```{archdoc:secret} mailgate-key
Opens.
```
```{archdoc:integration} Mailgate
```
```{archdoc:dbtable} accounts
CREATE TABLE accounts (id INT);
```
```{archdoc:dbtable} sessions
CREATE TABLE sessions (id INT);
```
"""


def own_name(kind: Kind) -> str:
    """The example's name, out of the way of the page of targets."""
    return kind.example if kind.scope != "project" else f"{kind.example}-x"


@pytest.fixture(scope="module", params=["md", "rst"])
def built(request: pytest.FixtureRequest, build_site: BuildSite) -> Built:
    write, heading = {"md": (myst, "# Page"), "rst": (rst, "Page\n====")}[request.param]
    pages = {
        f"{name}/page.{request.param}": f"{heading}\n\n{write(kind, own_name(kind))}\n"
        for name, kind in KINDS.items()
    }
    listed = "\n".join(f"{name}/page" for name in KINDS)
    index = f"# Start\n\n```{{toctree}}\ntargets\n{listed}\n```\n"
    return build_site(pages | {"index.md": index, "targets.md": TARGETS})


def test_the_examples_are_right(built: Built) -> None:
    assert [line for line in built.warnings if "duplicate-entry" not in line] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_an_entry_has_the_anchor_of_its_name(kind: Kind, built: Built) -> None:
    name = own_name(kind) if kind.takes_name else f"{kind.name}-page"
    slug = re.sub(r"[^\w.]+", "-", name).strip("-")
    assert f'id="archdoc-{kind.name}-{slug}"' in built.body(f"{kind.name}/page")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_field_is_shown(kind: Kind, built: Built) -> None:
    text = html.unescape(re.sub(r"<[^>]+>", "", built.body(f"{kind.name}/page")))
    for field in kind.fields.values():
        for word in _words(field):
            assert word in text, field.name


def _words(field: Field) -> list[str]:
    if field.type in {FieldType.FLAG, FieldType.SQL, FieldType.JSON, FieldType.LINK, FieldType.CHOICE}:
        return []
    return [part.strip() for part in field.example.split(",")]


@pytest.mark.parametrize("kind", [k for k in KINDS.values() if k.layout == "row"], ids=lambda kind: kind.name)
def test_a_table_has_the_headings_of_the_template_in_its_order(kind: Kind, built: Built) -> None:
    headings = re.findall(r"<th[^>]*>(.*?)</th>", built.body(f"{kind.name}/page"))
    own = [field.title for field in kind.fields.values() if field.column]
    assert headings[0] == kind.heading
    assert [heading for heading in headings if heading in own] == own


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_has_an_index_page(kind: Kind, built: Built) -> None:
    anchor = re.search(rf'id="(archdoc-{kind.name}-[^"]+)"', built.body(f"{kind.name}/page"))
    assert anchor
    assert f'href="{kind.name}/page.html#{anchor[1]}"' in built.text(f"archdoc-{kind.name}.html")


TEMPLATE = {
    "envvar": "Variable | Required | Default | Description | Example",
    "secret": "Secret | Type | Usage | Rotation | Notes",
    "component": "Component | Type | Purpose | Technology | Owner",
    "endpoint": "Endpoint | Method | Purpose | Rate Limit | Timeout",
    "webhook": "Event | Endpoint | Payload | Retry Policy | Notes",
    "code": "Component | Type | Location(s) | Notes",
    "matview": "View Name | Purpose | Refresh Schedule | Uses",
    "error": "Error | Status | Cause | Resolution | Prevention",
    "degradation": "Failure Scenario | Behavior | Impact | Recovery",
    "mcp-server": "Server | Purpose | Connection | Refresh",
}
"""The tables of the template that teams fill in by hand."""


@pytest.mark.parametrize("name", TEMPLATE)
def test_the_columns_are_the_template_s(name: str) -> None:
    kind = KINDS[name]
    columns = [kind.heading, *(field.title for field in kind.fields.values() if field.column)]
    assert " | ".join(columns) == TEMPLATE[name]
