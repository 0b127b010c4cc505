package dev.trierarch.admission.podsecurity;

import dev.trierarch.admission.podsecurity.BaselineStandard.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** What pods must give up beside the baseline: every right that they can do without. */
final class RestrictedStandard {

  private static final Set<String> VOLUMES =
      Set.of(
          "configMap",
          "csi",
          "downwardAPI",
          "emptyDir",
          "ephemeral",
          "image",
          "persistentVolumeClaim",
          "projected",
          "secret");
  private static final Set<String> PROFILES = Set.of("RuntimeDefault", "Localhost");

  private static final int ESCALATION_SINCE = 8;
  private static final int SECCOMP_SINCE = 19;
  private static final int CAPABILITIES_SINCE = 22;
  private static final int USER_SINCE = 23;
  private static final int WINDOWS_SINCE = 25;
  private static final int PROC_MOUNT_SINCE = 35;

  private final PodView pod;
  private final int minor;
  private final List<Violation> violations;

  private RestrictedStandard(PodView pod, int minor) {
    this.pod = pod;
    this.minor = minor;
    this.violations = new ArrayList<>(BaselineStandard.violations(pod, minor, stricter(minor)));
  }

  static List<Violation> violations(PodView pod, int minor) {
    RestrictedStandard standard = new RestrictedStandard(pod, minor);
    standard.checkRights();
    standard.volumes();
    if (!pod.hasOwnUsers()) {
      standard.nonRoot();
      standard.user();
    }
    if (minor >= SECCOMP_SINCE && !standard.isExcused()) {
      standard.seccomp();
    }
    return standard.violations;
  }

  /** What this standard has rules of its own for in a version. */
  private static Set<Rule> stricter(int minor) {
    Set<Rule> rules = EnumSet.of(Rule.HOST_PATHS);
    if (minor >= SECCOMP_SINCE) {
      rules.add(Rule.SECCOMP);
    }
    if (minor >= CAPABILITIES_SINCE) {
      rules.add(Rule.CAPABILITIES);
    }
    if (minor >= PROC_MOUNT_SINCE) {
      rules.add(Rule.OWN_USERS);
    }
    return rules;
  }

  private void checkRights() {
    if (minor >= ESCALATION_SINCE && !isExcused()) {
      escalation();
    }
    if (minor >= CAPABILITIES_SINCE && !isExcused()) {
      capabilities();
    }
  }

  /** Windows has no such rights. */
  private boolean isExcused() {
    return minor >= WINDOWS_SINCE && pod.isForWindows();
  }

  private void escalation() {
    List<String> containers =
        pod.containersWith(context -> context.path("allowPrivilegeEscalation").asBoolean(true));
    if (!containers.isEmpty()) {
      add(
          "allowPrivilegeEscalation != false",
          PodView.named("container", containers)
              + " must set securityContext.allowPrivilegeEscalation=false");
    }
  }

  private void capabilities() {
    List<String> details = new ArrayList<>();
    List<String> keeping =
        pod.containersWith(
            context ->
                context
                    .path("capabilities")
                    .path("drop")
                    .valueStream()
                    .noneMatch(dropped -> dropped.asString("").equals("ALL")));
    if (!keeping.isEmpty()) {
      details.add(
          PodView.named("container", keeping)
              + " must set securityContext.capabilities.drop=[\"ALL\"]");
    }
    TreeSet<String> others = new TreeSet<>();
    List<String> adding =
        pod.containersWith(
            context -> BaselineStandard.addsOther(context, Set.of("NET_BIND_SERVICE"), others));
    if (!adding.isEmpty()) {
      details.add(
          "%s must not include %s in securityContext.capabilities.add"
              .formatted(PodView.named("container", adding), PodView.quoted(others)));
    }
    if (!details.isEmpty()) {
      add("unrestricted capabilities", String.join("; ", details));
    }
  }

  private void volumes() {
    List<String> names = new ArrayList<>();
    TreeSet<String> types = new TreeSet<>();
    for (JsonNode volume : pod.spec().path("volumes")) {
      for (String field : volume.propertyNames()) {
        if (!field.equals("name") && !VOLUMES.contains(field)) {
          names.add(volume.path("name").asString(""));
          types.add(field);
        }
      }
    }
    if (!names.isEmpty()) {
      add(
          "restricted volume types",
          "%s %s restricted volume %s"
              .formatted(
                  PodView.named("volume", names),
                  names.size() == 1 ? "uses" : "use",
                  PodView.named("type", List.copyOf(types))));
    }
  }

  private void nonRoot() {
    Predicate<JsonNode> refuses = context -> !context.path("runAsNonRoot").asBoolean(true);
    String setters = pod.setters(refuses);
    boolean podMust = pod.context().path("runAsNonRoot").asBoolean(false);
    List<String> silent = pod.containersWith(context -> !podMust && !context.has("runAsNonRoot"));
    if (!setters.isEmpty()) {
      add("runAsNonRoot != true", setters + " must not set securityContext.runAsNonRoot=false");
    } else if (!silent.isEmpty()) {
      add(
          "runAsNonRoot != true",
          "pod or "
              + PodView.named("container", silent)
              + " must set securityContext.runAsNonRoot=true");
    }
  }

  private void user() {
    if (minor < USER_SINCE) {
      return;
    }
    String setters = pod.setters(context -> context.path("runAsUser").asInt(1) == 0);
    if (!setters.isEmpty()) {
      add("runAsUser=0", setters + " must not set runAsUser=0");
    }
  }

  private void seccomp() {
    Predicate<String> bad = type -> !type.isEmpty() && !PROFILES.contains(type);
    TreeSet<String> values = pod.values(bad, "seccompProfile", "type");
    if (!values.isEmpty()) {
      add(
          "seccompProfile",
          pod.setters(context -> bad.test(PodView.text(context, "seccompProfile", "type")))
              + " must not set securityContext.seccompProfile.type to "
              + PodView.quoted(values));
      return;
    }
    boolean podHas = PROFILES.contains(PodView.text(pod.context(), "seccompProfile", "type"));
    List<String> silent = pod.containersWith(context -> !podHas && !context.has("seccompProfile"));
    if (!silent.isEmpty()) {
      add(
          "seccompProfile",
          "pod or "
              + PodView.named("container", silent)
              + " must set securityContext.seccompProfile.type to \"RuntimeDefault\" or"
              + " \"Localhost\"");
    }
  }

  private void add(String reason, String detail) {
    violations.add(new Violation(reason, detail));
  }
}
