package dev.trierarch.store.jpa;

import dev.trierarch.store.StoreException;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says what a failure of the database means for whoever wrote or read, and what to do about it. */
final class DatabaseFailures {

  /** SQLITE_FULL. */
  private static final int SQLITE_DISK_FULL = 13;

  private static final String POSTGRESQL_DISK_FULL = "53100";

  /** A connection that was closed, or whose server has ended it. */
  private static final Set<String> CONNECTION_LOST = Set.of("08003", "08006", "57P01", "57P02");

  private DatabaseFailures() {}

  /**
   * What the failure of a transaction is to be told as. An application server wraps what was thrown
   * within one: a refusal of the store's own stays what it was.
   */
  static StoreException of(RuntimeException failure, DatabaseAddress address) {
    return causes(failure)
        .filter(StoreException.class::isInstance)
        .map(StoreException.class::cast)
        .findFirst()
        .orElseGet(() -> unavailable(failure, address));
  }

  private static StoreException unavailable(RuntimeException failure, DatabaseAddress address) {
    return isDiskFull(failure, address.kind())
        ? new StoreException.DiskFull(diskFull(address), failure)
        : new StoreException.Unavailable(
            "the database failed: " + rootOf(failure).getMessage(), failure);
  }

  /** Whether the connection was dead; another one may be alive. */
  static boolean isConnectionLost(RuntimeException failure) {
    return sqlFailure(failure)
        .map(SQLException::getSQLState)
        .filter(CONNECTION_LOST::contains)
        .isPresent();
  }

  private static boolean isDiskFull(RuntimeException failure, DatabaseAddress.Kind kind) {
    return sqlFailure(failure)
        .filter(
            sql ->
                switch (kind) {
                  case SQLITE -> sql.getErrorCode() == SQLITE_DISK_FULL;
                  case POSTGRESQL -> POSTGRESQL_DISK_FULL.equals(sql.getSQLState());
                })
        .isPresent();
  }

  private static String diskFull(DatabaseAddress address) {
    String place =
        switch (address.kind()) {
          case SQLITE -> fileSystemOf(Path.of(address.sqliteFile()));
          case POSTGRESQL -> "the disk of the server, " + address + ",";
        };
    return place
        + " is full: free some space there; reads are served meanwhile, and writes are taken again"
        + " as soon as there is space";
  }

  /** As in {@code the file system of /var/lib/trierarch.db, /var (/dev/sda1),}. */
  private static String fileSystemOf(Path file) {
    try {
      FileStore fileSystem = Files.getFileStore(file);
      return "the file system of " + file + ", " + fileSystem + ",";
    } catch (IOException e) {
      return "the file system of " + file + " (" + e.getMessage() + ")";
    }
  }

  private static Optional<SQLException> sqlFailure(Throwable failure) {
    return causes(failure)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .findFirst();
  }

  private static Throwable rootOf(Throwable failure) {
    return causes(failure).reduce((first, second) -> second).orElse(failure);
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(
        failure,
        cause -> cause != null,
        cause -> cause.getCause() == cause ? null : cause.getCause());
  }
}
