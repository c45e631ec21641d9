"""Routes with what they are mounted on: in their own file, and in others."""

from __future__ import annotations

import pytest

from sphinx_archdoc.checks.facts.endpoints.mounts import Mounts
from sphinx_archdoc.checks.facts.endpoints.view_sets import ViewSets
from sphinx_archdoc.sources.facts import Mount, Route, ViewSet
from tests.checks.test_endpoints import page
from tests.checks.trees import Document, FakeTree, check
from tests.duration import at_most
from tests.sources.reading import facts_of

PROJECTS: dict[str, tuple[dict[str, str], set[str]]] = {
    "view sets of Django": (
        {
            "shop/urls.py": "router = DefaultRouter()\nrouter.register(r'ovens', views.OvenViewSet)\n"
            "router.register('loaves', LoafViewSet, basename='loaf')\nrouter.register('trays', TrayViewSet)\n",
            "shop/views.py": "from rest_framework import mixins, viewsets\n"
            'class OvenViewSet(viewsets.ReadOnlyModelViewSet):\n    x = """\nText.\n"""\n    def create(self): ...\n\n'
            "class LoafViewSet(\n    mixins.UpdateModelMixin,\n    viewsets.GenericViewSet,\n):\n"
            "    def create(self, request):\n        def list(): ...\n",
            "shop/trays.py": "from rest_framework.viewsets import ModelViewSet\n\nclass TrayViewSet(Own, ModelViewSet):\n",
        },
        {
            *(
                "GET ovens",
                "POST ovens",
                "GET ovens/:id",
                "POST loaves",
                "PUT loaves/:id",
                "PATCH loaves/:id",
            ),
            *("ANY trays", "ANY trays/:id"),
        },
    ),
    "view sets of one name": (
        {
            "a.py": "from rest_framework.viewsets import (\n    ViewSet,\n)\nrouter.register('a', A)\n"
            "class A(ViewSet):\n    def list(self): ...",
            "b.py": "import rest_framework\nclass A(rest_framework.viewsets.ViewSet):\n    def create(self): ...",
            "c.py": "import rest_framework\nfrom own.viewsets import ModelViewSet\n"
            "router.register('c', C)\nclass C(ModelViewSet): ...",
        },
        {"GET a", "POST a", "ANY c", "ANY c/:id"},
    ),
    "class of Spring": (
        {
            "A.java": '@RestController\n@RequestMapping("/users")\nclass A {\n  @GetMapping("/{id}") U get() {}\n}'
        },
        {"GET /users/{id}"},
    ),
    "two paths of a class": (
        {"A.java": '@RequestMapping({"/a", "/b"})\nclass A {\n  @GetMapping("/x") U get() {}\n}'},
        {"GET /a/x", "GET /b/x"},
    ),
    "class of NestJS": (
        {"a.ts": "@Controller('users')\nexport class A {\n  @Get(':id') show() {}\n}"},
        {"GET users/:id"},
    ),
    "class of ASP.NET": (
        {
            "A.cs": '[Route("api/[controller]")]\npublic class UsersController {\n  [HttpGet("{id}")] X Get() {}\n}'
        },
        {"GET api/users/{id}", "GET api/Users/{id}"},
    ),
    "a path from the root of ASP.NET": (
        {"A.cs": '[Route("api")]\nclass A {\n  [HttpGet("~/health")] X Get() {}\n}'},
        {"GET /health"},
    ),
    "FastAPI": (
        {
            "app/main.py": 'from app.routers import users\napp.include_router(users.router, prefix="/api")',
            "app/routers/users.py": 'router = APIRouter(prefix="/users")\n@router.get("/{id}")\n@router.get("")',
        },
        {"ANY /api/users", "GET /api/users/{id}", "GET /api/users"},
    ),
    "FastAPI with another name": (
        {
            "app/main.py": "from app.users import router as users\napp.include_router(users)",
            "app/users.py": 'router = APIRouter(\n    tags=["a"],\n    prefix="/users",\n)\n@router.get("/new")',
        },
        {"GET /users/new"},
    ),
    "lists of routes of Django": (
        {
            "app/urls.py": 'from tasks.urls import boards\npath("api/boards/", include((boards, "ns")))\n'
            'url(r"^api/users/", include("users.urls"))',
            "tasks/urls.py": 'boards = [path("<int:id>/", show)]',
            "users/urls.py": 'urlpatterns = [re_path(r"^(?P<id>[0-9]+)/?$", show)]',
        },
        {"ANY api/boards/", "ANY api/boards/<int:id>/", "ANY api/users/", "ANY api/users/{id}/"},
    ),
    "comments within an import": (
        {
            "app/main.py": "from app import (\n    users,  # people\n    orders,\n)\n"
            'app.include_router(orders.router, prefix="/api")',
            "app/orders.py": 'router = APIRouter()\n@router.get("/orders")',
        },
        {"GET /api/orders"},
    ),
    "a blueprint of another file": (
        {
            "web/__init__.py": 'users_bp = Blueprint("users", __name__, url_prefix="/users")',
            "web/show.py": 'from web import users_bp\n@users_bp.route("/<int:id>")',
        },
        {"ANY users", "ANY /users/<int:id>"},
    ),
    "Django": (
        {
            "site/urls.py": 'urlpatterns = [path("api/", include("shop.urls"))]',
            "shop/urls.py": 'urlpatterns = [path("orders/", orders)]',
        },
        {"ANY api/", "ANY api/orders/"},
    ),
    "routers of Django that the same file includes": (
        {
            "site/urls.py": 'urlpatterns = [path("api/", include("shop.urls"))]',
            "shop/urls.py": "router = DefaultRouter()\nrouter.register(r'orders', Orders)\n"
            "lines = NestedSimpleRouter(router, r'orders', lookup='order')\nlines.register(r'lines', Lines)\n"
            "urlpatterns = [\n    path('v1/', include(router.urls)),\n    path('v1/', include(lines.urls)),\n]",
        },
        {
            *("ANY api/", "ANY api/v1/", "ANY api/v1/orders", "ANY api/v1/orders/:id"),
            *("ANY api/v1/orders/:id/lines", "ANY api/v1/orders/:id/lines/:id"),
        },
    ),
    "Express": (
        {
            "src/app.js": "const users = require('./routes/users');\napp.use('/api/users', auth, users);",
            "src/routes/users.js": "const router = express.Router();\nrouter.get('/:id', show);",
        },
        {"ANY /api/users", "GET /api/users/:id"},
    ),
    "Express in three files": (
        {
            "src/app.ts": "import routes from './routes';\napp.use('/api', routes);",
            "src/routes/index.ts": "import { users } from './users.js';\nrouter.use('/users', users);",
            "src/routes/users.ts": "export const users = Router();\nusers.get('/:id', show);",
        },
        {"ANY /api", "ANY /api/users", "GET /api/users/:id"},
    ),
    "routers of one file": (
        {
            "a.js": "const a = Router();\nconst b = Router();\na.get('/x', f);\nb.get('/y', f);\napp.use('/a', a);"
        },
        {"ANY /a", "GET /a/x", "GET /y"},
    ),
    "groups of Go": (
        {
            "a.go": '\nfunc Run() {\n\tv1 := r.Group("/v1")\n\tu := v1.Group("/users")\n\tu.GET("/:id", get)\n}'
        },
        {"ANY /v1", "ANY /v1/users", "GET /v1/users/:id"},
    ),
    "a function of Go that is given its group": (
        {
            "main.go": '\nfunc main() {\n\tv1 := r.Group("/v1")\n\tusers.Register(v1)\n\torders.Register(v1)\n}',
            "users/users.go": '\nfunc Register(g *gin.RouterGroup) {\n\tg.GET("/users", list)\n}',
            "orders/orders.go": '\nfunc Register(g *gin.RouterGroup) {\n\tg.GET("/orders", list)\n}',
        },
        {"ANY /v1", "GET /v1/users", "GET /v1/orders"},
    ),
    "a closure of chi": (
        {
            "a.go": '\nfunc Run() {\n\tr.Route("/users", func(r chi.Router) {\n\t\tr.Get("/{id}", get)\n\t})\n}'
        },
        {"ANY /users", "GET /users/{id}"},
    ),
    "axum": (
        {
            "a.rs": '\nfn main() {\n    let api = Router::new()\n        .route("/stats", get(s));\n    app.nest("/v1", api);\n}'
        },
        {"ANY /v1", "GET /v1/stats"},
    ),
    "axum routers that begin with others": (
        {
            "a.rs": '\nfn main() {\n    let users = Router::new()\n        // of a user\n        .route("/me", get(a));\n'
            '    let stats = Router::new()\n        .route("/stats", get(a))\n        /* more */\n        .layer(x);\n'
            '    let api = users\n        .merge(stats);\n    let all = api.route("/up", get(a));\n'
            '    app.nest("/v1", all);\n}'
        },
        {"ANY /v1", "GET /v1/me", "GET /v1/stats", "GET /v1/up"},
    ),
    "axum routers that functions return": (
        {
            "src/main.rs": "\nfn app() -> Router {\n    let api = Router::new().merge(crate::orders::routes(s.clone()));\n"
            '    Router::new()\n        .nest("/v1", api)\n        .nest("/users", users::router(state))\n}',
            "src/orders.rs": '\npub fn routes(s: S) -> Router {\n    Router::new().route("/orders", post(a))\n}',
            "src/users/mod.rs": "\npub fn router(s: S) -> Router {\n    let router = own_routes();\n    router.layer(x)\n}"
            '\nfn own_routes() -> Router {\n    Router::new().route("/me", get(a))\n}',
        },
        {"ANY /users", "ANY /v1", "POST /v1/orders", "GET /users/me"},
    ),
    "axum routers in three files": (
        {
            "src/main.rs": '\nfn app() -> Router {\n    Router::new().nest("/v1", api::all())\n}',
            "src/api.rs": "\npub fn all() -> Router {\n    Router::new().merge(crate::users::routes())\n}",
            "src/users.rs": '\npub fn routes() -> Router {\n    Router::new().route("/users", post(a))\n}',
        },
        {"ANY /v1", "POST /v1/users"},
    ),
    "a scope of actix": (
        {"a.rs": '\nfn c() {\n    cfg.service(web::scope("/users").service(web::resource("/{id}")));\n}'},
        {"ANY /users", "ANY /users/{id}"},
    ),
    "Laravel": (
        {
            "a.php": "<?php\nRoute::prefix('v1')->middleware('a')->group(function () {\n  Route::get('/x', [A::class]);\n});"
            "\nRoute::group(['prefix' => 'v2'], function () {\n  Route::get('/y', [A::class]);\n});"
        },
        {"ANY v1", "GET v1/x", "GET v2/y", "ANY /a.php"},
    ),
    "Rails": (
        {
            "routes.rb": "\nnamespace :api do\n  scope '/v1' do\n    resources :users, only: :show do\n      get :posts\n    end\n  end\nend\n"
            "get '/up'\n"
        },
        {
            *("ANY api", "ANY api/v1", "GET api/v1/users/:id"),
            *("GET api/v1/users/posts", "GET api/v1/users/:id/posts", "GET /up"),
        },
    ),
    "Phoenix": (
        {"r.ex": '\n  scope "/api", Web do\n    get "/users", UserController, :index\n  end\n'},
        {"ANY /api", "GET /api/users"},
    ),
    "Ktor": (
        {"a.kt": 'routing {\n  route("/users") {\n    get("/{id}") { }\n  }\n}'},
        {"ANY /users", "GET /users/{id}"},
    ),
    "a router that is mounted in several ways": (
        {
            "a.py": 'shop_bp = Blueprint("a", url_prefix="/a")',
            "b.py": 'shop_bp = Blueprint("b", url_prefix="/b")',
            "c.py": '@shop_bp.get("/x")',
        },
        {"ANY a", "ANY b", "GET /x"},
    ),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_routes_have_what_they_are_mounted_on(name: str) -> None:
    files, routes = PROJECTS[name]
    facts = [(path, fact) for path, text in files.items() for fact in facts_of(path, text)]
    mounts = Mounts((path, fact) for path, fact in facts if isinstance(fact, Mount))
    view_sets = ViewSets(fact for _, fact in facts if isinstance(fact, ViewSet))
    found = {
        f"{route.method} {full}"
        for path, fact in facts
        if isinstance(fact, Route)
        for route in view_sets.by_method(fact)
        for full in mounts.paths(path, route)
    }
    assert found == routes


JOBS = {
    "src/app.js": "import jobs from './jobs';\nimport { other } from 'other';\napp.use('/api/jobs', auth, jobs);\n"
    "app.use('/api/other', other);\napp.get('/a', f);\napp.get('/b', f);\napp.get('/c', f);",
    "src/jobs.js": "const router = Router();\nrouter.get('/metrics', f);\nrouter.post('', f);\nexport default router",
}


@pytest.mark.parametrize(
    ("name", "is_absent"),
    [
        ("GET /api/jobs", True),
        ("POST /api/jobs", False),
        ("GET /api/jobs/metrics", False),
        ("GET /api/other", False),  # what is mounted there is not known
    ],
)
def test_what_a_router_is_mounted_on_serves_nothing_itself(name: str, is_absent: bool) -> None:
    tree = FakeTree({path: facts_of(path, text) for path, text in JOBS.items()})
    assert bool(check(tree, page("GET /a", "GET /b", "GET /c", name))) is is_absent


def test_a_group_serves_nothing_itself() -> None:
    text = '\nfunc Run() {\n\tg := r.Group("/users")\n\tg.GET("/:id", get)\n\tr.Group("/files")\n}'
    routes = [Route("GET", f"/{name}", 1) for name in "abc"]
    tree = FakeTree({"a.go": facts_of("a.go", text), "b.go": routes})
    named = page("GET /a", "GET /b", "GET /c", "GET /files", "GET /users/{id}", "DELETE /users")
    assert check(tree, named) == ["page:6 endpoint-absent: there is no endpoint DELETE /users"]


def test_a_view_set_of_django_serves_what_its_actions_are_mounted_on() -> None:
    texts = {
        "app/urls.py": "from .views import Users\nrouter.register('users', Users)",
        "app/views.py": "class Users:\n    @action(detail=False)\n    def recent(self, request):",
    }
    tree = FakeTree({path: facts_of(path, text) for path, text in texts.items()})
    assert check(tree, page("GET /users", "GET /users/recent", "GET /users/{id}", "GET /gone")) == [
        "page:4 endpoint-absent: there is no endpoint GET /gone"
    ]


@pytest.mark.parametrize(
    ("name", "is_absent"),
    [
        ("POST /ovens/{id}", True),
        ("POST /ovens/bake", True),
        ("POST /ovens/preheat", False),
        ("PATCH /ovens/{id}", False),
    ],
)
def test_a_view_set_of_django_accepts_the_methods_that_it_has(name: str, is_absent: bool) -> None:
    texts = {
        "app/urls.py": "from .views import Ovens\nrouter.register('ovens', Ovens)",
        "app/views.py": "from rest_framework import viewsets\nclass Ovens(viewsets.ModelViewSet):\n"
        "    @action(detail=False, methods=['post'])\n    def preheat(self, request):",
    }
    tree = FakeTree({path: facts_of(path, text) for path, text in texts.items()})
    known = ("GET /ovens", "GET /ovens/{id}", "DELETE /ovens/{id}")
    assert bool(check(tree, page(*known, name))) is is_absent


def test_routers_that_are_mounted_on_each_other() -> None:
    mounts = Mounts([("a.js", Mount("a", "/a", 1, on="b")), ("a.js", Mount("b", "/b", 2, on="a"))])
    assert len(mounts.paths("a.js", Route("GET", "/x", 3, on="a"))) == 1


def test_many_routers_of_one_name_cost_little() -> None:
    facts = [
        (f"m{number}/a.js", Mount("r", f"/{number}", 1, on="app", module="./b")) for number in range(2000)
    ]
    mounts = Mounts(facts)
    with at_most(2):
        for number in range(2000):
            mounts.paths(f"m{number}/b.js", Route("GET", "/x", 1, on="r"))


def test_files_with_routers_of_their_own_cost_little() -> None:
    mounts = Mounts((f"{number}.js", Mount("router", "", 1)) for number in range(6000))
    with at_most(2):
        for number in range(6000):
            mounts.paths(f"{number}.js", Route("GET", "/x", 1, on="router"))


CHAIN = [Mount(f"r{number}", f"/{number}", 1, on=f"r{number + 1}") for number in range(12)]
CIRCLE = [Mount("r0", "/a", 1, on="r1"), Mount("r1", "/b", 1, on="r2"), Mount("r2", "/c", 1, on="r0")]


@pytest.mark.parametrize("facts", [CHAIN, CIRCLE], ids=["chain", "circle"])
def test_the_order_of_questions_does_not_matter(facts: list[Mount]) -> None:
    routes = [Route("GET", "/x", 1, on=mount.router) for mount in facts]
    one, other = (Mounts(("a.js", mount) for mount in facts) for _ in range(2))
    forwards = [one.paths("a.js", route) for route in routes]
    assert forwards == [other.paths("a.js", route) for route in reversed(routes)][::-1]


def test_routers_that_are_all_mounted_on_each_other_cost_little() -> None:
    mounts = Mounts(
        ("a.js", Mount(f"r{one}", f"/{one}", 1, on=f"r{other}")) for one in range(30) for other in range(30)
    )
    with at_most(2):
        for number in range(30):
            mounts.paths("a.js", Route("GET", "/x", 1, on=f"r{number}"))


FASTAPI = {
    "app/api.py": "from app.routes import users, orders, bills\n"
    "api.include_router(users.router, prefix='/users')\napi.include_router(orders.router, prefix='/orders')\n"
    "api.include_router(bills.router, prefix='/bills')\n# api.include_router(reports.router)\n",
    **{
        f"app/routes/{name}.py": "router = APIRouter()\n@router.get('/all')\n@router.get('/{id}/lines')\n"
        for name in ("users", "orders", "bills")
    },
    "app/routes/admin_reports.py": "router = APIRouter()\n@router.get('/late')\n@router.get('/{id}')\n",
}


@pytest.mark.parametrize(
    ("name", "changed", "is_absent"),
    [
        ("GET /api/users/late", {}, True),
        ("GET /api/users/new", {}, True),
        ("GET /api/reports/late", {}, False),
        ("GET /admin/report/{id}", {}, False),
        ("GET /admin-reports/late", {}, False),
        ("GET /late", {}, False),
        # most of the others are not mounted, it is mounted by its name, or it has a prefix
        ("GET /api/users/late", {"app/api.py": "load_all()"}, False),
        (
            "GET /api/users/late",
            {"app/b.py": "from app.routes import admin_reports\nmount(admin_reports)\n"},
            True,
        ),
        (
            "GET /api/users/late",
            {"app/b.py": "from app.routes import admin_reports\nb.include_router(admin_reports.router)\n"},
            False,
        ),
        (
            "GET /x/rare/late",
            {"app/routes/admin_reports.py": "router = APIRouter(prefix='/rare')\n@router.get('/late')\n"},
            False,
        ),
    ],
)
def test_a_router_that_alone_is_mounted_nowhere_serves_no_other_prefix(
    name: str, changed: dict[str, str], is_absent: bool
) -> None:
    texts = {**FASTAPI, **changed}
    tree = FakeTree({path: facts_of(path, text) for path, text in texts.items()})
    known = [f"GET /api/{one}/all" for one in ("users", "orders", "bills")]
    assert (
        bool(check(tree, page(*known, *(one.replace("all", "{id}/lines") for one in known), name)))
        is is_absent
    )


@pytest.mark.parametrize(
    ("names", "more", "number"),
    [
        (["GET /api/users/all", "GET /api/users/a", "GET /users/b", "PUT /api/users/c"], "", 3),
        (["GET /api/users/all", "GET /api/users/a", "GET /users/b", "PUT /api/other/c"], "", 0),
        (["GET /api/users/a", "GET /users/b", "PUT /api/users/c"], "", 0),
        (
            ["GET /api/users/all", "GET /api/users/a", "GET /users/b", "PUT /api/users/c"],
            "api.include_router(library.router(), prefix='/users')",
            0,
        ),
    ],
)
def test_a_page_about_routers_that_are_known_may_be_mostly_wrong(
    names: list[str], more: str, number: int
) -> None:
    texts = {**FASTAPI, "app/more.py": more}
    tree = FakeTree({path: facts_of(path, text) for path, text in texts.items()})
    other = Document("other")
    for path in (f"/{one}/{end}" for one in ("users", "orders", "bills") for end in ("all", "{id}/lines")):
        other.add("endpoint", f"GET {path}", method="GET", path=path)
    assert len([one for one in check(tree, page(*names), other) if "endpoint-absent" in one]) == number
