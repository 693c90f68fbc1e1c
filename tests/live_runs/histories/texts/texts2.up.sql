-- the countries
CREATE TABLE countries (
  code CHAR(2) PRIMARY KEY,
  title VARCHAR(40) NOT NULL
);
INSERT INTO countries (code, title) VALUES ('de', 'Deutschland'), ('fr', 'France');
INSERT INTO countries (code, title)
VALUES ('ci', 'Côte d''Ivoire');
UPDATE countries SET title = 'France 100%' WHERE code = 'fr';
