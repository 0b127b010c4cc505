package dev.trierarch.launcher.command;

import dev.trierarch.launcher.Problem;
import dev.trierarch.store.StoreException;
import dev.trierarch.store.snapshot.DamagedSnapshotException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;

/** Runs work on backups and says what went wrong with it, and what to do. */
final class SnapshotProblems {

  private SnapshotProblems() {}

  /** Work on files and databases. */
  interface Work<T> {
    T run() throws IOException;
  }

  static <T> T explained(Work<T> work) {
    try {
      return work.run();
    } catch (DamagedSnapshotException e) {
      throw new Problem(
          "The backup is damaged: " + e.getMessage() + ".",
          "Nothing was changed. Use another backup.",
          e);
    } catch (NoSuchFileException e) {
      throw new Problem("There is no " + e.getFile() + ".", "Check the path.", e);
    } catch (IOException | UncheckedIOException e) {
      throw new Problem(
          "A file cannot be read or written: " + e.getMessage(),
          "Check the owner of the directory and the space left.",
          e);
    } catch (StoreException e) {
      throw new Problem(
          "The database does not do it: " + e.getMessage(),
          "Check that it runs and that the URL, the user and the password are right.",
          e);
    } catch (IllegalStateException e) {
      throw new Problem(
          "Nothing was changed: " + e.getMessage() + ".",
          "Stop all control planes that use this database, then run restore again.",
          e);
    }
  }
}
