"""Guards against false alarms about variables, each from a public repository that made one necessary."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest

from sphinx_archdoc.checks.environment.defaults import differ
from sphinx_archdoc.checks.environment.names import names_in
from sphinx_archdoc.parsing.values import Value
from sphinx_archdoc.rules.configuration import Configuration, EnvironmentSettings, SourcesSettings
from sphinx_archdoc.sources.facts import EnvComposed, EnvConstant, EnvMention, EnvRead, MentionKind
from sphinx_archdoc.sources.readers import builtin_readers
from tests.checks.trees import Document, FakeTree, check, variables
from tests.duration import at_most
from tests.sources.reading import facts_of, reads


class TextTree(FakeTree):
    """Every file of the tree has the same text."""

    content = ""

    def text(self, path: str) -> str | None:
        return self.content


READ = EnvRead("SHOP_PORT", 3)


@pytest.mark.parametrize("cell", ["MQTT Configuration", "HTTP Server", "cmd/relay", "packages/cli", "a or b"])
def test_words_and_paths_are_not_several_variables(cell: str) -> None:
    assert names_in(cell) == ()


def test_a_parameter_in_camel_case_is_not_absent() -> None:
    assert check(FakeTree({"src/a.py": [READ]}), variables(SHOP_PORT={}, pageSize={}, markdown={})) == []


def test_a_name_that_the_code_composes_is_not_absent() -> None:
    tree = FakeTree({"src/a.ts": [READ, EnvComposed("SHOP_", "_ENABLED", 7)]})
    assert check(
        tree, variables(SHOP_PORT={}, SHOP_BLOG_ENABLED={}, SHOP_BLOG_SCOPE={}, SHOP_ENABLED={})
    ) == [
        "page:2 env-mentioned: SHOP_BLOG_ENABLED is not read by this name, but src/a.ts:7 builds similar names",
        "page:3 env-absent: SHOP_BLOG_SCOPE is read nowhere",
        "page:4 env-absent: SHOP_ENABLED is read nowhere",
    ]


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        (MentionKind.SET, "read by this name, but src/a.ts:7 builds similar names"),
        (MentionKind.COMMENT, "read, only mentioned in a comment in src/b.ts:3"),
        (MentionKind.STRING, "read, only mentioned in src/b.ts:3"),
    ],
)
def test_a_name_that_is_set_and_composed_is_called_composed(kind: MentionKind, end: str) -> None:
    mention = EnvMention("SHOP_BLOG_ENABLED", 3, kind)
    tree = FakeTree({"src/a.ts": [READ, EnvComposed("SHOP_", "_ENABLED", 7)], "src/b.ts": [mention]})
    assert check(tree, variables(SHOP_PORT={}, SHOP_BLOG_ENABLED={})) == [
        f"page:2 env-mentioned: SHOP_BLOG_ENABLED is not {end}"
    ]


@pytest.mark.parametrize(
    ("text", "prefix", "suffix"),
    [
        ("flag(`AUTH_PROVIDER_${name}_ENABLED`)", "AUTH_PROVIDER_", "_ENABLED"),
        ("flag(`AUTH_PROVIDER_${name}`)", "AUTH_PROVIDER_", ""),
        ("flag(`AUTH_${name}`)", "", ""),
        ("// flag(`AUTH_PROVIDER_${name}`)", "", ""),
        ("flag('AUTH_PROVIDER_' + name)", "AUTH_PROVIDER_", ""),
        ("process.env[key]; return `AUTH_${name}_ID`", "AUTH_", "_ID"),
        ("env[keyOf(name)]; return `AUTH_${network}_${name}`", "AUTH_", ""),
        ("env['KEY']; return `AUTH_${name}_ID`", "", ""),
    ],
)
def test_composed_names_are_found(text: str, prefix: str, suffix: str) -> None:
    reader = next(one for one in builtin_readers() if one.name == "javascript")
    found = [fact for fact in reader.read("a.ts", text) if isinstance(fact, EnvComposed)]
    assert found == ([EnvComposed(prefix, suffix, 1)] if prefix else [])


def test_a_page_whose_names_are_built_from_a_schema_is_said_once() -> None:
    names = {f"MAIL_DB_KEY{number}": {} for number in range(24)}
    assert check(FakeTree({"src/a.rb": [READ]}), variables(SHOP_PORT={}, **names)) == [
        "page:2 sources-unread: 24 of 25 variables on this page do not occur in the code, such as MAIL_DB_KEY0; "
        "perhaps the code builds their names, or is elsewhere"
    ]


def test_a_page_with_many_variables_that_are_read_is_understood() -> None:
    names = [f"SHOP_{letter}" for letter in "ABCD"]
    tree = FakeTree({"src/a.py": [EnvRead(name, 1) for name in names]})
    wrong = {f"OLD_{number}": {} for number in range(16)}
    found = check(tree, variables(**{name: {} for name in names}, **wrong))
    assert [line.split()[1] for line in found] == ["env-absent:"] * 16


def test_names_that_are_declared_count_neither_as_absent_nor_as_documented() -> None:
    names = {f"MAIL_DB_KEY{number}": {} for number in range(24)}
    declared = {f"OWN_{number}": {} for number in range(24)}
    sources = SourcesSettings(environment=EnvironmentSettings(known=("OWN_*",)))
    found = check(
        FakeTree({"src/a.rb": [READ]}),
        variables(SHOP_PORT={}, **names, **declared),
        configuration=Configuration(sources=sources),
    )
    assert len(found) == 1 and "24 of 25 variables on this page" in found[0]


def test_a_page_of_which_half_is_wrong_is_not() -> None:
    names = {f"MAIL_DB_KEY{number}": {} for number in range(24)}
    reads = [EnvRead(f"SHOP_KEY{number}", number + 1) for number in range(12)]
    documented = {**{read.name: {} for read in reads}, **names}
    found = check(FakeTree({"src/a.rb": reads}), variables(**documented))
    assert len(found) == 24
    assert all("env-absent" in one for one in found)


def test_a_name_documented_without_its_prefix_is_documented() -> None:
    reads = [
        EnvRead("SITE_URL", 3, is_tail=True),
        EnvRead("OTHER_SITE_KEY", 4),
        EnvConstant("\0prefix", "GOTRUE_", 1),
    ]
    found = check(FakeTree({"src/a.go": reads}), variables(SITE_URL={}))
    assert found == ["page:1 env-undocumented: OTHER_SITE_KEY is read in src/a.go:4, but not documented"]


@pytest.mark.parametrize(
    ("text", "is_documented"),
    [
        ("## Undocumented variables\n\n- [ ] `OVEN_DOOR`\n", False),
        ("## Open\n\nThese do not appear in `docs/page.md`:\n\n* [ ] **Oven**: `OVEN_DOOR`\n", False),
        ("## Undocumented variables\n\n- [x] `OVEN_DOOR`\n", True),
        ("## Undocumented variables\n\n- [ ] `OVEN_TRAY`\n\n## Set-up\n\n- [ ] Set `OVEN_DOOR`\n", True),
        ("## Undocumented variables\n\n`OVEN_DOOR` opens the door.\n", True),
    ],
)
def test_an_open_task_does_not_document_a_variable(text: str, is_documented: bool) -> None:
    texts = {"docs/page.md": "# Page\n", "tasks.md": f"# Tasks\n\n{text}"}
    tree = FakeTree({"src/a.go": [READ, EnvRead("OVEN_DOOR", 4)]}, texts=texts)
    found = check(tree, variables(SHOP_PORT={}), Document("tasks"), paths={"tasks": "tasks.md"})
    assert (not found) is is_documented


def test_a_class_may_be_named_without_its_module() -> None:
    assert not differ("MockStorage", "app.storage.MockStorage")
    assert differ("5", "1.5")


def test_a_schema_is_read_from_an_environment_that_a_function_filters() -> None:
    text = "const S = z.object({\n  A_B: z\n    .string(),\n});\nexport const env = S.parse(clean(process.env));\n"
    reader = next(one for one in builtin_readers() if one.name == "javascript")
    assert EnvRead("A_B", 2, None, True) in list(reader.read("env.ts", text))


def test_a_long_word_in_a_struct_of_go_costs_little() -> None:
    text = f'type A struct {{\n\tPort int `env:"A_B"`\n\t{"a" * 20_000}\n}}\n'
    reader = next(one for one in builtin_readers() if one.name == "go")
    with at_most(1):
        assert "A_B" in {fact.name for fact in reader.read("a.go", text) if isinstance(fact, EnvRead)}


@pytest.mark.parametrize(
    ("line", "is_documented"),
    [
        ("| `SMS_*`, `MAIL_*`, `FCM_KEY` | in the file |", True),
        ("- `MAIL_*`: the relay", True),
        ("- **MAIL\\_\\***: the relay", True),
        ("- Keep `MAIL_*` out of logs: they are secret", False),
        ("Only what begins with `MAIL_*` reaches the worker.", False),
        ("| `PORT` | see `MAIL_*` |", False),
    ],
)
def test_a_family_that_a_page_names_is_documented(line: str, is_documented: bool) -> None:
    tree = FakeTree(
        {"src/a.go": [READ, EnvRead("MAIL_HOST", 4)]}, texts={"docs/page.md": f"# Page\n\n{line}\n"}
    )
    found = check(tree, variables(SHOP_PORT={}))
    expected = ["page:1 env-undocumented: MAIL_HOST is read in src/a.go:4, but not documented"]
    assert found == ([] if is_documented else expected)


@pytest.mark.parametrize(
    ("line", "is_documented"),
    [
        ("Names of trays can be changed, too (`TRAY_*_COLOUR`).", True),
        ("Names of trays can be changed, too (`TRAY_\\*_COLOUR`).", True),
        ("Each tray has a `TRAY_<NAME>_COLOUR`.", True),
        ("All share the same settings (`*_LARGE_COLOUR`, …).", True),
        ("Whatever ends in `*_COLOUR` is printed.", False),
        ("Names of trays can be changed, too (`TRAY_*_SIZE`).", False),
        ("Write TRAY_*_COLOUR in front of it.", False),
    ],
)
def test_a_pattern_of_names_in_prose_documents_the_variables(line: str, is_documented: bool) -> None:
    tree = FakeTree(
        {"src/a.go": [READ, EnvRead("TRAY_LARGE_COLOUR", 4)]}, texts={"docs/page.md": f"# Page\n\n{line}\n"}
    )
    found = check(tree, variables(SHOP_PORT={}))
    expected = ["page:1 env-undocumented: TRAY_LARGE_COLOUR is read in src/a.go:4, but not documented"]
    assert found == ([] if is_documented else expected)


def test_names_without_a_prefix_that_the_page_states() -> None:
    reads = [EnvRead("RELAY_BATCH_SIZE", 3, "10"), EnvRead("RELAY_STREAM_NAME", 4), EnvRead("PORT_RANGE", 5)]
    page = "Variables (prefix with `RELAY_`):\n\n| Name |\n"
    documented = variables(BATCH_SIZE={"default": "20"}, STREAM_NAME={}, PORT_RANGE={}, DLQ_NAME={})
    tree = FakeTree({"src/a.go": reads}, texts={"docs/page.md": page})
    assert check(tree, documented) == [
        "page:1 env-default: the default of RELAY_BATCH_SIZE is documented as 20, but src/a.go:3 uses '10'",
        "page:4 env-absent: DLQ_NAME is read nowhere",
    ]
    without = FakeTree({"src/a.go": reads}, texts={"docs/page.md": "Variables (see `RELAY_`):\n"})
    assert "page:2 env-absent: STREAM_NAME is read nowhere" in check(without, documented)


def test_a_heading_without_the_prefix_is_the_variable_that_the_text_names() -> None:
    tree = FakeTree(
        {"src/a.go": [EnvRead("SHOP_LOG_LEVEL", 3, "info")]},
        texts={"docs/page.md": "### LOG_LEVEL\n\n- Name: `SHOP_LOG_LEVEL`\n- Default: `warn`\n"},
    )
    assert check(tree, variables(LOG_LEVEL={"default": "warn"})) == [
        "page:1 env-default: the default of SHOP_LOG_LEVEL is documented as warn, but src/a.go:3 uses 'info'"
    ]


@pytest.mark.parametrize(
    ("line", "is_absent"),
    [("SHOP_API_KEY=1", True), ("SHOP_API_KEY=1 # as in EXPO_API_KEY", True), ("# as SHOP_API_KEY", False)],
)
def test_a_variable_that_the_page_documents_itself_is_not_meant_by_its_end(
    line: str, is_absent: bool
) -> None:
    tree = FakeTree(
        {"src/a.ts": [EnvRead("SHOP_API_KEY", 1)]}, texts={"docs/page.md": f"API_KEY=1\n{line}\n"}
    )
    page = variables(API_KEY={}, SHOP_API_KEY={})
    if not is_absent:
        del page.page.entries[1]
    assert check(tree, page) == (["page:1 env-absent: API_KEY is read nowhere"] if is_absent else [])


def test_a_common_word_may_be_short_for_a_variable_that_the_page_documents() -> None:
    texts = {"docs/page.md": "PORT=1\nSHOP_PORT=1\n"}
    assert check(FakeTree({"src/a.py": [READ]}, texts=texts), variables(PORT={}, SHOP_PORT={})) == []


def test_a_secret_in_a_file_is_not_absent_if_the_code_appends_file_to_names() -> None:
    tree = FakeTree({"src/a.sh": [READ, EnvComposed("", "_FILE", 7)]})
    assert check(tree, variables(SHOP_PORT={}, SHOP_PORT_FILE={}, OTHER_FILE={})) == [
        "page:2 env-mentioned: SHOP_PORT_FILE is not read by this name, but src/a.sh:7 builds similar names",
        "page:3 env-absent: OTHER_FILE is read nowhere",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "examples/a.py",
        "hack/ci/a.sh",
        "config/dev.exs",
        "config/test.exs",
        "web/vite.config.ts",
        "docs/.vitepress/a.ts",
        "priv/tests_e2e/a.yml",
        "integration-tests/setup.ts",
        "pkg/x/test-broken.yaml",
        "cmd/shop-loadtest/main.go",
        "docker-compose.dev.yml",
        "web/.storybook/a.ts",
        ".circleci/a.sh",
        ".ci/a.sh",
    ],
)
def test_what_only_supports_the_program_needs_no_documentation(path: str) -> None:
    assert check(FakeTree({path: [EnvRead("A_B", 1)], "src/a.py": [READ]}), variables(SHOP_PORT={})) == []


@pytest.mark.parametrize(
    "path", ["src/integration/a.ts", "lib/device.py", "src/local_storage.py", "app/toolbox.go"]
)
def test_what_belongs_to_the_program_does(path: str) -> None:
    found = check(FakeTree({path: [EnvRead("A_B", 1)], "src/a.py": [READ]}), variables(SHOP_PORT={}))
    assert [one.split()[1] for one in found] == ["env-undocumented:"]


@pytest.mark.parametrize(("value", "is_wrong"), [("abc", False), ("${SHOP_KEY}", True)])
def test_a_property_may_be_set_where_the_program_starts(value: str, is_wrong: bool) -> None:
    texts = {
        "src/A.java": '@Value("${SHOP_KEY}") String key;',
        "src/application.properties": f"SHOP_KEY={value}\n",
    }
    tree = FakeTree({path: facts_of(path, text) for path, text in texts.items()}, texts=texts)
    assert bool(check(tree, variables(SHOP_KEY={"required": False}))) is is_wrong


def test_a_guard_that_keeps_the_old_value_is_no_wrapper() -> None:
    guard = "impl G { fn set(key: &str, v: &str) { let old = env::var(key); } }\n"
    assert reads("src/x.rs", guard + 'fn t() { G::set("A_B", "1"); }') == []
    assert reads("src/x.rs", guard.replace("fn set", "fn take") + 'fn t() { G::take("A_B", "1"); }') == [
        "A_B=1"
    ]


def test_a_name_in_small_letters_is_not_absent() -> None:
    assert check(FakeTree({"src/a.py": [READ]}), variables(SHOP_PORT={}, page_size={})) == []


@pytest.mark.parametrize(
    "name", ["GITHUB_CLIENT_ID", "NODE_SECRET", "SENTRY_EXTRA", "GITLAB_URL", "RENDER_QUALITY"]
)
def test_a_variable_of_the_application_is_not_that_of_a_library(name: str) -> None:
    found = check(FakeTree({"src/a.py": [READ]}), variables(SHOP_PORT={}, **{name: {}}))
    assert found == [f"page:2 env-absent: {name} is read nowhere"]


def test_a_page_that_names_a_few_variables_of_many_does_not_promise_to_name_all() -> None:
    tree = FakeTree({"src/a.py": [EnvRead(f"SHOP_{letter}", 1) for letter in "ABCDEF"]})
    assert check(tree, variables(SHOP_A={})) == []
    assert len(check(tree, variables(SHOP_A={}, SHOP_B={}))) == 4


def test_what_a_library_reads_is_not_absent_but_may_be_undocumented() -> None:
    tree = FakeTree({"src/a.py": [READ, EnvRead("GROQ_API_KEY", 2)]})
    assert check(FakeTree({"src/a.py": [READ]}), variables(SHOP_PORT={}, GROQ_API_KEY={})) == []
    assert len(check(tree, variables(SHOP_PORT={}))) == 1


def test_a_parameter_in_small_letters_is_not_undocumented() -> None:
    tree = FakeTree({"src/a.py": [READ, EnvRead("read_interval", 2)]})
    assert check(tree, variables(SHOP_PORT={})) == []


def test_the_last_word_of_the_shell_is_not_undocumented() -> None:
    tree = FakeTree({"src/a.py": [READ, EnvRead("_", 2)]})
    assert check(tree, variables(SHOP_PORT={})) == []


@pytest.mark.parametrize(
    ("line", "values", "is_absent"),
    [
        ("## MAIL", {}, False),
        ("## MAIL", {"default": "x"}, True),
        ("| `MAIL` | x |", {}, True),
    ],
)
def test_the_word_of_a_heading_is_not_absent(line: str, values: dict[str, Value], is_absent: bool) -> None:
    tree = FakeTree({"src/a.py": [READ]}, texts={"docs/page.md": line})
    assert bool(check(tree, variables(MAIL=values))) is is_absent


def test_the_end_of_a_name_is_not_absent() -> None:
    assert check(FakeTree({"src/a.py": [READ]}), variables(SHOP_PORT={}, _HOST={})) == []


def test_the_code_holds_what_it_puts_behind_a_prefix() -> None:
    texts = {"src/a.go": 'func get(n string) string { return os.Getenv("SHOP_" + n) }'}
    texts["src/b.go"] = "".join(f'get("{name}")\n' for name in ("PORT", "HOST", "NAME_X", "LOG_X"))
    tree = FakeTree({path: facts_of(path, text) for path, text in texts.items()})
    names = {f"SHOP_{name}": {} for name in ("PORT", "HOST", "NAME_X", "LOG_X", "GONE")}
    assert check(tree, variables(**names)) == ["page:5 env-absent: SHOP_GONE is read nowhere"]
    tree = FakeTree({"src/a.go": facts_of("src/a.go", texts["src/a.go"])})
    assert check(tree, variables(**names)) == []
    whole = [EnvRead(name, 1) for name in names if name != "SHOP_GONE"]
    tree = FakeTree({"src/a.go": facts_of("src/a.go", texts["src/a.go"]), "src/b.go": whole})
    assert check(tree, variables(**names)) == ["page:5 env-absent: SHOP_GONE is read nowhere"]


def test_names_that_a_script_reads_into_are_its_own() -> None:
    text = "IFS=. read -r MAJOR MINOR <<< 1.2\nMAJOR=${MAJOR:-0}\necho ${A_B:-1}"
    assert reads("x.sh", text) == ["~A_B=1"]


def test_what_files_set_is_looked_up_once_for_all_names() -> None:
    names = [f"SHOP_{number}" for number in range(40)]
    mentions = [EnvMention(name, number, MentionKind.SET) for number, name in enumerate(names, 1)]
    reads = [EnvRead(name, number, "2", False) for number, name in enumerate(names, 1)]

    class CountingTree(FakeTree):
        texts_read = mentions_read = 0

        def text(self, path: str) -> str | None:
            self.texts_read += path == "Dockerfile"
            return super().text(path)

        def mentions(self, names: Collection[str]) -> Iterator[tuple[str, EnvMention]]:
            self.mentions_read += 1
            return super().mentions(names)

    text = "".join(f"ENV {name}=1\n" for name in names)
    tree = CountingTree({"Dockerfile": mentions, "src/a.py": reads}, texts={"Dockerfile": text})
    assert len(check(tree, variables(**{name: {"default": "3"} for name in names}))) == 40
    assert tree.texts_read == 1
    assert tree.mentions_read < 10


def test_the_lines_of_a_file_are_read_once_for_all_the_names_it_mentions() -> None:
    names = [f"SHOP_{number}" for number in range(40)]
    mentions = [EnvMention(name, number, MentionKind.STRING) for number, name in enumerate(names, 1)]

    class CountingTree(FakeTree):
        times = 0

        def text(self, path: str) -> str | None:
            self.times += path == "src/a.py"
            return super().text(path)

    code = "".join(f"{name} = {name!r}\n" for name in names)
    tree = CountingTree({"src/a.py": mentions}, texts={"src/a.py": code, "docs/page.md": "# Limits\n"})
    assert check(tree, variables(**{name: {} for name in names})) == []
    assert tree.times == 1
