-- A commit that moves the head is on disk before it is answered, also where the server, the database
-- or the user has synchronous_commit off. Whoever waits for more (remote_apply) still does.
CREATE OR REPLACE FUNCTION revision_head_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'on', true);
  END IF;
  PERFORM pg_notify('trierarch_log', NEW.revision || ' ' || NEW.writer);
  RETURN NULL;
END
$$;
