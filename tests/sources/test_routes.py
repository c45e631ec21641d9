"""The routes of web frameworks: what registers one, and what only looks like it."""

from __future__ import annotations

from typing import cast

import pytest

from sphinx_archdoc.sources.facts import Mount, Route
from sphinx_archdoc.sources.readers import RowReader, builtin_readers
from sphinx_archdoc.sources.steps.routes.imports import imports
from sphinx_archdoc.sources.steps.routes.reader import read_routes
from sphinx_archdoc.sources.table import style
from sphinx_archdoc.sources.text import CodeText
from tests.duration import at_most
from tests.sources.reading import facts_of, readers_of

ROUTES = {
    ("a.ts", "app.get('/users/:id', show)"): "GET /users/:id",
    ("b.ts", 'router.route("/a").post(x)'): "ANY /a",
    ("c.ts", "@Controller('users') class A {}"): "ANY users",
    ("d.ts", "@Post('new') add() {}"): "POST new",
    ("pages/api/users/[id].ts", ""): "ANY /api/users/[id]",
    ("src/app/api/users/route.ts", ""): "ANY /api/users",
    ("a.py", '@app.get("/users/{id}")'): "GET /users/{id}",
    ("b.py", 'path("users/<int:id>/", view)'): "ANY users/<int:id>/",
    ("c.py", 'APIRouter(prefix="/v1")'): "ANY /v1",
    ("g.py", '@mcp.custom_route("/api/a", methods=["GET"])'): "GET /api/a",
    ("a.go", 'mux.HandleFunc("POST /orders", h)'): "POST /orders",
    ("b.go", 'r.GET("/orders/:id", h)'): "GET /orders/:id",
    ("c.go", 'mux.Handle("/orders/", h)'): "ANY /orders/*",
    ("A.java", '@GetMapping("/users/{id}")'): "GET /users/{id}",
    ("B.java", '@RequestMapping(value = "/v1")'): "ANY /v1",
    ("a.rs", '.route("/users/{id}", get(h))'): "GET /users/{id}",
    ("c.rs", '.route("/users", web::post().to(h))'): "POST /users",
    ("d.rs", '.route("/users", axum::routing::any(h))'): "ANY /users",
    ("e.rs", '.route("/users", get(h).fallback(f))'): "ANY /users",
    ("f.rs", '.route("/users", methods)'): "ANY /users",
    ("g.rs", '.route("/users", methods().post(h))'): "ANY /users",
    ("h.rs", '.route("/users", get(h'): "ANY /users",
    ("b.rs", '#[post("/users")]'): "POST /users",
    ("a.php", "Route::delete('/users/{id}', [A::class, 'x']);"): "DELETE /users/{id}",
    ("b.php", "Route::get('/f/{any}', [A::class, 'x'])->where('any', '.*');"): "GET /f/{any*}",
    ("c.php", "Route::get('/f/{any}', f())->where(['any' => '.+']);"): "GET /f/{any*}",
    ("d.php", "Route::get('/f/{id}', f())->where('any', '.*');"): "GET /f/{id}",
    ("e.php", "Route::get('users', [A::class, 'x']);"): "GET users",
    ("l.php", "f();\n// Text; more {\nRoute::get('users', f());"): "GET users",
    ("m.php", "f(); /* Text. */\nRoute::put('users/{id}', f());"): "PUT users/{id}",
    (
        "n.php",
        "f(function () {\n  # Text\n  Route::middleware('auth')\n  // Text\n  ->post('a', f());",
    ): "POST a",
    ("o.php", "if ($a) {\n    f();\n}\n\nRoute::delete('a', f());"): "DELETE a",
    ("j.php", "Route::middleware('auth')->patch('users', [A::class, 'x']);"): "PATCH users",
    ("k.php", "Route::match(['PUT'], 'users', f());"): "PUT users",
    ("a.cs", '[HttpPut("{id}")]'): "PUT {id}",
    ("b.cs", 'app.MapGet("/users", list);'): "GET /users",
    ("c.cs", 'app.MapHealthChecks("/health/live");'): "ANY /health/live",
    ("d.cs", 'app.MapHub<Chat>("/chat");'): "ANY /chat",
    ("a.rb", "\n  get '/users', to: 'users#index'"): "GET /users",
    ("d.go", 'requests.GET("/mine", h)'): "GET /mine",
    ("e.go", 'router.HandleFunc(s.prefixed("/ready"), h)'): "ANY /ready",
    ("g.go", 'if r.URL.Path == "/health" {'): "ANY /health",
    ("h.ts", 'if (new URL(req.url).pathname === "/health") {'): "ANY /health",
    ("d.py", "app.router.add_post('/hook', f)"): "POST /hook",
    ("e.py", "\n    @action(detail=False)\n    def recent(self, request):"): "GET recent",
    ("h.py", "\n    @action(detail=True, methods=ALL)\n    def block(self, request):"): "ANY :pk/block",
    (
        "f.py",
        "\n  @action(\n    methods=['post'],\n    url_path='by-day',\n    s=f(g('a')),\n  )\n  @described(\n    'b',\n"
        "  )\n  def days(self):",
    ): "POST by-day",
    (
        "t.py",
        "\n  @action(detail=False, url_path=r'of-oven/(?P<oven>[^/.]+)/loaves')\n  def a(self):",
    ): "GET of-oven/{oven}/loaves",
    ("u.py", "\n  @action(detail=True, url_path='trays/([0-9]+)')\n  def a(self):"): "GET :pk/trays/{}",
    ("app/api/auth/[...nextauth]/route.ts", ""): "ANY /api/auth/[...nextauth]",
    ("a.ex", '\n    post "/users", UserController, :create'): "POST /users",
}


