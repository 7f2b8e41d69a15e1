-- What recurs for a connection: syncs, and the removal of old snapshots. A connection without a row has none of it.

-- rule is JSON. Due times are counted from counted_from (when the rule was set or resumed, or a scheduled sync was called
-- off) or from the last sync that ended, whichever is later.
CREATE TABLE schedules (
  connection_id TEXT PRIMARY KEY REFERENCES connections (connection_id),
  rule TEXT NOT NULL,
  is_paused INTEGER NOT NULL DEFAULT 0,
  counted_from TEXT NOT NULL
) STRICT;

CREATE TABLE retentions (
  connection_id TEXT PRIMARY KEY REFERENCES connections (connection_id),
  rule TEXT NOT NULL
) STRICT;

-- What changed from the snapshot before to this one, counted when somebody first looks. A row holds only while before_id
-- is the one before: it may have been deleted since.
CREATE TABLE snapshot_changes (
  snapshot_id INTEGER PRIMARY KEY,
  before_id INTEGER NOT NULL,
  counts TEXT NOT NULL
) STRICT;
