"""On a page with something wrong, all that stands beside it is as it would be without it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_archdoc.content.views import VIEWS
from tests.examples import examples
from tests.ext.hostile_site import myst, rst
from tests.ext.tags import Tags
from tests.ext.workbench import Workbench
from tests.fuzz.bounds import bounded
from tests.fuzz.entries import KINDS, Mistake, mistakes, words
from tests.schema.hostile import texts

FIELDS = {
    **{name: [*kind.fields] for name, kind in KINDS.items()},
    **{name: [*view.options.fields] for name, view in VIEWS.items()},
}
NEIGHBOUR = """\
```{archdoc:envvar} %s
:default: 1
:example: x

Words of a neighbour, with `code` and [a link](https://example.org).
```
"""


def page(between: str) -> str:
    """A page on which something stands between two entries."""
    return "\n".join(
        [
            "# Page",
            "",
            "## Before",
            "",
            NEIGHBOUR % "BEFORE",
            "",
            "## Between",
            "",
            between,
            "",
            "## After",
            "",
            NEIGHBOUR % "AFTER",
        ]
    )


FIRST = page("here").split("\n").index("here") + 1
"""Line of what stands between the neighbours."""

BUILT = examples(1 / 4)
"""A page takes much longer than a value."""


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    bench = Workbench(tmp_path_factory.mktemp("pages"))
    yield bench
    bench.app.cleanup()


@pytest.fixture(scope="module")
def clean(workbench: Workbench) -> list[str]:
    """The neighbours on a page with nothing wrong."""
    _, html = workbench.show("myst.md", page("Nothing."))
    assert workbench.said == []
    found = neighbours(html)
    assert all("Words of a neighbour" in text for text in found)
    return found


def neighbours(html: str) -> list[str]:
    return [
        html.partition(f'<section id="{id_}">')[2].partition("</section>")[0] for id_ in ("before", "after")
    ]


def show(workbench: Workbench, clean: list[str], between: str) -> str:
    """The page, after what is true of every one was looked at."""
    with bounded(10):
        entries, html = workbench.show("myst.md", page(between))
    assert neighbours(html) == clean
    found = Tags(html)
    assert (found.wrong, found.handlers) == ([], [])
    assert [entry.anchor for entry in entries if entry.anchor not in found.ids] == []
    last = FIRST + between.count("\n")
    assert [told for told in workbench.said if not FIRST <= int(told.split()[0]) <= last] == []
    return html


@BUILT
@given(mistakes())
def test_a_known_mistake_is_told_at_its_line(
    workbench: Workbench, clean: list[str], mistake: Mistake
) -> None:
    draft = mistake.draft
    lines = draft.lines()
    show(
        workbench,
        clean,
        "\n".join([f"::::::{{archdoc:{draft.kind}}} {draft.name}".rstrip(), *lines, "::::::"]),
    )
    assert f"{FIRST + mistake.line} {mistake.code}" in workbench.said


@BUILT
@given(
    st.sampled_from([*FIELDS]).flatmap(
        lambda name: st.tuples(
            st.just(name), texts, st.lists(st.tuples(st.sampled_from(FIELDS[name]), texts), max_size=5), texts
        )
    ),
    st.booleans(),
)
def test_any_directive_leaves_its_neighbours(
    workbench: Workbench, clean: list[str], some: tuple[str, str, list[tuple[str, str]], str], in_rst: bool
) -> None:
    name, argument, options, body = some
    lines = [f":{field}: {' '.join(value.split())}" for field, value in options]
    body = re.sub(r"[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", body.replace("::::::", ""))
    argument = " ".join(argument.split())
    text = (
        f"``````````{{eval-rst}}\n{rst(name, argument, lines, body)}\n``````````"
        if in_rst
        else myst(name, argument, lines, body)
    )
    show(workbench, clean, text)


ROLES = st.sampled_from([*KINDS, "nope", "", "table"])
INLINE = st.one_of(
    st.tuples(ROLES, texts).map(lambda drawn: f"{{archdoc:{drawn[0]}}}`{drawn[1]}`"),
    st.tuples(texts, ROLES, texts).map(lambda drawn: f"[{drawn[0]}](#{drawn[1]}.{drawn[2]})"),
    st.tuples(ROLES, texts, texts).map(lambda drawn: f"{{archdoc:{drawn[0]}}}`{drawn[1]} <{drawn[2]}>`"),
    texts.map(lambda text: f"{{any}}`{text}`"),
    texts,
)


@BUILT
@given(st.lists(INLINE, min_size=1, max_size=5))
def test_any_role_or_link_leaves_its_neighbours(
    workbench: Workbench, clean: list[str], some: list[str]
) -> None:
    show(workbench, clean, "x " + " ".join(" ".join(some).split()))


@BUILT
@given(st.sampled_from([*KINDS]), words.map(lambda word: f"no-{word}"), st.booleans())
@example("envvar", "no-&b", False)
def test_a_reference_to_nothing_is_told(
    workbench: Workbench, clean: list[str], kind: str, name: str, is_link: bool
) -> None:
    show(
        workbench, clean, f"Words [to](#{kind}.{name})." if is_link else f"Words {{archdoc:{kind}}}`{name}`."
    )
    assert workbench.said == [f"{FIRST} dangling-reference"]
