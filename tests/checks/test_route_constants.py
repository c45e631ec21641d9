"""Routes whose paths are constants, which other files may define."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.facts.endpoints.constants import PathConstants
from sphinx_archdoc.sources.facts import PathConstant, Route
from tests.duration import at_most
from tests.sources.reading import facts_of

PATHS = (
    'class Paths {\n  static final String API = "/api";\n  static final String USERS = API + "/users";\n'
    '  static final String A = B;\n  static final String B = A;\n  static final String TITLE = "All users";\n}'
)
CLASS = "class Users {\n  @GetMapping U all() {}\n"
ROUTES: dict[str, str] = {
    # Java
    f"A.java: @RequestMapping(Paths.USERS)\n{CLASS}": "GET /api/users",
    f"A.java: @RequestMapping(path = USERS)\n{CLASS}": "GET /api/users",
    f'A.java: @RequestMapping(value = Paths.API + "/all")\n{CLASS}': "GET /api/all",
    f"A.java: @RequestMapping({{Paths.USERS, Paths.API}})\n{CLASS}": "GET /api/users, GET /api",
    '@A.java: @GetMapping(Paths.USERS + "/{id}") U one() {}': "GET /api/users/{id}",
    'A.java: @PostMapping(value = "/v1" + Paths.USERS, produces = JSON) U one() {}': "POST /v1/api/users",
    'A.java: class A { String ME = "/me"; @GetMapping(ME) U one() {}': "GET /me",
    # what is not known
    f"A.java: @RequestMapping(Others.USERS)\n{CLASS}": "",
    'A.java: @GetMapping(Others.USERS + "/{id}") U one() {}': "GET /{id}",
    'A.java: @GetMapping("/v1" + Others.USERS) U one() {}': "GET /v1/{**}",
    "A.java: @GetMapping(Paths.A) U one() {}": "",
    "A.java: @GetMapping(Paths.TITLE) U one() {}": "",
    "A.java: @GetMapping(path(USERS)) U one() {}": "",
    "A.java: // @GetMapping(Paths.USERS)": "",
    # other languages
    "A.kt: @GetMapping(Paths.USERS) fun all() {}": "GET /api/users",
    'A.kt: @GetMapping("${Paths.USERS}/{id}") fun one() {}': "GET /api/users/{id}",
    'A.kt: const val V = "/v2"\n@GetMapping("$V/a") fun one() {}': "GET /v2/a",
    'A.cs: const string Base = "api";\n[HttpGet(Base + "/a")]': "GET api/a",
    'A.cs: const string Base = "api";\nconst string All = $"{Base}/a/{{id}}";\n[HttpPut(All)]': "PUT api/a/{id}",
}


@pytest.mark.parametrize("text", ROUTES)
def test_constants_have_their_values(text: str) -> None:
    name, _, code = text.lstrip("@").partition(": ")
    texts = {"a/Paths.java": PATHS, f"b/{name}": code}
    facts = [(path, fact) for path, one in texts.items() for fact in facts_of(path, one)]
    constants = PathConstants((path, fact) for path, fact in facts if isinstance(fact, PathConstant))
    routes = (constants.filled(path, fact) for path, fact in facts if isinstance(fact, Route))
    assert ", ".join(f"{route.method} {route.path}" for route in routes if route) == ROUTES[text]


def test_the_nearest_constant_of_a_name_is_meant() -> None:
    constants = PathConstants(
        [
            ("shop/Paths.java", PathConstant("USERS", "Paths", "/shop", 1)),
            ("mail/Paths.java", PathConstant("USERS", "Paths", "/mail", 1)),
        ]
    )
    route = Route("GET", "\0Paths.USERS\0/a", 1)
    found = (constants.filled(path, route) for path in ("shop/web/A.java", "mail/A.java", "A.java"))
    assert [route and route.path for route in found] == ["/shop/a", "/mail/a", "/a"]


def test_many_constants_of_one_name_cost_little() -> None:
    facts = [(f"a{number}/A.java", PathConstant("PATH", "A", f"/{number}", 1)) for number in range(3000)]
    constants = PathConstants(facts)
    with at_most(1):
        own = [constants.filled(path, Route("GET", "\0PATH\0", 1)) for path, _ in facts]
        others = [constants.filled(f"b{path}", Route("GET", "\0A.PATH\0/x", 1)) for path, _ in facts]
    assert [route and route.path for route in own] == [constant.value for _, constant in facts]
    assert {route and route.path for route in others} == {"/x"}
