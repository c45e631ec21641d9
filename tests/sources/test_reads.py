"""Each way to read a variable, and what only looks like it."""

from __future__ import annotations

import pytest

from sphinx_archdoc.sources.table import compile_expression, readers_table
from tests.sources.reading import join, mentions, reads

JAVASCRIPT = [
    ("await env.A_B.put(key, x); env.C_D?.get<T>(key); env.E_F.trim();", "E_F"),
    ("process.env.A_B ||= 'x'; process.env.C_D ??= 'y';", ""),
    ("const b = import.meta.env.BASE_URL", ""),
    (
        "checkEnv(['A_B', 'C_D']);\nfunction checkEnv(names) { for (const n of names) use(process.env[n]); }",
        "A_B C_D",
    ),
    (
        "const s = z.object({\n  port: z.number().default(80),\n  log: z.object({\n    level: z\n      .string()\n"
        "      .default('info'),\n  }),\n});\ns.parse({\n  port: num(process.env.A_B),\n  log: {\n"
        "    level: process.env.C_D,\n  },\n});",
        "A_B A_B=80 C_D C_D=info",
    ),
    ("if (!process.env.A_B || !process.env.C_D) {\n  throw new Error();\n}", "A_B! C_D!"),
    ("if (!process.env.A_B) {\n  console.error('no');\n  process.exit(1);\n}", "A_B!"),
    ("if (!process.env.A_B) {\n  console.warn('no');\n}", "A_B"),
    ("const a = process.env.A_B;\nif (!a) {\n  logger.error('no');\n  throw new Error();\n}", "A_B!"),
    ("invariant(process.env.A_B, 'no'); if (process.env.C_D) { start(); }", "A_B! C_D"),
    ("if (!process.env.A_B || !process.env.C_D) {\n  warn();\n}", "A_B C_D"),
    ("if (a && !process.env.A_B) {\n  throw new Error();\n}", "A_B"),
    (
        "const need = (n) => {\n  const v = process.env[n];\n  if (!v) throw new Error(n);\n};\nneed('A_B');",
        "A_B!",
    ),
    ("for (const n of ['A_B']) {\n  if (!process.env[n]) throw new Error(n);\n}", "A_B!"),
    (
        "const names = ['A_B', 'C_D'];\nconst missing = names.filter((n) => !process.env[n]);\n"
        "if (missing.length > 0) {\n  throw new Error(missing.join());\n}",
        "A_B! C_D!",
    ),
    ("const read = (key: string) => (import.meta.env?.[key] ?? '') as string;\nread('A_B');", "A_B"),
    ("const p = process.env.PORT;", "PORT"),
    ("const p = process.env.PORT || 3000;", "PORT=3000"),
    ("const p = process.env.PORT ?? '3000';", "PORT=3000"),
    ("const p = parseInt(process.env.PORT || '3000', 10);", "PORT=3000"),
    ("const p = Number(process.env.PORT) || 3000;", "PORT=3000"),
    ("const p = parseEnvInt(process.env.PORT, 3000);", "PORT=3000"),
    ("const p = process.env.A_B || fallback();", "A_B?"),
    ("const p = process.env.A_B || process.env.C_D || 'x';", "A_B? C_D=x"),
    ("const p = process.env.A_B ?? throwError();", "A_B?"),
    ("const p = process?.env?.A_B;", "A_B"),
    ("const p = process.env['A_B'] || `x`", "A_B?"),
    ("const p = process.env['A_B']", "A_B"),
    ("const K = 'A_B'; const p = process.env[K];", "A_B"),
    ("process.env.A_B = 'x';", ""),
    ("if (process.env.A_B === 'x') {}", "A_B"),
    ("const { A_B, C_D: d = 'x', E_F = f() } = process.env;", "A_B C_D=x E_F?"),
    ("const {\n  A_B,\n} = import.meta.env;", "A_B"),
    ("const u = import.meta.env.VITE_URL", "VITE_URL"),
    ("const u = import.meta.env['VITE_URL']", "VITE_URL"),
    ("Deno.env.get('A_B') ?? 'x'", "A_B=x"),
    ("Bun.env.A_B", "A_B"),
    ("const env = process.env; start(env.A_B, env['C_D'])", "A_B C_D"),
    ("app.get('/', (c) => c.env.A_B)", "A_B"),
    ("import environment from './environment';\nexport const x = environment.A_B ?? 'y';", "A_B=y"),
    (
        "module.exports = ({ env }) => ({ port: env.int('A_B', 1337), host: env('C_D', '0.0.0.0') });",
        "A_B=1337 C_D=0.0.0.0",
    ),
    ("this.configService.get<string>('A_B', 'x')", "A_B=x"),
    ("this.configService.getOrThrow('A_B')", "A_B!"),
    ("this.configService.get('A_B')", "A_B"),
    ("const x = parseInt(process.env.A_B as string) || 8080", "A_B=8080"),
    ("convict({ port: { default: 1, env: 'A_B' } })", "A_B"),
    ("import { A_B } from '$env/static/private';", "A_B"),
    ("const u = `http://${process.env.A_B}/`;", "A_B"),
    ("const get = (name) => process.env[name];\nget('A_B');", "A_B"),
    (
        "function text(key: string, d = 'x') { return process.env[key] ?? d; }\n"
        "text('A_B'); text('C_D', 'y'); text('E_F', z()); text('G_H', `${z}`);",
        "A_B=x C_D=y E_F? G_H?",
    ),
    (
        "const flag = (key: string, d = true) => {\n  const v = process.env[key];\n  return v ? v === '1' : d;\n};\n"
        "const known = (key: string, isTold = true) => { tell(isTold); return process.env[key]; };\n"
        "flag('A_B'); known('C_D');",
        "A_B=true C_D",
    ),
    (
        "export const text = (key: string, d = ''): string => {\n  const v = process.env[key];\n  return v || d;\n};\n"
        "const flag = (\n  key: string,\n  d: boolean = false\n): boolean => process.env[key] ? true : d;\n"
        "text('A_B'); text('C_D', 'x'); flag('E_F', true);",
        "A_B C_D=x E_F=true",
    ),
    (
        "function must(name: string, d?: string): string { return process.env[name] ?? d; }\nmust('A_B', 'x');",
        "A_B=x",
    ),
    ("const must = (n) => read(n);\nfunction read(n) { return process.env[n]; }\nmust('A_B');", "A_B!"),
    ("const a = process.env.A_B ? Number(process.env.A_B) : 30;", "A_B A_B=30"),
    ("const a = process.env.A_B ? 'on' : 'off';", "A_B"),
    ("const a = process.env.A_B === 'true';\nconst c = process.env.C_D !== \"false\";", "A_B=false C_D=true"),
    ("const a = process.env.A_B || FALLBACK;\nconst FALLBACK = 'x';", "A_B=x"),
    ("const a = process.env.A_B || fallback;\n", "A_B?"),
    ("if (!process.env.A_B) {\n  throw new Error('x');\n}", "A_B!"),
    ("const a = process.env.A_B;\nif (!a) throw new Error('x');", "A_B!"),
    ("const a = process.env.A_B;\nconst c = process.env.C_D;\nif (!a) throw new Error('x');", "A_B A_B! C_D"),
    ("const c: string | undefined = process.env.C_D;\nif (!c) throw new Error('x');", "C_D!"),
    (
        "const a = requireEnv('A_B', 'it is missing');\nfunction requireEnv(n, m) { return process.env[n]; }",
        "A_B!",
    ),
    (
        "const S = z.object({\n  A_B: z.string().default('x'),\n  C_D: z.coerce.number(),\n});\n"
        "export function load(env: NodeJS.ProcessEnv = process.env) {\n  return S.safeParse(env);\n}",
        "A_B=x C_D!",
    ),
    (
        "const S = z\n  .object({\n    A_B: z.coerce\n      .number()\n      .default(5),\n  });\nexport function load("
        "\n  source: Record<string, string | undefined> = process.env\n) {\n  return S.parse(clean(source));\n}",
        "A_B=5",
    ),
    ("for (const k of ['A_B', 'C_D']) check(process.env[k]);", "A_B C_D"),
    ("const NAMES = ['A_B', 'C_D'];\nNAMES.forEach((k) => check(process.env[k]));", "A_B C_D"),
    ("['A_B', 'C_D'].map((k) => process.env[k]);", "A_B C_D"),
    ("const x = process.env[`SHOP_${name}`];", "SHOP_*"),
    ("const x = process.env['SHOP_' + name];", "SHOP_*"),
    ("Object.entries(process.env).filter(f);\nconst KEYS = ['A_B'];", "* ~A_B"),
    (
        "export const env = z.object({\n  A_B: z.string().default('x'),\n  C_D: z.coerce.number(),\n"
        "  E_F: z.string().optional(),\n}).parse(process.env);",
        "A_B=x C_D! E_F?",
    ),
    (
        "export const env = cleanEnv(process.env, {\n  A_B: str({ default: 'x' }),\n  C_D: port(),\n});",
        "A_B=x C_D!",
    ),
    (
        "export const env = createEnv({\n  server: {\n    A_B: z.url(),\n  },\n  runtimeEnv: {\n    A_B: process.env.A_B,\n  },\n});",
        "A_B A_B!",
    ),
    ("const heat = process.env[`${oven}_MAX_HEAT`] ?? process.env[oven + '_URL'];", "*MAX_HEAT"),
    # What must give nothing
    ("// process.env.A_B", ""),
    ("/* process.env.A_B */", ""),
    ("const s = 'process.env.A_B';", ""),
    ('const s = "set process.env.A_B";', ""),
    ("const s = `process.env.A_B`;", ""),
    ("myprocess.env.A_B; other.env.A_B;", ""),
    (
        "const Url = z.string()\n  .url();\nexport const Port = z.number().default(80)\nconst B = z.any();\n"
        "const S = z.object({\n  A_B: Url,\n  C_D: Url.min(1),\n  E_F: Port,\n  G_H: Port.default(81),\n"
        "  I_J: Url.optional(),\n  K_L: B,\n  M_N: Unknown,\n});\nS.parse(process.env);",
        "A_B! C_D! E_F=80 G_H=81 I_J? K_L M_N",
    ),
    ("const api = z.object({\n  A_B: z.string(),\n});", ""),
    ("t('A_B'); const x = { A_B: 1 };", ""),
    ("config.get('name')", ""),
]

