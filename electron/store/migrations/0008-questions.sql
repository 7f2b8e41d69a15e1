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

-- A thing that changes with every snapshot has many versions after an old one: which of them holds is told by the index
-- alone, so that reading an old snapshot costs no more than reading the newest.
DROP INDEX resource_versions_by_resource;
CREATE INDEX resource_versions_by_resource ON resource_versions (resource_no, to_snapshot, from_snapshot);
DROP INDEX account_versions_by_account;
CREATE INDEX account_versions_by_account ON account_versions (account_no, to_snapshot, from_snapshot);
