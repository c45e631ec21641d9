"""Where the links of a built site lead, whatever its pages are called."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx.util.inventory import InventoryFile


class Anchors(HTMLParser):
    """The ids of a page, and what it links to and loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.canonical = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found.get("href") or ""
            return
        self.links += [value or "" for name, value in found.items() if name in ("href", "src", "xlink:href")]


@dataclass
class Addresses:
    """The pages of a site, by the addresses at which a server has them.

    :param suffix: of the files.
    :param link_suffix: of the links to them.
    """

    folder: Path
    suffix: str = ".html"
    link_suffix: str = ".html"
    pages: dict[str, Anchors] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for path in sorted(self.folder.rglob(f"*{self.suffix}")):
            name = path.relative_to(self.folder).as_posix()
            self.pages[name] = Anchors(path.read_text("utf-8"))

    def dead(self) -> list[str]:
        """The links that lead to no file, or to no place on its page."""
        return [
            f"{name}: {link}"
            for name, page in self.pages.items()
            for link in page.links
            if not self.leads_somewhere(name, link)
        ]

    def leads_somewhere(self, name: str, link: str) -> bool:
        """Whether a link on a page leads to something that there is."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return True
        target = self._target(name, unquote(parts.path))
        if target in self.pages:
            return not parts.fragment or unquote(parts.fragment) in self.pages[target].ids
        return (self.folder / target).is_file()

    def _target(self, name: str, path: str) -> str:
        if not path:
            return name
        target = (self.folder / name).parent.joinpath(path).resolve()
        found = target.relative_to(self.folder.resolve()).as_posix()
        if target.is_dir() and (path.endswith("/") or self.link_suffix == ".html"):
            return f"{found}/index{self.suffix}".removeprefix("./")
        if not self.link_suffix and not (self.folder / found).is_file():
            return found + self.suffix
        return found

    def inventory(self) -> Iterator[str]:
        """The addresses of our entries in ``objects.inv``."""
        found = InventoryFile.loads((self.folder / "objects.inv").read_bytes(), uri="")
        for kind, items in found.data.items():
            if kind.startswith("archdoc:"):
                yield from (item.uri for item in items.values())

    def found_by_search(self) -> Iterator[tuple[str, str]]:
        """The pages and anchors of our entries in the index of the search."""
        text = (self.folder / "searchindex.js").read_text("utf-8")
        index = json.loads(text.removeprefix("Search.setIndex(").rstrip(";)"))
        for found in index["objects"].values():
            for page, kind, _, anchor, _ in found:
                if index["objnames"][str(kind)][0] == "archdoc":
                    yield index["docnames"][page], anchor
