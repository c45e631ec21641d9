"""What the readers find out about defaults: in words of each language, in constants, and in wrappers."""

from __future__ import annotations

import pytest

from tests.duration import at_most
from tests.sources.reading import join, reads, shown

CASES = [
    ("x.py", 'os.getenv("A_B", _config.get("a_b", "x"))', "A_B=x"),
    ("x.py", 'os.getenv("A_B", str(_yaml.get("a", {}).get("a_b", 3)))', "A_B=3"),
    ("x.py", 'os.getenv("A_B", _config.get("a_b"))', "A_B?"),
    ("x.py", 'os.getenv("A_B", "").strip().lower() or "x"', "A_B=x"),
    ("x.py", 'os.getenv("A_B", "").lower() not in ("0", "false")', "A_B=true"),
    ("x.py", 'os.getenv("A_B", "false").lower() not in ("0", "no")', "A_B=false"),
    ("x.py", 'def f(a, b, c, d):\n    return os.getenv(c) or d\n\nf("page", x, "A_B", 5)', "A_B=5"),
    (
        "x.py",
        'def f(a, b, c, d):\n    return os.getenv(c) or d\n\nf(\n  "p",\n  x,\n  "A_B",\n  5,\n)',
        "A_B=5",
    ),
    ("x.py", 'os.getenv("A_B", "").lower() not in ("0", "false", "")', "A_B="),
    (
        "x.py",
        "def env_int(n, *, least=0, default=None):\n    return os.environ.get(n) or default\n\n"
        "env_int('A_B', least=1, default=20)\nenv_int('C_D', least=1, default=f())\nenv_int('E_F', least=1)",
        "A_B=20 C_D? E_F?",
    ),
    (
        "x.ts",
        "const envInt = (n, o) => (process.env[n] ? +process.env[n] : o.default);\n"
        "envInt('A_B', { min: 1, default: 20 });\nenvInt('C_D', {\n  fallback: 'x',\n});\n"
        "envInt('E_F', { min: 1 });\nenvInt('G_H', { min: 1, default: f() });",
        "A_B=20 C_D=x E_F? G_H?",
    ),
    ("x.ts", "const a = process.env.A_B.split(',') || [];", "A_B"),
    ("x.ts", "if (process.env.A_B.startsWith('x') || b) f();", "A_B"),
    ("x.ts", "const a = envInt(process.env.a_b, 5);", "a_b=5"),
    ("x.ts", "const a = process.env.A_B?.trim() || 'x';", "A_B=x"),
    ("x.ts", "const a = check(context.env.A_B, 5);", "A_B"),
    ("x.ts", "const a = parsePositiveInt(context.env.A_B, 5);", "A_B=5"),
    ("x.ts", "const a = process.env.A_B?.split(',') ?? ['x', 'y'];", "A_B?"),
    ("x.ts", "const a = process.env.A_B ?? file.config.a ?? 'x';", "A_B=x"),
    ("x.ts", "const a = process.env.A_B ?? process.env.C_D;", "A_B? C_D"),
    ("x.ts", "const a = process.env.A_B === undefined ? true : parse(process.env.A_B);", "A_B A_B=true"),
    ("x.ts", "const a = process.env.A_B === undefined ? other() : parse(process.env.A_B);", "A_B"),
    ("x.ts", "const MOST = 5;\nconst a = parse(\n  process.env.A_B,\n  MOST,\n  'A_B',\n);", "A_B=5"),
    ("x.ts", "const a = parse(process.env.A_B, 1_000, 'A_B');", "A_B=1_000"),
    ("x.ts", "const a = parse(process.env.A_B, 1, 'an error');", "A_B"),
    ("x.ts", "const D = 'x';\nconst a = process.env.A_B || `${D}`;", "A_B?"),
    ("x.ts", "const DEF = 'x';\nconst a = process.env.A_B || `${DEF}`;", "A_B=x"),
    ("x.ts", "const DEF = 5;\nconst a = parseInt(process.env.A_B || String(DEF), 10);", "A_B=5"),
    ("x.ts", "const a = process.env.A_B || `${DEF}/x`;\nconst DEF = 'x';", "A_B?"),
    ("x.ts", "const a = parseInt(process.env.A_B ?? '', 10) || 30;", "A_B=30"),
    ("x.ts", "const a = process.env.A_B === 'x' ? 'x' : 'y';", "A_B=y"),
    ("x.ts", "const a = process.env.A_B === 'x' ? 'z' : 'y';", "A_B"),
    ("x.ts", "if (p && process.env.A_B !== 'true') {}", "A_B=false"),
    ("x.ts", "if (process.env.A_B?.trim().toLowerCase() === '0') {}", "A_B"),
    ("x.ts", "if (process.env.A_B !== '0') {}", "A_B=true"),
    ("x.ts", "const a = process.env.A_B !== '1';", "A_B"),
    ("x.ts", "const a = parse(process.env.A_B, 5, 'A_B');", "A_B=5"),
    ("x.ts", "const a = parse(process.env.A_B, 5, 'C_D');", "A_B"),
    ("x.ts", "const a = process.env.A_B || 16 * 1024;", "A_B=16384"),
    ("x.ts", "const a = process.env.A_B || 16 * size;", "A_B?"),
    ("x.ts", "const a = Number(process.env.A_B ?? 60 * 60 * 1_000);", "A_B=3600000"),
    ("x.ts", "const a = process.env.A_B || DEF.toString();\nconst DEF = 5;", "A_B=5"),
    ("x.go", 'func get(n string) string {return os.Getenv(n)}\nvar a = get("A_B") == "true"', "A_B=false"),
    ("x.ts", "const a = toBoolean(process.env.A_B, compute());", "A_B?"),
    ("x.ts", "const a = parseInt(process.env.A_B, 10);", "A_B"),
    ("x.ts", "const a = parseEnvInt(process.env.A_B, 10);", "A_B=10"),
    ("x.ts", "const a = parseDuration(process.env.A_B, 'ms');", "A_B?"),
    ("x.ts", "const a = process.env.A_B ?? fallback;\nlet fallback = '/';", "A_B?"),
    ("x.ts", "const a = path.join(process.env.A_B, 'x');", "A_B"),
    ("x.ts", "const a = toBoolean(process.env.A_B ?? 'true');", "A_B=true"),
    ("x.py", "a = os.getenv('A_B') or DEFAULT_A\nDEFAULT_A = 'x'", "A_B=x"),
    ("x.py", "a = int(os.getenv('A_B', str(DEFAULT_A)))\nDEFAULT_A = 5", "A_B=5"),
    ("x.py", "a = os.getenv('A_B')\nif not a:\n    a = 'x'", "A_B=x"),
    ("x.py", "a = os.getenv('A_B')\nif a is None:\n    a = compute()", "A_B"),
    ("x.py", "a = os.getenv('A_B', 5 * 60)", "A_B=300"),
    ("x.py", "DEFAULT_A: ClassVar[str] = 'x'\na = os.getenv('A_B', cls.DEFAULT_A)", "A_B=x"),
    ("x.go", 'a := strings.TrimSpace(os.Getenv("A_B"))\nif a == "" {\n\ta = "x"\n}', "A_B=x"),
    ("x.go", 'if a := os.Getenv("A_B"); a != "" {\n\treturn a\n}\nreturn "x"\n}', "A_B=x"),
    ("x.go", 'if a := os.Getenv("A_B"); a != "" {\n\treturn b\n}\nreturn "x"\n}', "A_B"),
    ("x.go", 'port := "80"\nif a := os.Getenv("A_B"); a != "" {\n\tport = a\n}', "A_B=80"),
    ("x.go", 'port := f()\nif a := os.Getenv("A_B"); a != "" {\n\tport = a\n}', "A_B?"),
    (
        "x.go",
        'func env(n string, d int) {os.Getenv(n)}\nvar a = env(\n\t"A_B",\n\t5 << 20,\n)',
        "A_B=5242880",
    ),
    ("x.go", 'if os.Getenv("A_B") != "true" {}', "A_B=false"),
    ("X.kt", 'val a = System.getenv("A_B")?.toInt() ?: 80', "A_B=80"),
    ("X.java", 'var a = System.getenv().getOrDefault("A_B", Keys.PORT);\nString PORT = "80";', "A_B=80"),
    ("x.rb", "a = ENV.fetch('A_B', DEFAULT_A)\nDEFAULT_A = 'x'", "A_B=x"),
    ("x.rb", "a = ENV['A_B']&.downcase == 'true'", "A_B=false"),
    ("x.php", "$a = getenv('A_B') ?: self::PORT;\nconst PORT = 80;", "A_B=80"),
    ("x.php", "$a = env('A_B', Settings::PORT);\nconst PORT = 80;", "A_B=80"),
    ("X.cs", 'var a = Environment.GetEnvironmentVariable("A_B")?.ToLower() == "true";', "A_B=false"),
    (
        "X.cs",
        'var a = Environment.GetEnvironmentVariable("A_B") ?? DefaultA;\nconst string DefaultA = "x";',
        "A_B=x",
    ),
    ("x.php", "$a = (getenv('A_B') ? getenv('A_B') : 'x');", "A_B A_B=x"),
    ("x.php", "$a = (getenv('A_B') !== false ? (string) getenv('A_B') : '/');", "A_B A_B=/"),
    ("x.php", "$a = strcasecmp(getenv('A_B') ?: '', 'TRUE') == 0;", "A_B=false"),
    ("x.php", "$a = getenv('A_B') === 'true';", "A_B=false"),
    ("x.php", "$a = getenv('A_B');\nif ($a === false || $a === '') {\n    return 60;\n}", "A_B=60"),
    ("x.php", "$a = getenv('A_B');\nif (!$a) {\n    $a = f();\n}", "A_B"),
    ("x.ts", "const a = process.env.A_B;\nif (!a) {\n  return 'x';\n}", "A_B=x"),
    ("x.ts", "let a = process.env.A_B;\nif (!a) a = 'x';", "A_B=x"),
    ("x.ts", "const a = process.env.A_B;\nif (!a) return;", "A_B"),
    ("x.ts", "const a = process.env.A_B;\nif (!a) return false;", "A_B"),
    ("x.ts", "const a = process.env.A_B;\nif (!a) return 'there is no key';", "A_B"),
    ("x.php", "$a = getenv('A_B');\nif (!$a) return '';", "A_B"),
    ("x.py", "a = str(os.environ.get('A_B') or '').strip()\nif not a:\n    return SIZE\nSIZE = 5", "A_B=5"),
    ("x.py", "a = os.getenv('A_B', '')\nif not a:\n    return None", "A_B="),
    ("x.py", "a = os.getenv('A_B', '')\nif not a:\n    return False", "A_B="),
    ("x.py", "a = os.getenv('A_B', os.getenv('C_D', 'x'))", "A_B=x C_D=x"),
    ("X.java", 'var a = Optional.ofNullable(System.getenv("A_B")).map(Long::parseLong).orElse(7L);', "A_B=7"),
    ("X.java", 'String a = System.getenv("A_B");\nif (a == null) {\n    a = "x";\n}', "A_B=x"),
    (
        "X.cs",
        'var a = Environment.GetEnvironmentVariable("A_B");\nif (string.IsNullOrEmpty(a)) a = "x";',
        "A_B=x",
    ),
    ("x.sh", 'if [ -z "$A_B" ]; then export A_B="x"; fi', "A_B=x ~A_B"),
    ("x.sh", 'if [[ -z "${A_B:-}" ]]; then\n  A_B=80\nfi', "A_B=80 ~A_B="),
    ("x.sh", 'if [ -z "$A_B" ]; then\n  echo "set it"\n  exit 1\nfi', "A_B! ~A_B"),
    ("x.sh", 'A_B="$(go)"\nif [ -z "$A_B" ]; then\n  echo "no"\n  exit 1\nfi', ""),
    ("x.sh", 'read -p "which? " A_B\nif [ -z "$A_B" ]; then\n  echo "no"\n  exit 1\nfi', "~A_B"),
    ("x.sh", 'echo read A_B C_D\nread C_D A_B\nA_B=1; [ -z "$A_B" ] && exit 1', ""),
    ("x.sh", 'if [ -z "$A_B" ]; then exit 1; fi\nset A_B=1', "A_B! ~A_B"),
    ("x.sh", 'set A_B+=x\n[ -z "$A_B" ] && exit 1', "~A_B"),
    ("x.sh", 'if ! A_B="$(go)"; then exit 1; fi\n[ -z "$A_B" ] && echo "no" && exit 1', "~A_B"),
    ("x.sh", '[ -z "$A_B" ] && echo "set it" && exit 1', "A_B! ~A_B"),
    ("x.sh", 'if [ -z "$A_B" ]; then\n  echo "set it"\nfi', "~A_B"),
    ("x.sh", 'if [ -z "$A_B" ]; then exit 1; fi', "A_B! ~A_B"),
    ("x.sh", '  [ -z "$A_B" ] && { echo "set it; or not" >&2; exit 2; }', "A_B! ~A_B"),
    ("x.sh", 'f() { [ -z "$A_B" ] && exit 1; }', "A_B! ~A_B"),
    ("x.sh", 'check() { [ -z "$A_B" ] && echo "skip"; return 1; }', "~A_B"),
    ("x.sh", '[ -z "$A_B" ] && echo "skip"; exit 1', "~A_B"),
    ("x.sh", 'if [ -z "$A_B" ]; then echo skip; return 1; fi', "~A_B"),
    ("x.sh", 'if [ -z "$A_B" ]; then echo skip; fi; exit 1', "~A_B"),
    ("x.sh", '[ -z "$A_B" ] && { echo skip; }; exit 1', "~A_B"),
    ("x.sh", 'if [ -z "$A_B" ] && [ -z "$C_D" ]; then exit 1; fi', "~A_B ~C_D"),
    ("x.sh", '[ -z "$A_B" ] && [ -z "$C_D" ] && exit 1', "~A_B ~C_D"),
    ("x.sh", 'if a; then b; elif [ -z "$A_B" ]; then exit 1; fi', "~A_B"),
    ("x.sh", 'if [ -z "$A_B" ]; then A_B="$C_D"; fi', "~A_B ~C_D"),
    (
        "x.go",
        'const most int = 80\nfunc f(n string, d int) int {os.Getenv(n)}\na := f("A_B", most)',
        "A_B=80",
    ),
    (
        "x.go",
        'const (\n\tbest string = "x"\n)\nfunc f(n, d string) string {os.Getenv(n)}\na := f("A_B", best)',
        "A_B=x",
    ),
    ("x.ex", 'a = System.get_env("A_B") == "true"', "A_B=false"),
    ("x.rs", 'let a = env::var("A_B").map(|v| matches!(&*v, "1" | "yes")).unwrap_or(false);', "A_B=false"),
    ("x.rs", 'S { a: env::var("A_B").ok().map(|v| f(v)), b: env::var("C_D").unwrap_or("x") }', "A_B C_D=x"),
    ("x.rs", 'env::var("A_B").map_err(|_| {\n    E::X("a".to_string())\n})?', "A_B!"),
    ("x.rs", 'env::var("A_B").ok_or_else(|| { E::X { a: 1 } })?', "A_B!"),
    ("x.rs", 'env::var("A_B").map_err(|e| { f(e) }).unwrap_or(b)', "A_B"),
    ("x.go", 'C{\n\tAb:   os.Getenv("A_B"),\n}\nif c.Ab == "" {\n\treturn errors.New("b")\n}', "A_B A_B!"),
    ("x.rs", 'let a = env::var("A_B").is_ok_and(|v| v == "true");', "A_B=false"),
    ("x.rs", 'let a = env::var("A_B").ok().and_then(|v| v.parse().ok()).unwrap_or(80_u16);', "A_B=80"),
    ("x.rs", 'fn env_of(n: &str, d: u32) {env::var(n)}\nlet a = env_of(\n    "A_B",\n    5,\n);', "A_B=5"),
]


