-- See postgresql.sql. How SQLite keeps the text of a CREATE statement matters
-- here, so the layout is varied on purpose.
CREATE TABLE ints (a integer, b int, c tinyint, d smallint, e bigint, f bigint(20), g int unsigned, h mediumint, i INTEGER PRIMARY KEY AUTOINCREMENT);
CREATE TABLE numbers (a numeric, b numeric(10,2), c decimal(5, 1), d real, e float, f double, g double precision, h float(24), i number);
CREATE TABLE texts (a varchar, b varchar(5), c nvarchar(5), d char(3), e text, f clob, g nchar(2), h varchar(5) COLLATE NOCASE, i character varying(30), j "Weird Type", k string);
CREATE TABLE others (a blob, b boolean, c date, d datetime, e timestamp, f time, g json, h jsonb, i uuid, j, k bool, l bytea, m enum(3), n date_char, o time_char);
CREATE TABLE defaults (a int DEFAULT 1, b text DEFAULT 'x', c text DEFAULT 'it''s', d timestamp DEFAULT CURRENT_TIMESTAMP, e int DEFAULT (1 + 2), f text DEFAULT NULL, g real DEFAULT -1.5, h text DEFAULT "quoted", i blob DEFAULT x'00', j text DEFAULT (lower('X')));
CREATE TABLE nullability (a int NOT NULL, b int NULL, c INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE computed (a int,
 b int GENERATED ALWAYS AS (a * 2) STORED,
 c text GENERATED ALWAYS AS (a || 'x') VIRTUAL,
 total INTEGER GENERATED ALWAYS AS ((a + 1) * 2));
CREATE TABLE "Quoted Table" ("Mixed Column" integer PRIMARY KEY, "with space" text, [bracket] int, `tick` int);
CREATE TABLE pk_composite (a int, b int, c int, PRIMARY KEY (b, a));
CREATE TABLE pk_named (a int, b int, CONSTRAINT pk_name PRIMARY KEY (a));
CREATE TABLE pk_quoted (a int, CONSTRAINT "pk quoted" PRIMARY KEY (a));
CREATE TABLE parent (id integer PRIMARY KEY, a int, b int, UNIQUE (a, b));
CREATE TABLE child (
	id INTEGER NOT NULL, 
	p1 INTEGER, 
	p2 INTEGER, 
	a INTEGER, 
	b INTEGER, 
	PRIMARY KEY (id), 
	CONSTRAINT fk_p1 FOREIGN KEY(p1) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL, 
	FOREIGN KEY(p2) REFERENCES parent (id), 
	CONSTRAINT fk_ab FOREIGN KEY(a, b) REFERENCES parent (a, b) ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE inline_fks (id integer PRIMARY KEY, p1 int REFERENCES parent, p2 int REFERENCES parent(id) ON DELETE CASCADE, p3 int CONSTRAINT fk_inline REFERENCES "Quoted Table" ("Mixed Column"), missing int REFERENCES nowhere);
CREATE TABLE odd_fks (a int, b int, "c d" int, CONSTRAINT "fk quoted" FOREIGN KEY ("c d") REFERENCES "Quoted Table" ("Mixed Column") ON UPDATE
 RESTRICT NOT DEFERRABLE, constraint fk_lower foreign key (a) references parent(id) on delete set default);
CREATE TABLE uniques (a int UNIQUE, b int, c varchar(10) NOT NULL UNIQUE, d int, "e f" int, CONSTRAINT uq_bd UNIQUE (b, d), UNIQUE (d), CONSTRAINT "uq quoted" UNIQUE ("e f"));
CREATE TABLE checks (a int CHECK (a > 0), b text, CONSTRAINT ck_named CHECK (b IN ('x', 'y)')), CONSTRAINT "ck quoted" CHECK (a > 1 AND (a < 5 OR b = '(')), CHECK (b IS NOT NULL), CONSTRAINT [ck br] CHECK(a<>3));
CREATE TABLE thecheck (recheck int, CONSTRAINT ck_multi CHECK (
  recheck > 1
  AND recheck < 5));
CREATE TABLE indexed (id integer PRIMARY KEY, a int, b text, "C" int);
CREATE INDEX ix_plain ON indexed (a);
CREATE UNIQUE INDEX ix_unique ON indexed (a, b);
CREATE INDEX ix_expr ON indexed (lower(b), a);
CREATE INDEX ix_sort ON indexed (a DESC, b COLLATE NOCASE);
CREATE INDEX ix_where ON indexed (a) WHERE b = 'x' AND a > 1;
CREATE UNIQUE INDEX "Ix Quoted" ON indexed ("C")
 where "C" IS NOT NULL;
CREATE TABLE without_rowid (a int PRIMARY KEY, b text) WITHOUT ROWID;
CREATE TABLE strict_table (a int, b text) STRICT;
CREATE TABLE both_options (a int PRIMARY KEY, b text, c int GENERATED ALWAYS AS (a+1)) STRICT, WITHOUT ROWID;
CREATE TABLE /* a comment */ commented (a int, -- CHECK (a = 1)
 b int);
CREATE TABLE altered (a int);
ALTER TABLE altered ADD COLUMN b varchar(20) DEFAULT 'n' NOT NULL;
ALTER TABLE altered ADD COLUMN c int REFERENCES parent (id);
ALTER TABLE altered RENAME COLUMN a TO renamed;
CREATE TABLE before_rename (a int CONSTRAINT ck_r CHECK (a > 0), CONSTRAINT uq_r UNIQUE (a));
ALTER TABLE before_rename RENAME TO after_rename;
CREATE VIEW a_view AS SELECT a, b AS c FROM indexed;
CREATE TABLE self_reference (id integer PRIMARY KEY, up int, CONSTRAINT fk_self FOREIGN KEY(up) REFERENCES self_reference (id));
CREATE TABLE two_keys (a int REFERENCES parent (id), b int REFERENCES parent (id), CONSTRAINT fk_two FOREIGN KEY (a, b) REFERENCES parent (a, b));
