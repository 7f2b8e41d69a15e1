-- Campaigns over a frozen snapshot, their items, and the append-only, hash-chained log of decisions.
-- A campaign is invisible until is_ready is set: its items are written in many short transactions.

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
CREATE INDEX campaigns_by_connection ON campaigns (connection_id, campaign_no);

-- Headings of the left pane: grouping 0 is by person, 1 by entitlement. heading_no is its place in the list, and the
-- heading's items hold the places first_place to first_place + items - 1, flagged ones first. version_no is the row of
-- account_versions or resource_versions that the reviewer sees. `removing` counts revokes and demotes.
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
CREATE UNIQUE INDEX campaign_headings_by_key ON campaign_headings (campaign_no, grouping, key);

-- What decisions change of a heading, kept narrow so that a batch of 10,000 stays quick.
CREATE TABLE heading_marks (
  campaign_no INTEGER NOT NULL,
  grouping INTEGER NOT NULL,
  heading_no INTEGER NOT NULL,
  decided INTEGER NOT NULL DEFAULT 0,
  removing INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_no, grouping, heading_no)
) STRICT, WITHOUT ROWID;

-- item_no is the place in the flat list; the other two places are those when grouped. decision_seq is the decision that holds.
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
CREATE UNIQUE INDEX campaign_items_by_person ON campaign_items (campaign_no, person_place);
CREATE INDEX undecided_items ON campaign_items (campaign_no, item_no, verdict) WHERE verdict IS NULL;
CREATE INDEX undecided_items_by_person ON campaign_items (campaign_no, person_place, verdict) WHERE verdict IS NULL;
CREATE INDEX removing_items ON campaign_items (campaign_no, item_no, verdict) WHERE verdict IN ('revoke', 'demote');
CREATE INDEX removing_items_by_person ON campaign_items (campaign_no, person_place, verdict) WHERE verdict IN ('revoke', 'demote');
CREATE INDEX removing_items_by_entitlement ON campaign_items (campaign_no, entitlement_place, verdict) WHERE verdict IN ('revoke', 'demote');

-- Items in their order by entitlement. Written in that order: an index on campaign_items would be filled at random, which
-- takes minutes for a million items.
CREATE TABLE entitlement_order (
  campaign_no INTEGER NOT NULL REFERENCES campaigns (campaign_no),
  place INTEGER NOT NULL,
  item_no INTEGER NOT NULL,
  is_decided INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (campaign_no, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX undecided_entitlement_order ON entitlement_order (campaign_no, place) WHERE is_decided = 0;

-- One decide or undo. Its decisions follow each other from first_seq. undoes_batch is set where it takes a batch back.
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
CREATE UNIQUE INDEX undone_batches ON decision_batches (campaign_no, undoes_batch) WHERE undoes_batch IS NOT NULL;

-- earlier_seq is the decision that held on the item until then, restores_seq the one that an undo lets hold again.
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
CREATE INDEX decisions_by_item ON decisions (campaign_no, item_no, seq);

CREATE TRIGGER decisions_are_append_only_u BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER decisions_are_append_only_d BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
CREATE TRIGGER batches_are_append_only_u BEFORE UPDATE ON decision_batches BEGIN SELECT RAISE(ABORT, 'decision batches are append-only'); END;
CREATE TRIGGER batches_are_append_only_d BEFORE DELETE ON decision_batches BEGIN SELECT RAISE(ABORT, 'decision batches are append-only'); END;
CREATE TRIGGER signed_off_takes_no_batch BEFORE INSERT ON decision_batches
  WHEN (SELECT signed_at FROM campaigns WHERE campaign_no = NEW.campaign_no) IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the campaign is signed off'); END;
CREATE TRIGGER signed_off_stays BEFORE UPDATE ON campaigns WHEN OLD.signed_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'the campaign is signed off'); END;
CREATE TRIGGER ready_campaigns_stay BEFORE DELETE ON campaigns WHEN OLD.is_ready = 1
  BEGIN SELECT RAISE(ABORT, 'campaigns are kept'); END;
