package dev.trierarch.bench.robustness;

import dev.trierarch.bench.robustness.process.Fault;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** A SQLite database in a directory; one store has it. */
final class SqliteUnderTest implements DatabaseUnderTest {

  private final Path directory;
  private int databases;

  SqliteUnderTest(Path directory) {
    this.directory = directory;
  }

  @Override
  public Address address() {
    return new Address(url("store"), "");
  }

  @Override
  public String newDatabase() {
    databases++;
    return url("restored-" + databases);
  }

  private String url(String name) {
    return "jdbc:sqlite:" + directory.resolve(name + ".db");
  }

  @Override
  public int stores() {
    return 1;
  }

  /** There is no connection to cut, and no other store whose rows would be read. */
  @Override
  public Set<Fault> faults() {
    return EnumSet.complementOf(
        EnumSet.of(Fault.IN_TAIL, Fault.CUT_CONNECTIONS, Fault.DELAYED_CONNECTIONS));
  }

  @Override
  public void close() {
    // Its files go with the run's directory.
  }
}
