-- What fusion keeps: what is compared, which comparisons were made, and which incident each account is in.
CREATE TABLE accounts (
    id TEXT PRIMARY KEY,              -- the smallest id of its events
    story_id TEXT NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    record TEXT NOT NULL              -- JSON of what is compared
) STRICT;
CREATE INDEX accounts_story ON accounts(story_id);

CREATE TABLE account_events (
    event_id TEXT PRIMARY KEY REFERENCES events(id) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE
) STRICT;
CREATE INDEX account_events_account ON account_events(account_id);

CREATE TABLE account_keys (
    key TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    PRIMARY KEY (key, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_keys_account ON account_keys(account_id);

CREATE TABLE account_links (
    one TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES accounts(id) ON DELETE CASCADE,
    bits REAL NOT NULL,
    explanation TEXT NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_links_other ON account_links(other);

CREATE TABLE incident_accounts (
    account_id TEXT PRIMARY KEY REFERENCES accounts(id) ON DELETE CASCADE,
    incident_id TEXT NOT NULL
) STRICT;
CREATE INDEX incident_accounts_incident ON incident_accounts(incident_id);

-- Stories that fusion has seen, and accounts whose incident must be settled anew.
CREATE TABLE fused_stories (story_id TEXT PRIMARY KEY REFERENCES stories(id) ON DELETE CASCADE) STRICT;
CREATE TABLE unsettled (account_id TEXT PRIMARY KEY) STRICT;
CREATE TRIGGER accounts_delete BEFORE DELETE ON accounts BEGIN
    INSERT OR IGNORE INTO unsettled SELECT m.account_id FROM incident_accounts m WHERE m.incident_id =
        (SELECT incident_id FROM incident_accounts WHERE account_id = old.id);
    INSERT OR IGNORE INTO unsettled SELECT other FROM account_links WHERE one = old.id;
    INSERT OR IGNORE INTO unsettled SELECT one FROM account_links WHERE other = old.id;
END;

-- An id that an incident once had, and the one that stands for it now.
CREATE TABLE incident_redirects (old TEXT PRIMARY KEY, new TEXT NOT NULL) STRICT;

-- What people said about pairs of events. Rows are never deleted; they hold where an event stood, to survive re-coding.
CREATE TABLE judgements (
    id INTEGER PRIMARY KEY,
    act INTEGER NOT NULL,             -- the command that wrote it; undone as one
    verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    one_document TEXT NOT NULL,
    one_start INTEGER NOT NULL,
    other_document TEXT NOT NULL,
    other_start INTEGER NOT NULL,
    by TEXT NOT NULL,
    at TEXT NOT NULL,
    why TEXT NOT NULL,
    undone_at TEXT
) STRICT;
CREATE INDEX judgements_act ON judgements(act);
