-- Which run of which control plane moved the head last.
ALTER TABLE revision_head ADD COLUMN writer TEXT NOT NULL DEFAULT '';

-- A hint for the other control planes: "42 " and the writer. It leaves with the commit.
CREATE FUNCTION revision_head_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('trierarch_log', NEW.revision || ' ' || NEW.writer);
  RETURN NULL;
END
$$;

CREATE TRIGGER revision_head_moved AFTER UPDATE ON revision_head
  FOR EACH ROW WHEN (NEW.revision > OLD.revision) EXECUTE FUNCTION revision_head_moved();