CONDITIONS = [
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
"""What follows a read is a default, or a demand, only if it is about the variable that holds it."""


@pytest.mark.parametrize(("path", "text", "expected"), [*CASES, *CONDITIONS])
def test_defaults(path: str, text: str, expected: str) -> None:
    assert " ".join(reads(f"src/{path}", text)) == expected


def found(texts: dict[str, str], name: str = "A_B") -> list[str]:
    return sorted({shown(name, place) for place in join(texts).names.get(name, ())})


@pytest.mark.parametrize(
    ("definition", "use", "expected"),
    [
        ("export const DEFAULT_A = 5;", "process.env.A_B ?? DEFAULT_A;", "A_B=5"),
        ("export const DEFAULT_A: string = 'x';", "process.env.A_B || `${DEFAULT_A}`;", "A_B=x"),
        ("export const DEFAULTS = {\n  port: 80,\n};", "process.env.A_B || DEFAULTS.port;", "A_B=80"),
        (
            "const DEFAULT_PORTS: Ports = Object.freeze({\n  'a': 80, // of browsers\n  b: f(),\n});",
            "process.env.A_B || DEFAULT_PORTS.a;",
            "A_B=80",
        ),
        ("const DEFAULTS = {\n  b: f(),\n};", "process.env.A_B || DEFAULTS.b;", "A_B?"),
        ("const DEFAULTS = {\n  port: 80,\n};", "process.env.A_B || OTHERS.port;", "A_B?"),
        ("// const DEFAULT_A = 5;", "process.env.A_B ?? DEFAULT_A;", "A_B?"),
        ("const DEFAULT_A = f();", "process.env.A_B ?? DEFAULT_A;", "A_B?"),
        ("const LIMIT = 5;", "process.env.A_B ?? LIMIT;", "A_B?"),
        ("const defaultValue = 5;", "process.env.A_B ?? defaultValue;", "A_B?"),
        ("settings.DEFAULT_A = 5;", "process.env.A_B ?? DEFAULT_A;", "A_B?"),
    ],
)
def test_a_default_that_another_file_defines(definition: str, use: str, expected: str) -> None:
    assert found({"src/a.ts": definition, "src/b.ts": use}) == [expected]


def test_a_default_of_several_values_is_not_known_but_that_of_the_same_folder() -> None:
    use = {"a/x.go": 'var p = env("A_B", defaultA)', "a/env.go": "func env(n, d string) {os.Getenv(n)}"}
    one, other = {"b/y.go": "const defaultA = 1"}, {"c/y.go": "const defaultA = 2"}
    assert found({**use, **one}) == ["A_B=1"]
    assert found({**use, **one, **other}) == ["A_B?"]
    assert found({**use, **one, **other, "a/y.go": "const defaultA = 3"}) == ["A_B=3"]
    assert found({**use, "b/y.py": "defaultA = 1"}) == ["A_B?"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("x.ts", "const DEFAULTS = {\n  A_B: 'x',\n  size: 5,\n};\nload(process.env, DEFAULTS);", "~A_B=x"),
        ("x.ts", "const DEFAULTS = {\n  A_B: 'x',\n};", ""),
        (
            "x.go",
            'var defaults = map[string]string{\n\t"A_B": "x",\n}\n'
            "func get(k string) string {\n\tif v, ok := os.LookupEnv(k); ok && v != empty {\n\t\treturn v\n\t}\n"
            "\treturn defaults[k]\n}",
            "~A_B=x",
        ),
        ("x.ts", "const DEFAULTS = {\n  A_B: 'It is missing.',\n};\nload(process.env);", ""),
        (
            "x.py",
            "DEFAULTS = {\n    'A_B': 5,\n}\nx = {k: os.environ.get(k, d) for k, d in DEFAULTS}",
            "~A_B=5",
        ),
        (
            "x.go",
            'var defaultsOf = map[string]map[string]string{\n\tDev: {\n\t\t"A_B": "x",\n\t},\n'
            '\t"": {\n\t\t"A_B": "y",\n\t\t"C_D": "z",\n\t},\n}\nfunc get(k string) string { os.Getenv(k) }',
            "~A_B=x ~A_B=y ~C_D=z",
        ),
    ],
)
def test_a_table_of_defaults_names_variables(path: str, text: str, expected: str) -> None:
    assert " ".join(reads(f"src/{path}", text)) == expected


