"""The words of a list item: where the name ends, and what follows it."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from sphinx_archdoc.markdown.document.blocks import ListBlock, ListBlockItem, ParagraphBlock
from sphinx_archdoc.markdown.document.inline import count_words
from sphinx_archdoc.markdown.document.labels import COLON, DASH
from sphinx_archdoc.markdown.document.source_text import Separator
from sphinx_archdoc.markdown.recognise.names.requests import REQUEST_AND_WORDS, with_request_first
from sphinx_archdoc.markdown.recognise.words.vocabulary import Vocabulary
from sphinx_archdoc.parsing.code_spans import code_spans
from sphinx_archdoc.schema.model import FieldType, Kind, NameStyle

LINK = re.compile(r"\[(?P<words>[^\[\]]*)\]\(<?(?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)>?\)")
MARKED = re.compile(
    r"(?:\*\*[A-Z]{3,7}\*\*|`[A-Z]{3,7}`) `/[^`]*`"
    r"|(`++).+?(?<!`)\1(?!`)|\*\*(?!\*)(?:[^*]|\*(?!\*))+\*\*|__[^_]+__|\[[^\[\]]+\]\([^()]*\)"
)
"""Words in backticks (group 1), in bold type, or a link; only to be matched at the beginning of a text.

A method before its path belongs to it: ``**GET** `/orders` ``.
"""

_MARKED_ANYWHERE = re.compile(r"`[^`]+`|\*\*[^*]+\*\*|\[[^\[\]]+\]\([^()]*\)")
"""Words in backticks, in bold type, or a link, anywhere in a text."""

ASIDE = re.compile(
    r"(?:(?<=\s)(?P<marks>[*_]{1,2}))?(?<!\])[(\[（](?P<words>[^()\[\]（）]*)[)\]）](?(marks)(?P=marks))\s*$"
)
"""Words in parentheses or brackets at the end of a name, or these in italics: ``PORT *(optional)*``."""

_SHELTERED = re.compile(r"\[[^\[\]]*\]\([^()]*\)|\([^()]*\)|（[^（）]*）|(?<=\*\*)[^\s*:][^*:\n]*(?=\*\*)")
"""Links, parentheses and bold type, in which no separator counts; a colon in bold type does."""

_INNER = re.compile(r"(?:^|[\s(])(?P<label>[A-Z][\w -]{1,20}): `(?P<value>[^`]+)`")
"""A label and its value in backticks, within a sentence: "URL: `https://…`"."""

_ARROW = re.compile(r"\s*(?:→|⇒|->|=>|(?<=`\s)(?:=(?!=)|#))\s*(?=\S)")
"""A sign between a marked name and its text that is neither a dash nor a colon."""

_PLAIN_ARROW = re.compile(r"(?<!\s)\s+[→⇒]\s+")
"""An arrow between words without any markup."""

_AFTER_MARK = re.compile(rf"{_ARROW.pattern}|\s+(?=\w)")
"""What is between a marked name and its text without a dash or a colon: an arrow, or nothing."""

_ASSIGNED = re.compile(r"`[^`]+`\s*=\s*(?:`[^`]+`|\S+)")
"""A name in code, and its value: `` `PORT` = `8000` ``."""

_FLAG = re.compile(r"(?<=[`*])\s+([*_]{1,2})(?P<flag>required|optional)\1(?=\s*(?:[-–—:]|$))", re.I)
"""A word in italics or bold type after a marked name, which could be in parentheses as well."""

SENTENCE = 4
"""Words in bold type from which they are a sentence and not a label."""

_BOLD_SENTENCE = re.compile(r"\*\*(?P<words>[^*]*(?:[.!?](?=\*\*\s)|[。！？]))\*\*\s*\S")
"""A sentence in bold type before more text; code in it has no stars."""

_BOLD_CLAUSE = re.compile(r"\*\*(?P<words>[^*]*[\w`)])\*\*(?:,\s| [a-z(])")
"""The beginning of a sentence in bold type, which goes on: "**The oven goes cold** at night."."""

_AFTER_SENTENCE = re.compile(r"\s*[,;]\s*(?=\S)|\s+(?=[\w`\"'“*_])")
"""What is between a sentence in bold type and more text; dashes and colons are those of any name."""

_STOPS = (".", "!", "?", "。", "！", "？")

_ABBREVIATED = (" etc.", "e.g.", "i.e.", " approx.", " vs.", " no.")
"""Abbreviations whose full stop does not end a sentence."""

_NEXT_SENTENCE = re.compile(r"[A-Z\d`*\"'\[(]")
"""The beginning of another sentence."""

_MOST_WORDS = 7
"""Words of an item from which it is a sentence, and no name that is written as code."""

_MOST_AFTER_CODE = 2
_MOST_AFTER_BOLD = 5
"""Words after a marked one that are a part of the name: "**Oven** of the whole bakery"."""

_BARE_NAME = re.compile(r"[^`*:\[\]]*\w")
"""A name without any markup, and without the end of a sentence."""

_SHORTEST_LINE = 60
"""Characters that fit in a line, however narrow the text is."""

_LOCAL = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)", re.I)

_CODE_AFTER_NAME = re.compile(
    r"(?:\*\*[^*]+\*\*|__[^_]+__|[^`:*_\[\]]{1,60})\s*[:–—→-][:–—→\s-]*`(?P<code>[^`]+)`\s*(?:\([^()]*\))?[.;]?"
)
"""A name, and nothing but code after it."""

_COMMAND = re.compile(r"[\w./-]+\s+\S")
"""A program and its arguments."""

_BEFORE_NAME = re.compile(
    r"\A(?:\[[ xX]\]\s+)?(?:(?![\u274c\u23f3\u2717\u2718\u26d4\U0001f6a7\U0001f6ab]+\ufe0f?\s+`)"
    r"[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+\s+(?=\*\*|`))?"
)
"""A checkbox, and emoji before a marked name, unless they say that what the code names is gone or planned."""


def first_text(item: ListBlockItem) -> str:
    """Return the first paragraph of an item without its checkbox and emoji, or an empty string."""
    first = next(iter(item.blocks), None)
    if not isinstance(first, ParagraphBlock):
        return ""
    text = _BEFORE_NAME.sub("", first.text).replace("\\\n", "\n")  # a hard line break
    marked = MARKED.match(text)
    if marked and (flag := _FLAG.match(text, marked.end())):
        text = f"{marked[0]} ({flag['flag']}){text[flag.end() :]}"
    return with_request_first(text)


def names_of_items(block: ListBlock) -> list[str]:
    """Return the marked words that items of a list begin with, as Markdown."""
    found = (MARKED.match(first_text(item)) for item in block.items)
    return [mark[0] for mark in found if mark]


def names_of_lines(text: str) -> list[str]:
    """Return the marked words that lines of a text begin with after the sign of an item, as Markdown."""
    found = (MARKED.match(line[2:]) for line in text.split("\n") if line.startswith(("- ", "* ", "+ ")))
    return [mark[0] for mark in found if mark]


@functools.lru_cache(maxsize=1024)  # for each kind, the same texts are looked at
def split_sentence(text: str) -> tuple[str, str, Separator]:
    """Return the name at the beginning of a text, the rest, and what separates them.

    Tried in order: a sentence in bold type, a request that words follow, a colon after a whole name, a dash,
    another colon, marked words that other words follow, a short line above others, and an arrow.
    """
    bold = MARKED.match(text) if text.startswith(("**", "__")) else None
    if bold and count_words(bold[0]) >= SENTENCE and (more := _AFTER_SENTENCE.match(text, bold.end())):
        return bold[0], text[more.end() :].strip(), Separator.LABEL
    if (request := REQUEST_AND_WORDS.match(text)) is not None:
        return request["name"], text[request.end() :].strip(), Separator.LABEL
    if _ASSIGNED.fullmatch(text.strip()):
        return text, "", Separator.NOTHING
    name, rest = split_at(text, COLON)
    if rest and _is_whole_name(name):  # "`PORT`: where it listens - 80"
        return name, rest, Separator.COLON
    marked = MARKED.match(text)
    found = []
    for sign, separator in ((DASH, Separator.DASH), (COLON, Separator.COLON)):
        name, rest = split_at(text, sign)
        if rest:
            found.append((name, rest, separator))
            if marked is None or _is_whole_name(name) or not _goes_on(name, marked.end()):
                return found[-1]
    after = _AFTER_MARK.match(text, marked.end()) if marked else None
    if marked and after:
        return marked[0], text[after.end() :].strip(), Separator.LABEL
    if has_line_of_its_own(text):
        name, _, rest = text.partition("\n")
        return name.rstrip(), rest.strip(), Separator.LABEL
    return found[0] if found else _split_at_arrow(text)


def _split_at_arrow(text: str) -> tuple[str, str, Separator]:
    """Split words without any markup: "The database is down → carts are kept in memory"."""
    name, rest = (text, "") if MARKED.match(text) else split_at(text, _PLAIN_ARROW)
    return name, rest, Separator.DASH if rest else Separator.NOTHING


def _goes_on(words: str, at: int) -> bool:
    """Return whether text follows a marked name, which ends at an offset, before the separator.

    Further marked names are a part of it, and so are a few words after bold type: "**Oven** of the bakery".
    """
    rest = _MARKED_ANYWHERE.sub("", ASIDE.sub("", words[at:]))
    most = _MOST_AFTER_CODE if words.startswith("`") else _MOST_AFTER_BOLD
    return count_words(rest) > most or "\n" in rest or _ARROW.match(words, at) is not None


def _is_whole_name(words: str) -> bool:
    """Return whether words before a colon are a name, perhaps with a remark in parentheses, and no more."""
    name = ASIDE.sub("", words).strip()
    return " " not in name or any(form.fullmatch(name) for form in (MARKED, _ASSIGNED))


def has_line_of_its_own(text: str) -> bool:
    """Return whether a text begins with a name on a line of its own, which has room for the next word.

    A sentence on the first line is one whatever its length, if another one begins below it.
    """
    name, _, rest = text.partition("\n")
    is_sentence = name.rstrip().endswith(".") and not name.rstrip().endswith(_ABBREVIATED)
    if is_sentence and len(name.split()) >= SENTENCE and _NEXT_SENTENCE.match(rest.lstrip()):
        return True
    first, *_ = rest.split(maxsplit=1) or [""]
    is_short = bool(first) and len(name) + len(first) < _SHORTEST_LINE
    bare = ASIDE.sub("", name).strip()  # "`PORT` (required)"
    is_name = MARKED.fullmatch(bare) or _BARE_NAME.fullmatch(name.strip())
    return is_short and count_words(name) < _MOST_WORDS and is_name is not None


def leads_home(text: str) -> bool:
    """Return whether the first link of a text only leads somewhere on the machine of its author."""
    link = LINK.search(text)
    return link is not None and _LOCAL.match(link["target"]) is not None


def is_command(text: str) -> bool:
    """Return whether a text only gives a command after its name, or an address on the machine of its author.

    ``**Logs**: `docker logs api -f` `` is not a document, unlike ``**Runbook**: `docs/runbook.md` ``.
    """
    found = _CODE_AFTER_NAME.fullmatch(text.strip())
    code = found["code"] if found else ""
    return _LOCAL.match(code) is not None or _COMMAND.match(code) is not None


def is_sentence(text: str, kind: Kind) -> bool:
    """Return whether what a text begins with is too long for a name that is written as code."""
    marked = MARKED.match(text)
    if kind.name_style is not NameStyle.CODE or (marked and not marked[1]):
        return False
    return count_words(ASIDE.sub("", split_sentence(text)[0])) > _MOST_WORDS


def split_at(text: str, separator: re.Pattern[str]) -> tuple[str, str]:
    """Return the text before and after the first separator outside of code, links and parentheses."""
    found = separator.search(_hidden(text))
    return (text[: found.start()], text[found.end() :].strip()) if found else (text, "")


def _hidden(text: str) -> str:
    """Return a text of the same length, with letters for what no separator counts in."""
    parts, end = [], 0
    for start, stop in code_spans(text):
        parts += [text[end:start], "x" * (stop - start)]
        end = stop
    return _SHELTERED.sub(lambda found: "x" * len(found[0]), "".join([*parts, text[end:]]))


def values_within(text: str, kind: Kind, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the values of literal fields that a sentence gives after their labels."""
    found: dict[str, str] = {}
    for match in _INNER.finditer(text):
        field = vocabulary.field_of(kind, match["label"])
        if field and field.type is FieldType.CODE and field.name not in kind.name_fields:
            found.setdefault(field.name, match["value"])
    return found


