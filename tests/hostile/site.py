"""A site whose every name and every field means something to somebody who reads it: to a browser, to TeX, to Mermaid.

It is made from the kinds table: each page has an entry of every kind, each field of it has another of the
texts, and over all pages every field of every kind has each of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import Field, FieldType, Kind
from tests.ext.hostile_site import OF_A_TYPE, myst, name_of

KINDS = builtin_kinds()

PAYLOADS = {
    "html": "<script>pwned()</script><img src=x onerror=pwned()>",
    "attribute": '" onmouseover="pwned()" x=\'pwned()',
    "picture": "</title></text></svg><script>pwned()</script><svg onload=pwned()>",
    "entity": "&lt;script&gt;pwned()&#60;/script&#62; &pwned;",
    "mermaid": '%%{init: {"securityLevel": "loose"}}%% "] --> x; click n1 call pwned() end',
    "click": 'click n1 href "javascript:pwned()" _self',
    "tex": "\\pwned{} \\input{pwned} \\write18{pwned} \\href{javascript:pwned}{x}",
    "tex signs": "^^5cpwned }{ $\\pwned$ %pwned #1 ~ \\end{document}",
    "script": "javascript:pwned()",
    "data": "data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+",
    "link": "[x](javascript:pwned()) ![y](vbscript:pwned()) [z](data:text/html,pwned)",
    "autolink": "<javascript:pwned()> <vbscript:pwned()> javascript:pwned()",
    "formula": '=HYPERLINK("https://pwned.example","x") @SUM(1) +1',
    "roff": ".sy pwned",
    "roff signs": "'so pwned \\*[pwned] \\X'pwned'",
    "texinfo": "@include pwned @bye @pwned{}",
    "xml": "]]> <?pwned x?> <!DOCTYPE pwned> <![CDATA[",
    "catalogue": '" msgid "pwned" msgstr "\\n',
    "template": "{{ pwned() }} {% pwned %} ${pwned} %(pwned)s",
    "path": "../../../../pwned",
}
"""Texts that somebody would run, follow or open, if they came out as they are."""

BODIES = {
    FieldType.SQL: 'CREATE TABLE "{0}" ("{0}" INT DEFAULT \'{1}\', b TEXT COMMENT \'{1}\' REFERENCES "{0}" (id));',
    FieldType.JSON: '{{"mcpServers": {{"x": "{2}"}}}}',
}


def value(field: Field, text: str) -> str:
    """A value for a field of any type with a text in it."""
    if field.type in (FieldType.URL, FieldType.LINK, FieldType.FLAG, FieldType.INTEGER, FieldType.DATE):
        return text  # these refuse it
    if field.type in BODIES:
        quoted = (
            text.replace('"', '""'),
            text.replace("'", "''"),
            text.replace("\\", "\\\\").replace('"', '\\"'),
        )
        return BODIES[field.type].format(*quoted)
    return text


def entry(kind: Kind, number: int) -> str:
    """An entry of a kind; its name is one of the texts, and its fields are those behind it."""
    texts = [*PAYLOADS.values()]
    fields = {
        field.name: value(field, texts[(number + place) % len(texts)])
        for place, field in enumerate(kind.fields.values(), 1)
        if field.name not in kind.name_fields
    }
    body = fields.pop(kind.body, "")
    options = [f":{name}: '{text.replace(chr(39), chr(39) * 2)}'" for name, text in fields.items()]
    return myst(kind.name, name_of(kind, texts[number]), options, body)


def good_links(text: str) -> Iterator[str]:
    """An entry for each field that takes an address, with one that is right and holds the text."""
    for kind in KINDS.values():
        for field in kind.fields.values():
            if field.type in (FieldType.URL, FieldType.LINK):
                address = OF_A_TYPE[FieldType.URL] + "".join(text.split())
                yield myst(kind.name, f"good {kind.name}", [f":{field.name}: {address}"], "")


def views(text: str) -> list[str]:
    """Every view, of the entries of its page."""
    here = [":scope: page", f":caption: {text}"]
    return [
        myst("table", ", ".join(KINDS), here, ""),
        myst("diagram", "", [f":kind: {', '.join(KINDS)}", *here, ":group-by: purpose"], ""),
        myst("diagram", "", [":kind: dbtable", *here], ""),
        myst("impact", f"component:{text}", [":as: diagram", f":caption: {text}", f":empty: {text}"], ""),
        myst("summary", "", [*here, ":by: kind, owner, layer, purpose"], ""),
        myst("score", "", [*here, ":by: owner, purpose"], ""),
    ]


def files() -> dict[str, str]:
    """The whole site."""
    pages = {
        f"page-{number}.md": "\n".join(
            [
                f"# Page {number}",
                "",
                *(entry(kind, number) for kind in KINDS.values()),
                *good_links(text),
                myst(
                    "component", f"b{number}", [f":depends-on: '{text.replace(chr(39), chr(39) * 2)}'"], "x"
                ),
                *views(text),
            ]
        )
        for number, text in enumerate(PAYLOADS.values())
    }
    listed = "\n".join(page.removesuffix(".md") for page in pages)
    return {**pages, "index.md": f"# Start\n\n```{{toctree}}\n{listed}\n```\n"}
