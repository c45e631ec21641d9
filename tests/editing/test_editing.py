"""Random edits of random projects: after each of them an incremental build shows what a clean build shows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sphinx_archdoc.schema.model import Field
from tests.editing import words
from tests.editing.builds import Rebuilt
from tests.editing.project import Block, Entry, Page, Project
from tests.editing.shrinking import as_code, smallest
from tests.examples import examples

pytestmark = pytest.mark.slow

which = st.integers(0, 11)
"""One of several, counted round and round."""


class Editing(RuleBasedStateMachine):
    """A team at work on its documents."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.project = self.before = Project()
        self.site = Rebuilt(Path(self.folder.name))

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.folder.cleanup()

    @initialize(
        pages=st.dictionaries(st.sampled_from(words.PAGES), words.pages(), min_size=4),
        parts=st.tuples(words.parts, words.parts),
    )
    def begin(self, pages: dict[str, Page], parts: tuple[tuple[Block, ...], ...]) -> None:
        """Have some pages already."""
        self.project.pages = pages
        self.project.parts = dict(zip(words.PARTS, parts, strict=True))

    @rule(name=st.sampled_from(words.PAGES), page=words.pages())
    def write_page(self, name: str, page: Page) -> None:
        """Add a page, or write it anew."""
        self.project.pages[name] = page

    @rule(at=which)
    def remove_page(self, at: int) -> None:
        if len(self.project.pages) > 1:
            del self.project.pages[self._page(at)]

    @rule(at=which, name=st.sampled_from(words.PAGES))
    def rename_page(self, at: int, name: str) -> None:
        self.project.pages[name] = self.project.pages.pop(self._page(at))

    @rule(at=which, title=st.sampled_from(["One", "Three", "beta"]))
    def retitle_page(self, at: int, title: str) -> None:
        name = self._page(at)
        self.project.pages[name] = replace(self.project.pages[name], title=title)

    @rule(at=which, index=which, block=words.blocks)
    def add(self, at: int, index: int, block: Block) -> None:
        """Add an entry, a view, a sentence, an included file."""
        self._edit(at, lambda blocks: [*blocks[:index], block, *blocks[index:]])

    @rule(at=which, index=which)
    def remove(self, at: int, index: int) -> None:
        self._edit(at, lambda blocks: [b for i, b in enumerate(blocks) if i != index % len(blocks)])

    @rule(at=which, index=which, to=which)
    def move(self, at: int, index: int, to: int) -> None:
        """Move a block to another page."""
        moved = self.project.pages[self._page(at)].blocks
        if moved:
            self.remove(at, index)
            self.add(to, 0, moved[index % len(moved)])

    @rule(at=which, index=which, word=st.sampled_from(words.NAMES))
    def rename_entry(self, at: int, index: int, word: str) -> None:
        self._edit_entry(at, index, lambda e: replace(e, name=words.name_of(words.KINDS[e.kind], word)))

    @rule(at=which, index=which, field=which, value=which)
    def set_field(self, at: int, index: int, field: int, value: int) -> None:
        def changed(entry: Entry) -> Entry:
            declared = self._field(entry, field)
            values = dict(entry.values)
            if declared:
                several = words.values_of(declared)
                values[declared.name] = several[value % len(several)]
            return replace(entry, values=tuple(values.items()))

        self._edit_entry(at, index, changed)

    @rule(at=which, index=which, field=which)
    def drop_field(self, at: int, index: int, field: int) -> None:
        self._edit_entry(
            at, index, lambda e: replace(e, values=e.values[: field % len(e.values)] if e.values else ())
        )

    @rule(part=st.sampled_from(words.PARTS), blocks=words.parts)
    def write_part(self, part: str, blocks: tuple[Block, ...]) -> None:
        """Change a file that pages include."""
        self.project.parts[part] = blocks

    @rule(kinds=st.sampled_from(words.USER_KINDS), setting=st.sampled_from(words.SETTINGS))
    def configure(self, kinds: dict[str, object], setting: dict[str, object]) -> None:
        """Declare other kinds, set other values."""
        self.project.kinds, self.project.settings = kinds, setting

    @invariant()
    def shows_what_is_written(self) -> None:
        """An incremental build is a clean build, and does no more than it must."""
        if not self.project.pages:
            return
        try:
            self.site.follow(self.project)
        except Exception as error:
            message = _message(error)
            pair = smallest((self.before, deepcopy(self.project)), partial(_fails, message))
            raise AssertionError(f"{message}, from\n{as_code(pair[0])}\nto\n{as_code(pair[1])}") from error
        self.before = deepcopy(self.project)

    def _page(self, at: int) -> str:
        return sorted(self.project.pages)[at % len(self.project.pages)]

    def _edit(self, at: int, edit: Callable[[tuple[Block, ...]], list[Block]]) -> None:
        name = self._page(at)
        page = self.project.pages[name]
        self.project.pages[name] = replace(page, blocks=tuple(edit(page.blocks)))

    def _edit_entry(self, at: int, index: int, edit: Callable[[Entry], Entry]) -> None:
        """Edit one of the entries of a page, if it has any."""

        def edited(blocks: tuple[Block, ...]) -> list[Block]:
            places = [i for i, block in enumerate(blocks) if isinstance(block, Entry)]
            chosen = places[index % len(places)] if places else -1
            return [edit(b) if i == chosen and isinstance(b, Entry) else b for i, b in enumerate(blocks)]

        self._edit(at, edited)

    @staticmethod
    def _field(entry: Entry, at: int) -> Field | None:
        kind = words.KINDS[entry.kind]
        fields = [field for field in kind.fields.values() if field.name not in kind.name_fields]
        return fields[at % len(fields)] if fields else None


def _fails(message: str, pair: tuple[Project, Project]) -> bool:
    """Whether the edit from the one project to the other fails in the same way."""
    with tempfile.TemporaryDirectory() as folder:
        site = Rebuilt(Path(folder))
        for project in pair:
            try:
                site.follow(project)
            except Exception as error:
                return project is pair[1] and _message(error) == message
    return False


def _message(error: Exception) -> str:
    return f"{type(error).__name__} {error}".splitlines()[0]


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    examples(1 / 16),
    stateful_step_count=20,
    phases=[Phase.explicit, Phase.generate],  # what fails is made small here, and quicker
)
