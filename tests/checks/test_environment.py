"""The rules about environment variables, each true and untrue."""

from __future__ import annotations

import msgspec
import pytest

from sphinx_archdoc.checks.environment.defaults import differ
from sphinx_archdoc.checks.environment.names import names_in
from sphinx_archdoc.parsing.page_settings import PageSettings
from sphinx_archdoc.parsing.values import Value
from sphinx_archdoc.problems import Location
from sphinx_archdoc.rules.configuration import (
    Configuration,
    EnvironmentSettings,
    ScopeSettings,
    SourcesSettings,
)
from sphinx_archdoc.sources.facts import (
    EnvCall,
    EnvConstant,
    EnvConstantRead,
    EnvMention,
    EnvRead,
    EnvWrapper,
    Fact,
    MentionKind,
)
from tests.checks.trees import Document, FakeTree, check, variables

READ = EnvRead("SHOP_PORT", 3)


@pytest.mark.parametrize(
    "facts",
    [
        {"src/a.py": [READ]},
        {"src/a.py": [EnvWrapper("setting", 1)], "src/b.py": [EnvCall("setting", "SHOP_PORT", 3)]},
        {
            "src/a.py": [EnvWrapper("env_one", 1), EnvWrapper("env_two", 2, calls="env_one")],
            "src/b.py": [EnvCall("env_two", "SHOP_PORT", 3)],
        },
        {
            "src/a.go": [EnvConstant("PortVariable", "SHOP_PORT", 1)],
            "src/b.go": [EnvConstantRead("PortVariable", 3)],
        },
    ],
)
def test_what_is_read_is_right(facts: dict[str, list[Fact]]) -> None:
    assert check(FakeTree(facts), variables(SHOP_PORT={})) == []


def test_what_is_nowhere_is_absent() -> None:
    assert check(FakeTree({"src/a.py": [READ]}), variables(SHOP_PORT={}, SHOP_PROT={})) == [
        "page:2 env-absent: SHOP_PROT is read nowhere"
    ]


def test_a_call_is_a_read_only_if_its_function_is_a_wrapper() -> None:
    tree = FakeTree({"src/a.py": [EnvCall("log", "SHOP_PORT", 3), EnvMention("SHOP_PORT", 3)]})
    assert check(tree, variables(SHOP_PORT={})) == [
        "page:1 env-mentioned: SHOP_PORT is not read, only mentioned in src/a.py:3"
    ]
    settings = Configuration(sources=SourcesSettings(environment=EnvironmentSettings(wrappers=("log",))))
    assert check(tree, variables(SHOP_PORT={}), configuration=settings) == []


def test_a_page_about_secrets_of_workflows_need_not_name_what_the_program_reads() -> None:
    secrets = [EnvRead(f"DEPLOY_{letter}", 3, is_implied=True) for letter in "ABC"]
    tree = FakeTree({".github/workflows/ci.yml": secrets, "src/a.py": [READ]})
    page = variables(DEPLOY_A={}, DEPLOY_B={}, DEPLOY_C={})
    assert check(tree, page) == []
    told = FakeTree({"deploy.sh": secrets, "src/a.py": [READ]})
    assert check(told, page) == [
        "page:1 env-undocumented: SHOP_PORT is read in src/a.py:3, but not documented"
    ]


@pytest.mark.parametrize(
    ("heading", "path", "number"),
    [
        ("## GitHub Secrets", ".github/workflows/ci.yml", 0),
        ("## CI/CD", ".gitlab-ci.yml", 0),
        ("## Settings", ".github/workflows/ci.yml", 1),
        ("## GitHub Secrets", "compose.yml", 1),
    ],
)
def test_what_a_workflow_passes_on_need_not_be_read_by_the_program(
    heading: str, path: str, number: int
) -> None:
    tree = FakeTree({path: [EnvMention("A_TOKEN", 3, MentionKind.SET)]}, texts={"page.md": f"{heading}\n"})
    assert len(check(tree, variables(A_TOKEN={}), paths={"page": "page.md"})) == number


