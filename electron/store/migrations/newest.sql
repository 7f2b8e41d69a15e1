-- What all migrations together make of an empty file. Written by test/store/migrations.test.ts when it is run with -u.

CREATE TABLE account_bodies (
  version_no INTEGER PRIMARY KEY,
  body TEXT NOT NULL
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

CREATE TABLE accounts (
  account_no INTEGER PRIMARY KEY,
  connection_no INTEGER NOT NULL REFERENCES connections (connection_no),
  account_id TEXT NOT NULL,
  UNIQUE (connection_no, account_id)
) STRICT;

CREATE TABLE activity (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  prev_hash TEXT,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE campaign_headings (
  campaign_no INTEGER NOT NULL REFERENCES campaigns (campaign_no),
  grouping INTEGER NOT NULL CHECK (grouping IN (0, 1)),
  heading_no INTEGER NOT NULL,
  key TEXT NOT NULL,
  account_no INTEGER,
  resource_no INTEGER,
  entitlement INTEGER,
  version_no INTEGER NOT NULL,
  first_place INTEGER NOT NULL,
  items INTEGER NOT NULL,
  flagged INTEGER NOT NULL,
  label TEXT NOT NULL,
  detail TEXT NOT NULL,
  search_text TEXT NOT NULL,
  PRIMARY KEY (campaign_no, grouping, heading_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_items (
  campaign_no INTEGER NOT NULL REFERENCES campaigns (campaign_no),
  item_no INTEGER NOT NULL,
  person_no INTEGER NOT NULL,
  entitlement_no INTEGER NOT NULL,
  person_place INTEGER NOT NULL,
  entitlement_place INTEGER NOT NULL,
  is_privileged INTEGER NOT NULL,
  is_flagged INTEGER NOT NULL,
  verdict TEXT CHECK (verdict IN ('certify', 'revoke', 'demote', 'abstain')),
  decision_seq INTEGER,
  PRIMARY KEY (campaign_no, item_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaigns (
  campaign_no INTEGER PRIMARY KEY,
  campaign_id TEXT NOT NULL UNIQUE,
  connection_id TEXT NOT NULL REFERENCES connections (connection_id),
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (snapshot_id),
  name TEXT NOT NULL,
  scope TEXT NOT NULL,
  scope_words TEXT NOT NULL,
  due_on TEXT,
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  opener_id TEXT NOT NULL,
  is_ready INTEGER NOT NULL DEFAULT 0,
  items INTEGER NOT NULL DEFAULT 0,
  flagged INTEGER NOT NULL DEFAULT 0,
  flagged_left INTEGER NOT NULL DEFAULT 0,
  certified INTEGER NOT NULL DEFAULT 0,
  revoked INTEGER NOT NULL DEFAULT 0,
  demoted INTEGER NOT NULL DEFAULT 0,
  abstained INTEGER NOT NULL DEFAULT 0,
  batches INTEGER NOT NULL DEFAULT 0,
  head_seq INTEGER NOT NULL DEFAULT 0,
  head_hash TEXT,
  signed_at TEXT,
  signer TEXT,
  statement TEXT,
  sign_off_digest TEXT
) STRICT;

CREATE TABLE connections (
  connection_no INTEGER PRIMARY KEY,
  connection_id TEXT NOT NULL UNIQUE,
  is_linked INTEGER NOT NULL DEFAULT 1,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE decision_batches (
  campaign_no INTEGER NOT NULL REFERENCES campaigns (campaign_no),
  batch_no INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('certify', 'revoke', 'demote', 'abstain', 'undone')),
  reason TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  reviewer_id TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  size INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  undoes_batch INTEGER,
  PRIMARY KEY (campaign_no, batch_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
  campaign_no INTEGER NOT NULL REFERENCES campaigns (campaign_no),
  seq INTEGER NOT NULL,
  item_no INTEGER NOT NULL,
  batch_no INTEGER NOT NULL,
  relation TEXT NOT NULL CHECK (relation IN ('independent', 'subject')),
  earlier_seq INTEGER,
  restores_seq INTEGER,
  hash TEXT NOT NULL,
  PRIMARY KEY (campaign_no, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE device_versions (
  account_no INTEGER NOT NULL REFERENCES accounts (account_no),
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (account_no, from_snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE entitlement_names (
  code INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entitlement_order (
  campaign_no INTEGER NOT NULL REFERENCES campaigns (campaign_no),
  place INTEGER NOT NULL,
  item_no INTEGER NOT NULL,
  is_decided INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_no, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE grant_versions (
  account_no INTEGER NOT NULL,
  resource_no INTEGER NOT NULL,
  entitlement INTEGER NOT NULL,
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL, is_initial INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_no, resource_no, entitlement, from_snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE heading_marks (
  campaign_no INTEGER NOT NULL,
  grouping INTEGER NOT NULL,
  heading_no INTEGER NOT NULL,
  decided INTEGER NOT NULL DEFAULT 0,
  removing INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_no, grouping, heading_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE linked_app_versions (
  account_no INTEGER NOT NULL REFERENCES accounts (account_no),
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (account_no, from_snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE plan_steps (
  plan_no INTEGER NOT NULL REFERENCES plans (plan_no) ON DELETE CASCADE,
  step_no INTEGER NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('planned', 'blocked', 'requested', 'accepted', 'verified', 'failed', 'regressed')),
  body TEXT NOT NULL,
  way_back TEXT NOT NULL,
  note TEXT,
  request_id TEXT,
  changed_at TEXT NOT NULL,
  PRIMARY KEY (plan_no, step_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE plans (
  plan_no INTEGER PRIMARY KEY,
  plan_id TEXT NOT NULL UNIQUE,
  connection_id TEXT NOT NULL,
  campaign_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'paused', 'finished'))
) STRICT;

CREATE TABLE questions (
  question_no INTEGER PRIMARY KEY,
  question_id TEXT NOT NULL UNIQUE,
  connection_id TEXT NOT NULL REFERENCES connections (connection_id),
  page TEXT NOT NULL CHECK (page IN ('accounts', 'entitlements')),
  name TEXT NOT NULL,
  filters TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE "resource_versions" (
  version_no INTEGER PRIMARY KEY,
  resource_no INTEGER NOT NULL REFERENCES "resources" (resource_no),
  connection_no INTEGER NOT NULL,
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  management TEXT,
  sort_name TEXT NOT NULL,
  search_text TEXT NOT NULL,
  members INTEGER NOT NULL,
  owners INTEGER NOT NULL,
  offered TEXT
) STRICT;

CREATE TABLE "resources" (
  resource_no INTEGER PRIMARY KEY,
  connection_no INTEGER NOT NULL REFERENCES connections (connection_no),
  resource_type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  UNIQUE (connection_no, resource_type, resource_id)
) STRICT;

CREATE TABLE retentions (
  connection_id TEXT PRIMARY KEY REFERENCES connections (connection_id),
  rule TEXT NOT NULL
) STRICT;

CREATE TABLE run_log (
  line_no INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  at TEXT NOT NULL,
  level TEXT NOT NULL,
  message TEXT NOT NULL,
  data TEXT NOT NULL
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

CREATE TABLE schedules (
  connection_id TEXT PRIMARY KEY REFERENCES connections (connection_id),
  rule TEXT NOT NULL,
  is_paused INTEGER NOT NULL DEFAULT 0,
  counted_from TEXT NOT NULL
) STRICT;

CREATE TABLE sign_in_versions (
  account_no INTEGER NOT NULL REFERENCES accounts (account_no),
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account_no, from_snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_changes (
  snapshot_id INTEGER PRIMARY KEY,
  before_id INTEGER NOT NULL,
  counts TEXT NOT NULL
) STRICT;

CREATE TABLE snapshot_collections (
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (snapshot_id),
  part TEXT NOT NULL CHECK (part IN ('signIns', 'devices', 'linkedApps')),
  since TEXT,
  until TEXT,
  cursor TEXT,
  PRIMARY KEY (snapshot_id, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_extras (
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (snapshot_id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (snapshot_id, kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_flags (
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (snapshot_id),
  account_no INTEGER NOT NULL,
  kind TEXT NOT NULL,
  resource_no INTEGER,
  entitlement INTEGER,
  reason TEXT NOT NULL
) STRICT;

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
, hold_back_reason TEXT, confirmed_at TEXT, confirmed_by TEXT, name TEXT, note TEXT, is_pinned INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE TABLE step_journal (
  seq INTEGER PRIMARY KEY,
  plan_id TEXT NOT NULL,
  step_no INTEGER NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('intent', 'answer', 'read-back', 'outcome')),
  detail TEXT NOT NULL,
  prev_hash TEXT,
  hash TEXT NOT NULL
) STRICT;

CREATE INDEX account_versions_by_account ON account_versions (account_no, to_snapshot, from_snapshot);

CREATE INDEX account_versions_by_name ON account_versions (connection_no, sort_name, from_snapshot, to_snapshot, status);

CREATE TRIGGER activity_is_append_only_d BEFORE DELETE ON activity BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;

CREATE TRIGGER activity_is_append_only_u BEFORE UPDATE ON activity BEGIN SELECT RAISE(ABORT, 'activity is append-only'); END;

CREATE TRIGGER batches_are_append_only_d BEFORE DELETE ON decision_batches BEGIN SELECT RAISE(ABORT, 'decision batches are append-only'); END;

CREATE TRIGGER batches_are_append_only_u BEFORE UPDATE ON decision_batches BEGIN SELECT RAISE(ABORT, 'decision batches are append-only'); END;

CREATE UNIQUE INDEX campaign_headings_by_key ON campaign_headings (campaign_no, grouping, key);

CREATE UNIQUE INDEX campaign_items_by_person ON campaign_items (campaign_no, person_place);

CREATE INDEX campaigns_by_connection ON campaigns (connection_id, campaign_no);

CREATE TRIGGER decisions_are_append_only_d BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

CREATE TRIGGER decisions_are_append_only_u BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

CREATE INDEX decisions_by_item ON decisions (campaign_no, item_no, seq);

CREATE INDEX grant_versions_begun ON grant_versions (from_snapshot) WHERE is_initial = 0;

CREATE INDEX grant_versions_by_resource
  ON grant_versions (resource_no, entitlement, account_no, from_snapshot, to_snapshot);

CREATE INDEX grant_versions_ended ON grant_versions (to_snapshot) WHERE to_snapshot < 9007199254740991;

CREATE TRIGGER plan_steps_keep_what_was_confirmed BEFORE UPDATE OF body ON plan_steps
BEGIN SELECT RAISE(ABORT, 'what a step does never changes'); END;

CREATE INDEX plans_by_campaign ON plans (campaign_id, plan_no);

CREATE INDEX plans_by_connection ON plans (connection_id, plan_no);

CREATE INDEX questions_by_connection ON questions (connection_id, question_no);

CREATE TRIGGER ready_campaigns_stay BEFORE DELETE ON campaigns WHEN OLD.is_ready = 1
  BEGIN SELECT RAISE(ABORT, 'campaigns are kept'); END;

CREATE INDEX removing_items ON campaign_items (campaign_no, item_no, verdict) WHERE verdict IN ('revoke', 'demote');

CREATE INDEX removing_items_by_entitlement ON campaign_items (campaign_no, entitlement_place, verdict) WHERE verdict IN ('revoke', 'demote');

CREATE INDEX removing_items_by_person ON campaign_items (campaign_no, person_place, verdict) WHERE verdict IN ('revoke', 'demote');

CREATE INDEX resource_versions_by_connection ON resource_versions (connection_no, to_snapshot);

CREATE INDEX resource_versions_by_resource ON resource_versions (resource_no, to_snapshot, from_snapshot);

CREATE INDEX run_log_by_run ON run_log (run_id, line_no);

CREATE INDEX runs_by_connection ON runs (connection_id, started_at);

CREATE TRIGGER signed_off_stays BEFORE UPDATE ON campaigns WHEN OLD.signed_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the campaign is signed off'); END;

CREATE TRIGGER signed_off_takes_no_batch BEFORE INSERT ON decision_batches
  WHEN (SELECT signed_at FROM campaigns WHERE campaign_no = NEW.campaign_no) IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the campaign is signed off'); END;

CREATE INDEX snapshot_flags_by_account ON snapshot_flags (snapshot_id, account_no);

CREATE INDEX snapshot_flags_by_kind ON snapshot_flags (snapshot_id, kind, account_no);

CREATE INDEX snapshots_by_connection ON snapshots (connection_no, snapshot_id);

CREATE INDEX step_journal_by_plan ON step_journal (plan_id, step_no, seq);

CREATE TRIGGER step_journal_is_append_only_d BEFORE DELETE ON step_journal
BEGIN SELECT RAISE(ABORT, 'the step journal is append-only'); END;

CREATE TRIGGER step_journal_is_append_only_u BEFORE UPDATE ON step_journal
BEGIN SELECT RAISE(ABORT, 'the step journal is append-only'); END;

CREATE INDEX undecided_entitlement_order ON entitlement_order (campaign_no, place) WHERE is_decided = 0;

CREATE INDEX undecided_items ON campaign_items (campaign_no, item_no, verdict) WHERE verdict IS NULL;

CREATE INDEX undecided_items_by_person ON campaign_items (campaign_no, person_place, verdict) WHERE verdict IS NULL;

CREATE UNIQUE INDEX undone_batches ON decision_batches (campaign_no, undoes_batch) WHERE undoes_batch IS NOT NULL;

INSERT INTO entitlement_names (code, name) VALUES (0, 'member'), (1, 'owner'), (2, 'assigned');