@pytest.mark.parametrize(
    ("function", "call", "expected"),
    [
        ("const on = (n: string) => process.env[n] === 'true';", "on('A_B');", "A_B=false"),
        ("const on = (n: string) => process.env[n] === 'true';", "on('A_B', x);", "A_B?"),
        (
            "const on = (n: string) => getEnv(n) === 'true';\nconst getEnv = (n) => process.env[n];",
            "on('A_B');",
            "A_B=false",
        ),
        ("const get = (n: string) => process.env[n] || '';", "get('A_B');", "A_B"),
        ("const get = (n: string) => process.env[n] || 'x';", "get('A_B');", "A_B=x"),
    ],
)
def test_what_a_function_returns_without_the_variable(function: str, call: str, expected: str) -> None:
    assert " ".join(reads("src/x.ts", f"{function}\n{call}")) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("x.py", "def put(c, n, *path):\n    v = os.environ.get(n)\nput(c, 'A_B', 'oven', 'heat')", "A_B"),
        ("x.py", "def get(n, *fallback):\n    return os.environ.get(n)\nx = get('A_B', 'y')", "A_B=y"),
        ("x.go", 'func put(n string, path ...string) { os.Getenv(n) }\nput("A_B", "oven")', "A_B"),
        ("x.ts", "const put = (n: string, ...path) => process.env[n];\nput('A_B', 'oven');", "A_B"),
    ],
)
def test_any_number_of_arguments_after_a_name_are_no_default(path: str, text: str, expected: str) -> None:
    assert " ".join(reads(f"src/{path}", text)) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "x.go",
            'c := &C{\n\tKey: os.Getenv("A_B"),\n\tURL: os.Getenv("C_D"),\n}\nif c.Key == "" {\n\treturn nil, fmt.Errorf("no")\n}',
            "A_B A_B! C_D",
        ),
        ("x.go", 'c.Key = os.Getenv("A_B")\nif c.Key != "" {\n\tpanic("no")\n}', "A_B"),
        (
            "x.ts",
            "const c = { key: process.env.A_B, url: process.env.C_D };\nif (!c.key) { throw new Error('no'); }",
            "A_B A_B! C_D",
        ),
        ("x.ts", "const c = { key: process.env.A_B || 'x' };\nif (!c.key) throw new Error('no');", "A_B=x"),
        ("x.py", "self.key = os.getenv('A_B')\nif not self.key:\n    raise ValueError('no')", "A_B A_B!"),
        ("x.py", "self.key = os.getenv('A_B')\nif self.key:\n    raise ValueError('no')", "A_B"),
        ("x.py", "self.key = os.getenv('A_B')\nif not self.key:\n    errors.append('no')", "A_B A_B!"),
    ],
)
def test_a_field_that_is_tested_later_is_required(path: str, text: str, expected: str) -> None:
    """The read itself is found as well; on one line, the one that says more counts."""
    assert " ".join(reads(f"src/{path}", text)) == expected