def common_ending(names: Sequence[str]) -> str:
    """Return the last word of several names if it is the same for all of them, or an empty string."""
    endings = {name.rpartition(" ")[2].casefold() for name in names}
    return endings.pop() if len(endings) == 1 and len(names) > 1 and all(" " in n for n in names) else ""


def marked_sentences(block: ListBlock) -> list[str]:
    """Return the sentences in bold type that points of a list begin with, as Markdown.

    Points that begin with a label of a word or two do not count, nor do the steps of an ordered list, unless
    the bold type ends with a full stop.
    """
    found = []
    for item in block.items:
        text = first_text(item)
        mark = MARKED.match(text) if text.startswith(("**", "__")) else None
        if mark is None or mark.end() == len(text) or count_words(mark[0]) < SENTENCE:
            continue
        if not re.match(r"\d", block.source) or mark[0].rstrip("*_").endswith(_STOPS):
            found.append(mark[0])
    return found


def bold_sentence(text: str) -> str:
    """Return the sentence in bold type before more text, ``**It is cold.** Restart it``; else nothing."""
    found = _BOLD_SENTENCE.match(text)
    return found["words"] if found and count_words(found["words"]) >= SENTENCE else ""


def bold_clause(text: str) -> str:
    """Return the bold beginning of a sentence, ``**The oven goes cold** at night``; else nothing."""
    found = _BOLD_CLAUSE.match(text)
    return found["words"] if found and count_words(found["words"]) >= SENTENCE else ""
