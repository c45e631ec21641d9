"""The shape of names: what can be told of a kind from its names alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sphinx_archdoc.markdown.document.blocks import Block, CodeBlock, ListBlock, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import any_label, split_label
from sphinx_archdoc.markdown.document.sections import Section
from sphinx_archdoc.markdown.recognise.names.heading_name import code_in_heading, read_heading
from sphinx_archdoc.markdown.recognise.own_forms import address_field, paths_field
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.parsing.values import is_placeholder
from sphinx_archdoc.schema.model import Kind, NameStyle

PLACED = re.compile(r"\((?P<place>`[^`]+`[^()]*)\)\s*$")
"""A heading that ends with code in parentheses: where a component is, ``Router (`pkg/router`)``."""

CODED = re.compile(r"[^\w`]*\[?(?!P\d\b)(?:[A-Z]{1,8}[-_ ]?|#)\d+\]?(?:\s?[:.)]|\s+[-–—])\s")
"""A heading that begins with the number of a finding: ``SEC-3: Logs can be deleted``, ``#12 - …``.

``P0: Correctness`` is a group of those with one priority.
"""

_WORDS = re.compile(r"[A-Z]+(?: [A-Za-z]+)+(?: \([^()]*\))?")
"""Words after one in capitals."""

_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9_]+")
_SNAKE_CASE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_CLASS = re.compile(r"(?:[A-Z][a-z0-9]*)+(?P<last>[A-Z][a-z]+)")
_PROTOCOL = re.compile(r"\s+HTTP/[\d.]+$")
_LONGEST_REFUSED = 500
"""Characters of a name that is compared with those that names never are."""

_FIRST_PARTS = re.compile(r"[^\s,/|]+")
"""The methods in "GET, PUT" and "GET/PUT"."""

_QUERY = re.compile(r"\?\S*=\S*$")

_NO_NAME = re.compile(r"[^\w/]+|(?:yes|no|true|false)(?:\s*/\s*(?:yes|no|true|false))?", re.I)
"""Signs alone, apart from the path "/", and values of flags."""

_DOCUMENT = re.compile(r"\w\.(?:md|rst|adoc|txt|pdf|html?)$", re.I)
"""The name of a document, such as "START.md"."""

IDENTIFIER = re.compile(r"[\d_]|\S[.\\-]\w|[a-z][A-Z]")
"""What a name in a program has, and a word has not."""


def is_identifier(name: str) -> bool:
    """Return whether a name is written as in a program: ``E101``, ``order.paid``, ``CardExpired``."""
    return " " not in name and IDENTIFIER.search(name) is not None


_BETWEEN_WORDS = re.compile(r"_|(?<=[a-z])(?=[A-Z])")
"""What is between the words of an identifier: ``NOT_FOUND``, ``NotFound``."""


def has_shape(name: str, kind: Kind) -> bool:
    """Return whether a name has the shape of the kind's names (``wording.shape``)."""
    return bool(kind.wording.shape) and re.fullmatch(kind.wording.shape, name) is not None


def is_constant(name: str) -> bool:
    """Return whether a name consists of several words in capitals: ``DISK_FULL``."""
    return _CONSTANT.fullmatch(name) is not None


def is_likely(name: str, kind: Kind) -> bool:
    """Return whether a name has a word that names of the kind often have.

    In a sentence, codes have such words as well: "All carts return LOAF_MISSING".
    """
    return re.search(kind.wording.likely, name.replace("_", " ") if " " in name else name) is not None


def has_likely_word(name: str, kind: Kind) -> bool:
    """Return whether a name, or one of the words that it is made of, is as names of the kind often are.

    ``PAYMENT_REFUSED`` and ``PaymentRefused`` have the word "refused".
    """
    likely = kind.wording.likely
    return bool(likely) and bool(re.search(likely, name) or re.search(likely, _BETWEEN_WORDS.sub(" ", name)))


def are_likely(names: Sequence[str], kind: Kind) -> bool:
    """Return whether four in five names are as those of the kind often are: ``order.paid``."""
    likely = sum(1 for name in names if re.search(kind.wording.likely, name)) if kind.wording.likely else 0
    return kind.name_style is NameStyle.CODE and likely > 1 and likely * 5 >= len(names) * 4


def has_likely_form(title: str, kind: Kind) -> bool:
    """Return whether a heading is code in the form that the kind's names often have: `` `order.paid` ``."""
    if not kind.wording.likely or kind.wording.telling or kind.name_style is not NameStyle.CODE:
        return False
    name = read_heading(title, kind)
    return name.in_code and not name.rest and re.search(kind.wording.likely, name.name) is not None