BOTH = {
    "a.ts": "export function readEnv(a: string, b: string) { return process.env[a] ?? process.env[b]; }",
    "b.ts": "const v = readEnv('A_B', 'C_D');",
}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (BOTH, "A_B C_D"),
        ({**BOTH, "b.ts": "const v = readEnv('A_B', 'C_D', 'E_F');"}, "A_B C_D=E_F"),
        (
            {"x.py": "def pick(a, b):\n    return os.getenv(a) or os.getenv(b)\n\nx = pick('A_B', DEFAULT)"},
            "A_B",
        ),
        ({"x.py": "x = env('A_B', 'C_D')\ny = os.environ['C_D']"}, "A_B? C_D!"),
        ({"x.py": "x = env('A_B', 'C_D')"}, "A_B=C_D"),
        ({"x.py": "x = env('A_B', 'DEBUG')\ny = os.environ['DEBUG']"}, "A_B=DEBUG DEBUG!"),
    ],
)
def test_the_name_of_another_variable_is_no_default(texts: dict[str, str], expected: str) -> None:
    environment = join(texts)
    found = {shown(name, place) for name, places in environment.names.items() for place in places}
    assert " ".join(sorted(found)) == expected


def test_functions_of_one_name_that_differ_say_nothing_of_defaults() -> None:
    one = "export function onEnv(n) { return process.env[n] === 'true'; }"
    texts = {"src/a.ts": one, "src/b.ts": "onEnv('A_B');"}
    assert found(texts) == ["A_B=false"]
    assert found({**texts, "src/c.ts": one.replace("'true'", "'0'")}) == ["A_B"]


