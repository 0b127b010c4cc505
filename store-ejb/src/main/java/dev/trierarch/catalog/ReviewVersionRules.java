package dev.trierarch.catalog;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules of the versions of reviews that a webhook understands. */
public final class ReviewVersionRules {

  private static final List<String> ACCEPTED = List.of("v1", "v1beta1");

  private ReviewVersionRules() {}

  /** Checks that no version stands twice, and that we speak one. */
  public static void check(Field versions) {
    Set<String> seen = new HashSet<>();
    for (Field version : versions.items()) {
      if (!seen.add(version.text())) {
        version.invalid("duplicate version");
      }
    }
    if (!seen.isEmpty() && ACCEPTED.stream().noneMatch(seen::contains)) {
      versions.invalid("must include at least one of " + String.join(", ", ACCEPTED));
    }
  }
}
