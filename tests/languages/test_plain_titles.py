"""Titles in plain Markdown, whose pages Sphinx translates as they are: they are shown translated elsewhere, too."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Built, MakeSite, Site
from tests.languages.conftest import translate
from tests.languages.messages import messages_of

PLAIN = """\
---
archdoc: true
---
# Orders

## Key Components

| Component | Purpose |
|---|---|
| `orders-api` | Takes orders. |

## Integration Details

### Mailgate: sends the mails

- **Provider:** Mailgate Inc.

## Graceful Degradation

| Affects | Failure Scenario | Behavior |
|---|---|---|
| orders-api | Disk full | Stops writing. |
| orders-api | **Mail is down** | Queues. |

## Common Gotchas

### 🔒 Locks that stay

- **Symptom:** Nothing goes on.
- **Cause:** A lock is kept.
- **Fix:** Remove it.

### Clocks

- **Symptom:** It is late.
- **Cause:** It is wrong.
- **Fix:** Mend it.

## Related Documentation

- [A book](https://example.org/book) – Tells it all.
- **A letter** – Tells more.
- **A map** (an old one) – Shows the way.

```{archdoc:gotchas}
- **Rain**
  - **Symptom:** Wet.
  - **Cause:** Clouds.
  - **Fix:** A roof.
```
"""

VIEWS = """\
# Views

```{toctree}
orders
```

```{archdoc:table} gotcha, degradation, related, integration
```

```{archdoc:table} gotcha
:where: name = "Locks that stay"
:empty: not found
```

{archdoc:gotcha}`Locks that stay`, {archdoc:gotcha}`Clocks`.
"""

TRANSLATED = {
    "Orders": "Aufträge",
    "Mailgate: sends the mails": "Mailgate: verschickt die Post",
    "Disk full": "Platte voll",
    "**Mail is down**": "**Die Post steht**",
    "🔒 Locks that stay": "🔒 Sperren, die bleiben",
    "[A book](https://example.org/book) – Tells it all.": "[Ein Buch](https://example.org/book) – Sagt alles.",
    "**A letter** – Tells more.": "**Ein Brief** – Sagt mehr.",
    "**A map** (an old one) – Shows the way.": "**Eine Karte** (eine alte) – Zeigt den Weg.",
    "Rain": "Regen",
}

SHOWN = {
    "Disk full": "Platte voll",
    "Mail is down": "Die Post steht",
    "Locks that stay": "Sperren, die bleiben",
    "A book": "Ein Buch",
    "A letter": "Ein Brief",
    "A map": "Eine Karte",
    "Rain": "Regen",
}


@pytest.fixture(scope="module")
def german(make_site: MakeSite) -> Built:
    site = make_site("plain", {"index.md": VIEWS, "orders.md": PLAIN})
    translate(site, "de", {"orders": TRANSLATED})
    return site.build()


def test_a_page_is_extracted_as_it_is(site: Site) -> None:
    site.write({"index.md": VIEWS, "orders.md": PLAIN})
    assert TRANSLATED.keys() <= messages_of(site.build("gettext").out / "orders.pot").keys()


def test_titles_are_shown_translated_on_other_pages(german: Built) -> None:
    assert german.warnings == []
    table = german.body("index").partition("</table>")[0]
    for gone, shown in SHOWN.items():
        assert f">{shown}</a>" in table
        assert f">{gone}<" not in table
    assert ">Mailgate</a>" in table and ">Clocks</a>" in table
    assert "not found" not in german.body("index")


def test_titles_are_shown_translated_in_indices(german: Built) -> None:
    pages = ("archdoc-gotcha", "archdoc-degradation", "archdoc-related", "genindex")
    text = "\n".join(german.text(f"{page}.html") for page in pages)
    for gone, shown in SHOWN.items():
        assert f"{shown} (" in text and f">{shown}" in text
        assert f">{gone}" not in text


def test_references_by_the_written_title_lead_to_the_same_anchor(german: Built) -> None:
    links = re.findall(r'href="orders.html(#[\w-]+)"[^>]*>(?:<[^/>]*>)*([^<]+)<', german.body("index"))
    assert ("#archdoc-gotcha-Locks-that-stay", "Sperren, die bleiben") in links
    assert 'id="archdoc-gotcha-Locks-that-stay"' in german.body("orders")


def test_a_translation_of_another_form_leaves_the_title_as_it_is(site: Site) -> None:
    site.write({"index.md": VIEWS, "orders.md": PLAIN})
    translate(site, "de", {"orders": {"**A letter** – Tells more.": "Sagt mehr: ein Brief."}})
    built = site.build()
    assert built.warnings == []
    assert ">A letter</a>" in built.body("index")
