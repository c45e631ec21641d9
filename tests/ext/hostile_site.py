"""A site in which every entry is hostile: in MyST and in reStructuredText, every kind, every mistake."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from tests.ext.hostile_views import VALUES, views_of, wrong_views

KINDS = builtin_kinds()

NAMES = {
    "tags": "<script>alert(1)</script>",
    "quotes": '"double" \'single\' \\" end',
    "ticks": "a `b` ``c`` ```d```",
    "pipes": "a | b || c",
    "entities": "&amp; & &#x3c; &lt;b&gt;",
    "emoji": "😀 👩‍👩‍👧 ✓",
    "rtl": "\u05e9\u05dc\u05d5\u05dd \u202eevil\u202c \u0645",
    "long": "x" * 10_000,
    "braces": "{a} [b] (c) %s %(x)s {{ y }} $z$ \\LaTeX{} _ ^ ~ # @",
    "index": "a; b! c, d | e",
    "target": "text <target>",
    "option": ":a: b",
    "path": "../../etc/passwd#x?y=z",
    "marks": "e\u0301\u200b\u00a0x 𝒳𝓎",
    "link": "[x](javascript:alert(1)) ![y](z.png)",
    "comment": "--> ]]> <!-- %",
}
"""Names that some reader, writer or browser would take for something else."""

CONTROL = "nul\x00 bell\x07 escape\x1b[31m"

OF_A_TYPE = {
    FieldType.FLAG: "✗",
    FieldType.INTEGER: "500",
    FieldType.DATE: "2026-01-01",
    FieldType.URL: "https://a.example/?a=<b>&\"c'",
}

PROSE = {name: "plain" if name in ("link", "long") else text for name, text in NAMES.items()}
"""What stands in fields and content. (A link or an image there is one, and is the author's.)"""


def name_of(kind: Kind, text: str) -> str:
    """A name that is hostile, and has the form that its kind asks for."""
    if not kind.takes_name:
        return ""
    return {"endpoint": f"GET /{text}", "relationship": f"a ||--o{{ {'_'.join(text.split())}"}.get(
        kind.name, text
    )


def value_of(field: Field, text: str) -> str:
    """A value for a field: hostile text where its type allows that."""
    return field.choices[0] if field.choices else OF_A_TYPE.get(field.type, text)


def options_of(kind: Kind, text: str) -> list[str]:
    """Option lines for every field of a kind but the body."""
    return [
        f":{field.name}: {value_of(field, text)}"
        for field in kind.fields.values()
        if field.name not in (*kind.name_fields, kind.body)
    ]


def myst(kind: str, name: str, options: list[str], body: str) -> str:
    """A directive in MyST Markdown; with colons, as no name behind backticks may hold one."""
    return "\n".join([f"::::::{{archdoc:{kind}}} {name}", *options, "", body, "::::::", ""])


def rst(kind: str, name: str, options: list[str], body: str) -> str:
    """A directive in reStructuredText."""
    lines = [f".. archdoc:{kind}:: {name}", *(f"   {line}" for line in options), ""]
    return "\n".join([*lines, *(f"   {line}" for line in body.splitlines()), ""])


def pages_of_names() -> Iterator[tuple[str, str]]:
    """A page a name, with an entry of every kind and a table of all of them."""
    every = ", ".join(KINDS)
    for number, (key, text) in enumerate(NAMES.items()):
        entries = [
            myst(kind.name, name_of(kind, text), options_of(kind, PROSE[key]), PROSE[key])
            for kind in KINDS.values()
        ]
        views = views_of(myst, name_of(KINDS["component"], text), text, every)
        yield f"names/{key}.md", "\n".join([f"# Page {key}", "", *entries, *views])
        some = list(KINDS.values())[number % 3 :: 3]
        entries = [
            rst(kind.name, name_of(kind, f"{text} again"), options_of(kind, PROSE[key]), PROSE[key])
            for kind in some
        ]
        yield f"names/{key}-rst.rst", "\n".join([f"Page {key}", "=" * 20, "", *entries])


def pages_of_values() -> Iterator[tuple[str, str]]:
    """Option values, bodies and roles that mean something to YAML, MyST or docutils."""
    values = [
        '"', "'", '"half', "> x", "|", "|x", ">-", "[", "{", "}", "&a", "*a", "!x", "%x", "@x", "`", "#", "a # b", ":", "::",
        "a: b", ": :", "---", "...", "\\", "\\x", "<", "<!--", "]]>", "```", ":::", "..", ".. note::", "$$", "{{", "{%", "_", "x_",
        "*", "**", "|x|", "[x]", "[x][y]", "[^1]", "[#]_", "{archdoc:envvar}`x", "{nope}`x`", ":nope:`x`", "— ", "😀", "\u202e",
        "\u2028", "\x85", "\x0b", "\x0c", "\x00", "\x1b", "\ufeff", "\ufffe", "a\tb", "[TODO]", "1" * 500, "(" * 500, "x," * 2000,
    ]  # fmt: skip
    entries = [
        make(kind, f"{kind}-{number}", [f":{field}: {value}"], value)
        for make in (myst, rst)
        for number, value in enumerate(values)
        for kind, field in (("envvar", "used-by"), ("error", "cause"))
    ]
    middle = len(entries) // 2
    yield "values.md", "\n".join(["# Values", "", *entries[:middle]])
    yield "values-rst.rst", "\n".join(["Values", "======", "", *entries[middle:]])
    roles = [
        f"{{archdoc:{kind}}}`{target}`\n"
        for kind in ("envvar", "document", "nope", "", "table")
        for target in (
            "x",
            "<>",
            "a <>",
            "a <b",
            "#",
            "x#",
            "#x",
            "a:b",
            "!x",
            "~x.y",
            "..",
            "/",
            "\\",
            "x" * 1_000,
            "😀",
            "<b>",
        )
    ]
    yield (
        "roles.md",
        "# Roles\n\n"
        + "\n".join([*roles, "[](#envvar.)", "[a](#envvar.X<b>)", "{any}`envvar.`", "{archdoc}`x`"]),
    )
    tables = [
        "", "nope", "envvar, nope", ",", "<b>", "envvar\n:columns: name, <b>, page#x", "envvar\n:columns:", "envvar\n:scope: <b>",
        "envvar\n:sort: x\n:nope: y", "envvar\n:columns: " + "x," * 5000, "document envvar", "envvar\n:caption: <script>alert(1)</script>",
        "table", "x" * 10_000,
    ]  # fmt: skip
    yield "views.md", "# Views\n\n" + "\n".join(wrong_views(myst, VALUES[::2]))
    yield "views-rst.rst", "Views\n=====\n\n" + "\n".join(wrong_views(rst, VALUES[1::2]))
    yield "tables.md", "# Tables\n\n" + "\n".join(f"```{{archdoc:table}} {table}\n```\n" for table in tables)


SQL = "CREATE TABLE t (id INT PRIMARY KEY, name TEXT DEFAULT '<script>alert(1)</script>');\n"

BODIES = {
    # what the body is: kind, body
    "sql of a megabyte": ("dbtable", SQL + "-- dump\n" * 130_000),
    "sql of a thousand levels": (
        "dbtable",
        SQL.replace("'<", "(" * 1000 + "'<").replace("')", "'" + ")" * 1001),
    ),
    "sql cut in half": ("dbtable", SQL[: len(SQL) // 2]),
    "sql with a tag": ("dbtable", SQL),
    "sql that is none": ("dbtable", "```\n" + "'" * 99),
    "json of a megabyte": ("mcp-server", '{"a": [' + '"x", ' * 210_000 + '"x"]}'),
    "json of a thousand levels": ("mcp-server", "[" * 1000 + "]" * 1000),
    "json cut in half": ("mcp-server", '{"a": {"b": "<script>alert(1)</script>'),
    "json of a number": ("mcp-server", "1" * 5000),
}

NESTED = """\
# Nested

``````{archdoc:integration} outer
:provider: x

`````{archdoc:integration} inner
```{archdoc:endpoint} GET /inner
:purpose: x
```
```{archdoc:webhook} hook
:endpoint: POST /x

Notes with {archdoc:integration}`outer`.
```
`````
``````

- item
  ```{archdoc:envvar} IN_LIST
  text
  ```

> ```{archdoc:envvar} IN_QUOTE
> text
> ```

:::{note}
```{archdoc:component} in-note
:purpose: x
- a
- b
```
:::

`````{archdoc:component} in-body
Body with

```{archdoc:envvar} IN_BODY
# Heading

| a | b |
|---|---|
| 1 | 2 |
```

```{archdoc:table} envvar
:columns: name, description
:scope: page
```
`````

````{list-table}
* - a
  - ```{archdoc:envvar} IN_TABLE
    text
    ```
````

```{eval-rst}
.. archdoc:envvar:: IN_RST

   text

   * a
```
"""

RST = """\
Oddities
========

.. archdoc:envvar:: TWO
   LINES
   :default: x
   text without a blank line

* .. archdoc:envvar:: RST_LIST

     text

.. note::

   .. archdoc:gotcha:: in-rst-note
      :symptom: a
      :cause: b
      :fix: c

.. archdoc:integration:: outer-rst

   .. archdoc:integration:: inner-rst

      .. archdoc:endpoint:: GET /rst
         :purpose: x

.. archdoc:component:: headed
   :purpose: |
     x

   Sub
   ---

   text
"""

ODD = {
    "unclosed.md": "# Unclosed\n\n````{archdoc:component} unclosed\n:purpose: x\n\n```{archdoc:envvar} UNCLOSED_INNER\ntext\n",
    "unclosed-yaml.md": "# Unclosed YAML\n\n```{archdoc:envvar} UNCLOSED_YAML\n---\ndefault: x\n\ntext\n```\n",
    "crlf.md": "# CRLF\r\n\r\n```{archdoc:envvar} CRLF\r\n:default: x\r\n:nope: y\r\n\r\ntext\r\n```\r\n",
    "crlf-rst.rst": "CRLF\r\n====\r\n\r\n.. archdoc:envvar:: CRLF_RST\r\n   :nope: y\r\n\r\n   text\r\n",
    "tabs.md": "# Tabs\n\n```{archdoc:envvar} TABS\n:required:\t✗\n:default:\ta\tb\n\n\tcode\n```\n",
    "tabs-rst.rst": "Tabs\n====\n\n.. archdoc:envvar::\tTABS_RST\n\t:required:\n\n\ttext\n",
    "empty.md": "",
    "matter.md": "---\na: b\n---\n",
    "titleless.md": "```{archdoc:document}\n:owner: x\n```\n",
    "nameless.md": "# Nameless\n\n"
    + "".join(f"```{{archdoc:{kind}}}\n```\n\n" for kind in (*KINDS, "nope", "table", "")),
    "nameless-rst.rst": "Nameless\n========\n\n"
    + "".join(f".. archdoc:{kind}::\n\n" for kind in (*KINDS, "nope", "table")),
    "control.md": "# Control\n\n"
    + "".join(myst(k.name, name_of(k, CONTROL), options_of(k, CONTROL), CONTROL) for k in KINDS.values()),
    "same.md": "# archdoc-envvar-SAME\n\n(archdoc-envvar-OTHER)=\n\ntext\n\n"
    + "".join(
        f"```{{archdoc:envvar}} {name}\ntext\n```\n"
        for name in ("SAME", "SAME", "OTHER", "✓", "😀", "a b", "a-b", "A-B", "--")
    ),
}


def files() -> dict[str, str]:
    """The whole site."""
    bodies = [myst(kind, name, [":purpose: x"], body) for name, (kind, body) in BODIES.items()]
    pages = {
        **dict(pages_of_names()),
        **dict(pages_of_values()),
        "bodies.md": "---\nnosearch: true\n---\n# Bodies\n\n" + "\n".join(bodies),
        "nested.md": NESTED,
        "oddities.rst": RST,
        **ODD,
    }
    names = "\n".join(page.rpartition(".")[0] for page in pages)
    return {**pages, "index.md": f"# Start\n\n```{{toctree}}\n:maxdepth: 1\n\n{names}\n```\n"}
