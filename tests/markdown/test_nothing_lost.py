"""No word of a document is lost when it is converted.

Each value has a word of its own, so that none hides that another one is lost.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.schema.model import Kind
from tests.examples import examples
from tests.markdown.case_files import FILES, read_cases
from tests.markdown.documents import KINDS, VOCABULARY, checked, own_columns, table

NAMES = {"endpoint": "GET /v1/{}", "webhook": "POST /in/{}", "envvar": "PORT_{}", "secret": "KEY_{}"}

FORMS = [
    "**{label}:** {a}",
    "**{label}:**\n\n```text\n{a}\n```",
    "**{label}**\n```bash\n{name}={a}\n```",
    "**{label}:**\n\n```\n{a}\n{b}\n```",
    "**{label}:**\n- `{a}`",
    "**{label}:**\n- `{a}`\n- {b}",
    "**{label}:**\n\n1. {a}\n\n   {b}\n\n       {c}",
    "**{label}:**\n\n{a}",
    "**{label}:**\n\n{a}\n\n{b}",
    "**{label}:** {a}\n\n```\n{b}\n```",
    "**{label}:**\n\n> {a}",
    "**{label}:**\n\n| {a} | {b} |\n|---|---|\n| {c} | d | {d} |",
    "- **{label}:** {a}\n\n  {b}",
    "- **{label}:**\n  ```\n  {a}\n  ```\n- {b}",
    "- **{label}:**\n  - {a}\n  - {b}\n    - {c}",
    "#### {label}\n\n```\n{a}\n```\n\n{b}",
    "#### {label}\n\n- {a}\n- {b}: {c}",
    "| Field | Value |\n|---|---|\n| {label} | {a} | {b} |",
    "{a}\n\n{b}",
    "<b>{a}</b>\n<!-- {b} -->",
]
"""A label and its value, on a card."""

INNER = [
    "  - {label}: {a}",
    "  - {label}:\n\n    ```\n    {a}\n    ```",
    "  - {label}:\n    - {a}\n    - {b}",
    "  - **{label}:** {a}\n\n    {b}",
    "  **{label}:** {a}",
    "\n  **{label}:**\n\n  ```\n  {a}\n  ```",
    "\n  **{label}:**\n\n  {a}\n\n  {b}",
]
"""A label and its value, in an item."""


def labels(kind: Kind) -> list[str]:
    own = [field.title for field in kind.fields.values() if field.name not in kind.name_fields]
    groups = [field.group for field in kind.fields.values() if field.group]
    return [*own, *groups, "Endpoints", "Foo"]


class Words:
    """Hands out words that are nowhere else in the document."""

    def __init__(self) -> None:
        self.numbers = itertools.count()

    def fill(self, form: str, **known: str) -> str:
        return form.format(**known, **{key: f"w{next(self.numbers)}q" for key in "abcd"})


@st.composite
def filled(draw: st.DrawFn) -> str:
    """Entries of one kind, in every form."""
    words_of = Words()
    kind = draw(st.sampled_from([kind for kind in KINDS.values() if kind.takes_name]))
    some = st.sampled_from(labels(kind))
    pieces = [f"## {kind.section}"]
    for _ in range(draw(st.integers(1, 2))):
        name = words_of.fill(NAMES.get(kind.name, "{}").replace("{}", "{a}")).upper()
        shape = draw(st.sampled_from(["card", "card", "list", "table"]))
        if shape == "card":
            pieces.append(f"### `{name}`")
            parts = draw(st.lists(st.tuples(st.sampled_from(FORMS), some), min_size=1, max_size=4))
            pieces += [words_of.fill(form, label=label, name=name) for form, label in parts]
        elif shape == "list":
            parts = draw(st.lists(st.tuples(st.sampled_from(INNER), some), max_size=4))
            lines = [words_of.fill(f"- **{name}**: {{a}}")]
            lines += [words_of.fill(form, label=label) for form, label in parts]
            pieces.append("\n".join(lines))
        else:
            headings = draw(st.permutations([*own_columns(kind), "Foo"]))
            row = [name if heading == kind.heading else words_of.fill("{a}") for heading in headings]
            pieces.append(table(headings, row, [*row[:-1], *words_of.fill("{a} {b}").split()]))
    return "\n\n".join(pieces) + "\n"


def values(text: str) -> list[str]:
    return re.findall(r"(?i)w\d+q", text)


MIXED = "## API Endpoints\n\n| Path | Description | Required |\n|-|-|-|\n| `GET /a` | w0q | yes |\n| `PORT_A` | w1q | no |\n"
"""A table in which the rows are of two kinds."""


@examples(3)
@example(MIXED)
@example("## Webhooks\n\n- **POST /IN/W0Q**: w4q\n\n- **POST /IN/W8Q**: w12q\n  - Endpoint: w16q\n")
@given(filled())
def test_every_value_is_in_the_converted_document(text: str) -> None:
    done = checked(text)
    missing = set(values(text)) - set(values(done.text))
    assert not missing, done.text
    for label in re.findall(
        r"(?m)^(?:\*\*|#### |\| |\s*- (?:\*\*)?)((?!Field|Value)[A-Z][\w ]+?)(?:\||:|\*\*|\n|$)", text
    ):
        assert is_kept(label.strip(), text, done.text), (label, done.text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_options_of_all_cases_are_yaml(path: Path) -> None:
    for case in read_cases(path):
        for options in options_of(checked(case.text).text):
            assert isinstance(yaml.safe_load(options), dict | None), options


def options_of(text: str) -> Iterator[str]:
    """The options of all directives of entries, also of those within others."""
    for block in read_blocks(text):
        if isinstance(block, CodeBlock) and block.info.startswith("{archdoc:"):
            lines = block.text.split("\n")
            if lines[0] == "---":
                end = lines.index("---", 1) + 1
                yield "\n".join(lines[1 : end - 1])
            else:
                end = next((at for at, line in enumerate(lines) if not re.match(":[a-z]", line)), len(lines))
                yield "\n".join(line[1:] for line in lines[:end])
            yield from options_of("\n".join(lines[end:]))


def is_kept(label: str, text: str, done: str) -> bool:
    """Whether the words of a label are there, or the field that it means."""
    if label in done:
        return True
    for kind in KINDS.values():
        if f"## {kind.section}\n" in text and (field := VOCABULARY.field_of(kind, label)):
            return field.name == kind.body or re.search(rf"(?m)^:?{field.name}:", done) is not None
    return False


def test_an_id_that_the_author_gives_a_heading_becomes_a_target() -> None:
    text = "## Environment Variables\n\n### `PORT` {#the-port}\n\nWhere it listens.\n\n### `HOST_NAME` {.wide #host}\n\nWhere.\n"
    converted = checked(text).text
    assert "(the-port)=\n```{archdoc:envvar} PORT\n" in converted
    assert "(host)=\n```{archdoc:envvar} HOST_NAME\n" in converted
