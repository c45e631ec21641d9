"""What random pages are made of: few names, so that they often meet, and values of all types, right and wrong."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from tests.editing.project import Block, Entry, Include, Page, Plain, Prose, View, Way

NAMES = ("alpha", "beta", "gamma")
PAGES = ("a", "b", "shop/c", "shop/index", "d")
PARTS = ("first", "second")

USER_KINDS: tuple[dict[str, Any], ...] = (
    {},
    {
        "runbook": {
            "scope": "project",
            "body": "steps",
            "fields": {
                "steps": {},
                "about": {"type": "refs", "targets": ["component"], "inverse": "Runbooks"},
            },
        }
    },
    {
        "runbook": {
            "layout": "card",
            "body": "steps",
            "fields": {
                "steps": {},
                "about": {"type": "refs", "targets": ["component"], "inverse": "Handled by"},
            },
        }
    },
    {"component": {"fields": {"tier": {"type": "choice", "choices": ["gold", "tin"]}}}},
    {"component": {"fields": {"tier": {"type": "colour"}}}, "runbook": {"layout": "spiral"}},
)
"""What ``archdoc_kinds`` may say; the last of it is wrong."""

SETTINGS: tuple[dict[str, object], ...] = (
    {},
    {"archdoc_recognise": False},
    {"archdoc_recognise": ["shop/*"]},
    {"archdoc_diagrams": "list"},
    {"archdoc_sql_dialects": ["mysql"]},
    {"language": "de"},
    {"archdoc_profiles": ["component", "envvar"]},
    {"archdoc_profiles": ["component", "integration", "document"], "archdoc_diagrams": "list"},
)

KINDS = merge_kinds(builtin_kinds(), {**USER_KINDS[1], **USER_KINDS[3]}, "")[0]
"""Kinds that entries may be of, and their fields, whether the project has declared them or not."""

OFTEN = [
    *KINDS,
    *(target for kind in KINDS.values() for field in kind.fields.values() for target in field.targets),
]
"""Kinds, the more often the more fields name their entries: so that most references lead somewhere."""

TEXTS = (
    "Plain words.",
    "With *marks* and `code`.",
    "See <component:alpha>.",
    "See <secret:beta>, and <component:alpha> for *more*.",
    "See <envvar:a#gamma> or <any:beta>.",
    "See <page:a>, <page:shop/c>, <file:index> and <index:envvar>.",
    "See <link:envvar.alpha>, <link:gotcha.beta> and <component:nowhere>.",
    "",
)
BODIES = (
    *TEXTS,
    "A first paragraph.\n\nA second one with <component:beta>.\n\n* an item\n* another: <secret:alpha>",
    "Words.\n\n# Heading\n\nMore words.",
)
PLAIN = (
    "## Common Gotchas\n\n### alpha\n\n- **Symptom:** It stops.\n- **Cause:** <component:beta> waits.\n- **Fix:** Go.",
    "## Upstream Dependencies\n\n- **beta** (Service) - It needs it.\n- **Elsewhere** - So it is.",
    "## Core Tables\n\n```sql\nCREATE TABLE gamma (id INT PRIMARY KEY, a INT REFERENCES alpha (id));\n```",
    '## MCP Servers\n\n```json\n{"mcpServers": {"beta": {"command": "node"}}}\n```',
    "**Last Updated:** 2026-01-01",
)
"""Entries as the template has them."""

REFERENCES = (
    "component:alpha",
    "component:beta, secret:gamma",
    "alpha",
    "beta, gamma",
    "a#alpha",
    "integration:alpha, nowhere",
    "dbtable:beta, shop/c",
    "alpha, alpha",
)

VALUES: dict[FieldType, tuple[str, ...]] = {
    FieldType.TEXT: TEXTS,
    FieldType.CODE: ("3600", "`x`"),
    FieldType.LIST: ("src/a, src/b", "src/c"),
    FieldType.FLAG: ("", "✗", "perhaps"),
    FieldType.INTEGER: ("401", "many"),
    FieldType.DATE: ("2026-01-02", "soon"),
    FieldType.URL: ("https://a.example/", "nowhere"),
    FieldType.LINK: ("a", "shop/c", "https://a.example/", "nowhere"),
    FieldType.REFS: REFERENCES,
    FieldType.SQL: (
        "CREATE TABLE x (id INT PRIMARY KEY, a INT REFERENCES alpha (id), b INT REFERENCES beta (id));",
        "CREATE TABLE x (",
    ),
    FieldType.JSON: ('{"command": "node"}', "{"),
}


def values_of(field: Field) -> tuple[str, ...]:
    """Values for a field."""
    return (*field.choices, "other") if field.choices else VALUES[field.type]


def name_of(kind: Kind, word: str) -> str:
    """A name of the form that a kind asks for."""
    if not kind.takes_name:
        return ""
    forms = (f"GET /{word}", f"{word} ||--o{{ beta", word)
    return (
        next(form for form in forms if not kind.pattern or kind.pattern.fullmatch(form))
        if kind.pattern
        else word
    )


@st.composite
def entries(draw: st.DrawFn, *, deepest: int = 1) -> Entry:
    """An entry of any kind, with some of its fields."""
    kind = KINDS[draw(st.sampled_from(OFTEN))]
    fields = [field for field in kind.fields.values() if field.name not in kind.name_fields]
    own = [field for field in fields if field.type is FieldType.REFS] or fields
    chosen = draw(
        st.lists(st.sampled_from(own) | st.sampled_from(fields), min_size=1, max_size=4, unique=True)
    )
    values = tuple(
        (
            field.name,
            draw(
                st.sampled_from(
                    BODIES if field.name == kind.body and field.type is FieldType.TEXT else values_of(field)
                )
            ),
        )
        for field in chosen
    )
    within = draw(st.lists(entries(deepest=deepest - 1), max_size=1)) if deepest else []
    name = name_of(kind, draw(st.sampled_from(NAMES)))
    return Entry(kind.name, name, values, draw(st.sampled_from(Way)), tuple(within))


COLUMNS = ("name", "page", "summary", "purpose", "used-by", "depended-on-by", "mentioned-in", "nowhere")
CONDITIONS = (
    "name = 'alpha'",
    "required",
    "not owner",
    "page like shop/*",
    "purpose",
    "nowhere = 1",
    "name in ('alpha', 'beta')",
    "=",
)
OPTIONS: dict[str, tuple[str, ...]] = {
    "columns": (
        "name, page",
        "name, purpose, mentioned-in",
        "name, depended-on-by, used-by",
        "name, nowhere",
    ),
    "where": CONDITIONS,
    "sort": ("page", "-name", "mentioned-in"),
    "group-by": ("page", "owner", "layer"),
    "scope": ("page", "tree", "project"),
    "kind": ("component", "dbtable", "component, integration, dbtable"),
    "root": ("alpha", "component:beta", "nowhere"),
    "depth": ("0", "2"),
    "by": ("kind, page", "owner", "kind, nowhere"),
    "as": ("table", "diagram"),
    "empty": ("Nothing is here.",),
    "caption": ("Of *these*",),
    "marks": ("yes", "no"),
}
"""Values of the options of views."""

OF_VIEWS = {
    "table": ("columns", "where", "sort", "group-by", "scope", "empty", "marks"),
    "diagram": ("kind", "where", "group-by", "scope", "root", "depth"),
    "impact": ("as", "empty"),
    "profile": ("caption", "empty"),
    "score": ("kind", "by", "where", "scope"),
    "summary": ("kind", "by", "where", "scope"),
}


@st.composite
def views(draw: st.DrawFn) -> View:
    """A view with some of its options."""
    directive = draw(st.sampled_from(sorted(OF_VIEWS)))
    names = draw(st.lists(st.sampled_from(OF_VIEWS[directive]), max_size=3, unique=True))
    options = tuple((name, draw(st.sampled_from(OPTIONS[name]))) for name in names)
    kinds = st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3, unique=True).map(", ".join)
    names_of_entries = st.sampled_from([*NAMES, "component:alpha", "nowhere"])
    arguments = {"table": kinds, "impact": names_of_entries, "profile": names_of_entries}
    return View(directive, draw(arguments.get(directive, st.just(""))), options)


prose = st.sampled_from(TEXTS).map(Prose) | st.sampled_from(PLAIN).map(Plain)
parts = st.lists(st.one_of(entries(), prose, views()), max_size=2).map(tuple)
blocks: st.SearchStrategy[Block] = st.one_of(
    entries(), entries(), entries(), views(), prose, st.sampled_from(PARTS).map(Include)
)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """A page of a few blocks."""
    title = draw(st.sampled_from(["One", "Two", "alpha"]))
    return Page(
        title,
        tuple(draw(st.lists(blocks, min_size=3, max_size=6))),
        draw(st.sampled_from(["md", "md", "rst"])),
    )
