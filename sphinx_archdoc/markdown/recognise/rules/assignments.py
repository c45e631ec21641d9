"""Files that set variables, shown as code.

The reference is "When is code read?" in ``docs/reference/plain-markdown-rules.md``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from sphinx_archdoc.markdown.document.blocks import CodeBlock
from sphinx_archdoc.markdown.document.source_text import SourceText
from sphinx_archdoc.markdown.recognise.code_languages.dotenv import LANGUAGES, Assignment, read_assignments
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_caption, is_near
from sphinx_archdoc.markdown.recognise.lists.announced_lists import FORM, denies, introduces_names
from sphinx_archdoc.markdown.recognise.model import EntrySource, RecognisedEntry
from sphinx_archdoc.markdown.recognise.names.shape import has_shape
from sphinx_archdoc.markdown.recognise.rule import Match
from sphinx_archdoc.markdown.recognise.rules.code_blocks import says_otherwise
from sphinx_archdoc.markdown.recognise.state import DocumentState
from sphinx_archdoc.markdown.recognise.values.field_values import add_flags
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind, NameForm

_SETTINGS_FILE = re.compile(r"(?:^|[\s`*(/])\.env(?![A-Za-z0-9_])")
"""The name of a file that sets variables."""

SETTINGS_FILES = frozenset({"env", "dotenv", ".env"})
"""Info strings of code that say so."""

_EXPORT = re.compile(r"^[ \t]*(?:(?:export|set|ENV)\s|\$env:)", re.M)
"""The beginning of a line that sets a variable, and is not one of a file."""

_OUTPUT = re.compile(r"`|\$(?!\{)|\$\{\{\s*secrets\.")
"""The beginning of a value that a command returns, another variable has or a workflow fills in."""

_LEAST_ASSIGNMENTS = 2
"""Variables from which a file tells of them, if no heading names their kind."""

_EXAMPLE = "Example"
"""The label whose field takes the value that code gives a variable."""


def names_settings_file(words: str) -> bool:
    """Return whether words name a file that sets variables: ``agent/.env``."""
    return _SETTINGS_FILE.search(words) is not None


def assignments_in_code(node: CodeBlock, context: HeadingContext, state: DocumentState) -> Match | None:
    """Match a file that sets variables, below words for their kind or for such files, or without any.

    Most lines have a comment, unless a heading says that they are variables, or the code sets nothing else.
    The file stays as it is, because readers copy it.
    """
    if node.info.casefold() not in LANGUAGES or not state.is_page or says_otherwise(context):
        return None
    has_commands = _EXPORT.search(node.text) is not None and _announces_settings(context, state)
    lines = read_assignments(node.text, node.info.casefold(), has_commands=has_commands)
    is_file = node.info.casefold() in SETTINGS_FILES
    is_file = is_file or (_sets_nothing_else(node, lines) and not _shows_form(context))
    kind = _kind_of_settings(context, state, is_file=is_file) if lines else None
    told = sum(1 for line in lines if line.comment)
    if not lines or not (is_file or told * 4 >= len(lines) * 3 or _are_named(node, kind, context, state)):
        return None
    if not all(line.name.isupper() for line in lines):
        return None
    if kind is None or not (context.kind is kind or any(has_shape(line.name, kind) for line in lines)):
        return None
    titles = (context.heading, *context.titles)
    is_named = context.kind is kind or any(kind in state.vocabulary.kinds_in(title) for title in titles)
    if not (is_named or _is_called(kind, context, state)) and len(lines) < _LEAST_ASSIGNMENTS:
        return None
    known = state.listed.of(kind)
    new = [line for line in {line.name: line for line in reversed(lines)}.values() if line.name not in known]
    reason = f"its lines set variables, below words for {kind.name}"
    return Match(reason, partial(_read_assignments, node, new[::-1], kind, context, state), kind)


def _sets_nothing_else(code: CodeBlock, lines: Sequence[Assignment]) -> bool:
    """Return whether code without a word about it can be a file that sets variables, and no commands.

    Most names have several words, and no value is what another command returns.
    """
    if len(lines) < _LEAST_ASSIGNMENTS or _EXPORT.search(code.text):
        return False
    named = sum(1 for line in lines if "_" in line.name.strip("_"))
    return named * 2 >= len(lines) and not any(_OUTPUT.match(line.value) for line in lines)


def _shows_form(context: HeadingContext) -> bool:
    """Return whether the line above code shows the form of something: "Example canonical form:"."""
    return is_caption(context.before) and FORM.search(context.before.rstrip("*_: \n")) is not None


def _are_named(code: CodeBlock, kind: Kind | None, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether the words above code say that it sets variables.

    Below "Step 4: set the environment variables", lines that begin with ``export`` are commands.
    """
    if kind is None:
        return False
    if _is_called(kind, context, state):
        return True
    if is_caption(context.before) and names_settings_file(context.before):
        return True
    if names_settings_file(context.heading):
        return True
    if _EXPORT.search(code.text):
        return context.kind is kind and context.is_exact
    return context.kind is kind or state.vocabulary.ends_with_names(kind, context.heading)


