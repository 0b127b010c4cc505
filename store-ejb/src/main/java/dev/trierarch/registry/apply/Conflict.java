package dev.trierarch.registry.apply;

import dev.trierarch.registry.ApiException;
import dev.trierarch.registry.ApiException.Cause;
import dev.trierarch.registry.ApiException.Details;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A field that is another manager's.
 *
 * @param manager as messages show it: its name, version and time
 */
record Conflict(String manager, List<String> path) {

  static Conflict with(Manager manager, ManagedFields managed, List<String> path) {
    StringBuilder shown = new StringBuilder("\"" + manager.name() + "\"");
    if (!manager.subresource().isEmpty()) {
      shown.append(" with subresource \"").append(manager.subresource()).append('"');
    }
    if (!manager.applies()) {
      shown.append(" using ").append(managed.apiVersionOf(manager));
    }
    return new Conflict(shown.toString(), path);
  }

  String field() {
    return path.stream().map(PathElement::shown).collect(Collectors.joining());
  }

  /** The refusal that names them all. */
  static ApiException refusal(List<Conflict> conflicts) {
    List<Cause> causes =
        conflicts.stream()
            .map(c -> new Cause("FieldManagerConflict", "conflict with " + c.manager(), c.field()))
            .toList();
    return new ApiException(
        409, "Conflict", message(conflicts), new Details(null, null, null, null, causes, 0));
  }

  private static String message(List<Conflict> conflicts) {
    if (conflicts.size() == 1) {
      Conflict only = conflicts.get(0);
      return "Apply failed with 1 conflict: conflict with %s: %s"
          .formatted(only.manager(), only.field());
    }
    Map<String, List<Conflict>> byManager =
        conflicts.stream()
            .collect(Collectors.groupingBy(Conflict::manager, TreeMap::new, Collectors.toList()));
    String list =
        byManager.entrySet().stream()
            .map(
                e ->
                    "conflicts with "
                        + e.getKey()
                        + ":\n"
                        + e.getValue().stream()
                            .map(c -> "- " + c.field())
                            .collect(Collectors.joining("\n")))
            .collect(Collectors.joining("\n"));
    return "Apply failed with %d conflicts: %s".formatted(conflicts.size(), list);
  }
}
