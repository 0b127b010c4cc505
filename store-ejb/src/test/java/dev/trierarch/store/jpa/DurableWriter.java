package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;
import static dev.trierarch.store.Samples.value;

import dev.trierarch.store.Store;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * A process that writes until it is killed, and says each write that was acknowledged: {@code NAME
 * REVISION}. Without a prefix it says what is there, and ends.
 */
final class DurableWriter {

  private static final int WRITERS = 8;
  private static final int RECENT_ROWS_MAX = 100;

  private DurableWriter() {}

  /**
   * @param arguments the database's URL, SQLite's {@code synchronous}, and the prefix of the names
   */
  public static void main(String[] arguments) {
    Store store = open(arguments[0], arguments[1]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (arguments.length == 2) {
      store
          .image()
          .list("configmaps")
          .forEach(object -> out.println(value(object) + " " + object.revision()));
      System.exit(0);
    }
    for (int writer = 0; writer < WRITERS; writer++) {
      String prefix = arguments[2] + "-" + writer;
      new Thread(() -> writeForever(store, prefix, out)).start();
    }
  }

  private static Store open(String url, String synchronous) {
    DatabaseAddress usual = DatabaseAddress.of(url, "", "");
    DatabaseAddress address =
        new DatabaseAddress(
            usual.kind(),
            usual.jdbcUrl().replace("synchronous=FULL", "synchronous=" + synchronous),
            "",
            "");
    return OpenedLogStore.open(
            address, WRITERS, RECENT_ROWS_MAX, "writer", UnaryOperator.identity())
        .store;
  }

  private static void writeForever(Store store, String prefix, PrintStream out) {
    for (long i = 0; ; i++) {
      String name = prefix + "-" + i;
      long revision = createConfigMap(store, configMapKey(name), name).number();
      out.println(name + " " + revision);
    }
  }
}
