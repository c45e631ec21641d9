"""What is not a wrong default, and what does not make a variable required or optional."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest

from sphinx_archdoc.checks.environment.defaults import differ, normal
from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind
from tests.checks.trees import Document, FakeTree, check, variables
from tests.sources.reading import facts_of


class TextTree(FakeTree):
    """Every file of the tree has the same text."""

    content = ""

    def text(self, path: str) -> str | None:
        return self.content


READ = EnvRead("SHOP_PORT", 3)


@pytest.mark.parametrize(
    "line",
    [
        "ENV SHOP_PORT=80",
        "ENV SHOP_PORT 80",
        'ENV SHOP_PORT="80" \\',
        "SHOP_PORT='80'",
        "  SHOP_PORT: 80",
        '  "SHOP_PORT": "80",',
        "  SHOP_PORT: 80  # for browsers",
        "  SHOP_PORT: ${SHOP_PORT:-80}",
        '  - "SHOP_PORT=${SHOP_PORT:-80}"',
        "  - name: SHOP_PORT\n    value: '80'",
    ],
)
def test_a_default_that_the_image_sets_is_right(line: str) -> None:
    tree = TextTree(
        {"a.py": [EnvRead("SHOP_PORT", 3, "81")], "b": [EnvMention("SHOP_PORT", 2, MentionKind.SET)]}
    )
    tree.content = f"FROM x\n{line}\n"
    assert check(tree, variables(SHOP_PORT={"default": "80"})) == []
    assert len(check(tree, variables(SHOP_PORT={"default": "82"}))) == 1


@pytest.mark.parametrize(
    ("path", "reader", "other", "is_wrong"),
    [
        (".env.example", "shop/settings.py", "shop/a.py", True),
        ("deploy/env.sample", "shop/settings.py", "shop/a.py", True),
        ("shop.env.template", "shop/settings.py", "shop/a.py", True),
        (".env", "shop/settings.py", "shop/a.py", False),
        ("deploy/environment/values.tmpl", "shop/settings.py", "shop/a.py", False),
        (".env.example", "shop/settings.py", "compose.yml", False),
        (".env.example", "config/shop.php", "shop/a.php", False),
    ],
)
def test_an_example_does_not_make_the_default_of_the_program_right(
    path: str, reader: str, other: str, is_wrong: bool
) -> None:
    tree = TextTree(
        {
            reader: [EnvRead("SHOP_PORT", 3, "81")],
            other: [EnvRead("SHOP_PORT", 1, is_implied=True)],
            path: [EnvMention("SHOP_PORT", 1, MentionKind.SET)],
        }
    )
    tree.content = "SHOP_PORT=80"
    assert bool(check(tree, variables(SHOP_PORT={"default": "80"}))) is is_wrong


@pytest.mark.parametrize(
    ("line", "is_wrong"), [("SHOP_PORT: ${SHOP_PORT}", False), ("SHOP_PORT: ${OTHER_PORT}", True)]
)
def test_an_example_tells_the_default_of_what_a_compose_file_passes_on(line: str, is_wrong: bool) -> None:
    mention = EnvMention("SHOP_PORT", 1, MentionKind.SET)
    texts = {".env.example": "SHOP_PORT=80", "compose.yml": line}
    tree = FakeTree(
        {"a.py": [EnvRead("SHOP_PORT", 3, "81")], ".env.example": [mention], "compose.yml": [mention]},
        texts=texts,
    )
    assert bool(check(tree, variables(SHOP_PORT={"default": "80"}))) is is_wrong


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("| `SHOP_NAME` | `The Shop` |", True),
        ("| `SHOP_NAME` | The Shop |", False),
        ("`SHOP_NAME` `Shop`", False),
    ],
)
def test_words_that_are_marked_as_code_are_a_default(text: str, is_wrong: bool) -> None:
    tree = FakeTree({"src/a.py": [EnvRead("SHOP_NAME", 1, "Our Shop", False)]}, texts={"docs/page.md": text})
    assert bool(check(tree, variables(SHOP_NAME={"default": "The Shop"}))) is is_wrong


def test_a_default_in_words_is_compared_with_one_that_is_marked_as_code() -> None:
    assert differ("The Shop", "Our Shop", is_code=True)
    assert not differ("Shop", "Our Shop", is_code=True)
    assert differ("Market", "Our Shop", is_code=True)
    assert not differ("Market", "Our Shop")
    assert not differ("market", "there is no shop, so set one", is_code=True)
    assert differ("Our Shop", "our-shop", is_code=True)
    assert not differ("Our Shop", "our-shop")
    assert not differ("Our Shop", "Our Shop", is_code=True)
    assert not differ("20 MB", "20mb", is_code=True)


@pytest.mark.parametrize(
    "written",
    [
        "Same as host",
        "value of SHOP_B",
        "the value of b",
        "if set, b",
        "when unset: b",
        "from b",
        "b of SHOP_B",
    ],
)
def test_words_that_name_another_value_are_no_default(written: str) -> None:
    assert not differ(written, "The Shop", is_code=True)


@pytest.mark.parametrize(
    ("written", "read", "is_wrong"),
    [
        ("localhost:5173,3000", "localhost:5173,localhost:3000", False),
        ("a,b", '["a", "b"]', False),
        ("a,b", "b,a", False),
        ("a,", "a", False),
        ("a,b", "a|b", False),
        ("GET,POST", "GET,POST,DELETE", True),
        ("http,https", "https", True),
        ("1,2", "12", True),
        ("1,2", "11,12", True),
        ("a,", "a,b", True),
    ],
)
def test_a_list_in_short_has_as_many_parts(written: str, read: str, is_wrong: bool) -> None:
    assert differ(written, read) is is_wrong


@pytest.mark.parametrize(
    ("default", "description", "is_wrong"),
    [
        ("0", "Zero selects the default of the server.", False),
        ("-1", "`-1` means the default.", False),
        ("7", "Zero selects the default of the server.", True),
        ("0", "The size.", True),
        ("0", "The default is good for 10 users.", True),
    ],
)
def test_zero_may_stand_for_the_documented_default(default: str, description: str, is_wrong: bool) -> None:
    tree = FakeTree({"src/a.go": [EnvRead("SHOP_SIZE", 1, default, False)]})
    page = variables(SHOP_SIZE={"default": "30", "description": description})
    assert bool(check(tree, page)) is is_wrong


@pytest.mark.parametrize("path", ["Dockerfile", "deploy/app.Dockerfile", "entrypoint.sh"])
def test_what_starts_the_program_gives_the_default_if_the_program_has_none(path: str) -> None:
    start = EnvRead("SHOP_PORT", 2, "80", False, is_implied=True)
    facts = {path: [start], "src/a.py": [EnvRead("SHOP_PORT", 1)]}
    page = variables(SHOP_PORT={"default": "81"})
    assert check(FakeTree(facts), page) == [
        f"page:1 env-default: the default of SHOP_PORT is documented as 81, but {path}:2 uses '80'"
    ]
    assert check(FakeTree({path: [start]}), page) != []
    facts["src/a.py"] = [EnvRead("SHOP_PORT", 1, None, False)]
    assert check(FakeTree(facts), page) == []
    facts["src/a.py"] = [EnvRead("SHOP_PORT", 1)]
    facts["other.sh"] = [EnvRead("SHOP_PORT", 2, "82", False, is_implied=True)]
    assert check(FakeTree(facts), page) == []


@pytest.mark.parametrize(
    "path",
    [
        "docker-compose.prod.yml",
        "compose.production.yaml",
        "deploy/production/docker-compose.yml",
        "compose/production.yml",
        "prod-compose.yml",
        "docker-compose_prod.yml",
        "Dockerfile.prod",
    ],
)
def test_a_file_for_production_gives_no_default(path: str) -> None:
    start = EnvRead("SHOP_PORT", 2, "80", False, is_implied=True)
    page = variables(SHOP_PORT={"default": "81"})
    assert check(FakeTree({path: [start]}), page) == []
    assert check(FakeTree({path.replace("prod", "product-"): [start]}), page) != []


def test_the_port_of_the_host_is_no_default() -> None:
    ports = 'services:\n  shop:\n    ports: ["${SHOP_PORT:-80}:8080"]\n'
    texts = {"compose.yml": ports, "src/a.go": 'os.Getenv("SHOP_PORT")'}
    page = variables(SHOP_PORT={"default": "8080"})

    def found() -> list[str]:
        return check(
            FakeTree({path: facts_of(path, text) for path, text in texts.items()}, texts=texts), page
        )

    assert found() == []
    texts["compose.yml"] = ports + "    environment:\n      SHOP_PORT: ${SHOP_PORT:-90}\n"
    assert found() == [
        "page:1 env-default: the default of SHOP_PORT is documented as 8080, but compose.yml:5 uses '90'"
    ]
    texts["compose.yml"], texts["src/a.go"] = ports, ""
    assert len(found()) == 1


@pytest.mark.parametrize(
    ("image", "is_wrong"),
    [
        ("image: postgres:18", False),
        ("image: docker.io/bitnami/redis-stack@sha256:1", False),
        ("image: ${DB_IMAGE:-pgvector/pgvector:pg16}", False),
        ("image: postgres:18\n    build: .", True),
        ("image: ghcr.io/shop/shop:1", True),
        ("image: shop/redis-worker", True),
        ("build: .", True),
        ("image: postgres:18\n    environment:\n      TZ: ${TZ:-Asia/Tokyo}\n  b:\n    build: .", True),
    ],
)
def test_what_another_program_takes_is_no_default(image: str, is_wrong: bool) -> None:
    service = f"services:\n  a:\n    {image}\n    environment:\n      TZ: ${{TZ:-Asia/Tokyo}}\n"
    texts = {"compose.yml": service, "src/a.go": 'os.Getenv("TZ")'}
    page = variables(TZ={"default": "UTC"}, DB_IMAGE={})

    def found() -> list[str]:
        facts = {path: facts_of(path, text) for path, text in texts.items()}
        return [one for one in check(FakeTree(facts, texts=texts), page) if "env-default" in one]

    assert bool(found()) is is_wrong
    texts["src/a.go"] = ""  # only the compose file has a default
    assert found()


@pytest.mark.parametrize("default", [None, ""])
def test_a_compose_file_gives_the_default_of_a_variable_that_it_hands_on(default: str | None) -> None:
    mention = EnvMention("SHOP_PORT", 1, MentionKind.SET)
    read = EnvRead("SHOP_PORT", 1, default, None if default is None else False)
    tree = TextTree({"src/a.py": [read], "compose.yml": [mention]})
    tree.content = "SHOP_PORT: ${SHOP_PORT:-80}"
    assert check(tree, variables(SHOP_PORT={"default": "81"})) == [
        "page:1 env-default: the default of SHOP_PORT is documented as 81, but compose.yml:1 uses '80'"
    ]
    assert check(tree, variables(SHOP_PORT={"default": "two addresses"})) == []


@pytest.mark.parametrize(("path", "is_wrong"), [("src/a.go", True), ("values.yaml", False)])
def test_a_table_in_the_program_gives_defaults(path: str, is_wrong: bool) -> None:
    row = EnvRead("SHOP_PORT", 3, "80", required=False, is_implied=True)
    tree = FakeTree({path: [row], "src/main.go": [EnvRead("SHOP_PORT", 1)]})
    found = check(tree, variables(SHOP_PORT={"default": "81"}))
    expected = f"page:1 env-default: the default of SHOP_PORT is documented as 81, but {path}:3 uses '80'"
    assert found == [expected] * is_wrong


def test_the_only_script_that_names_a_variable_gives_its_default() -> None:
    script = {"scripts/proxy.js": [EnvRead("SHOP_PORT", 1, "80", False)]}
    page = variables(SHOP_PORT={"default": "81"})
    assert len(check(FakeTree(script), page)) == 1
    assert check(FakeTree({**script, "src/a.js": [EnvMention("SHOP_PORT", 1)]}), page) == []
    assert check(FakeTree({**script, "scripts/b.js": [EnvRead("SHOP_PORT", 1, "80", False)]}), page) == []
    start = EnvRead("SHOP_PORT", 1, "80", False, is_implied=True)
    assert len(check(FakeTree({**script, "compose.yml": [start]}), page)) == 1


def test_a_default_that_is_not_known_may_be_the_documented_one() -> None:
    reads = [EnvRead("SHOP_PORT", 1, "80", False), EnvRead("SHOP_PORT", 2, None, False)]
    assert check(FakeTree({"src/a.py": reads}), variables(SHOP_PORT={"default": "81"})) == []
    assert check(FakeTree({"src/a.py": reads[:1]}), variables(SHOP_PORT={"default": "81"})) != []


def test_the_default_of_a_variable_of_one_script_is_that_of_the_script() -> None:
    tree = FakeTree({"scripts/install.sh": [EnvRead("A_B", 1, "1", False)]})
    assert check(tree, variables(A_B={"default": "3"})) == [
        "page:1 env-default: the default of A_B is documented as 3, but scripts/install.sh:1 uses '1'"
    ]
    tree = FakeTree({"scripts/install.sh": [EnvRead("A_B", 1, "1", False)], "src/a.py": [EnvRead("A_B", 1)]})
    assert check(tree, variables(A_B={"default": "3"})) == []


@pytest.mark.parametrize(("other", "is_wrong"), [("", True), ("src/a.py", False), ("compose.yml", False)])
def test_a_script_that_only_expands_a_variable_gives_its_default(other: str, is_wrong: bool) -> None:
    facts: dict[str, list[Fact | EnvMention]] = {
        "tools/scripts/smoke.sh": [EnvRead("A_B", 8, "1", False, is_implied=True)]
    }
    if other:
        facts[other] = [EnvMention("A_B", 1)]
    assert bool(check(FakeTree(facts), variables(A_B={"default": "3"}))) is is_wrong


def test_a_default_for_development_is_not_that_of_the_program() -> None:
    tree = FakeTree({"config/dev.exs": [EnvRead("A_B", 1, "1")], "src/a.py": [EnvRead("C_D", 1, "2")]})
    assert check(tree, variables(A_B={"default": "3"}, C_D={"default": "2"})) == []


@pytest.mark.parametrize(
    ("written", "is_wrong"),
    [
        ("`60` (a minute)", False),
        ("`30` (half a minute)", True),
        ("30 (seconds)", True),
        ("\N{LEFT DOUBLE QUOTATION MARK}60\N{RIGHT DOUBLE QUOTATION MARK}", False),
        ("`30`, `60`", False),
        ("OTHER_VARIABLE", False),
        ("`60`\uff08\u79d2\uff09", False),
        ("`30`\uff08\u79d2\uff09", True),
        ("\uff08\u79d2\uff09", False),
        ("(deprecated)", False),
        ("\u898b\u4e0b\u6587", False),
        ("60/sec", False),
        ("60 requests per minute", False),
        ("30/sec", True),
    ],
)
def test_a_default_is_compared_without_its_note(written: str, is_wrong: bool) -> None:
    tree = FakeTree({"src/a.py": [EnvRead("A_B", 1, "60"), EnvRead("OTHER_VARIABLE", 2)]})
    assert bool(check(tree, variables(A_B={"default": written}, OTHER_VARIABLE={}))) is is_wrong


def test_a_variable_is_required_if_the_schema_says_so_wherever_it_is_passed_on() -> None:
    reads = [EnvRead("A_B", 1, None, True), EnvRead("A_B", 9)]
    found = ["page:1 env-required: A_B is documented as optional, but src/env.ts:1 fails without it"]
    assert check(FakeTree({"src/env.ts": reads}), variables(A_B={"required": False})) == found
    assert check(FakeTree({"src/env.py": reads}), variables(A_B={"required": False})) == []


@pytest.mark.parametrize("path", [".env.example", "env.sample", ".github/workflows/a.yml"])
def test_what_only_shows_a_value_does_not_make_a_variable_optional(path: str) -> None:
    tree = FakeTree(
        {"src/a.py": [EnvRead("A_B", 1, None, True)], path: [EnvMention("A_B", 1, MentionKind.SET)]}
    )
    assert [one.split()[1] for one in check(tree, variables(A_B={"required": False}))] == ["env-required:"]


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("- SHOP_PORT", True),
        ("SHOP_PORT: ${SHOP_PORT}", True),
        ("SHOP_PORT: $SHOP_PORT", True),
        ("SHOP_PORT: ${SHOP_PORT:?set it}", True),
        ("SHOP_PORT: ${SHOP_PORT:-80}", False),
        ("SHOP_PORT: ${OTHER}", False),
        ("SHOP_PORT: 80", False),
    ],
)
def test_what_only_passes_a_variable_on_does_not_set_it(line: str, is_wrong: bool) -> None:
    mention = EnvMention("SHOP_PORT", 1, MentionKind.SET)
    tree = TextTree({"src/a.py": [EnvRead("SHOP_PORT", 1, None, True)], "compose.yml": [mention]})
    tree.content = line
    assert bool(check(tree, variables(SHOP_PORT={"required": False}))) is is_wrong


@pytest.mark.parametrize(
    ("path", "text", "is_wrong"),
    [
        ("index.yaml", "address: ${SHOP_PORT}", True),
        ("a.conf", "address = ${SHOP_PORT}", False),
        ("scripts/smoke.sh", "SHOP_PORT=${SHOP_PORT:-80}\ncurl $SHOP_PORT", True),
        ("run.sh", 'echo "${SHOP_PORT:-80}"', True),
        ("scripts/run.sh", "SHOP_PORT=${SHOP_PORT:-80}\nexport SHOP_PORT", False),
        ("scripts/run.sh", "set -ae\nSHOP_PORT=${SHOP_PORT:-80}", False),
        ("scripts/run.sh", "SHOP_PORT=${SHOP_PORT:-80} ./shop", False),
        ("scripts/run.sh", 'docker run -e SHOP_PORT="${SHOP_PORT:-80}" shop', False),
    ],
)
def test_what_another_program_takes_does_not_make_a_variable_optional(
    path: str, text: str, is_wrong: bool
) -> None:
    tree = FakeTree(
        {"src/a.py": [EnvRead("SHOP_PORT", 1, None, True)], path: facts_of(path, text)}, texts={path: text}
    )
    assert bool(check(tree, variables(SHOP_PORT={"required": False}))) is is_wrong


@pytest.mark.parametrize(
    ("default", "is_wrong"), [("5", True), ("http://localhost:80", False), ("https://your-domain.com", False)]
)
def test_a_placeholder_does_not_make_a_variable_optional(default: str, is_wrong: bool) -> None:
    tree = FakeTree({"src/a.py": [EnvRead("SHOP_X", 1, default, False)]})
    assert bool(check(tree, variables(SHOP_X={"required": True}))) is is_wrong


@pytest.mark.parametrize(
    ("path", "line", "is_wrong"),
    [
        (".env.example", "SHOP_X=5", False),
        (".env.example", "SHOP_X=6", True),
        ("Dockerfile", "ENV SHOP_X=6", False),
        ("compose.yml", "SHOP_X: ${SHOP_X}", True),
    ],
)
def test_a_default_that_a_file_gives_is_no_default_of_the_code(path: str, line: str, is_wrong: bool) -> None:
    mention = EnvMention("SHOP_X", 1, MentionKind.SET)
    tree = TextTree({"src/a.py": [EnvRead("SHOP_X", 1, None, True)], path: [mention]})
    tree.content = line
    assert bool(check(tree, variables(SHOP_X={"required": False, "default": "5"}))) is is_wrong


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("const x = process.env.SHOP_X.split(',')", True),
        ("if (process.env.SHOP_X) {", False),
        ("  if (a && process.env.SHOP_X && b) {", False),
        ("if (!process.env.SHOP_X) {", True),
    ],
)
def test_what_asks_for_a_variable_does_not_fail_without_it(line: str, is_wrong: bool) -> None:
    tree = TextTree({"src/a.ts": [EnvRead("SHOP_X", 1, None, True)]})
    tree.content = line
    assert bool(check(tree, variables(SHOP_X={"required": False, "default": "5"}))) is is_wrong
    tree.of_file["src/a.ts"] = [EnvRead("SHOP_X", 1, None, True), EnvRead("SHOP_X", 2)]
    assert check(tree, variables(SHOP_X={"required": False, "default": "5"})) == []


def test_emphasis_around_a_default_says_nothing() -> None:
    assert not differ("*(empty)*", "x")
    assert differ("*5*", "6")


def test_any_number_of_parentheses_may_close_a_default() -> None:
    assert normal("x" + ")" * 5_000) == normal('"x")') == normal('"x)"') == "x"
    assert normal("80\N{FULLWIDTH RIGHT PARENTHESIS})") == "80"
    assert normal("f(x)") == "f(x)"
    assert normal(")" * 5_000) is None
    assert normal('"' * 5_000 + "x" + '")' * 5_000) is not None


def test_a_default_that_a_script_gives_is_right() -> None:
    tree = FakeTree(
        {
            "scripts/try.sh": [EnvRead("SHOP_NAME", 2, "test", False)],
            "src/a.py": [EnvRead("SHOP_NAME", 1, "live", False)],
        }
    )
    assert check(tree, variables(SHOP_NAME={"default": "test"})) == []
    assert len(check(tree, variables(SHOP_NAME={"default": "other"}))) == 1


def test_one_default_of_two_variables_on_a_line_is_that_of_none() -> None:
    tree = FakeTree({"src/a.py": [EnvRead("HOST", 1, "0.0.0.0"), EnvRead("PORT", 2, "80")]})
    joint = variables(HOST={"default": "0.0.0.0:80"}, PORT={"default": "0.0.0.0:80"})
    assert len(check(tree, joint)) == 2
    first, second = joint.page.entries
    joint.page.entries[1] = msgspec.structs.replace(second, where=first.where)
    assert check(tree, joint) == []


@pytest.mark.parametrize(
    ("name", "default", "is_optional"),
    [
        ("A_API_KEY", "key", False),
        ("A_API_KEY", "dummy-key", False),
        ("A_API_KEY", "sk-xxx", False),
        ("A_API_KEY", "a_api_key", False),
        ("JWT_SECRET", "secret", False),
        ("JWT_SECRET", "mySuperSecretKey123", False),
        ("A_TOKEN", "test", False),
        ("A_TOKEN", "none", False),
        ("DB_PASSWORD", "password", False),
        ("A_KEY_PATH", "secret", True),
        ("A_KEY_ID", "main", True),
        ("DB_PASSWORD", "postgres", True),
        ("A_TOKEN", "1f7cb0", True),
        ("A_MODE", "test", True),
        ("LLM_PROVIDER", "openai", True),
    ],
)
def test_a_placeholder_is_no_default_of_a_secret(name: str, default: str, is_optional: bool) -> None:
    tree = FakeTree({"application.yml": [EnvRead(name, 1, default, False)]})
    assert (check(tree, variables(**{name: {"required": True}})) != []) is is_optional


@pytest.mark.parametrize("name", ["A_FERNET_KEY", "A_SETTING"])
@pytest.mark.parametrize("documented", [{"required": True}, {"default": "some-other-value-of-it"}])
def test_no_message_shows_a_secret(name: str, documented: Mapping[str, object]) -> None:
    secret = "txjtJSgQUueeioIEaLzpfazdlgwX8Gon4rMMK9C0d2E="
    tree = FakeTree({"src/a.py": [EnvRead(name, 1, secret, False)]})
    (found,) = check(tree, variables(**{name: documented}))
    assert "'txjt…'" in found and secret[4:12] not in found


@pytest.mark.parametrize(
    ("properties", "documented", "place"),
    [
        ("app.out-dir=./docs", "./docs", ""),
        ("app.out-dir=./docs", "./here", "src/main/resources/application.properties:1 uses './docs'"),
        ("app.other=x", "./here", "src/A.java:1 uses './out'"),
        ("app.other=x", "./out", ""),
        ("app.out-dir=${APP_OTHER:x}", "./out", ""),
    ],
)
def test_a_file_of_properties_goes_before_the_code(properties: str, documented: str, place: str) -> None:
    texts = {
        "src/A.java": '@Value("${app.out-dir:./out}") String folder;',
        "src/main/resources/application.properties": f"{properties}\n",
    }
    tree = FakeTree({path: facts_of(path, text) for path, text in texts.items()}, texts=texts)
    page = variables(APP_OUT_DIR={"default": documented})
    found = [line for line in check(tree, page) if "env-default" in line]
    told = f"the default of APP_OUT_DIR is documented as {documented}, but {place}"
    assert found == ([f"page:1 env-default: {told}"] if place else [])


@pytest.mark.parametrize(
    ("template", "values", "page", "found"),
    [
        ("{{ .Values.config.port | default 80 | quote }}", "", "deploy/shop/README", "80"),
        ('{{ .Values.port | default "80" }}', "replicas: 1", "deploy/shop/README", "80"),
        ("{{ .Values.config.port | quote }}", "config:\n  port: '81' # here\n", "deploy/shop/README", "81"),
        ("{{ .Values.port | default 80 }}", "port: 81", "deploy/shop/README", "81"),
        ("{{ .Values.port }}", "a:\n  port: 81\nb:\n  port: 82", "deploy/shop/README", ""),
        ("{{ .Values.port | default 80 }}", 'port: ""', "deploy/shop/README", "80"),
        ("{{ .Values.port }}", "", "deploy/shop/README", ""),
        ("{{ .Values.port | default 80 }}", "", "docs/page", ""),
        ("{{ .Values.port | default 99 }}", "", "deploy/shop/README", ""),
    ],
)
def test_a_chart_gives_the_defaults_of_its_own_page(
    template: str, values: str, page: str, found: str
) -> None:
    path = "deploy/shop/templates/config.yaml"
    facts: dict[str, list[Fact | EnvMention]] = {
        "src/a.py": [EnvRead("SHOP_PORT", 3, "99", False)],
        path: [EnvMention("SHOP_PORT", 1, MentionKind.SET)],
    }
    texts = {path: f"  SHOP_PORT: {template}", "deploy/shop/values.yaml": values}
    document = Document(page).add("envvar", "SHOP_PORT", default="99")
    lines = check(FakeTree(facts, texts=texts), document, paths={page: f"{page}.md"})
    message = f"the default of SHOP_PORT is documented as 99, but {path}:1 uses '{found}'"
    assert lines == ([f"{page}:1 env-default: {message}"] if found else [])
