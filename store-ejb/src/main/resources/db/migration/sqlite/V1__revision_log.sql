CREATE TABLE revision_log (
  revision          INTEGER PRIMARY KEY,
  first_revision    INTEGER NOT NULL,
  resource          TEXT    NOT NULL,
  namespace         TEXT    NOT NULL,
  name              TEXT    NOT NULL,
  operation         TEXT    NOT NULL,
  previous_revision INTEGER NOT NULL,
  create_revision   INTEGER NOT NULL,
  user_name         TEXT    NOT NULL,
  actor             TEXT    NOT NULL,
  cause             INTEGER NOT NULL,
  written_millis    INTEGER NOT NULL,
  writer            TEXT    NOT NULL,
  document          BLOB    NOT NULL
);

-- A state is followed by one state at most. It also finds what superseded a row.
CREATE UNIQUE INDEX revision_log_previous ON revision_log (previous_revision)
  WHERE previous_revision > 0;

CREATE TABLE revision_head (
  id                 INTEGER PRIMARY KEY,
  revision           INTEGER NOT NULL,
  compacted_revision INTEGER NOT NULL
);

INSERT INTO revision_head (id, revision, compacted_revision) VALUES (1, 1, 1);
