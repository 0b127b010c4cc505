package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.store.StoredObject;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Remembers what the objects that were looked at last can be selected by. Every row is shown to
 * each watcher with a field selector, one for each node for instance, and parsing it each time
 * would cost more than all the rest.
 *
 * <p>A slot holds one object; another that falls into the same slot takes its place. Safe for all
 * threads, without a lock: a slot is replaced as a whole.
 */
final class SelectableFields {

  private static final int SLOTS = 256;

  private record Slot(StoredObject object, ResourceStrategy strategy, Map<String, String> values) {}

  private static final AtomicReferenceArray<Slot> RECENT = new AtomicReferenceArray<>(SLOTS);

  private SelectableFields() {}

  static Map<String, String> of(StoredObject object, ResourceStrategy strategy) {
    int index = System.identityHashCode(object) & (SLOTS - 1);
    Slot slot = RECENT.get(index);
    if (slot != null && slot.object() == object && slot.strategy() == strategy) {
      return slot.values();
    }
    Map<String, String> values = strategy.selectableFields(object.tree());
    RECENT.set(index, new Slot(object, strategy, values));
    return values;
  }
}
