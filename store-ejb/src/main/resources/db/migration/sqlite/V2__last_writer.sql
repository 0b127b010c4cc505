-- Which run of which control plane moved the head last.
ALTER TABLE revision_head ADD COLUMN writer TEXT NOT NULL DEFAULT '';
