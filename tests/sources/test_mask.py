"""What is code: what follows a string or an expression that looks as if it began something else."""

from __future__ import annotations

import pytest

from tests.sources.reading import reads

READ = {
    "a.ts": "process.env.A_B",
    "a.py": 'os.environ.get("A_B")',
    "a.cs": 'Environment.GetEnvironmentVariable("A_B")',
    "a.gradle": 'System.getenv("A_B")',
}
"""How each language reads the variable."""


@pytest.mark.parametrize(
    ("path", "before"),
    [
        ("a.ts", "path.replace(/\\/*$/, '')"),
        ("a.ts", "text.replace(/([_*~`>])/g, '$1')"),
        ("a.ts", "const found = names.filter(name => /[/`]/.test(name))"),
        ("a.ts", "return /`/.exec(text)"),
        ("a.ts", "x = a / b; y = `c` /* d */ / e"),
        ("a.py", 'f"""{{ color:#1f2937; }}\n{{{name}}}"""'),
        ("a.cs", '$"{{ // {name}"'),
        ("a.gradle", "include '**/*.md'"),
    ],
)
def test_the_next_line_is_code(path: str, before: str) -> None:
    assert reads(path, f"{before}\n{READ[path]}") == ["A_B"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.ts", "x = (/* `process.env.A_B` */ 1)"),
        ("a.ts", "x = 1 / 2 /* process.env.A_B */"),
        ("a.py", "f'{{ os.environ[\"A_B\"] }}'"),
        ("a.gradle", "x = 'System.getenv(A_B)' // System.getenv(\"A_B\")"),
    ],
)
def test_that_is_no_code(path: str, text: str) -> None:
    assert [name for name in reads(path, text) if not name.startswith("~")] == []
