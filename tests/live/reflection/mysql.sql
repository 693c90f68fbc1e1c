-- See postgresql.sql. Statements end with a semicolon at the end of a line.
CREATE TABLE ints (a tinyint, b smallint unsigned, c mediumint(5), d int, e bigint(20) unsigned zerofill, f integer(11) NOT NULL, g bool, h year, i serial);
CREATE TABLE numbers (a decimal, b decimal(10,2), c numeric(5) unsigned, d float, e float(7,3), f double, g double precision(10,4), h real, i float(24), j bit(3), k bit);
CREATE TABLE texts (a varchar(5), b char(3), c tinytext, d text, e mediumtext, f longtext, g varchar(10) CHARACTER SET latin1, h varchar(10) COLLATE utf8mb4_bin, i text CHARACTER SET utf8mb3 COLLATE utf8mb3_bin, j char, k nchar(4), l national varchar(7), m varchar(9) binary, n text(100));
CREATE TABLE binaries (a binary(4), b varbinary(10), c tinyblob, d blob, e mediumblob, f longblob, g json, h uuid, i inet6, j geometry, k point NOT NULL);
CREATE TABLE times (a date, b time, c time(3), d datetime, e datetime(6), f timestamp NULL, g timestamp(3) NULL, h timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, i datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), j timestamp NULL ON UPDATE CURRENT_TIMESTAMP);
CREATE TABLE enums (a enum('x','y'), b enum('it''s','a,b','c)') NOT NULL DEFAULT 'a,b', c set('p','q') DEFAULT 'p,q', d set('','r'), e enum('x') CHARACTER SET latin1 COLLATE latin1_bin);
CREATE TABLE defaults (a int DEFAULT 1, b varchar(5) DEFAULT 'x', c varchar(9) DEFAULT 'it''s', d datetime DEFAULT now(), e int DEFAULT (1 + 2), f decimal(5,2) DEFAULT -1.5, g varchar(36) DEFAULT uuid(), h bit(1) DEFAULT b'0', i int NOT NULL DEFAULT 0, j varchar(5) DEFAULT 'NULL', k text DEFAULT 'long', l varchar(20) NOT NULL DEFAULT (concat('a', ')')), m double DEFAULT 1e10, n varchar(9) DEFAULT '');
CREATE TABLE computed (a int, b int GENERATED ALWAYS AS (a * 2) STORED, c int AS (a + 1) VIRTUAL, d varchar(20) GENERATED ALWAYS AS (concat('x)', a)) PERSISTENT COMMENT 'co (m');
CREATE TABLE `Quoted Table` (`Mixed Column` int PRIMARY KEY, `with "quote` varchar(5), `select` int);
CREATE TABLE autoincrement (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, a int) AUTO_INCREMENT=77;
CREATE TABLE pk_composite (a int, b int, c int, PRIMARY KEY (b, a));
CREATE TABLE parent (id int PRIMARY KEY, a int, b int, UNIQUE KEY uq_ab (a, b));
CREATE TABLE child (id int PRIMARY KEY, p1 int, p2 int, a int, b int, CONSTRAINT fk_p1 FOREIGN KEY (p1) REFERENCES parent (id) ON DELETE CASCADE ON UPDATE SET NULL, FOREIGN KEY (p2) REFERENCES parent (id), CONSTRAINT fk_ab FOREIGN KEY (a, b) REFERENCES parent (a, b) ON DELETE NO ACTION ON UPDATE RESTRICT, CONSTRAINT fk_q FOREIGN KEY (a) REFERENCES `Quoted Table` (`Mixed Column`));
CREATE TABLE indexed (id int PRIMARY KEY, a int, b varchar(50), c text, g point NOT NULL, UNIQUE KEY uq_a (a), KEY ix_b (b(10)), KEY ix_ab (a, b(5)), KEY ix_desc (a DESC), FULLTEXT KEY ft_c (c), SPATIAL KEY sp_g (g), KEY ix_hash (a) USING BTREE, KEY ix_comment (a) COMMENT 'index comment', UNIQUE KEY `Uq Quoted` (b, a)) ENGINE=InnoDB;
CREATE TABLE checks (a int CHECK (a > 0), b varchar(9), CONSTRAINT ck_named CHECK (b in ('x', 'y)')), CONSTRAINT ck_two CHECK (a > 1 and (a < 5 or b = '(')), CHECK (b is not null));
CREATE TABLE comments (a int COMMENT 'a column''s "comment"', b int COMMENT 'two
lines and a \\ backslash') COMMENT='a table''s comment';
CREATE TABLE options (a int) ENGINE=MyISAM DEFAULT CHARSET=latin1 COLLATE=latin1_general_ci ROW_FORMAT=FIXED MAX_ROWS=1000 PACK_KEYS=1 CHECKSUM=1;
CREATE TABLE partitioned (a int, b int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE hashed (a int) PARTITION BY HASH (a) PARTITIONS 4;
CREATE VIEW a_view AS SELECT id, a, b AS c FROM indexed;
CREATE TABLE unsigned_key (id int unsigned NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)) COMMENT '';