def test_nothing_is_said_without_code() -> None:
    assert check(FakeTree({}), variables(SHOP_PORT={})) == []


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"src/a.py": [EnvMention("SHOP_PORT", 3, MentionKind.COMMENT)]},
            "SHOP_PORT is not read, only mentioned in a comment in src/a.py:3",
        ),
        (
            {"compose.yaml": [EnvMention("SHOP_PORT", 3, MentionKind.SET)]},
            "SHOP_PORT is set in compose.yaml:3, but not read",
        ),
        ({"tests/a.py": [READ]}, "SHOP_PORT is read only by tests, in tests/a.py:3"),
    ],
)
def test_what_is_only_mentioned_is_a_note(facts: dict[str, list[Fact]], message: str) -> None:
    assert check(FakeTree(facts), variables(SHOP_PORT={})) == [f"page:1 env-mentioned: {message}"]


def test_names_of_libraries_and_of_the_project_need_no_evidence() -> None:
    settings = Configuration(sources=SourcesSettings(environment=EnvironmentSettings(known=("SHOP_*",))))
    tree = FakeTree({"src/a.py": [EnvRead("GUNICORN_CMD_ARGS", 1), EnvRead("NODE_ENV", 2)]})
    page = variables(TZ={}, AWS_REGION={}, SHOP_PORT={}, OTEL_SERVICE_NAME={})
    assert check(tree, page, configuration=settings) == []


def test_a_name_of_a_library_is_documented_if_the_program_reads_it_itself() -> None:
    tree = FakeTree({"src/a.py": [READ, EnvRead("SENTRY_DSN", 4), EnvRead("HOME", 5)]})
    found = ["page:1 env-undocumented: SENTRY_DSN is read in src/a.py:4, but not documented"]
    assert check(tree, variables(SHOP_PORT={})) == found
    assert check(tree, variables(SHOP_PORT={}, SENTRY_DSN={})) == []
    others = [
        EnvRead(f"SHOP_{letter}", 6) for letter in "ABCD"
    ]  # four of five: the page may leave out no more
    crowded = FakeTree({"src/a.py": [READ, EnvRead("SENTRY_DSN", 4), *others]})
    assert len(check(crowded, variables(SHOP_PORT={}))) == 5
    settings = Configuration(sources=SourcesSettings(environment=EnvironmentSettings(known=("SENTRY_*",))))
    assert check(tree, variables(SHOP_PORT={}), configuration=settings) == []
    implied = FakeTree({"src/a.py": [READ, EnvRead("SENTRY_DSN", 4, is_implied=True)]})
    assert check(implied, variables(SHOP_PORT={}, SENTRY_ENVIRONMENT={})) == []


def test_what_no_page_documents_is_said_where_variables_are_documented() -> None:
    tree = FakeTree({"src/a.py": [READ, EnvRead("SHOP_HOST", 4)], "tests/a.py": [EnvRead("SHOP_TEST", 1)]})
    assert check(tree, variables(SHOP_PORT={})) == [
        "page:1 env-undocumented: SHOP_HOST is read in src/a.py:4, but not documented"
    ]
    assert check(tree, Document("page").add("component", "shop")) == []


@pytest.mark.parametrize(
    ("other", "is_documented"),
    [("guide", True), ("CHANGELOG", False), ("archive/guide", False)],
)
def test_a_variable_in_the_text_of_another_page_is_documented(other: str, is_documented: bool) -> None:
    tree = FakeTree({"src/a.py": [READ, EnvRead("SHOP_HOST", 4)]})
    tree.text = lambda path: "Set `SHOP_HOST` to the name." if other in path else None  # type: ignore[method-assign]
    assert (check(tree, variables(SHOP_PORT={}), Document(other)) == []) is is_documented


