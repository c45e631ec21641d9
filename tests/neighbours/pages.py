"""A small project with every view, in folders, that the tests of addresses, folders and builds share."""

from __future__ import annotations

from tests.ext.test_builders import MORE
from tests.ext.test_incremental import FILES

VIEWS = """\
# Views

```{archdoc:table} component, envvar, integration
:columns: name, page, mentioned-in
```

```{archdoc:diagram}
```

```{archdoc:diagram}
:kind: dbtable
:caption: Tables
```

```{archdoc:impact} orders-db
```

```{archdoc:impact} orders-db
:as: diagram
```

```{archdoc:summary}
:by: kind, page
```

Indices: {ref}`archdoc-component`, {ref}`archdoc-envvar`; {archdoc:endpoint}`GET /v1/mails/{id}` and
{any}`jwt-key`, [](#component.auth-api).
"""

PLAIN = """\
> **Type:** Architecture
> **Focus:** high

# Deep

## Environment Variables

| Variable | Required | Default | Description |
|---|---|---|---|
| `DEEP_PORT` | ✓ | `80` | The port of {archdoc:component}`auth-api` |

## Common Gotchas

### Deep waters

- **Symptom:** Slow answers of {archdoc:component}`orders-db`
- **Cause:** Depth
- **Fix:** Surface
"""

REST = """\
Rest
====

.. archdoc:component:: rest-api
   :purpose: Speaks to :archdoc:component:`auth-api`.
   :depends-on: auth-api

.. archdoc:table:: dbtable
"""

SITE = FILES | {
    "index.md": FILES["index.md"].replace(
        "plain\n", "plain\nmore\nviews\nshop/views\nshop/far/deep\nshop/far/rest\n"
    ),
    "more.md": MORE,
    "views.md": VIEWS,
    "shop/views.md": VIEWS,
    "shop/far/deep.md": PLAIN,
    "shop/far/rest.rst": REST,
}
