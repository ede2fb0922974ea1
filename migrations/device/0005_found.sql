-- What people are found by: what talks said of them, and who is the same person as whom.

CREATE TABLE noted (
  record BLOB NOT NULL PRIMARY KEY,
  person BLOB NOT NULL,
  talk BLOB NOT NULL,                        -- x'' when it is of no talk
  list TEXT NOT NULL,                        -- theme, barrier, ladder or group
  code TEXT NOT NULL,
  weight INTEGER NOT NULL                    -- the hindrance, the step; 0 when it does not hold
) STRICT;
CREATE INDEX noted_by_code ON noted (list, code);

CREATE TABLE link (
  record BLOB NOT NULL PRIMARY KEY,
  person BLOB NOT NULL,
  other BLOB NOT NULL
) STRICT;
