"""Comments fit a forge however much has changed, and no name is markup, whatever signs it has."""

from __future__ import annotations

import re
import string

import msgspec
import pytest
from markdown_it import MarkdownIt

from sphinx_archdoc.answers.markdown import markdown_code, markdown_text
from sphinx_archdoc.changes.change import AffectedBy, CatalogueChange
from sphinx_archdoc.changes.classes import ChangeId, Risk
from sphinx_archdoc.changes.comment import LONGEST, comment
from sphinx_archdoc.changes.compare import Comparison
from tests.catalogue_file.files import loaded, shop

STATE = loaded(shop())
FORGE = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def change(number: int, risk: Risk = Risk.RISKY, name: str = "", **more: object) -> CatalogueChange:
    return msgspec.structs.replace(
        CatalogueChange(
            risk=risk,
            id=ChangeId.FALLBACK_CHANGED,
            fingerprint=f"{number:012x}",
            key=f"envvar:a#{name or number}",
            kind="envvar",
            title=name or str(number),
            field="default",
            old=f"{number}",
            new=f"{number + 1}",
            source=f"page-{number}.md",
            line=number,
            address="",
            owner="@shop",
            affected=(
                AffectedBy(key=f"component:{name or number}", owner=name or "@a", focus="", distance=1),
            ),
        ),
        **more,
    )


@pytest.mark.parametrize("risk", Risk)
def test_100_000_changes_fit_and_are_all_counted(risk: Risk) -> None:
    text = comment(Comparison(STATE, tuple(change(number, risk) for number in range(100_000))))
    assert LONGEST - 1000 < len(text) <= LONGEST
    assert f" 100000 {risk}" in text.splitlines()[1]
    left = int(re.search(r"\n(\d+) more changes", text)[1])
    shown = len(re.findall(r"^(?:\||-) (?:fallback )?changed|^(?:\||-) fallback", text, re.M))
    assert left + shown == 100_000
    assert text.count("<details>") == text.count("</details>")
    assert text.count("```") % 2 == 0


SIGNS = [*string.punctuation, "\\|", "`|`", "``", "|`", "<!--", "-->", "](", "@a", "a@b.c", "1.", "- ", "# ", "&lt;", "*a*",
         "_a_", "~~a~~", "$a$", "https://x.example", "www.x.example", ":smile:", "#12", "GH-1", "<br>", "é", "日本", "😀"]  # fmt: skip


@pytest.mark.parametrize("sign", SIGNS)
def test_a_name_comes_back_as_it_was(sign: str) -> None:
    """With each sign alone, at either end, and between letters."""
    for name in (f"a{sign}b", f"{sign}b", f"a{sign}", sign):
        changes = (change(1, name=name, source=f"{name}.md", field=name, old=name, new=""),)
        tokens = FORGE.parse(comment(Comparison(STATE, changes)))
        cells = [token for token in tokens if token.type == "inline" and token.level == 4][3:]
        assert len(cells) == 3, "the row has its three cells"
        code = [
            child.content for cell in cells for child in cell.children or () if child.type == "code_inline"
        ]
        bare = " ".join(name.split())
        assert code == [
            bare,
            bare,
            f"envvar:a#{bare}",
            f"{' '.join(f'{name}.md:1'.split())}",
            f"component:{bare}",
            bare,
        ]
        rest = "".join(
            child.content for cell in cells for child in cell.children or () if child.type == "text"
        )
        assert rest == "fallback changed :  → nothing ()"


@pytest.mark.parametrize("sign", SIGNS)
def test_a_text_is_a_text_in_a_cell(sign: str) -> None:
    for text in (f"a {sign} b", f"{sign} b", f"a {sign}", f"a{sign}b"):
        table = f"| x | y |\n| --- | --- |\n| {markdown_text(text)} | {markdown_code(text)} |\n"
        tokens = FORGE.parse(table)
        cells = [token for token in tokens if token.type == "inline"][2:]
        assert len(cells) == 2
        kinds = {child.type for cell in cells for child in cell.children or ()}
        assert kinds <= {"text", "text_special", "code_inline"}, kinds
        shown = "".join(child.content for child in cells[0].children or ())
        assert shown.replace("\N{WORD JOINER}", "") == " ".join(text.split())
