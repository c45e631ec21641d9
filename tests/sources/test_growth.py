"""The time of each step grows with the length of a text, and not with its square.

Expressions are attacked one by one elsewhere. Here, each step is given its own example again and again: with other names
each time, with the same names, and cut off, so that brackets and blocks stay open.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

import pytest

from sphinx_archdoc.sources.facts import Fact
from sphinx_archdoc.sources.readers import RowReader
from sphinx_archdoc.sources.steps import STEPS, step
from sphinx_archdoc.sources.table import style
from sphinx_archdoc.sources.text import CodeText
from tests.duration import at_most
from tests.sources.reading import facts_of, readers_of

EXAMPLES: dict[str, Sequence[tuple[str, str, str]]] = {
    "appsettings": [("appsettings.json", "{", '"A~": {"B": 1},\n')],
    "clap-fields": [("a.rs", "", "#[arg(env)]\na~: String,\n")],
    "compose": [("compose.yaml", "environment:\n", "  A~: ${B~:-c}\n")],
    "configurations": [("A.cs", "", 'void A~(IConfiguration a~) { Use(a~["B:C~"]); }\n')],
    "default-constants": [
        ("a.ts", "", "const DEFAULT_A~ = 1;\n"),
        ("a.ts", "", "const defaults~ = {\n  A_~: 1,\n};\nprocess.env;\n"),
        ("a.ts", "", 'const ENV_PREFIX = "A~_";\n'),
    ],
    "destructured": [("a.ts", "", "const { A~, B = 1 } = process.env;\n")],
    "dictionaries": [("A.cs", "", 'var a~ = new Dictionary<string, string> {\n  { "A~", "b" },\n};\n')],
    "dockerfile": [
        ("Dockerfile", "", "ENV A~=b\nARG B~=c\nCMD $A~\n"),
        ("Dockerfile", "ENV A=b\n", "RUN <<W~\n$A\nW~\n"),
    ],
    "dotenv": [(".env", "", "A~=b\n# B~=c\n")],
    "environ-schemas": [
        ("a.py", "", "a = Env(A~=(str, 'b'))\n"),
        ("a.py", "Env(AB=(str, 1))\nEnv(", "A~=(str, 'b'),\n"),
    ],
    "expanded": [("a.xml", "", "$(A~) ${env.B~}\n")],
    "manifest": [("a.yaml", "", '- name: A~\n  B~: ${C~}\n  d: {{ env "D~" }}\n')],
    "placeholders": [("a.conf", "", "A~=b\nc = ${B~:d}\n")],
    "properties": [("application.properties", "", "a.b~=c\n"), ("application.yml", "a:\n", "  b~: c\n")],
    "routes": [
        ("a.ts", "", "const r~ = new Router();\nr~.get('/a~', h);\nr^.use('/b', r~);\n"),
        ("a.ts", "", "route({ method: 'GET', url: '/a~' });\nif (req.path === '/a~') {}\n"),
        ("a.ts", "", "app.use('/a~/*', authenticate)\napp.get('/a~/b', h)\n"),
        ("a.py", "", "r~ = APIRouter(prefix='/a')\n@r~.get('/a~')\ndef f(): ...\nr^.include_router(r~)\n"),
        ("a.py", "", "\n    @action(detail=True, url_path='a~/(?P<b>[^/]+)')\n    def c(self): ..."),
        ("a.py", "", "path('a~/', include('b~.urls')),\n"),
        ("a.go", "", 'func F~(r *R) {\n\tv~ := r.Group("/a~")\n\tv~.GET("/b", h)\n\tF^(v~)\n}\n'),
        ("a.go", "", 'v~ := v^.Group("/a~")\nf~(v~, v^)\n'),
        ("a.rs", "", 'fn f~() {\nlet a~ = Router::new().route("/a~", get(l).post(c)).merge(a^);\n}\n'),
        ("a.rs", "let a = Router::new()\n", '.route("/a~", get(l))\n.merge(a~())\n'),
        ("A.java", "", '@RequestMapping("/a~")\nclass A~ {\n  @GetMapping("/b")\n  void f() {}\n}\n'),
        ("A.java", "", 'class A~ {\n  String B~ = B^ + "/a~";\n  @GetMapping(B~ + "/c") void f() {}\n}\n'),
        ("A.java", "@GetMapping({", 'A~ + "b", '),
        ("A.cs", "", '[Route("[controller]")]\nclass A~ {\n  [HttpGet("b")]\n}\n'),
        ("a.kt", "", 'route("/a~") {\n  get("/b") {}\n}\n'),
        ("a.rb", "", "\nresources :a~, only: [:show] do\n  get :b\nend"),
        ("a.ex", "", '\n  scope "/a~" do\n    get "/b", C, :d\n  end'),
        ("a.php", "<?php $_SERVER['REQUEST_METHOD'];\n", "if ($a~ === 'POST') {}\n"),
        ("a.php", "", "Route::prefix('a~')->group(function () {\n  Route::resource('b', C::class);\n});\n"),
    ],
    "schema-keys": [
        ("a.ts", "a.parse(process.env);\nz.object({", "\n  A~: z.string().default('b'),"),
        ("a.ts", "createEnv(", "\nA~: z.a(),"),
        ("a.ts", "createEnv(", "\nconst a~ = z.b()\n  .c();\nA~: a~,"),
    ],
    "schema-names": [
        (
            "a.ts",
            "",
            "const a~ = z.object({\n  b~: z.string().default('c'),\n});\na({\n  b~: process.env.A~,\n});\n",
        )
    ],
    "script": [("run", "#!/bin/sh\n", "echo $A~\n")],
    "settings": [
        ("a.py", "", "class S~(BaseSettings):\n    a~: int\n"),
        ("a.py", "class S0(BaseSettings): ...\n", "class S~(S^):\n    a~: int\n"),
        (
            "a.py",
            "class S(BaseSettings):\n    model_config = {'env_nested_delimiter': '_'}\n    a: M1\n",
            "class M^(BaseModel):\n    a: M~\n    b: M~\n",
        ),
    ],
    "shell": [
        ("a.sh", "", "A~=$A^\necho $B~ ${C~:-d}\n"),
        ("a.sh", "", 'if [ -z "$A~" ]; then A~=b; fi\n'),
        ("a.sh", "", "read A~\nfor B~ in c; do d; done\nexport E~=f\n"),
    ],
    "spring-properties": [("A.java", "", '@ConfigurationProperties("aaa.b~")\nclass A~ {\n  String c;\n}\n')],
    "struct-tags": [
        ("a.go", "", 'type T~ struct {\n\tA string `env:"A~"`\n}\n'),
        ("a.go", 'type T0 struct {\n\tA string `env:"A"`\n}\n', "type T~ struct {\n\tA T^\n\tB T^\n}\n"),
        ("a.go", "type T struct {\n", 'A~ struct {\nB string `env:"B"`\n}\n'),
    ],
    "given-defaults": [
        ("a.ts", "", "const a~ = (b, c) => b ?? c;\nconst d~ = a~(process.env.A~, 3);\n"),
        ("a.ts", "", "function a~(b, c) {\n  return b ?? c;\n}\na~(process.env.A~, 3);\n"),
    ],
    "held-fields": [("a.go", "", 'A~: os.Getenv("A~"),\n\tif c.A~ == "" {\n\t\tc.A~ = "b"\n\t}\n')],
    "held-values": [
        ("a.ts", "", "const a~ = process.env.A~;\nconst b~ = a~ ? f(a~) : 7;\n"),
        ("a.ts", "", "const a~ = process.env.A~;\nif (!a~ || b) {\n  throw c;\n}\n"),
    ],
    "tested-fields": [
        ("a.go", "", 'A~: os.Getenv("A~"),\nif c.A~ == "" {\n\tpanic("b")\n}\n'),
        ("a.py", "", "a~ = os.getenv('A~')\nif not c.a~:\n    raise B\n"),
    ],
    "upper-names": [("a.py", "os.environ[a.upper()]\n", "\n  abc~: d")],
    "viper": [
        ("a.go", "", 'viper.SetDefault("a~", "b")\nviper.BindEnv("a~", "A~")\n'),
        (
            "a.go",
            'type T0 struct {\n\tA string `mapstructure:"a" default:"1"`\n}\nBindEnv("a", "A")\n',
            'type T~ struct {\n\tA string `mapstructure:"a" default:"1"`\n\tB T^ `mapstructure:"b~"`\n\tC T^ `mapstructure:"c~"`\n}\n',
        ),
    ],
    "workflow": [(".github/workflows/a.yml", "env:\n", "  A~: ${{ secrets.B~ }}\n")],
}
"""For each step, files with their names, what they begin with, and what is repeated in them.

