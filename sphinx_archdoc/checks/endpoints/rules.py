"""The rules about endpoints: documents against OpenAPI, or against the routes of the code."""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from sphinx_archdoc.checks.endpoints.hosts import of_this_program
from sphinx_archdoc.checks.endpoints.scope import INTEGRATION, SPEC, EndpointScope, find_spec, spec_of
from sphinx_archdoc.checks.facts.endpoints.interfaces import ServedEndpoints, served_by
from sphinx_archdoc.checks.facts.endpoints.routes import CodeRoutes
from sphinx_archdoc.checks.facts.endpoints.written import KNOWN_METHODS, WrittenEndpoint
from sphinx_archdoc.checks.scope import CheckedScope, RuleFunction
from sphinx_archdoc.checks.undocumented import first_of_fullest_page, undocumented
from sphinx_archdoc.problems import counted
from sphinx_archdoc.rules.builtin import CheckRule, builtin_rules
from sphinx_archdoc.rules.finding import CodePlace, Finding
from sphinx_archdoc.sources.url_paths import PARAMETER, literals, path_segments
from sphinx_archdoc.spelling import did_you_mean

_FEWEST_OF_A_PAGE = 3
"""Endpoints of a page. If there are so many and none of them is described, it is about another program."""
_FEWEST_DOCUMENTED = 5
"""One of so many endpoints must be documented: a page that names a few does not promise to name all."""
_WORD = re.compile(
    r"/(?!(?:me|self|mine|current|latest|default|all|today)/?\Z)[a-z]{3,40}(?:-[a-z]{2,40}){0,3}/?\Z"
)
"""A path that ends with a word, rather than with an example or with what stands for the reader."""
_OF_READER = re.compile(r"/(?:me|self|mine)/?\Z")
"""A path that ends with what stands for the reader."""
_MOST_ABSENT = 3
"""One of so many endpoints may be unlike any route; if more are, the code has its own way with paths."""

_FEWEST_ROUTES = 5
"""If fewer are known, the code is likely no server, or has a framework that is not known."""


