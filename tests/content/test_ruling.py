"""What the rules of a project say of entries: in a build, and the same from the file that it wrote."""

from __future__ import annotations

import datetime

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from sphinx_archdoc.answers.coverage import ruling_of
from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue.model import Entry, Page
from sphinx_archdoc.catalogue_file.recording import key_of
from sphinx_archdoc.content.coverage import Share, grouped_scores, scores_of, totals
from sphinx_archdoc.content.ruling import Ruling
from sphinx_archdoc.i18n import Translator
from sphinx_archdoc.parsing.page_settings import Suppression
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.rules.project_rules import ProjectRule, read_rules
from sphinx_archdoc.schema.loader import builtin_kinds
from tests.catalogue.pages import entry, graph_of, page
from tests.catalogue.test_graph import sites
from tests.catalogue_file.files import loaded, shop

TODAY = datetime.date(2026, 11, 29)


def rule(
    where: str, *, applies: str = "", kinds: str = "component", id_: str = "rule"
) -> tuple[ProjectRule, ...]:
    text = f"[{id_}]\nwhere = '''{where}'''\napplies = '''{applies}'''\nmessage = 'is wrong'\npoints = 2\n"
    text += f"kinds = {kinds.split()}\n" if kinds else ""
    read = read_rules(text, "rules.toml", [builtin_kinds()])
    assert read.problems == []
    return read.rules


def names(graph: Graph, where: str, applies: str = "", kinds: str = "component", **more: object) -> list[str]:
    ruling = Ruling(rule(where, applies=applies, kinds=kinds), catalogue="shop", today=TODAY, **more)  # type: ignore[arg-type]
    return [one.name for one in ruling.judge(graph).violations]


def test_columns_of_rules() -> None:
    graph = shop()
    assert names(graph, "not owner") == ["web", "db"]
    assert names(graph, "not owner", applies="not document.owner") == []
    assert names(graph, "not owner", applies="focus in (critical, high)") == ["web", "db"], (
        "its document has it"
    )
    assert names(graph, "not owner", applies="focus = low") == []
    assert names(graph, "count(depended-on-by) >= 1") == ["api", "db"]
    assert names(graph, "catalogue = shop and name = db") == ["db"]
    assert names(graph, "mentioned-in") == []
    assert names(graph, "document.depended-on-by") == []
    assert names(graph, "name", kinds="")[:2] == ["index", "web"], "all kinds"


def test_problems_at_an_entry_are_a_column() -> None:
    graph = shop()
    web = graph.catalogue.find("web", (), "").entry
    assert web
    problems = [(Location("index.md", web.where.line), "dangling-reference")]
    assert names(graph, "problems = dangling-reference", problems=problems) == ["web"]
    assert names(graph, "problems != dangling-reference", problems=problems) == ["api", "db"]
    assert names(graph, "count(problems) > 0", problems=[(Location("index.md"), "x")]) == []


def suppression(
    rule_id: str = "rule", reason: str = "agreed", anchor: str = "", name: str = ""
) -> dict[str, object]:
    return {"suppressions": {"index": [Suppression(Location("index.md", 9), rule_id, name, reason, anchor)]}}


def test_what_an_author_says_to_ignore_is_not_counted() -> None:
    graph = shop()
    assert names(graph, "not owner", **suppression()) == []
    assert names(graph, "not owner", **suppression("ru*", name="db")) == ["web"]
    assert names(graph, "not owner", **suppression(anchor="component-2")) == ["db"]
    ruling = Ruling(rule("not owner"), **suppression(anchor="component-2", reason=""))  # type: ignore[arg-type]
    judged = ruling.judge(graph)
    assert [one.rule for one in judged.about_suppressions] == ["suppression-reason"]
    assert [one.finding.name for one in judged.suppressed] == ["web"]
    fields, points = totals(scores_of(graph.catalogue.of_kind("component"), graph, ruling))
    assert (fields, points) == (Share(4, 12), Share(2, 4))
    unused = Ruling(rule("not owner"), **suppression(name="nothing")).judge(graph)  # type: ignore[arg-type]
    assert [one.rule for one in unused.about_suppressions] == ["suppression-unused"]
    others = Ruling(rule("not owner"), **suppression("env-*", reason="")).judge(graph)  # type: ignore[arg-type]
    assert others.about_suppressions == (), "that is for the checks to say"


