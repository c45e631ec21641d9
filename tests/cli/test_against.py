"""``coverage --against``: the catalogue compared with files of Backstage."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.cli.catalogue import against
from sphinx_archdoc.cli.output.terminal import Exit
from sphinx_archdoc.sources.backstage import owner_name, read_entities
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue_file.files import shop, write_catalogue
from tests.cli.conftest import Run
from tests.export.systems import odd_system, own_system

EXAMPLE = Path(__file__).parent.parent.parent / "docs/examples/catalogue"


def component(name: str, owner: str = "shop", kind: str = "Component", **more: str) -> str:
    spec = {"type": "service", "owner": owner, "lifecycle": "production", **more}
    metadata = {"name": name}
    return json.dumps(
        {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}
    )


def written(*documents: str) -> str:
    return "\n---\n".join(documents)


@pytest.fixture
def carts(tmp_path: Path) -> Path:
    """A catalogue of three components, whose page is in production."""
    entries = [
        entry("document", "", owner="@shop", status="active"),
        entry("component", "web"),
        entry("component", "api", owner="@api"),
        entry("integration", "Mail", provider="Mailer"),
    ]
    return write_catalogue(tmp_path / "archdoc.json", graph_of([page("index", entries)]))


SAME = (component("web"), component("api", "group:default/api"))


def differences(run: Run, *arguments: str) -> list[tuple[str, str]]:
    found = run("coverage", "--against", "there.yaml", "--format", "json", *arguments).json()["against"]
    return [(one["difference"], one["entity"]) for one in found["items"]]


@pytest.mark.parametrize("graph", [shop(), own_system(), odd_system()], ids=["shop", "own-kinds", "odd"])
def test_what_is_exported_is_the_same(run: Run, tmp_path: Path, graph: Any) -> None:
    write_catalogue(tmp_path / "archdoc.json", graph)
    run("export", "backstage", "-o", "catalog-info.yaml")
    ran = run("coverage", "--against", ".", "--check", "--format", "json")
    assert (ran.status, ran.err) == (Exit.DONE, "")
    found = ran.json()["against"]
    assert (found["items"], found["not-compared"]) == ([], [])
    assert found["same"]["reached"] == found["same"]["possible"] > 1


def test_the_example_of_the_documentation_is_the_same(run: Run, tmp_path: Path) -> None:
    shutil.copy(EXAMPLE / "archdoc.json", tmp_path)
    run("export", "backstage", "-o", "there.yaml")
    assert differences(run) == []
    ran = run("coverage", "--against", EXAMPLE, "--check")
    assert ran.status == Exit.FOUND
    assert [line.rpartition(" ")[2] for line in ran.out.splitlines()[:3]] == [
        "(missing-here)",
        "(missing-there)",
        "(other-owner)",
    ]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        (SAME, []),
        ((*SAME, component("Cart")), [("missing-here", "component:default/Cart")]),
        (SAME[1:], [("missing-there", "component:default/web")]),
        ((component("web", "web"), SAME[1]), [("other-owner", "component:default/web")]),
        ((component("web", ""), SAME[1]), [("other-owner", "component:default/web")]),
        ((component("web", lifecycle="deprecated"), SAME[1]), [("other-lifecycle", "component:default/web")]),
        ((component("web", lifecycle="sunset"), SAME[1]), []),
        ((component("web", kind="Resource"), SAME[1], component("Mail", "shop", "resource")),
         [("other-kind", "resource:default/web")]),
        ((component("WEB", "Group:Default/SHOP"), component("api", "user:api")), []),
        ((component("web", "group:other/shop"), SAME[1]), [("other-owner", "component:default/web")]),
        ((*SAME, component("index", "shop", "System"), component("x", "x", "Group")),
         [("missing-here", "system:default/index"), ("missing-there", "system:default/shop")]),
        ((*SAME, component("Mailbox", "shop", "Resource")),
         [("missing-here", "resource:default/Mailbox"), ("missing-there", "resource:default/Mail")]),
    ],
)  # fmt: skip
def test_each_difference_is_one_row(
    documents: tuple[str, ...], expected: list[tuple[str, str]], run: Run, tmp_path: Path, carts: Path
) -> None:
    (tmp_path / "there.yaml").write_text(written(*documents))
    assert differences(run) == expected


def test_only_the_kinds_that_are_asked_for(run: Run, tmp_path: Path, carts: Path) -> None:
    (tmp_path / "there.yaml").write_text(written(*SAME[1:], component("Mailbox", "a", "Resource")))
    assert differences(run, "--kind", "component") == [("missing-there", "component:default/web")]
    assert [one for one, _ in differences(run, "--kind", "integration")] == ["missing-here", "missing-there"]
    assert differences(run, "--kind", "envvar") == []


def test_a_name_in_another_namespace(run: Run, tmp_path: Path, carts: Path) -> None:
    away = component("web").replace('"name": "web"', '"name": "web", "namespace": "eu"')
    (tmp_path / "there.yaml").write_text(written(away, SAME[1]))
    assert differences(run) == []
    (tmp_path / "there.yaml").write_text(written(away, *SAME))
    assert differences(run) == [("missing-here", "component:eu/web")]


@pytest.mark.parametrize(
    ("there", "is_same"), [("carts", True), ("group:shop/carts", True), ("pay/carts", False), ("shop", False)]
)
def test_an_organisation_may_be_a_namespace(there: str, is_same: bool, run: Run, tmp_path: Path) -> None:
    graph = graph_of([page("index", [entry("component", "web", owner="@shop/carts, @b")])])
    write_catalogue(tmp_path / "archdoc.json", graph)
    (tmp_path / "there.yaml").write_text(component("web", there))
    assert (differences(run) == []) is is_same


def test_how_it_is_reported(run: Run, tmp_path: Path, carts: Path) -> None:
    there = written(component("web", "ops"), component("cart | x"))
    (tmp_path / "there.yaml").write_text(f"# ours\r\n{there}\n")
    ran = run("coverage", "--against", "there.yaml")
    assert (ran.status, ran.err) == (Exit.DONE, "")
    assert ran.out.startswith(
        "there.yaml:4: Component 'cart | x' of Backstage is missing here (missing-here)\n"
        "index.md:2: component 'web' has the owner 'shop', but 'ops' in there.yaml:2 (other-owner)\n"
        "index.md:3: component 'api' is missing in Backstage (missing-there)\n\nOwner"
    )
    assert ran.out.endswith("\nSame in Backstage: 0 of 3 (0 %); not compared: System, Resource\n")
    markdown = run("coverage", "--against", "there.yaml", "--format", "markdown").out
    assert (
        "| `there.yaml:4` | Component 'cart \\| x' of Backstage is missing here (`missing-here`) |"
        in markdown
    )
    answer = run("coverage", "--against", "there.yaml", "--format", "json").json()
    jsonschema.validate(answer, run("schema", "coverage").json())
    assert answer["against"]["items"][1] == {
        "difference": "other-owner",
        "entity": "component:default/web",
        "catalogue": "shop",
        "key": "component:web",
        "source": "index.md",
        "line": 2,
        "file": "there.yaml",
        "file-line": 2,
        "here": "shop",
        "there": "ops",
        "message": "component 'web' has the owner 'shop', but 'ops' in there.yaml:2",
    }
    badge = run("coverage", "--against", "there.yaml", "--format", "badge")
    assert (badge.status, badge.out) == (Exit.DONE, run("coverage", "--format", "badge").out)


WRONG: Mapping[str, tuple[str, int]] = {
    "kind: [a\n": ("it is not valid YAML", 3),
    "a: &a [x]\nkind: *b\n": ("it is not valid YAML", 2),
    "- kind: Component\n": ("it is not a mapping", 1),
    "just words\n": ("it is not a mapping", 1),
    "kind: Component\nmetadata: [a]\n": ("'metadata' is not a mapping", 2),
    "kind: Component\nmetadata:\n  name: {a: b}\n": ("'name' is not a text", 3),
    "kind: Component\nmetadata:\n  title: a\n": ("'name' is missing", 2),
    "metadata:\n  name: a\n": ("'kind' is missing", 1),
    "kind: Component\nmetadata:\n  name: a\nspec:\n  owner: [b]\n": ("'owner' is not a text", 5),
    "apiVersion: [1]\n": ("'apiVersion' is not a text", 1),
    f"a: {'[' * 5000}{']' * 5000}\n": ("it is not valid YAML", 1),
}


@pytest.mark.parametrize("document", WRONG, ids=lambda text: text[:20])
def test_a_wrong_document_costs_only_itself(document: str, run: Run, tmp_path: Path, carts: Path) -> None:
    message, line = WRONG[document]
    (tmp_path / "there.yaml").write_text(written(SAME[0], document, SAME[1]))
    ran = run("coverage", "--against", "there.yaml", "--format", "json")
    assert ran.status == Exit.FAILED
    # the document begins below its marker, in the third line
    assert ran.err == f"sphinx-archdoc: there.yaml:{line + 2}: {message}\n"
    assert (ran.json()["complete"], ran.json()["missing"]) == (False, [f"there.yaml:{line + 2}"])
    assert ran.json()["against"]["items"] == []


def test_aliases_cost_nothing(run: Run, tmp_path: Path, carts: Path) -> None:
    levels = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 40))
    bomb = f"l0: &l0 [x]\n{levels}\nkind: Component\nmetadata: {{name: bomb, annotations: *l39}}\n"
    (tmp_path / "there.yaml").write_text(written(*SAME, bomb, "kind: &k Component\nmetadata: &m {name: *m}"))
    ran = run("coverage", "--against", "there.yaml", "--format", "json")
    assert ran.err == "sphinx-archdoc: there.yaml:50: 'name' is not a text\n"
    assert [one["there"] for one in ran.json()["against"]["items"]] == ["bomb"]


def test_files_folders_and_patterns(run: Run, tmp_path: Path, carts: Path) -> None:
    for path, text in {
        "a/catalog-info.yaml": SAME[0],
        "b/c/catalog-info.yml": SAME[1],
        "a/x.yaml": "a: [",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules/catalog-info.yaml").write_text(component("not-ours"))
    for names in (["."], ["a", "b"], ["**/catalog-info.y*ml"], ["a", "a/catalog-info.yaml", "b/*/*"]):
        given = [argument for name in names for argument in ("--against", name)]
        ran = run("coverage", *given, "--check", "--format", "json")
        expected = ["not-ours"] if "**" in names[0] else []
        assert [one["there"] for one in ran.json()["against"]["items"]] == expected
        assert ran.err == ""
    ran = run("coverage", "--against", "a", "--against", "gone.yaml", "--against", "b", "--check")
    assert ran.err == "sphinx-archdoc: 'gone.yaml' cannot be read: No such file or directory\n"
    assert ran.status == Exit.FAILED


def location(*targets: str) -> str:
    return component(f"all-{len(targets)}", kind="Location").replace(
        '"spec": {', f'"spec": {{"targets": {json.dumps(targets)}, '
    )


def test_locations_are_followed(run: Run, tmp_path: Path, carts: Path) -> None:
    """As in the catalogs of many repositories, whose first file names the others."""
    files = {
        "root/catalog-info.yaml": location(
            "./web.yaml", "sub/*/catalog-info.yaml", "./catalog-info.yaml", "more"
        ),
        "root/web.yaml": SAME[0],
        "root/sub/a/catalog-info.yaml": written(SAME[1], location("../../web.yaml")),
        "root/more/catalog-info.yml": component("Mail", "shop", "Resource"),
        "root/skeleton.yaml": component("${{ values.name }}"),
        "secret.yaml": component("secret"),
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    for name in ("root/catalog-info.yaml", "root"):
        ran = run("coverage", "--against", name, "--check", "--format", "json")
        assert (ran.status, ran.err, ran.json()["against"]["items"]) == (Exit.DONE, "", [])
        assert ran.json()["against"]["same"]["possible"] == 3
    assert run("coverage", "--against", "root/skeleton.yaml").status == Exit.FAILED
    wrong = {
        "../secret.yaml": "'../secret.yaml' is outside of the folder that is read",
        "/etc/hostname": "'/etc/hostname' is outside of the folder that is read",
        "./gone.yaml": "'./gone.yaml' cannot be read: No such file or directory",
        "a\0b": "cannot be read: ",
        "link.yaml": "'link.yaml' is outside of the folder that is read",
    }
    (tmp_path / "root/link.yaml").symlink_to("../secret.yaml")
    for target, message in wrong.items():
        (tmp_path / "root/catalog-info.yaml").write_text(written(*SAME, location(target)))
        ran = run("coverage", "--against", "root/catalog-info.yaml", "--format", "json")
        assert (ran.status, ran.json()["missing"]) == (Exit.FAILED, ["root/catalog-info.yaml:5"])
        assert message in ran.err
        assert [one["difference"] for one in ran.json()["against"]["items"]] == []


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (location("https://x.example/a.yaml"), "'https://x.example/a.yaml' is an address, and is not read"),
        (SAME[0], "Component 'web' is in there.yaml:1 as well"),
    ],
)
def test_addresses_and_duplicates_are_not_failures(
    document: str, message: str, run: Run, tmp_path: Path, carts: Path
) -> None:
    (tmp_path / "there.yaml").write_text(written(*SAME, document))
    ran = run("coverage", "--against", "there.yaml", "--check", "--format", "json")
    assert (ran.status, ran.err) == (Exit.DONE, f"sphinx-archdoc: there.yaml:5: {message}\n")
    assert (ran.json()["complete"], ran.json()["missing"]) == (True, [])
    (tmp_path / "there.yaml").write_text(written(*SAME, component("away"), document))
    ran = run("coverage", "--against", "there.yaml", "--check")
    assert (ran.status, message in ran.err) == (Exit.FOUND, True)


@pytest.mark.parametrize("target", ["/", "/**/catalog-info.yaml", "..", "sub/*/../../../**", "up", "up/**"])
def test_nothing_is_searched_outside_of_the_folder(
    target: str, run: Run, tmp_path: Path, carts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root/up").symlink_to("..")
    (tmp_path / "root/catalog-info.yaml").write_text(written(*SAME, location(target)))
    looked_up = []
    paths = against._paths
    monkeypatch.setattr(against, "_paths", lambda name: looked_up.append(name) or paths(name))
    ran = run("coverage", "--against", "root/catalog-info.yaml")
    assert f"'{target}' is outside of the folder that is read" in ran.err
    assert (ran.status, looked_up) == (Exit.FAILED, ["root/catalog-info.yaml"])


def test_links_in_a_circle_cannot_be_read(run: Run, tmp_path: Path, carts: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/catalog-info.yaml").symlink_to("catalog-info.yaml")
    (tmp_path / "there.yaml").write_text(written(*SAME, location("a/catalog-info.yaml")))
    why = f"cannot be read: {os.strerror(errno.ELOOP)}\n"
    for name in ("a", "a/catalog-info.yaml", "there.yaml"):
        ran = run("coverage", "--against", name, "--against", "there.yaml")
        assert (ran.status, ran.err.endswith(why)) == (Exit.FAILED, True)


def test_if_a_source_is_missing_nothing_is_missing_here(run: Run, tmp_path: Path, carts: Path) -> None:
    (tmp_path / "there.yaml").write_text(written(*SAME, component("away")))
    ran = run("coverage", ".", "gone.json", "--against", "there.yaml", "--format", "json")
    assert (ran.status, ran.json()["against"]["items"]) == (Exit.FAILED, [])
    assert ran.json()["against"]["same"] == {"reached": 2, "possible": 2, "percent": 100}


def test_if_a_file_is_missing_nothing_is_missing_there(run: Run, tmp_path: Path, carts: Path) -> None:
    (tmp_path / "there.yaml").write_text(written(SAME[0], component("away")))
    ran = run("coverage", "--against", "there.yaml", "--against", "gone.yaml", "--format", "json")
    found = ran.json()["against"]
    assert (ran.status, [one["difference"] for one in found["items"]]) == (Exit.FAILED, ["missing-here"])
    assert (found["same"]["reached"], found["same"]["possible"]) == (1, 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--against", "gone.yaml"), "'gone.yaml' cannot be read: No such file"),
        (("--against", "g*.yaml"), "'g*.yaml' cannot be read: no file matches"),
        (("--against", "a\0b"), "cannot be read"),
        (("--against", "empty"), "'empty' cannot be read: no catalog-info.yaml in this folder"),
        (("--against", "latin.yaml"), "'latin.yaml' cannot be read: not UTF-8 text"),
        (
            ("--against", "other.yaml"),
            "there is no Backstage entity that can be compared (Component, Resource, API, System) in 'other.yaml'",
        ),
        (("--against", "bad.yaml"), "bad.yaml:2: it is not valid YAML"),
        (("--check",), "--check needs --against"),
    ],
)
def test_a_wrong_call_ends_with_2(
    arguments: tuple[str, ...], message: str, run: Run, tmp_path: Path, carts: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "latin.yaml").write_bytes(b"kind: \xe9")
    (tmp_path / "other.yaml").write_text("# nothing\n---\n---\napiVersion: apps/v1\nkind: Deployment\n")
    (tmp_path / "bad.yaml").write_text("kind: [\n")
    ran = run("coverage", *arguments)
    assert (ran.status, ran.out) == (Exit.FAILED, "")
    assert message in ran.err


PARTS = ("---", "\n", "kind: ", "metadata:\n  name: ", "spec: {owner: ", "}", "a", "...", "# c", "%YAML 1.2", "&a ", "*a",
         "- ", "'", '"', "{", "[", "<<: *a", "!!x ", "\0", "\u2028", "\ud800", "? ", "|\n", "\t")  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_no_text_raises(text: str) -> None:
    read = read_entities(text, "there.yaml")
    lines = text.count("\n") + 1
    assert all(1 <= one.line <= lines for one in (*read.entities, *read.wrong))


@pytest.mark.parametrize(
    ("document", "number"),
    [
        (
            'kind: API\nmetadata:\n  name: a\nspec:\n  definition: |\n    name: "{{tenant}}"\n    owner: {{o}}\n',
            1,
        ),
        *((f"kind: API\nmetadata:\n  name: {name}\n", 0) for name in ("{{ a }}", "{{ a }}-b", "${{ a }}")),
        *((f"kind: API\nmetadata:\n  name: a\nspec:\n  owner: {o}\n", 0) for o in ("{{ a }}", "'{{ a }}'")),
        ("kind: ${{ a }}\nmetadata:\n  name: a\n", 0),
        ("apiVersion: {{ a }}\nkind: API\n", 0),
        (component("{{ a }}"), 0),
    ],
)
def test_only_templates_are_passed_over(document: str, number: int) -> None:
    read = read_entities(document, "there.yaml")
    assert (len(read.entities), read.wrong) == (number, [])


def test_a_mistake_beside_an_inline_definition_is_reported() -> None:
    document = "kind: API\nmetadata: {}\nspec:\n  definition: |\n    name: {{tenant}}\n"
    read = read_entities(document, "there.yaml")
    assert [(one.line, one.reason) for one in read.wrong] == [(2, "'name' is missing")]


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        *(("shop", "shop"), ("group:shop", "shop"), ("group:default/shop", "shop"), ("Default/shop", "shop")),
        *(("group:eu/shop", "eu/shop"), ("a:b:c", "a:b:c"), ("", ""), (" x ", "x")),
    ],
)
def test_owners_are_compared_by_name(reference: str, name: str) -> None:
    assert owner_name(reference) == name