PYTHON = [
    ("from environs import Env\nenv('A_B'); env.int('C_D'); env('E_F', 'x')", "A_B! C_D! E_F=x"),
    ("env = environ.Env()\nx = env('A_B')", "A_B!"),
    ("from decouple import config\nx = config('A_B'); y = config('C_D', default=1)", "A_B! C_D=1"),
    ("x = os.getenv('A_B')\nif not x:\n    logger.error('no')\n    sys.exit(1)", "A_B!"),
    ("x = os.getenv('A_B')\nassert x, 'no'", "A_B!"),
    ("x = os.getenv('A_B')\nassert x == y", "A_B"),
    ("def need(*names):\n    for name in names:\n        os.environ[name]\nneed('A_B', 'C_D')", "A_B C_D"),
    ("import os\nx = os.environ['A_B']", "A_B!"),
    (
        "x = os.environ.get(f'{oven.upper()}_MAX_HEAT') or os.getenv(oven + '_MIN_HEAT')",
        "*MAX_HEAT *MIN_HEAT",
    ),
    ("x = os.environ.get(f\"{oven.replace('-', '_')}_MAX_HEAT\")", "*MAX_HEAT"),
    ("x = os.environ.get(f'{oven}_URL'); y = f'{oven}_MAX_HEAT'", ""),
    ("x = os.environ.get('A_B')", "A_B"),
    ("x = os.environ.get('A_B', 'x')", "A_B=x"),
    ("x = os.environ.get('A_B', None)", "A_B?"),
    ("x = os.environ.get('A_B') or 'x'", "A_B=x"),
    ("x = os.environ.get('A_B', default())", "A_B?"),
    ("x = os.getenv(\n    'A_B',\n    'x',\n)", "A_B=x"),
    ("x = int(os.getenv('A_B', 5))", "A_B=5"),
    ("from os import environ, getenv\nx = environ['A_B']; y = getenv('C_D')", "A_B! C_D"),
    ("os.environ['A_B'] = 'x'", ""),
    ("os.environ.setdefault('A_B', 'x')", "~A_B=x"),  # it sets a variable for other programs
    ("x = os.environ.pop('A_B', 'x')", "A_B=x"),
    ("x = f\"{os.environ['A_B']}\"", "A_B!"),
    ("KEY = 'A_B'\nx = os.environ[KEY]", "A_B!"),
    ("for name in ('A_B', 'C_D'):\n    os.environ[name]", "A_B! C_D!"),
    ("NAMES = ['A_B', 'C_D']\nx = {n: os.getenv(n) for n in NAMES}", "A_B C_D"),
    (
        "def get(name, default=None):\n    return os.environ.get(name, default)\n\nx = get('A_B', 'x')",
        "A_B=x",
    ),
    ("def read(self, name):\n    return os.environ[name]\n\nx = self.read('A_B')", "A_B!"),
    ("TASKS = [{'env_key': 'A_B'}]\nfor t in TASKS:\n    os.getenv(t['env_key'])", "A_B"),
    ("x = os.getenv(f'SHOP_{name}')", "SHOP_*"),
    ("x = os.environ['SHOP_' + name]", "SHOP_*"),
    ("env = environ.Env(\n    A_B=(bool, False),\n    C_D=(str, 'x'),\n)", "A_B=False C_D=x"),
    ('env = environ.Env(A_B=(bool, False))\nSECRET_KEY = "x"\nALLOWED_HOSTS = []', "A_B=False"),
    (
        "env = Env(  # ,NO=1\n    A_B=(list, ['x', 'y']), C_D=(str, f(',E_F=1')), **more, G_H=str)",
        "A_B C_D G_H",
    ),
    ("environ.Env(A_B=(str, None))\nenviron.FileAwareEnv(C_D=int)\nEnv(NO=1", "A_B? C_D"),
    ('"""environ.Env(NO=(bool, False))"""\nEnv(A_B == 1)', ""),
    ("x = env('A_B', default='x')", "A_B=x"),
    ("x = env.bool('A_B', False); y = env['C_D']", "A_B=False C_D!"),
    ("x = config('A_B', default='x', cast=str); y = config('C_D', cast=int, default=3)", "A_B=x C_D=3"),
    ("x = config.get('A_B', 'x')", "A_B=x"),
    ("@click.option('--x', envvar='A_B')\ndef f(): ...", "A_B"),
    ("@click.option('--x', envvar='A_B', show_default=True, default=80)\ndef f(): ...", "A_B=80"),
    ("@click.option('--x', envvar='A_B', required=True)\ndef f(): ...", "A_B!"),
    ("Action(env_var='A_B')", "A_B"),
    (
        "def text(key: str, default: str = 'x') -> str:\n    return os.environ.get(key, default)\n"
        "text('A_B'); text('C_D', 'y'); text('E_F', default=z)",
        "A_B=x C_D=y E_F?",
    ),
    ("x = Setting(env='A_B')", "A_B"),
    (
        "class M(BaseSettings):\n    a_b: str\n    c_d: str\n    e_f: int = 1\n"
        "x = M(a_b='x', c_d='y', e_f=2)\ny = [M(a_b=z, **w)]\n",
        "C_D! E_F=1 ~A_B!",
    ),
    (
        "class M(BaseSettings):\n    a_b: str\n    c_d: int = 1\n    e_f: int = 2\n    g_h: int = Field(3)\n"
        "x = {'x': M(a_b='x', c_d=2, g_h=4), 'y': M(a_b='y', c_d=3, g_h=5, e_f=6)}\n",
        "E_F=2 ~A_B! ~C_D=1 ~G_H=3",
    ),
    (
        "class M(BaseSettings):\n    a_b: int = 1\n    c_d: int\ndef test():\n    return M(a_b=2)\n",
        "A_B=1 C_D!",
    ),
    ("class M(BaseSettings):\n    a_b: str\nclass N(M):\n    c_d: str\nx = N(a_b='x')\n", "A_B! C_D! ~A_B!"),
    ("d = Dynaconf(envvar_prefix='SHOP_')", "SHOP_*"),
    ("app.config.from_prefixed_env('FLASK_')", "FLASK_*"),
    ("settings = Dynaconf(envvar_prefix='SHOP')", "SHOP_*"),
    ("def f(key):\n    v = os.getenv(key)\n    if not v:\n        raise E\n    return v\n\nf('A_B')", "A_B!"),
    (
        "def env(key):\n    try:\n        return os.environ[key]\n    except KeyError:\n        return 1\n\nenv('A_B')",
        "A_B",
    ),
    ("def f(n):\n    if n in os.environ:\n        return os.environ[n]\n    return 1\n\nf('A_B')", "A_B"),
    ("try:\n    x = os.environ['A_B']\nexcept KeyError:\n    x = 1", "A_B"),
    ("x = given or os.getenv('A_B')\nif not x:\n    raise KeyError", "A_B"),
    ("x = os.getenv('A_B')\nif x is None:\n    raise KeyError", "A_B!"),
    (
        "NAMES = ['A_B', 'C_D']\nmissing = [n for n in NAMES if not os.getenv(n)]\nif missing:\n    raise KeyError",
        "A_B! C_D!",
    ),
    ("with env.prefixed('SHOP_'):\n    pass", "SHOP_*"),
    ("for k, v in os.environ.items(): print(k)\nD = {'A_B': 1}", "* ~A_B"),
    ("# os.environ['A_B']", ""),
    ('"""os.environ["A_B"]"""', ""),
    ("x = 'os.environ[\"A_B\"]'", ""),
    ("x = myenviron['A_B']; y = other.environ['A_B']", ""),
    ("def f():\n    '''Read os.getenv(\"A_B\").'''", ""),
    ("print('A_B')", ""),
    ("x = {'A_B': 1}['A_B']", ""),
    ('a = os.getenv("A_B")\nif not a:\n    raise RuntimeError("x")', "A_B!"),
    ('if not os.getenv("A_B"):\n    sys.exit(1)\nif not os.environ.get("C_D"): raise KeyError', "A_B! C_D!"),
    (
        'a = os.getenv("A_B", "").lower() == "true"\nc = os.environ.get("C_D") in ("1", "true")',
        "A_B=false C_D=false",
    ),
    ('a = os.getenv("A_B", DEFAULT_A)\nDEFAULT_A = 5', "A_B=5"),
    ('a = os.getenv("A_B", DEFAULT_A)', "A_B?"),
]

