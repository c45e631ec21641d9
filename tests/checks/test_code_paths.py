"""Paths of the code that are not there."""

from __future__ import annotations

from tests.checks.trees import Document, FakeTree, check


class CountingTree(FakeTree):
    """Counts how often it is asked whether a path exists."""

    times = 0

    def exists(self, path: str) -> bool:
        self.times += 1
        return super().exists(path)


def test_each_path_is_looked_up_once_for_all_rules() -> None:
    tree = CountingTree({"src/a.py": [], "src/web/b.py": [], "x/c.py": [], "y/c.py": []})
    paths = ("src/A.py", "web/b.py", "c.py", "src/gone.py", "src/*.rb", "src/a.py")
    assert check(tree, Document("page").add("code", "Shop", paths=paths)) == [
        "page:1 code-case: 'src/A.py' is spelled 'src/a.py'",
        "page:1 code-missing: nothing matches 'src/*.rb'",
        "page:1 code-missing: there is no 'src/gone.py'",
        "page:1 code-tail: 'web/b.py' is not a path from the root; it may mean 'src/web/b.py'",
    ]
    assert tree.times <= 2 * len(paths)  # from the root, and from the folder of the page
