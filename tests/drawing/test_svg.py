"""Pictures: well-formed whatever authors write, with a link on each node that leads somewhere."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given

from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramEdge, DiagramNode, Shape
from sphinx_archdoc.drawing.layered import CannotDraw
from sphinx_archdoc.drawing.layout import lay_out
from sphinx_archdoc.drawing.png import COARSEST, HIGHEST, WIDEST, png_of
from sphinx_archdoc.drawing.svg import Picture, picture
from sphinx_archdoc.parsing.sql import SqlColumn
from tests.drawing.diagrams import SIGNS, address, diagram, diagrams
from tests.schema.hostile import QUICK

SVG = "{http://www.w3.org/2000/svg}"


def drawn(diagram: Diagram, prefix: str = "p") -> Picture:
    return picture(diagram, lay_out(diagram), address, prefix)


def parsed(found: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(found.svg.encode())


def texts_of(element: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in element.iter(f"{SVG}text")]


@QUICK
@given(diagrams())
def test_any_diagram_is_xml_and_each_node_that_leads_somewhere_a_link(diagram: Diagram) -> None:
    tree = parsed(drawn(diagram))
    assert len(list(tree.iter(f"{SVG}a"))) == sum(bool(node.page) for node in diagram.nodes)
    titles = [g.find(f"{SVG}title") for g in tree.iter(f"{SVG}g") if "archdoc-node" in g.get("class", "")]
    assert len(titles) == len(diagram.nodes)
    used = {value[5:-1] for e in tree.iter() for key, value in e.items() if key.startswith("marker-")}
    assert used <= {marker.get("id") for marker in tree.iter(f"{SVG}marker")}


@QUICK
@given(diagrams())
def test_no_word_is_markup(diagram: Diagram) -> None:
    known = {"svg", "defs", "marker", "path", "circle", "g", "rect", "text", "title", "a"}
    assert {element.tag.removeprefix(SVG) for element in parsed(drawn(diagram)).iter()} <= known


def test_a_node_says_its_name_its_note_and_its_columns() -> None:
    table = DiagramNode(
        id="n1", name="<orders>", shape=Shape.TABLE, columns=(SqlColumn("id", "INT", keys=("primary",)),)
    )
    outside = DiagramNode(id="n2", name="mail", shape=Shape.OUTSIDE, note="outside")
    tree = parsed(drawn(Diagram((Cluster("Layer & co", (table, outside)),))))
    assert texts_of(tree) == ["Layer & co", "<orders>", "PK", "id", "INT", "mail", "outside"]


def test_an_address_is_escaped() -> None:
    svg = drawn(diagram(1, [])).svg
    assert '<a href="p.html?a=1&amp;b=2#a1">' in svg


def test_two_diagrams_on_one_page_share_no_id() -> None:
    edges = tuple(DiagramEdge("n1", "n2", sign=sign) for sign in ["", *SIGNS])
    nodes = tuple(DiagramNode(id=f"n{n}", name="x") for n in (1, 2))
    one, other = (parsed(drawn(Diagram((Cluster("", nodes),), edges), prefix=prefix)) for prefix in "pq")
    ids = [element.get("id") for tree in (one, other) for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 10


@pytest.mark.parametrize(
    ("sign", "start", "end", "dashed"),
    [("}o--||", 2, 0, False), ("|o..o{", 1, 2, True), ("}|--|{", 3, 3, False), ("||--o|", 0, 1, False)],
)
def test_a_sign_is_drawn_at_both_ends(sign: str, start: int, end: int, dashed: bool) -> None:
    nodes = tuple(DiagramNode(id=f"n{n}", name="x") for n in (1, 2))
    tree = parsed(drawn(Diagram((Cluster("", nodes),), (DiagramEdge("n1", "n2", sign=sign),))))
    path = tree.find(f"{SVG}g/{SVG}path")
    assert path is not None
    assert path.get("marker-start") == f"url(#p-many{start})"
    assert path.get("marker-end") == f"url(#p-many{end})"
    assert bool(path.get("stroke-dasharray")) == dashed


def test_a_line_from_a_node_to_itself_has_room() -> None:
    one, loop = (drawn(diagram(1, edges)) for edges in ([], [(1, 1)]))
    assert loop.height > one.height
    assert "marker-end" in loop.svg


def test_characters_that_xml_has_not_are_replaced() -> None:
    node = DiagramNode(id="n1", name="a\x00b\ud800c\ufffe", page="p", anchor="\x1b")
    assert "<title>a\ufffdb\ufffdc\ufffd</title>" in drawn(Diagram((Cluster("", (node,)),))).svg


def test_a_large_picture_has_a_file_of_a_bearable_size() -> None:
    for shape in ([(n, n + 1) for n in range(1, 60)], [(1, n) for n in range(2, 61)]):
        head = png_of(drawn(diagram(60, shape)))[:24]
        width, height = (int.from_bytes(head[place : place + 4]) for place in (16, 20))
        assert width <= WIDEST
        assert height <= HIGHEST


def test_the_same_picture_is_the_same_file() -> None:
    some = diagram(5, [(1, 2), (2, 3), (5, 5)], "why", clusters=2)
    assert png_of(drawn(some)) == png_of(drawn(some))


def test_a_picture_that_cannot_be_read_has_no_file() -> None:
    with pytest.raises(CannotDraw):
        png_of(Picture("<svg", 10, 10))


@pytest.mark.parametrize(("width", "height"), [(WIDEST, 10), (10, HIGHEST)])
def test_a_file_whose_words_would_be_too_small_is_none(width: float, height: float) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    assert png_of(Picture(svg, 0.99 * width / COARSEST, 0.99 * height / COARSEST))
    with pytest.raises(CannotDraw, match="too small to read"):
        png_of(Picture(svg, 1.01 * width / COARSEST, 1.01 * height / COARSEST))
