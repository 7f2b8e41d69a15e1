-- Connections, sync runs with their logs, versioned snapshots, activity.
-- A version row holds from from_snapshot up to, not including, to_snapshot; 9007199254740991 means "still".

CREATE TABLE connections (
  connection_no INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL UNIQUE,
  is_linked INTEGER NOT NULL DEFAULT 1,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  run_id TEXT PRIMARY KEY,
  connection_id TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'failed', 'cancelled', 'interrupted')),
  snapshot_id INTEGER,
  failure TEXT,
  calls INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX runs_by_connection ON runs (connection_id, started_at);

CREATE TABLE run_log (
  line_no INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  at TEXT NOT NULL,
  level TEXT NOT NULL,
  message TEXT NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX run_log_by_run ON run_log (run_id, line_no);

CREATE TABLE snapshots (
  snapshot_id INTEGER PRIMARY KEY AUTOINCREMENT,
  connection_no INTEGER NOT NULL REFERENCES connections (connection_no),
  run_id TEXT NOT NULL,
  is_sealed INTEGER NOT NULL DEFAULT 0,
  team_id TEXT NOT NULL,
  team_name TEXT NOT NULL,
  started_at TEXT NOT NULL,
  taken_at TEXT,
  facts TEXT,
  digest TEXT
) STRICT;
CREATE INDEX snapshots_by_connection ON snapshots (connection_no, snapshot_id);

CREATE TABLE accounts (
  account_no INTEGER PRIMARY KEY,
  connection_no INTEGER NOT NULL REFERENCES connections (connection_no),
  account_id TEXT NOT NULL,
  UNIQUE (connection_no, account_id)
) STRICT;

CREATE TABLE account_versions (
  version_no INTEGER PRIMARY KEY,
  account_no INTEGER NOT NULL REFERENCES accounts (account_no),
  connection_no INTEGER NOT NULL,
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  status TEXT NOT NULL,
  display_name TEXT NOT NULL,
  email TEXT NOT NULL,
  external_id TEXT,
  joined_on TEXT,
  invited_on TEXT,
  suspended_on TEXT,
  licence TEXT NOT NULL,
  sort_name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  email_domain TEXT NOT NULL,
  roles INTEGER NOT NULL,
  groups INTEGER NOT NULL,
  owned INTEGER NOT NULL,
  grants INTEGER NOT NULL
) STRICT;
CREATE INDEX account_versions_by_account ON account_versions (account_no, to_snapshot);
CREATE INDEX account_versions_by_name ON account_versions (connection_no, sort_name, from_snapshot, to_snapshot, status);

-- Everything an account says, as canonical JSON: apart, so that sorting and filtering do not have to read past it.
CREATE TABLE account_bodies (
  version_no INTEGER PRIMARY KEY,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE resources (
  resource_no INTEGER PRIMARY KEY,
  connection_no INTEGER NOT NULL REFERENCES connections (connection_no),
  resource_type TEXT NOT NULL CHECK (resource_type IN ('role', 'group', 'licence')),
  resource_id TEXT NOT NULL,
  UNIQUE (connection_no, resource_type, resource_id)
) STRICT;

CREATE TABLE resource_versions (
  version_no INTEGER PRIMARY KEY,
  resource_no INTEGER NOT NULL REFERENCES resources (resource_no),
  connection_no INTEGER NOT NULL,
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  management TEXT,
  sort_name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  members INTEGER NOT NULL,
  owners INTEGER NOT NULL
) STRICT;
CREATE INDEX resource_versions_by_resource ON resource_versions (resource_no, to_snapshot);
CREATE INDEX resource_versions_by_connection ON resource_versions (connection_no, to_snapshot);

-- entitlement: 0 member, 1 owner, 2 assigned
CREATE TABLE grant_versions (
  account_no INTEGER NOT NULL,
  resource_no INTEGER NOT NULL,
  entitlement INTEGER NOT NULL,
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  PRIMARY KEY (account_no, resource_no, entitlement, from_snapshot)
) STRICT, WITHOUT ROWID;
CREATE INDEX grant_versions_by_resource
  ON grant_versions (resource_no, entitlement, account_no, from_snapshot, to_snapshot);

-- What deserved attention when the snapshot was sealed; resource_no and entitlement are null where it is the account itself.
CREATE TABLE snapshot_flags (
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (snapshot_id),
  account_no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  resource_no INTEGER,
  entitlement INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX snapshot_flags_by_kind ON snapshot_flags (snapshot_id, kind, account_no);
CREATE INDEX snapshot_flags_by_account ON snapshot_flags (snapshot_id, account_no);

CREATE TABLE activity (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  prev_hash TEXT,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER activity_is_append_only_u BEFORE UPDATE ON activity BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;
CREATE TRIGGER activity_is_append_only_d BEFORE DELETE ON activity BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;
