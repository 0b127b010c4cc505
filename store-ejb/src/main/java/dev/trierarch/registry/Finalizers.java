package dev.trierarch.registry;

import dev.trierarch.registry.DeleteOptions.Propagation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The names that stand between an object's deletion and its removal. */
final class Finalizers {

  static final String ORPHAN = "orphan";
  static final String FOREGROUND = "foregroundDeletion";

  private Finalizers() {}

  /** What the finalizers become when the object is deleted that way; null keeps them. */
  static List<String> onDelete(List<String> now, Propagation propagation) {
    if (propagation == null) {
      return now;
    }
    List<String> then = new ArrayList<>(now);
    then.removeAll(List.of(ORPHAN, FOREGROUND));
    switch (propagation) {
      case ORPHAN -> then.add(ORPHAN);
      case FOREGROUND -> then.add(FOREGROUND);
      case BACKGROUND -> {}
    }
    return then;
  }

  static void set(ObjectNode object, List<String> finalizers) {
    if (finalizers.isEmpty()) {
      Trees.metadata(object).remove("finalizers");
      return;
    }
    ArrayNode array = Trees.metadata(object).putArray("finalizers");
    finalizers.forEach(array::add);
  }
}