@pytest.mark.parametrize(("given", "route"), ROUTES.items(), ids=map(str, ROUTES))
def test_routes(given: tuple[str, str], route: str) -> None:
    path, text = given
    found = {
        f"{fact.method} {fact.path}"
        for reader in builtin_readers()
        if "routes" in cast("RowReader", reader).row.steps and f"*.{path.rpartition('.')[2]}" in reader.globs
        for fact in reader.read(path, text)
        if isinstance(fact, Route)
    }
    assert found == {route}


SEVERAL = {
    ("a.java", '@RequestMapping({\n  "/a/tasks",\n  "/b/tasks"\n})'): {"ANY /a/tasks", "ANY /b/tasks"},
    ("a.rb", "\n  resources :users"): {
        *("GET users", "POST users", "GET users/:id", "PATCH users/:id", "PUT users/:id", "DELETE users/:id"),
        *("GET users/new", "GET users/:id/edit"),
    },
    ("c.rb", "\n  resource :profile, except: %i[new edit] # only: here"): {
        *("GET profile", "POST profile", "PATCH profile", "PUT profile", "DELETE profile"),
    },
    ("d.rb", "\n  resource('profile', only: :show)"): {"GET profile"},
    ("b.rb", "\n  resources :a, :b, only: [ :show ]"): {"GET a/:id", "GET b/:id"},
    ("e.rb", "\n  resources :a, only: []"): set(),
    ("j.rb", "\n  devise_for :users, only: [:sessions, :passwords]"): {
        *("GET users/sign_in", "POST users/sign_in", "ANY users/sign_out"),
        *("GET users/password/new", "GET users/password/edit"),
        *("POST users/password", "PATCH users/password", "PUT users/password"),
    },
    (
        "k.rb",
        "\n  devise_for :users, path: '', controllers: {\n    sessions: 'my/sessions'\n  },"
        "\n    path_names: { sign_in: 'login' }, :skip => %i[passwords registrations unlocks omniauth_callbacks]"
        "\n  get '/a', to: 'a#b'",
    ): {
        *("GET login", "POST login", "ANY sign_out", "GET /a"),
        *("GET confirmation/new", "GET confirmation", "POST confirmation"),
    },
    ("l.rb", "\n  namespace :admin do\n    devise_for :users, only: :omniauth_callbacks\n  end"): {
        *("ANY admin", "ANY admin/users/auth/:provider", "ANY admin/users/auth/:provider/callback"),
    },
    (
        "f.cs",
        '[Function("A")] R Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{id}")] Q q)',
    ): {"GET a/{id}"},
    ("g.cs", '[Function("Ping")]\nR Run([HttpTrigger(AuthorizationLevel.Function, "get", "post")] Q q)'): {
        *("GET Ping", "POST Ping", "GET ping", "POST ping")
    },
    ("h.cs", "[FunctionName(nameof(Ping))] R Ping([HttpTrigger(Route = null)] Q q)"): {
        "ANY Ping",
        "ANY ping",
    },
    ("i.cs", '[Function("A")] R Run([HttpTrigger("get", Route = Paths.Orders)] Q q)'): set(),
    (
        "n.py",
        "\n  @action(detail=True, methods=['PUT', 'post'])\n  def tray(self):\n    pass\n\n  @tray.mapping.delete\n",
    ): {"PUT :pk/tray", "POST :pk/tray", "DELETE :pk/tray"},
    (
        "p.java",
        'http.formLogin(f -> f.loginPage("/in").loginProcessingUrl("/enter")).logout(l -> l.logoutUrl("/out"));',
    ): {"ANY /in", "POST /enter", "ANY /out"},
    (
        "q.java",
        '// l.logoutUrl("/out")\nform.loginPage(PAGE).loginProcessingUrl("https://oven.test");',
    ): set(),
    ("o.py", 'oven = FastMCP(\n    "oven",\n    streamable_http_path="/tools",\n)'): {"ANY /tools"},
    ("q.py", 'oven = FastMCP("oven", streamable_http_path="/")'): set(),
    ("r.py", 'start(streamable_http_path="/tools")'): set(),
    ("i.py", '@app.route(route="a/{id}", methods=["GET", "PUT"])'): {"GET a/{id}", "PUT a/{id}"},
    (
        "m.ts",
        "app.http('a', { methods: ['GET', 'POST'], route: 'b/{id}', handler: f });\napp.http('c', { handler: f })",
    ): {"GET b/{id}", "POST b/{id}", "ANY c"},
    ("m.rb", "\n  devise_for :users, skip: :all"): set(),
    ("f.rb", "\n  resources :a, only: ACTIONS"): {"ANY a", "ANY a/:id"},
    ("g.rb", "\n  resources :a,\n    param: :slug,\n    only: %w[index] do\n    get :b\n  end"): {
        *("GET a", "GET a/:id/b", "GET a/b")
    },
    ("h.rb", "\n  resources :a, only: %i[\n    index\n  ]"): {"ANY a", "ANY a/:id"},
    ("i.rb", "\n  resources :a, only: :show do\n    resources :b, only: :show, shallow: true\n  end"): {
        *("GET a/:id", "GET a/:id/b/:id", "GET a/b/:id", "GET b/:id")
    },
    ("routes/a.php", "<?php\n\n# Text\nRoute::get('users', f());"): {"GET users", "ANY /routes/a.php"},
    ("i.php", "Route::apiResource('a.b', P::class)->shallow()->only('show');"): {
        *("GET a/:id/b/:id", "GET b/:id")
    },
    ("a.ex", '\n  resources "/a", AController, only: [:index, :delete]'): {"GET /a", "DELETE /a/:id"},
    ("b.ex", '\n  resources("/a", AController, only: [:show], singleton: true)'): {"GET /a"},
    ("a.php", "Route::resource('photos', A::class)\n  ->only(['index', 'create']);"): {
        *("GET photos", "GET photos/create")
    },
    (
        "d.php",
        "Route::resource('photos', A::class, ['except' => ['create', 'edit', 'destroy', 'update']]);",
    ): {*("GET photos", "POST photos", "GET photos/:id")},
    ("e.php", "Route::apiResource('a.b', P::class)->only('index', 'destroy');"): {
        *("GET a/:id/b", "DELETE a/:id/b/:id")
    },
    ("f.php", "Route::middleware('auth')->apiResource('a', P::class);"): {
        *("GET a", "POST a", "GET a/:id", "PATCH a/:id", "PUT a/:id", "DELETE a/:id")
    },
    ("g.php", "Route::resource('a', P::class)->only($actions);"): {"ANY a", "ANY a/:id"},
    ("h.php", "$routes->resource('a', ['only' => ['index']]);"): {"ANY a", "ANY a/:id"},
    ("f.go", "// @Router /echo [post]\nfunc Echo() {}"): set(),
    ("z.ts", "Route.resource('a', 'AController').apiOnly()"): {"ANY a", "ANY a/:id"},
    ("a.py", "router.register(r'webhooks', W)"): {"ANY webhooks", "ANY webhooks/:id"},
    ("a.ts", "new URL(`${base}/${path}`); new Request('/a');"): set(),
    ("a.py", "urlpatterns = [re_path(r'^a/(?P<id>\\d+)/(x|y)/$', v), url(r'^b/$', w)]"): {
        "ANY a/{id}/{}/",
        "ANY b/",
    },
    ("e.ts", "fastify.route({ method: 'GET', url: '/a', handler: f })"): {"GET /a"},
    ("f.ts", "const route = createRoute({\n  path: '/b/{id}',\n  method: 'post',\n})"): {"POST /b/{id}"},
    ("g.ts", "axios({ method: 'GET', url: '/a' })"): set(),
    ("h.mjs", 'await page.waitForURL((url) => url.pathname === "/leads");'): set(),
    ("i.mjs", 'if (pathname === "/leads") { answer(new Response("")); }'): {"ANY /leads"},
    ("k.mjs", "if (ctx.path === '/leads') { list(ctx); }"): {"ANY /leads"},
    ("l.mjs", "if (event.httpMethod === 'GET' && event.path === '/leads') {"): {"ANY /leads"},
    ("menu.ts", 'export const isHome = (pathname: string) => pathname === "/home";'): set(),
    ("menu.tsx", 'const pathname = usePathname();\nconst isOpen = pathname === "/home";'): set(),
    ("a.vue", 'if (window.location.pathname === "/home") { load(); }'): set(),
    ("menu.js", 'items.find((item) => item.path === "/home")'): set(),
    ("h.ts", "app.use(\n  '/api/*',\n  proxy(target),\n);"): {"ANY /api/*"},
    ("i.ts", "app.use('/api/*', apiRouter)"): {"ANY /api/*"},
    ("j.ts", "route({ method: ['GET', 'POST'], url: '/a' })"): {"GET /a", "POST /a"},
    ("k.ts", "route({ handler: a });\nroute({ method: 'GET', url: '/b' });"): {"GET /b"},
    ("l.ts", "createRoute({ getParentRoute: () => root, path: '/about' })"): set(),
    ("app/models/route.ts", "module.exports = x"): set(),
    ("app/a/route.ts", "// export function DELETE() {}\nexport { all as GET, POST as b }"): {"GET /a"},
    ("pages/api/index.ts", "export default f"): {"ANY /api"},
    ("b.ts", 'const style = `url("${image}")`;'): set(),
    ("c.ts", 'app.use("/api/*", authenticate);\napp.use("*", cors({'): set(),
    ("d.ts", 'app.use("/api/*", proxy(target));'): {"ANY /api/*"},
    ("app/api/users/route.ts", "export async function GET() {}\nexport const POST = save"): {
        *("GET /api/users", "POST /api/users")
    },
    ("app/api/[...all]/route.ts", "export { handler as GET, handler as POST }"): {
        *("GET /api/[...all]", "POST /api/[...all]")
    },
    ("app/auth/route.js", "export const { GET, POST } = handlers"): {"GET /auth", "POST /auth"},
    ("app/(shop)/cart/route.ts", "export * from './cart'"): {"ANY /cart"},
    ("app/users/routes.ts", "export function GET() {}"): set(),
    ("app/hello+api.ts", "export function GET() {}"): {"GET /hello"},
    ("src/routes/api/[id]/+server.ts", "export const DELETE = remove"): {"DELETE /api/[id]"},
    ("server/api/users/index.get.ts", "export default defineEventHandler(x)"): {"GET /api/users"},
    ("server/routes/health.ts", "export default eventHandler(() => 1)"): {"ANY /health"},
    ("server/api/users.ts", "export const a = 1"): set(),
    ("supabase/functions/send-mail/index.ts", "Deno.serve(f)"): {"ANY /send-mail"},
    ("a/supabase/functions/users/index.ts", "const { pathname } = new URL(r.url)"): {
        *("ANY /users", "ANY /users/*")
    },
    (
        "supabase/functions/shop/index.ts",
        "const rest = url.pathname.replace(/^.*shop/, '');\nif (!['orders', \"lines\"].includes(rest)) { stop(); }\n"
        "if (rest === '/users') { list(); }\nif (other === 'x') { go(); }",
    ): {"ANY /shop", "ANY /shop/*", "ANY /shop/orders", "ANY /shop/lines", "ANY /shop/users"},
    ("supabase/functions/_shared/index.ts", "Deno.serve(f)"): set(),
    ("supabase/functions/send-mail/templates.ts", "Deno.serve(f)"): set(),
    ("netlify/functions/mail.mts", "export default f"): {"ANY /mail"},
    ("netlify/functions/mail/mail.ts", "export default f"): {"ANY /mail"},
    ("netlify/functions/mail/send.ts", "export default f"): set(),
    ("api/users/[id].ts", "import type { VercelRequest } from '@vercel/node'"): {"ANY /api/users/[id]"},
    ("api/index.ts", "import type { VercelRequest } from '@vercel/node'"): set(),
    ("src/api/client.ts", "export const a = 1"): set(),
    ("functions/api/users/[[path]].ts", "export const onRequestGet = f"): {"GET /api/users/[[path]]"},
    ("functions/mail/index.js", "export async function onRequest(context) {}"): {"ANY /mail"},
    ("c.php", "new Route('/a');"): {"ANY /a"},
    (
        "a.rs",
        '.route(\n  "/a",\n  get(|| async { put(1) }).layer(l()).post_with(h, d),\n)\n.route("/a", delete(h))',
    ): {*("GET /a", "POST /a", "DELETE /a")},
    ("a.go", 'users.Get("", list)\nheader.Get("")'): {"GET "},
    ("b.go", 'users.HandleFunc("", list)'): {"ANY "},
    ("b.rs", 'web::scope("/a").route("", web::get().to(h))'): {"ANY /a", "GET /a"},
    ("n.cs", 'group.MapPost("", save)'): {"POST "},
    ("m.ts", "router.post('', save); params.get(''); axios.get('', options)"): {"POST "},
    ("b.py", '@users.route("", methods=["GET"])\ny.route("")'): {"GET "},
    ("d.py", "router.register(r'', Users)"): {"ANY ", "ANY /:id"},
    ("e.py", "@app.route(\n    '/a',\n    strict=True,\n    methods=['GET', 'post'],\n)"): {
        "GET /a",
        "POST /a",
    },
    ("f.py", "@app.route('/a', methods=METHODS)\n@app.route('/b')\n@app.get('/c', methods=['X'])"): {
        *("ANY /a", "ANY /b", "GET /c")
    },
    ("c.py", 'router.add_api_route(\n    "",\n    save)'): {"ANY "},
}


