"""The shape of names: what can be told of a kind from its names alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.recognise.names.heading_name import code_in_heading, read_heading
from sphinx_archdoc.markdown.recognise.words.kind_words import key_of
from sphinx_archdoc.parsing.values import is_placeholder
from sphinx_archdoc.schema.model import Kind, NameStyle
from sphinx_archdoc.schema.own_forms import address_field, paths_field

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
_LONGEST_REFUSED = 500
"""Characters of a name that is compared with those that names never are."""

_NO_NAME = re.compile(
    r"[^\w/]+|(?:yes|no|true|false)(?:\s*/\s*(?:yes|no|true|false))?|(?:grand |sub-?)?totals?:?", re.I
)
"""Signs alone, apart from the path "/", values of flags, and the name of a sum below a table."""

_NONE_OF = re.compile(r"(?:no|none of the) (?:[\w-]+ ){0,3}(?P<last>[\w-]+)\W*", re.I)
"""Words which say that there is none of something: "No external dependencies"."""

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

    "Yes/No", signs alone, "Total" and "No dependencies" are not names of any kind.
    """
    is_short = len(name) <= _LONGEST_REFUSED
    none_of = _NONE_OF.fullmatch(name.strip()) if is_short else None
    is_none = none_of is not None and key_of(none_of["last"]) == key_of(kind.plural).rpartition("-")[2]
    if is_none or _NO_NAME.fullmatch(name.strip()):
        return True
    return is_short and bool(kind.wording.refused) and bool(re.fullmatch(kind.wording.refused, name.strip()))


def are_documents(names: Sequence[str], kind: Kind) -> bool:
    """Return whether most names are those of documents, unless the kind is about documents or files."""
    return not (paths_field(kind) or address_field(kind)) and have_documents(names)


def have_documents(names: Sequence[str]) -> bool:
    """Return whether most names are those of documents: "START.md"."""
    return sum(1 for name in names if _DOCUMENT.search(name)) * 2 > len(names)


def placeholder_in(text: str, kind: Kind) -> str:
    """Return the first placeholder of the template for *kind* in a text, or an empty string."""
    return next((words for words in kind.wording.placeholders if words in text), "")
