"""Paths of the code that are not there."""

from __future__ import annotations

import msgspec
import pytest

from sphinx_archdoc.problems import Location
from tests.checks.trees import Document, FakeTree, check, findings


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
        "page:1 code-case: 'src/A.py' differs in case from 'src/a.py'",
        "page:1 code-missing: nothing matches 'src/*.rb'",
        "page:1 code-missing: there is no 'src/gone.py'",
        "page:1 code-tail: 'web/b.py' is not a path from the root; it may mean 'src/web/b.py'",
    ]
    assert tree.times <= 2 * len(paths)  # from the root, and from the folder of the page


def test_braces_stand_for_the_ends_of_several_paths() -> None:
    tree = FakeTree({"web/test/help/a.ts": [], "web/test/help/b.ts": [], "x/c.py": [], "y/c.py": []})
    paths = ("help/{a,b}.ts", "help/{a,gone}.ts", "{c,c}.py", "web/test/help/{a,b}.ts")
    tail = "is not a path from the root; it may mean 'web/test/help"
    assert sorted(check(tree, Document("page").add("code", "Shop", paths=paths))) == [
        "page:1 code-missing: there is no 'help/{a,gone}.ts'",
        f"page:1 code-tail: 'help/a.ts' {tail}/a.ts'",
        f"page:1 code-tail: 'help/a.ts' {tail}/a.ts'",
        f"page:1 code-tail: 'help/b.ts' {tail}/b.ts'",
    ]


def test_a_glob_may_be_the_end_of_a_path() -> None:
    tree = FakeTree({"web/src/api/a/route.ts": [], "web/src/api/b/route.ts": [], "x/c.py": [], "y/c.py": []})
    paths = ("src/api/*/route.ts", "api/*.py", "src/**/route.ts", "*.py")
    assert check(tree, Document("page").add("code", "Shop", paths=paths)) == [
        "page:1 code-missing: nothing matches 'api/*.py'",
        "page:1 code-tail: 'src/**/route.ts' is not a path from the root; it may mean 'web/src/**/route.ts'",
        "page:1 code-tail: 'src/api/*/route.ts' is not a path from the root; it may mean 'web/src/api/*/route.ts'",
    ]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("src/api/OrderTest.java", "did you mean 'src/web/OrderTest.java'?"),
        ("src/api/twice.py", ""),
        ("src/api/index.ts", ""),
        ("src/api/gone.py", ""),
    ],
)
def test_the_only_file_of_a_name_is_proposed(path: str, hint: str) -> None:
    tree = FakeTree(
        {"src/web/OrderTest.java": [], "src/a/twice.py": [], "b/twice.py": [], "src/web/index.ts": []}
    )
    (found,) = findings(tree, Document("page").add("code", "Shop", paths=(path,)))
    assert (found.rule, found.hint) == ("code-missing", hint)


@pytest.mark.parametrize(
    ("introduction", "path", "number"),
    [
        ("All state lives in `~/.shop/`:", "ledger.jsonl", 0),
        ("**Stored under `/var/lib/shop`:**", "orders/today.db", 0),
        ("The files in %APPDATA%\\Shop:", "ledger.jsonl", 0),
        ("All state lives in `~/.shop/`.\n\nThese are written by hand:", "ledger.jsonl", 1),
        ("All state lives in `data/`:", "ledger.jsonl", 1),
        ("Copy these files to `~/.shop/`:", "ledger.jsonl", 1),
        ("The files:", "run/shop.sock", 1),
        ("The files:", "shop.sock", 0),
    ],
)
def test_what_is_where_the_program_runs_is_in_no_repository(
    introduction: str, path: str, number: int
) -> None:
    text = (
        f"# Storage\n\n{introduction}\n\n| File | What |\n|---|---|\n| `other.db` | x |\n| `{path}` | y |\n"
    )
    page = Document("page").add("code", "Ledger", paths=(path,))
    where = Location("page.md", text.count("\n"))
    page.page.entries[0] = msgspec.structs.replace(page.page.entries[0], where=where)
    tree = FakeTree({"src/a.py": []}, texts={"docs/page.md": text})
    assert len(check(tree, page)) == number


@pytest.mark.parametrize(
    ("heading", "first", "wrong"),
    [
        ("Module Path", "`src/a.py`, `src/b.py`", ["there is no 'src/gone.py'"]),
        ("Путь", "`src/a.py`, `src/b.py`", ["there is no 'src/gone.py'"]),
        ("Where", "`src/a.py`, `src/b.py`", ["there is no 'src/gone.py'"]),
        ("Code", "`src/a.py`, `src/b.py`", ["there is no 'src/gone.py'"]),
        ("Route", "`src/a.py`, `src/b.py`", []),
        ("Path", "`src/a.py`, `src/lost.py`", []),
        ("Path", "`src/a.py`, `src/b.py`, `/api/users`, `shop`", ["there is no 'src/gone.py'"]),
    ],
)
def test_components_in_a_table_with_a_column_of_paths(heading: str, first: str, wrong: list[str]) -> None:
    text = f"| Component | {heading} | What |\n|---|---|---|\n| Shop | {first} | x |\n| Till | `src/gone.py` | x |\n"
    page = Document("page").add("component", "Shop", purpose="x").add("component", "Till", purpose="x")
    for number, entry in enumerate(page.page.entries, 3):
        page.page.entries[number - 3] = msgspec.structs.replace(entry, where=Location("page.md", number))
    tree = FakeTree({"src/a.py": [], "src/b.py": []}, texts={"docs/page.md": text})
    assert check(tree, page) == [f"page:4 code-missing: {one}" for one in wrong]


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("- **Till** (`src/gone.py`)", 1),
        ("2. **Till** (`src/a.py`, `src/gone.py`): pays", 1),
        ("* **Till**: `src/gone.py`", 1),
        ("- **`Till`** - `src/gone.py`", 1),
        ("## Till\n\n**Location**: `src/gone.py`", 1),
        ("## Till\n\n- **File path:** `src/gone.py`", 1),
        ("## Till\n\n## Other\n**Location**: `src/gone.py`", 0),
        ("## Till\n\n**Route**: `src/gone.py`", 0),
        ("- **Till**: serves `src/gone.py`", 0),
        ("- **Till** (`/src/gone.py`)", 0),
        ("- **Till** (`gone`)", 0),
        ("- **Till** (`src/gone.py`)\n- **One** (`src/x.py`)", 0),
    ],
)
def test_components_with_a_path_beside_their_names(line: str, number: int) -> None:
    text = f"- **Shop** (`src/a.py`)\n- **Mail**: `src/b.py`\n{line}\n"
    page = Document("page")
    for name in ("Shop", "Mail", "Till"):
        page.add("component", name, purpose="x")
    found = check(FakeTree({"src/a.py": [], "src/b.py": []}, texts={"docs/page.md": text}), page)
    at = next(at for at, one in enumerate(text.split("\n"), 1) if "gone" in one)
    assert found == [f"page:{at} code-missing: there is no 'src/gone.py'"] * number


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("compose.staging.yml", 1),
        ("vite.config.ts", 1),
        ("compose.override.yml", 0),
        ("settings.local.json", 0),
        ("shop.models.order", 0),
        ("docs.shop.io", 0),
    ],
)
def test_a_name_with_two_dots_may_be_that_of_a_file(name: str, number: int) -> None:
    tree = FakeTree({"compose.yml": [], "src/a.py": []})
    assert len(check(tree, Document("page").add("code", "Shop", paths=(name,)))) == number
