"""Lines in fences of colons that begin with another one, where MyST counts one too many for each."""

from __future__ import annotations

from tests.conftest import Site

PAGE = """\
# Page

:::::{admonition} One
::::{admonition} In the other
:::{archdoc:component} auth-api
:wrong: line 6

Has {archdoc:envvar}`LINE_8`.
:::
Is {archdoc:envvar}`LINE_10`.
::::
:::::

:::::{archdoc:integration} Mailgate
::::{archdoc:endpoint} GET /mails
:purpose: See {archdoc:envvar}`LINE_16`.
:wrong: line 17
::::
And {archdoc:envvar}`LINE_19`.

:::{archdoc:webhooks}
:wrong: line 22
:::
:::::

::::{admonition} Another
:::{archdoc:tabel} envvar
:::
{archdoc:evnvar}`LINE_29`
::::
"""


def test_problems_stand_at_their_lines(site: Site) -> None:
    site.write({"index.md": PAGE})
    assert site.build("dummy").codes == [
        "index.md:6 unknown-field",
        "index.md:8 dangling-reference",
        "index.md:10 dangling-reference",
        "index.md:16 dangling-reference",
        "index.md:17 unknown-field",
        "index.md:19 dangling-reference",
        "index.md:21 not-entries",
        "index.md:27 unknown-kind",
        "index.md:29 unknown-kind",
    ]
