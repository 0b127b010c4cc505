package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Fault;
import java.io.IOException;
import java.util.Set;

/** The database that the stores of a run share, and what can be done to it. */
interface DatabaseUnderTest extends AutoCloseable {

  /** Where a store finds a database. */
  record Address(String url, String user) {}

  Address address();

  /** The URL of another database, new and empty. */
  String newDatabase() throws IOException;

  /** How many stores share it. */
  int stores();

  /** What can be done to stores on it. */
  Set<Fault> faults();

  /** Does to the connections what the fault says; ends with {@link #mendConnections}. */
  default void breakConnections(Fault fault) {
    throw new IllegalArgumentException(fault + " is of a database server");
  }

  default void mendConnections() {}

  @Override
  void close() throws IOException;
}
