-- Resources and entitlements of any kind, as other connectors' files bring them.
-- The CHECK on resource_type goes by copying: the versions first, so that nothing points at the old table when it is dropped.

CREATE TABLE entitlement_names (
  code INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO entitlement_names (code, name) VALUES (0, 'member'), (1, 'owner'), (2, 'assigned');

CREATE TABLE any_resources (
  resource_no INTEGER PRIMARY KEY,
  connection_no INTEGER NOT NULL REFERENCES connections (connection_no),
  resource_type TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  UNIQUE (connection_no, resource_type, resource_id)
) STRICT;
INSERT INTO any_resources (resource_no, connection_no, resource_type, resource_id)
  SELECT resource_no, connection_no, resource_type, resource_id FROM resources;

-- offered: null where Dropbox's own rules say which entitlements there are; otherwise JSON, one object for each:
-- code, name, displayName, searchText, grants (how many hold it).
CREATE TABLE any_resource_versions (
  version_no INTEGER PRIMARY KEY,
  resource_no INTEGER NOT NULL REFERENCES any_resources (resource_no),
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
INSERT INTO any_resource_versions
    (version_no, resource_no, connection_no, from_snapshot, to_snapshot, name, body, management, sort_name, search_text,
     members, owners)
  SELECT version_no, resource_no, connection_no, from_snapshot, to_snapshot, name, body, management, sort_name, search_text,
         members, owners FROM resource_versions;

DROP TABLE resource_versions;
DROP TABLE resources;
ALTER TABLE any_resources RENAME TO resources;
ALTER TABLE any_resource_versions RENAME TO resource_versions;
CREATE INDEX resource_versions_by_resource ON resource_versions (resource_no, to_snapshot);
CREATE INDEX resource_versions_by_connection ON resource_versions (connection_no, to_snapshot);

-- What a file says beside accounts, resources and users' grants, so that it can be shown and written out again: resource
-- types, grants that are not plain, grants of principals that are not users. body is canonical JSON.
CREATE TABLE snapshot_extras (
  snapshot_id INTEGER NOT NULL REFERENCES snapshots (snapshot_id),
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (snapshot_id, kind, key)
) STRICT, WITHOUT ROWID;
