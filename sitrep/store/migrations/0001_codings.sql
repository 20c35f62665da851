-- Pages, what the coder read in them, and full-text search. Spans are code points into documents.text, end exclusive.

CREATE TABLE documents (
    id TEXT PRIMARY KEY,              -- 'd' and the first 16 digits of sha256
    sha256 TEXT NOT NULL UNIQUE,      -- of the text in UTF-8
    title TEXT,
    publisher TEXT,
    published TEXT,                   -- as given or found in metadata; a story may know better
    published_basis TEXT NOT NULL,
    url TEXT,
    path TEXT,
    page_id TEXT,                     -- the id that a JSON Lines document came with
    language TEXT,
    text TEXT NOT NULL,
    coder_version TEXT NOT NULL,
    settings_hash TEXT NOT NULL
) STRICT;

-- Every way in which the same text came: other outlets, other dates. documents holds the best of them.
CREATE TABLE captures (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    title TEXT,
    publisher TEXT,
    published TEXT,
    published_basis TEXT NOT NULL,
    url TEXT,
    path TEXT,
    page_id TEXT,
    language TEXT
) STRICT;
CREATE INDEX captures_document ON captures(document_id);

CREATE TABLE stories (
    id TEXT PRIMARY KEY,              -- the document's id and the story's number
    document_id TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    headline TEXT,
    published TEXT,
    published_basis TEXT NOT NULL,
    publisher TEXT,
    language TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    headline_span_start INTEGER,
    headline_span_end INTEGER,
    published_span_start INTEGER,
    published_span_end INTEGER,
    paragraphs TEXT NOT NULL,         -- JSON list of [start, end]
    boilerplate TEXT NOT NULL,        -- JSON list of [start, end]
    sentences TEXT NOT NULL,          -- JSON list of [start, end]
    coder_version TEXT NOT NULL,
    settings_hash TEXT NOT NULL
) STRICT;
CREATE INDEX stories_document ON stories(document_id);
CREATE INDEX stories_published ON stories(published);

CREATE TABLE events (
    id TEXT PRIMARY KEY,
    story_id TEXT NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,        -- order within the story
    type TEXT NOT NULL,
    mode TEXT,
    status TEXT NOT NULL,
    negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
    trigger_text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    sentence TEXT NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT,
    date_text TEXT,
    date_span_start INTEGER,
    date_span_end INTEGER,
    acled_event_type TEXT,
    acled_sub_event_type TEXT,
    frame TEXT NOT NULL,
    confidence REAL NOT NULL,
    coder_version TEXT NOT NULL,
    settings_hash TEXT NOT NULL
) STRICT;
CREATE INDEX events_story ON events(story_id);
CREATE INDEX events_date ON events(date_start);
CREATE INDEX events_type ON events(type, mode);

CREATE TABLE event_parties (
    event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('actor', 'recipient')),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    name TEXT,
    party TEXT NOT NULL,
    role TEXT,
    via TEXT NOT NULL,
    PRIMARY KEY (event_id, side, position)
) STRICT;
CREATE INDEX event_parties_party ON event_parties(party);

CREATE TABLE event_places (
    event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT,
    span_start INTEGER,
    span_end INTEGER,
    name TEXT,
    lat REAL,
    lon REAL,
    kind TEXT,
    country TEXT,
    geonames_id INTEGER,
    admin1 TEXT,
    radius_km REAL,
    PRIMARY KEY (event_id, position)
) STRICT;
CREATE INDEX event_places_name ON event_places(name);

-- Who says so, innermost speaker first.
CREATE TABLE event_claimants (
    event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    name TEXT,
    party TEXT,
    verb TEXT,
    stance TEXT NOT NULL,
    PRIMARY KEY (event_id, position)
) STRICT;

