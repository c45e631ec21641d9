"""What the search of a built site finds, for comparing an incremental build with a clean one."""

from __future__ import annotations

import json
from typing import Any

from tests.conftest import Built


def search_index(built: Built) -> dict[str, Any]:
    """Sphinx's index of words and objects, by the names of pages instead of their numbers.

    Three differences between an incremental and a clean build are Sphinx's own, and left out. A word that no
    page has any more stays, with no page. ``indexentries`` holds the pages alone that this build wrote:
    ``IndexBuilder.load`` does not read those of the others. And types of objects keep their numbers when
    others are gone.
    """
    text = built.text("searchindex.js")
    index = json.loads(text[text.index("(") + 1 : text.rindex(")")])
    names: list[str] = index["docnames"]

    def pages(numbers: int | list[int]) -> list[str]:
        return [names[number] for number in ([numbers] if isinstance(numbers, int) else numbers)]

    return {
        "titles": dict(zip(names, zip(index["titles"], index["filenames"], strict=True), strict=True)),
        "terms": {word: pages(found) for word, found in index["terms"].items() if found != []},
        "titleterms": {word: pages(found) for word, found in index["titleterms"].items() if found != []},
        "alltitles": {
            title: sorted((names[number], anchor or "") for number, anchor in found)
            for title, found in index["alltitles"].items()
        },
        "objects": {
            prefix: sorted(
                (names[page], index["objnames"][str(kind)], priority, anchor, name)
                for page, kind, priority, anchor, name in found
            )
            for prefix, found in index["objects"].items()
        },
    }


def listed_entries(built: Built) -> str:
    """The entries that the search page knows; empty if it knows none."""
    path = built.out / "_static" / "archdoc-entries.js"
    return path.read_text("utf-8") if path.exists() else ""
