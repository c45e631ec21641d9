"""A site with titles, captions and texts to be translated, and its translation."""

from __future__ import annotations

import gettext
from collections.abc import Mapping

from tests.conftest import Site
from tests.languages.messages import po

INDEX = """\
# Start

```{toctree}
service
```

```{archdoc:table} gotcha, degradation
:caption: All traps
```

```{archdoc:table} component
:columns: name, owner, depended-on-by, mentioned-in
:group-by: layer
:sort: owner
```

```{archdoc:diagram}
:caption: The layers
```

```{archdoc:impact} api
```

```{archdoc:summary}
:by: layer, focus
```

```{archdoc:table} webhook
:empty: Nobody calls.
```

Beware of {archdoc:gotcha}`Clocks that drift`, {archdoc:document}`service`.
"""

SERVICE = """\
# The service

```{archdoc:document}
:focus: high
```

```{archdoc:component} api
:layer: Front
:owner: The team

Answers {archdoc:component}`web` and [the port](#envvar.PORT).
```
```{archdoc:component} web
:purpose: Shows pages.
:layer: Front
:owner: Others
:depends-on: api
```

```{archdoc:envvar} PORT
:required:
:used-by: api

The *port*.
```

```{archdoc:gotcha} Clocks that drift
:symptom: Tokens are refused.
:fix: Set the clock.
:affects: api

The clocks differ.
```

```{archdoc:degradation} Cache gone
:behavior: Slower.
:affects: web
:failure-of: api
```

```{archdoc:code} Front end
:area: Browser
:paths: src/
```
"""

TRANSLATED = {
    "index": {
        "Start": "Anfang",
        "All traps": "Alle Fallen",
        "The layers": "Die Schichten",
        "Nobody calls.": "Niemand ruft an.",
        "Beware of {archdoc:gotcha}`Clocks that drift`, {archdoc:document}`service`.": "{archdoc:document}`service`: "
        "Vorsicht mit {archdoc:gotcha}`Clocks that drift`.",
    },
    "service": {
        "The service": "Der Dienst",
        "Front": "Vorne",
        "The team": "Das Team",
        "Others": "Andere",
        "Answers {archdoc:component}`web` and [the port](#envvar.PORT).": "[Der Port](#envvar.PORT) und "
        "{archdoc:component}`web` bekommen Antwort.",
        "The *port*.": "Der *Port*.",
        "Clocks that drift": "Uhren, die abweichen",
        "Set the clock.": "Uhr stellen.",
        "Cache gone": "Cache weg",
        "Slower.": "Langsamer.",
        "Browser": "Im Browser",
    },
}

PAGES = {"index.md": INDEX, "service.md": SERVICE}


def translate(site: Site, language: str, messages: Mapping[str, Mapping[str, str]]) -> None:
    """Give a site translations of its pages, by their names."""
    site.conf |= {"language": language, "locale_dirs": ["locale"]}
    site.write({f"locale/{language}/LC_MESSAGES/{page}.po": po(found) for page, found in messages.items()})
    gettext._translations.clear()  # what a process has read it does not read again
