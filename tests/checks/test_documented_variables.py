"""What is asked of documented variables is found once, for all rules and scopes."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec
import pytest

from sphinx_archdoc.parsing.page_settings import PageSettings
from sphinx_archdoc.problems import Location
from sphinx_archdoc.sources.facts import EnvMention, EnvRead, MentionKind
from tests.checks.trees import Document, FakeTree, check


class CountingTree(FakeTree):
    """Counts how often mentions are looked up."""

    times = 0

    def mentions(self, names: Collection[str]) -> Iterator[tuple[str, EnvMention]]:
        self.times += bool(names)
        return super().mentions(names)


def test_mentions_are_looked_up_once() -> None:
    mentions = [EnvMention(f"SHOP_{number}", number, MentionKind.STRING) for number in range(1, 9)]
    tree = CountingTree({"src/a.py": mentions, "web/a.py": [EnvRead("SHOP_PORT", 3)]})
    pages = [
        Document(name, PageSettings(code=(name,))).add("envvar", f"SHOP_{name}").add("envvar", "SHOP_8")
        for name in ("src", "web")
    ]
    assert check(tree, *pages) == [
        "src:1 env-absent: SHOP_src is read nowhere",
        "src:2 env-mentioned: SHOP_8 is not read, only mentioned in src/a.py:8",
        "web:1 env-absent: SHOP_web is read nowhere",
        "web:2 env-mentioned: SHOP_8 is not read, only mentioned in src/a.py:8",
    ]
    assert tree.times == 1


def absent_below(label: str, names: Collection[str], page: str = "page", folder: str = "src") -> list[str]:
    """Return what is said of variables in a fence below a label, beside another fence."""
    lines = [
        label,
        "",
        "```env",
        *(f"{name}=1" for name in names),
        "```",
        "",
        "Shop:",
        "",
        "```",
        "SHOP_PORT=1",
    ]
    document = Document(page)
    for number, line in enumerate(lines, 1):
        if line.endswith("=1"):
            document.add("envvar", line.removesuffix("=1"))
            document.page.entries[-1] = msgspec.structs.replace(
                document.page.entries[-1], where=Location(f"{page}.md", number)
            )
    facts = {f"{folder}/a.py": [EnvRead("SHOP_PORT", 1), EnvRead("SHOP_HOST", 2, is_implied=True)]}
    tree = FakeTree(facts, texts={f"{page}.md": "\n".join(lines)})
    return check(tree, document, paths={page: f"{page}.md"})


@pytest.mark.parametrize(
    "label", ["NewAPI:", "**LiteLLM**:", "**Open WebUI:**", "NewAPI\uff1a", "n8n:", "> NewAPI:"]
)
def test_variables_of_another_program_are_said_once(label: str) -> None:
    program = label.strip("*:> \uff1a")
    assert absent_below(label, ["SHOP_POLICY_ON", "SHOP_POLICY_OFF"]) == [
        f"page:4 sources-unread: 2 variables of '{program}' on this page do not occur in the code, such as "
        "SHOP_POLICY_ON; perhaps they belong to another program"
    ]


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Optional:", ["SHOP_POLICY_ON", "SHOP_POLICY_OFF"]),
        ("Stripe:", ["STRIPE_KEY", "STRIPE_SECRET"]),
        ("OpenAI:", ["OPENAI_MODEL", "SHOP_POLICY_OFF"]),
        ("PostgreSQL:", ["POSTGRES_HOST", "SHOP_POLICY_OFF"]),
        ("macOS:", ["SHOP_POLICY_ON", "SHOP_POLICY_OFF"]),
        ("Set in NewAPI:", ["SHOP_POLICY_ON", "SHOP_POLICY_OFF"]),
        ("NewAPI", ["SHOP_POLICY_ON", "SHOP_POLICY_OFF"]),
        ("NewAPI:", ["SHOP_POLICY_ON", "SHOP_POLICY_OFF", "SHOP_PORT"]),
        ("NewAPI:", ["SHOP_POLICY_ON"]),
    ],
)
def test_a_label_that_names_no_other_program_changes_nothing(label: str, names: list[str]) -> None:
    assert {line.split()[1] for line in absent_below(label, names)} == {"env-absent:"}


def test_the_name_of_a_page_or_of_a_folder_tells_programs_apart() -> None:
    names = ["SHOP_POLICY_ON", "SHOP_POLICY_OFF"]
    assert len(absent_below("Grafana:", names)) == 2
    assert len(absent_below("Grafana:", names, page="grafana-setup")) == 1
    assert len(absent_below("NewAPI:", names, folder="services/new-api")) == 2
