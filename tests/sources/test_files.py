"""Files that set variables and pass them on: shell, images, compose, CI, manifests, properties."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.facts import EnvMention, MentionKind
from tests.sources.reading import facts_of, join, mentions, reads, shown

READS = [
    ("run.sh", 'echo "${A_B:-x}" "${C_D:?no}" "$E_F"', "C_D! ~A_B=x ~E_F"),
    ("run.sh", "A_B=${A_B:-x}\n: ${C_D:=y}\nE_F=1; echo $E_F", "A_B=x C_D=y"),
    ("run.sh", 'A_B="$(cat x)"\nA_B="${A_B:-x}"\nC_D=${C_D:-y}\n  E_F=1\necho "${E_F:-2}"', "C_D=y ~E_F=2"),
    ("run.sh", "for N_M in a; do echo $N_M; done\necho '${A_B}' # $C_D\necho \\$E_F $HOSTNAME", ""),
    ("run.sh", "it's='x' # don't\necho $A_B", "~A_B"),
    ("tool", '#!/bin/sh\necho "${A_B:?no}"', "A_B!"),
    ("run.sh", 'die "none for A_B"\necho "${A_B:-}"\nfor N_M; do echo $N_M; done', "~A_B="),
    ("a.conf", "; ${A_B}\nx = ${C_D}; y", "C_D"),
    ("Vagrantfile", "x = ENV.fetch('A_B', '1')", "A_B=1"),
    (
        "Dockerfile",
        "ARG TAG=1\nENV A_B=1 C_D=2 MY_TAG=$TAG\nCOPY <<EOF /x\necho $A_B\nEOF\nCMD run ${C_D}",
        "~A_B ~C_D ~TAG ~TAG=1",
    ),
    ("Dockerfile", 'RUN A_B=$(uname) && echo "not known: $A_B" && echo "with A_B=$A_B"', "~A_B"),
    ("config/a.yaml", "a: '%env(trim:string:A_B)%'", "A_B"),
    ("k8s/a.yaml", "apiVersion: v1\nkind: Secret\na: ${A_B}", "~A_B"),
    ("a.yaml", "run: |\n  A_B=`cat x`\n  echo ${A_B} ${C_D}", "C_D"),
    ("Dockerfile", "ARG A_B=x\nENV C_D=1 E_F=2\nRUN echo $A_B $C_D $G_H\n# $I_J", "~A_B ~A_B=x ~G_H"),
    (
        "compose.yaml",
        "services:\n  a:\n    image: x:${A_B:-1}\n    environment:\n      C_D: ${C_D:-x}\n      E_F: ${G_H:?no}",
        "~A_B=1 ~G_H!",
    ),
    ("compose.yaml", "services:\n  a:\n    command: echo $$A_B # ${C_D}", ""),
    (".github/workflows/x.yml", "env:\n  A_B: ${{ secrets.C_D }}\n", "~C_D"),
    ("application.yml", "app:\n  size: ${A_B:5}\n  key: ${C_D}\n", "A_B=5 C_D! ~APP_KEY ~APP_SIZE"),
    ("application.properties", "app.max-size = 5\napp.key=", "~APP_KEY ~APP_MAXSIZE=5 ~APP_MAX_SIZE=5"),
    ("application.yml", "app:\n  a: 1\n  b: x${C_D:y}\n  d: '#{e.f}'\n", "C_D=y ~APP_A=1 ~APP_B ~APP_D"),
    ("application-dev.yml", "app:\n  size: 5\n", "~APP_SIZE"),
    (
        "application.yml",
        "app.size: 5\n---\nspring.config.activate.on-profile: b\n",
        "~APP_SIZE ~SPRING_CONFIG_ACTIVATE_ONPROFILE ~SPRING_CONFIG_ACTIVATE_ON_PROFILE",
    ),
    ("k8s/x.yaml", "env:\n  - name: A_B\n    value: $(C_D)", "~C_D"),
    (
        "config/database.yml",
        'a: <%= ENV.fetch("A_B", "x") %>\nc: <%= ENV["C_D"] || 5 %>\ne: <%= ENV.fetch("E_F") { 3 } %>',
        "A_B=x C_D=5 E_F=3",
    ),
    ("helmfile.yaml", 'x: {{ requiredEnv "A_B" }}\ny: {{ env "C_D" }}', "A_B! C_D"),
    ("x.conf", "port = ${?A_B}\nhost = ${C_D}", "A_B C_D"),
    ("uwsgi.ini", "http-timeout = $(A_B)\nif-env = C_D", "~A_B ~C_D"),
    ("logback.xml", "<a b='${A_B:-x}'/><!-- ${C_D} -->", "~A_B=x"),
    (
        "appsettings.json",
        '{"Mail": {"Host": "x", "Ports": [1]}, // c\n "A": 1}',
        "~A ~Mail ~Mail__Host ~Mail__Ports",
    ),
    (".env", "A_B=secret\n", ""),
    (
        "src/config.rs",
        "make! { fields: {\n    a_b: String, true;\n } }\nlet x = get_env(&stringify!([<$name:upper>]));",
        "~A_B",
    ),
]


@pytest.mark.parametrize(("path", "text", "expected"), READS)
def test_reads(path: str, text: str, expected: str) -> None:
    assert " ".join(reads(path, text)) == expected


SETS = [
    ("run.sh", "export A_B=1\nC_D=2", "A_B"),
    ("application.properties", "A_B=1\n# C_D=2\nserver.port=80", "A_B"),
    ("gradle.properties", "A_B=1", ""),
    ("Dockerfile", "ENV A_B=1 C_D=2\nENV E_F 3", "A_B C_D E_F"),
    (
        "compose.yaml",
        "services:\n  a:\n    environment:\n      A_B: 1\n      C_D:\n  b:\n    environment:\n      - E_F=1\n      - G_H",
        "A_B C_D E_F G_H",
    ),
    ("compose.yaml", "services: {{ broken\n  A_B: 1", "A_B"),
    (
        ".github/workflows/x.yml",
        "env:\n  A_B: ${{ secrets.C_D }}\njobs:\n  x:\n    run: echo ${{ vars.E_F }}",
        "A_B",
    ),
    ("k8s/x.yaml", "env:\n  - name: A_B\n    value: x\ndata:\n  C_D: y\n# E_F: z", "A_B C_D"),
    (
        "chart/templates/x.yaml",
        "{{- if .Values.x }}\n- name: A_B\n  value: {{ .Values.y }}\n{{- end }}",
        "A_B",
    ),
    (".env", "A_B=secret\nexport C_D='x\ny'\nE_F", "A_B C_D E_F"),
]


@pytest.mark.parametrize(("path", "text", "expected"), SETS)
def test_sets(path: str, text: str, expected: str) -> None:
    assert " ".join(mentions(path, text)) == expected


def test_values_of_env_files_are_not_kept() -> None:
    assert "hunter2" not in repr(facts_of(".env", "A_B=hunter2\n#C_D=hunter2\nE_F='hunter2'"))


def test_an_env_file_shows_names_in_comments() -> None:
    facts = facts_of(".env.example", "# A_B=x\nC_D=1")
    assert EnvMention("A_B", 1, MentionKind.COMMENT) in facts
    assert EnvMention("C_D", 2, MentionKind.SET) in facts


def test_documents_have_no_readers_of_mentions() -> None:
    assert facts_of("README.md", "`A_B` is read by process.env.A_B") == []


def test_a_mention_is_a_comment_or_a_string() -> None:
    facts = facts_of("x.ts", "// A_B\nf('x', C_D);\n/*\n * E_F\n */")
    kinds = {fact.name: fact.kind for fact in facts if isinstance(fact, EnvMention)}
    assert kinds == {"A_B": MentionKind.COMMENT, "C_D": MentionKind.STRING, "E_F": MentionKind.COMMENT}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("x.json", r'{"example": "A_B=1\nC_D=2\r\nE_F=3\tG_H"}'),
        ("x.py", r"print('A_B=1\nC_D=2\nE_F=3\n\tG_H')"),
        ("x.go", r'const example = "\nA_B=1\nC_D=2\nE_F=3\nG_H"'),
        ("x.yml", r'example: "A_B=1\nC_D=2\nE_F=3\nG_H=4\n"'),
        ("x.json", r'{"escaped": "[\"A_B=1\\nC_D=2\", \"E_F\", \"\\nG_H\"]"}'),
    ],
)
def test_a_name_may_follow_white_space_that_a_string_escapes(path: str, text: str) -> None:
    names = {fact.name for fact in facts_of(path, text) if isinstance(fact, EnvMention)}
    assert names == {"A_B", "C_D", "E_F", "G_H"}


def test_the_end_of_a_word_is_no_name() -> None:
    assert facts_of("x.json", r'{"a": "xnA_B", "b": "\vA_B", "c": "nA_B"}') == []


def test_an_attribute_is_no_comment() -> None:
    facts = facts_of("x.rs", '#[tool(name = "A_B")]\n#![tool("C_D")]\n// E_F')
    kinds = {fact.name: fact.kind for fact in facts if isinstance(fact, EnvMention)}
    assert kinds == {"A_B": MentionKind.STRING, "C_D": MentionKind.STRING, "E_F": MentionKind.COMMENT}


def found(texts: dict[str, str], name: str, **options: object) -> list[str]:
    environment = join(texts, **options)  # type: ignore[arg-type]
    return [f"{place.path}:{place.line} {shown(name, place)}" for place in environment.reads_of(name)]


def test_a_wrapper_of_another_file() -> None:
    texts = {
        "lib/env.py": "def get_env(name, default=None):\n    return os.environ.get(name, default)\n",
        "lib/more.py": "def get_flag(name):\n    return get_env(name) == 'on'\n",
        "app/main.py": "x = get_env('A_B', 'x')\ny = get_flag('C_D')\nz = other('E_F')\n",
        "app/main.go": 'x := get_env("G_H")\n',
    }
    assert found(texts, "A_B") == ["app/main.py:1 A_B=x"]
    assert found(texts, "C_D") == ["app/main.py:2 ~C_D=false"]
    assert found(texts, "E_F") == found(texts, "G_H") == []


def test_a_constant_of_another_file() -> None:
    texts = {"keys.go": 'package p\nconst EnvToken = "A_B"\n', "main/x.go": "x := os.Getenv(p.EnvToken)\n"}
    assert found(texts, "A_B") == ["main/x.go:1 A_B"]


def test_wrappers_and_a_prefix_of_the_configuration() -> None:
    texts = {"x.py": "timeout = setting('TIMEOUT', 5)\n"}
    assert found(texts, "SHOP_TIMEOUT", wrappers=("shop.setting",), prefix="SHOP_") == [
        "x.py:1 SHOP_TIMEOUT=5"
    ]


def test_tails_prefixes_and_case() -> None:
    tail = {"x.go": 'type C struct {\n\tMaxSize int `split_words:"true"`\n}\n'}
    assert found(tail, "ANY_MAX_SIZE") == ["x.go:2 ~ANY_MAX_SIZE"]
    assert found(tail, "ANY_SIZE") == []
    assert found({"x.js": "process.env['SHOP_' + name]"}, "SHOP_X") == ["x.js:1 ~SHOP_X"]
    assert found({"X.cs": 'var x = Configuration["Mail:Host"];'}, "MAIL__HOST") == ["X.cs:1 ~MAIL__HOST"]


def test_the_prefix_of_envconfig_may_be_in_another_file() -> None:
    texts = {
        "load.go": 'err := envconfig.Process("shop", &c)',
        "config.go": 'type C struct {\n\tDb struct {\n\t\tHost string `default:"h" split_words:"true"`\n\t}\n}\n',
    }
    assert found(texts, "SHOP_DB_HOST") == ["config.go:3 SHOP_DB_HOST=h"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("x.ts", "process.env[`SHOP_${region}_KEY`]"),
        ("x.ts", "process.env[`SHOP_${region.toUpperCase()}_KEY`]"),
        ("x.ts", "process.env['SHOP_' + region + '_KEY']"),
        ("x.py", "os.environ.get(f'SHOP_{region.upper()}_KEY')"),
        ("x.rb", 'ENV["SHOP_#{region}_KEY"]'),
        ("x.go", 'os.Getenv(fmt.Sprintf("SHOP_%s_KEY", region))'),
    ],
)
def test_the_beginning_and_the_end_of_a_name(path: str, text: str) -> None:
    environment = join({path: text})
    assert len(environment.reads_of("SHOP_EU_KEY")) == (0 if path == "x.go" else 1)
    assert environment.reads_of("SHOP_EU_PORT") == ()
    assert environment.reads_of("SHOP__KEY") == environment.reads_of("SHOP_KEY") == ()


@pytest.mark.parametrize(
    ("path", "text", "is_prefix"),
    [
        ("X.java", 'private static final String ENV_PREFIX = "SHOP_";', True),
        ("x.go", 'const envPrefix = "SHOP_"', True),
        ("x.rs", 'const ENV_PREFIX: &str = "SHOP_";', True),
        ("x.ts", "const ENV_VAR_PREFIX = 'SHOP_';", True),
        ("x.ts", "const URL_PREFIX = 'SHOP_';", False),
        ("x.ts", "// const ENV_PREFIX = 'SHOP_';", False),
    ],
)
def test_a_constant_that_is_the_prefix_of_all_variables(path: str, text: str, is_prefix: bool) -> None:
    environment = join({path: text})
    assert [place.rest for place in environment.reads_of("SHOP_PORT")] == ["PORT"] * is_prefix


@pytest.mark.parametrize(
    ("path", "text", "names"),
    [
        (
            "X.java",
            "class M {\n  private String baseUrl;\n  private final List<A> rules = x;\n}",
            "URL RULES",
        ),
        ("X.java", "@Validated\npublic record M(@Min(1) int baseUrl, Rules rules) {}", "URL RULES"),
        ("X.kt", "data class M(\n  val baseUrl: String,\n  var rules: List<A>,\n)", "URL RULES"),
        ("X.java", "class M {\n  @NotNull private static final String baseUrl;\n}", "URL"),
        ("X.java", '@V\nclass M {\n  @A("x") @b.C(min = 1) private int basePort = 25;\n}', "OTHER"),
        ("X.java", "class M {\n  public void setBaseUrl(String one) {}\n}", "URL"),
        (
            "X.java",
            'class M {\n  int baseUrl;\n}\n@ConfigurationProperties("shop")\nclass N {\n  int rules;\n}',
            "URL",
        ),
        (
            "X.java",
            'class M {\n  @ConfigurationProperties("shop")\n  class N {\n  }\n  int rules;\n}',
            "URL RULES OTHER",
        ),
        ("X.java", "class M extends N {\n  private String baseUrl;\n}", "URL RULES OTHER"),
        (
            "X.java",
            "public DataSource d() {\n  return x;\n}\nclass M { private String a; }",
            "URL RULES OTHER",
        ),
    ],
)
def test_the_fields_of_a_class_of_properties(path: str, text: str, names: str) -> None:
    environment = join({path: f'@ConfigurationProperties(prefix = "app.mail")\n{text}'})
    known = {"URL": "APP_MAIL_BASE_URL", "RULES": "APP_MAIL_RULES_0_NAME", "OTHER": "APP_MAIL_BASE_PORT"}
    assert [name for name, whole in known.items() if environment.reads_of(whole)] == names.split()


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "src/application.yml",
            'logging:\n  pattern:\n    console: "%clr(${LOG_LEVEL_PATTERN:-%5p}) %clr(${PID:- }) %m ${A_B:-x}"',
            "A_B=x ~LOG_LEVEL_PATTERN=%5p ~PID=",
        ),
        (
            "application-prod.properties",
            "logging.pattern.file=%d{${LOG_DATEFORMAT_PATTERN}} [${PID}] ${LOGGED_APPLICATION_NAME:-} %msg",
            "~LOGGED_APPLICATION_NAME= ~LOG_DATEFORMAT_PATTERN! ~PID!",
        ),
        (
            "application.yml",
            "file: ${LOG_PATH:/var/log}/${LOG_FILE:a.log}",
            "LOG_FILE=a.log LOG_PATH=/var/log",
        ),
        ("config/other.yml", "pattern: '%d ${PID:-1} %m'", "PID=1"),
    ],
)
def test_spring_sets_what_the_pattern_of_its_log_uses(path: str, text: str, expected: str) -> None:
    found = [one for one in reads(path, text) if not one.startswith(("~LOGGING", "~FILE"))]
    assert " ".join(sorted(found)) == " ".join(sorted(expected.split()))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jobs:\n  a:\n    environment:\n      url: ${{ vars.A_B || 'x' }}", "~A_B"),
        ("jobs:\n  a:\n    steps:\n    - run: ssh ${{ secrets.A_B }}@${{ secrets.C_D }}", "~A_B ~C_D"),
        ("jobs:\n  a:\n    steps:\n    - if: always() && secrets.A_B != ''", "~A_B"),
        ("jobs:\n  a:\n    steps:\n    - env:\n        A_B: ${{ secrets.A_B }}", ""),
        ("jobs:\n  a:\n    steps:\n    - env:\n        A_B: ${{ secrets.C_D }}", "~C_D"),
        ("jobs:\n  a:\n    secrets:\n      A_B: ${{ secrets.A_B }}", "~A_B"),
        ("jobs:\n  a:\n    steps:\n    - env:\n        A_B: ${{ env.C_D }}", ""),
        ("jobs:\n  a:\n    steps:\n    - run: echo secrets.A_B", ""),
    ],
)
def test_a_workflow_reads_what_the_service_holds(text: str, expected: str) -> None:
    assert " ".join(reads(".github/workflows/ci.yml", text)) == expected
