-- A search is for beginnings of words, in any order. Kept beside the words they are found at once, where a
-- common beginning had to be put together from thousands of words first; where a word stands is not kept.

DROP TABLE search_index;
CREATE VIRTUAL TABLE search_index USING fts5 (
  words,
  content = 'search_document',
  content_rowid = 'record_row',
  tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3 4 5',
  detail = 'none'
);
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);

-- It is filled again from the records.
DELETE FROM search_document;
INSERT OR IGNORE INTO search_queue SELECT row FROM record;