def test_scopes_are_compared_with_their_own_code() -> None:
    facts = {"flow/a.py": [EnvRead("FLOW_PORT", 1)], "mail/a.py": [EnvRead("MAIL_PORT", 2)]}
    flow = (
        Document("flow", PageSettings(code=("flow",))).add("envvar", "FLOW_PORT").add("envvar", "MAIL_PORT")
    )
    mail = Document("mail").add("envvar", "MAIL_PORT")
    scope = ScopeSettings(pages=("ma*",), code=("./mail/",))
    settings = Configuration(sources=SourcesSettings(scope=(scope,)))
    assert check(FakeTree(facts), flow, mail, configuration=settings) == [
        "flow:2 env-mentioned: the code of this page does not read MAIL_PORT, but mail/a.py:2 does"
    ]


def test_a_readme_is_about_its_folder() -> None:
    facts = {"flow/a.py": [EnvRead("FLOW_PORT", 1)], "mail/a.py": [EnvRead("MAIL_PORT", 2)]}
    page = Document("flow/README").add("envvar", "FLOW_PORT")
    assert check(FakeTree(facts), page, paths={"flow/README": "flow/README.md"}) == []
    other = Document("page").add("envvar", "FLOW_PORT")
    assert check(FakeTree(facts), other) == [
        "page:1 env-undocumented: MAIL_PORT is read in mail/a.py:2, but not documented"
    ]


def test_a_page_can_refuse_to_be_compared() -> None:
    page = Document("page", PageSettings(code=())).add("envvar", "SHOP_PORT")
    assert check(FakeTree({"src/a.py": []}), page) == []


def read(default: str | None = None, required: bool | None = None) -> FakeTree:
    return FakeTree({"src/a.py": [EnvRead("SHOP_PORT", 3, default, required)]})


@pytest.mark.parametrize(
    ("tree", "values", "message"),
    [
        (read("60", False), {"default": "60"}, ""),
        (
            read("60", False),
            {"default": "30"},
            "env-default: the default of SHOP_PORT is documented as 30, but src/a.py:3 uses '60'",
        ),
        (read(None, False), {"default": "30"}, ""),
        (
            read("60", False),
            {"required": True},
            "env-required: SHOP_PORT is documented as required, but has the default '60' in src/a.py:3",
        ),
        (read("", False), {"required": True}, ""),
        (read("false", False), {"required": True}, ""),
        (read(None, True), {"required": True}, ""),
        (
            read(None, True),
            {"required": False},
            "env-required: SHOP_PORT is documented as optional, but src/a.py:3 fails without it",
        ),
        (read(None, None), {"required": False}, ""),
        (
            read(None, True),
            {"required": False, "default": "30"},
            "env-required: SHOP_PORT is documented with the default 30, but src/a.py:3 fails without it",
        ),
        (
            read(None, True),
            {"default": "''"},
            "env-required: SHOP_PORT is documented with the default '', but src/a.py:3 fails without it",
        ),
        (read(None, True), {"default": "required"}, ""),
        (read(None, True), {"default": "generated by the installer"}, ""),
        (read(None, True), {"default": "http://localhost:80"}, ""),
        (read(None, True), {"default": "vault::signing-key"}, ""),
        (read(None, True), {"required": True, "default": "30"}, ""),
        (
            read("60", False),
            {"default": "`required`"},
            "env-required: SHOP_PORT is documented as required, but has the default '60' in src/a.py:3",
        ),
        (
            read("60", False),
            {"default": "_(required)_"},
            "env-required: SHOP_PORT is documented as required, but has the default '60' in src/a.py:3",
        ),
        (read(None, True), {}, ""),
    ],
)
def test_defaults_and_what_is_required(tree: FakeTree, values: dict[str, Value], message: str) -> None:
    assert check(tree, variables(SHOP_PORT=values)) == ([f"page:1 {message}"] if message else [])