SETTINGS = [
    (
        "class Mode(str, Enum):\n    FAST = 'fast'\n    SLOW = 'slow'\nclass S(BaseSettings):\n    mode: Mode = Mode.SLOW\n"
        "    other: Mode | None = Field(default=Mode.FAST.value)\n    third: Kind = Kind.RED",
        "MODE=slow OTHER=fast THIRD?",
    ),
    (
        "class S(BaseSettings):\n    host: str\n    port: int = 80\n    x: str | None = None",
        "HOST! PORT=80 X?",
    ),
    (
        "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='SHOP_')\n    host: str = 'h'",
        "SHOP_HOST=h",
    ),
    ("class S(BaseSettings, env_prefix='SHOP_'):\n    host: str", "SHOP_HOST!"),
    ("class S(BaseSettings):\n    host: str\n    class Config:\n        env_prefix = 'SHOP_'", "SHOP_HOST!"),
    (
        "class S(BaseSettings):\n    a: str = Field('x', alias='A_B')\n    c: str = Field(..., env='C_D')",
        "A_B=x C_D C_D!",
    ),
    (
        "from pydantic_settings import BaseSettings\n\nclass S(BaseSettings):\n"
        "    a_b: str = Field('x', env='C_D')\n    e: str = Field('y', validation_alias='E_F', env='G_H')",
        "A_B=x E_F=y",
    ),
    (
        "try:\n    from pydantic_settings import BaseSettings\nexcept ImportError:\n"
        "    from pydantic import BaseModel, BaseSettings\n\nclass S(BaseSettings):\n    a: str = Field('x', env='C_D')",
        "C_D=x",
    ),
    (
        "from pydantic import BaseSettings\n\nclass S(BaseSettings):\n    a: str = Field(env='C_D')",
        "C_D C_D!",
    ),
    (
        "class S(BaseSettings):\n    a: Annotated[str, Field(validation_alias=AliasChoices('A_B', 'C_D'))] = 'x'",
        "A_B=x C_D=x",
    ),
    (
        "class Base(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='P_')\n\nclass S(Base):\n    a: int = 1",
        "P_A=1",
    ),
    (
        "class Db(BaseModel):\n    host: str\n\nclass S(BaseSettings):\n    model_config = SettingsConfigDict(env_nested_delimiter='__')\n    db: Db",
        "DB__HOST!",
    ),
    ("class S(BaseSettings):\n    a: ClassVar[int] = 1\n    _b: int = 2\n    def f(self): ...", ""),
    ("class S(BaseModel):\n    host: str", ""),
    ("class BaseSettings:\n    pass\nx = 'class S(BaseSettings):'", ""),
    ("class S(BaseSettings:\n    host", ""),
]

