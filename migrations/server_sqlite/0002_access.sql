-- What became of access to dossiers after they began. Each row takes a place in the order.
CREATE TABLE access_event (
  position INTEGER PRIMARY KEY,
  dossier BLOB NOT NULL,
  subject BLOB NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('granted', 'revoked', 'erased')),
  may_write INTEGER NOT NULL,
  at INTEGER NOT NULL
) STRICT;

CREATE INDEX access_event_by_dossier ON access_event (dossier, subject, position);
CREATE INDEX access_event_by_subject ON access_event (subject, position);

-- Devices that said they removed a dossier which was taken away, and up to where.
CREATE TABLE given_up (
  device BLOB NOT NULL REFERENCES device (id),
  dossier BLOB NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (device, dossier)
) STRICT, WITHOUT ROWID;

-- Dossiers that are gone for good; the ledger beside the database outlives a restore.
CREATE TABLE erased (
  dossier BLOB PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Everything up to this position is in a backup.
ALTER TABLE endpoint ADD COLUMN backed_up INTEGER NOT NULL DEFAULT 0;

-- What came for an erased dossier, sealed to the organisation's recovery key, until the officer
-- has taken or destroyed it.
CREATE TABLE late_change (
  device BLOB NOT NULL REFERENCES device (id),
  seq INTEGER NOT NULL,
  sealed BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