def test_a_required_variable_with_a_default_is_wrong_where_all_others_have_none() -> None:
    page = {f"SHOP_{letter}": {"required": False, "default": "1"} for letter in "ABCDE"}
    tree = FakeTree({"src/a.py": [EnvRead(name, 1, "1", False) for name in (*page, "SHOP_X", "SHOP_Y")]})
    wrong = {"required": True, "default": "1"}
    assert check(tree, variables(**page, SHOP_X=wrong, SHOP_Y={"required": True, "default": "none"})) == [
        "page:6 env-required: SHOP_X is documented as required, but has the default '1' in src/a.py:1"
    ]
    assert check(tree, variables(**page, SHOP_X=wrong, SHOP_Y=wrong)) == []
    del page["SHOP_A"]
    assert check(tree, variables(SHOP_A={}, **page, SHOP_X=wrong, SHOP_Y={})) == []


def test_few_variables_of_a_page_may_be_required_and_have_a_default() -> None:
    page = {f"SHOP_{letter}": {"required": False, "default": "1"} for letter in "ABCDEFGHIJ"}
    reads = [EnvRead(name, 1, "1", False) for name in (*page, "SHOP_X", "SHOP_Y")]
    tree = FakeTree({"src/env.js": reads, "src/server.js": [EnvRead("SHOP_X", 9)]})
    wrong = {"required": True, "default": "1"}
    found = check(tree, variables(**page, SHOP_X=wrong, SHOP_Y=wrong))
    assert [problem.split()[2] for problem in found] == ["SHOP_X", "SHOP_Y"]
    del page["SHOP_A"]
    assert check(tree, variables(SHOP_A={}, **page, SHOP_X=wrong, SHOP_Y=wrong)) == []


@pytest.mark.parametrize("text", ["Gone (removed in 2.0).", "`A` and this are no longer read anywhere."])
def test_a_variable_that_is_gone_need_not_be_read(text: str) -> None:
    assert check(FakeTree({"src/a.py": []}), variables(SHOP_PORT={"description": text})) == []
    assert (
        len(check(FakeTree({"src/a.py": []}), variables(SHOP_PORT={"description": "No longer empty."}))) == 1
    )


def test_what_a_compose_file_demands_is_required() -> None:
    demand = EnvRead("SHOP_PORT", 2, None, True, is_implied=True)
    page = variables(SHOP_PORT={"required": False})
    for reads in ([], [EnvRead("SHOP_PORT", 1)]):
        assert check(FakeTree({"compose.yml": [demand], "src/a.py": reads}), page) == [
            "page:1 env-required: SHOP_PORT is documented as optional, but compose.yml:2 fails without it"
        ]
    tree = FakeTree({"compose.yml": [demand], "src/a.py": [EnvRead("SHOP_PORT", 1, "80", False)]})
    assert check(tree, page) == []
    assert check(FakeTree({"x.yml": [demand]}), page) == []


@pytest.mark.parametrize(("written", "is_wrong"), [("1", False), ("2", False), ("3", True)])
def test_a_default_that_one_of_several_places_has_is_right(written: str, is_wrong: bool) -> None:
    tree = FakeTree({"src/a.py": [EnvRead("A_B", 1, "1"), EnvRead("A_B", 1, None), EnvRead("A_B", 2, "2")]})
    found = ["page:1 env-default: the default of A_B is documented as 3, but the code uses '1', '2'"]
    assert check(tree, variables(A_B={"default": written})) == found * is_wrong
    unknown = FakeTree({**tree.of_file, "src/b.py": [EnvRead("A_B", 3, None, False)]})
    assert check(unknown, variables(A_B={"default": "3"})) == []


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("# alert-service settings", "services/alert-service/a.py:1"),
        ("# Web\n## Settings", "web/a.py:2"),
        ("# Settings", ""),
    ],
)
def test_a_heading_that_names_a_service_is_about_its_code(heading: str, line: str) -> None:
    tree = FakeTree(
        {
            "services/alert-service/a.py": [EnvRead("A_B", 1, "1", False)],
            "web/a.py": [EnvRead("A_B", 2, "2", False)],
        }
    )
    found = []
    for default in ("1", "2"):
        page = variables(A_B={"default": default})
        page.page.entries = [msgspec.structs.replace(page.page.entries[0], where=Location("page.md", 5))]
        tree.page_texts = {"docs/page.md": f"{heading}\n\n\n\n\n"}
        found += [
            one.split("but ")[1].split()[0] for one in check(tree, page, paths={"page": "docs/page.md"})
        ]
    assert found == [line] * bool(line)


