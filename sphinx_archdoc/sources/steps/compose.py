"""Read compose files: ``environment`` sets, and ``${X:-default}`` reads where it is not only passed on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from sphinx_archdoc.sources.facts import EnvMention, EnvRead, Fact, MentionKind
from sphinx_archdoc.sources.patterns import outcome_after
from sphinx_archdoc.sources.steps.manifest import read_manifest
from sphinx_archdoc.sources.steps.yaml_nodes import Item, scalars
from sphinx_archdoc.sources.text import CodeText

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}(?==|\Z)")
_EXPANSION = re.compile(r"(?<!\$)\$(?P<brace>\{)?(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})")
_ENVIRONMENT = frozenset({"environment", "args", "env"})
_OTHER_PROGRAM = re.compile(
    r"(?:\A|[/-])(?:postgres(?:ql)?|postgis|pgvector|pgbouncer|timescaledb|mysql|mariadb|percona|mongo(?:db)?"
    r"|redis|valkey|keydb|dragonfly|memcached|rabbitmq|kafka|zookeeper|nats|elasticsearch|opensearch|kibana|logstash"
    r"|clickhouse|cassandra|neo4j|influxdb|couchdb|etcd|minio|mailhog|mailpit|nginx|traefik|caddy|haproxy"
    r"|grafana|prometheus|loki|jaeger|vault|consul|adminer|pgadmin4?|phpmyadmin|keycloak|localstack)"
    r"(?:-(?:server|stack|stack-server|alpine|ha|apache|management|community|all-in-one))?(?:[:@}]|\Z)"
)
"""The image of a database, a broker or a proxy, which is a program of others."""


def read_compose(text: CodeText) -> Iterator[Fact]:
    """Yield the variables of a compose file; of one that is not YAML, what its lines show."""
    items = scalars(text.raw)
    if items is None:
        yield from read_manifest(text)
        return
    others = _services_of_others(items)
    for item in items:
        name = _environment_name(item)
        is_for_others = item.path[:2] in others
        if name:
            yield EnvMention(name, item.key_line or item.line, MentionKind.SET, is_for_others)
        yield from _expansions(item, name, is_for_others=is_for_others)


def _services_of_others(items: Sequence[Item]) -> Set[tuple[str, ...]]:
    """Return the services, as paths, that run a program of others from its image."""
    of_services = [item for item in items if item.path[:1] == ("services",) and len(item.path) > 2]
    built = {item.path[:2] for item in of_services if item.path[2] == "build"}
    images = (item for item in of_services if item.path[2:] == ("image",))
    return {item.path[:2] for item in images if _OTHER_PROGRAM.search(item.value)} - built


def _environment_name(item: Item) -> str:
    """Return the name that an item of ``environment`` sets, as ``NAME: value`` or ``NAME=value``."""
    path = item.path
    is_mapping = len(path) > 1 and (path[-2] in _ENVIRONMENT or path[-2].startswith(("x-", "<<")))
    if is_mapping and path[-1] != "[]":
        match = _NAME.match(path[-1])
    elif len(path) > 1 and path[-1] == "[]" and path[-2] in _ENVIRONMENT:
        match = _NAME.match(item.value)
    else:
        match = None
    return match[0] if match else ""


def _expansions(item: Item, own: str, *, is_for_others: bool) -> Iterator[Fact]:
    for match in _EXPANSION.finditer(item.value):
        line = item.line + item.value.count("\n", 0, match.start())
        if match["name"] == own:
            yield EnvMention(own, line, MentionKind.SET, is_for_others)
            continue
        outcome = outcome_after(item.value, match.end(), "shell")
        default, required = (outcome.default, outcome.required) if match["brace"] else (None, None)
        yield EnvRead(match["name"], line, default, required, is_implied=True)
