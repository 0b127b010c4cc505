package dev.trierarch.store.powerloss;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A directory's names as programs see them, and which of them a power loss would leave.
 *
 * <p>Its changes reach the disk in their order, as in a file system with a journal; what is not
 * synced may have got there or not. A file that was synced has its content on disk, not its name.
 */
final class UnsyncedDirectory {

  /** Files ({@link UnsyncedFile}) and directories by name. */
  private Map<String, Object> entries = new TreeMap<>();

  private Map<String, Object> synced = new TreeMap<>();
  private final List<Consumer<Map<String, Object>>> unsynced = new ArrayList<>();

  Map<String, Object> entries() {
    return entries;
  }

  void put(String name, Object entry) {
    change(names -> names.put(name, entry));
  }

  void remove(String name) {
    change(names -> names.remove(name));
  }

  void rename(String from, String to) {
    change(names -> names.put(to, names.remove(from)));
  }

  private void change(Consumer<Map<String, Object>> change) {
    change.accept(entries);
    unsynced.add(change);
  }

  void sync() {
    unsynced.clear();
    synced = new TreeMap<>(entries);
  }

  /** Drops what was not synced, but for the first changes by chance; and so in what remains. */
  void losePower(Random random, double kept) {
    int changesKept = 0;
    while (changesKept < unsynced.size() && random.nextDouble() < kept) {
      unsynced.get(changesKept).accept(synced);
      changesKept++;
    }
    unsynced.clear();
    entries = new TreeMap<>(synced);
    for (Object entry : entries.values()) {
      if (entry instanceof UnsyncedDirectory directory) {
        directory.losePower(random, kept);
      } else {
        ((UnsyncedFile) entry).losePower(random, kept);
      }
    }
  }
}
