-- Questions that people saved, and a quick way to what changed between two snapshots.

-- filters is JSON: the search parameters of the page, without sort and drawer.
CREATE TABLE questions (
  question_no INTEGER PRIMARY KEY,
  question_id TEXT NOT NULL UNIQUE,
  connection_id TEXT NOT NULL REFERENCES connections (connection_id),
  page TEXT NOT NULL CHECK (page IN ('accounts', 'entitlements')),
  name TEXT NOT NULL,
  filters TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;
CREATE INDEX questions_by_connection ON questions (connection_id, question_no);

-- Grants that began or ended after a connection's first snapshot. The first one writes all its grants, and no difference
-- ever asks for them: is_initial keeps them out, so that a first sync writes to neither index.
ALTER TABLE grant_versions ADD COLUMN is_initial INTEGER NOT NULL DEFAULT 0;
UPDATE grant_versions SET is_initial = 1 WHERE from_snapshot IN
  (SELECT min(snapshot_id) FROM snapshots WHERE is_sealed = 1 GROUP BY connection_no);
CREATE INDEX grant_versions_begun ON grant_versions (from_snapshot) WHERE is_initial = 0;
CREATE INDEX grant_versions_ended ON grant_versions (to_snapshot) WHERE to_snapshot < 9007199254740991;
