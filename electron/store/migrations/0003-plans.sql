-- Plans, their steps as they stand, and the journal of everything sent to Dropbox and read back.

CREATE TABLE plans (
  plan_no INTEGER PRIMARY KEY,
  plan_id TEXT NOT NULL UNIQUE,
  connection_id TEXT NOT NULL,
  campaign_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'paused', 'finished'))
) STRICT;
CREATE INDEX plans_by_connection ON plans (connection_id, plan_no);
CREATE INDEX plans_by_campaign ON plans (campaign_id, plan_no);

-- body is what the admin confirmed (action, items, person, title, consequences) and never changes afterwards.
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
CREATE TRIGGER plan_steps_keep_what_was_confirmed BEFORE UPDATE OF body ON plan_steps
BEGIN SELECT RAISE(ABORT, 'what a step does never changes'); END;

-- detail is canonical JSON; hash covers the row and the hash before it.
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
CREATE INDEX step_journal_by_plan ON step_journal (plan_id, step_no, seq);
CREATE TRIGGER step_journal_is_append_only_u BEFORE UPDATE ON step_journal
BEGIN SELECT RAISE(ABORT, 'the step journal is append-only'); END;
CREATE TRIGGER step_journal_is_append_only_d BEFORE DELETE ON step_journal
BEGIN SELECT RAISE(ABORT, 'the step journal is append-only'); END;
