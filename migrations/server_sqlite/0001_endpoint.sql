-- One file holds one municipality; in PostgreSQL every key is led by the municipality's id.
-- Ids are the 16 bytes of a UUID, moments are milliseconds since 1970 by the server's clock.
-- What coaches typed lies only in "change.sealed", under a key per dossier.

-- The endpoint itself. Its signing key is sealed under the master key, which lies outside.
CREATE TABLE endpoint (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  epoch BLOB NOT NULL,
  signing_key BLOB NOT NULL
) STRICT;

-- "placeholder" is 1 while nobody gave the town a name; "author" is the device that its settings
-- come from.
CREATE TABLE municipality (
  id BLOB PRIMARY KEY NOT NULL,
  author BLOB NOT NULL REFERENCES device (id),
  last_position INTEGER NOT NULL,
  placeholder INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Names lie sealed in the town dossier; these rows are for authority.
CREATE TABLE team (
  id BLOB PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE coach (
  id BLOB PRIMARY KEY NOT NULL,
  team BLOB NOT NULL REFERENCES team (id)
) STRICT, WITHOUT ROWID;

-- "coach" is null for the endpoint's own author of settings, "revoked_at" while in use.
CREATE TABLE device (
  id BLOB PRIMARY KEY NOT NULL,
  coach BLOB REFERENCES coach (id),
  public_key BLOB NOT NULL,
  last_request INTEGER NOT NULL,
  high_water INTEGER NOT NULL,
  enrolled_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- Only a keyed hash of a code is kept. "device" is null until the code is used.
CREATE TABLE enrolment_code (
  hash BLOB PRIMARY KEY NOT NULL,
  coach BLOB NOT NULL REFERENCES coach (id),
  made_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  device BLOB REFERENCES device (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE wrong_code (
  entry INTEGER PRIMARY KEY,
  at INTEGER NOT NULL
) STRICT;

-- "team" is null for the town's own dossier.
CREATE TABLE dossier (
  id BLOB PRIMARY KEY NOT NULL,
  team BLOB REFERENCES team (id),
  wrapped_key BLOB NOT NULL,
  digest BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE access_grant (
  subject BLOB NOT NULL,
  dossier BLOB NOT NULL REFERENCES dossier (id),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('coach', 'team', 'municipality')),
  may_write INTEGER NOT NULL,
  from_position INTEGER NOT NULL,
  PRIMARY KEY (subject, dossier)
) STRICT, WITHOUT ROWID;

CREATE INDEX access_grant_by_dossier ON access_grant (dossier);

-- "hash" is of the change as it was sent; "sealed" is the change as it is passed on.
CREATE TABLE change (
  position INTEGER PRIMARY KEY,
  device BLOB NOT NULL REFERENCES device (id),
  seq INTEGER NOT NULL,
  dossier BLOB NOT NULL REFERENCES dossier (id),
  record BLOB NOT NULL,
  kind TEXT NOT NULL,
  sealed BLOB NOT NULL,
  hash BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX change_by_device ON change (device, seq);
CREATE INDEX change_by_dossier ON change (dossier, position);

-- "over" holds ids only: what the refused change was written over.
CREATE TABLE refused (
  device BLOB NOT NULL REFERENCES device (id),
  seq INTEGER NOT NULL,
  code TEXT NOT NULL,
  hash BLOB NOT NULL,
  over BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;

-- "state" holds the heads of each field without their values.
CREATE TABLE record (
  id BLOB PRIMARY KEY NOT NULL,
  dossier BLOB NOT NULL REFERENCES dossier (id),
  kind TEXT NOT NULL,
  state BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Who did what, never what it said. "hash" covers the row and the hash before it.
CREATE TABLE access_log (
  entry INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  event TEXT NOT NULL,
  device BLOB,
  coach BLOB,
  dossier BLOB,
  result TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
