"""Directives of several entries, in a document that is converted."""

from __future__ import annotations

import pytest

from sphinx_archdoc.markdown.convert.conversion import Fate, convert
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.loader import builtin_kinds

VOCABULARY = Vocabulary(builtin_kinds())

ONE = """```{archdoc:envvar} A
:default: 1

x
```"""

WRAPPED = {
    "a table": "| Variable | Default | Description |\n|-|-|-|\n| `A` | `1` | x |",
    "a table below a heading": "### Environment Variables\n\n| Variable | Default | Description |\n|-|-|-|\n| `A` | `1` | x |",
    "a list": "- **Variable:** A\n  **Default:** `1`\n  **Description:** x",
    "YAML": '- name: A\n  default: "`1`"\n  description: x',
}


@pytest.mark.parametrize("content", WRAPPED)
@pytest.mark.parametrize("name", ["envvars", "environment-variables"])
@pytest.mark.parametrize("fence", ["```", "~~~~", ":::"])
def test_it_becomes_directives_of_one_entry_each(content: str, name: str, fence: str) -> None:
    document = f"# T\n\nbefore\n\n{fence}{{archdoc:{name}}}\n{WRAPPED[content]}\n{fence}\n\nafter\n"
    converted = convert(document, VOCABULARY)
    assert converted.text == f"# T\n\nbefore\n\n{ONE}\n\nafter\n"
    assert dict(converted.entries) == {"envvar": 1}
    assert convert(converted.text, VOCABULARY).text == converted.text


KEPT = {
    "words beside the table": "Some words.\n\n| Variable | Description |\n|-|-|\n| `A` | x |",
    "a row without a name": "| Variable | Description |\n|-|-|\n|  | x |",
    "a directive within": "```{list-table}\n* - Variable\n  - Description\n* - `A`\n  - x\n```",
    "nothing": "",
    "a field that is none": "- name: A\n  descripton: x",
    "no YAML": "- name: [A",
}


@pytest.mark.parametrize("content", KEPT)
def test_it_stays_where_more_than_entries_stands_in_it(content: str) -> None:
    document = f"````{{archdoc:envvars}}\n{KEPT[content]}\n````\n"
    converted = convert(document, VOCABULARY)
    assert converted.text == document
    assert {part.fate for part in converted.parts} == {Fate.NOT_UNDERSTOOD}


def test_a_page_that_refuses_stays_as_it_is() -> None:
    document = f"---\narchdoc: false\n---\n\n```{{archdoc:envvars}}\n{WRAPPED['a table']}\n```\n"
    assert convert(document, VOCABULARY).text == document


def test_directives_that_stand_there_already_are_counted() -> None:
    document = (
        f"# T\n\n````{{archdoc:integration}} Mailgate\n{ONE.replace('A', 'B')}\n````\n\n{ONE}\n\nwords\n"
    )
    converted = convert(document, VOCABULARY)
    assert converted.text == document
    assert dict(converted.entries) == {"envvar": 2, "integration": 1}
    mapped = [(p.start, p.end, p.kind, p.name) for p in converted.parts if p.fate is Fate.MAPPED]
    assert mapped == [(3, 9, "integration", "Mailgate"), (11, 15, "envvar", "A")]
