"""What follows a read is a default, or a demand, only where it is about the variable that holds it."""

from __future__ import annotations

import pytest

from tests.sources.reading import reads

CASES = [
    ("x.ts", "const a = process.env.A_B;\nif (!a) mode = 'x';", "A_B"),
    ("x.ts", "const a = process.env.A_B;\nif (!mode) { throw new Error('x'); }", "A_B"),
    ("x.ts", "const a: string | undefined = process.env.A_B;\nif (!a) throw new Error('x');", "A_B!"),
    ("x.ts", "const a = process.env.A_B;\nif (!a) return 80;\nreturn parse(a);", "A_B=80"),
    ("x.ts", "const a = process.env.A_B;\nif (!a) return 80;\nreturn other;", "A_B"),
    ("x.php", "$a = getenv('A_B');\nif (!$a) { $mode = 'x'; }", "A_B"),
    ("x.php", "$a = getenv('A_B');\nif (!$a) {\n  return 60;\n}\nreturn (int) $a;", "A_B=60"),
    ("x.php", "$a = getenv('A_B');\nif (!$a) {\n  return 60;\n}\nreturn $mode;", "A_B"),
    (
        "x.php",
        "$a = getenv('A_B');\nif (!$a) {\n  return 60;\n}\n$n = (int) $a;\nreturn $n > 0 ? $n : 60;",
        "A_B=60",
    ),
    (
        "x.py",
        "raw = os.getenv('A_B')\nif not raw:\n    return 60\ntry:\n    n = int(raw)\nexcept ValueError:\n"
        "    return 60\nreturn n",
        "A_B=60",
    ),
    (
        "x.go",
        'raw := os.Getenv("A_B")\nif raw == "" {\n\treturn 60\n}\nn, err := strconv.Atoi(raw)\nreturn n',
        "A_B=60",
    ),
    ("x.php", "$a = getenv('A_B') ? $mode : 'x';", "A_B"),
    ("x.py", "a = os.getenv('A_B')\nif not mode:\n    a = 'x'", "A_B"),
    ("x.py", "a, b = os.getenv('A_B')\nif not a:\n    a = 'x'", "A_B=x"),
    ("x.py", "a = os.getenv('A_B')\nif not a:\n    mode = 'x'", "A_B"),
    ("X.java", 'String a = System.getenv("A_B");\nif (a == null || f(a)) {\n    a = "x";\n}', "A_B=x"),
    ("X.java", 'String a = System.getenv("A_B");\nif (a == null && b == null) {\n    a = "x";\n}', "A_B"),
    ("X.java", 'String a = System.getenv("A_B");\nif (a == null) {\n    mode = "x";\n}', "A_B"),
    ("x.rb", "raise 'no' unless ENV['A_B']", "A_B!"),
    ("x.rb", "raise 'no' unless ENV['A_B'] || x", "A_B?"),
]


@pytest.mark.parametrize(("path", "text", "expected"), CASES)
def test_a_condition_is_about_the_variable_that_is_read(path: str, text: str, expected: str) -> None:
    assert " ".join(reads(f"src/{path}", text)) == expected
