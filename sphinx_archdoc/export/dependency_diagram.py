"""The dependencies of all that is exported as one diagram, in a box for each page."""

from __future__ import annotations

import msgspec

from sphinx_archdoc.catalogue.edges import Edge, dependency, end_of
from sphinx_archdoc.catalogue_file.loaded import LoadedCatalogue
from sphinx_archdoc.content.diagram import Cluster, Diagram, DiagramBuilder, DiagramEdge, DiagramNode
from sphinx_archdoc.content.marks import deprecation_of
from sphinx_archdoc.export.addresses import address_of
from sphinx_archdoc.export.architecture import Architecture, Element
from sphinx_archdoc.schema.meaning import Meaning, Nature

DRAWN = (Nature.RUNS, Nature.EXTERNAL, Nature.DATA)
"""Natures of the entries that are drawn even if they have no dependency."""


class DependencyDiagram:
    """The diagram, and the address of each of its nodes."""

    def __init__(self, architecture: Architecture) -> None:
        self._addresses: dict[str, str] = {}
        self._is_one = len(architecture.catalogues) == 1
        clusters: list[Cluster] = []
        edges: list[DiagramEdge] = []
        for number, loaded in enumerate(architecture.catalogues, 1):
            diagram = _diagram(architecture, loaded)
            for cluster in diagram.clusters:
                nodes = tuple(self._named(node, number, loaded) for node in cluster.nodes)
                clusters.append(Cluster(self._title(cluster, loaded), nodes))
            edges += [
                msgspec.structs.replace(
                    edge, source=self._id(edge.source, number), target=self._id(edge.target, number)
                )
                for edge in diagram.edges
            ]
        self.diagram = Diagram(tuple(clusters), tuple(edges), "LR")

    def address(self, node: DiagramNode) -> str:
        """Return the address of what a node shows; empty if it is not known."""
        return self._addresses.get(node.id, "")

    def _named(self, node: DiagramNode, number: int, loaded: LoadedCatalogue) -> DiagramNode:
        named = msgspec.structs.replace(node, id=self._id(node.id, number))
        self._addresses[named.id] = address_of(loaded, node.page, node.anchor) if node.page else ""
        return named

    def _id(self, id_: str, number: int) -> str:
        return id_ if self._is_one else f"c{number}{id_}"

    def _title(self, cluster: Cluster, loaded: LoadedCatalogue) -> str:
        if self._is_one or not cluster.title:
            return cluster.title
        return f"{loaded.file.catalogue.title or loaded.name}: {cluster.title}"


def _diagram(architecture: Architecture, loaded: LoadedCatalogue) -> Diagram:
    """Return the diagram of one catalogue, and note what has a place in it."""
    graph = loaded.graph
    chosen = [element for element in architecture.of(*DRAWN) if element.loaded is loaded]
    drawn = dict.fromkeys(chosen)
    ends = [end_of(element.entry) for element in chosen]
    edges: list[Edge] = []
    for relation in architecture.relations:
        if relation.element.loaded is loaded and (relation.ends or relation.leads_outside):
            edges.append(dependency(relation.reference, graph))
            relation.place()
            known = (relation.source, relation.target)
            drawn |= dict.fromkeys(end for end in known if isinstance(end, Element))
    for element in drawn:
        element.place()
        if element.entry.key in deprecation_of(graph).entries:
            element.text_by_meaning(Meaning.LIFECYCLE)
    kinds = {element.kind.name for element in chosen}
    return DiagramBuilder(graph, (), kinds, group_by="page").build(ends, edges)
