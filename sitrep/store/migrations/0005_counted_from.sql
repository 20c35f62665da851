-- The words of each victim where the text tells them one by one and the number is ours: JSON list of [start, end].
ALTER TABLE figures ADD COLUMN counted_from TEXT NOT NULL DEFAULT '[]';