def test_many_constants_cost_little() -> None:
    text = "".join(f"const DEFAULT_{number} = {number};\n" for number in range(20_000))
    with at_most(5):
        assert found({"a.ts": text, "b.ts": "process.env.A_B ?? DEFAULT_7;"}) == ["A_B=7"]
    with at_most(2):
        found({"a.ts": "const DEFAULTS = {\n" * 5_000, "b.ts": "x = `" + "DEFAULT = {" * 5_000})


RUST = "fn parse_env<T>(name: &str, default: T) -> T { env::var(name).map(parse).unwrap_or(default) }\n"
GO = 'func env(name, value string) string { if v := os.Getenv(name); v != "" { return v }; return value }\n'
CALLED = [
    ("x.rs", f'{RUST}fn most() -> u64 {{\n    120\n}}\nparse_env("A_B", most())?', "A_B=120"),
    (
        "x.rs",
        f'{RUST}fn most() -> u64 {{\n    // 2 K\n    2 * 1024\n}}\nparse_env("A_B", self::most(),)',
        "A_B=2048",
    ),
    ("x.rs", f'{RUST}fn most() -> String {{ "x".to_string() }}\nparse_env("A_B", most())', "A_B=x"),
    ("x.rs", f'{RUST}fn most() -> String {{ String::from("x") }}\nparse_env("A_B", most())', "A_B=x"),
    ("x.rs", f'{RUST}fn most() -> u64 {{ cores() * 2 }}\nparse_env("A_B", most())', "A_B?"),
    ("x.rs", f'{RUST}fn most() -> u64 {{ 1; cores() }}\nparse_env("A_B", most())', "A_B?"),
    ("x.rs", f'{RUST}parse_env("A_B", Duration::from_secs(30))', "A_B?"),
    ("x.rs", f'{RUST}parse_env("A_B", &mut errors)', "A_B"),
    ("x.rs", 'fn most() -> u64 { 9 }\nenv::var("A_B").ok().and_then(parse).unwrap_or_else(most)', "A_B=9"),
    ("x.rs", 'fn most() -> u64 { 9 }\nenv::var("A_B").unwrap_or_else(|_| most())', "A_B=9"),
    ("x.rs", 'impl A { fn most() -> u64 { 9 } }\nenv::var("A_B").map(parse).unwrap_or(A::most())', "A_B=9"),
    ("x.rs", 'env::var("A_B").unwrap_or_else(String::new)', "A_B?"),
    ("x.go", GO + 'func most() string {\n\treturn "9"\n}\nvar a = env("A_B", most())', "A_B=9"),
    ("x.go", GO + 'func most() string {\n\treturn host()\n}\nvar a = env("A_B", most())', "A_B?"),
    ("x.py", 'def most() -> int:\n    """Return it."""\n    return 9\n\nos.getenv("A_B", most())', "A_B=9"),
    ("x.py", 'def most():\n    return 9\n\nos.getenv("A_B") or most()', "A_B=9"),
    ("x.py", 'def most():\n    return 9 * cores\n\nos.getenv("A_B") or most()', "A_B?"),
    ("x.ts", "function most(): number {\n  return 9;\n}\nconst a = process.env.A_B ?? most();", "A_B=9"),
    ("x.ts", "const most = () => 9;\nconst a = Number(process.env.A_B || most());", "A_B=9"),
    ("x.ts", "const most = (): string => {\n  return 'x';\n};\nconst a = env('A_B', most());", "A_B=x"),
    ("x.ts", "const most = (n) => 9;\nconst a = process.env.A_B || most();", "A_B?"),
    ("x.ts", "const a = process.env.A_B || fail();\nfunction fail() { return 1; }", "A_B!"),
]


