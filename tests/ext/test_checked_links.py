"""The builder that checks links names the line of the option that holds the address."""

from __future__ import annotations

import json

from tests.conftest import Site

PAGE = """\
# Page

```{archdoc:integration} Mail
:provider: x
:documentation: http://127.0.0.1:1/doc

Sends mails.
```

## Other

```{archdoc:related} Manual
:target: http://127.0.0.1:1/manual

A note.
```
"""


def test_the_line_of_an_address_is_that_of_its_option(site: Site) -> None:
    site.write({"index.md": PAGE})
    built = site.build("linkcheck")
    found = [json.loads(line) for line in built.text("output.json").splitlines()]
    assert {one["uri"].rpartition("/")[2]: one["lineno"] for one in found} == {"doc": 5, "manual": 13}
