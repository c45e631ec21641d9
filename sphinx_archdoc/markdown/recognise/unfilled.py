"""What nobody filled in: entries that are the template's own are left out, and reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, Code
from sphinx_archdoc.markdown.recognise import placeholders
from sphinx_archdoc.markdown.recognise.header import document_kind
from sphinx_archdoc.markdown.recognise.model import Found, Recognition, Unread
from sphinx_archdoc.markdown.recognise.vocabulary import Vocabulary
from sphinx_archdoc.problems import Code as ProblemCode
from sphinx_archdoc.problems import shorten

_FORM = "the title of the document is not filled in, so it is a form"


class Unfilled:
    """Finds what is not filled in among the entries of one document.

    :param recognition: where to note which entries there are, and what is wrong.
    """

    def __init__(self, blocks: Sequence[Block], vocabulary: Vocabulary, recognition: Recognition) -> None:
        self.blocks = blocks
        self.codes = [block for block in blocks if isinstance(block, Code)]
        self.vocabulary = vocabulary
        self.recognition = recognition
        self._reported: set[int] = set()

    def leave_out(self, entries: Sequence[Found], document: Found | None) -> None:
        """Keep those of *entries* that somebody filled in; of an empty form, none.

        :param document: the entry of the document itself.
        """
        kind = document_kind(self.vocabulary)
        form = placeholders.is_form(self.blocks, document, kind, self.vocabulary)
        self.recognition.entries = []
        if form:
            self._leave_form(entries)
        else:
            for entry in entries:
                self._keep(entry, self.recognition.entries)
        hint = "nothing of this page is read before its title is filled in" if form else ""
        self._report(placeholders.of_page(self.blocks, kind, self.vocabulary), hint)

    def _leave_form(self, entries: Iterable[Found]) -> None:
        """Leave a document that is an empty form as it is, and tell of its placeholders alone."""
        self.recognition.problems = []
        self.recognition.remains = {}
        for entry in entries:
            for found in entry.family():
                found.filled = False
                kind = self.vocabulary.kinds[found.kind]
                self._report(placeholders.of_entry(found, kind, self.codes, self.vocabulary))
                self._unread(found, f"{kind.name}: {_FORM}")

    def _keep(self, entry: Found, among: list[Found]) -> None:
        """Keep an entry if it is one, and those within it in any case."""
        if self._is_filled(entry):
            among.append(entry)
            for child in entry.children:
                self._is_filled(child)
            return
        self._unread(entry, f"{entry.kind}: the placeholders of the template are not filled in")
        for child in entry.children:
            self._keep(child, among)

    def _is_filled(self, entry: Found) -> bool:
        """Whether somebody filled the entry in; if not, its placeholders are reported."""
        kind = self.vocabulary.kinds[entry.kind]
        entry.filled = not placeholders.is_unfilled(entry, kind, self.vocabulary)
        if not entry.filled:
            self._report(placeholders.of_entry(entry, kind, self.codes, self.vocabulary))
        return entry.filled

    def _unread(self, entry: Found, reason: str) -> None:
        self.recognition.unread += [Unread(start, end, reason) for start, end in entry.lines]

    def _report(self, found: Iterable[placeholders.Placeholder], hint: str = "") -> None:
        """Report what was not filled in, once a line, and with the first one what follows from it."""
        for placeholder in found:
            if placeholder.line not in self._reported:
                self._reported.add(placeholder.line)
                message = f"the placeholder '{shorten(placeholder.words)}' was not filled in"
                self.recognition.report(placeholder.line, ProblemCode.PLACEHOLDER, message, hint)
                hint = ""