PHP = {
    "<?php echo 1;": {"ANY"},
    "<?php if ($_SERVER['REQUEST_METHOD'] === 'POST') { save(); } show();": {"GET", "POST"},
    "<?php if ($_SERVER['REQUEST_METHOD'] !== 'POST') { http_response_code(405); exit; }": {"POST"},
    "<?php $m = Request::method();\nif ($m === 'PUT') {}\n# 'PATCH'\njson([], 405);": {"PUT"},
    "<?php switch ($_SERVER['REQUEST_METHOD']) { case $x: }": {"ANY"},
    "<?php if ($_SERVER['REQUEST_METHOD'] === 'POST') { $a = $_POST['_method']; }": {"ANY"},
    "<?php\nnamespace App\\Models;\nclass User {}": set(),
}


@pytest.mark.parametrize("text", PHP)
def test_a_file_of_php_is_requested_by_its_name(text: str) -> None:
    found = facts_of("public/api/users.php", text)
    routes = {f"{fact.method} {fact.path}" for fact in found if isinstance(fact, Route)}
    assert routes == {f"{method} /public/api/users.php" for method in PHP[text]}


@pytest.mark.parametrize(("given", "routes"), SEVERAL.items(), ids=map(str, SEVERAL))
def test_one_word_registers_several(given: tuple[str, str], routes: set[str]) -> None:
    found = {f"{fact.method} {fact.path}" for fact in facts_of(*given) if isinstance(fact, Route)}
    assert found == routes


