"""The project that is built: the same bytes for the same number of pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

WAYS = ("floor", "plain", "archdoc")

_SUBJECTS = ("The worker", "The session store", "Each replica", "The read path", "A nightly job")
_VERBS = ("retries", "publishes", "caches", "drops", "samples")
_OBJECTS = ("expired tokens", "pending requests", "feature flags", "signed payloads")
_ENDS = (
    "after a failover",
    "under load",
    "when the clock drifts",
    "with `FOR UPDATE`",
    "during a deploy",
    "once",
)


class Section(NamedTuple):
    """Entries of one kind on a page.

    :param columns: the headings of a table by hand, and the fields under them; the last is the body.
    """

    kind: str
    heading: str
    count: int
    name: str
    columns: dict[str, str]


SECTIONS = (
    Section(
        "envvar",
        "Environment Variables",
        14,
        "OPTION_{page}_{n}",
        {"Default": "default", "Description": "description"},
    ),
    Section("secret", "Vault Secrets", 4, "{page}/key-{n}", {"Rotation": "rotation", "Usage": "usage"}),
    Section(
        "component",
        "Components",
        6,
        "{page}-part-{n}",
        {"Type": "type", "Depends on": "depends-on", "Purpose": "purpose"},
    ),
    Section("endpoint", "API Endpoints", 8, "GET /{page}/{n}", {"Timeout": "timeout", "Purpose": "purpose"}),
    Section("code", "Code Locations", 6, "Code of {page} {n}", {"Location": "paths", "Notes": "notes"}),
    Section("error", "Errors", 6, "{page} failed {n}", {"Resolution": "resolution", "Cause": "cause"}),
    Section(
        "gotcha", "Gotchas", 6, "{page} waits {n}", {"Symptom": "symptom", "Fix": "fix", "Cause": "cause"}
    ),
)
"""50 entries on each page."""

ENTRIES_PER_PAGE = sum(section.count for section in SECTIONS)


class Row(NamedTuple):
    """One entry: its name, and its values by field."""

    name: str
    values: dict[str, str]


def write_corpus(folder: Path, way: str, pages: int) -> None:
    """Write the project in one of :data:`WAYS`."""
    folder.mkdir(parents=True, exist_ok=True)
    extensions = ["myst_parser", "sphinx_archdoc"] if way == "archdoc" else ["myst_parser"]
    conf = [
        f"extensions = {extensions}",
        "html_theme = 'basic'",
        "myst_enable_extensions = ['attrs_inline']",
        "",
    ]
    (folder / "conf.py").write_text("\n".join(conf), "utf-8")
    names = [f"service-{number}" for number in range(pages)]
    overviews = [f"all-{section.kind}" for section in SECTIONS]
    (folder / "index.md").write_text(
        "\n".join(["# Start", "", "```{toctree}", *names, *overviews, "```", ""]), "utf-8"
    )
    for number, name in enumerate(names):
        (folder / f"{name}.md").write_text("\n\n".join(_page(way, number, names)) + "\n", "utf-8")
    for section, name in zip(SECTIONS, overviews, strict=True):
        (folder / f"{name}.md").write_text("\n\n".join(_overview(way, section, names)) + "\n", "utf-8")


def _page(way: str, number: int, names: list[str]) -> Iterator[str]:
    yield f"# {names[number]}"
    yield " ".join(f"{_sentence(number + n)}." for n in range(5))
    for section in SECTIONS:
        yield f"## {section.heading}"
        rows = _rows(section, number, names)
        if way == "plain":
            yield _table(section, rows, anchors=True)
        elif way == "archdoc":
            yield from (_directive(section, row) for row in rows)
    if way == "plain":
        yield "## Depended on by"
        users = names[number - 1]
        yield "\n".join(f"- [{users}-part-{n}](#component-{users}-part-{n})" for n in range(2))


def _overview(way: str, section: Section, names: list[str]) -> Iterator[str]:
    yield f"# All: {section.heading}"
    if way == "plain":
        yield _table(section, [row for number in range(len(names)) for row in _rows(section, number, names)])
    elif way == "archdoc":
        yield f"```{{archdoc:table}} {section.kind}\n```"


def _rows(section: Section, number: int, names: list[str]) -> list[Row]:
    """The entries of a page; the first two components of each depend on one of the next page."""
    fields = list(section.columns.values())
    rows = []
    for n in range(section.count):
        name = section.name.format(page=names[number], n=n)
        values = dict.fromkeys(fields[:-1], f"value {n}") | {fields[-1]: _sentence(number * 7 + n)}
        if section.kind == "component":
            values |= {
                "type": "API",
                "depends-on": f"{names[(number + 1) % len(names)]}-part-0" if n < 2 else "",
            }
        rows.append(Row(name, values))
    return rows


def _sentence(seed: int) -> str:
    parts = (_SUBJECTS, _VERBS, _OBJECTS, _ENDS)
    return " ".join(part[(seed + seed // (index + 2)) % len(part)] for index, part in enumerate(parts))


def _directive(section: Section, row: Row) -> str:
    *options, body = section.columns.values()
    lines = [f":{name}: {row.values[name]}" for name in options if row.values[name]]
    return "\n".join([f"```{{archdoc:{section.kind}}} {row.name}", *lines, "", row.values[body], "```"])


def _table(section: Section, rows: list[Row], *, anchors: bool = False) -> str:
    lines = [_line(["Name", *section.columns]), _line(["---"] * (1 + len(section.columns)))]
    for row in rows:
        values = [row.values[field] for field in section.columns.values()]
        if section.kind == "component" and values[1]:
            values[1] = f"[{values[1]}](#{_anchor(section, values[1])})"
        anchor = _anchor(section, row.name)
        name = f"[`{row.name}`]{{#{anchor}}}" if anchors else f"[`{row.name}`](#{anchor})"
        lines.append(_line([name, *values]))
    return "\n".join(lines)


def _anchor(section: Section, name: str) -> str:
    return re.sub(r"\W+", "-", f"{section.kind} {name}").lower()


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