@pytest.mark.parametrize(("path", "text", "expected"), CALLED)
def test_a_function_may_return_the_default(path: str, text: str, expected: str) -> None:
    assert " ".join(reads(path, text)) == expected


@pytest.mark.parametrize(
    ("defined", "text", "expected"),
    [
        ("pub fn default_port() -> u16 { 80 }", f'{RUST}parse_env("A_B", config::default_port())', "A_B=80"),
        ("pub fn port() -> u16 { 80 }", f'{RUST}parse_env("A_B", config::port())', "A_B?"),
        ("pub fn default_port() -> u16 { free() }", f'{RUST}parse_env("A_B", default_port())', "A_B?"),
    ],
)
def test_a_function_of_another_file_may_return_the_default(defined: str, text: str, expected: str) -> None:
    environment = join({"a.rs": defined, "b.rs": text})
    assert [shown("A_B", place) for place in environment.names["A_B"]] == [expected]


HELD = [
    ("x.ts", "const d = process.env.A_B;\nreturn d ? parseInt(d, 10) : 7;", "A_B A_B=7"),
    (
        "x.ts",
        "const FEW = 7;\nconst d = process.env.A_B;\nuse();\nconst n = d ? Number(d) : FEW;",
        "A_B A_B=7",
    ),
    ("x.ts", "const d = process.env.A_B;\nconst mode = d ? 'live' : 'demo';", "A_B"),
    ("x.ts", "function f() {\n  const d = process.env.A_B;\n}\nconst n = (d) => d ? parse(d) : 7;", "A_B"),
    (
        "x.ts",
        "const k = process.env.A_B;\nif (!k || k.length < 32) {\n  throw new Error('short');\n}",
        "A_B A_B!",
    ),
    (
        "x.ts",
        "const a = process.env.A_B;\nconst b = process.env.C_D;\nif (!a || !b) {\n  console.error('no');\n  process.exit(1);\n}",
        "A_B A_B! C_D C_D!",
    ),
    ("x.ts", "const k = process.env.A_B;\nif (!k && isLive) {\n  throw new Error('none');\n}", "A_B"),
    ("x.ts", "const k = process.env.A_B;\nif (!other || k === 'x') {\n  throw new Error('none');\n}", "A_B"),
    (
        "x.go",
        '\tc := C{\n\t\tName: os.Getenv("A_B"),\n\t}\n\tif c.Name == "" {\n\t\tc.Name = "x"\n\t}',
        "A_B A_B=x",
    ),
    (
        "x.go",
        'const nameEnv, defaultName = "A_B", "y"\nconst (\n\tkeyEnv = "C_D"\n\tdefaultKey = "x"\n)\n'
        'c.Key = strings.TrimSpace(os.Getenv(keyEnv))\nif c.Key == "" {\n\tc.Key = defaultKey\n}',
        "C_D C_D=x",
    ),
    ("x.go", 'c.Name = os.Getenv("A_B")\nif c.Host == "" {\n\tc.Host = "x"\n}', "A_B"),
    (
        "x.go",
        'func f() (string, error) {\n\tv := os.Getenv("A_B")\n\tif v == "" {\n\t\treturn "x", nil\n\t}\n\treturn v, nil\n}',
        "A_B=x",
    ),
    (
        "x.go",
        "const defaultWait = 5 * time.Minute\nc := C{\n\tWait: defaultWait,\n}\n"
        'c.Wait, err = waitEnv("A_B", c.Wait)\n'
        "func waitEnv(name string, fallback time.Duration) (time.Duration, error) {\n\tv := os.Getenv(name)\n}",
        "A_B=5m",
    ),
]


