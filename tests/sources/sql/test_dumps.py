"""Files that hold a whole schema, in the form in which the databases' own tools write them."""

from __future__ import annotations

import sqlglot

from tests.sources.sql.databases import columns, database, unread

TIMESTAMP = "DATETIME" if sqlglot.__version__.startswith("26.") else "TIMESTAMP"
"""How sqlglot writes a timestamp of MySQL."""

PG_DUMP = r"""
\restrict abc
SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE FUNCTION public.f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DROP TABLE t; END $$;
SET default_table_access_method = heap;
CREATE TABLE public.t (
    id bigint NOT NULL,
    name public.citext DEFAULT ''::character varying NOT NULL,
    at timestamp without time zone,
    CONSTRAINT positive CHECK ((id > 0))
);
CREATE SEQUENCE public.t_id_seq START WITH 1 INCREMENT BY 1 CACHE 1;
ALTER TABLE public.t OWNER TO me;
ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
CREATE TABLE public.u (t_id bigint);
ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);
ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX i ON public.t USING btree (name);
ALTER TABLE ONLY public.u ADD CONSTRAINT fk_1 FOREIGN KEY (t_id) REFERENCES public.t(id) ON DELETE CASCADE;
COPY public.t (id, name) FROM stdin;
1	x;
\.
SET search_path TO "$user", public;
INSERT INTO "schema_migrations" (version) VALUES ('1'), ('2');
\unrestrict abc
"""

MYSQLDUMP = r"""
/*!40101 SET @saved_cs_client = @@character_set_client */;
DROP TABLE IF EXISTS `t`;
CREATE TABLE `t` (
  `id` int(11) NOT NULL AUTO_INCREMENT COMMENT 'a; b',
  `kind` enum('a','b') CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT 'a',
  `at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  UNIQUE KEY `u` (`kind`(5)),
  KEY `k` (`at`) USING BTREE,
  CONSTRAINT `c` FOREIGN KEY (`id`) REFERENCES `u` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4;
LOCK TABLES `t` WRITE;
INSERT INTO `t` VALUES (1,'it\'s; DROP TABLE t','x');
UNLOCK TABLES;
/*!50001 CREATE ALGORITHM=UNDEFINED DEFINER=`a`@`%` SQL SECURITY DEFINER VIEW `v` AS SELECT 1 */;
"""


def test_a_dump_of_postgres() -> None:
    assert unread(PG_DUMP) == []
    found = database(PG_DUMP).tables
    assert list(found) == ["t", "u"]
    assert [line.split()[0] for line in columns(PG_DUMP)] == ["id", "name", "at"]
    assert found["t"].columns[0].definition.default.startswith("NEXTVAL")
    assert found["u"].foreign_keys[0].key.target == "t"


def test_a_dump_of_mysql() -> None:
    assert unread(MYSQLDUMP, "mysql") == []
    assert columns(MYSQLDUMP, dialect="mysql") == [
        "id INT(11) NOT NULL",
        "kind ENUM('a', 'b') DEFAULT 'a'",
        f"at {TIMESTAMP} NOT NULL DEFAULT CURRENT_TIMESTAMP()",
    ]
    found = database(MYSQLDUMP, dialect="mysql").tables
    assert found["v"].is_view
    assert found["t"].foreign_keys[0].key.target == "u"
