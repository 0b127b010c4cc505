package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.SelectorRules;
import java.util.List;

/** Validates what a claim on a volume asks for, in claims and in templates of them alike. */
public final class ClaimRules {

  private ClaimRules() {}

  /** Validates a claim's spec. */
  public static void check(Field spec) {
    AccessModes.check(spec.get("accessModes"));
    Field size =
        spec.at("resources", "requests")
            .key("storage")
            .saidAt(spec.get("resources").key("storage"));
    if (!size.isPresent()) {
      size.missing("");
    } else if (size.amount().filter(amount -> amount.signum() == 0).isPresent()) {
      size.invalid("must be greater than zero");
    }
    SelectorRules.check(spec.get("selector"));
    for (String source : List.of("dataSource", "dataSourceRef")) {
      source(spec.get(source));
    }
    sources(spec);
  }

  private static void source(Field source) {
    Field kind = source.get("kind");
    if (source.isPresent()
        && source.get("apiGroup").isEmpty()
        && !kind.isText("PersistentVolumeClaim")) {
      kind.saidAt(source)
          .invalid("must be 'PersistentVolumeClaim' when referencing the default apiGroup");
    }
  }

  private static void sources(Field spec) {
    Field source = spec.get("dataSource");
    Field reference = spec.get("dataSourceRef");
    if (!source.isPresent() || !reference.isPresent()) {
      return;
    }
    if (!reference.get("namespace").isEmpty()) {
      spec.value(source.path())
          .invalid("may not be specified when dataSourceRef.namespace is specified");
      return;
    }
    boolean same =
        List.of("apiGroup", "kind", "name").stream()
            .allMatch(field -> source.get(field).isText(reference.get(field).text()));
    if (!same) {
      spec.value(source.path()).invalid("must match dataSourceRef");
    }
  }
}