@pytest.mark.parametrize(("path", "text", "expected"), HELD)
def test_a_value_may_be_given_to_what_holds_the_variable(path: str, text: str, expected: str) -> None:
    assert " ".join(reads(path, text)) == expected


PASSED_ON = [
    ("x.py", 'env = [{"name": "A_B", "value": os.environ.get("A_B", "9")}]', "A_B"),
    ("x.py", 'env = [{"name": "A_B", "value": str(os.environ["A_B"])}]', "A_B"),
    ("x.py", 'EnvVar(name="A_B", value=os.getenv("A_B", "9"))', "A_B"),
    ("x.py", 'env = [{"name": "A_B", "value": os.environ.get("C_D", "9")}]', "C_D=9"),
    ("x.py", 'env = [\n  {\n    "name": "A_B",\n    "value": os.environ.get("A_B", "9"),\n  },\n]', "A_B"),
    ("x.py", 'env = {"A_B": os.environ.get("A_B", "9")}', "A_B=9"),
    ("x.ts", "const e = [{ name: 'A_B', value: process.env.A_B || '9' }];", "A_B"),
    ("x.ts", "const e = [{ name: 'A_B', value: process.env['A_B'] ?? '9' }];", "A_B"),
    ("x.go", GO + 'e := corev1.EnvVar{Name: "A_B", Value: env("A_B", "9")}', "A_B"),
    ("x.go", 'e := corev1.EnvVar{Name: "A_B", Value: os.Getenv("A_B")}', "A_B"),
]


