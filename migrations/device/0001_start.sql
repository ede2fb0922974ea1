-- The device's database: everything a coach may see, and everything not yet sent.
-- Frozen once shipped: a later version adds 0002_….sql beside it.

-- Who this device is and how far its sync has come. Exactly one row.
CREATE TABLE device (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  device BLOB NOT NULL,
  secret_key BLOB NOT NULL,
  server_url TEXT NOT NULL,
  server_key BLOB NOT NULL,
  municipality BLOB NOT NULL,
  municipality_name TEXT NOT NULL,
  coach BLOB NOT NULL,
  coach_name TEXT NOT NULL,
  team BLOB NOT NULL,
  team_name TEXT NOT NULL,
  request_number INTEGER NOT NULL DEFAULT 0,
  epoch BLOB NOT NULL DEFAULT x'',           -- empty before the first answer
  cursor INTEGER NOT NULL DEFAULT 0,         -- everything up to this position is here
  last_seq INTEGER NOT NULL DEFAULT 0,       -- the newest own change
  frozen_seq INTEGER NOT NULL DEFAULT 0,     -- own changes up to here may not be amended
  offered_seq INTEGER NOT NULL DEFAULT 0,    -- own changes up to here may have left the device
  receipts_seq INTEGER NOT NULL DEFAULT 0,   -- own changes up to here have their receipt
  settled_seq INTEGER NOT NULL DEFAULT 0,    -- own changes up to here lie below the cursor
  synced_at INTEGER NOT NULL DEFAULT 0       -- server's clock at the last complete sync, ms since 1970
) STRICT;

-- The log, in two halves, each in the order that matters for it.
CREATE TABLE own_change (
  seq INTEGER PRIMARY KEY,
  record BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX own_change_by_record ON own_change (record);

CREATE TABLE feed_change (
  position INTEGER PRIMARY KEY,
  record BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX feed_change_by_record ON feed_change (record);

-- The coach behind each other device.
CREATE TABLE author (
  device BLOB NOT NULL PRIMARY KEY,
  coach BLOB NOT NULL
) STRICT;

-- Runs of accepted own changes: first_seq + i lies at position + i.
CREATE TABLE receipt (
  first_seq INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  position INTEGER NOT NULL
) STRICT;

-- Own changes the server refused. Never deleted by the app.
CREATE TABLE quarantine (
  seq INTEGER PRIMARY KEY,
  code TEXT NOT NULL,
  refused_at INTEGER NOT NULL,
  record BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX quarantine_by_record ON quarantine (record);

CREATE TABLE dossier (
  id BLOB NOT NULL PRIMARY KEY,
  digest BLOB NOT NULL
) STRICT;

-- Each record as it stands, unsent changes included: values and heads as one blob.
CREATE TABLE record (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  dossier BLOB NOT NULL,
  kind TEXT NOT NULL,
  removed INTEGER NOT NULL,                  -- 1 when deleted by those who had seen all of it
  state BLOB NOT NULL
) STRICT;
CREATE INDEX record_by_dossier ON record (dossier);
CREATE INDEX record_removed ON record (dossier) WHERE removed = 1;

-- What lies below the own unsettled changes of a record; no row when there are none.
CREATE TABLE base (
  record BLOB NOT NULL PRIMARY KEY,
  state BLOB NOT NULL
) STRICT;

-- Projections: what lists are made of. Rebuilt from the records at any time.
CREATE TABLE person (
  record BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  birth_year INTEGER NOT NULL,               -- 0 when unknown
  village TEXT NOT NULL,
  team BLOB NOT NULL
) STRICT;

CREATE TABLE conversation (
  record BLOB NOT NULL PRIMARY KEY,
  person BLOB NOT NULL,
  coach BLOB NOT NULL,
  at TEXT NOT NULL,
  moment INTEGER NOT NULL,                   -- of at, seconds since 1970
  status TEXT NOT NULL
) STRICT;
CREATE INDEX conversation_by_person ON conversation (person, moment);
CREATE INDEX conversation_by_moment ON conversation (moment);

CREATE TABLE next_step (
  record BLOB NOT NULL PRIMARY KEY,
  person BLOB NOT NULL,
  due TEXT NOT NULL,                         -- YYYY-MM-DD, empty when without a date
  done INTEGER NOT NULL
) STRICT;
CREATE INDEX next_step_by_due ON next_step (due);

CREATE TABLE attendance (
  record BLOB NOT NULL PRIMARY KEY,
  session BLOB NOT NULL,
  person BLOB NOT NULL
) STRICT;
CREATE INDEX attendance_by_person ON attendance (person);

-- Texts of which somebody has to choose a version.
CREATE TABLE open_text (
  record BLOB NOT NULL,
  field TEXT NOT NULL,
  PRIMARY KEY (record, field)
) STRICT;

-- Full text. The index may lag behind; its queue is committed with the change.
CREATE TABLE search_queue (
  record_row INTEGER PRIMARY KEY
) STRICT;

CREATE TABLE search_document (
  record_row INTEGER PRIMARY KEY,
  words TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
  words,
  content = 'search_document',
  content_rowid = 'record_row',
  tokenize = 'unicode61 remove_diacritics 2'
);
-- Without this FTS5 keeps deleted words in its segments.
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);

-- What belongs to this device alone: language, appearance, PIN hash, where the coach was.
CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