@pytest.mark.parametrize(
    ("written", "code", "type_"),
    [
        ("60", "60", ""),
        ("`60`", "60", ""),
        ('"a"', "a", ""),
        ("10_000", "10000", ""),
        ("10,000", "10000", ""),
        ("0.50", "0.5", ""),
        ("True", "true", ""),
        ("true", "1", ""),
        ("no", "false", ""),
        ("INFO", "info", ""),
        ("30s", "30000", ""),  # in which unit?
        ("30s", "30000", "milliseconds"),
        ("10 MiB", "10485760", ""),
        ("10MB", "10485760", ""),
        ("10MB", "10000000", ""),
        ("10MB", "10", ""),  # in which unit?
        ("30m", "1800000", ""),
        ("1 kB", "1024", "Integer (bytes)"),
        ("5m", "300", "seconds"),
        ("5 min", "300s", ""),
        ("10 mins", "10m", ""),
        ("2 minutes", "120 seconds", ""),
        ("90 min", "1.5 hours", ""),
        ("1 day", "24h", ""),
        ("1.5 s", "1500 milliseconds", ""),
        ("5m", "60", "string"),  # a type that begins as a unit does
        ("${OTHER}", "a", ""),
        ("a", "${OTHER}", ""),
        ("none", "", ""),
        ("(required)", "a", ""),
        (r"\*", "*", ""),
        ("no default", "a", ""),
        ("generated", "x", ""),
        ("Auto-generated", "x", ""),
        ("autodetect", "false", ""),
        ("the host of the machine", "localhost", ""),
        ("http://a.example/", "http://a.example", ""),
        ("a, b", "a,b", ""),
        ("data/plans/", "data/plans", ""),
        ("~2h", "60", ""),
        ("\N{ALMOST EQUAL TO} 30", "60", ""),
        ("5m", "60", ""),  # a size, or minutes
        ("90s", "1.5", ""),
        ("2h", "7200", ""),
        ("2h", "7200000", ""),
        ("30s", "30000000000", ""),  # nanoseconds
        ("30s", "0", ""),
        ("80%", "70", ""),
        ("30\N{FULLWIDTH RIGHT PARENTHESIS}", "30", ""),
        ("localhost:5173,3000", "http://localhost:5173,http://localhost:3000", ""),
    ],
)
def test_the_same_value_is_written_in_many_ways(written: str, code: str, type_: str) -> None:
    assert not differ(written, code, type_)


@pytest.mark.parametrize(
    ("written", "code", "type_"),
    [
        ("60", "30", ""),
        ("true", "false", ""),
        ("true", "0", ""),
        ("localhost", "127.0.0.1", ""),
        ("30s", "60s", ""),
        ("30s", "1m", ""),
        ("30s", "60000", "ms"),
        ("5 min", "5ms", ""),
        ("5 minutes", "60", "seconds"),
        ("512m", "256m", ""),
        ("10 MiB", "16777216", ""),
        ("10MB", "16777216", ""),
        ("1 kB", "2048", "Integer (bytes)"),
        ("1 GB", "2 MB", ""),
        ("3h", "7200000", ""),
        ("45s", "30", ""),
        ("30", "45s", ""),
        ("~/a", "~/b", ""),
        ("Abc", "abc", ""),
        ("f(a)", "f(b)", ""),
        ("a,b", "a,c", ""),
    ],
)
def test_values_that_differ(written: str, code: str, type_: str) -> None:
    assert differ(written, code, type_)


