"""Read AsyncAPI 2 and 3: channels, messages and operations, by all the names that documents use."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_archdoc.sources.openapi import ApiDescription, NamedEvent
from sphinx_archdoc.sources.references import References
from sphinx_archdoc.sources.structured import NotStructured, ReadText, Table, load

_OPERATIONS = ("publish", "subscribe")


def read_asyncapi(path: str, text: ReadText) -> ApiDescription:
    """Return the events of an AsyncAPI document.

    :param path: relative to the root of the code.
    """
    try:
        root = load(path, text)
    except NotStructured as error:
        return ApiDescription(path, unread=((path, str(error)),))
    if not isinstance(root.get("asyncapi"), str):
        return ApiDescription(path, unread=((path, "it is not an AsyncAPI document"),))
    references = References(path, root, text)
    events = tuple(dict.fromkeys(_events(root, path, references)))
    return ApiDescription(path, events=events, unread=tuple(sorted(references.unread.items())))


def _events(root: Table, path: str, references: References) -> Iterator[NamedEvent]:
    channels, home = references.follow(root.table("channels"), path)
    for name, value in channels.items():
        yield NamedEvent(name, home, channels.line_of(name))
        channel, file = references.follow(value, home)
        if address := channel.text("address"):
            yield NamedEvent(address, file, channel.line_of("address"), is_alias=True)
        yield from _messages(channel.table("messages"), file, references)
        for key in _OPERATIONS:
            yield from _operation(channel.table(key), file, references)
    operations = root.table("operations")
    for name in operations:
        yield NamedEvent(name, path, operations.line_of(name), is_alias=True)
    yield from _messages(root.table("components").table("messages"), path, references)


def _operation(operation: Table, path: str, references: References) -> Iterator[NamedEvent]:
    if name := operation.text("operationId"):
        yield NamedEvent(name, path, operation.line_of("operationId"), is_alias=True)
    message, file = references.follow(operation.table("message"), path)
    yield from _named(message, file)
    several = message.get("oneOf")
    for one in several[:1_000] if isinstance(several, list) else ():
        yield from _named(*references.follow(one, file))


def _messages(messages: Table, path: str, references: References) -> Iterator[NamedEvent]:
    for name, value in messages.items():
        yield NamedEvent(name, path, messages.line_of(name), is_alias=True)
        yield from _named(*references.follow(value, path))


def _named(message: Table, path: str) -> Iterator[NamedEvent]:
    for key in ("name", "messageId", "title"):
        if name := message.text(key):
            yield NamedEvent(name, path, message.line_of(key), is_alias=True)