STATIC = {
    ("a.js", "app.use('/media', express.static(__dirname));"): {"/media/*"},
    ("b.js", "app.use('/a', users)\napp.use('/media/', cors(), express.static(join(a, 'b')))"): {"/media/*"},
    ("a.ts", "app.use('/static/*', serveStatic({ root: './' }))"): {"/static/*"},
    ("b.ts", "app.useStaticAssets(join(a, '..', 'b'), {\n  prefix: '/uploads/',\n});"): {"/uploads/*"},
    ("c.ts", "ServeStaticModule.forRoot({ rootPath: a, serveRoot: '/media' })"): {"/media/*"},
    ("d.ts", "await app.register(fastifyStatic, { root: a, prefix: '/public/' })"): {"/public/*"},
    ("c.js", "fastify.register(require('@fastify/static'), {\n root: a, prefix: '/a/' })"): {"/a/*"},
    ("e.ts", "app.use('/media', media.static); app.register(users, { prefix: '/users' })"): set(),
    ("f.ts", "// app.use('/media', express.static(a))"): set(),
    ("a.py", 'app.mount("/static", StaticFiles(directory="static"), name="static")'): {"/static/*"},
    ("b.py", 'routes = [Mount("/static", app=staticfiles.StaticFiles(directory="a"))]'): {"/static/*"},
    ("c.py", 'app = Flask(__name__, static_url_path="/assets")'): {"/assets/*"},
    ("d.py", 'app.router.add_static("/static/", path="a")'): {"/static/*"},
    ("e.py", 'DEBUG = True\nMEDIA_URL = "/media/"'): {"/media/*"},
    ("f.py", 'app.mount("/static", users)\nCDN_MEDIA_URL = "/media/"'): set(),
    ("a.go", 'r.Static("/assets", "./assets")'): {"/assets/*"},
    ("b.go", 'r.StaticFS("/assets", http.Dir("a"))'): {"/assets/*"},
    ("A.java", 'registry.addResourceHandler("/media/**", "/a/**").addResourceLocations("/b/")'): {
        *("/media/*", "/a/*")
    },
    ("B.java", 'registry\n    .addResourceHandler(\n        "/media/**")'): {"/media/*"},
    ("a.kt", 'staticFiles("/media", File("files"))'): {"/media/*"},
    ("a.rs", '.nest_service("/assets", get_service(ServeDir::new("assets")))'): {"/assets/*"},
    ("b.rs", '.service(fs::Files::new("/static", "."))'): {"/static/*"},
    ("c.rs", 'rocket::build().mount("/public", FileServer::from("a"))'): {"/public/*"},
    ("a.cs", 'app.UseStaticFiles(new StaticFileOptions { RequestPath = "/media" });'): {"/media/*"},
    ("b.cs", 'RequestPath = new PathString("/media")'): {"/media/*"},
}


