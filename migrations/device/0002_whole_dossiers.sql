-- Dossiers that are fetched whole (granted, or found to differ), taken away, or lost by the server.

-- Fetched whole. What comes for one is staged, and takes the place of what is here in one go.
CREATE TABLE wanted (
  dossier BLOB NOT NULL PRIMARY KEY,
  after INTEGER NOT NULL,                    -- its history is staged up to this position
  complete INTEGER NOT NULL                  -- 1 when that is all of it
) STRICT;

CREATE TABLE staged_change (
  dossier BLOB NOT NULL,
  position INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (dossier, position)
) STRICT;

-- Taken away, but own changes still wait for their receipt; then it goes.
CREATE TABLE leaving (
  dossier BLOB NOT NULL PRIMARY KEY,
  erased INTEGER NOT NULL                    -- 1 when it was erased, not handed over
) STRICT;

-- Gone from here; the server is told with the next sync.
CREATE TABLE given_up (
  dossier BLOB NOT NULL PRIMARY KEY
) STRICT;

-- Colleagues' changes that a restored server does not have; kept until they come back.
CREATE TABLE orphan_change (
  device BLOB NOT NULL,
  seq INTEGER NOT NULL,
  record BLOB NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (device, seq)
) STRICT;

-- Everything up to this position is in a backup of the server.
ALTER TABLE device ADD COLUMN backed_up INTEGER NOT NULL DEFAULT 0;