def test_what_is_filled_is_counted() -> None:
    graph = graph_of(
        [
            page(
                "a",
                [
                    entry("document", "", owner="@a"),
                    entry("envvar", "PORT", description="The port."),
                    entry("endpoint", "GET /v1", purpose="Reads.", timeout="3s"),
                    entry("component", "api", owner="@b", purpose="Answers."),
                ],
            )
        ]
    )
    by = ("owner", "kind", "focus", "document.owner", "catalogue")
    scores = scores_of(graph.catalogue.entries, graph, Ruling(catalogue="shop"), by)
    assert [[field.name for field in one.missing] for one in scores] == [
        [],
        ["example"],  # a flag is always set or not, and no default says something
        ["rate-limit"],
        ["type", "technology"],
    ]
    words = Translator()
    shown = {
        name: [(group.title, group.fields.text(words)) for group in grouped_scores(scores, number, words)]
        for number, name in enumerate(by)
    }
    assert shown["owner"] == [("@a", "3 of 5 (60 %)"), ("@b", "2 of 4 (50 %)")]
    assert shown["kind"] == [
        *(("Documents", "—"), ("Environment variables", "1 of 2 (50 %)"), ("Components", "2 of 4 (50 %)")),
        ("API endpoints", "2 of 3 (67 %)"),
    ]
    assert shown["focus"] == [("Not given", "5 of 9 (56 %)")]
    assert shown["document.owner"] == [("@a", "5 of 9 (56 %)")]
    assert shown["catalogue"] == [("shop", "5 of 9 (56 %)")]


def test_percent_is_100_only_for_all_and_0_only_for_nothing() -> None:
    numbers = [(0, 0), (0, 3), (1, 1000), (41, 52), (999, 1000), (1000, 1000)]
    assert [Share(*one).percent for one in numbers] == [None, 0, 1, 79, 99, 100]
    assert Share(999, 1000).is_under(100)
    assert not Share(999, 1000).is_under(99.9)
    assert not Share().is_under(100)


def test_the_digest_holds_the_day_only_if_a_rule_asks_for_it() -> None:
    def digest(where: str, day: int) -> str:
        return Ruling(rule(where, kinds="document"), today=datetime.date(2026, 11, day)).digest

    assert digest("not owner", 1) == digest("not owner", 2)
    assert digest("age(updated) > 3", 1) != digest("age(updated) > 3", 2)
    assert Ruling(today=TODAY).digest == ""


WHERE = st.sampled_from(
    [
        *("not owner", "count(depended-on-by) > 0", "age(updated) > 3", "problems", "mentioned-in"),
        *(
            "document.owner",
            "catalogue != shop",
            "count(depends-on) = count",
            "not summary",
            "kind = document",
        ),
    ]
)


@given(sites, WHERE, WHERE, st.integers(0, 3))
def test_the_file_gives_the_same_answer_as_the_build(
    site: list[Page], where: str, applies: str, line: int
) -> None:
    graph = graph_of(site or [page("a")])
    rules = read_rules(
        f"[a]\nwhere = '{where}'\nmessage = 'x'\n\n[b]\nwhere = '{applies}'\napplies = '{where}'\nmessage = 'y'\n",
        "r.toml",
        [graph.catalogue.kinds],
    ).rules
    page_ = next(iter(graph.catalogue.pages.values()))
    source = page_.entries[0].where.source if page_.entries else "x.md"
    ignored = Suppression(
        Location(source, line), "a", "", "agreed", page_.entries[0].anchor if page_.entries else ""
    )
    noted = msgspec.structs.replace(page_, suppressions=[ignored])
    built = graph_of([*list(graph.catalogue.pages.values())[1:], noted], graph.catalogue.kinds)
    problem = Problem(Location(source, line), Code.DANGLING_REFERENCE, "x")
    again = loaded(built, problems=(problem,))

    def results(graph: Graph, ruling: Ruling) -> list[object]:
        judged = ruling.judge(graph)
        scores = scores_of(graph.catalogue.entries, graph, ruling, ("owner", "kind", "lifecycle"))
        groups = [
            [
                (group.title, group.fields, group.points)
                for group in grouped_scores(scores, number, Translator())
            ]
            for number in range(3)
        ]
        return [judged.violations, judged.suppressed, judged.about_suppressions, groups]

    def reference_of(entry: Entry) -> str:
        return key_of(entry, built.catalogue) or f"{entry.page}#{entry.anchor}"

    from_build = Ruling(
        rules,
        catalogue="shop",
        reference_of=reference_of,
        problems=[(problem.where, problem.code.value)],
        suppressions={name: one.suppressions for name, one in built.catalogue.pages.items()},
        today=TODAY,
    )
    assert results(again.graph, ruling_of(again, rules, TODAY)) == results(built, from_build)
