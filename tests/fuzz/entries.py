"""Entries that are right, and the same with one known mistake: of every kind, from the kinds table alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from hypothesis import strategies as st
from samples import example_body, example_options

from sphinx_archdoc.parsing.entry import EntryParser, ParsedEntry, RawDirective
from sphinx_archdoc.parsing.options import read_options
from sphinx_archdoc.problems import Code, Location
from sphinx_archdoc.schema.loader import builtin_kinds
from sphinx_archdoc.schema.model import SOURCES, Field, FieldType, Kind

KINDS = builtin_kinds()
FIRST = 10
"""Line of the directive."""


class Draft(msgspec.Struct, frozen=True):
    """A directive as its author writes it."""

    kind: str
    name: str
    options: tuple[tuple[str, str], ...]
    body: str

    def lines(self) -> list[str]:
        """Its lines below the first one."""
        options = [f":{name}: {value}".rstrip() for name, value in self.options]
        return [*options, "", *self.body.split("\n")] if self.body else options


class Mistake(msgspec.Struct, frozen=True):
    """A directive with a mistake, and what is to be said of it."""

    draft: Draft
    code: Code
    line: int
    """Line of the mistake, counted from the directive."""
    field: str = ""
    """The one field that it may cost."""


def right(kind: Kind) -> Draft:
    """The example of a kind, in which there is nothing wrong."""
    name = kind.example if kind.takes_name else ""
    return Draft(kind.name, name, tuple(example_options(kind).items()), example_body(kind))


def read(draft: Draft) -> ParsedEntry:
    """What is read of a directive in MyST Markdown."""
    lines = draft.lines()
    options, end = read_options(lines, yaml=True)
    while end < len(lines) and not lines[end].strip():
        end += 1
    written = RawDirective(name=draft.name, options=options, body="\n".join(lines[end:]), body_index=end)
    where = Location("page.md", FIRST)
    return EntryParser(KINDS[draft.kind]).read(
        written, where, lambda index: Location("page.md", FIRST + 1 + index)
    )


def _with(draft: Draft, index: int, *options: tuple[str, str]) -> Draft:
    """The draft with other options in place of the one at *index*."""
    return msgspec.structs.replace(
        draft, options=(*draft.options[:index], *options, *draft.options[index + 1 :])
    )


words = st.text("abcdefghijklmnopqrstuvwxyzäßé漢😀", min_size=1, max_size=12)

SAFE: Mapping[FieldType, st.SearchStrategy[str]] = {
    FieldType.FLAG: words.map(lambda word: f"{word} 7"),
    FieldType.INTEGER: st.one_of(
        words.map(lambda word: f"4{word}"), st.floats(0.1, 9.9).map(lambda x: f"{x:.3f}")
    ),
    FieldType.CHOICE: words.map(lambda word: f"{word} 7"),
    FieldType.DATE: st.one_of(
        st.dates().map(lambda day: f"{day:%d.%m.%Y}"),
        st.dates().map(lambda day: f"{day.year:04}-{day.month + 12:02}-{day.day:02}"),
        st.dates().map(lambda day: f"{day.year:04}-{day.month:02}-{day.day + 31:02}"),
    ),
    FieldType.URL: st.one_of(
        words, words.map(lambda word: f"javascript:{word}"), words.map(lambda word: f"ftp://{word}")
    ),
    FieldType.LINK: st.tuples(st.sampled_from(["javascript", "DATA", "vbscript", "file"]), words).map(
        ":".join
    ),
}
"""Values that are none of their type; the other types take any text."""


@st.composite
def mistakes(draw: st.DrawFn) -> Mistake:
    """The example of some kind, with one mistake in it."""
    kind = draw(st.sampled_from([*KINDS.values()]))
    return draw(st.sampled_from([*_mistakes(kind)]).flatmap(lambda some: some))


def _mistakes(kind: Kind) -> Iterator[st.SearchStrategy[Mistake]]:
    draft = right(kind)
    end = len(draft.options)
    unknown = words.map(lambda word: f"x-{word}")
    for index, (name, _) in enumerate(draft.options):
        yield from _of_option(draft, kind.fields[name], index)
        yield words.map(
            lambda word, at=index, name=name: Mistake(
                _with(draft, at, draft.options[at], (name, word)), Code.REPEATED_FIELD, at + 2
            )
        )
    yield st.tuples(unknown, words, st.integers(0, end)).map(
        lambda drawn: Mistake(
            msgspec.structs.replace(
                draft, options=(*draft.options[: drawn[2]], drawn[:2], *draft.options[drawn[2] :])
            ),
            Code.UNKNOWN_FIELD,
            drawn[2] + 1,
        )
    )
    if kind.takes_name:
        yield st.just(Mistake(msgspec.structs.replace(draft, name=""), Code.MISSING_NAME, 0))
        yield words.map(
            lambda word: Mistake(msgspec.structs.replace(draft, name=f"[{word}]"), Code.PLACEHOLDER, 0)
        )
    else:
        yield words.map(lambda word: Mistake(msgspec.structs.replace(draft, name=word), Code.WRONG_NAME, 0))


def _of_option(draft: Draft, field: Field, index: int) -> Iterator[st.SearchStrategy[Mistake]]:
    """What can be wrong with the value of one option."""

    def wrong(code: Code, value: str) -> Mistake:
        return Mistake(_with(draft, index, (field.name, value)), code, index + 1, field.name)

    if field.type is not FieldType.FLAG:
        yield st.just(wrong(Code.EMPTY_FIELD, ""))
        yield st.just(wrong(Code.PLACEHOLDER, "[TODO]"))
    if field.type in SAFE:
        yield SAFE[field.type].map(lambda value: wrong(Code.WRONG_VALUE, value))
    if field.required and field.type not in SOURCES:
        yield st.just(Mistake(_with(draft, index), Code.MISSING_FIELD, 0, field.name))


def lost_fields(reading: ParsedEntry, whole: ParsedEntry) -> Sequence[str]:
    """Fields that are not what they are in another reading."""
    return [name for name in whole.values if reading.values.get(name) != whole.values[name]]
