"""What other catalogues rely on decides on the class of a change, and they are listed as affected."""

from __future__ import annotations

from sphinx_archdoc.catalogue.graph import Graph
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.changes.compare import compare
from tests.catalogue.pages import entry, graph_of, mention, page
from tests.catalogue_file.files import loaded

SQL = "CREATE TABLE carts (id INT, note TEXT);"


def shop(*entries: object, name: str = "api") -> Graph:
    document = entry("document", "", owner="@shop", status="active")
    return graph_of([page("shop", [document, entry("component", name, purpose="Answers."), *entries])])  # type: ignore[list-item]


def web(*needs: str, **more: object) -> LoadedCatalogue:
    entries = [
        entry("document", "", owner="@web", focus="high"),
        entry("component", "store", depends_on=list(needs), **more),  # type: ignore[arg-type]
        entry("component", "mobile", owner="@mobile", depends_on=["store"]),
    ]
    return loaded(graph_of([page("web", entries)]), "web")


def changes(old: Graph, new: Graph, *others: LoadedCatalogue) -> list[str]:
    found = compare(loaded(old), loaded(new), others).changes
    return [
        f"{one.risk} {one.id} {one.key}"
        + "".join(f" {to.name}({to.owner}, {to.focus}, {to.distance})" for to in one.affected)
        for one in found
    ]


AFFECTED = " web:component:store(@web, high, 1) web:component:mobile(@mobile, high, 2)"


def test_what_another_catalogue_needs_breaks_it() -> None:
    before, gone = shop(entry("component", "db", purpose="Answers.")), shop(name="db")
    assert changes(before, gone) == ["risky entry-removed component:api"]
    for need in ("api", "external+shop:api", "component:api", "external+shop:component:api"):
        assert changes(before, gone, web(need)) == [f"breaking entry-removed component:api{AFFECTED}"], need
    for need in ("external+other:api", "apis", "external+shop"):
        assert changes(before, gone, web(need)) == ["risky entry-removed component:api"], need


def test_its_own_entry_of_that_name_is_meant_there() -> None:
    before, gone = shop(entry("component", "db")), shop(name="db")
    other = loaded(
        graph_of([page("w", [entry("component", "api"), entry("component", "web", depends_on=["api"])])]), "w"
    )
    assert "risky entry-removed component:api" in changes(before, gone, other)
    same = loaded(graph_of([page("w", [entry("component", "web", depends_on=["api"])])]))
    assert "risky entry-removed component:api" in changes(before, gone, same), "it is our own, elsewhere"


def test_who_depends_on_the_affected_is_affected() -> None:
    front, document = entry("component", "front", depends_on=["api"]), entry("document", "", owner="@shop")
    before, after = shop(front), graph_of([page("shop", [document, front])])
    removed = next(line for line in changes(before, after, web("front")) if "entry-removed" in line)
    assert removed == (
        "risky entry-removed component:api component:front(@shop, , 1) "
        "web:component:store(@web, high, 2) web:component:mobile(@mobile, high, 3)"
    )


def test_who_uses_the_old_name_is_affected_by_the_new_one() -> None:
    front = entry("component", "front", depends_on=["api"])
    renamed = changes(shop(front), shop(front, name="api2"), web("external+shop:api"))[0]
    assert renamed == (
        "breaking entry-renamed component:api2 component:front(@shop, , 1) "
        "web:component:store(@web, high, 1) web:component:mobile(@mobile, high, 2)"
    )


def test_a_mention_is_a_reference_and_no_dependency() -> None:
    other = loaded(graph_of([page("notes", [], mention("external+shop:component:api"))]), "notes")
    before, gone = shop(entry("component", "db")), shop(name="db")
    assert "breaking entry-removed component:api" in changes(before, gone, other)


def test_who_says_that_we_use_them_does_not_rely_on_us() -> None:
    other = loaded(
        graph_of(
            [page("cache", [entry("document", ""), entry("downstream", "Service: api", target=["api"])])]
        ),
        "cache",
    )
    before, gone = shop(entry("component", "db")), shop(name="db")
    assert "risky entry-removed component:api" in changes(before, gone, other)


def test_columns_and_lifecycle_ask_who_refers_to_them() -> None:
    before = graph_of([page("a", [entry("dbtable", "carts", sql=SQL)])])
    after = graph_of([page("a", [entry("dbtable", "carts", sql="CREATE TABLE carts (id INT);")])])
    other = loaded(graph_of([page("b", [entry("matview", "sums", reads=["carts"], purpose="Sums.")])]), "b")
    assert [line.partition(" dbtable")[0] for line in changes(before, after)] == ["risky column-removed"]
    assert changes(before, after, other)[0].startswith("breaking column-removed")


def test_the_digits_of_a_change_do_not_depend_on_who_is_affected() -> None:
    before, gone = loaded(shop(entry("component", "db"))), loaded(shop(name="db"))
    alone, together = (compare(before, gone, others).changes[0] for others in ((), [web("api")]))
    assert alone.fingerprint == together.fingerprint
