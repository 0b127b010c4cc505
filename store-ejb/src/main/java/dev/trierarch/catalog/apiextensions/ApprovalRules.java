package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.Field;
import java.util.regex.Pattern;

/** Holds those who define kinds in Kubernetes' own groups to having asked. */
final class ApprovalRules {

  private static final String ANNOTATION = "api-approved.kubernetes.io";
  private static final String WHERE = ", see https://github.com/kubernetes/enhancements/pull/1111";
  private static final String NEEDED =
      "protected groups must have approval annotation \"" + ANNOTATION + "\"";
  private static final Pattern GROUP = Pattern.compile("(.*\\.)?(k8s|kubernetes)\\.io");
  private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/\\s]+\\S*");

  /** What an annotation says of an approval. */
  private enum State {
    MISSING,
    INVALID,
    BYPASSED,
    APPROVED
  }

  private ApprovalRules() {}

  /** {@code old} is missing when there was none; what was not asked before need not be now. */
  static void check(Field definition, Field old) {
    if (!GROUP.matcher(definition.at("spec", "group").text()).matches()) {
      return;
    }
    Field approval = definition.at("metadata", "annotations").key(ANNOTATION);
    State state = state(approval);
    if (old.isPresent()
        && !old.isEmpty()
        && state(old.at("metadata", "annotations").key(ANNOTATION)) == state) {
      return;
    }
    if (state == State.MISSING) {
      approval.missing(NEEDED + WHERE);
    } else if (state == State.INVALID) {
      approval.invalid(
          NEEDED + " with either a URL or a reason starting with \"unapproved\"" + WHERE);
    }
  }

  private static State state(Field approval) {
    if (approval.isEmpty()) {
      return State.MISSING;
    }
    if (approval.text().startsWith("unapproved")) {
      return State.BYPASSED;
    }
    return URL.matcher(approval.text()).matches() ? State.APPROVED : State.INVALID;
  }
}
