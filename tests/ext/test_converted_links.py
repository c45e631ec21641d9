"""Links to headings that `convert` replaces, and targets before an entry."""

from __future__ import annotations

import re

import pytest

from sphinx_archdoc.cli.main import main
from tests.conftest import Site

INDEX = """\
# Shop

[port](#port), [one of these](#environment-variables), [slow](other.md#it-is-slow-1), [host](other.md#the_host)

```{toctree}
other
```

## Environment variables

### `PORT`

**Description:** Where it listens. See [the host](#host-name).

### HOST_NAME <a id="host-name"></a>

**Description:** Who listens.
"""

OTHER = """\
---
archdoc: true
---
# Other

## It is slow

Words.

## Gotchas

### It is slow

**Symptom:** s
**Cause:** [c](index.md#port)
**Fix:** f

## Environment variables

### `THE_HOST`

**Description:** Who.
"""


def anchors(body: str) -> set[str]:
    return set(re.findall(r'href="([^"]*#[^"]+)"', body))


@pytest.mark.parametrize("depth", [0, 6])
def test_links_to_replaced_headings_lead_to_the_entries(site: Site, depth: int) -> None:
    site.conf["myst_heading_anchors"] = depth
    site.write({"index.md": f"---\narchdoc: true\n---\n{INDEX}", "other.md": OTHER})
    assert main(["convert", "--force", str(site.source)]) == 0
    assert "### " not in (site.source / "index.md").read_text("utf-8")
    built = site.build()
    assert built.codes == []
    assert [warning for warning in built.warnings if depth or "environment-variables" not in warning] == []
    body = built.body("index")
    assert {
        "#archdoc-envvar-PORT",
        "#archdoc-envvar-HOST_NAME",
        "other.html#archdoc-gotcha-It-is-slow",
        "other.html#archdoc-envvar-THE_HOST",
    } <= anchors(body)
    assert "index.html#archdoc-envvar-PORT" in anchors(built.body("other"))


def test_links_to_headings_that_no_target_can_be_called_after(site: Site) -> None:
    site.conf["myst_heading_anchors"] = 3
    card = "**Symptom:** s\n\n**Cause:** c\n\n**Fix:** f\n"
    links = "[a](#über-uns) [b](#%C3%BCber-uns)"
    site.write({"index.md": f"# T\n\n{links}\n\n## Gotchas\n\n### Über uns\n\n{card}"})
    assert main(["convert", "--force", str(site.source)]) == 0
    built = site.build()
    assert built.warnings == []
    assert len(re.findall(r'class="reference internal" href="#archdoc-gotcha', built.body("index"))) >= 2


def test_an_entry_may_have_targets_before_it(site: Site) -> None:
    page = """\
# T

[1](#one) [2](#two) [3](#three)

(one)=
```{archdoc:envvar} A
a
```

(two)=
(three)=
```{archdoc:envvar} B
b
```

(four)=
```{archdoc:gotcha} It hangs
:symptom: [s](#four)
:cause: c
:fix: f
```
"""
    site.write({"index.md": page})
    built = site.build()
    assert built.warnings == []
    body = built.body("index")
    assert re.findall(r'class="reference internal" href="#archdoc-(\S+)"', body)[:3] == [
        "envvar-A",
        "envvar-B",
        "envvar-B",
    ]
    assert 'href="#archdoc-gotcha-It-hangs"' in body
    assert site.build("latex").warnings == []
