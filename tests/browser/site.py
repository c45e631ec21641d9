"""A site with all that tables on the web may hold: all types, groups, wide ones, and names that mean harm."""

from __future__ import annotations

from typing import Any

CONF: dict[str, Any] = {
    "html_theme": "furo",
    "archdoc_kinds": {
        "gauge": {
            "fields": {
                "value": {"type": "code"},
                "since": {"type": "date"},
                "live": {"type": "flag"},
                "team": {"type": "code"},
                "note": {"type": "text"},
            }
        }
    },
}

HOSTILE = "<img src=x onerror=alert(1)>"

GAUGES = [
    # name, value, since, live, team, note
    ("gauge 10", "10", "2025-12-31", "yes", "red", "Counts *all* requests."),
    ("gauge 9", "-3", "2026-01-02", "no", "blue", "Counts errors."),
    ("Gauge 1", "2.5", "2024-02-29", "yes", "red", "Ärger über Öl."),
    ("élan", "100", "", "no", "", "Cafe culture."),
    ("zebra", "", "2026-01-01", "yes", "blue", ""),
    (HOSTILE, "words", "", "no", "blue", f"`{HOSTILE}`"),  # in bare Markdown, authors may write HTML
    ("a" * 120, "9", "", "no", "red", "b" * 120),
]
MORE = [(f"more {n}", "1", "2020-01-01", "no", "blue", "One of many.") for n in range(40)]


def gauge(name: str, value: str, since: str, live: str, team: str, note: str) -> str:
    given = {"value": value, "since": since, "live": live, "team": team, "note": note}
    options = "\n".join(f":{option}: {text}" for option, text in given.items() if text)
    return f"```{{archdoc:gauge}} {name}\n{options}\n```\n"


def component(name: str, *options: str) -> str:
    return "\n".join([f"```{{archdoc:component}} {name}", ":purpose: Works.", *options, "```", ""])


FILES = {
    "index.md": "# Start\n\n```{toctree}\nviews\nwide\nentries\nmany\nfolded\nsystem\npictures\n```\n\nNo view.\n",
    "views.md": """\
# Views

```{archdoc:table} gauge
:where: page = entries
:sort: since
:columns: name, value, since, live, note
:caption: All gauges
```

```{archdoc:table} gauge
:where: page = entries
:columns: name, value, team
:group-by: team
```

```{archdoc:table} gauge
:where: name like gauge*
:columns: name
```

```{archdoc:table} gauge
:where: name = zebra
:columns: name
```
""",
    "wide.md": "# Wide\n\n```{archdoc:table} gauge\n"
    ":columns: name, page, kind, summary, value, since, live, team, note, mentioned-in\n```\n",
    "entries.md": "# Entries\n\n" + "\n".join(gauge(*one) for one in GAUGES),
    "system.md": "# System\n\n"
    + component(HOSTILE, ":layer: Edge <b>", ":depends-on: ledger")
    + component("ledger", ":layer: Data", ":owner: @store")
    + "```{archdoc:dbtable} orders\nCREATE TABLE orders (id int PRIMARY KEY, parent int REFERENCES orders);\n```\n"
    + f"```{{archdoc:upstream}} {HOSTILE}\n:reason: Because.\n```\n",
    "pictures.md": """\
# Pictures

```{archdoc:diagram}
:caption: The system
```

```{archdoc:diagram}
:kind: dbtable
```

```{archdoc:summary}
:by: owner
```
""",
    "folded.md": "# Folded\n\n"
    + "```{archdoc:envvar} HUB\nOne.\n```\n"
    + "".join(f"```{{archdoc:envvar}} LEDGER_{n}\nLike {{archdoc:envvar}}`HUB`.\n```\n" for n in range(20)),
    "many.md": "# Many\n\n" + "\n".join(gauge(*one) for one in MORE),
}
