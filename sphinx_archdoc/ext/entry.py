"""The directive of a kind: it notes the entry, and leaves its texts in the document.

What readers see is made when pages are written (:mod:`sphinx_archdoc.ext.fill`), because that is when
all other pages are known. Until then an entry is an object description like that of any Sphinx
domain, so that the table of contents, translations and other extensions know what to do with it.
"""

from __future__ import annotations

import re
from typing import ClassVar, cast

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.config import Config
from sphinx.util.nodes import make_id

from sphinx_archdoc.catalogue.model import Entry
from sphinx_archdoc.ext.source import Body, DirectiveText, WrittenDirective
from sphinx_archdoc.ext.store import current_page, note_problem
from sphinx_archdoc.problems import Code, Location, Problem
from sphinx_archdoc.render.texts import field_text
from sphinx_archdoc.schema.model import FieldType, Kind, Layout
from sphinx_archdoc.schema.reading import Reader, Reading
from sphinx_archdoc.schema.values import Ref

_AROUND = "archdoc:around"
"""Key, in Sphinx's reference context, of the entries around the one that is read."""

_DEEPEST = 20
"""Entries that may stand in each other."""

_PLAIN = re.compile(r"(?!.*(\.\.|www\.)|\w{1,5}\.\s)[^\W_](?:[^\W_]|[ ,;/%?!.]|(?<=\w)-(?=\w))*")
"""Text in which neither Markdown nor reStructuredText, nor an extension of theirs, can find markup.

No dots that become an ellipsis, no address, and no number or letter that begins a list.
"""


class EntryDirective(WrittenDirective):
    """One entry of a kind. :func:`directive_for` makes the class for a kind."""

    kind: ClassVar[Kind]

    def run(self) -> list[Node]:
        """Note the entry, and return its description."""
        text = DirectiveText(self)
        reader = Reader(self.kind, sql_dialects(self.config))
        reading = reader.read(text.written, text.where, text.place)
        note_problem(self.env, *reading.problems)
        if not self.kind.takes_name:
            reading.name = self.env.docname
        title = reading.name or self.kind.title
        anchor = make_id(self.env, self.state.document, f"archdoc-{self.kind.name}", reading.name or None)
        description, content = self._describe(title, anchor)
        self._note(reading, title, anchor, text.where)
        content += self._texts(reading, text)
        content += self._body(reading, text)
        return [description]

    def _describe(self, title: str, anchor: str) -> tuple[addnodes.desc, addnodes.desc_content]:
        """The nodes of the entry, without its texts."""
        kind = self.kind
        signature = addnodes.desc_signature(
            title, "", ids=[anchor], classes=[f"archdoc-name-{kind.name_style}"]
        )
        if kind.layout is Layout.CARD:  # the other layouts show the name in their own way
            signature += addnodes.desc_name(title, title)
            signature["_toc_parts"], signature["_toc_name"] = (title,), title
        index = addnodes.index(entries=[])
        words = f"{title.replace(';', ',')} ({kind.title.lower()})"
        index["entries"].append(("single", words, anchor, "", None))
        content = addnodes.desc_content()
        description = addnodes.desc(
            "",
            index,
            signature,
            content,
            domain="archdoc",
            objtype=kind.name,
            desctype=kind.name,
            classes=["archdoc", kind.name, "simple"],  # "simple": no API of a program, so not set like one
            docname=self.env.docname,
        )
        self.set_source_info(description)
        self.set_source_info(signature)
        self.state.document.note_explicit_target(signature)
        return description, content

    def _note(self, reading: Reading, title: str, anchor: str, where: Location) -> None:
        around = self._around()
        if around and around[-1].name:
            implied = Ref(f"{around[-1].kind}:{around[-1].name}")
            for field in self.kind.fields.values():
                if field.implied and around[-1].kind in field.targets:
                    reading.values.setdefault(field.name, (implied,))
        current_page(self.env).entries.append(
            Entry(
                kind=self.kind.name,
                name=reading.name,
                title=title,
                page=self.env.docname,
                anchor=anchor,
                where=where,
                values=reading.values,
                lines=reading.lines,
                shapes=reading.shapes,
                parent=around[-1].anchor if around else "",
            )
        )

    def _texts(self, reading: Reading, text: DirectiveText) -> list[field_text]:
        """The prose of the options, parsed."""
        return [
            field_text(
                "",
                *self._parse(str(reading.values[field.name]), reading.lines[field.name], text),
                field=field.name,
            )
            for field in self.kind.fields.values()
            if field.type is FieldType.TEXT
            and field.name in reading.values
            and field.name != reading.body_field
        ]

    def _parse(self, text: str, line: int, around: DirectiveText) -> list[Node]:
        if "\n\n" in text:
            return self._parse_blocks(around.lines(text, line))
        paragraph = nodes.paragraph(text, "")
        paragraph.source, paragraph.line = self.state_machine.get_source_and_line(line)
        if _PLAIN.fullmatch(text):
            paragraph += nodes.Text(text)
            return [paragraph]
        first = line if around.is_rst else line - 1  # MyST counts from 0
        inline, messages = self.state.inline_text(text, first)
        paragraph += inline
        return [paragraph, *messages]

    def _body(self, reading: Reading, text: DirectiveText) -> list[Node]:
        """The content, parsed: under the field that it fills, or under none where it only adds to them."""
        field = self.kind.fields.get(reading.body_field)
        if not text.written.body or (field and field.type is not FieldType.TEXT):
            return []
        around = self._around()
        if len(around) >= _DEEPEST:
            message = f"entries stand in each other more than {_DEEPEST} deep"
            note_problem(self.env, Problem(text.where, Code.TOO_DEEP, message))
            return [nodes.literal_block(text.written.body, text.written.body)]
        around.append(current_page(self.env).entries[-1])
        try:
            if _PLAIN.fullmatch(text.written.body):
                content = self._parse(text.written.body, text.place(text.written.body_index).line, text)
            else:
                content = self._parse_blocks(text.body)
        finally:
            around.pop()
        return [field_text("", *content, field=reading.body_field)]

    def _parse_blocks(self, body: Body) -> list[Node]:
        parent = nodes.Element()
        parent.document = self.state.document
        self.state.nested_parse(body.lines, body.offset, parent)
        return parent.children

    def _around(self) -> list[Entry]:
        """The entries whose content is being read, outermost first."""
        return cast("list[Entry]", self.env.ref_context.setdefault(_AROUND, []))


def directive_for(kind: Kind) -> type[EntryDirective]:
    """The directive class of *kind*."""
    return type(f"{kind.name.title().replace('-', '')}Directive", (EntryDirective,), {"kind": kind})


def sql_dialects(config: Config) -> tuple[str, ...]:
    """The dialects to read SQL in; of a value of another type, Sphinx has warned already."""
    setting = config.archdoc_sql_dialects
    return tuple(setting) if isinstance(setting, list | tuple) else (setting,)
