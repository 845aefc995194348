-- Versions of articles are never deleted; `articles` names the current one of each source.
CREATE TABLE versions (
    version   INTEGER PRIMARY KEY,
    source    TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    article   BLOB NOT NULL,              -- the Article as JSON
    UNIQUE (source, article)
);
CREATE TABLE articles (
    source    TEXT PRIMARY KEY,
    version   INTEGER NOT NULL REFERENCES versions
);
-- What the words of a version say; `key` hashes the packs and the code that read it.
CREATE TABLE findings (
    version   INTEGER PRIMARY KEY REFERENCES versions,
    key       TEXT NOT NULL,
    body      BLOB NOT NULL               -- the Findings as JSON
);
-- `of_article` faults belong to an article's reading, the others to a file's.
CREATE TABLE faults (
    source     TEXT NOT NULL,
    of_article INTEGER NOT NULL,
    body       BLOB NOT NULL,             -- the Trouble as JSON
    UNIQUE (source, of_article, body)
);
-- The rows of the export, as linking last made them.
CREATE TABLE rows (
    kind      TEXT NOT NULL,
    position  INTEGER NOT NULL,
    body      BLOB NOT NULL,
    PRIMARY KEY (kind, position)
) WITHOUT ROWID;
-- One row: whether `rows` is of the articles as they stand now.
CREATE TABLE linked (key TEXT);
