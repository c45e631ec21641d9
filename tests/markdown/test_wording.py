"""The words by which a kind is known: a project adds its own, and mistakes in them are problems."""

from __future__ import annotations

import pytest

from sphinx_archdoc.markdown.convert.conversion import convert
from sphinx_archdoc.markdown.document.parser import read_blocks
from sphinx_archdoc.markdown.recognise.model import RecognisedEntry
from sphinx_archdoc.markdown.recognise.page import recognise
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.schema.loader import builtin_kinds, merge_kinds

KINDS = builtin_kinds()
VOCABULARY = Vocabulary(KINDS)


def entries(markdown: str) -> list[RecognisedEntry]:
    return recognise(read_blocks(markdown), VOCABULARY).entries


def test_a_project_adds_words_to_a_kind_of_the_package() -> None:
    more = {
        "envvar": {
            "wording": {
                "headings": ["Stellschrauben"],
                "names": ["Schraube"],
                "fields": {"default": ["Vorgabe"]},
            }
        }
    }
    kinds, problems = merge_kinds(KINDS, more, "archdoc.toml")
    assert problems == []
    text = "## Stellschrauben\n\n| Schraube | Vorgabe |\n|-|-|\n| `A` | `1` |"
    assert "```{archdoc:envvar} A\n:default: 1\n```" in convert(text, Vocabulary(kinds)).text
    assert entries(text) == []


@pytest.mark.parametrize(
    ("wording", "key"),
    [
        ({"fields": {"nothing": ["x"]}}, "envvar.wording.fields.nothing"),
        ({"subtitle": "nothing"}, "envvar.wording.subtitle"),
        ({"label": "required"}, "envvar.wording.label"),
        ({"shape": "("}, "envvar.wording.shape"),
        ({"heading": ["x"]}, "envvar.wording.heading"),
        ({"placeholders": ["e"]}, "envvar.wording.placeholders"),
        ("x", "envvar.wording"),
    ],
)
def test_words_of_a_field_that_is_none_are_a_problem(wording: object, key: str) -> None:
    kinds, (problem,) = merge_kinds(KINDS, {"envvar": {"wording": wording}}, "archdoc.toml")
    assert problem.message.startswith(f"{key}:")
    assert kinds["envvar"].wording.headings == KINDS["envvar"].wording.headings


@pytest.mark.parametrize(
    ("wording", "key"),
    [
        ({"subtitle": "nothing"}, "own.wording.subtitle"),
        ({"label": "flag"}, "own.wording.label"),
        ({"shape": "("}, "own.wording.shape"),
    ],
)
def test_a_kind_of_ones_own_has_words_that_fit(wording: object, key: str) -> None:
    own = {"wording": wording, "fields": {"flag": {"type": "flag"}}}
    _, (problem,) = merge_kinds(KINDS, {"own": own}, "archdoc.toml")
    assert problem.message.startswith(f"{key}:")