@pytest.mark.parametrize(("given", "paths"), STATIC.items(), ids=map(str, STATIC))
def test_what_serves_files_serves_whatever_is_below_a_path(given: tuple[str, str], paths: set[str]) -> None:
    found = [fact for fact in facts_of(*given) if isinstance(fact, Route)]
    assert {one.path for one in found if one.path.endswith("/*") and one.method == "GET"} == paths


@pytest.mark.parametrize(
    ("arguments", "is_route"),
    [
        *(("catalogRouter", True), ("authors", True), ("authRouter", True), ("login", True)),
        *(("requestsRoutes", True), ("tracks", True), ("ratings", True), ("invalidate, users.router", True)),
        *(
            ("authMiddleware", False),
            ("isAuthenticated", False),
            ("rateLimiter", False),
            ("bodyparser()", False),
        ),
        *(
            ("require_auth", False),
            ("httpLogger", False),
            ("JWTAuth()", False),
            ("validateBody(user)", False),
        ),
        *(("(req, res, next) => router(req)", False), ("function (req, res, next) {", False)),
        *(("cors())\napp.use(router", False), ("proxy(target))\napp.use(cors()", True)),
    ],
)
def test_middleware_serves_nothing(arguments: str, is_route: bool) -> None:
    found = [fact for fact in facts_of("a.ts", f"app.use('/a/*', {arguments})\n") if isinstance(fact, Route)]
    assert bool(found) is is_route


