package dev.trierarch.store.jpa;

import static dev.trierarch.store.Samples.configMapKey;
import static dev.trierarch.store.Samples.createConfigMap;

import dev.trierarch.settings.Settings;
import dev.trierarch.store.Store;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/**
 * A process that writes until it is killed, and says each write that was acknowledged: {@code NAME
 * REVISION}.
 */
final class DurableWriter {

  private static final int WRITERS = 8;

  private DurableWriter() {}

  public static void main(String[] arguments) {
    Settings settings = new Settings(Map.of("trierarch.database.url", arguments[0])::get);
    Store store = StandaloneStore.open(settings, InstantSource.system()).store();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (int writer = 0; writer < WRITERS; writer++) {
      String prefix = arguments[1] + "-" + writer;
      new Thread(() -> writeForever(store, prefix, out)).start();
    }
  }

  private static void writeForever(Store store, String prefix, PrintStream out) {
    for (long i = 0; ; i++) {
      String name = prefix + "-" + i;
      long revision = createConfigMap(store, configMapKey(name), name).number();
      out.println(name + " " + revision);
    }
  }
}