GO = [
    (
        'func has(name string) bool {\n\tv, ok := os.LookupEnv(name)\n\treturn ok && v != ""\n}\n\n'
        "func checkEnv(names ...string) error {\n\tvar missing []string\n\tfor _, n := range names {\n"
        "\t\tif !has(n) {\n\t\t\tmissing = append(missing, n)\n\t\t}\n\t}\n\tif len(missing) > 0 {\n"
        '\t\treturn fmt.Errorf("missing: %v", missing)\n\t}\n\treturn nil\n}\nerr := checkEnv("A_B", "C_D")',
        "A_B! C_D!",
    ),
    (
        "func checkEnv(names ...string) error {\n\tvar missing []string\n\tfor _, n := range names {\n"
        '\t\tif os.Getenv(n) == "" {\n\t\t\tmissing = append(missing, n)\n\t\t}\n\t}\n\tif len(missing) > 0 {\n'
        '\t\treturn fmt.Errorf("missing: %v", missing)\n\t}\n\treturn nil\n}\nerr := checkEnv("A_B", "C_D")',
        "A_B! C_D!",
    ),
    (
        "func checkEnv(names ...string) {\n\tvar missing []string\n\tfor _, n := range names {\n"
        '\t\tif os.Getenv(n) == "" {\n\t\t\tmissing = append(missing, n)\n\t\t}\n\t}\n\tlog.Println(missing)\n}\n'
        'checkEnv("A_B", "C_D")',
        "A_B C_D",
    ),
    (
        "func wait(name string, fallback time.Duration) time.Duration {\n\tv := os.Getenv(name)\n\treturn fallback\n}\n"
        'const waitKey = "A_B"\nconst WaitEnv = "C_D"\n'
        "x := wait(waitKey, 5*time.Minute)\ny := wait(WaitEnv, 7*time.Minute)\nz := wait(other, time.Minute)",
        "A_B=5m C_D=7m",
    ),
    ('for _, p := range []string{"A_B"} {\n\tos.Getenv(p + "_KEY")\n}', ""),
    ('v, ok := os.LookupEnv("A_B")\nif !ok {\n\tlog.Fatal("no")\n}', "A_B!"),
    ('if v, ok := os.LookupEnv("A_B"); !ok {\n\tpanic("no")\n}', "A_B!"),
    ('v, ok := os.LookupEnv("A_B")\nif !ok {\n\tv = "x"\n}', "A_B=x"),
    ('if v, ok := os.LookupEnv("A_B"); ok {\n\treturn v\n}\nreturn "x"\n}', "A_B=x"),
    ('if v, ok := os.LookupEnv("A_B"); ok {\n\tuse(v)\n}', "A_B"),
    (
        'x := &cli.IntFlag{\n  Sources: cli.EnvVars("A_B", "C_D"), // words\n  Name: "n",\n  Value: 1,\n}',
        "A_B=1 C_D=1",
    ),
    ('cli.NewValueSourceChain(cli.EnvVar("A_B"))', "A_B"),
    ('x := env["A_B"]\nenv["C_D"] = "x"', "A_B"),
    (
        "func first(names ...string) string {\n  for _, n := range names {\n    return os.Getenv(n)\n  }\n}\n"
        'x := first("A_B", "C_D")',
        "A_B C_D",
    ),
    (
        'type C struct {\n  Log L `mapstructure:"log"`\n}\ntype L struct {\n'
        '  Level string `mapstructure:"level" default:"warn"`\n}\n'
        'func f() { v.BindEnv("log.level", "A_B"); v.SetDefault("x", 5); v.BindEnv("x", "C_D") }',
        "A_B A_B=warn C_D C_D=5",
    ),
    (
        'func Load(getenv func(string) string) {\n\ta, err := required(getenv, "A_B")\n'
        '\tb := wait(getenv, "C_D", 5*time.Minute)\n\tc := getenv("E_F")\n\tif c == "" {\n\t\tc = "x"\n\t}\n}\n'
        "func required(getenv func(string) string, key string) (string, error) {\n\treturn getenv(key)\n}\n"
        "func wait(getenv func(string) string, key string, d time.Duration) time.Duration {\n\tx := getenv(key)\n}",
        "A_B! C_D=5m E_F=x",
    ),
    (
        "func Load(lookup func(string) (string, bool)) {\n"
        '\tif v, ok := lookup("A_B"); !ok {\n\t\tpanic("no")\n\t}\n\tv, ok := lookup("bun")\n}',
        "A_B!",
    ),
    ('type Oven struct { lookupEnv func(string) (string, bool) }\nx, ok := oven.lookupEnv("A_B")', "A_B"),
    (
        'func Load(lookup func(string) string, lookupEnv func(string) string) { lookup("A_B"); lookupEnv("C_D") }',
        "A_B C_D",
    ),
    ('func Load(env func(string) (string, bool)) { env("A_B") }', "A_B"),
    (
        'func Load(getenv func(string) string) {\n\tc.Oven = getenv("A_B")\n\tif c.Oven == "" {\n\t\tc.Oven = "x"\n\t}\n'
        '\tc.Loaf = getenv("C_D")\n\tif c.Loaf == "" {\n\t\treturn errors.New("no")\n\t}\n}\n',
        "A_B A_B=x C_D C_D!",
    ),
    ('func Load(get func(string) string) { get("A_B") }', ""),
    ('x := os.Getenv("A_B")', "A_B"),
    ('x, ok := os.LookupEnv("A_B")', "A_B"),
    ('x, ok := syscall.Getenv("A_B")', "A_B"),
    ('const EnvX = "A_B"\nx := os.Getenv(EnvX)', "A_B"),
    ('const (\n\tEnvX string = "A_B"\n)\nx := os.Getenv(EnvX)', "A_B"),
    ('os.Setenv("A_B", "x"); os.Unsetenv("A_B"); t.Setenv("C_D", "x")', ""),
    (
        'func getenv(key, fallback string) string {\n\treturn os.Getenv(key)\n}\nx := getenv("A_B", "x")',
        "A_B=x",
    ),
    (
        "func get(k string, d int) int {\n\tv := os.Getenv(k)\n\treturn d\n}\n"
        'const size = 5\nx := get("A_B", size)\ny := get("C_D", compute())',
        "A_B=5 C_D?",
    ),
    (
        "func wait(key string, d time.Duration) time.Duration {\n\tv := os.Getenv(key)\n\treturn d\n}\n"
        'x := wait("A_B", 5*time.Second)\ny := wait("C_D", time.Hour)',
        "A_B=5s C_D=1h",
    ),
    ('a := os.Getenv("A_B")\n\tif a == "" {\n\t\ta = "x"\n\t}', "A_B=x"),
    ('a := os.Getenv("A_B")\n\tif a == "" {\n\t\tlog.Fatal("no A_B")\n\t}', "A_B!"),
    ('a := os.Getenv("A_B") == "true"\nc := os.Getenv("C_D") != "false"', "A_B=false C_D=true"),
    ('a := cmp.Or(os.Getenv("A_B"), "x")', "A_B=x"),
    ('f(os.Getenv("A_B"), "x")', "A_B"),
    ('a := os.Getenv("A_B")\n\tif b == "" {\n\t\treturn\n\t}', "A_B"),
    ('a := os.Getenv("A_B")\n\tif b == "" {\n\t\tb = "x"\n\t}', "A_B"),
    ('a := os.Getenv("A_B")\n\tif b == "" {\n\t\tlog.Fatal("no")\n\t}', "A_B"),
    (
        'x := os.Getenv("A_B")',
        "A_B",
    ),
    ('get := func(key string) string { return os.Getenv(key) }\nget("A_B")', "A_B"),
    ('for _, k := range []string{"A_B", "C_D"} {\n\tos.Getenv(k)\n}', "A_B C_D"),
    ('var names = []string{"A_B", "C_D"}\nfor _, k := range names {\n\tos.Getenv(k)\n}', "A_B C_D"),
    ('x := os.Getenv("SHOP_" + name)', "SHOP_*"),
    ('viper.BindEnv("port", "A_B", "C_D")', "A_B C_D"),
    ('viper.SetEnvPrefix("shop")', "SHOP_*"),
    ('&cli.StringFlag{Name: "x", EnvVars: []string{"A_B", "C_D"}}', "A_B C_D"),
    ('&cli.StringFlag{Sources: cli.EnvVars("A_B")}', "A_B"),
    ('cli.StringFlag{EnvVar: "A_B"}', "A_B"),
    ('kingpin.Flag("x", "y").Envar("A_B").String()', "A_B"),
    ('for _, e := range os.Environ() { use(e) }\nvar m = map[string]int{"A_B": 1}', "* ~A_B"),
    (
        'type C struct {\n\tHost string `env:"A_B" envDefault:"x"`\n\tKey string `env:"C_D,required"`\n}',
        "A_B=x C_D!",
    ),
    ('type C struct {\n\tHost string `env:"A_B, default=x"`\n}', "A_B=x"),
    ('type C struct {\n\tHost string `env:"A_B,notEmpty"`\n}', "A_B!"),
    ('type C struct {\n\tHost string `long:"host" env:"A_B" default:"x" description:"y"`\n}', "A_B=x"),
    (
        'type C struct {\n\tDb struct {\n\t\tHost string `env:"HOST"`\n\t} `group:"db" env-namespace:"DB"`\n}',
        "DB_HOST",
    ),
    (
        'type Db struct {\n\tHost string `env:"HOST"`\n}\ntype C struct {\n\tDb Db `envPrefix:"DB_"`\n}',
        "DB_HOST",
    ),
    ('type C struct {\n\tHost string `conf:"default:x,env:A_B"`\n}', "A_B"),
    (
        'func f() { envconfig.Process("shop", &c) }\ntype C struct {\n\tHost string `envconfig:"HOST" default:"x"`\n\tMaxSize int `split_words:"true" required:"true"`\n}',
        "*HOST *MAX_SIZE SHOP_HOST=x SHOP_MAX_SIZE!",
    ),
    ('// os.Getenv("A_B")', ""),
    ('x := "os.Getenv(\\"A_B\\")"', ""),
    ('x := `os.Getenv("A_B")`', ""),
    ('type C struct {\n\t// Host string `env:"A_B"`\n\tName string `json:"A_B"`\n}', ""),
    ('fmt.Println("A_B"); myos.Getenv("A_B")', ""),
]

