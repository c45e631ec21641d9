"""Texts that never were nodes are shown as they would be if they had been."""

from __future__ import annotations

import pytest

from tests.conftest import Site

FILES = {
    "index.md": "# Start\n\n```{toctree}\nauth\nrst\nplain\n```\n\n"
    "```{archdoc:table} envvar, component, secret, gotcha, upstream\n```\n",
    "auth.md": """\
# Auth

```{archdoc:component} auth-api
:technology: Go

Issues tokens (see `/login` or `GET  /user  id`): 4.5 a second, never fewer — even at night.
```

```{archdoc:envvar} PORT
`PORT` is where it listens.
```

```{archdoc:envvar} HOST
With `<b>` & *marks* and "signs".
```

```{archdoc:gotcha} Clocks differ
:symptom: Tokens with `exp` are refused.
:fix: Set the clock, then wait.

The clocks of two hosts differ, see `ntpd`.
```

```{archdoc:upstream} Payments
Sells `things`.
```
""",
    "rst.rst": "Rst\n===\n\n.. archdoc:envvar:: TOKEN\n\n   Words: many (of them), 2 or more.\n\n"
    ".. archdoc:envvar:: OTHER\n\n   With ``code`` in it.\n",
    "plain.md": "---\narchdoc: true\n---\n\n# Plain\n\n## Vault Secrets\n\n| Secret | Usage |\n| --- | --- |\n"
    "| jwt/key | Signs `tokens`, and more |\n| other/key | It is *not* used |\n",
}


@pytest.mark.parametrize("builder", ["html", "text", "latex", "xml"])
def test_they_are_shown_as_parsed_ones_are(builder: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write(FILES)
    fast = _pages(site, builder, "fast")
    for place in ("ext.directives.entry_nodes", "ext.transforms.recognised_page"):
        monkeypatch.setattr(f"sphinx_archdoc.{place}.is_simple", lambda text, is_markdown: False)
    slow = _pages(site, builder, "slow")
    assert fast.keys() == slow.keys()
    for page, text in slow.items():
        assert fast[page] == text, page


def _pages(site: Site, builder: str, out: str) -> dict[str, str]:
    built = site.build(builder, out=out)
    assert not built.warnings
    if builder == "html":  # what stood in nodes stands in a span, which shows nothing by itself
        bodies = built.bodies().items()
        return {page: body.replace("<span>", "").replace("</span>", "") for page, body in bodies}
    suffix = {"text": "txt", "latex": "tex", "xml": "xml"}[builder]
    return {path.name: path.read_text("utf-8") for path in built.out.rglob(f"*.{suffix}")}
