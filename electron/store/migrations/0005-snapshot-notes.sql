-- Snapshots held back for confirmation, and what people say of a snapshot: name, note, pin.

-- Why it was held back, in words; null for one that never was. It counts as held back until a person confirms it.
ALTER TABLE snapshots ADD COLUMN hold_back_reason TEXT;
ALTER TABLE snapshots ADD COLUMN confirmed_at TEXT;
ALTER TABLE snapshots ADD COLUMN confirmed_by TEXT;
ALTER TABLE snapshots ADD COLUMN name TEXT;
ALTER TABLE snapshots ADD COLUMN note TEXT;
ALTER TABLE snapshots ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0;