JAVA = [
    ('var x = Optional.ofNullable(System.getenv("A_B")).orElse("x");', "A_B=x"),
    ('var x = Optional.ofNullable(System.getenv("A_B")).orElseThrow();', "A_B!"),
    ('var x = System.getenv("A_B");\nif (x == null || x.isBlank()) {\n  throw new E();\n}', "A_B!"),
    ('var x = System.getenv("A_B");\nif (x == null) {\n  return y;\n}', "A_B"),
    ('var x = System.getenv("A_B") != null ? System.getenv("A_B") : "x";', "A_B A_B=x"),
    ('String x = env.get("A_B"); env.getOrDefault("C_D", "e");', "A_B C_D=e"),
    (
        'String a = System.getenv("A_B");\nif (a != null && !a.isBlank()) {\n  return a.trim();\n}\nreturn "x";',
        "A_B=x",
    ),
    ('var a = System.getenv("A_B");\nif (a != null) return a;\nreturn other();', "A_B"),
    ('var a = System.getenv("A_B");\nif (a != null) return b;\nreturn "x";', "A_B"),
    ('String x = System.getenv("A_B");', "A_B"),
    ('String x = System.getenv().getOrDefault("A_B", "x");', "A_B=x"),
    ('if (System.getenv().containsKey("A_B")) {}', "A_B"),
    ('static final String KEY = "A_B"; String x = System.getenv(KEY);', "A_B"),
    ('@Value("${A_B:x}") String x;', "A_B=x"),
    ('@Value("${A_B}") String x;', "A_B!"),
    ('@Value("#{x} ${A_B}") String x;', "A_B"),
    ('var x = Objects.requireNonNull(System.getenv("A_B"), "no");', "A_B!"),
    ('@Value("${app.max-size:5}") int x;', "~APP_MAXSIZE=5 ~APP_MAX_SIZE=5"),
    ('@ConfigProperty(name = "app.size") int x;', "~APP_SIZE"),
    ('@ConfigurationProperties(prefix = "app.mail") class M {}', "APP_MAIL_*"),
    ('env.getProperty("A_B", "x"); environment.getRequiredProperty("C_D");', "A_B=x C_D"),
    ('Dotenv dotenv = Dotenv.load(); dotenv.get("A_B");', "A_B"),
    ('String get(String key) { return System.getenv(key); }\nString x = get("A_B");', "A_B"),
    ('// System.getenv("A_B")', ""),
    ('String s = "System.getenv(\\"A_B\\")";', ""),
    ('/** {@code System.getenv("A_B")} */', ""),
]

