"""What the routes of the code may serve."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.facts.endpoints.routes import CodeRoutes
from sphinx_archdoc.sources.facts import Route
from tests.checks.test_endpoints import page
from tests.checks.trees import FakeTree, check
from tests.duration import at_most
from tests.sources.reading import facts_of


def test_a_route_in_front_of_many_others_may_serve_whatever_is_below_it() -> None:
    routes = [Route("ANY", "/api/*", 1), *(Route("GET", f"/api/a{number}", 1) for number in range(25))]
    served = page("GET /api/a1", "GET /api/a2", "GET /api/a3", "GET /api/trpc/x")
    assert check(FakeTree({"src/a.ts": routes}), served) == []
    assert len(check(FakeTree({"src/a.ts": routes[1:]}), served)) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/proxy/{slug}/{*path}",
        "/proxy/:slug/*",
        "/proxy/{slug}/{path...}",
        "proxy/:slug/*path",
        "/proxy/{slug}/{**path}",
        "/proxy/{slug}/{path: .*}",
        "/proxy/:slug/(.*)",
    ],
)
def test_a_route_may_have_a_parameter_before_what_stands_for_all_paths_below_it(path: str) -> None:
    routes = [*(Route("GET", f"/{name}", 1) for name in "abc"), Route("POST", path, 2)]
    tree, served = FakeTree({"src/a.ts": routes}), ["GET /a", "GET /b", "GET /c", "POST /api/proxy/x/y/z"]
    assert check(tree, page(*served)) == []
    assert len(check(tree, page(*served, "GET /proxy/x/y/z"))) == 1
    assert len(check(tree, page(*served, "POST /proxies/x/y/z"))) == 1


@pytest.mark.parametrize(
    "path", ["/trays/{name:path}/lid", "/trays/<path:name>/lid", "/trays/*name/lid", "/trays/{name...}/lid"]
)
def test_what_stands_for_any_path_may_be_in_the_middle(path: str) -> None:
    routes = [*(Route("GET", f"/{name}", 1) for name in "abc"), Route("POST", path, 2)]
    tree, served = FakeTree({"src/a.ts": routes}), ["GET /a", "GET /b", "GET /c"]
    assert check(tree, page(*served, "POST /trays/{name}/lid", f"POST {path}")) == []
    assert len(check(tree, page(*served, "POST /trays/{name}/lip", "POST /trays/lid"))) == 2


@pytest.mark.parametrize(
    ("name", "is_absent"),
    [
        ("PUT /api/bakers/me", True),
        ("PATCH /api/bakers/me", False),
        ("PUT /api/bakers/{id}", False),
        ("PUT /api/bakers/favourite", False),
    ],
)
def test_a_word_for_the_reader_that_has_routes_of_its_own(name: str, is_absent: bool) -> None:
    routes = [("GET", "me"), ("PATCH", "me"), ("GET", "favourite"), ("PUT", ":id")]
    tree = FakeTree({"src/a.ts": [Route(method, f"/api/bakers/{end}", 1) for method, end in routes]})
    expected = f"page:4 endpoint-absent: there is no endpoint {name}; the path accepts GET, PATCH"
    known = ("GET /api/bakers/me", "GET /api/bakers/favourite", "PATCH /api/bakers/me")
    assert check(tree, page(*known, name)) == ([expected] if is_absent else [])


@pytest.mark.parametrize(
    ("name", "is_absent"),
    [
        ("GET /api/trays/my-trays", True),
        ("GET /api/trays/my_trays", False),
        ("GET /api/trays/half_full", True),
        ("GET /api/trays/other-trays", False),
    ],
)
def test_a_word_that_the_code_spells_in_another_way(name: str, is_absent: bool) -> None:
    ends = ("my_trays", "half-full", ":id", "large")
    tree = FakeTree({"src/a.ts": [Route("GET", f"/api/trays/{end}", 1) for end in ends]})
    expected = f"page:4 endpoint-absent: there is no endpoint {name}"
    known = ("GET /api/trays/large", "GET /api/trays/half-full", "GET /api/trays/my_trays")
    assert check(tree, page(*known, name)) == ([expected] if is_absent else [])


@pytest.mark.parametrize("name", ["POST /metrics", "DELETE /docs"])
def test_what_a_framework_serves_is_for_reading(name: str) -> None:
    tree = FakeTree({"src/a.ts": [Route("GET", f"/{one}", 1) for one in ("a", "b", "c", "metrics")]})
    own = ("GET /a", "GET /b", "GET /c")
    assert check(tree, page(*own, "GET /metrics", "GET /docs", "POST /actuator/loggers/root")) == []
    assert len(check(tree, page(*own, name))) == 1


def test_many_endpoints_that_are_like_routes_are_reported_one_by_one() -> None:
    tree = FakeTree(
        {"src/a.ts": [Route("GET", f"/api/shop/{name}", 1) for name in ("users", "orders", "lines")]}
    )
    known = ("GET /api/shop/users", "GET /api/shop/orders", "GET /api/shop/lines")
    unlike = check(tree, page(*known, "GET /api/feed", "GET /api/mail"))
    assert not [found for found in unlike if "endpoint-absent" in found]
    assert check(tree, page(*known, "POST /api/shop/users", "GET /api/shop/order", "GET /api/mail")) == [
        "page:4 endpoint-absent: there is no endpoint POST /api/shop/users; the path accepts GET",
        "page:5 endpoint-absent: there is no endpoint GET /api/shop/order",
        "page:6 endpoint-absent: there is no endpoint GET /api/mail",
    ]


def test_what_answers_get_answers_head() -> None:
    tree = FakeTree({"src/a.rs": [Route("GET", f"/{name}", 1) for name in "abcd"]})
    assert check(tree, page("GET /a", "GET /b", "GET /c", "HEAD /d")) == []
    assert len(check(tree, page("GET /a", "GET /b", "GET /c", "POST /d"))) == 1


@pytest.mark.parametrize(("folder", "is_absent"), [("", False), ("web/src/", False), ("tests/", True)])
def test_a_folder_of_a_file_that_is_a_route_may_be_called_test(folder: str, is_absent: bool) -> None:
    path = f"{folder}app/api/mail/tests/route.ts"
    routes = [Route("GET", f"/{name}", 1) for name in "abc"]
    tree = FakeTree({"src/a.ts": routes, path: [Route("ANY", "/api/mail/tests", 1)]})
    assert bool(check(tree, page("GET /a", "GET /b", "GET /c", "POST /api/mail/tests"))) is is_absent


@pytest.mark.parametrize(
    ("path", "is_absent"),
    [
        ("src/userNotes.routes.js", False),
        ("src/usernotes_routes.py", False),
        ("src/user-notes.router.ts", True),
        ("src/notes.js", True),
        ("src/routes.js", True),
    ],
)
def test_a_program_may_mount_a_file_on_its_name(path: str, is_absent: bool) -> None:
    routes = [Route("GET", f"/{name}", 1) for name in "abcd"]
    tree = FakeTree({"src/a.js": routes, path: [Route("GET", "/", 1), Route("GET", "/:id", 2)]})
    named = page("GET /a", "GET /b", "GET /c", "GET /d", "GET /api/usernotes", "GET /api/usernotes/:id")
    assert bool(check(tree, named)) is is_absent


@pytest.mark.parametrize(("routes", "is_told"), [("abcde", True), ("abcd", False)])
def test_a_page_most_of_whose_endpoints_are_not_routes_is_reported_once(routes: str, is_told: bool) -> None:
    tree = FakeTree({"src/a.js": [Route("GET", f"/{name}", 1) for name in routes]})
    named = page("GET /a", "GET /x/one", "GET /x/two", "POST /x/two")
    assert check(tree, named) == (
        [
            "page:2 sources-unread: 3 of 4 endpoints on this page are not among the routes of the code, such as "
            "GET /x/one; perhaps the page is out of date or about another program, or sphinx-archdoc does not "
            "understand how the code registers its routes"
        ]
        if is_told
        else []
    )
    assert check(tree, page("GET /a", "GET /x/one", "GET /x/two")) == []


NAMED = [
    Route("GET", "/users/{id}", 1),
    Route("POST", "/users/{id}", 2),
    Route("GET", "/api/accounts/billing/invoices", 3),
    Route("GET", "/status", 4),
    Route("DELETE", "/accounts/{id}", 5),
]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("PUT /users/:id", "PUT /users/:id; the path accepts GET, POST"),
        ("PUT /api/v1/users/{user}", "PUT /api/v1/users/{user}; the path accepts GET, POST"),
        ("POST /api/accounts/invoices", "POST /api/accounts/invoices"),
        ("PUT /users/search", "PUT /users/search"),  # the word may be a path that is gone
        ("POST /orders/status", "POST /orders/status"),  # the route is another one
    ],
)
def test_a_path_that_is_served_with_other_methods(name: str, message: str) -> None:
    routes = [*NAMED, *(Route("GET", f"/{one}", 1) for one in "abc")]
    found = check(FakeTree({"src/a.ts": routes}), page("GET /a", "GET /b", "GET /c", name))
    assert found == [f"page:4 endpoint-absent: there is no endpoint {message}"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("GET /api/accounts/invoices", "GET /api/accounts/billing/invoices"),
        ("GET /api/v1/accounts/billing/invoices/all", ""),
        ("GET /api/accounts/billing/invoices/all", ""),
        ("GET /api/v1/accounts/billing/invoices", "GET /api/accounts/billing/invoices"),
        ("GET /api/accounts/billing/invoice", "GET /api/accounts/billing/invoices"),
        ("GET /api/accounts/billing/orders", ""),
        ("DELETE /account/{id}", "DELETE /accounts/{id}"),
        ("GET /account/{id}", ""),
        ("GET /statuses", ""),
    ],
)
def test_the_nearest_route(name: str, meant: str) -> None:
    method, _, path = name.partition(" ")
    near = CodeRoutes(FakeTree({"src/a.ts": NAMED})).near(method, path)
    assert near == ([meant] if meant else [])


def test_the_nearest_of_many_routes_costs_little() -> None:
    routes = [Route("GET", f"/api/v1/things{number}/{{id}}", 1) for number in range(5000)]
    known = CodeRoutes(FakeTree({"src/a.ts": routes}))
    with at_most(2):
        for number in range(100):
            known.near("GET", f"/api/v1/thinks{number}/{{id}}")


@pytest.mark.parametrize(
    ("endpoints", "found"),
    [
        (["PUT /api/chat/message"], ["PUT /api/chat/message"]),
        (["PUT /api/chat/message", "GET /other/path"], ["PUT /api/chat/message"]),
        (["PUT /chat/message/{id}"], []),
        (["PUT /api/v1/health"], []),
        (["PUT /api/chat/message", "GET /x/a", "GET /x/b"], []),
    ],
)
def test_a_lone_endpoint_whose_path_has_other_methods(endpoints: list[str], found: list[str]) -> None:
    routes = [Route("POST", "/chat/message", 1), Route("GET", "/health", 2)]
    lines = check(FakeTree({"src/a.ts": routes}), page(*endpoints))
    assert [line for line in lines if "endpoint-absent" in line] == [
        f"page:1 endpoint-absent: there is no endpoint {one}; the path accepts POST" for one in found
    ]


@pytest.mark.parametrize(
    ("name", "is_absent"),
    [
        ("GET /api/users.php", False),
        ("GET /users.php", False),
        ("GET /shop/public/api/users.php?id={id}", False),
        ("POST /api/orders.php", True),
        ("GET /api/points.php", True),
        ("GET /api/users", True),
    ],
)
def test_a_file_of_php_is_served_below_any_root(name: str, is_absent: bool) -> None:
    texts = {
        "public/api/users.php": "<?php echo 1;",
        "public/api/orders.php": "<?php if ($_SERVER['REQUEST_METHOD'] !== 'GET') { http_response_code(405); }",
        "public/api/lines.php": "<?php echo 2;",
    }
    tree = FakeTree({path: facts_of(path, text) for path, text in texts.items()})
    known = ["GET /api/users.php", "GET /api/orders.php", "GET /api/lines.php", "GET /lines.php"]
    assert bool(check(tree, page(*known, name))) is is_absent


def test_files_of_php_do_not_show_that_other_routes_are_understood() -> None:
    tree = FakeTree({path: facts_of(path, "<?php echo 1;") for path in map("a{}.php".format, range(9))})
    assert check(tree, page("GET /users", "GET /orders", "GET /lines")) == []
