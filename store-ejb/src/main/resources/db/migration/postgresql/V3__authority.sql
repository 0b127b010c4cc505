-- Whose cluster this is: sha256: of its certificate authority's public key; empty until one claims it.
ALTER TABLE revision_head ADD COLUMN authority TEXT NOT NULL DEFAULT '';