KOTLIN = [
    ('val x = requireNotNull(System.getenv("A_B"))', "A_B!"),
    ('val x = env.get("A_B")', "A_B"),
    ('@Value("\\${A_B:x}") val x: String', "A_B=x"),
    ('@Value("\\${app.size:5}") val x: Int', "~APP_SIZE=5"),
    ('val s = "${A_B}"', ""),
    ('val x = System.getenv("A_B") ?: "x"', "A_B=x"),
    ('val x = System.getenv("A_B") ?: error("no")', "A_B!"),
    ('val x = System.getenv()["A_B"]', "A_B"),
    ('val x = "http://${System.getenv("A_B")}/"', "A_B"),
    ('fun need(name: String) = System.getenv(name)!!\nval x = need("A_B")', "A_B!"),
    ('val x = sys.env("A_B")', "A_B"),
]

RUBY = [
    ("KEY = 'A_B'\ndef go(env: ENV)\n  env[KEY]\n  env.fetch('C_D', 'x')\nend", "A_B C_D=x"),
    ("def go(env)\n  env['A_B']\nend", ""),
    ("SETTINGS = { size: { env_key: 'A_B' } }", "A_B"),
    ("raise 'no' unless ENV['A_B']", "A_B!"),
    ("abort('no') unless ENV['A_B']", "A_B!"),
    ("go unless ENV['A_B']", "A_B"),
    ("x = ENV['A_B']", "A_B"),
    ("x = ActiveModel::Type::Boolean.new.cast(ENV['A_B'])", "A_B=false"),
    ("x = ENV['A_B'] || 'x'", "A_B=x"),
    ("x = ENV['A_B'].presence || 'x'", "A_B=x"),
    ("x = ENV.fetch('A_B')", "A_B!"),
    ("x = ENV.fetch('A_B', 'x')", "A_B=x"),
    ("x = ENV.fetch('A_B') { 5 }", "A_B=5"),
    ("x = ENV.fetch('A_B', nil)", "A_B?"),
    ("x = ENV['A_B'] or raise 'no'", "A_B"),
    ("x = ENV['A_B'] || raise('no')", "A_B!"),
    ("x = ENV.key?('A_B')", "A_B"),
    ("ENV['A_B'] = 'x'", ""),
    ("ENV['A_B'] ||= 'x'", "A_B=x"),
    ("ENV.delete('A_B')", ""),
    ('x = "#{ENV["A_B"]}"', "A_B"),
    ("def need(name)\n  ENV.fetch(name)\nend\nneed('A_B')", "A_B!"),
    ("def need(name)\n  ENV[name]\nend\nx = need 'A_B'", "A_B"),
    ("%w[A_B].each { |n| ENV[n] }\nKEYS = ['A_B']\nKEYS.each do |k|\n  ENV[k]\nend", "A_B"),
    ('x = ENV["SHOP_#{name}"]', "SHOP_*"),
    ("ENV.each { |k, v| use(k) }\nM = { 'A_B' => 1 }", "* ~A_B"),
    ("# ENV['A_B']", ""),
    ("x = \"ENV['A_B']\"", ""),
    ("=begin\nENV['A_B']\n=end", ""),
    ("MYENV['A_B']", ""),
    ('a = ENV["A_B"] == "true"\nc = ENV["C_D"] != "false"', "A_B=false C_D=true"),
]

RUST = [
    ('fn f(names: &[&str]) { for n in names { env::var(n) } }\nf(&["A_B", "C_D"]);', "A_B C_D"),
    ('fn f(keys: &[&str]) { keys.iter().find_map(|key| { env::var(key) }) }\nf(&["A_B", "C_D"]);', "A_B C_D"),
    (
        'fn f(n: &str) { env::var(n) }\nfn m() { f("A_B"); }\n#[cfg(test)]\nmod tests {\n'
        '    fn t() { f("C_D"); env::var("E_F"); }\n}',
        "A_B ~E_F",
    ),
    ('let x = env::var("A_B").unwrap_or_else(|_| panic!("no"));', "A_B!"),
    ('let Ok(x) = env::var("A_B") else {\n    bail!("no");\n};', "A_B!"),
    ('let Ok(x) = env::var("A_B") else {\n    return None;\n};', "A_B"),
    ('let x = env::var("A_B").unwrap();', "A_B!"),
    ('let x = std::env::var("A_B").expect("no");', "A_B!"),
    ('let x = env::var("A_B").unwrap_or("x".to_string());', "A_B=x"),
    ('let x = env::var("A_B").unwrap_or_else(|_| "x".into());', "A_B=x"),
    ('let x = env::var("A_B").unwrap_or_default();', "A_B?"),
    ('let x = env::var_os("A_B");', "A_B"),
    ('let x = dotenvy::var("A_B")?;', "A_B!"),
    ('let x = env::var("A_B").context("no")?;', "A_B!"),
    ('let x = env::var("A_B").ok().and_then(|v| v.parse().ok()).unwrap_or(80);', "A_B=80"),
    ('let x = env::var("A_B")\n    .map(|s| s == "1")\n    .unwrap_or(true);', "A_B=true"),
    ('S { a: env::var("A_B").ok(), b: other.unwrap_or(3) }', "A_B"),
    (
        'let x = env::var("A_B").unwrap_or_else(|_| FALLBACK.to_string());\nconst FALLBACK: &str = "x";',
        "A_B=x",
    ),
    (
        'fn or(key: &str, d: &str) -> String {\n    env::var(key).unwrap_or(d)\n}\nlet x = or("A_B", "x");',
        "A_B=x",
    ),
    ('let x = env::var("A_B").as_deref() == Ok("true");', "A_B=false"),
    ('use std::env::var; let x = var("A_B").ok();', "A_B"),
    ('let x = env!("A_B");', "A_B!"),
    ('let x = option_env!("A_B");', "A_B"),
    ('let x = dotenv!("A_B");', "A_B"),
    ('const E: &str = "A_B";\nlet x = env::var(E);', "A_B"),
    ('env::set_var("A_B", "x"); std::env::remove_var("C_D");', ""),
    ('Command::new("x").env("A_B", "x");', ""),
    ('Arg::new("x").env("A_B")', "A_B"),
    ('#[arg(long, env = "A_B", default_value = "x")]\npub x: String,', "A_B=x"),
    (
        '#[envconfig(from = "A_B")]\npub a: String,\n#[envconfig(\n  from = "C_D",\n  default = "x",\n)]\nc: String,\n'
        '#[envconfig(from = "E_F")]\npub(crate) e: Option<u16>,',
        "A_B! C_D=x E_F?",
    ),
    ('#[envconfig(default = "x", from = "A_B")]\npub a: String,\n#[serde(from = "C_D")]', "A_B?"),
    ('#[clap(env = E_X)]\nx: String,\nconst E_X: &str = "A_B";', "A_B"),
    ("#[arg(long, env)]\n/// Doc\npub a_b: String,", "A_B"),
    ("#[arg(long, env)]\npub a_b: String,", "A_B"),
    ('fn need(name: &str) -> String { env::var(name).unwrap() }\nlet x = need("A_B");', "A_B!"),
    ('let x = env::var(format!("SHOP_{}", n));\nEnv::prefixed("APP_")', "APP_*"),
    ('config::Environment::with_prefix("app")', "APP_*"),
    ('envy::prefixed("APP_").from_env()', "APP_*"),
    ('for (k, v) in env::vars() {}\nlet m = [("A_B", 1)];', "* ~A_B"),
    ('// env::var("A_B")', ""),
    ('/// Set `env::var("A_B")`\nfn f() {}', ""),
    ('let s = "env::var(\\"A_B\\")";', ""),
    ('let s = r#"env::var("A_B")"#;', ""),
    ('let c = \'"\'; // env::var("A_B")', ""),
]

