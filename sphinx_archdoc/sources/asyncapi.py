"""Read AsyncAPI 2 and 3: channels, messages and operations, by all the names that documents use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from sphinx_archdoc.sources.openapi import ApiDescription, DescribedEvent
from sphinx_archdoc.sources.references import References
from sphinx_archdoc.sources.structured import NotStructured, ReadText, Table, load

_OPERATIONS = ("publish", "subscribe")
_NAMES = ("name", "messageId", "title")
_MOST_MESSAGES = 1_000
"""Of one operation."""


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
    events = tuple(_events(root, path, references))
    others = (*root.table("operations"), *root.table("components").table("messages"))
    unread = tuple(sorted(references.unread.items()))
    return ApiDescription(path, events=events, other_events=others, unread=unread)


def _events(root: Table, path: str, references: References) -> Iterator[DescribedEvent]:
    """Yield the messages of each channel; the channel itself if it has none."""
    channels, home = references.follow(root.table("channels"), path)
    of_channels = _operations_by_channel(root.table("operations"))
    for name, value in channels.items():
        channel, file = references.follow(value, home)
        operations = [channel.table(key) for key in _OPERATIONS]
        ids = [operation.text("operationId") for operation in operations]
        aliases = [name, channel.text("address"), *filter(None, ids), *of_channels.get(name, ())]
        found = list(_messages(channel.table("messages"), file, references))
        for operation in operations:
            found += _of_operation(operation, file, references)
        for names, at, line in found or [([name], home, channels.line_of(name))]:
            others = dict.fromkeys(filter(None, (*names, *aliases)))
            yield DescribedEvent(names[0], at, line, tuple(others))


def _operations_by_channel(operations: Table) -> Mapping[str, Sequence[str]]:
    """Return the operations of version 3 by the names of their channels."""
    found: dict[str, list[str]] = {}
    for name in operations:
        target = operations.table(name).table("channel").text("$ref")
        channel = unquote(target.rpartition("/")[2]).replace("~1", "/").replace("~0", "~")
        found.setdefault(channel, []).append(name)
    return found


_Message = tuple[list[str], str, int]
"""The names of a message, and where it is."""


def _messages(messages: Table, path: str, references: References) -> Iterator[_Message]:
    for key, value in messages.items():
        message, _ = references.follow(value, path)
        names = [*_names(message), key, *_target(value)]
        yield names, path, messages.line_of(key)


def _of_operation(operation: Table, path: str, references: References) -> Iterator[_Message]:
    given = operation.get("message")
    several = given.get("oneOf") if isinstance(given, Table) else None
    for value in several[:_MOST_MESSAGES] if isinstance(several, list) else [given]:
        message, file = references.follow(value, path)
        names = [*_names(message), *_target(value)]
        if names:
            line = next((message.line_of(key) for key in _NAMES if key in message), 1)
            yield names, file, line


def _names(message: Table) -> list[str]:
    return [name for key in _NAMES if (name := message.text(key))]


def _target(value: object) -> list[str]:
    """Return the last part of a reference, which is the name of a component."""
    target = value.text("$ref").rpartition("/")[2] if isinstance(value, Table) else ""
    return [target] if target else []
