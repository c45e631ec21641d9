"""Where the time of a build goes: of the processor, by phase, each without what it calls of the others."""

from __future__ import annotations

import functools
import importlib
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

STARTING = "start"
REST = "the rest"

PHASES = {
    "read: Markdown": ["myst_parser.parsers.sphinx_:MystParser.parse"],
    "read: directives": [
        "sphinx_archdoc.ext.directives.entry:EntryDirective.run",
        "sphinx_archdoc.ext.directives.views:ViewDirective.run",
    ],
    "read: Markdown in directives": [
        "myst_parser.mocking:MockInliner.parse",
        "myst_parser.mocking:MockState.nested_parse",
    ],
    "read: quotation marks": ["sphinx.transforms:SphinxSmartQuotes.apply"],
    "read: other transforms": ["sphinx.transforms:SphinxTransformer.apply_transforms"],
    "read: collect texts and mentions": ["sphinx_archdoc.ext.collectors.entries:collect"],
    "read: recognise, titles": [
        "sphinx_archdoc.ext.transforms.recognise:RecogniseEntries.apply",
        "sphinx_archdoc.ext.transforms.translated_titles:KeepTitle.apply",
        "sphinx_archdoc.ext.transforms.translated_titles:ShowTranslatedTitles.apply",
    ],
    "pickle": ["sphinx.builders:Builder.write_doctree", "pickle:dump", "pickle:load"],
    "between: problems": ["sphinx_archdoc.ext.report:report"],
    "between: which pages to write": ["sphinx_archdoc.ext.incremental.rewrite:pages_to_rewrite"],
    "resolve: show entries": ["sphinx_archdoc.ext.post_transforms.show_entries:ShowEntries.run"],
    "resolve: other transforms": ["sphinx.environment:BuildEnvironment.apply_post_transforms"],
    "write: nodes to HTML": ["sphinx.builders.html:StandaloneHTMLBuilder.write_doc"],
    "write: pages of the theme": ["sphinx.builders.html:StandaloneHTMLBuilder.handle_page"],
    "write: general index": ["sphinx.builders.html:StandaloneHTMLBuilder.write_genindex"],
    "write: indexes of kinds": ["sphinx.builders.html:StandaloneHTMLBuilder.write_domain_indices"],
    "search": [
        "sphinx.search:IndexBuilder.feed",
        "sphinx.builders.html:StandaloneHTMLBuilder.dump_search_index",
    ],
}
"""What a phase calls first, as ``module:Class.function``."""


class Clock:
    """Adds up the time of each phase."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._running = [STARTING]
        self._since = 0.0  # of the process: its start counts

    def switch(self, phase: str | None) -> None:
        """Begin a phase, or with None go back to the one before."""
        now = time.process_time()
        self.spent[self._running[-1]] += now - self._since
        self._since = now
        if phase is None:
            self._running.pop()
        else:
            self._running.append(phase)

    def time(self, phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, which now counts as *phase*."""

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            self.switch(phase)
            try:
                return function(*args, **kwargs)
            finally:
                self.switch(None)

        return timed

    def watch(self) -> None:
        """Watch all of :data:`PHASES`."""
        for phase, functions in PHASES.items():
            for place in functions:
                module, _, path = place.partition(":")
                *owner, name = path.split(".")
                holder = functools.reduce(getattr, owner, importlib.import_module(module))
                setattr(holder, name, self.time(phase, getattr(holder, name)))


def build(source: Path) -> dict[str, float]:
    """Build a project from nothing, with one process, and return the seconds of each phase."""
    from sphinx.application import Sphinx

    clock = Clock()
    clock.watch()
    app = Sphinx(source, source, source / "_build/html", source / "_build/doctrees", "html", status=None)
    clock.switch(REST)
    app.build()
    clock.switch(None)
    return dict(clock.spent)
