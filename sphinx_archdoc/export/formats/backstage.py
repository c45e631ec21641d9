"""Backstage: entities of the software catalog (https://backstage.io/docs/features/software-catalog/)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from sphinx_archdoc.export.format import ExportedFile, ExportFormat, ExportOptions
from sphinx_archdoc.export.names import ascii_name, unaccented, unique_names
from sphinx_archdoc.schema.meaning import Meaning, Nature

if TYPE_CHECKING:
    from sphinx_archdoc.export.architecture import Architecture, Element, ExportedPage

_Named = TypeVar("_Named", "Element", "ExportedPage", "Element | ExportedPage")

LONGEST = 63
"""Letters of a name or a tag."""
UNKNOWN = "unknown"
"""The owner of what has none, as an owner must be there."""

_COMPONENTS = (Nature.RUNS, Nature.EXTERNAL, Nature.DATA)
LIFECYCLES = {-1: "experimental", 0: "production", 1: "deprecated"}
KINDS = {
    Nature.RUNS: "Component",
    Nature.EXTERNAL: "Resource",
    Nature.DATA: "Resource",
    Nature.INTERFACE: "API",
    Nature.PAGE: "System",
}
"""The kinds of entities that entries become, by their nature."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9./-]*")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Plain texts that some version of YAML reads as another type."""

Entity = dict[str, Any]


class Catalog:
    """The entities of an architecture."""

    def __init__(self, architecture: Architecture) -> None:
        self.architecture = architecture
        self.systems = [page for page in architecture.pages if page.of(*_COMPONENTS)]
        self.apis: dict[Element | ExportedPage, list[Element]] = {}
        """The interfaces by what offers them: something external, or else their page."""
        for one in architecture.of(Nature.INTERFACE):
            self.apis.setdefault(architecture.offered_by(one) or one.page, []).append(one)
        self.system_names = _names({page: page.short_name for page in self.systems})
        self.api_names = _names({one: _api_name(one) for one in self.apis})
        self.names: dict[Element, str] = {}
        for kind in dict.fromkeys(KINDS[nature] for nature in _COMPONENTS):
            own = [one for one in architecture.of(*_COMPONENTS) if KINDS[one.nature] == kind]
            self.names |= _names({one: one.title for one in own})
        self.needs: dict[Element, list[str]] = {}

    def entities(self) -> Iterator[tuple[Element | ExportedPage, Entity]]:
        """Yield each entity with what it is made of: an element, or a page without one for itself.

        An API is made of several elements, of which this is the first.
        """
        self._place_relations()
        for page in self.architecture.pages:
            if page in self.system_names:
                yield page.document or page, self._system(page)
            yield from ((element, self._component(element)) for element in page.of(*_COMPONENTS))
            if page.document and page not in self.system_names:
                page.document.reason = "nothing on the page becomes a component or resource of a System"
        for offering, interfaces in self.apis.items():
            yield interfaces[0], self._api(offering, interfaces)

    def _place_relations(self) -> None:
        for relation in self.architecture.relations:
            source, target = relation.ends or (None, None)
            if source in self.names and target in self.names:
                need = f"{KINDS[target.nature].lower()}:default/{self.names[target]}"
                needs = self.needs.setdefault(source, [])
                needs += [] if need in needs else [need]
                relation.place(with_label=False)

    def _system(self, page: ExportedPage) -> Entity:
        document = page.document
        metadata: Entity = {"name": self.system_names[page]}
        spec: Entity = {"owner": UNKNOWN}
        if document:
            document.place()
            metadata |= _metadata(document, self.system_names[page])
            spec["owner"] = _owner(document)
            spec |= {"type": sort} if (sort := _type(document.text_by_meaning(Meaning.SORT))) else {}
        else:
            metadata |= {"title": page.title, **_links(page.address)}
            spec["owner"] = _common_owner(page)
        return _entity("System", metadata, spec)

    def _component(self, element: Element) -> Entity:
        element.place()
        metadata = {"name": self.names[element], **_metadata(element, self.names[element])}
        spec: Entity = {"type": _type(element.text_by_meaning(Meaning.SORT)) or _default_type(element)}
        if element.nature is Nature.RUNS:
            spec["lifecycle"] = LIFECYCLES[element.stage()]
        spec["owner"] = _owner(element)
        spec["system"] = self.system_names[element.page]
        if needs := self.needs.get(element):
            spec["dependsOn"] = needs
        return _entity(KINDS[element.nature], metadata, spec)

    def _api(self, offering: Element | ExportedPage, interfaces: list[Element]) -> Entity:
        first, page = interfaces[0].place(), interfaces[0].page
        metadata = {
            "name": self.api_names[offering],
            "title": offering.title,
            **_links(offering.address),
        }
        spec: Entity = {
            "type": "text",
            "lifecycle": LIFECYCLES[first.stage()],
            "owner": _owner(first),
            **({"system": self.system_names[page]} if page in self.system_names else {}),
            "definition": "\n".join(_definition(interfaces)),
        }
        return _entity("API", metadata, spec)


def _entity(kind: str, metadata: Entity, spec: Entity) -> Entity:
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}


def _default_type(element: Element) -> str:
    """Return the ``spec.type`` of an element that has no type of its own."""
    known = {Nature.RUNS: "service", Nature.EXTERNAL: "external-service"}
    return known.get(element.nature) or _type(element.kind.title) or element.kind.name


def _type(words: str) -> str:
    return "-".join(words.casefold().split())


def _names(wanted: Mapping[_Named, str]) -> dict[_Named, str]:
    """Return the names of entities of one kind."""
    plain = {one: ascii_name(name, "-_.") for one, name in wanted.items()}
    names = unique_names(plain, {one: one.identity for one in wanted}, longest=LONGEST)
    for one, name in names.items():
        if name != plain[one]:
            one.remark("", f"its name becomes '{name}', as '{plain[one]}' is too long or already used")
    return names


def _metadata(element: Element, name: str) -> Entity:
    """Return what all entities have besides their name."""
    metadata: Entity = {"title": element.title} if element.title != name else {}
    if description := element.description():
        metadata["description"] = description
    metadata["annotations"] = {"sphinx-archdoc/key": element.key}
    if tags := list(dict.fromkeys(_tags(element))):
        metadata["tags"] = tags
    return metadata | _links(element.address)


def _tags(element: Element) -> Iterator[str]:
    technology = element.text_by_meaning(Meaning.TECHNOLOGY)
    for word in filter(None, map(str.strip, technology.split(","))):
        tag = re.sub(r"[^a-z0-9:+#]+", "-", unaccented(word).lower()).strip("-")[:LONGEST].rstrip("-")
        if tag:
            yield tag
        else:
            element.remark("", f"'{word}' cannot be written as a tag")


def _links(address: str) -> Entity:
    return {"links": [{"url": address, "title": "Documentation"}]} if address else {}


def _owner(element: Element) -> str:
    """Return the first owner as the name of a group: that of ``@shop/carts`` is ``carts``."""
    owners = element.inherited(Meaning.OWNER)
    if not owners:
        element.remark("", f"it has no owner, but Backstage requires one: '{UNKNOWN}' is written")
        return UNKNOWN
    name = ascii_name(first_owner(owners).rpartition("/")[2], "-_.")[:LONGEST].rstrip("-_.")
    if f"@{name}" != owners != name:
        element.remark("", f"its owner '{owners}' is written as '{name}'")
    return name


def first_owner(owners: str) -> str:
    """Return the first of several owners, without its sign: ``shop/carts`` of ``@shop/carts, @b``."""
    return re.split(r"[,;\s]+(?=@)|[,;]", owners)[0].strip().removeprefix("@")


def _common_owner(page: ExportedPage) -> str:
    """Return the owner of all that is on a page without an owner of its own."""
    parts = page.of(*_COMPONENTS)
    owners = {_owner(one) for one in parts}
    if len(owners) == 1:
        return owners.pop()
    page.remark("", f"its page has no owner, but Backstage requires one: '{UNKNOWN}' is written")
    return UNKNOWN


def _api_name(offering: Element | ExportedPage) -> str:
    return str(getattr(offering, "short_name", offering.title))


def _definition(interfaces: Iterable[Element]) -> Iterator[str]:
    """Yield the lines of a definition: what the API offers, below the plural of each kind."""
    kinds: dict[str, list[Element]] = {}
    for element in interfaces:
        kinds.setdefault(element.kind.plural, []).append(element.place())
    for plural, elements in kinds.items():
        yield f"# {plural}"
        for element in elements:
            description = element.description()
            yield f"- {element.title}: {description}" if description else f"- {element.title}"


def _yaml(value: object, indent: str = "") -> Iterator[str]:
    """Yield the lines of a mapping or list as YAML; texts are as in JSON, which YAML 1.2 includes."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and _is_block(inner):
                yield f"{indent}{_scalar(key)}: |-"
                yield from (f"{indent}  {line}" for line in inner.split("\n"))
            elif isinstance(inner, str):
                yield f"{indent}{_scalar(key)}: {_scalar(inner)}"
            else:
                yield f"{indent}{_scalar(key)}:"
                yield from _yaml(inner, f"{indent}  ")
    elif isinstance(value, list):
        for inner in value:
            lines = [_scalar(inner)] if isinstance(inner, str) else list(_yaml(inner))
            yield f"{indent}- {lines[0]}"
            yield from (f"{indent}  {line}" for line in lines[1:])