@pytest.mark.parametrize(
    "text",
    [
        "axios.get('/users')",
        "request('/users/' + id)",
        "apiClient.get<User[]>('/users')",
        "cache.get('users')",
        "// app.get('/users', show)",
        "/**\n * app.get('/users')\n */",
        "open('/etc/passwd')",
        "print('GET users')",
        "x.get('a b')",
    ],
)
def test_what_is_no_route(text: str) -> None:
    assert list(read_routes(CodeText("a.ts", text, style("javascript")))) == []


@pytest.mark.parametrize(
    ("path", "call", "is_route"),
    [
        ("Form.tsx", '<Input {...register("password")} />', False),
        ("form.vue", "const name = register('name')", False),
        ("a.ts", "registry.register('users', Users)", False),
        ("b.ts", "router.register('/users', ['GET'], list)", True),
        ("a.py", "@register('users')", False),
        ("b.py", "router.register('users', Users)", True),
        ("Security.java", 'if (PATH_MATCHER.match("/auth/login", path)) { return null; }', False),
        ("Security.kt", 'matcher.match("/auth/login", path)', False),
        ("c.ts", "pathMatcher.match('/auth/login')", False),
        ("d.py", "re.match('/auth/login', path)", False),
        ("e.js", "router.match('/auth/login', login)", True),
    ],
)
def test_a_namesake_of_a_word_for_routes_registers_none(path: str, call: str, is_route: bool) -> None:
    assert any(isinstance(fact, Route) for fact in facts_of(path, call)) is is_route


CALLS = {
    "api.get('/a')": False,
    "api.get(`/a/${id}`)": False,
    "api.get<Order[]>('/a', )": False,
    "api.post<{ t: string }>('/a', { mail, key: { b } })": False,
    "api.post('/a', payload)": False,
    "const { data } = await store.get('/a', { params: { b: 1 } })": False,
    "await this.backend.put('/a', order)": False,
    "$api.delete('/a', options)": False,
    "userAxios.delete('/a', { data })": False,
    "const api = axios.create({ baseURL });\napi.post('/a', order, { headers })": False,
    "const http2: Shop = createApiClient();\nhttp2.get('/a', { params, x })": False,
    "import { api } from '@/shared/api/client';\napi.post('/a', order)": False,
    "import api from '../lib/api';\napi.get('/a', { params: { b } })": False,
    "app.get('/a', list)": True,
    "app.get('/a', (q, s) => s.send())": True,
    "fastify.get<{ Params: P }>('/a', { schema }, list)": True,
    "fastify.get('/a', { handler: list })": True,
    "const api = new Hono();\napi.post('/a', save)": True,
    "const api = express.Router();\napi.get('/a', list)": True,
    "import { api } from '../app';\napi.post('/a', save)": True,
    "import { api } from './api';\napi.get('/a', list)": True,
    "import { api } from './api';\napi.post('/a', check, save)": True,
    "import { api } from './api';\napi.post('/a', async (c) => c.text('b'))": True,
    "base.get('/a').handler(list)": True,
    "@Get('/a') list() {}": True,
}


