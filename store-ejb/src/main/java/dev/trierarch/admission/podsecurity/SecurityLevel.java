package dev.trierarch.admission.podsecurity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How much pods may do. */
enum SecurityLevel {
  PRIVILEGED,
  BASELINE,
  RESTRICTED;

  /** The level that a label names; empty when it names none. */
  static Optional<SecurityLevel> named(String label) {
    return List.of(values()).stream().filter(level -> level.label().equals(label)).findFirst();
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What a pod of this level does that it may not, by the rules of Kubernetes 1.minor. */
  List<Violation> violations(PodView pod, int minor) {
    return switch (this) {
      case PRIVILEGED -> List.of();
      case BASELINE -> BaselineStandard.violations(pod, minor);
      case RESTRICTED -> RestrictedStandard.violations(pod, minor);
    };
  }
}
