-- Fusion keeps numbers where it kept words, and is made anew: a million accounts then fit. Judgements and redirects stay.
DROP TRIGGER accounts_delete;
DROP TABLE account_links;
DROP TABLE account_keys;
DROP TABLE account_events;
DROP TABLE incident_accounts;
DROP TABLE unsettled;
DROP TABLE fused_stories;
DROP TABLE accounts;

CREATE TABLE accounts (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,          -- the smallest id of its events
    story_id TEXT NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    record TEXT NOT NULL              -- JSON of what is compared
) STRICT;
CREATE INDEX accounts_story ON accounts(story_id);

CREATE TABLE account_events (
    event_id TEXT PRIMARY KEY REFERENCES events(id) ON DELETE CASCADE,
    account INTEGER NOT NULL REFERENCES accounts(number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX account_events_account ON account_events(account);

CREATE TABLE account_keys (
    key INTEGER NOT NULL,             -- a hash of what accounts may share
    day INTEGER NOT NULL,             -- proleptic ordinal; 0 where none is known
    account INTEGER NOT NULL REFERENCES accounts(number) ON DELETE CASCADE,
    PRIMARY KEY (key, day, account)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_keys_account ON account_keys(account);

CREATE TABLE account_links (
    one INTEGER NOT NULL REFERENCES accounts(number) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES accounts(number) ON DELETE CASCADE,
    bits REAL NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_links_other ON account_links(other);

CREATE TABLE incident_accounts (
    account INTEGER PRIMARY KEY REFERENCES accounts(number) ON DELETE CASCADE,
    incident_id TEXT NOT NULL
) STRICT;
CREATE INDEX incident_accounts_incident ON incident_accounts(incident_id);

-- Accounts whose incident must be settled anew, and stories that fusion has not seen.
CREATE TABLE unsettled (account INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER accounts_delete BEFORE DELETE ON accounts BEGIN
    INSERT OR IGNORE INTO unsettled SELECT m.account FROM incident_accounts m WHERE m.incident_id =
        (SELECT incident_id FROM incident_accounts WHERE account = old.number);
    INSERT OR IGNORE INTO unsettled SELECT other FROM account_links WHERE one = old.number;
    INSERT OR IGNORE INTO unsettled SELECT one FROM account_links WHERE other = old.number;
END;
CREATE TABLE unfused (story_id TEXT PRIMARY KEY REFERENCES stories(id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;
INSERT INTO unfused SELECT id FROM stories;
CREATE TRIGGER stories_insert AFTER INSERT ON stories BEGIN
    INSERT OR IGNORE INTO unfused VALUES (new.id);
END;
