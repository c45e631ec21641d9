"""What the heading above a list says of its items."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import ListBlock
from sphinx_archdoc.markdown.document.inline import count_words, plain_text
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.evidence import is_caption, is_gone, is_near
from sphinx_archdoc.markdown.recognise.lists.conditions import split_condition
from sphinx_archdoc.markdown.recognise.lists.words import is_code
from sphinx_archdoc.markdown.recognise.names.item_words import MARKED
from sphinx_archdoc.markdown.recognise.names.shape import (
    are_likely,
    has_shape,
    is_constant,
    is_identifier,
    is_snake_case,
)
from sphinx_archdoc.markdown.recognise.tables.column_words import names_parts
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.states import DEPRECATED, EXPECTED, GONE, PLANNED, RESOLVED
from sphinx_archdoc.schema.languages import pattern_of, words_of
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind, NameStyle

_MAIN = re.compile(
    r"[^\w`]*(?:\d+[.)]\s+)?(?:core|main|key|major|primary|central|system|backend|server|internal)\b", re.I
)
"""The first word of a heading such as "Core modules"."""

_PLANNED = re.compile(rf"\b(?:{PLANNED}|{EXPECTED}|possible|potential)\b", re.I)


_COLUMN = re.compile(r"id|name|status|type|email|\w+_(?:id|at|by|date)")
"""The name of a column that many tables have."""

_CLASS = re.compile(r"[A-Z][a-z]\w*")
"""The name of a model, which no column has."""

_CONSISTS_OF = re.compile(
    r"\b(?:system|application|app|platform|architecture|project|backend|codebase|bot|tool)\s(?:\w+\s){0,4}?"
    r"(?:(?:split|divided|separated|partitioned|organi[sz]ed|structured)\s(?:up\s)?into"
    r"|(?:consists|composed|made up)\sof|comprises)\s"
    r"(?!.*\b(?:layers|phases|stages|levels|tiers))[^.:]*:\W*$",
    re.I,
)
"""A line that says what the system consists of: "The system is split into four parts:"."""

_FOLDERS = re.compile(r"\b(?:director(?:y|ies)|folders?)\b", re.I)
"""The word for folders in a line that says what they are for: "The key directories and their purposes:"."""

_CHANGE = re.compile(r"\b(?:add|cop(?:y|ied)|creat|delet|exclud|ignor|mak|mount|mov|new|remov|writ)", re.I)
"""The beginning of a word that says what is done with folders, so that they need not be in the repository."""

_LONGEST_LINE = 200
"""Characters of a line that can say so."""

_OVER = re.compile(rf"\W*(?:{RESOLVED}|done|none|nothing|no known)\b", re.I)
"""The beginning of a sentence about a problem that is over, or about none at all."""

FORM = re.compile(
    r"\b(?:form(?:at)?|structure|envelope|shape)s?\W*$"
    r"|^\W*(?:form(?:ato?)?|structure|estructura|estrutura|aufbau) (?:of|d[aeou]s?|der|des)\b",
    re.I,
)
"""A heading above examples, or above the parts of a name: "Error code format", "Format of errors"."""

_OF_TABLE = re.compile(
    r"`\w+` (?:table|collection|model|entity)\b|\b(?:table|collection|model|entity) `\w+`", re.I
)
"""The words for one table, of which a list then has the columns: "The `orders` table stores:"."""

_DENIED = re.compile(
    r"(?:\b(?:not|never)|n['’]t)\b(?! (?:be )?(?:commit|share|expose|publish|stor|log|put|check))"
    rf"|\b(?:{GONE}|{DEPRECATED}|old|remove|renamed?|unset|ignored?|mock(?:ed)?|calls?|called)\b",
    re.I,
)
"""A word of a line that announces what is not there, or not to be used; "Do not commit them" is none."""

_VALUES = re.compile(r"\b(?:defaults|parameters|values|limits)(?: \([^()]*\))?:\W*$", re.I)
"""The end of a line that introduces values of settings: "They are sent again with these defaults:"."""

_OTHERS = re.compile(
    r"\b(?:headers|fields|attributes|properties|things|ways|steps|goals|paths|reasons|rules):\W*$", re.I
)
"""The end of a line that introduces parts, steps or goals, unless the heading says what they are."""

_EACH = re.compile(r"\b(?:each|every)\s+(?P<words>\w+)", re.I)
"""What the line is about: "Each integration"."""

_FILE = re.compile(
    r"\.(?:py|js|jsx|ts|tsx|go|rb|rs|java|kt|php|cs|sql|sh|md|rst|txt|json|ya?ml|toml|env|html|css)$"
)
"""The end of the name of a file."""

_GROUPS = re.compile(rf"(?:{pattern_of(words_of('groups'))})\s?[:：]\W*$", re.I)
"""The end of a line that introduces groups: "Errors have three categories:", "Grouped by category:"."""

_SORTS = re.compile(rf"(?:{pattern_of(words_of('sorts'))}) \w+:\W*$", re.I)
"""The end of a line that introduces sorts of something: "There are three types of errors:"."""

_MARKS = "*_: \n"
"""What a line that introduces a list ends with."""

_NEXT_NUMBER = re.compile(r"(?!1[.)])[1-9]\d{0,3}[.)]\s")
"""The number of an item that is not the first one."""

_MANY = 3
"""Names in capitals from which a heading further above is enough to say what they are."""

_SENTENCE = 4
"""Words from which an item is a sentence."""


def continues_numbers(block: ListBlock) -> bool:
    """Return whether the numbers of a list go on from those of another one, across a heading."""
    return _NEXT_NUMBER.match(block.source) is not None


def is_planned(heading: str) -> bool:
    """Return whether a heading says that what it names does not exist yet: "Possible additional tables"."""
    return _PLANNED.search(heading) is not None


def says_main(heading: str) -> bool:
    """Return whether a heading begins with a word for the main ones: "Core modules"."""
    return _MAIN.match(heading) is not None


def says_parts(before: str) -> bool:
    """Return whether the line before a list says that its items are the parts of the system."""
    return len(before) <= _LONGEST_LINE and _CONSISTS_OF.search(before) is not None


def introduces_folders(before: str) -> bool:
    """Return whether the line before a list says that its items are folders that are there.

    Below a line that names a folder, they are what is in it: "All scripts are in the `tools` directory:".
    """
    return _FOLDERS.search(before) is not None and not says_what_to_do(before) and "`" not in before


def says_what_to_do(before: str) -> bool:
    """Return whether the line before a list says what to do with its items: "Create these files:"."""
    return _CHANGE.search(before) is not None


def denies(words: str) -> bool:
    """Return whether a line says that what it announces is gone, or not to be used: "Removed endpoints:"."""
    return is_gone(words) or _DENIED.search(words) is not None


def have_prescribed_form(texts: Sequence[str], kind: Kind, before: str, vocabulary: Vocabulary) -> bool:
    """Return whether all items begin with code of the form that the kind prescribes: ``GET /orders``.

    Below a label in bold type, they are a part of what has the label. "Required endpoints:" is none.
    """
    is_called = not before.startswith(("*", "_")) and introduces_names(before, kind, vocabulary)
    is_called = is_called and not denies(before)
    if kind.pattern is None or (is_caption(before) and not is_called):
        return False
    marked = [MARKED.match(text) for text in texts]
    return all(name and is_code(name[0]) and has_shape(plain_text(name[0]), kind) for name in marked)


def introduces_names(before: str, kind: Kind, vocabulary: Vocabulary) -> bool:
    """Return whether the line before a list ends with what names of a kind are called: "Event types:"."""
    return vocabulary.ends_with_names(kind, before.rstrip(_MARKS))


def are_sentences_announced(
    texts: Sequence[str], kind: Kind, context: HeadingContext, vocabulary: Vocabulary
) -> bool:
    """Return whether the sentences of a list are what the heading announces: "Known issues".

    Below "Troubleshooting" they can be steps, unless each says in what case it is to be done.
    """
    if not kind.wording.telling or not context.is_nearest or context.before:
        return False
    if all(split_condition(text)[1] for text in texts):
        return True
    is_called = vocabulary.names_several(kind, context.heading)
    if any(_OVER.match(text) for text in texts):
        return False
    return is_called and all(count_words(plain_text(text)) >= _SENTENCE for text in texts)


def are_names_announced(
    texts: Sequence[str], kind: Kind, context: HeadingContext, vocabulary: Vocabulary
) -> bool:
    """Return whether names in code, without a text, are what the line or the heading above them announces.

    They are identifiers: "Supported event types:", below "Webhooks", before ``order.paid``.
    """
    headings = (context.heading, *context.titles)
    is_about = context.kind is kind or any(kind in vocabulary.kinds_in(title) for title in headings)
    if not is_about or kind.name_style is not NameStyle.CODE or is_planned(context.heading):
        return False
    names = [plain_text(text) for text in texts if is_code(text) or is_constant(text.strip())]
    if kind.pattern or len(names) < len(texts) or not all(map(is_identifier, names)):
        return False
    if any("/" in name or _FILE.search(name) for name in names):
        return False
    if is_caption(context.before):
        return kind in vocabulary.kinds_announced(context.before) or introduces_names(
            context.before, kind, vocabulary
        )
    if context.before:
        return False
    are_codes = context.kind is kind and len(names) >= _MANY and all(map(is_constant, names))
    are_named = context.kind is kind and context.is_nearest and are_likely(names, kind)
    return are_codes or are_named or vocabulary.ends_with_names(kind, context.heading)


def are_settings_announced(
    names: Sequence[str], kind: Kind, context: HeadingContext, vocabulary: Vocabulary
) -> bool:
    """Return whether names in capitals are what the line before them announces, and the heading as well.

    A secret says by its name alone what it is: ``MAIL_API_KEY``. The line is enough if it ends with what
    they are called, "Required environment variables:", and all of them have their shape.
    """
    if kind.nature is not Nature.SETTING or not is_caption(context.before):
        return False
    if denies(context.before):
        return False
    if kind.wording.shape and introduces_names(context.before, kind, vocabulary):
        return all(has_shape(name, kind) for name in names)
    if kind not in vocabulary.kinds_in(context.heading) or kind not in vocabulary.kinds_announced(
        context.before
    ):
        return False
    return sum(1 for name in names if is_constant(name)) * 5 >= len(names) * 3


def are_tables(names: Sequence[str], kind: Kind, context: HeadingContext, vocabulary: Vocabulary) -> bool:
    """Return whether names in code are written as tables are, and not as columns, on a page about them.

    The line before them can say so as well: "Database tables:".
    """
    is_announced = is_caption(context.before) and kind in vocabulary.kinds_announced(context.before)
    if not (is_announced or introduces_names(context.before, kind, vocabulary)):
        if context.kind is kind and all(map(_CLASS.fullmatch, names)):
            return True  # "Core tables reference", before `User` and `Patient`
        is_about_parts = names_parts(context.heading) or names_parts(context.before.strip(_MARKS))
        if context.kind is not kind or is_near(kind, context, vocabulary) or is_about_parts:
            return False
    return all(map(is_snake_case, names)) and not any(map(_COLUMN.fullmatch, names))


def introduces_columns(before: str) -> bool:
    """Return whether the line before a list is about one table, so that its items are columns."""
    return len(before) <= _LONGEST_LINE and is_caption(before) and _OF_TABLE.search(before) is not None


def introduces_values(before: str, context: HeadingContext, vocabulary: Vocabulary) -> bool:
    """Return whether the line before a list introduces values, parts, steps or goals.

    Directly below a heading that names a kind, "the following things:" are entries of it.
    """
    if _VALUES.search(before) or (_OTHERS.search(before) and not context.is_nearest):
        return True
    return introduces_parts(before, vocabulary)


def introduces_groups(before: str, first: str) -> bool:
    """Return whether the line before a list says that its items are groups: "Grouped by category:".

    :param first: the first item, as Markdown. Names in code can be of several types; groups have words.
    """
    if _GROUPS.search(before):
        return True
    return _SORTS.search(before) is not None and not first.startswith("`")


def introduces_parts(before: str, vocabulary: Vocabulary) -> bool:
    """Return whether the line before a list is about all entries: "Every webhook has these headers:"."""
    each = _EACH.search(before) if _OTHERS.search(before) else None
    return each is not None and bool(vocabulary.kinds_in(each["words"]))
