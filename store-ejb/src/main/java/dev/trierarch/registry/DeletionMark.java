package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Marks an object as being deleted: when it is to be gone, and what it waits for until then. */
final class DeletionMark {

  private static final List<String> TERMINATED = List.of("Succeeded", "Failed");

  private final ResourceType type;
  private final DeleteOptions options;
  private final Instant now;

  DeletionMark(ResourceType type, DeleteOptions options, Instant now) {
    this.type = type;
    this.options = options;
    this.now = now;
  }

  void apply(ObjectNode object) {
    Finalizers.set(object, Finalizers.onDelete(Metas.finalizers(object), options.propagation()));
    if (Metas.isDeleting(object)) {
      shorten(object);
    } else {
      begin(object);
    }
    if (type.groupResource().equals("namespaces") && Removal.isNamespaceInUse(object)) {
      Trees.child(object, "status").put("phase", "Terminating");
    }
  }

  private void begin(ObjectNode object) {
    long graceSeconds = graceSeconds(object);
    mark(object, now.plusSeconds(graceSeconds), graceSeconds);
    if (Trees.at(object, "metadata", "generation").asLong(0) > 0) {
      Generations.increment(object);
    }
  }

  /** A second delete may bring the end nearer, never farther. */
  private void shorten(ObjectNode object) {
    long before = Removal.gracePeriodSeconds(object);
    if (options.gracePeriodSeconds() == null || before == 0) {
      return;
    }
    long asked = atLeastOneIfNegative(options.gracePeriodSeconds());
    if (asked < before) {
      Instant end = Instant.parse(Trees.text(object, "metadata", "deletionTimestamp"));
      mark(object, end.minusSeconds(before - asked), asked);
    }
  }

  private static void mark(ObjectNode object, Instant end, long graceSeconds) {
    ObjectNode metadata = Trees.metadata(object);
    metadata.put("deletionTimestamp", Metas.time(end));
    metadata.put("deletionGracePeriodSeconds", graceSeconds);
  }

  /** Only pods take time to end, and only those that may have something running. */
  private long graceSeconds(ObjectNode object) {
    boolean mayRun =
        type.groupResource().equals("pods")
            && !Trees.text(object, "spec", "nodeName").isEmpty()
            && !TERMINATED.contains(Trees.text(object, "status", "phase"));
    if (!mayRun) {
      return 0;
    }
    return options.gracePeriodSeconds() != null
        ? atLeastOneIfNegative(options.gracePeriodSeconds())
        : type.strategy().defaultGracePeriodSeconds(object);
  }

  private static long atLeastOneIfNegative(long seconds) {
    return seconds < 0 ? 1 : seconds;
  }
}
