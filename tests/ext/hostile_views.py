"""Views of what is hostile, and views that are hostile themselves."""

from __future__ import annotations

from collections.abc import Callable

Make = Callable[[str, str, list[str], str], str]


def views_of(make: Make, name: str, text: str, every: str) -> list[str]:
    """Every view, of the entries of one page that are called *name* and hold *text*."""
    here = [":scope: page", f":caption: {text}"]
    return [
        make("table", every, here, ""),
        make("diagram", "", here, ""),
        make("diagram", "", [*here, ":kind: dbtable"], ""),
        make("diagram", "", [f":kind: {every}", *here, ":group-by: purpose", ":direction: BT"], ""),
        make("diagram", "", [f":root: component:{name}", ":depth: 2", f":empty: {text}"], ""),
        make("impact", f"component:{name}", [":as: diagram", f":caption: {text}", f":empty: {text}"], ""),
        make("summary", "", [*here, ":by: kind, owner, layer, focus, purpose"], ""),
        make("score", "", [*here, ":by: owner, purpose"], ""),
    ]


def wrong_views(make: Make, values: list[str]) -> list[str]:
    """Each option of each view with each of some values that nobody means; of little else, for the time."""
    options = {
        "diagram": [
            "kind",
            "where",
            "group-by",
            "scope",
            "root",
            "depth",
            "direction",
            "caption",
            "empty",
            "x",
        ],
        "impact": ["as", "caption", "empty", "x"],
        "summary": ["kind", "by", "where", "scope", "caption", "empty", "x"],
    }
    names = {"diagram": "", "impact": "in-note", "summary": ""}
    little = {"diagram": [":scope: page"], "impact": [], "summary": [":scope: page"]}
    return [
        make(view, names[view], [f":{option}: {value}", *(little[view] if option != "scope" else [])], "")
        for view, named in options.items()
        for option in named
        for value in values
    ] + [make(view, value, [], value) for view in options for value in values]


VALUES = [
    "", "x", "<b>", '"', "a, <b>", "-1", "999999999999999999", "1e9", "🤷", "\u202e", "%%{init: {}}%%", "end",
    '"] --> n1["', "$z$ \\input{x}", "javascript:alert(1)", "\x0b\ufffe", "component:", "page#", "x" * 5_000,
]  # fmt: skip
