"""Documents to try recognition on: put together from the kinds table, and at random."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from hypothesis import strategies as st

from sphinx_archdoc.markdown.convert.conversion import Conversion, convert
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.loader import KindsTable, builtin_kinds
from sphinx_archdoc.schema.model import FieldType, Kind

KINDS = builtin_kinds()
VOCABULARY = Vocabulary(KINDS)

HEADER = (
    "> **Type:** Architecture\n> **Focus:** high\n> **Owner:** @team\n> **Status:** active\n\n# Billing\n"
)


def own_columns(kind: Kind) -> list[str]:
    """The headings of the template's table of a kind."""
    return [kind.heading, *(field.title for field in kind.fields.values() if field.column)]


def table(headings: Sequence[str], *rows: Sequence[str]) -> str:
    """A table as Markdown has it."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, ["---"] * len(headings), *rows))


def envvars(*names: str) -> str:
    """The template's table of environment variables."""
    rows = [(f"`{name}`", "✓", "—", f"What {name.lower()} is for", "`x`") for name in names]
    return table(own_columns(KINDS["envvar"]), *rows)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W_]+", text))


def known_words(kinds: KindsTable) -> set[str]:
    """What a converted document need not say again: headings of columns and sections, and labels."""
    known = {"N", "A", "x", "br", "amp", "json", "mermaid", "erDiagram", "Foo"}
    known |= {"table", "tr", "th", "td", "dl", "dt", "dd", "code", "kbd", "href", "PK", "UK", "FK"}
    for kind in kinds.values():
        fields = [part for field in kind.fields.values() for part in (field.title, field.group)]
        others = [word for several in kind.wording.fields.values() for word in several]
        own = [kind.section, kind.plural, kind.title, kind.heading, *kind.plural_names]
        for phrase in [*own, *fields, *others, *kind.wording.names, *kind.wording.headings]:
            known |= set(words(phrase))
    return known


KNOWN = known_words(KINDS)


def lost(text: str, done: Conversion) -> set[str]:
    """Words of a document that the converted one does not have, and that are not there to be left out."""
    return words(re.sub(r"(?m)^(?:\s*|#+\W*)\d+[.)] ", "", text)).keys() - words(done.text).keys() - KNOWN


def lines_of(text: str) -> list[int]:
    """The numbers of its lines."""
    return list(range(1, len(text.split("\n")) + (not text.endswith("\n") and text != "")))


def checked(text: str) -> Conversion:
    """The conversion, after what is true of every one was looked at."""
    done = convert(text, VOCABULARY)
    told = [line for part in done.parts for line in range(part.start, part.end + 1)]
    assert told == lines_of(text)
    assert convert(done.text, VOCABULARY).text == done.text
    return done


