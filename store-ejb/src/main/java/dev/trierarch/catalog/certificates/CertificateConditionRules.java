package dev.trierarch.catalog.certificates;

import dev.trierarch.catalog.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates what has been decided about a certificate: once, and not both ways. */
public final class CertificateConditionRules {

  private static final List<String> LASTING = List.of("Approved", "Denied", "Failed");

  private CertificateConditionRules() {}

  /** Validates conditions against those before. */
  public static void check(Field conditions, Field old) {
    Set<String> types = new HashSet<>();
    for (Field condition : conditions.items()) {
      one(condition, types);
      if (!types.add(condition.get("type").text())) {
        condition.get("type").duplicate();
      }
    }
    for (String type : LASTING) {
      if (has(old, type) && !has(conditions, type)) {
        conditions.forbidden("updates may not remove a condition of type \"" + type + "\"");
      }
    }
  }

  private static void one(Field condition, Set<String> before) {
    Field type = condition.get("type");
    type.required();
    if (LASTING.contains(type.text())) {
      condition.get("status").required().oneOf("True");
    } else {
      condition.get("status").required().oneOf("False", "True", "Unknown");
    }
    String other = type.isText("Approved") ? "Denied" : "Approved";
    if (List.of("Approved", "Denied").contains(type.text()) && before.contains(other)) {
      type.invalid("Approved and Denied conditions are mutually exclusive");
    }
  }

  private static boolean has(Field conditions, String type) {
    return conditions.items().stream().anyMatch(one -> one.get("type").isText(type));
  }
}
