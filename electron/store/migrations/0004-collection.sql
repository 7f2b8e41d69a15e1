-- Last sign-in, devices and linked apps, kept apart from what accounts are: they change far more often.
-- Ranges as elsewhere: from from_snapshot up to, not including, to_snapshot; 9007199254740991 means "still".

-- at: seconds since the epoch. Without a row the log read so far has no sign-in of this account.
CREATE TABLE sign_in_versions (
  account_no INTEGER NOT NULL REFERENCES accounts (account_no),
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (account_no, from_snapshot)
) STRICT, WITHOUT ROWID;

-- body: what the account has, as canonical JSON; without a row it has nothing.
CREATE TABLE device_versions (
  account_no INTEGER NOT NULL REFERENCES accounts (account_no),
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (account_no, from_snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE linked_app_versions (
  account_no INTEGER NOT NULL REFERENCES accounts (account_no),
  from_snapshot INTEGER NOT NULL,
  to_snapshot INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (account_no, from_snapshot)
) STRICT, WITHOUT ROWID;

-- One row for each part a snapshot has: without it the part was not collected, whatever rows are still open. Of the
-- event log also where to read on; a place counts only once its snapshot is sealed.
CREATE TABLE snapshot_collections (
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (snapshot_id),
  part TEXT NOT NULL CHECK (part IN ('signIns', 'devices', 'linkedApps')),
  since TEXT,
  until TEXT,
  cursor TEXT,
  PRIMARY KEY (snapshot_id, part)
) STRICT, WITHOUT ROWID;