@pytest.mark.parametrize(("call", "is_route"), CALLS.items())
def test_a_call_that_sends_a_request_is_no_route(call: str, is_route: bool) -> None:
    found = [fact for fact in facts_of("a.ts", call) if isinstance(fact, Route) and fact.path]
    assert bool(found) is is_route


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("A.kt", 'interface Api {\n    @GET("users/{id}")\n    suspend fun user(): User\n}'),
        ("A.java", '@FeignClient("shop")\ninterface A {\n  @GetMapping("/users")\n  User user();\n}'),
    ],
)
def test_an_interface_of_what_is_sent_has_no_routes(path: str, text: str) -> None:
    assert [fact for fact in facts_of(path, text) if isinstance(fact, Route)] == []


CLASSES = {
    (
        "A.java",
        '@RequestMapping("/a")\nclass A {\n  @PostMapping\n  void b() {}\n  @GetMapping("/c")\n  void c() {}\n}',
    ): {*("POST /a", "GET /a/c")},
    ("B.java", '@RequestMapping("/a")\nclass A {\n  @PutMapping(consumes = JSON)\n  void b() {}\n}'): {
        "PUT /a"
    },
    ("C.java", '@RequestMapping("/a")\nclass A {\n  @PutMapping("")\n  void b() {}\n}'): {"PUT /a"},
    (
        "D.java",
        '@RequestMapping("/a")\nclass A {\n  @PutMapping(params = "x", value = "/b") void b() {}\n}',
    ): {"ANY /a"},
    (
        "E.java",
        '@RequestMapping("/a")\nclass A {\n  @RequestMapping(method = RequestMethod.GET)\n  void b() {}\n}',
    ): {"GET /a"},
    ("F.java", '@RequestMapping("/a")\nclass A implements B {}'): {"ANY /a"},
    ("G.java", '@RequestMapping("/a")\nclass A {\n  // @PutMapping\n}'): {"ANY /a"},
    ("a.ts", "@Controller('a')\nclass A {\n  @Get()\n  b() {}\n  @Post('c')\n  c() {}\n}"): {
        *("GET a", "POST a/c")
    },
    (
        "b.cs",
        '[Route("a")]\nclass A {\n  [HttpGet]\n  void B() {}\n  [HttpPut, Authorize]\n  void C() {}\n}',
    ): {*("GET a", "PUT a")},
    ("c.cs", '[Route("a/[action]")]\nclass A {\n  [HttpGet]\n  void B() {}\n}'): {
        *("ANY a/[action]", "GET a/[action]")
    },
}


@pytest.mark.parametrize(("given", "routes"), CLASSES.items(), ids=map(str, CLASSES))
def test_a_class_serves_what_its_methods_say(given: tuple[str, str], routes: set[str]) -> None:
    assert {f"{fact.method} {fact.path}" for fact in facts_of(*given) if isinstance(fact, Route)} == routes


