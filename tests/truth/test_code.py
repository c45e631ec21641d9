"""Paths in the documents, true and untrue, through both doors."""

from __future__ import annotations

import pytest

from tests.truth.doors import Doors


def page(paths: str) -> dict[str, str]:
    return {"index.md": f"# A\n\n```{{archdoc:code}} Thing\n:paths: {paths}\n```\n"}


FILES = {
    "src/server.py": "import os\nclass Server:\n    def run(self): ...\nLIMIT = 3\n",
    "src/web/app.ts": "export const start = () => 1\ninterface Props {}\n",
    "src/web/Page.tsx": "export default function Page() {}\n",
    "src/web/old.js": "Old.prototype.begin = function () {}\nclass A {\n  #hidden() {}\n}\n",
    "pkg/main.go": "func (s *Server) Serve() error {\n}\ntype Config struct {\n}\n",
    ".gitignore": "var/\n*.log\n",
}

TRUE = [
    "src/server.py",
    "src/",
    "./src/web",
    "src/**/*.ts",
    "src/web/*",
    "src/{server.py,web/app.ts}",
    "src/server.py:12",
    "src/server.py#L3",
    "src/server.py#Server",
    "src/server.py#Server.run",
    "src/server.py#LIMIT",
    "src/web/app.ts#start",
    "src/web/app.ts#Props",
    "src/web/Page.tsx#Page",
    "src/web/old.js#begin",
    "src/web/old.js#hidden",
    "pkg/main.go#Serve",
    "pkg/main.go#Config",
    "var/data",  # ignored
    "x/y.log",
    "dist/bundle.js",  # generated
    "@scope/name",
    "https://example.org/a/b.py",
    "src/{name}/x.py",
    "src/<name>.py",
    "src/…",
    "src/.../x.py",
    "owner/repository",
    "redis",
    "$HOME/x.py",
    "~/x.py",
    "src/server.py → run.py",
    "example.org",
]

UNTRUE = {
    "src/gone.py": "error: there is no 'src/gone.py' (code-missing)",
    "src/gone": "error: there is no 'src/gone' (code-missing)",
    "src/*.rb": "error: nothing matches 'src/*.rb' (code-missing)",
    "lib/gone.py": "error: there is no 'lib/gone.py' (code-missing)",
    "src/{server.py,gone.py}": "error: there is no 'src/{server.py,gone.py}' (code-missing)",
    "src/Server.py": "warning: 'src/Server.py' differs in case from 'src/server.py' (code-case)",
    "web/app.ts": "note: 'web/app.ts' is not a path from the root; it may mean 'src/web/app.ts' (code-tail)",
    "src/server.py#Client": "warning: 'Client' is not defined in src/server.py (code-symbol)",
    "src/server.py#Server.stop": "warning: 'Server.stop' is not defined in src/server.py (code-symbol)",
}


def test_what_is_true_is_not_reported(doors: Doors) -> None:
    doors.write_code(FILES)
    past = "---\norphan: true\n---\n\n# Past\n\n```{archdoc:code} Past\n:paths: src/gone.py\n```\n"
    doors.write({**page(", ".join(f"`{path}`" for path in TRUE)), "archive/past.md": past})
    assert doors.both() == []


def test_what_is_not_true_is_reported_at_its_line(doors: Doors) -> None:
    doors.write_code(FILES)
    doors.write(page(", ".join(f"`{path}`" for path in UNTRUE)))
    assert sorted(doors.both()) == sorted(f"index.md:4: {message}" for message in UNTRUE.values())


@pytest.mark.parametrize("moved", ["lib/new.py", "src/inner/gone.py"])
def test_a_file_that_git_has_moved_is_named(moved: str, doors: Doors) -> None:
    doors.write_code({**FILES, "src/gone.py": "a = 1\nb = 2\nc = 3\n"})
    doors.git("init", "-q")
    doors.git("add", "code")
    doors.git("commit", "-qm", "one")
    (doors.code / moved).parent.mkdir(exist_ok=True)
    doors.git("mv", "code/src/gone.py", f"code/{moved}")
    doors.write(page("src/gone.py"))
    expected = f"index.md:4: error: there is no 'src/gone.py'; it was moved to '{moved}' (code-missing)"
    assert doors.both() == [expected]
    doors.git("commit", "-qm", "two")
    assert doors.both() == [expected]


def test_a_folder_that_git_has_moved_is_named(doors: Doors) -> None:
    doors.write_code({"old/a.py": "a = 1\n", "old/b.py": "b = 1\n" * 5, "old/c/d.py": "d = 1\n" * 9})
    doors.git("init", "-q")
    doors.git("add", "code")
    doors.git("commit", "-qm", "one")
    doors.git("mv", "code/old", "code/new")
    doors.git("commit", "-qm", "two")
    doors.write(page("old/c/, old/"))
    assert doors.both() == [
        "index.md:4: error: there is no 'old'; it was moved to 'new' (code-missing)",
        "index.md:4: error: there is no 'old/c'; it was moved to 'new/c' (code-missing)",
    ]


def test_a_path_can_be_relative_to_the_page_or_to_its_code(doors: Doors) -> None:
    doors.write_code({"services/flow/app/main.py": "", "services/mail/main.py": "x = 1\n"})
    doors.write({"archdoc.toml": '[sources]\nroot = ".."\n'})
    text = "---\narchdoc: {code: [code/services/flow]}\n---\n# A\n\n```{archdoc:code} Thing\n:paths: app/main.py, %s\n```\n"
    doors.write({"index.md": text % "../code/services/mail/main.py"})
    assert doors.both() == []
