package dev.trierarch.admission.podsecurity;

import dev.trierarch.catalog.FieldErrors;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the labels of a namespace say of its pods.
 *
 * @param enforce what pods are refused by
 * @param warn what writers are warned by
 */
record NamespacePolicy(Standard enforce, Standard warn) {

  private static final String PREFIX = "pod-security.kubernetes.io/";
  private static final String LATEST = "latest";
  private static final BigInteger NEWEST = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final Pattern VERSION = Pattern.compile("latest|v1\\.(0|[1-9][0-9]*)");

  /** A level in a version of the standards: {@code latest} or {@code v1.x}. */
  record Standard(SecurityLevel level, String version) {

    List<Violation> violations(PodView pod) {
      return level.violations(pod, minor());
    }

    /** Versions that are not known yet have the newest rules, and so has what is no version. */
    private int minor() {
      return version.equals(LATEST) || !VERSION.matcher(version).matches()
          ? Integer.MAX_VALUE
          : new BigInteger(version.substring("v1.".length())).min(NEWEST).intValueExact();
    }

    @Override
    public String toString() {
      return level.label() + ":" + version;
    }
  }

  static NamespacePolicy of(Map<String, String> labels) {
    Standard enforce = standard(labels, "enforce", new Standard(SecurityLevel.PRIVILEGED, LATEST));
    return new NamespacePolicy(enforce, standard(labels, "warn", enforce));
  }

  private static Standard standard(Map<String, String> labels, String mode, Standard otherwise) {
    SecurityLevel level =
        SecurityLevel.named(labels.getOrDefault(PREFIX + mode, "")).orElse(otherwise.level());
    return new Standard(
        level, labels.getOrDefault(PREFIX + mode + "-version", otherwise.version()));
  }

  /** Adds what is wrong with such labels. */
  static void check(Map<String, String> labels, FieldErrors errors) {
    for (String mode : new String[] {"enforce", "audit", "warn"}) {
      String level = labels.get(PREFIX + mode);
      if (level != null && SecurityLevel.named(level).isEmpty()) {
        errors.invalid(field(mode), level, "must be one of privileged, baseline, restricted");
      }
      String version = labels.get(PREFIX + mode + "-version");
      if (version != null && !VERSION.matcher(version).matches()) {
        errors.invalid(field(mode + "-version"), version, "must be \"latest\" or \"v1.x\"");
      }
    }
  }

  private static String field(String mode) {
    return "metadata.labels[" + PREFIX + mode + "]";
  }
}