PHP = [
    ("$x = getenv('A_B');\nif (!$x) {\n    throw new E();\n}", "A_B!"),
    ("$x = getenv('A_B');\nif (!$x) {\n    $x = f();\n}", "A_B"),
    ("<?php $x = getenv('A_B');", "A_B"),
    ("<?php $x = getenv('A_B') ?: 'x';", "A_B=x"),
    ("<?php $x = getenv('A_B') ?: throw new E();", "A_B!"),
    ("<?php #[Autowire(env: 'bool:A_B')] #[Setting(envVar: \"default:x:C_D\")] class X {}", "A_B C_D"),
    (
        "<?php return ['x' => env('A_B', 'x'), 'y' => env('C_D', false), 'z' => env('E_F')];",
        "A_B=x C_D=false E_F",
    ),
    ("<?php $x = $_ENV['A_B'] ?? 'x';", "A_B=x"),
    ("<?php $x = $_SERVER['A_B'];", "A_B"),
    ("<?php $x = $_SERVER['REQUEST_URI']; $y = $_SERVER['HTTP_HOST'];", ""),
    ("<?php $_ENV['A_B'] = 'x'; putenv('A_B=x');", ""),
    ("<?php $x = Env::get('A_B');", "A_B"),
    ("<?php $c->set('%env(int:A_B)%');", "A_B"),
    ("<?php function need(string $name) { return getenv($name); }\nneed('A_B');", "A_B"),
    ("<?php foreach (['A_B'] as $n) { getenv($n); }", ""),
    ("<?php // getenv('A_B')\n# getenv('A_B')\n/* env('A_B') */", ""),
    ("<?php $s = \"getenv('A_B')\";", ""),
    ("<?php $x = $this->env('a');", ""),
]

CSHARP = [
    (
        'var x = Environment.GetEnvironmentVariable("A_B");\nif (string.IsNullOrEmpty(x))\n    throw new E();',
        "A_B!",
    ),
    (
        'var names = new Dictionary<string, string>\n{\n    { "A_B", Keys.A },\n    // { "E_F", Keys.C },\n'
        '    { "C_D", Keys.B }\n};\nforeach (var (name, key) in names) {\n'
        "    Use(Environment.GetEnvironmentVariable(name));\n}",
        "A_B C_D",
    ),
    (
        'Dictionary<string, int> names = new() { { "A_B", 1 } };\nforeach (var (n, k) in others) {\n'
        "    Use(Environment.GetEnvironmentVariable(n));\n}",
        "",
    ),
    ('var x = Environment.GetEnvironmentVariable("A_B");', "A_B"),
    ('[EnvironmentVariable("A_B")]\npublic bool X { get; init; }', "*A_B"),
    ('var x = Environment.GetEnvironmentVariable("A_B") ?? "x";', "A_B=x"),
    ('var x = Environment.GetEnvironmentVariable("A_B") ?? throw new Exception();', "A_B!"),
    ('const string Key = "A_B"; var x = Environment.GetEnvironmentVariable(Key);', "A_B"),
    ('Environment.SetEnvironmentVariable("A_B", "x");', ""),
    ('var x = Configuration["Mail:Host"];', "~Mail__Host"),
    ('var x = int.Parse(config["A_B"] ?? "30", Culture);', "A_B=30"),
    ('var x = config["Mail:Port"] ?? "25";', "~Mail__Port=25"),
    ('var x = config["Mode"] ?? "25";', "~Mode=25"),
    ('var x = config.GetValue<int>("Mail:Port", 25);', "~Mail__Port=25"),
    ('var x = config.GetSection("Mail");', "Mail__*"),
    ('var x = config.GetConnectionString("Main");', "~ConnectionStrings__Main"),
    (
        'class Oven(IConfiguration c) { string a = c["Loaf:Size"] ?? "4"; string b = c["A_B"]; string d = e["Cake"]; }',
        "A_B ~Loaf__Size=4",
    ),
    ('void Bake(IConfigurationSection c) { Use(c["Loaf:Size"]); }', ""),
    ('void Bake(IConfiguration c) { /* c["Loaf"] */ Use(ac["Cake"]); }', ""),
    ('builder.AddEnvironmentVariables("SHOP_");', "SHOP_*"),
    ("$env:A_B", "A_B"),
    ("<Version>$(SHOP_X)</Version>", "~SHOP_X"),
    ('string Need(string name) { return Environment.GetEnvironmentVariable(name); }\nNeed("A_B");', "A_B"),
    (
        'string Text(string key, string d = "x") => Environment.GetEnvironmentVariable(key) ?? d;\n'
        'Text("A_B"); Text("C_D", "y"); Text("E_F", z);\n'
        'Environment.GetEnvironmentVariable("G_H", EnvironmentVariableTarget.User);',
        "A_B=x C_D=y E_F? G_H",
    ),
    ('// Environment.GetEnvironmentVariable("A_B")', ""),
    ('var s = "Environment.GetEnvironmentVariable(";', ""),
    ('var s = @"GetEnvironmentVariable(""A_B"")";', ""),
]

ELIXIR = [
    ('Map.get(env, "A_B", "x"); env["C_D"] || "y"; Map.fetch!(env, "E_F")', "A_B=x C_D=y E_F"),
    ('env |> Map.get("A_B")', "A_B"),
    ('x = System.get_env("A_B")', "A_B"),
    ('x = System.get_env("A_B", "x")', "A_B=x"),
    ('x = System.get_env("A_B") || "x"', "A_B=x"),
    ('x = System.get_env("A_B") || raise "no"', "A_B!"),
    ('x = System.fetch_env!("A_B")', "A_B!"),
    ('{:ok, x} = System.fetch_env("A_B")', "A_B"),
    ('x = "A_B" |> System.get_env()', "A_B"),
    ('System.put_env("A_B", "x"); System.delete_env("A_B")', ""),
    ('config :x, token: {:system, "A_B"}', "A_B"),
    ('x = env!("A_B", :string)', "A_B"),
    ('@key "A_B"\ndef f, do: System.get_env(@key)', "A_B"),
    ('def int!(name, default \\\\ nil), do: System.get_env(name)\nx = int!("A_B", 5)', "A_B=5"),
    ('def from(dir, name) do\n  System.get_env(name)\nend\nx = from(dir, "A_B")', "A_B"),
    ('for n <- ["A_B", "C_D"], do: System.get_env(n)', "A_B C_D"),
    ('url = "http://#{System.get_env("A_B")}"', "A_B"),
    ("defconfig(:a_b, Types.String)", "~A_B"),
    ("env_var_to_config!(:a_b)", "~A_B"),
    ('x = System.get_env()\nm = %{"A_B" => 1}', "* ~A_B"),
    ('# System.get_env("A_B")', ""),
    ('@doc """\nSystem.get_env("A_B")\n"""', ""),
    ('x = "System.get_env(A_B)"', ""),
]

