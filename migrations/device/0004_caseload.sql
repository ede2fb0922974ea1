-- What a caseload is made of. The rows are written anew from the records by the first start after this.

ALTER TABLE conversation ADD COLUMN kind TEXT NOT NULL DEFAULT '';

ALTER TABLE person ADD COLUMN coach BLOB NOT NULL DEFAULT x'';
ALTER TABLE person ADD COLUMN talks_a_year INTEGER NOT NULL DEFAULT -1;  -- -1: the municipality's norm
ALTER TABLE person ADD COLUMN closed INTEGER NOT NULL DEFAULT 0;         -- 1 when the file is closed
CREATE INDEX person_by_coach ON person (coach);
