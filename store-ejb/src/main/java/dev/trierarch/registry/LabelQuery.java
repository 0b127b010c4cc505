package dev.trierarch.registry;

import dev.trierarch.registry.LabelRequirement.Operator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A label selector made ready to be asked: all its requirements must hold. */
public final class LabelQuery {

  private static final LabelQuery EVERYTHING = new LabelQuery(List.of(), false);
  private static final LabelQuery NOTHING = new LabelQuery(List.of(), true);

  private final List<LabelRequirement> requirements;
  private final boolean nothing;

  private LabelQuery(List<LabelRequirement> requirements, boolean nothing) {
    this.requirements = List.copyOf(requirements);
    this.nothing = nothing;
  }

  public static LabelQuery everything() {
    return EVERYTHING;
  }

  public static LabelQuery nothing() {
    return NOTHING;
  }

  public static LabelQuery of(List<LabelRequirement> requirements) {
    return requirements.isEmpty() ? EVERYTHING : new LabelQuery(requirements, false);
  }

  public boolean matches(Map<String, String> labels) {
    if (nothing) {
      return false;
    }
    for (LabelRequirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }

  public boolean matchesEverything() {
    return !nothing && requirements.isEmpty();
  }

  public boolean matchesNothing() {
    return nothing;
  }

  public List<LabelRequirement> requirements() {
    return requirements;
  }

  /** A requirement that fixes one label to one value, if there is one: what the index answers. */
  public Optional<Map.Entry<String, String>> exactLabel() {
    return requirements.stream()
        .filter(r -> r.operator() == Operator.IN && r.values().size() == 1)
        .findFirst()
        .map(r -> Map.entry(r.key(), r.values().iterator().next()));
  }
}
