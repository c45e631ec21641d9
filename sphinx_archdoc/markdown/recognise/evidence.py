"""Evidence for a kind: signs that add up, each with the points that it is worth.

No sign decides alone. What a part of a document is follows from all of them: the words of the headings
above it, the line before it, the columns or labels that it has, the shape of its names, and neighbours that
look the same. A part is read as entries of a kind if its signs reach ``THRESHOLD`` points and no other kind
has as many. ``sphinx-archdoc convert --check --explain LINE`` prints the signs.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

import msgspec

from sphinx_archdoc.markdown.document.inline import plain_text
from sphinx_archdoc.markdown.document.labels import COLONS
from sphinx_archdoc.markdown.recognise.context import HeadingContext
from sphinx_archdoc.markdown.recognise.names.shape import has_likely_word, has_shape, is_refused, is_valid
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.states import EXPECTED, PLANNED, RESOLVED, THINGS
from sphinx_archdoc.schema.languages import pattern_of, words_of
from sphinx_archdoc.schema.meaning import Nature
from sphinx_archdoc.schema.model import Kind, NameForm, NameStyle

THRESHOLD = 5
"""Points from which a part of a document is read as entries of a kind."""

_GONE = re.compile(pattern_of(words_of("gone", "unused")), re.I)
"""Words above names that exist no more: "Removed in version 2"."""

_RESOLVED = re.compile(
    rf"\b(?:{RESOLVED}|past)"
    r"(?: (?:\w+ )?(?:bugs|findings|gotchas|issues|problems)\b| in \S|\W*$)",
    re.I,
)
"""Words above problems that exist no more: "Resolved issues"."""

_TO_COME = re.compile(
    rf"(?:[^\w(]*(?:\d{{1,2}}[.):]\s*)?(?:(?:{PLANNED}|{EXPECTED})(?: future)? {THINGS}(?: \([^()]*\))?"
    rf"|roadmap|{PLANNED}"
    r"|(?:action|development|implementation|improvement|integration|migration|rollout) plan)"
    rf"|[^(]*\((?:{PLANNED}|{EXPECTED}|to ?do)\))\W*$",
    re.I,
)
"""Words of a heading above what does not exist yet: "Pending features", "Endpoints (planned)"."""

_TO_COME_ELSEWHERE = re.compile(pattern_of(words_of("planned", but="en")), re.I)
"""Such words in other languages."""

_CHOICES = re.compile(
    r"^(?:[*_]*(?:these|the|all) )?[*_]*(?:available|possible|allowed|valid|supported|accepted|known)\b[^`]*"
    r"\b(?:for|in|of) `[A-Za-z]\w*`\W*$",
    re.I,
)
"""A line that introduces the values of a setting: "Available components for `log_filter`:"."""

_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+")

_LONGEST_GONE = 120
"""Characters of a heading or a sentence that can say so; in longer ones, the word is about something else."""


class Sign(msgspec.Struct, frozen=True):
    """One thing that speaks for a kind, or against it."""

    points: int
    """Negative if the sign speaks against the kind."""
    words: str
    """The sign, as a phrase: "the heading above names the kind"."""


class Evidence(msgspec.Struct):
    """All signs for and against one kind at one part of a document."""

    kind: Kind
    signs: list[Sign] = []

    @property
    def points(self) -> int:
        """The sum of the points."""
        return sum(sign.points for sign in self.signs)

    @property
    def is_enough(self) -> bool:
        """Whether the part is read as entries of the kind, if no other kind has as many points."""
        return self.points >= THRESHOLD

    @property
    def reason(self) -> str:
        """The signs for the kind, as a phrase."""
        return ", ".join(sign.words for sign in self.signs if sign.points > 0)

    def add(self, points: int, words: str) -> None:
        """Add a sign."""
        self.signs.append(Sign(points, words))

    def add_if(self, condition: object, points: int, words: str) -> None:
        """Add a sign if a condition holds."""
        if condition:
            self.add(points, words)


def strongest(found: Iterable[Evidence], preferred: Kind | None) -> Evidence | None:
    """Return the evidence with the most points, if they are enough and no other has as many.

    :param preferred: the kind that wins a tie: the one that the headings name.
    """
    enough = sorted((e for e in found if e.is_enough), key=lambda e: (-e.points, e.kind is not preferred))
    tied = len(enough) > 1 and enough[0].points == enough[1].points and enough[0].kind is not preferred
    return enough[0] if enough and not tied else None


def add_context(evidence: Evidence, context: HeadingContext, vocabulary: Vocabulary) -> None:
    """Add the signs in the headings above a part of a document, and in the line before it."""
    kind = evidence.kind
    if context.kind is kind and context.is_nearest:
        evidence.add(3, "the heading above it names the kind")
    elif context.kind is kind:
        is_twice = kind in vocabulary.kinds_in(context.heading) and any(
            vocabulary.kind_of_heading(title) is kind for title in context.titles
        )  # "Core dependencies" below "Dependencies"
        evidence.add(3 if context.is_exact or is_twice else 2, "a heading above it names the kind")
    elif kind in vocabulary.kinds_in(context.heading):
        evidence.add(1, "the heading above it has a word for the kind")
    elif any(kind in vocabulary.kinds_in(title) for title in context.titles):
        evidence.add(1, "a heading further above has a word for the kind")
    if is_caption(context.before) and kind in vocabulary.kinds_announced(context.before):
        if _CHOICES.search(context.before):
            evidence.add(-3, "the line before it says that these are values of a setting")
        else:
            evidence.add(3, "the line before it has a word for the kind")
    elif is_caption(context.before) and not context.is_nearest and kind.nature is Nature.SETTING:
        others = [one for one in vocabulary.kinds_announced(context.before) if one.nature is kind.nature]
        evidence.add_if(others, -3, f"the line before it has a word for {others[0].name if others else ''}")
    evidence.add_if(is_gone(context.before), -3, "the line before it says that these things were removed")


def is_near(kind: Kind, context: HeadingContext, vocabulary: Vocabulary) -> bool:
    """Return whether a heading other than the title of the page names a kind, alone or with other words."""
    find = (vocabulary.kind_of_heading, vocabulary.kind_within_heading)
    return any(kind is named(title) for title in (context.heading, *context.titles[1:]) for named in find)


def is_close(kind: Kind, context: HeadingContext, vocabulary: Vocabulary) -> bool:
    """Return whether the nearest heading has a word for the kind, so that names can be called anything."""
    return context.is_nearest or kind in vocabulary.kinds_in(context.heading)


def is_caption(words: str) -> bool:
    """Return whether a paragraph introduces what is below it: it ends with a colon, or begins in bold."""
    return words.rstrip("*_ \n").endswith(COLONS) or words.startswith(("**", "__"))


def words_above(context: HeadingContext) -> tuple[str, str]:
    """Return the heading above a block, and the line that introduces it; an empty string if there is none."""
    return context.heading, context.before if is_caption(context.before) else ""


@functools.lru_cache(maxsize=1024)  # for each kind, the same lines are looked at
def is_gone(words: str) -> bool:
    """Return whether a heading or a short sentence says that what is below it is gone."""
    if len(words) > _LONGEST_GONE:
        return False
    return _GONE.search(plain_text(words)) is not None or is_resolved(words)


def is_to_come(heading: str) -> bool:
    """Return whether a heading says that what is below it does not exist yet, in any language."""
    if heading.isascii():
        return _TO_COME.match(heading) is not None
    return (_TO_COME.match(heading) or _TO_COME_ELSEWHERE.search(heading)) is not None


def is_resolved(heading: str) -> bool:
    """Return whether a heading says that the problems below it are solved."""
    return _RESOLVED.search(heading) is not None


def add_shape(evidence: Evidence, names: Sequence[str], *, is_named: bool, has_values: bool = False) -> None:
    """Add the signs in the names of several entries: whether most have the shape of the kind's names.

    :param is_named: whether a heading names the kind, so that names can have any shape.
    :param has_values: whether they have values such as a default, below a heading that hints at the kind.
    """
    kind, count = evidence.kind, max(len(names), 1)
    shaped = sum(1 for name in names if has_shape(name, kind))
    in_capitals = not kind.pattern and all(has_shape(n, kind) or _CAPITALS.fullmatch(n) for n in names)
    if kind.wording.shape and shaped and in_capitals:
        evidence.add(3, f"the names have the shape of {kind.name}, or are in capitals")
    elif kind.wording.shape and shaped * 5 >= count * 3:
        points = THRESHOLD if kind.pattern else 3
        evidence.add(points, f"{shaped} of {len(names)} names have the shape of {kind.name}")
    elif kind.pattern and not any(is_valid(name, kind) for name in names):
        evidence.add(-THRESHOLD, f"no name has the form {kind.form or kind.argument}")
    elif kind.wording.shape and in_capitals and has_values and names:
        evidence.add(1, "its names are in capitals and have values, as the heading hints")
    elif kind.name_form is NameForm.USUAL and not shaped and not is_named:
        evidence.add(-THRESHOLD, f"no name has the shape of {kind.name}")
    elif kind.wording.shape and sum(1 for name in names if " " in name) * 2 > count:
        evidence.add(-THRESHOLD, "its names are words, not identifiers")
    likely = kind.wording.likely if evidence.points > 0 and not kind.wording.telling else ""
    are_likely = likely and sum(1 for name in names if has_likely_word(name, kind)) * 5 >= count * 4
    evidence.add_if(are_likely, 2, f"its names look like those of {kind.name}")
    if kind.wording.refused and sum(1 for name in names if is_refused(name, kind)) * 2 > count:
        evidence.add(-THRESHOLD, f"names of {kind.name} never look like these")


def _owner_of_codes(kind: Kind, context: HeadingContext, vocabulary: Vocabulary) -> Kind | None:
    """Return the kind that the headings name if its names are codes of any shape: errors, and not variables.

    :param kind: another kind, whose names have a shape; no heading may have a word for it, unless the
        nearest one says nothing but the kind of codes.
    """
    above = context.kind
    if kind.name_form is not NameForm.USUAL or above is None or above is kind:
        return None
    if above.wording.shape or above.name_style is not NameStyle.CODE:
        return None
    titles = (context.heading, *(() if context.is_nearest else context.titles))
    is_meant = any(kind in vocabulary.kinds_in(one) or vocabulary.hints_at(kind, one) for one in titles)
    return None if is_meant else above


def add_owner_of_codes(evidence: Evidence, context: HeadingContext, vocabulary: Vocabulary) -> None:
    """Add the sign that the headings name a kind of codes, whose names can look like those of this kind."""
    if owner := _owner_of_codes(evidence.kind, context, vocabulary):
        evidence.add(-THRESHOLD, f"the headings above it name {owner.name}, whose names can look the same")
