"""CycloneDX 1.6: services and what they depend on (https://cyclonedx.org/docs/1.6/json/)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sphinx_archdoc.export.addresses import uri_of
from sphinx_archdoc.export.format import ExportedFile, ExportFormat, ExportOptions
from sphinx_archdoc.export.names import unique_names
from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture, Element

_SERVICES = (Nature.RUNS, Nature.EXTERNAL)

JsonObject = dict[str, Any]


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one document. It has neither a serial number nor a date: the same sources give the same bytes."""
    import json

    bom = json.dumps(_Bom(architecture).document(), ensure_ascii=False, indent=2)
    yield ExportedFile("bom.json", f"{bom}\n".encode())


class _Bom:
    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self.elements = architecture.of(*_SERVICES, Nature.DATA)
        several = len(architecture.catalogues) > 1
        wanted = {one: one.identity if several else one.key for one in self.elements}
        self.refs = unique_names(wanted, {one: one.identity for one in wanted}, longest=1000)
        self.endpoints = self._endpoints()

    def document(self) -> JsonObject:
        services = self.architecture.of(*_SERVICES)
        stored = self.architecture.of(Nature.DATA)
        return {
            "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "version": 1,
            "metadata": self._metadata(),
            "components": [self._record(one, {"type": "data"}) for one in stored],
            "services": [self._record(one, self._provider(one)) for one in services],
            "dependencies": self._dependencies(),
        }

    def _metadata(self) -> JsonObject:
        tool = self.architecture.catalogues[0].file.generator
        metadata: JsonObject = {"tools": {"components": [{"type": "application", "name": tool.name}]}}
        if tool.version:
            metadata["tools"]["components"][0]["version"] = tool.version
        if len(self.architecture.catalogues) == 1:
            about = self.architecture.catalogues[0].file.catalogue
            metadata["component"] = {"type": "application", "name": about.title or about.name}
            if about.version:
                metadata["component"]["version"] = about.version
        return metadata

    def _provider(self, element: Element) -> JsonObject:
        owner = element.inherited(Meaning.OWNER)
        return {"provider": {"name": owner}} if owner else {}

    def _record(self, element: Element, first: JsonObject) -> JsonObject:
        record: JsonObject = {**first, "bom-ref": self.refs[element.place()], "name": element.title}
        if description := element.description():
            record["description"] = description
        if endpoints := self.endpoints.get(element):
            record["endpoints"] = endpoints
        if element.nature is Nature.EXTERNAL:
            record["x-trust-boundary"] = True
        if element.address:
            record["externalReferences"] = [{"type": "documentation", "url": element.address}]
        properties = {"key": element.key, "kind": element.kind.name, "page": element.entry.page}
        properties |= {f"field:{field.name}": value for field, value in element.rest()}
        record["properties"] = [
            {"name": f"sphinx-archdoc:{name}", "value": value} for name, value in properties.items()
        ]
        return record

    def _endpoints(self) -> Mapping[Element, list[str]]:
        """Return the addresses that external services offer."""
        found: dict[Element, list[str]] = {}
        for interface in self.architecture.of(Nature.INTERFACE):
            offering = self.architecture.offered_by(interface)
            shown = interface.kind.shown_name
            field = interface.kind.fields.get(shown)
            path = interface.words(field) if field and shown in interface.entry.values else interface.title
            if offering is None:
                interface.reason = "no external service offers it, and a page is not a service in CycloneDX"
            elif not path.startswith(("/", "http://", "https://")):
                interface.reason = "it is not an address, and an endpoint in CycloneDX must be one"
            else:
                endpoints = found.setdefault(offering, [])
                address = uri_of(path)
                endpoints += [] if address in endpoints else [address]
                interface.place()
        return found

    def _dependencies(self) -> list[JsonObject]:
        needs: dict[str, dict[str, None]] = {}
        for relation in self.architecture.relations:
            source, target = relation.ends or (None, None)
            if source in self.refs and target in self.refs:
                needs.setdefault(self.refs[source], {})[self.refs[target]] = None
                relation.place(with_label=False)
        return [{"ref": ref, "dependsOn": list(targets)} for ref, targets in needs.items()]


FORMAT = ExportFormat(
    title="CycloneDX",
    help="Services and data of a bill of materials, CycloneDX 1.6 as JSON.",
    places={
        Nature.RUNS: "`services`",
        Nature.EXTERNAL: "`services`, beyond the trust boundary",
        Nature.DATA: "`components` of the type `data`",
        Nature.INTERFACE: "`endpoints` of the external service that offers it, if it has an address",
    },
    meanings={
        Meaning.OWNER: "`provider`, or else that of the page",
        Meaning.PURPOSE: "`description`",
    },
    dependency="`dependencies`",
    others="`properties`",
    write=write,
)
