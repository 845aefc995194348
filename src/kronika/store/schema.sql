-- One row: a number drawn when the store was made, so that nobody takes another one at its path for it.
CREATE TABLE IF NOT EXISTS identity (id TEXT NOT NULL);
INSERT INTO identity SELECT lower(hex(randomblob(8))) WHERE NOT EXISTS (SELECT 1 FROM identity);
-- Versions of articles are never deleted; `articles` names the current one of each source.
CREATE TABLE IF NOT EXISTS versions (
    version   INTEGER PRIMARY KEY,
    source    TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    article   BLOB NOT NULL,              -- the Article as JSON
    UNIQUE (source, article)
);
CREATE TABLE IF NOT EXISTS articles (
    source    TEXT PRIMARY KEY,
    version   INTEGER NOT NULL REFERENCES versions
);
-- What the words of a version say; `key` hashes the packs and the code that read it.
CREATE TABLE IF NOT EXISTS findings (
    version   INTEGER PRIMARY KEY REFERENCES versions,
    key       TEXT NOT NULL,
    body      BLOB NOT NULL               -- the Findings as JSON
);
-- `of_article` faults belong to an article's reading, the others to a file's.
CREATE TABLE IF NOT EXISTS faults (
    source     TEXT NOT NULL,
    of_article INTEGER NOT NULL,
    body       BLOB NOT NULL,             -- the Trouble as JSON
    UNIQUE (source, of_article, body)
);
CREATE INDEX IF NOT EXISTS versions_by_text ON versions (sha256);
-- What people ruled, in the order in which the store got to know of it. Nothing is changed or taken out: a correction is
-- withdrawn by another.
CREATE TABLE IF NOT EXISTS corrections (
    number    INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    body      BLOB NOT NULL               -- the Correction as JSON
);
-- What last became of each correction that is not withdrawn.
CREATE TABLE IF NOT EXISTS standings (
    id        TEXT PRIMARY KEY,
    body      BLOB NOT NULL               -- the Standing as JSON
);
-- Dictionaries of names that people gave, by the file as they named it.
CREATE TABLE IF NOT EXISTS dictionaries (
    name      TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,              -- text or toml
    text      TEXT NOT NULL
);
-- The rows of the export, as linking last made them; `place` sorts those of a kind, equal ones stay in order of rowid.
-- `entity` is who is meant or speaks.
CREATE TABLE IF NOT EXISTS linked_rows (
    kind      TEXT NOT NULL,
    place     BLOB NOT NULL,
    id        TEXT NOT NULL,
    entity    TEXT,
    body      BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS linked_rows_in_order ON linked_rows (kind, place);
CREATE INDEX IF NOT EXISTS linked_rows_by_id ON linked_rows (id);
CREATE INDEX IF NOT EXISTS linked_rows_by_entity ON linked_rows (entity, kind, place) WHERE entity IS NOT NULL;
-- The versions of which the rows are, by the names that people see.
CREATE TABLE IF NOT EXISTS linked_articles (
    name      TEXT PRIMARY KEY,
    source    TEXT NOT NULL,
    version   INTEGER NOT NULL REFERENCES versions
) WITHOUT ROWID;
-- Which reports linking put into a story, by the names that people see.
CREATE TABLE IF NOT EXISTS story_reports (
    story     TEXT NOT NULL,
    name      TEXT NOT NULL,
    PRIMARY KEY (story, name)
) WITHOUT ROWID;
-- What lists of stories are made of; `folded` is the title in small letters without marks.
CREATE TABLE IF NOT EXISTS listed_stories (
    story     TEXT PRIMARY KEY,
    title     TEXT NOT NULL,
    folded    TEXT NOT NULL,
    reports   INTEGER NOT NULL,
    earliest  TEXT,
    latest    TEXT
) WITHOUT ROWID;
-- What lists of those who are named are made of; `folded` holds the aliases too.
CREATE TABLE IF NOT EXISTS listed_entities (
    entity    TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,
    name      TEXT NOT NULL,
    folded    TEXT NOT NULL,
    mentions  INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS listed_stories_by_size ON listed_stories (reports, latest);
CREATE INDEX IF NOT EXISTS listed_entities_by_mentions ON listed_entities (mentions);
-- What held the rows before.
DROP TABLE IF EXISTS rows;
DROP TABLE IF EXISTS exported;
-- The story into which linking last put each article, by the article's source.
CREATE TABLE IF NOT EXISTS members (
    source    TEXT PRIMARY KEY,
    story     TEXT NOT NULL
);
-- Ids of stories that are no more, and the story into which most of their reports went.
CREATE TABLE IF NOT EXISTS redirects (
    story       TEXT PRIMARY KEY,
    merged_into TEXT NOT NULL
);
-- One row: whether `linked_rows` is of the articles as they stand now.
CREATE TABLE IF NOT EXISTS linked (key TEXT);
-- Each run that changed which articles are current: when it ended, in UTC.
CREATE TABLE IF NOT EXISTS runs (
    run       INTEGER PRIMARY KEY,
    made      TEXT NOT NULL
);
-- What a run changed: the version that became current of a source, NULL where it was taken out.
CREATE TABLE IF NOT EXISTS arrivals (
    run       INTEGER NOT NULL REFERENCES runs,
    source    TEXT NOT NULL,
    version   INTEGER REFERENCES versions,
    PRIMARY KEY (run, source)
) WITHOUT ROWID;
-- What is searched, as linking last made it: numbered within its kind by its last day, what is of no known day first.
CREATE TABLE IF NOT EXISTS searched (
    kind      TEXT NOT NULL,
    number    INTEGER NOT NULL,
    id        TEXT NOT NULL,              -- that of its row
    earliest  TEXT NOT NULL,              -- a day, or nothing where none is known
    latest    TEXT NOT NULL,
    PRIMARY KEY (kind, number)
) WITHOUT ROWID;
-- What may be of several days: only these must be looked at one by one.
CREATE INDEX IF NOT EXISTS searched_stretches ON searched (kind, earliest) WHERE earliest <> latest;
-- The numbers of what has the same last day.
CREATE TABLE IF NOT EXISTS searched_days (
    kind      TEXT NOT NULL,
    latest    TEXT NOT NULL,
    first     INTEGER NOT NULL,
    last      INTEGER NOT NULL,
    PRIMARY KEY (kind, latest)
) WITHOUT ROWID;
-- Every folded word of the reports, with the folded lemmas that it has anywhere.
CREATE TABLE IF NOT EXISTS forms (
    form      TEXT NOT NULL,
    lemma     TEXT NOT NULL,
    PRIMARY KEY (form, lemma)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS forms_by_lemma ON forms (lemma);
-- The words themselves, without what they were made of; `rowid` is the number. Words come folded, with a blank between.
CREATE VIRTUAL TABLE IF NOT EXISTS searched_reports USING fts5 (
    lemmas, text, speaker, who, place, code, outlet, story, content = '', tokenize = "ascii tokenchars '_'"
);
CREATE VIRTUAL TABLE IF NOT EXISTS searched_statements USING fts5 (
    lemmas, text, speaker, who, place, code, outlet, story, content = '', tokenize = "ascii tokenchars '_'"
);
CREATE VIRTUAL TABLE IF NOT EXISTS searched_figures USING fts5 (
    lemmas, text, speaker, who, place, code, outlet, story, content = '', tokenize = "ascii tokenchars '_'"
);
CREATE VIRTUAL TABLE IF NOT EXISTS searched_events USING fts5 (
    lemmas, text, speaker, who, place, code, outlet, story, content = '', tokenize = "ascii tokenchars '_'"
);