CREATE TABLE figures (
    id TEXT PRIMARY KEY,
    story_id TEXT NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    event_id TEXT REFERENCES events(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    measure TEXT NOT NULL,
    low INTEGER,
    high INTEGER,
    best INTEGER,
    hedge TEXT,
    class TEXT,
    party TEXT,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    date_start TEXT,
    date_end TEXT,
    date_precision TEXT,
    date_text TEXT,
    date_span_start INTEGER,
    date_span_end INTEGER,
    coder_version TEXT NOT NULL,
    settings_hash TEXT NOT NULL
) STRICT;
CREATE INDEX figures_story ON figures(story_id);
CREATE INDEX figures_event ON figures(event_id);
CREATE INDEX figures_measure ON figures(measure);

-- The figures that an event lists, in its order.
CREATE TABLE event_figures (
    event_id TEXT NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    figure_id TEXT NOT NULL REFERENCES figures(id) ON DELETE CASCADE,
    PRIMARY KEY (event_id, position)
) STRICT;
CREATE INDEX event_figures_figure ON event_figures(figure_id);

CREATE TABLE figure_places (
    figure_id TEXT NOT NULL REFERENCES figures(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT,
    span_start INTEGER,
    span_end INTEGER,
    name TEXT,
    lat REAL,
    lon REAL,
    kind TEXT,
    country TEXT,
    geonames_id INTEGER,
    admin1 TEXT,
    radius_km REAL,
    PRIMARY KEY (figure_id, position)
) STRICT;

CREATE TABLE figure_claimants (
    figure_id TEXT NOT NULL REFERENCES figures(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    name TEXT,
    party TEXT,
    verb TEXT,
    stance TEXT NOT NULL,
    PRIMARY KEY (figure_id, position)
) STRICT;

CREATE TABLE agreements (
    id TEXT PRIMARY KEY,
    story_id TEXT NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    start_date TEXT,
    end_date TEXT,
    spans TEXT NOT NULL,              -- JSON list of [start, end]
    coder_version TEXT NOT NULL,
    settings_hash TEXT NOT NULL
) STRICT;
CREATE INDEX agreements_story ON agreements(story_id);

CREATE TABLE agreement_parties (
    agreement_id TEXT NOT NULL REFERENCES agreements(id) ON DELETE CASCADE,
    side TEXT NOT NULL CHECK (side IN ('party', 'broker', 'excluded')),
    position INTEGER NOT NULL,
    party TEXT NOT NULL,
    PRIMARY KEY (agreement_id, side, position)
) STRICT;

CREATE TABLE agreement_places (
    agreement_id TEXT NOT NULL REFERENCES agreements(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT,
    span_start INTEGER,
    span_end INTEGER,
    name TEXT,
    lat REAL,
    lon REAL,
    kind TEXT,
    country TEXT,
    geonames_id INTEGER,
    admin1 TEXT,
    radius_km REAL,
    PRIMARY KEY (agreement_id, position)
) STRICT;

-- Every place name of a story, resolved or not.
CREATE TABLE place_mentions (
    story_id TEXT NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT,
    span_start INTEGER,
    span_end INTEGER,
    name TEXT,
    lat REAL,
    lon REAL,
    kind TEXT,
    country TEXT,
    geonames_id INTEGER,
    admin1 TEXT,
    radius_km REAL,
    PRIMARY KEY (story_id, position)
) STRICT;
CREATE INDEX place_mentions_name ON place_mentions(name);

-- Every 'who says what' of a story, coded or not.
CREATE TABLE quotations (
    id INTEGER PRIMARY KEY,
    story_id TEXT NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    source TEXT NOT NULL,
    verb TEXT NOT NULL,
    stance TEXT NOT NULL,
    content TEXT,                     -- from the first to the last word said
    source_start INTEGER NOT NULL,
    source_end INTEGER NOT NULL,
    cue_start INTEGER NOT NULL,
    cue_end INTEGER NOT NULL,
    contents TEXT NOT NULL,           -- JSON list of [start, end]
    tokens TEXT NOT NULL,             -- JSON: source tokens and cue token, by sentence
    UNIQUE (story_id, position)
) STRICT;

-- Input that was refused, and why; a page that is read later leaves this list.
CREATE TABLE skips (
    path TEXT NOT NULL,
    line INTEGER NOT NULL,            -- 0 where the whole file was refused
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (path, line)
) STRICT;

CREATE TABLE runs (
    coder_version TEXT NOT NULL,
    settings_hash TEXT NOT NULL,
    settings TEXT NOT NULL,           -- JSON of the settings that influence coding
    PRIMARY KEY (coder_version, settings_hash)
) STRICT;

CREATE VIRTUAL TABLE documents_fts USING fts5(title, text, content="documents", tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER documents_fts_insert AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts(rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;
CREATE TRIGGER documents_fts_delete AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
END;
CREATE TRIGGER documents_fts_update AFTER UPDATE OF title, text ON documents BEGIN
    INSERT INTO documents_fts(documents_fts, rowid, title, text) VALUES ('delete', old.rowid, old.title, old.text);
    INSERT INTO documents_fts(rowid, title, text) VALUES (new.rowid, new.title, new.text);
END;

CREATE VIRTUAL TABLE events_fts USING fts5(sentence, content="events", tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER events_fts_insert AFTER INSERT ON events BEGIN
    INSERT INTO events_fts(rowid, sentence) VALUES (new.rowid, new.sentence);
END;
CREATE TRIGGER events_fts_delete AFTER DELETE ON events BEGIN
    INSERT INTO events_fts(events_fts, rowid, sentence) VALUES ('delete', old.rowid, old.sentence);
END;
CREATE TRIGGER events_fts_update AFTER UPDATE OF sentence ON events BEGIN
    INSERT INTO events_fts(events_fts, rowid, sentence) VALUES ('delete', old.rowid, old.sentence);
    INSERT INTO events_fts(rowid, sentence) VALUES (new.rowid, new.sentence);
END;

CREATE VIRTUAL TABLE quotations_fts USING fts5(source, content, content="quotations", tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER quotations_fts_insert AFTER INSERT ON quotations BEGIN
    INSERT INTO quotations_fts(rowid, source, content) VALUES (new.rowid, new.source, new.content);
END;
CREATE TRIGGER quotations_fts_delete AFTER DELETE ON quotations BEGIN
    INSERT INTO quotations_fts(quotations_fts, rowid, source, content) VALUES ('delete', old.rowid, old.source, old.content);
END;
CREATE TRIGGER quotations_fts_update AFTER UPDATE OF source, content ON quotations BEGIN
    INSERT INTO quotations_fts(quotations_fts, rowid, source, content) VALUES ('delete', old.rowid, old.source, old.content);
    INSERT INTO quotations_fts(rowid, source, content) VALUES (new.rowid, new.source, new.content);
END;

-- What a person reads: one line an event, a figure, an agreement.
CREATE VIEW event_list AS
SELECT
    e.id,
    e.date_start,
    e.date_end,
    e.type,
    e.mode,
    CASE WHEN e.negated THEN 'not ' || e.status ELSE e.status END AS status,
    (SELECT group_concat(party, '; ') FROM (SELECT CASE WHEN p.party = 'unknown' THEN p.text ELSE p.party END AS party FROM event_parties p
        WHERE p.event_id = e.id AND p.side = 'actor' ORDER BY p.position)) AS actors,
    (SELECT group_concat(party, '; ') FROM (SELECT CASE WHEN p.party = 'unknown' THEN p.text ELSE p.party END AS party FROM event_parties p
        WHERE p.event_id = e.id AND p.side = 'recipient' ORDER BY p.position)) AS recipients,
    (SELECT group_concat(place, '; ') FROM (SELECT coalesce(l.name, l.text) AS place FROM event_places l
        WHERE l.event_id = e.id ORDER BY l.position)) AS places,
    (SELECT group_concat(figure, '; ') FROM (SELECT f.measure || ': ' || f.text AS figure FROM event_figures x
        JOIN figures f ON f.id = x.figure_id WHERE x.event_id = e.id ORDER BY x.position)) AS figures,
    (SELECT group_concat(voice, ' < ') FROM (SELECT coalesce(c.name, c.text) || ' (' || c.stance || ')' AS voice FROM event_claimants c
        WHERE c.event_id = e.id ORDER BY c.position)) AS said_by,
    e.sentence,
    s.headline,
    coalesce(s.publisher, d.publisher) AS publisher,
    s.published,
    d.path,
    d.url,
    e.confidence,
    e.story_id,
    s.document_id
FROM events e JOIN stories s ON s.id = e.story_id JOIN documents d ON d.id = s.document_id;

CREATE VIEW figure_list AS
SELECT
    f.id,
    f.measure,
    f.text,
    f.low,
    f.high,
    f.best,
    f.hedge,
    f.class,
    f.party,
    f.date_start,
    f.date_end,
    (SELECT group_concat(place, '; ') FROM (SELECT coalesce(l.name, l.text) AS place FROM figure_places l
        WHERE l.figure_id = f.id ORDER BY l.position)) AS places,
    (SELECT group_concat(voice, ' < ') FROM (SELECT coalesce(c.name, c.text) || ' (' || c.stance || ')' AS voice FROM figure_claimants c
        WHERE c.figure_id = f.id ORDER BY c.position)) AS said_by,
    f.event_id,
    s.headline,
    coalesce(s.publisher, d.publisher) AS publisher,
    s.published,
    d.path,
    f.story_id,
    s.document_id
FROM figures f JOIN stories s ON s.id = f.story_id JOIN documents d ON d.id = s.document_id;

CREATE VIEW agreement_list AS
SELECT
    a.id,
    a.kind,
    a.name,
    a.status,
    a.start_date,
    a.end_date,
    (SELECT group_concat(party, '; ') FROM (SELECT p.party FROM agreement_parties p
        WHERE p.agreement_id = a.id AND p.side = 'party' ORDER BY p.position)) AS parties,
    (SELECT group_concat(party, '; ') FROM (SELECT p.party FROM agreement_parties p
        WHERE p.agreement_id = a.id AND p.side = 'broker' ORDER BY p.position)) AS brokers,
    (SELECT group_concat(party, '; ') FROM (SELECT p.party FROM agreement_parties p
        WHERE p.agreement_id = a.id AND p.side = 'excluded' ORDER BY p.position)) AS excluded,
    (SELECT group_concat(place, '; ') FROM (SELECT coalesce(l.name, l.text) AS place FROM agreement_places l
        WHERE l.agreement_id = a.id ORDER BY l.position)) AS places,
    s.headline,
    coalesce(s.publisher, d.publisher) AS publisher,
    s.published,
    d.path,
    a.story_id,
    s.document_id
FROM agreements a JOIN stories s ON s.id = a.story_id JOIN documents d ON d.id = s.document_id;
