"""What is asked of documented variables is found once, for all rules and scopes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sphinx_archdoc.parsing.page_settings import PageSettings
from sphinx_archdoc.sources.facts import EnvMention, EnvRead, MentionKind
from tests.checks.trees import Document, FakeTree, check


class CountingTree(FakeTree):
    """Counts how often mentions are looked up."""

    times = 0

    def mentions(self, names: Collection[str]) -> Iterator[tuple[str, EnvMention]]:
        self.times += bool(names)
        return super().mentions(names)


def test_mentions_are_looked_up_once() -> None:
    mentions = [EnvMention(f"SHOP_{number}", number, MentionKind.STRING) for number in range(1, 9)]
    tree = CountingTree({"src/a.py": mentions, "web/a.py": [EnvRead("SHOP_PORT", 3)]})
    pages = [
        Document(name, PageSettings(code=(name,))).add("envvar", f"SHOP_{name}").add("envvar", "SHOP_8")
        for name in ("src", "web")
    ]
    assert check(tree, *pages) == [
        "src:1 env-absent: SHOP_src is read nowhere",
        "src:2 env-mentioned: SHOP_8 is not read, only mentioned in src/a.py:8",
        "web:1 env-absent: SHOP_web is read nowhere",
        "web:2 env-mentioned: SHOP_8 is not read, only mentioned in src/a.py:8",
    ]
    assert tree.times == 1
