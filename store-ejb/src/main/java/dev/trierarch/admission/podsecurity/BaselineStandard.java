package dev.trierarch.admission.podsecurity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What only privileged pods may do: known ways to more rights than a container has. */
final class BaselineStandard {

  private static final Set<String> CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  /** Each with the version that it is known to be harmless in. */
  private static final Map<String, Integer> SYSCTLS =
      Map.ofEntries(
          Map.entry("kernel.shm_rmid_forced", 0),
          Map.entry("net.ipv4.ip_local_port_range", 0),
          Map.entry("net.ipv4.ip_unprivileged_port_start", 0),
          Map.entry("net.ipv4.ping_group_range", 0),
          Map.entry("net.ipv4.tcp_syncookies", 0),
          Map.entry("net.ipv4.ip_local_reserved_ports", 27),
          Map.entry("net.ipv4.tcp_fin_timeout", 29),
          Map.entry("net.ipv4.tcp_keepalive_intvl", 29),
          Map.entry("net.ipv4.tcp_keepalive_probes", 29),
          Map.entry("net.ipv4.tcp_keepalive_time", 29),
          Map.entry("net.ipv4.tcp_rmem", 32),
          Map.entry("net.ipv4.tcp_wmem", 32));

  private static final Set<String> SELINUX_TYPES =
      Set.of("", "container_t", "container_init_t", "container_kvm_t");
  private static final String SELINUX_ENGINE = "container_engine_t";
  private static final Set<String> PROFILES = Set.of("", "RuntimeDefault", "Localhost");

  private static final List<String> HANDLERS =
      List.of(
          "/livenessProbe",
          "/readinessProbe",
          "/startupProbe",
          "/lifecycle/postStart",
          "/lifecycle/preStop");

  private static final int SECCOMP_FIELDS_SINCE = 19;
  private static final int SELINUX_ENGINE_SINCE = 31;
  private static final int HOSTS_SINCE = 34;
  private static final int OWN_USERS_SINCE = 35;

  private final PodView pod;
  private final int minor;
  private final List<Violation> violations = new ArrayList<>();

  private BaselineStandard(PodView pod, int minor) {
    this.pod = pod;
    this.minor = minor;
  }

  static List<Violation> violations(PodView pod, int minor) {
    return violations(pod, minor, Set.of());
  }

  /** The rules that the restricted standard has a stricter one for. */
  enum Rule {
    CAPABILITIES,
    HOST_PATHS,
    OWN_USERS,
    SECCOMP
  }

  /**
   * @param overridden what a stricter standard looks at itself
   */
  static List<Violation> violations(PodView pod, int minor, Set<Rule> overridden) {
    BaselineStandard standard = new BaselineStandard(pod, minor);
    standard.appArmor();
    if (!overridden.contains(Rule.CAPABILITIES)) {
      standard.capabilities();
    }
    standard.hostNamespaces();
    if (!overridden.contains(Rule.HOST_PATHS)) {
      standard.hostPaths();
    }
    standard.hostPorts();
    standard.hosts();
    standard.privileged();
    standard.procMount(!overridden.contains(Rule.OWN_USERS));
    standard.seLinux();
    if (!overridden.contains(Rule.SECCOMP)) {
      standard.seccomp();
    }
    standard.sysctls();
    standard.windowsHostProcess();
    return standard.violations;
  }

  private void appArmor() {
    TreeSet<String> bad = pod.values(type -> !PROFILES.contains(type), "appArmorProfile", "type");
    if (!bad.isEmpty()) {
      add(
          "forbidden AppArmor profile" + (bad.size() == 1 ? "" : "s"),
          pod.setters(
                  context -> !PROFILES.contains(PodView.text(context, "appArmorProfile", "type")))
              + " must not set AppArmor profile type to "
              + PodView.quoted(bad));
    }
  }

  private void capabilities() {
    TreeSet<String> bad = new TreeSet<>();
    List<String> containers = pod.containersWith(context -> addsOther(context, CAPABILITIES, bad));
    if (!containers.isEmpty()) {
      add(
          "non-default capabilities",
          "%s must not include %s in securityContext.capabilities.add"
              .formatted(PodView.named("container", containers), PodView.quoted(bad)));
    }
  }

  /** Whether a container is given capabilities other than these, which are collected. */
  static boolean addsOther(JsonNode context, Set<String> allowed, Set<String> others) {
    boolean any = false;
    for (JsonNode added : context.path("capabilities").path("add")) {
      if (!allowed.contains(added.asString(""))) {
        others.add(added.asString(""));
        any = true;
      }
    }
    return any;
  }

  private void hostNamespaces() {
    List<String> shared =
        List.of("hostNetwork", "hostPID", "hostIPC").stream()
            .filter(field -> pod.spec().path(field).asBoolean(false))
            .map(field -> field + "=true")
            .toList();
    if (!shared.isEmpty()) {
      add("host namespaces", String.join(", ", shared));
    }
  }

  private void hostPaths() {
    List<String> names = new ArrayList<>();
    for (JsonNode volume : pod.spec().path("volumes")) {
      if (volume.has("hostPath")) {
        names.add(volume.path("name").asString(""));
      }
    }
    if (!names.isEmpty()) {
      add("hostPath volumes", PodView.named("volume", names));
    }
  }

  private void hostPorts() {
    TreeSet<String> ports = new TreeSet<>();
    List<String> containers =
        pod.containersThat(
            container -> {
              boolean any = false;
              for (JsonNode port : container.path("ports")) {
                int number = port.path("hostPort").asInt(0);
                if (number != 0) {
                  ports.add(Integer.toString(number));
                  any = true;
                }
              }
              return any;
            });
    addUses(containers, "hostPort", ports.size(), String.join(", ", ports));
  }

