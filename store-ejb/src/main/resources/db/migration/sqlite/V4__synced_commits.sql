-- Connections to SQLite say themselves that each commit is synced: nothing changes here but the
-- version, which is the same on both databases.
UPDATE revision_head SET revision = revision;