C = [
    ('char *a = getenv("A_B"); auto b = std::getenv("C_D");', "A_B C_D"),
    ('a = secure_getenv("A_B"); b = g_getenv("C_D"); c = qgetenv("E_F");', "A_B C_D E_F"),
    ('n = GetEnvironmentVariableW( L"A_B", b, 9 ) + GetEnvironmentVariableA("C_D", b, 9);', "A_B C_D"),
    ('n = GetEnvironmentVariable(TEXT("A_B"), b, 9); p = _wgetenv(L"C_D");', "A_B C_D"),
    (
        '#define MODE_ENV "A_B"\n#define WIDE_ENV L"C_D"\nint f(void) { return getenv(MODE_ENV) || _wgetenv(WIDE_ENV); }',
        "A_B C_D",
    ),
    (
        "static const char *env_or(const char *name, const char *other) {\n  const char *v = getenv(name);\n"
        '  return v ? v : other;\n}\nconst char *port = env_or("A_B", "80");',
        "A_B=80",
    ),
    ('setenv("A_B", "x", 1); unsetenv("C_D"); SetEnvironmentVariableW(L"E_F", L"x");', ""),
    ('my_getenv("A_B"); puts("getenv(C_D)"); // getenv("E_F")\n/* getenv("G_H") */', ""),
]

PRISMA = [
    ('datasource db {\n  url = env("A_B")\n}', "A_B!"),
    ('// url = env("A_B")', ""),
]

CADDY = [
    ("{$A_B} {\n  respond {$C_D:80}\n}\n# {$E_F}", "~A_B ~C_D=80"),
    ("reverse_proxy {env.A_B}", "~A_B"),
]

SQL = [
    ("-- FROM ${A_B}.x\nSELECT '${C_D}' FROM ${E_F}.y /* ${G_H} */;", "C_D E_F"),
]

YAML = [
    ("a: !ENV [A_B, 1]\nb: !ENV C_D", "A_B C_D"),
    ("plugins:\n  - pdf:\n      enabled_if_env: A_B", "A_B"),
]

LANGUAGES = {
    "yaml": ("mkdocs.yml", YAML),
    "javascript": ("src/x.ts", JAVASCRIPT),
    "python": ("src/x.py", [*PYTHON, *SETTINGS]),
    "go": ("src/x.go", GO),
    "java": ("src/X.java", JAVA),
    "kotlin": ("src/X.kt", KOTLIN),
    "ruby": ("lib/x.rb", RUBY),
    "rust": ("src/x.rs", RUST),
    "php": ("src/x.php", PHP),
    "csharp": ("src/X.cs", CSHARP),
    "elixir": ("lib/x.ex", ELIXIR),
    "c": ("src/x.c", C),
    "prisma": ("x.prisma", PRISMA),
    "caddy": ("Caddyfile", CADDY),
    "sql": ("x.sql", SQL),
}

CASES = [
    pytest.param(path, text, expected, id=f"{language}-{number}")
    for language, (path, cases) in LANGUAGES.items()
    for number, (text, expected) in enumerate(cases)
]


@pytest.mark.parametrize(("path", "text", "expected"), CASES)
def test_reads(path: str, text: str, expected: str) -> None:
    assert " ".join(reads(path, text)) == expected


def test_each_pattern_has_a_case() -> None:
    texts = [text for _, _, cases in [(0, 0, c) for _, c in LANGUAGES.values()] for text, _ in cases]
    for row in readers_table().reader:
        for pattern in row.pattern:
            expression = compile_expression(pattern.expression)
            assert any(pattern.marker in text and expression.search(text) for text in texts), (
                pattern.expression
            )


def test_a_property_may_hold_the_name_of_a_variable() -> None:
    texts = {
        "src/env.js": "function text(name, d = '') { return process.env[name] ?? d; }",
        "src/ovens.js": "module.exports = [{ name: 'OVEN_DECK', modeEnvVar: 'OVEN_MODE' }];",
        "src/bake.js": "const { text } = require('./env');\nexports.mode = (oven) => text(oven.modeEnvVar, '');\n",
    }
    assert set(join(texts).names) == {"OVEN_MODE"}
    assert set(join(texts | {"src/env.js": "function text(name) { return name; }"}).names) == set()


def test_what_is_set_is_a_mention() -> None:
    assert mentions("x.ts", "process.env.A_B = 'x';") == ["A_B"]
    assert mentions("x.py", "os.environ['A_B'] = 'x'") == ["A_B"]
    assert mentions("x.go", 'os.Setenv("A_B", "x")') == ["A_B"]
    assert mentions("x.c", 'setenv("A_B", "x", 1); SetEnvironmentVariableW(L"C_D", L"x");') == ["A_B", "C_D"]


def test_a_template_of_a_document_is_no_code() -> None:
    assert reads("a.md.j2", "echo $A_B") == []


PROGRAM = 'fn f() { env::var("A_B"); }\n'
TEST = '#[tokio::test]\nasync fn t() { env::var("C_D").expect("C_D"); }\n'


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("src/lib.rs", f"{PROGRAM}#[cfg(test)]\nmod tests {{\n{TEST}}}", "A_B ~C_D!"),
        ("src/lib.rs", f'{PROGRAM}#[cfg(test)]\n#[cfg(feature = "x")]\nmod tests {{\n{TEST}}}', "A_B ~C_D!"),
        ("src/lib.rs", f'{PROGRAM}#[cfg(all(test, feature = "x"))]\npub mod t {{\n{TEST}}}', "A_B ~C_D!"),
        ("src/lib.rs", f"#[cfg(test)]\nmod tests;\n{PROGRAM}", "A_B"),
        ("src/tests.rs", f"{TEST}{PROGRAM}", "~A_B ~C_D!"),
        ("src/store/s3_tests.rs", TEST.replace("tokio::", ""), "~C_D!"),
        ("src/tests.rs", PROGRAM, "A_B"),
        ("src/contests.rs", TEST, "C_D!"),
        ("src/support.rs", f"#![cfg(test)]\n{PROGRAM}", "~A_B"),
    ],
)
def test_what_tests_in_rust_read_is_implied(path: str, text: str, expected: str) -> None:
    assert " ".join(sorted(reads(path, text), key=lambda one: one.strip("~"))) == expected
