"""The Markdown in notebooks, and what is no notebook."""

from __future__ import annotations

import json

import pytest

from sphinx_archdoc.markdown.document.blocks import CodeBlock, FrontMatter, HeadingBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.notebook import read_notebook
from sphinx_archdoc.markdown.recognise.header import is_refused


def cell(source: object, kind: str = "markdown") -> dict[str, object]:
    return {"cell_type": kind, "source": source}


def test_blocks_have_the_lines_that_myst_nb_counts() -> None:
    cells = [cell("# Title\n\nText."), cell("# No heading", "code"), cell(["A\n", "\n", "- b\n", "- c\n"])]
    blocks = read_notebook(json.dumps({"metadata": {}, "cells": cells}))
    assert [type(block) for block in blocks[:3]] == [FrontMatter, HeadingBlock, ParagraphBlock]
    assert [(block.start, block.end) for block in blocks[1:]] == [
        (10_002, 10_002), (10_004, 10_004), (30_002, 30_002), (30_004, 30_005),
    ]  # fmt: skip


def test_lines_within_a_block_are_counted_alike() -> None:
    (_, code) = read_notebook(json.dumps({"metadata": {}, "cells": [cell("```sql\nSELECT\n```")]}))
    assert isinstance(code, CodeBlock)
    assert (code.first, code.text) == (10_003, "SELECT\n")


def test_a_notebook_says_that_it_is_not_to_be_recognised() -> None:
    assert is_refused(read_notebook(json.dumps({"metadata": {"archdoc": False}, "cells": []})))


@pytest.mark.parametrize(
    "text",
    [
        "", "# Markdown", "[]", "{}", "null", '{"metadata": {}}', '{"metadata": [], "cells": []}',
        '{"metadata": {}, "cells": 3}', '{"metadata": {}, "cells": [3]}', '{"metadata": {}, "cells": [{}]}',
        '{"metadata": {}, "cells": [{"cell_type": "markdown", "source": 3}]}',
        '{"metadata": {}, "cells": [{"cell_type": "markdown", "source": [3]}]}',
        "[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_notebook_has_no_blocks(text: str) -> None:
    assert read_notebook(text) == ()
