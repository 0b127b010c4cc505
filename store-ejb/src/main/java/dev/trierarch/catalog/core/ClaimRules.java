package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.SelectorRules;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

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

  /** Validates a change of the size: a claim that could not grow may take back what it asked. */
  static void checkSize(Field claim, Field old) {
    Optional<BigDecimal> size = size(claim);
    Optional<BigDecimal> former = size(old);
    BigDecimal has = old.at("status", "capacity").key("storage").amount().orElse(BigDecimal.ZERO);
    boolean smaller =
        size.isPresent() && former.isPresent() && size.get().compareTo(former.get()) < 0;
    if (smaller && size.get().compareTo(has) <= 0) {
      claim
          .at("spec", "resources", "requests", "storage")
          .forbidden("field can not be less than status.capacity");
    }
    Field attributes = claim.at("spec", "volumeAttributesClassName");
    if (!old.at("spec", "volumeAttributesClassName").isEmpty() && attributes.isEmpty()) {
      attributes.forbidden(
          "update from non-nil value to "
              + (attributes.isPresent() ? "an empty string" : "nil")
              + " is forbidden");
    }
  }

  private static Optional<BigDecimal> size(Field claim) {
    return claim.at("spec", "resources", "requests", "storage").amount();
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