def is_in_capitals(name: str) -> bool:
    """Return whether a name consists of capitals, digits and underscores: ``PORT``, ``DISK_FULL``."""
    return _CAPITALS.fullmatch(name) is not None


def is_snake_case(name: str) -> bool:
    """Return whether a name is written as most names in databases are: ``lead_scores``, ``users``."""
    return _SNAKE_CASE.fullmatch(name) is not None


def is_class_of(name: str, kind: Kind) -> bool:
    """Return whether a name is a class that ends with what one of the kind is called: ``QuotaError``.

    Only kinds whose names are code, of any shape, are called so: ``AuthService`` can be anything.
    """
    found = _CLASS.fullmatch(name)
    if found is None or kind.name_style is not NameStyle.CODE or kind.wording.shape:
        return False
    return found["last"] in (kind.title, kind.heading, *kind.wording.names)


def code_with_title(heading: str) -> str:
    """Return a heading that is a name in capitals, or such a name with a number and a title.

    ``AUTH_001 - Invalid credentials`` says what it is by its title alone. ``HTTP_PORT - not required`` says
    it by its name, whatever the text after it is.
    """
    if is_constant(words := plain_text(heading)):
        return words
    name, rest = code_in_heading(heading)
    return f"{name} {rest}" if is_constant(name) and name[-1].isdigit() else ""


def is_valid(name: str, kind: Kind) -> bool:
    """Return whether a name has the form that the kind prescribes; its shape in any case, if it has one."""
    if kind.pattern is None:
        return True
    if has_shape(name, kind):
        return True
    is_alike = re.fullmatch(kind.wording.shape or kind.argument, name, re.I) is not None
    return is_alike and ("/" in name or not kind.wording.shape)


def is_of_words(name: str, kind: Kind) -> bool:
    """Return whether a name starts like those of a kind, but goes on in plain words: ``POST body``."""
    has_signs = any(not (sign.isalnum() or sign in " -_.") for sign in kind.example)
    is_alike = kind.pattern is not None and has_shape(name, kind)
    return is_alike and has_signs and _WORDS.fullmatch(name) is not None


def lacks_form(name: str, kind: Kind) -> bool:
    """Return whether an entry with this name would be refused, as the kind requires another form.

    Names that have a shape have no spaces: "Mail variables" is above several. A placeholder is not a wrong
    name, and is reported as what it is.
    """
    if is_placeholder(name):
        return False
    if kind.pattern is None:
        return bool(kind.wording.shape) and " " in name.strip()
    return not kind.pattern.fullmatch(name)


def have_other_form(names: Sequence[str], kind: Kind, kinds: Iterable[Kind]) -> bool:
    """Return whether all names have the form that another kind prescribes: ``GET /orders`` is no service."""
    others = (one for one in kinds if one.pattern and one is not kind)
    return not kind.pattern and any(all(has_shape(name, one) for name in names) for one in others)


def is_refused(name: str, kind: Kind) -> bool:
    """Return whether the kind refuses a name (``wording.refused``): that of a success among errors.

    "Yes/No" and signs alone are not names of any kind.
    """
    if _NO_NAME.fullmatch(name.strip()):
        return True
    is_short = len(name) <= _LONGEST_REFUSED
    return is_short and bool(kind.wording.refused) and bool(re.fullmatch(kind.wording.refused, name.strip()))


def name_below(section: Section, kind: Kind) -> tuple[str, Block | None] | None:
    """Return the name that stands alone in the first line of code below a heading, and that block.

    Only a name with a pattern can be told from other code: ``POST /orders`` in an ``http`` fence. Its parts
    can be the values of labels as well, "Method: POST" and "Path: /orders": then there is no such block.
    """
    if not kind.pattern or not kind.wording.shape:
        return None
    return _name_in_code(section, kind) or _name_in_labels(section, kind)


def _name_in_labels(section: Section, kind: Kind) -> tuple[str, None] | None:
    """Return the first name of which each part is the value of a label."""
    name = next(iter(names_in_labels(section, kind)), None)
    return (name, None) if name else None