``~`` is a number that counts up, and ``^`` the one before it.
"""
CASES = [
    pytest.param(name, path, before, unit, id=f"{name}-{number}")
    for name, examples in EXAMPLES.items()
    for number, (path, before, unit) in enumerate(examples)
]
CHARACTERS = 32_000
"""The length of the longest text of an example."""
ENOUGH = 0.05
"""Seconds of processor time. What takes less for the longest text is quick, however it grows."""
MOST = 7.0
"""For a text that is four times as long: four if the time is linear, and 16 if it is a square."""


def test_each_step_has_an_example() -> None:
    assert set(EXAMPLES) == set(STEPS)


def facts(name: str, path: str, text: str) -> list[Fact]:
    reader = next(
        cast("RowReader", one) for one in readers_of(path) if name in cast("RowReader", one).row.steps
    )
    return list(step(name)(CodeText(path, text, style(reader.row.style))))


def read_repeated(name: str, path: str, before: str, repeat: Callable[[int], str], times: int) -> list[Fact]:
    return facts(name, path, before + repeat(times))


def numbered(unit: str, times: int) -> str:
    return "".join(unit.replace("~", str(one)).replace("^", str(one - 1)) for one in range(1, times + 1))


def same(unit: str, times: int) -> str:
    return unit.replace("~", "1").replace("^", "1") * times


def growth(read: Callable[[int], object], times: int) -> float:
    """How often as long as for a text it takes for one that is four times as long: the least of five attempts."""
    found: list[float] = []
    gc.collect()
    gc.disable()
    try:
        while len(found) < 5 and min(found, default=MOST) >= MOST:
            longest = seconds(read, times)
            found.append(longest / seconds(read, times // 4) if longest > ENOUGH else 1)
    finally:
        gc.enable()
    return min(found)


def seconds(read: Callable[[int], object], times: int) -> float:
    start = time.process_time()
    read(times)
    return time.process_time() - start


@pytest.mark.parametrize(("name", "path", "before", "unit"), CASES)
def test_an_example_gives_as_many_facts_as_it_is_repeated(
    name: str, path: str, before: str, unit: str
) -> None:
    one, few, many = (len(facts(name, path, before + numbered(unit, times))) for times in (1, 20, 80))
    assert one
    assert many <= 5 * few


@pytest.mark.slow
@pytest.mark.parametrize("repeat", [numbered, same])
@pytest.mark.parametrize(("name", "path", "before", "unit"), CASES)
def test_a_step_takes_linear_time(
    name: str, path: str, before: str, unit: str, repeat: Callable[[str, int], str]
) -> None:
    for end in {len(unit), len(unit) // 2, len(unit) * 3 // 4}:
        cut = unit[:end]
        read = partial(read_repeated, name, path, before, partial(repeat, cut))
        assert growth(read, CHARACTERS // (len(cut) + 3)) < MOST, cut


@pytest.mark.parametrize(
    ("path", "before", "unit", "least"),
    [
        ("a.py", "class S0(BaseSettings): ...\n", "class S~(S^):\n    a~: int\n", 500),
        ("a.go", "", 'type T~ struct {\n\tB string `env:"B~"`\n', 2_000),
        ("a.go", "type T0 struct {\n", '\tA~ struct {\n\tB~ string `env:"B~"`\n', 5),
    ],
    ids=["a chain of classes", "structs that do not end", "structs within each other"],
)
def test_thousands_of_types_cost_little(path: str, before: str, unit: str, least: int) -> None:
    with at_most(2):
        assert len(facts_of(path, before + numbered(unit, 2_000))) >= least
