"""Labels at the beginning of a line: ``**Symptom:** the page stays white``."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from sphinx_archdoc.markdown.document.source_text import LineSpan, Separator, SourceText
from sphinx_archdoc.schema.languages import pattern_of, words_of

_BOLD = re.compile(
    r"(?P<mark>\*\*|__)(?P<label>(?:(?!(?P=mark)).)+?)(?:[:：]\s*(?P=mark)|(?P=mark)\s*[:：])"
    r"(?P<rest>(?:\s|(?<=：)|(?<=：[*_]{2})).*|)$"
)
_INNER = re.compile(
    r"(?<=[\s|·])(?P<mark>\*\*|__)(?P<label>[^*_]+?)(?:[:：]\s*(?P=mark)|(?P=mark)\s*[:：])(?=\s|$)"
)
_EMPHASIZED = re.compile(r"(?P<mark>[*_])(?![*_\s])(?P<label>[^*_:：]+)[:：](?P<rest>.*?)(?P=mark)\s*$")
_PLAIN = re.compile(r"(?P<label>[^:：`*_\[\]]{1,60})[:：](?P<rest>(?:\s+|(?<=：))\S.*)$")
_TITLE = re.compile(r"(?:\*\*(?P<starred>[^*]+)\*\*|__(?P<underscored>[^_]+)__)[:：]?\s*$")

_ABOVE_TEXT = re.compile(r"^(?P<mark>\*\*|__)(?P<label>[^*_:\n]+)(?P=mark)[ \t]*(?=\n[^\n])", re.M)
"""Words in bold type that have a line of their own, above more text of their paragraph."""

_PLAIN_ABOVE_TEXT = re.compile(r"\A(?P<label>[^\W\d_][^:：\n*_`\[\]]{0,60})[:：][ \t]*(?=\n[^\n])")
"""The first line of a paragraph, if it is nothing but words and a colon."""

BEFORE_DASH = re.compile(r"^(?P<mark>\*\*|__)(?P<label>[^*_:\n]+)(?P=mark)[ \t]+[-–—][ \t]+(?=\S)", re.M)
"""Words in bold type, and a dash before more text."""

_ADMONITIONS = re.compile(rf"[*_]{{0,3}}(?:{pattern_of(words_of('remarks'))})[*_:：]{{1,4}}(?=\s|$)", re.I)
"""Words of admonitions, before a colon or in bold type."""

_DECORATION = re.compile(
    r"^(?:Option (?:\d+|[A-Z]):\s+|\d+(?:\.\d+)*[.)]\s+|\d{1,2}(?:\.[1-9])+\s+"
    r"|\d{1,2}(?:\.\d{1,2})+\s+(?=`|[a-z]+_\w+$)"
    r"|[（(]?[一二三四五六七八九十]{1,3}(?:[）)]、?|[、．])\s*|\d+(?:\.\d+)*[、．）]\s*"
    r"|[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+\s*)+"
)
"""Numbers and emoji before a name, and "Option 1:"."""

COLONS = (":", "：")
"""Colons, that of Chinese and Japanese included, which no space follows."""

DASH = re.compile(r"(?<!\s)\s++(?:-{1,2}|–|—|&[mn]dash;)(?:\s+|$)|(?<=\S)——")
COLON = re.compile(r":(?:\s+|$)|：\s*")
"""Separators between the name of an item and the text after it."""

Known = Callable[[str], bool]
"""A predicate that accepts a label which is not in bold type."""


class LabelledText(msgspec.Struct, frozen=True):
    """A label and the text after it, up to the next label."""

    label: str
    text: str
    start: int
    end: int
    alone: bool = True
    """True if its first line has no other label."""

    def value(self) -> SourceText:
        """Return the text after the label."""
        return SourceText(self.text, self.start, self._spans(Separator.LABEL))

    def note(self) -> SourceText:
        """Return the text with its label."""
        return SourceText(
            f"**{self.label}:** {self.text}".rstrip(), self.start, self._spans(Separator.NOTHING)
        )

    def _spans(self, after: Separator) -> list[LineSpan]:
        return [LineSpan(self.start, self.end, after=after)] if self.alone else []


def undecorated(title: str) -> str:
    """Return a heading without the numbers and emoji before it."""
    return _DECORATION.sub("", title)


def only_bold(label: str) -> bool:
    """Reject every label that is not in bold type."""
    return False


def any_label(label: str) -> bool:
    """Accept every label that is not in bold type."""
    return True


def read_labels(
    text: str, start: int, known: Known = only_bold, *, inner: Known = only_bold
) -> list[LabelledText]:
    """Return the labels of a paragraph; an empty list if it does not begin with one.

    :param start: the first line of the paragraph.
    :param known: which labels count at the beginning of a line without bold type.
    :param inner: which labels in bold type count in the middle of a line.
    """
    found: list[LabelledText] = []
    for line, written in enumerate(text.split("\n"), start):
        parts = [part for part in _parts(written, inner) if part]
        labels = [split_label(part, known) for part in parts]
        if labels and labels[0]:
            found += [LabelledText(*label, line, line, len(labels) == 1) for label in labels if label]
        elif found:
            last = found[-1]
            longer = f"{last.text}\n{written}".strip("\n")
            found[-1] = msgspec.structs.replace(last, text=longer, end=line)
        else:
            return []
    return found


def with_colons(text: str, known: Known) -> str:
    """Return a paragraph in which other forms of labels are in bold type, and end with a colon.

    Such labels are ``**Symptom**`` above text, ``Symptom:`` on the first line, and ``**Default** - 80``.

    :param known: which words are labels.
    """

    def with_colon(found: re.Match[str]) -> str:
        label = found["label"].strip()
        space = " " if found[0].endswith((" ", "\t")) else ""
        return f"**{label}:**{space}" if known(label) else found[0]

    if "**" in text or "__" in text:
        text = BEFORE_DASH.sub(with_colon, text)
    if "\n" not in text:
        return text
    return _ABOVE_TEXT.sub(with_colon, _PLAIN_ABOVE_TEXT.sub(with_colon, text))


def _parts(line: str, inner: Known) -> list[str]:
    """Return a line split before each of its labels: ``**Type:** Service | **Owner:** us``."""
    cuts = [found.start() for found in _INNER.finditer(line) if inner(found["label"].strip(":： "))]
    parts = [line[start:end] for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]
    return [part.strip().strip("|·").strip() if cuts else part for part in parts]


def split_label(line: str, known: Known = only_bold) -> tuple[str, str] | None:
    """Return the label at the beginning of a line and the text after it, or None."""
    bare = line.strip()
    for pattern in (_BOLD, _EMPHASIZED, _PLAIN):
        found = pattern.match(bare)
        if found and found["label"].count("(") != found["label"].count(")"):
            return None  # "404 (default: 5)"
        if found and (pattern is _BOLD or known(found["label"])):
            return found["label"].strip().rstrip(":："), found["rest"].strip()
    return None


def title_of(text: str) -> str:
    """Return the words of a paragraph in bold type, ``**API Endpoints:**``, else an empty string."""
    found = _TITLE.fullmatch(text.strip())
    label = (found["starred"] or found["underscored"]) if found else ""
    return label.strip().rstrip(":：").strip()


def is_remark(text: str) -> bool:
    """Return whether a text begins with the word of an admonition, ``**Note:**``, which names nothing."""
    return _ADMONITIONS.match(text) is not None