def names_in_labels(section: Section, kind: Kind) -> list[str]:
    """Return the names of which each part is the value of a label; the last part may be the heading.

    "Methods: GET, PUT" gives two.
    """
    if not kind.pattern or not kind.wording.shape:
        return []
    given = _values_of_labels(section.content[:4])
    parts = [next((given[key] for key in keys if key in given), "") for keys in _keys_of_parts(kind) if given]
    if whole := next((part for part in parts if is_whole_name(part, kind)), ""):
        return [whole]
    path, _ = code_in_heading(section.title)
    if parts and not parts[-1] and path.startswith("/") and " " not in path:
        parts[-1] = path
    *firsts, last = parts or [""]
    names = [f"{first} {last}" for first in _FIRST_PARTS.findall(" ".join(firsts))]
    return names if names and all(is_whole_name(name, kind) for name in names) else []


def _values_of_labels(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the texts after labels at the beginning of lines and of items, by the keys of the labels."""
    given: dict[str, str] = {}
    for block in blocks:
        paragraphs = [block] if isinstance(block, ParagraphBlock) else []
        if isinstance(block, ListBlock):
            firsts = (item.blocks[0] for item in block.items if item.blocks)
            paragraphs = [first for first in firsts if isinstance(first, ParagraphBlock)]
        for line in (line for paragraph in paragraphs for line in paragraph.text.split("\n")):
            if label := split_label(line, any_label):
                given.setdefault(key_of(label[0]), plain_text(label[1]))
    return given


def _keys_of_parts(kind: Kind) -> Iterator[list[str]]:
    """Yield the keys of the labels of each part of a name."""
    for part in kind.name_fields:
        words = [kind.fields[part].title, part, *kind.wording.fields.get(part, ())]
        if part == kind.shown_name:
            words += [kind.heading, *kind.wording.names]
        yield [key_of(word) for word in words]


def name_in_code(block: Block, kind: Kind) -> str:
    """Return the name in the first line of a code block, or an empty string."""
    if not isinstance(block, CodeBlock) or not kind.pattern or not kind.wording.shape:
        return ""
    written = (" ".join(line.split()) for line in block.text.strip().split("\n"))
    lines = [_QUERY.sub("", _PROTOCOL.sub("", line)) for line in written]
    if not is_whole_name(lines[0], kind) or (
        len(lines) > 1 and all(is_whole_name(line, kind) for line in lines)
    ):
        return ""  # if each line is a name, each is an entry
    return lines[0]


def whole_names(blocks: Iterable[Block], kind: Kind) -> set[str]:
    """Return what paragraphs say that are nothing but a name of the kind's form: ``GET /orders``."""
    texts = (plain_text(block.text) for block in blocks if isinstance(block, ParagraphBlock))
    return {text for text in texts if is_whole_name(text, kind)}


def is_whole_name(line: str, kind: Kind) -> bool:
    """Return whether a line is a name of the form that the kind prescribes: ``GET /orders``."""
    return kind.pattern is not None and " /" in line and line.count(" ") == 1 and has_shape(line, kind)


def _lists_names(block: Block, kind: Kind) -> bool:
    """Return whether code has several lines that begin with a name: ``GET /orders  # all of them``."""
    lines = block.text.split("\n") if isinstance(block, CodeBlock) else []
    names = [" ".join(line.split()[:2]) for line in lines if line.strip()]
    return len(names) > 1 and all(is_whole_name(name, kind) for name in names)


CODE_FIRST = re.compile(
    r"(?P<code>`[^`\n]+`)(?=[ \t]*(?:`[^`\n]+`[ \t]*$|[（(][^()（）\n]*[)）][ \t]*$|→|->|[-–—]\s))", re.M
)
"""Code at the beginning of a paragraph, before other code or words in parentheses only, or before a sign."""


def _name_in_code(section: Section, kind: Kind) -> tuple[str, Block] | None:
    if any(_lists_names(block, kind) for block in section.content):
        return None
    for block in section.content[:4]:
        if isinstance(block, CodeBlock):
            line = name_in_code(block, kind)
            if line and sum(1 for other in section.content if name_in_code(other, kind)) > 1:
                return None  # each of them is an entry
        elif isinstance(block, ParagraphBlock):
            label = split_label(block.text.split("\n")[0])
            code = CODE_FIRST.match(block.text)
            line = plain_text(label[1] if label else code["code"] if code else block.text)
            if not label and len(whole_names(section.blocks, kind)) > 1:
                return None
        else:
            continue
        if is_whole_name(line, kind):
            return line, block
    return None


def are_documents(names: Sequence[str], kind: Kind) -> bool:
    """Return whether most names are those of documents, unless the kind is about documents or files."""
    if paths_field(kind) or address_field(kind):
        return False
    return sum(1 for name in names if _DOCUMENT.search(name)) * 2 > len(names)
