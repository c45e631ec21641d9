"""Each kind in each form that lists, tables, paragraphs and headings have, below each usual heading.

The files of cases have the rules and their limits, one by one. This grid finds forms that are missed for one kind
only: names are written in four ways, in a dozen forms, below the same heading in several places of a page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.page import recognise
from tests.markdown.documents import VOCABULARY

Rows = Sequence[tuple[str, str]]


class Example(NamedTuple):
    """Entries of a kind, as names and texts, and the heading of the section and of the two columns."""

    heading: str
    columns: tuple[str, str]
    rows: Rows


EXAMPLES = {
    "envvar": Example(
        "Environment variables",
        ("Variable", "Description"),
        [
            ("PORT", "Port that the till listens on"),
            ("OVEN_URL", "Address of the oven"),
            ("CACHE_TTL", "Seconds before a price expires"),
            ("LOG_LEVEL", "Verbosity of the log"),
        ],
    ),
    "secret": Example(
        "Secrets",
        ("Secret", "Purpose"),
        [
            ("secret/data/bakery/till", "Key of the till"),
            ("secret/data/bakery/oven", "Password of the oven"),
            ("secret/data/bakery/mail", "Password of the mail server"),
        ],
    ),
    "component": Example(
        "Components",
        ("Service", "Responsibility"),
        [
            ("oven-service", "Bakes and cools loaves"),
            ("web-shop", "Storefront for customers of the bakery"),
            ("price-indexer", "Feeds the index of prices"),
        ],
    ),
    "integration": Example(
        "Integrations",
        ("Provider", "Purpose"),
        [
            ("Stripe", "Card payments and refunds"),
            ("SendGrid", "Transactional e-mail"),
            ("Sentry", "Collects exceptions"),
        ],
    ),
    "endpoint": Example(
        "Endpoints",
        ("Endpoint", "Description"),
        [
            ("GET /loaves", "Lists the loaves of the day"),
            ("POST /loaves", "Orders a loaf"),
            ("DELETE /loaves/{id}", "Cancels a loaf"),
        ],
    ),
    "webhook": Example(
        "Webhooks",
        ("Event", "Description"),
        [
            ("loaf.ordered", "Sent when a customer orders a loaf"),
            ("loaf.baked", "Sent when a loaf leaves the oven"),
            ("invoice.overdue", "Sent when an invoice is past its due date"),
        ],
    ),
    "dbtable": Example(
        "Database tables",
        ("Table", "Description"),
        [
            ("loaves", "One row for each loaf"),
            ("ovens", "Ovens and where they are"),
            ("order_items", "Loaves of an order"),
        ],
    ),
    "error": Example(
        "Errors",
        ("Code", "Description"),
        [
            ("INVALID_TOKEN", "The token is malformed or expired"),
            ("LOAF_NOT_FOUND", "No loaf has this id"),
            ("OVEN_BUSY", "Too many loaves in a minute"),
        ],
    ),
    "gotcha": Example(
        "Gotchas",
        ("Problem", "Solution"),
        [
            ("Oven does not start", "Another oven uses the fuse. Turn it off."),
            ("Mails are not sent", "The worker is not running. Start it."),
            ("Search returns stale prices", "The index is rebuilt only at night. Rebuild it."),
        ],
    ),
    "degradation": Example(
        "Degradation",
        ("Failure", "Behavior"),
        [
            ("Redis is down", "Carts are kept in the database"),
            ("Stripe is unreachable", "Orders are queued and charged later"),
            ("Mail server rejects messages", "Messages are sent again for a day"),
        ],
    ),
    "upstream": Example(
        "Dependencies",
        ("Dependency", "Purpose"),
        [
            ("PostgreSQL", "Primary store of orders"),
            ("RabbitMQ", "Queue between services"),
            ("Elasticsearch", "Search for loaves by name"),
        ],
    ),
    "mcp-server": Example(
        "MCP servers",
        ("Server", "Purpose"),
        [
            ("github", "Reads issues and pull requests"),
            ("postgres", "Queries the store of orders"),
            ("filesystem", "Reads files below the project"),
        ],
    ),
    "code": Example(
        "Code locations",
        ("Path", "Description"),
        [
            ("src/till.py", "Starts the till"),
            ("src/ovens/", "Ovens and their schedule"),
            ("config/settings.yaml", "Settings of each shop"),
        ],
    ),
    "related": Example(
        "Related documents",
        ("Document", "Description"),
        [
            ("[Deployment](deployment.md)", "How to open a shop"),
            ("[Security](security.md)", "Rules of security"),
            ("[Runbook](runbook.md)", "What to do at night"),
        ],
    ),
}

MARKUP: dict[str, Callable[[str], str]] = {
    "plain": lambda name: name,
    "code": lambda name: name if name.startswith("[") else f"`{name}`",
    "bold": lambda name: f"**{name}**",
    "bold code": lambda name: f"**{MARKUP['code'](name)}**",
}

FORMS = {
    "item with a colon": "- {name}: {text}\n",
    "item with a hyphen": "- {name} - {text}\n",
    "item with a dash": "- {name} — {text}\n",
    "numbered item": "{number}. {name}: {text}\n",
    "item above a point": "- {name}\n  - {text}\n",
    "item above a line": "- {name}\\\n  {text}\n",
    "paragraph": "{name}: {text}\n\n",
    "paragraph above another": "{name}\n\n{text}\n\n",
    "heading": "### {name}\n\n{text}.\n\n",
    "numbered heading": "### {number}. {name}\n\n{text}.\n\n",
    "heading above a label": "### {name}\n\n- **Description:** {text}\n- **Owner:** bakers\n\n",
    "term": "{name}\n: {text}\n\n",
    "row": "| {name} | {text} |\n",
}

NOT_READ = {
    "envvar": {"paragraph above another"},
    "secret": {"item above a point", "paragraph", "paragraph above another"},
    "component": {
        *("item with a colon", "numbered item", "item above a point"),
        *("paragraph", "paragraph above another"),
    },
    "integration": {
        *("item with a colon", "numbered item", "item above a point"),
        *("paragraph", "paragraph above another"),
    },
    "webhook": {"item above a point", "paragraph", "paragraph above another"},
    "dbtable": {"item above a point", "paragraph", "paragraph above another"},
    "error": {"paragraph", "paragraph above another"},
    "gotcha": {"paragraph", "paragraph above another"},
    "degradation": {"paragraph", "paragraph above another"},
    "upstream": {"paragraph", "paragraph above another"},
    "mcp-server": {"item above a point", "paragraph", "paragraph above another"},
    "code": {
        *("item with a colon", "item above a point", "item above a line", "term"),
        *("paragraph", "paragraph above another"),
    },
    "related": {"paragraph above another"},
}
"""Forms that are not read if the names have no markup, because facts and prose have them as well."""

NEVER = {
    ("gotcha", "code", "paragraph above another"),
    ("related", "code", "paragraph above another"),
    ("mcp-server", "bold", "heading"),
}
"""Other names that are not read: code and words alone in a line can be examples and captions."""

PLACES = (
    "# Bakery\n\nAbout the bakery.\n\n## {heading}\n\n",
    "# Bakery\n\n## 3. {heading}\n\n",
    "# Bakery\n\n## Bakery {heading}\n\nThe bakery needs all of them.\n\n",
)


def written(example: Example, markup: str, form: str) -> str:
    mark, shape = MARKUP[markup], FORMS[form]
    rows = "".join(
        shape.format(name=mark(name), text=text, number=number)
        for number, (name, text) in enumerate(example.rows, 1)
    )
    header = "| {} | {} |\n|---|---|\n".format(*example.columns) if form == "row" else ""
    return header + rows


@pytest.mark.parametrize(("markup", "form"), list(itertools.product(MARKUP, FORMS)))
@pytest.mark.parametrize("kind", EXAMPLES)
def test_names_are_read_in_each_form(kind: str, markup: str, form: str) -> None:
    example = EXAMPLES[kind]
    is_plain = markup == "plain" and form in NOT_READ.get(kind, ())
    is_read = not (is_plain or (kind, markup, form) in NEVER)
    for place in PLACES:
        text = place.format(heading=example.heading) + written(example, markup, form)
        found = [entry for entry in recognise(read_blocks(text), VOCABULARY).entries if entry.kind == kind]
        if is_read:
            assert [_bare(entry.name) for entry in found] == [_bare(name) for name, _ in example.rows], text
        else:
            assert len(found) < len(example.rows), text


def _bare(name: str) -> str:
    """Return a name without its markup, and that of a document as the text of its link."""
    return re.sub(r"^\[(.*?)\]\(.*\)$", r"\1", name.strip("*`"))


def test_all_kinds_with_names_have_an_example() -> None:
    others = {"document", "relationship", "matview", "downstream"}
    assert {*EXAMPLES} | others == {kind.name for kind in VOCABULARY.kinds.values()}