def endpoint_absent(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the documented endpoints that are not described, and the files of entries that cannot be read."""
    found = EndpointScope(scope)
    by_page: dict[str, list[tuple[WrittenEndpoint, Finding]]] = defaultdict(list)
    compared: Counter[str] = Counter()
    is_described: dict[str, bool] = {}
    described_starts: dict[str, Counter[str]] = defaultdict(Counter)
    without: list[WrittenEndpoint] = []
    for written in of_this_program(list(found.of(rule)), functools.partial(_is_known, scope, found)):
        entry = written.entry
        if not written.is_complete or written.is_of_framework:
            continue
        if (spec := spec_of(entry)) and (unread := find_spec(scope, entry, spec).unread):
            reason = scope.project.descriptions.why_unread(*unread[0])
            sources_unread = builtin_rules()["sources-unread"]
            yield sources_unread.about(entry, "file", key=spec, field=SPEC, file=spec, reason=reason)
        described = found.described(entry)
        if described is None or not described[0].endpoints:
            if not spec and not entry.values.get(INTEGRATION) and not found.descriptions:
                without.append(written)
            continue
        compared[entry.page] += 1
        findings = list(absent(rule, written, described[0], f"looked in {described[1]}"))
        is_described[entry.page] = is_described.get(entry.page, False) or not findings
        described_starts[entry.page][_start(written.path)] += not findings
        if spec or not findings or not scope.project.routes().names(written.method, written.path):
            # else the description leaves it out, but the code does not
            by_page[entry.page] += [(written, finding) for finding in findings]
    for page, of_page in by_page.items():
        if is_described[page] or compared[page] < _FEWEST_OF_A_PAGE:
            yield from _of_this_program(of_page, described_starts[page])
    yield from _absent_in_code(rule, scope, without)


def _is_known(scope: CheckedScope, found: EndpointScope, written: WrittenEndpoint) -> bool:
    """Return whether an endpoint is described, or a route of the code."""
    described = found.described(written.entry)
    if described and described[0].endpoints:
        return any(map(written.means, written.among(described[0])))
    return scope.project.routes().names(written.method, written.path)


def _of_this_program(
    absent: Sequence[tuple[WrittenEndpoint, Finding]], described: Counter[str]
) -> Iterator[Finding]:
    """Yield the findings without those about another program.

    If all endpoints of a page that are described begin alike (``/api/…``), and several others do not, then
    those are what the program calls.
    """
    starts = [start for start, number in described.items() if number]
    is_alike = len(starts) == 1 and described[starts[0]] >= _FEWEST_OF_A_PAGE
    number = sum(_start(written.path) not in starts for written, _ in absent)
    for written, finding in absent:
        if not is_alike or number < _FEWEST_OF_A_PAGE or _start(written.path) in starts:
            yield finding


def _start(path: str) -> str:
    return next(iter(path_segments(path)), "")


def _absent_in_code(
    rule: CheckRule, scope: CheckedScope, endpoints: Sequence[WrittenEndpoint]
) -> Iterator[Finding]:
    """Yield the endpoints that are not routes, if most of the others are: the framework is understood then.

    A page most of whose endpoints are not routes may be about another program, so that is said once. On a
    page of very few, an endpoint is of this program if the code has its path with other methods.
    """
    absent = _unserved(scope, endpoints)
    numbers = Counter(written.entry.page for written in endpoints)
    starts = scope.project.routes().starts if any(absent.values()) else frozenset()
    own = [
        page
        for page, number in numbers.items()
        if len(absent[page]) * 2 <= number or _are_below(absent[page], number, starts)
    ]
    unlike = sum(not _is_like_route(scope.project.routes(), one) for page in own for one in absent[page])
    if unlike * _MOST_ABSENT > sum(numbers[page] for page in own):
        own = []
    known = scope.project.routes().number if any(absent.values()) else 0
    hint = f"{scope.looked_in}; {known} routes are known"
    for page, of_page in absent.items():
        if page in own:
            yield from (_no_route(rule, written, scope.project.routes(), hint) for written in of_page)
        elif numbers[page] < _FEWEST_OF_A_PAGE:
            others = (one for one in of_page if _has_other_methods(scope.project.routes(), one))
            yield from (_no_route(rule, written, scope.project.routes(), hint) for written in others)
        elif (
            scope.project.routes().number_of_registered >= _FEWEST_ROUTES
            and len(of_page) >= _FEWEST_OF_A_PAGE
        ):
            yield _not_compared(of_page, numbers[page], hint)


def _are_below(absent: Sequence[WrittenEndpoint], number: int, starts: Container[str]) -> bool:
    """Return whether some endpoints of a page are routes, and the others are where all routes are known."""
    paths = (_COMMON_START.sub("", written.path) for written in absent)
    return len(absent) < number and all(_start(path) in starts for path in paths)


_COMMON_START = re.compile(r"\A(?:/(?:api|v\d+))+(?=/)")
"""What the paths of many programs begin with."""
_FEWEST_WORDS = 2
"""A path with fewer words after its beginning may be that of another program, too: ``/health``."""


def _has_other_methods(routes: CodeRoutes, written: WrittenEndpoint) -> bool:
    """Return whether the code certainly has the path of an endpoint, with other methods."""
    own = path_segments(_COMMON_START.sub("", written.path))
    return literals(own) >= _FEWEST_WORDS and bool(routes.other_methods(written.path))


def _is_like_route(routes: CodeRoutes, written: WrittenEndpoint) -> bool:
    """Return whether the code has a route that differs only in the method or in one segment."""
    return bool(routes.other_methods(written.path) or routes.near(written.method, written.path))


def _no_route(rule: CheckRule, written: WrittenEndpoint, routes: CodeRoutes, hint: str) -> Finding:
    """Return the finding about an endpoint that is not a route.

    It names the methods of the path if there are others, or else the nearest route.
    """
    if methods := routes.other_methods(written.path):
        named, places = ", ".join(sorted(methods)), list(dict.fromkeys(methods.values()))[:10]
        return rule.about(written.entry, "method", field="method", hint=hint, methods=named, evidence=places)
    meant = did_you_mean(f"{written.method} {written.path}", routes.near(written.method, written.path))
    return rule.about(written.entry, field="path", hint="; ".join(filter(None, (hint, meant))))


def _unserved(
    scope: CheckedScope, endpoints: Sequence[WrittenEndpoint]
) -> Mapping[str, Sequence[WrittenEndpoint]]:
    """Return the endpoints that are neither routes nor described anywhere, by page."""
    absent = defaultdict[str, list[WrittenEndpoint]](list)
    documented = {(one.entry.page, one.method, path_segments(one.path)) for one in endpoints}
    for written in endpoints:
        if not written.is_open and not _is_served(scope.project.routes(), written, documented):
            absent[written.entry.page].append(written)
    described = _described_elsewhere(scope) if absent else ServedEndpoints(())
    if described is None:
        return defaultdict(list)
    for page, of_page in absent.items():
        absent[page] = [one for one in of_page if not any(map(one.means, one.among(described)))]
    return absent


def _is_served(
    routes: CodeRoutes, written: WrittenEndpoint, documented: Container[tuple[str, str, tuple[str, ...]]]
) -> bool:
    """Return whether an endpoint is a route.

    A word that only a parameter of a route can stand for is not one, if the page has the parameter, too, or
    the code has the word in another spelling. A word for the reader, such as ``me``, is not one if the code
    has it with other methods.

    :param documented: all endpoints, by page, method and path.
    """
    if not routes.serve(written.method, written.path):
        return False
    *front, last = path_segments(written.path)
    if PARAMETER in last or not routes.takes_for_parameter(written.method, written.path):
        return True
    if routes.spells_otherwise(written.method, written.path):
        return False
    is_told_apart = (written.entry.page, written.method, (*front, PARAMETER)) in documented
    if _OF_READER.search(written.path):
        return not routes.other_methods(written.path)
    return not (is_told_apart and _WORD.search(written.path))


def _not_compared(absent: Sequence[WrittenEndpoint], number: int, hint: str) -> Finding:
    """Return the finding about a page whose endpoints are not reported one by one.

    :param number: how many endpoints the page has that are comparable.
    """
    entry = absent[0].entry
    return builtin_rules()["sources-unread"].at(
        *(entry.where, "endpoints"),
        page=entry.page,
        name=entry.page,
        kind=entry.kind,
        key=f"endpoints of {entry.page}",
        hint=hint,
        count=str(len(absent)),
        all=str(number),
        endpoint=f"{absent[0].method} {absent[0].path}",
    )


_DESCRIPTION = re.compile(r"(?:.*/)?(?:[\w-]*[._-])?(?:open-?api|swagger)[\w.-]*\.(?:ya?ml|json)", re.I)
_MOST_DESCRIPTIONS = 20
"""Reading more of them takes too long; what is absent is not known then."""


def _described_elsewhere(scope: CheckedScope) -> ServedEndpoints | None:
    """Return the endpoints of OpenAPI documents that the configuration does not name.

    The code may take their paths apart in its own way. The whole path must be there, as such a document is
    often generated from comments that nobody maintains. None if there are too many documents.
    """
    tree = scope.project.tree
    found = [path for path in tree.files if _DESCRIPTION.fullmatch(path) and not tree.is_test(path)]
    if len(found) > _MOST_DESCRIPTIONS:
        return None
    return served_by([scope.project.descriptions.specification(path) for path in found], is_whole=True)


def absent(
    rule: CheckRule, written: WrittenEndpoint, served: ServedEndpoints, looked_in: str
) -> Iterator[Finding]:
    """Yield the finding about an endpoint if it is not served."""
    same_path = written.among(served)
    if any(map(written.means, same_path)):
        return
    hint = f"{looked_in}: {counted(len(served.endpoints), 'endpoint')}"
    if same_path:
        methods = ", ".join(sorted({endpoint.method for endpoint in same_path}))
        places = [CodePlace(endpoint.file, endpoint.line) for endpoint in same_path[:10]]
        yield rule.about(written.entry, "method", field="method", hint=hint, methods=methods, evidence=places)
        return
    meant = did_you_mean(f"{written.method} {written.path}", served.near(written.path))
    yield rule.about(written.entry, field="path", hint="; ".join(filter(None, (hint, meant))))


def endpoint_undocumented(rule: CheckRule, scope: CheckedScope) -> Iterator[Finding]:
    """Yield the described endpoints that no page documents, if the pages of the scope document any."""
    found = EndpointScope(scope)
    mine = [
        written.entry for written in found.of(rule) if any(map(written.means, written.among(found.served)))
    ]
    first = first_of_fullest_page(mine)
    if first is None:
        return
    documented = scope.project.endpoints.documented(found.served, rule.kinds)
    if len(documented) * _FEWEST_DOCUMENTED < len(found.served.endpoints):
        return
    named = scope.project.endpoints.named
    for endpoint in found.served.endpoints:
        if endpoint in documented or endpoint.method not in KNOWN_METHODS - {"HEAD"}:
            continue
        if path_segments(endpoint.path) not in named.get(endpoint.method, ()):
            yield undocumented(
                rule, first, f"{endpoint.method} {endpoint.path}", CodePlace(endpoint.file, endpoint.line)
            )


RULES: Mapping[str, RuleFunction] = {
    "endpoint-absent": endpoint_absent,
    "endpoint-undocumented": endpoint_undocumented,
}
