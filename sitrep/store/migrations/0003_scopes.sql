-- Over what a figure counts, what it is a part of, and who did it.
ALTER TABLE figures ADD COLUMN scope TEXT;
ALTER TABLE figures ADD COLUMN scope_start TEXT;
ALTER TABLE figures ADD COLUMN as_of TEXT;
ALTER TABLE figures ADD COLUMN part_of TEXT;

CREATE TABLE figure_actors (
    figure_id TEXT NOT NULL REFERENCES figures(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    span_start INTEGER NOT NULL,
    span_end INTEGER NOT NULL,
    name TEXT,
    party TEXT NOT NULL,
    role TEXT,
    via TEXT NOT NULL,
    PRIMARY KEY (figure_id, position)
) STRICT;