def _is_block(text: str) -> bool:
    """Return whether a text can be written as a block: lines without signs that need an escape."""
    lines = text.split("\n")
    return len(lines) > 1 and all(line.strip() and line.isprintable() and line[0] != " " for line in lines)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    known = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
    return known.get(char) or (char if char.isprintable() else f"\\U{ord(char):08x}")


def write(architecture: Architecture, options: ExportOptions) -> Iterator[ExportedFile]:
    """Write one file with all entities."""
    documents = ("\n".join(_yaml(entity)) for _, entity in Catalog(architecture).entities())
    text = "---\n".join(f"{document}\n" for document in documents)
    yield ExportedFile("catalog-info.yaml", text.encode())


FORMAT = ExportFormat(
    title="Backstage",
    help="Entities of the software catalog, for catalog-info.yaml.",
    places={
        Nature.RUNS: "`Component`",
        Nature.EXTERNAL: "`Resource` of the type `external-service`",
        Nature.DATA: "`Resource`; the kind is its type",
        Nature.INTERFACE: "a line in the definition of an `API`, one for each page or external system",
        Nature.PAGE: "`System`, if something on the page becomes a part of it",
    },
    meanings={
        Meaning.OWNER: "`spec.owner`, or else that of the page",
        Meaning.LIFECYCLE: "`spec.lifecycle`: `experimental`, `production` or `deprecated`",
        Meaning.PURPOSE: "`metadata.description`",
        Meaning.TECHNOLOGY: "`metadata.tags`",
        Meaning.SORT: "`spec.type`",
    },
    dependency="`spec.dependsOn`",
    write=write,
)