@pytest.mark.parametrize(("path", "text", "expected"), PASSED_ON)
def test_what_is_passed_on_to_a_container_says_nothing_about_the_default(
    path: str, text: str, expected: str
) -> None:
    assert " ".join(reads(path, text)) == expected


HELPERS = [
    ("function num(v: string | undefined, d: number) { const n = +v; return n > 0 ? n : d; }", "3"),
    ("const num = (v, d) => Number(v) || d;", "3"),
    (
        "const num = (\n  v: string | undefined,\n  d: number,\n): number => {\n  if (!v) return d;\n  return +v;\n}",
        "3",
    ),
    ("export function num(v, d) {\n  return v ?? d;\n}", "3"),
    ("function num(v, max) { return v < max ? v : max; }", None),
    ("function num(v, max) { return Math.min(v, max) || max; }", None),
    ("function num(v, radix) { return parseInt(v, radix) || 0; }", None),
    ("function num(v, d) { return other ?? d; }", None),
    ("function num(v, d) { return v ?? d.x; }", None),
    ("function num(v, d) { return v ?? d; }\nfunction num(v, d) { return v ?? d; }", None),
    ("// function num(v, d) { return v ?? d; }", None),
    ("import { num } from './num';", None),
]


@pytest.mark.parametrize(("helper", "default"), HELPERS)
def test_a_helper_of_the_file_takes_a_default(helper: str, default: str | None) -> None:
    calls = f"{helper}\nconst a = num(process.env.A_B, 3);\nconst b = x.num(process.env.C_D, 3);\n"
    found = [read for read in reads("x.ts", calls) if "=" in read]
    assert found == ([f"A_B={default}"] if default else [])


def test_many_helpers_take_linear_time() -> None:
    unit = "function num(v, d) { return v ?? d; }\nnum(process.env.A_B, 3);\n"
    with at_most(2):
        list(reads("x.ts", unit * 5000))


ENSURES = """package env
func ensure(name, value string) {
\tif os.Getenv(name) == "" { os.Setenv(name, value) }
}
func init() { ensure(%s, "80") }
"""


@pytest.mark.parametrize(
    ("constant", "names"),
    [
        ("api.Port", {"A_PORT"}),
        ("web.Port", {"W_PORT"}),
        ("Port", set()),
        ("other.Port", set()),
        ("api.Timeout", {"A_TIMEOUT"}),
        ("other.Timeout", {"A_TIMEOUT", "W_TIMEOUT"}),
    ],
)
def test_the_package_of_a_constant_tells_which_one_is_meant(constant: str, names: set[str]) -> None:
    constants = 'package p\nconst (\n\tPort = "%s_PORT"\n\tTimeout = "%s_TIMEOUT"\n)\n'
    texts = {f"{folder}/names.go": constants.replace("%s", folder[0].upper()) for folder in ("api", "web")}
    environment = join({**texts, "env/env.go": ENSURES % constant})
    found = {name: [place.default for place in places] for name, places in environment.names.items()}
    assert found == {name: ["80"] for name in names}