COMMENTS = {
    "a.ts": ("/*\n%s\n*/", "f(); // %s", "const example = `\n%s\n`;", "/** %s */"),
    "a.go": ("/*\n%s\n*/", "f() // %s", "const example = `\n%s\n`"),
    "A.java": ("/*\n%s\n*/", "f(); // %s", '"""\n%s\n"""'),
    "a.kt": ("/*\n%s\n*/", "f() // %s", '"""\n%s\n"""'),
    "a.cs": ("/*\n%s\n*/", "f(); // %s", "/// %s"),
    "a.php": ("/*\n%s\n*/", "f(); // %s", "f(); # %s"),
    "a.rs": ("/*\n%s\n*/", "f(); // %s", "//! %s"),
    "a.py": ('"""Use it like\n%s\n"""', "f()  # %s"),
    "a.rb": ("=begin\n%s\n=end", "f # %s", "# %s"),
    "a.ex": ('@doc """\n%s\n"""', "f # %s"),
}
FORMS = {
    "a.ts": (
        *("app.get('/a', h)", "route({ method: 'GET', url: '/a' })", 'if (req.pathname === "/a") {'),
        *("app.use('/a', users)", "v1.route('/a', users)"),
    ),
    "a.go": ('r.GET("/a", h)', 'v1 := r.Group("/a")', 'if r.URL.Path == "/a" {'),
    "A.java": ('@GetMapping("/a")', 'if ("/a".equals(path)) {'),
    "a.kt": ('get("/a") {',),
    "a.cs": ('app.MapGet("/a", list);', '[HttpPut("{id}")]'),
    "a.php": ("Route::get('a', f());", "Route::match(['get'], 'a', f());", "Route::resource('a', A::class);"),
    "a.rs": ('.route("/a", get(h))', "let a = b.merge(c).merge(Router::new());"),
    "a.py": (
        *('@app.get("/a")', "path('a/', include('b.urls'))", "router = APIRouter(prefix='/a')"),
        *("\n    @action(detail=True)\n    def a(self):", "app.include_router(users, prefix='/a')"),
    ),
    "a.rb": ("\n  get '/a', to: 'a#b'", "\n  resources :a"),
    "a.ex": ('\n    post "/a", A, :create',),
}


@pytest.mark.parametrize(
    ("path", "form", "comment"),
    [(path, form, comment) for path in FORMS for form in FORMS[path] for comment in COMMENTS[path]],
)
def test_routes_in_comments_and_texts_are_none(path: str, form: str, comment: str) -> None:
    def routes(text: str) -> list[Route | Mount]:
        return [fact for fact in facts_of(path, text) if isinstance(fact, Route | Mount)]

    assert routes(form)
    assert not routes("\n" + comment % form.replace("\n", "" if "\n" not in comment else "\n") + "\n")


def test_a_file_exports_no_method_in_a_comment() -> None:
    text = "/*\nexport function DELETE() {}\n*/\nexport function GET() {}"
    assert [fact.method for fact in facts_of("app/a/route.ts", text) if isinstance(fact, Route)] == ["GET"]


@pytest.mark.parametrize(
    "unit", ["(", "('", "get('/", "a.", "\n  get '", "( ", "get<", "x('/a')\n", "({'/a',", "\n  @action() "]
)
def test_the_worst_input_takes_linear_time(unit: str) -> None:
    text = CodeText("a.rb", unit * (500_000 // len(unit)), style("ruby"))
    with at_most(2):
        list(read_routes(text))


@pytest.mark.parametrize(
    ("path", "unit"),
    [
        ("a.js", 'r.route("/a", x);\n'),
        ("a.rs", '.route("/a", get(x).'),
        ("a.rs", '.route("/a", get(x)'),
        ("a.rs", "Router::new() let a = b\n.merge(c"),
        ("a.py", "@a.route('/a', methods=['GET', "),
        ("a.php", "Route::resource('a')->only('a', "),
        ("a.php", "Route::get('/{a}')->where('a', "),
        ("a.rb", "\n  resources :a, only: [\n"),
        ("a.rb", "\n  resources :a,"),
        ("a.cs", '[HttpTrigger("get")] '),
        ("a.js", "app.http('a', {"),
        ("a.java", '@Path("/a"\n'),
        ("a.java", '@Path("/a")\n'),
        ("a.js", "a.use('/a', b, static"),
        ("a.js", ".register(aStatic,"),
        ("a.js", ".useStaticAssets(a,"),
        ("a.rs", 'nest("/a", ServeDir,'),
        ("a.java", 'addResourceHandler("/a", "/b", '),
    ],
)
def test_what_may_enclose_all_others_takes_linear_time(path: str, unit: str) -> None:
    name = next(one.row.style for one in readers_of(path) if isinstance(one, RowReader) and one.row.style)
    text = CodeText(path, unit * 10_000, style(name))
    with at_most(2):
        list(read_routes(text))


def test_only_the_outermost_enclosures_count() -> None:
    text = CodeText("a.js", "r.route('/a', " * 200 + ")" * 200, style("javascript"))
    with at_most(1):
        longest = max(fact.path.count("/a") for fact in read_routes(text) if isinstance(fact, Route))
    assert longest == 21


def test_a_comment_within_an_import_may_have_a_parenthesis() -> None:
    text = "from a.b import (\n    c,  # the (old) one\n    d as e,  # :)\n)\n"
    assert imports(CodeText("x.py", text, style("python"))) == {"c": ("a/b", "c"), "e": ("a/b", "d")}