CELLS = st.sampled_from(
    [
        "PORT", "`a|b`", "`x`", "[TODO]", "", "—", "✓", "✗", "🔌 plug", "a, b", "**bold**", "x" * 300,
        "`open", "<br>", "a\\|b", "N/A", "GET /v1", "redis", "|", "{archdoc:envvar}`X`", "```", "# no",
        "- dash", "1", "401", "\\", "a: b", "`a`, `b`", "&amp;", " ", "[VAR_NAME_1]", "a ||--o{ b", "*",
        "_x_", "~~~", ":::", "$x$", "No (but in production)", "<b>", "[x", "](y)", "`a`<br>`b`",
    ]
)  # fmt: skip
HEADINGS = st.sampled_from(
    [
        *(kind.section for kind in KINDS.values()), "Other", "Dependencies", "Architecture", "X: Y", "Backend",
        "`PORT`", "[Title]", "POST /x", "Slack: mail", "🔌 3) API Endpoints (v2)", "Server Configuration",
    ]
)  # fmt: skip
LABELS = st.sampled_from(
    [
        "Symptom", "Cause", "Fix", "Prevention", "Provider", "Documentation", "Account", "Type", "Credentials",
        "API Endpoints", "Webhooks", "Error Handling", "4xx errors", "Created", "Last Updated", "Foo", "Name",
        "Service Information", "Variable", "Default", "Database", "Overview",
    ]
)  # fmt: skip
BLOCKS = st.sampled_from(
    [
        "```sql\nCREATE TABLE a (id INT);\nCREATE INDEX i ON a(id);\n-- why\nCREATE TABLE b (id INT); -- so\n```",
        '```mermaid\nerDiagram\n    a ||--o{ b : "has"\n```',
        "```mermaid\nerDiagram\n    a ||--o{ b : x\n    a {\n        int id\n    }\n```",
        '```json\n{"mcpServers": {"m": {"command": "node"}}, "rest": 1}\n```',
        '```json\n{"mcpServers": {"m": \n```',
        "```\ntext\n```",
        "```sql\nunclosed",
        "~~~\n```\n~~~",
        "    indented code",
        "```{archdoc:envvar} P\nx\n```",
        "```{archdoc:document}\n:type: x\n```",
        ":::{note}\nhi\n:::",
        "```{archdoc:envvars}\n| Variable | Required |\n|---|---|\n| `Q` | ✓ |\n```",
        "---",
        "Text.",
        "> quote",
        "> **Type:** Architecture\n> **Focus:** high",
        "---\narchdoc: true\n---",
        "<table><tr><td>x</td></tr></table>",
        "<table>\n<tr><th>Variable</th><th>Foo</th></tr>\n<tr><td><code>Q</code></td><td>a | b</td></tr>\n</table>",
        "<dl>\n<dt><code>PORT</code></dt>\n<dd>x. Defaults to 3.</dd>\n</dl>",
        "<dl><dt>a</dt><dd>b",
        "| Name | Type | Foo |\n|---|---|---|\n| `a` | UUID | x |",
        "Some text\nover lines",
        "\ttab",
        "\x00 nul",
        "[ref]: http://x",
        "<!-- archdoc: envvar -->",
        "<!-- archdoc: none -->",
        "% archdoc: gotcha; Foo = cause; Required = notes; Name = name",
        "<!-- archdoc: error; Nothing = nothing -->",
        "[VAR_NAME]",
        "*Created: 2026-01-01*\n*Last Updated: 2026-01-02*",
        "Set\n===",
        "\u2028x\x0c\x0b\u00a0",
        "> | Variable | Required |\n> |---|---|\n> | P | ✓ |",
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from([*KINDS.values()]))
    headings = own_columns(kind)
    if draw(st.booleans()):
        headings = draw(st.permutations([*headings, "Foo", ""]))[:5]
    rows = draw(st.lists(st.lists(CELLS, max_size=6), max_size=4))
    lines = table(headings, *rows).split("\n")
    if draw(st.integers(0, 9)) == 9:
        del lines[1]
    indent = draw(st.sampled_from(["", "", "", "  ", "> "]))
    return "\n".join(indent + line for line in lines)


@st.composite
def headings(draw: st.DrawFn) -> str:
    return f"{'#' * draw(st.integers(1, 5))} {draw(HEADINGS)}"


@st.composite
def labelled(draw: st.DrawFn) -> str:
    form = draw(
        st.sampled_from(
            ["**{}:** {}", "- **{}:** {}", "- {}: {}", "**{}**: {}", "- **{}:** {} - x", "*{}: {}*"]
        )
    )
    return form.format(draw(LABELS), draw(CELLS))


@st.composite
def lists(draw: st.DrawFn) -> str:
    ends = [
        "",
        " - reason",
        ": what",
        " — x",
        "\n  more",
        "\n\n  par\n",
        "\n  ```\n  c\n  ```",
        " (required)",
    ]
    return "\n".join(
        draw(st.sampled_from(["- ", "* ", "1. ", "  - "])) + draw(CELLS) + draw(st.sampled_from(ends))
        for _ in range(draw(st.integers(1, 3)))
    )


@st.composite
def documents(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from(["", "# T\n\n", HEADER, "---\narchdoc: true\n---\n\n"]))
    piece = st.one_of(tables(), tables(), headings(), headings(), labelled(), lists(), BLOCKS)
    ends = st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n", "\n  \n"])
    return head + "".join(a + b for a, b in draw(st.lists(st.tuples(piece, ends), max_size=12)))


def is_flag(kind: Kind, field: str) -> bool:
    return kind.fields[field].type is FieldType.FLAG