def test_a_name_says_that_minutes_are_no_size() -> None:
    assert differ("5m", "60", name="SHOP_TIMEOUT")
    assert differ("5m", "60", name="SHOP_WAIT_SECONDS")
    assert not differ("5m", "300", name="SHOP_WAIT_SECONDS")
    assert not differ("5m", "60", name="SHOP_MEMORY")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("SHOP_PORT", ("SHOP_PORT",)),
        ("A_HOST / A_PORT", ("A_HOST", "A_PORT")),
        ("A_HOST, A_PORT", ("A_HOST", "A_PORT")),
        ("`A_HOST` and `A_PORT`", ("A_HOST", "A_PORT")),
        ("A_*", ("A_*",)),
        ("A_<REGION>_KEY", ("A_<REGION>_KEY",)),
        ("{n}_KEY", ("{n}_KEY",)),
        ("{title}", ()),
        ("<name>", ()),
        ("*", ()),
        ("{a}_{b}", ()),
        ("server.port", ()),
        ("--flag", ()),
        ("A_PROVIDER, _KEY, _MODEL", ("A_PROVIDER",)),
        ("A_APP_ID/SECRET", ("A_APP_ID",)),
        ("A_HOST/A_PORT", ("A_HOST", "A_PORT")),
        ("", ()),
    ],
)
def test_the_names_in_a_cell(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


def test_a_pattern_documents_what_it_stands_for() -> None:
    tree = FakeTree({"src/a.py": [EnvRead("SHOP_EU_KEY", 1), EnvRead("SHOP_US_KEY", 2)]})
    page = Document("page").add("envvar", "SHOP_<REGION>_KEY")
    assert check(tree, page) == []


def test_a_readme_need_not_name_the_folder_that_reads_a_variable() -> None:
    facts = {"flow/a.py": [EnvRead("FLOW_PORT", 1)], "mail/a.py": [EnvRead("MAIL_PORT", 2)]}
    page = Document("flow/README").add("envvar", "FLOW_PORT").add("envvar", "MAIL_PORT")
    assert check(FakeTree(facts), page, paths={"flow/README": "flow/README.md"}) == []


def test_variables_of_tests_may_be_read_by_tests_only() -> None:
    tree = FakeTree({"tests/a.py": [READ]})
    assert check(tree, variables(SHOP_PORT={"description": "The port in end-to-end tests."})) == []
    tree = FakeTree({"tests/a.py": [READ]}, texts={"page.md": "## Settings of tests"})
    assert check(tree, variables(SHOP_PORT={}), paths={"page": "page.md"}) == []


def test_a_variable_with_a_known_prefix_is_read_though_a_test_names_it() -> None:
    facts = {"src/a.py": [EnvRead("SHOP_", 1, is_prefix=True, is_implied=True)], "tests/a.py": [READ]}
    assert check(FakeTree(facts), variables(SHOP_PORT={})) == []
    facts["src/b.py"] = [EnvRead("PORT", 2)]
    assert check(FakeTree(facts), variables(SHOP_PORT={})) == []


@pytest.mark.parametrize(
    "path",
    [
        ".agents/a.json",
        ".security/b.py",
        "lib/tasks/a.rake",
        "config/debug.yaml",
        "mvnw",
        "gradlew",
        "perf/a.py",
    ],
)
def test_what_only_helps_to_develop_needs_no_documentation(path: str) -> None:
    tree = FakeTree({"src/a.py": [READ], path: [EnvRead("OTHER_NAME", 1)]})
    assert check(tree, variables(SHOP_PORT={})) == []


def test_the_code_beside_a_page_says_what_the_page_should() -> None:
    facts: dict[str, list[Fact]] = {
        "a/x.py": [EnvRead("SHOP_PORT", 1, "1", False)],
        "b/x.py": [EnvRead("SHOP_PORT", 1, "2", False)],
    }
    page = variables(SHOP_PORT={"default": "3"})
    assert check(FakeTree(facts), page, paths={"page": "a/vars.md"}) == [
        "page:1 env-default: the default of SHOP_PORT is documented as 3, but a/x.py:1 uses '1'"
    ]
    page = variables(SHOP_PORT={"default": "2"})
    assert len(check(FakeTree(facts), page, paths={"page": "a/vars.md"})) == 1
    assert check(FakeTree(facts), page, paths={"page": "docs/vars.md"}) == []


def test_the_code_holds_what_follows_the_prefix_of_settings() -> None:
    words = [EnvMention(name, 2) for name in ("PORT", "HOST", "NAME_X", "LOG_X")]
    tree = FakeTree(
        {"src/a.py": [EnvRead("SHOP_", 1, is_prefix=True, is_implied=True, is_held=True), *words]}
    )
    page = variables(SHOP_PORT={}, SHOP_HOST={}, SHOP_NAME_X={}, SHOP_LOG_X={}, SHOP_GONE={})
    assert check(tree, page) == ["page:5 env-absent: SHOP_GONE is read nowhere"]
    assert check(tree, variables(SHOP_PORT={}, SHOP_A={}, SHOP_B={})) == []


def test_a_constant_of_the_code_is_not_called_a_variable_by_a_page_about_settings() -> None:
    tree = FakeTree(
        {"src/a.py": [EnvMention("MAX_SIZE", 1)]},
        texts={"src/a.py": "MAX_SIZE = 5", "page.md": "# Settings", "env.md": "# Environment"},
    )
    page, env = variables(MAX_SIZE={}), Document("env").add("envvar", "MAX_SIZE")
    assert check(tree, page, paths={"page": "page.md"}) == []
    assert check(tree, env, paths={"env": "env.md"}) == [
        "env:1 env-mentioned: MAX_SIZE is not read, only mentioned in src/a.py:1"
    ]


def test_names_of_a_section_without_any_variable_are_those_of_the_code() -> None:
    facts: dict[str, list[Fact]] = {"src/a.py": [EnvMention("TASK_ONE", 1, MentionKind.COMMENT)]}
    page = variables(TASK_ONE={}, SHOP_PORT={})
    texts = {"page.md": "# Tasks"}
    facts["src/b.py"] = [EnvMention("SHOP_PORT", 1, MentionKind.COMMENT)]
    assert check(FakeTree(facts, texts=texts), page, paths={"page": "page.md"}) == []
    facts["src/b.py"] = [READ]
    assert check(FakeTree(facts, texts=texts), page, paths={"page": "page.md"}) == [
        "page:1 env-mentioned: TASK_ONE is not read, only mentioned in a comment in src/a.py:1"
    ]


def test_a_short_name_in_code_is_documented_by_the_text() -> None:
    tree = FakeTree({"src/a.py": [READ, EnvRead("PORT", 4)]}, texts={"page.md": "Or `PORT`."})
    assert check(tree, variables(SHOP_PORT={}), paths={"page": "page.md"}) == []


@pytest.mark.parametrize(("name", "number"), [("OVEN_PROT", 2), ("OVEN_HOST", 0), ("TRAY_COLOUR", 0)])
def test_a_misspelt_name_does_not_hide_what_is_undocumented(name: str, number: int) -> None:
    tree = FakeTree({"src/a.py": [EnvRead("OVEN_PORT", 3), EnvRead("OVEN_HEAT", 4)]})
    found = check(tree, variables(**{name: {}}))
    assert len([one for one in found if "env-undocumented" in one]) == number