def _is_called(kind: Kind, context: HeadingContext, state: DocumentState) -> bool:
    """Return whether the line above code announces names of a kind: "Set these environment variables:"."""
    if denies(context.before):
        return False
    if kind in state.vocabulary.kinds_announced(context.before):
        return True
    return is_caption(context.before) and introduces_names(context.before, kind, state.vocabulary)


def _announces_settings(context: HeadingContext, state: DocumentState) -> bool:
    """Return whether the line above code announces variables, so that the commands in it only use them."""
    kinds = state.vocabulary.kinds.values()
    return any(_is_called(kind, context, state) for kind in kinds if kind.nature is Nature.SETTING)


def _kind_of_settings(context: HeadingContext, state: DocumentState, *, is_file: bool) -> Kind | None:
    """Return the kind of variables that a file sets: a heading or the line above it has a word for them.

    ``agent/.env`` and ``.env.local`` are such words, and so is "Configuration".
    """
    words = (context.before, context.heading, *context.titles)
    for kind in state.vocabulary.kinds.values():
        if kind.name_form is not NameForm.USUAL or not kind.summary:
            continue
        is_named = is_file and any(kind in state.vocabulary.kinds_in(title) for title in context.titles)
        if (
            _is_called(kind, context, state)
            or is_named
            or context.kind is kind
            or is_near(kind, context, state.vocabulary)
        ):
            return kind
        if is_file and context.kind and context.kind.nature is not Nature.KNOWLEDGE:
            return kind
        if context.kind:
            continue
        if is_file or any(map(names_settings_file, words)):
            return kind
        if any(kind in state.vocabulary.kinds_in(text) for text in words):
            return kind
        if any(state.vocabulary.hints_at(kind, text) for text in words[1:]):
            return kind
    return None


def _read_assignments(
    code: CodeBlock, lines: Sequence[Assignment], kind: Kind, context: HeadingContext, state: DocumentState
) -> None:
    before = len(state.result.entries)
    example = state.vocabulary.field_of(kind, _EXAMPLE)
    for line in lines:
        at = code.first + line.line
        entry = RecognisedEntry(kind=kind.name, name=line.name, line=at, place=EntrySource.BLOCK)
        if line.comment:
            entry.fields[kind.summary] = SourceText(line.comment, at)
        if example and line.value:
            entry.fields[example.name] = SourceText(f"`{line.value}`", at)
        entry.lines.append((code.start, code.end))
        state.result.entries.append(entry)
    set_here = {line.name for line in lines if not line.is_commented}
    own = (entry for entry in state.result.entries[before:] if entry.name in set_here)
    add_flags(own, kind, context.heading)
    if lines:
        state.result.remains[code.start, code.end] = code.text.rstrip("\n")