  /** A probe or a hook of another host would let the node ask in the pod's name. */
  private void hosts() {
    if (minor < HOSTS_SINCE) {
      return;
    }
    TreeSet<String> hosts = new TreeSet<>();
    List<String> containers = pod.containersThat(container -> collectHosts(container, hosts));
    addUses(containers, "probe or lifecycle host", hosts.size(), PodView.quoted(hosts));
  }

  /** Says which containers use what they may not, if any does. */
  private void addUses(List<String> containers, String what, int count, String shown) {
    if (!containers.isEmpty()) {
      add(
          what,
          "%s %s %s%s %s"
              .formatted(
                  PodView.named("container", containers),
                  containers.size() == 1 ? "uses" : "use",
                  what,
                  count == 1 ? "" : "s",
                  shown));
    }
  }

  private static boolean collectHosts(JsonNode container, Set<String> hosts) {
    boolean any = false;
    for (String handler : HANDLERS) {
      for (String kind : List.of("httpGet", "tcpSocket")) {
        String host = container.at(handler).path(kind).path("host").asString("");
        if (!host.isEmpty()) {
          hosts.add(host);
          any = true;
        }
      }
    }
    return any;
  }

  private void privileged() {
    List<String> containers =
        pod.containersWith(context -> context.path("privileged").asBoolean(false));
    if (!containers.isEmpty()) {
      add(
          "privileged",
          PodView.named("container", containers) + " must not set securityContext.privileged=true");
    }
  }

  private void procMount(boolean ownUsersCount) {
    List<String> containers =
        pod.containersWith(context -> PodView.text(context, "procMount").equals("Unmasked"));
    boolean relaxed = ownUsersCount && minor >= OWN_USERS_SINCE && pod.hasOwnUsers();
    if (!containers.isEmpty() && !relaxed) {
      add(
          "procMount",
          PodView.named("container", containers)
              + " must not set securityContext.procMount to \"Unmasked\"");
    }
  }

  private void seLinux() {
    String setters =
        pod.setters(
            context ->
                !isSeLinuxType(PodView.text(context, "seLinuxOptions", "type"))
                    || !PodView.text(context, "seLinuxOptions", "user").isEmpty()
                    || !PodView.text(context, "seLinuxOptions", "role").isEmpty());
    if (setters.isEmpty()) {
      return;
    }
    List<String> data = new ArrayList<>();
    TreeSet<String> types = pod.values(type -> !isSeLinuxType(type), "seLinuxOptions", "type");
    if (!types.isEmpty()) {
      data.add(PodView.named("type", List.copyOf(types)));
    }
    for (String field : List.of("user", "role")) {
      if (!pod.values(value -> !value.isEmpty(), "seLinuxOptions", field).isEmpty()) {
        data.add(field + " may not be set");
      }
    }
    add(
        "seLinuxOptions",
        setters + " set forbidden securityContext.seLinuxOptions: " + String.join("; ", data));
  }

  private boolean isSeLinuxType(String type) {
    return SELINUX_TYPES.contains(type)
        || (minor >= SELINUX_ENGINE_SINCE && type.equals(SELINUX_ENGINE));
  }

  private void seccomp() {
    if (minor < SECCOMP_FIELDS_SINCE) {
      seccompAnnotations();
    } else {
      seccompFields();
    }
  }

  private void seccompAnnotations() {
    TreeSet<String> bad = new TreeSet<>();
    addBadProfile("seccomp.security.alpha.kubernetes.io/pod", bad);
    for (JsonNode container : pod.containers()) {
      String name = container.path("name").asString("");
      addBadProfile("container.seccomp.security.alpha.kubernetes.io/" + name, bad);
    }
    if (!bad.isEmpty()) {
      add(
          "seccompProfile",
          "forbidden annotation%s %s"
              .formatted(bad.size() == 1 ? "" : "s", String.join(", ", bad)));
    }
  }

  private void addBadProfile(String annotation, Set<String> bad) {
    String profile = pod.annotations().path(annotation).asString("runtime/default");
    if (!profile.equals("runtime/default")
        && !profile.equals("docker/default")
        && !profile.startsWith("localhost/")) {
      bad.add("%s=\"%s\"".formatted(annotation, profile));
    }
  }

  private void seccompFields() {
    TreeSet<String> bad = pod.values(type -> !PROFILES.contains(type), "seccompProfile", "type");
    if (!bad.isEmpty()) {
      add(
          "seccompProfile",
          pod.setters(
                  context -> !PROFILES.contains(PodView.text(context, "seccompProfile", "type")))
              + " must not set securityContext.seccompProfile.type to "
              + PodView.quoted(bad));
    }
  }

  private void sysctls() {
    List<String> bad = new ArrayList<>();
    for (JsonNode sysctl : pod.context().path("sysctls")) {
      String name = sysctl.path("name").asString("");
      if (!SYSCTLS.containsKey(name) || SYSCTLS.get(name) > minor) {
        bad.add(name);
      }
    }
    if (!bad.isEmpty()) {
      add("forbidden sysctls", String.join(", ", bad));
    }
  }

  private void windowsHostProcess() {
    String setters =
        pod.setters(context -> context.path("windowsOptions").path("hostProcess").asBoolean(false));
    if (!setters.isEmpty()) {
      add("hostProcess", setters + " must not set securityContext.windowsOptions.hostProcess=true");
    }
  }

  private void add(String reason, String detail) {
    violations.add(new Violation(reason, detail));
  }
}
