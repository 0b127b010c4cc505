package dev.trierarch.admission.podsecurity;

import java.util.ArrayList;
import java.util.List;
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
  private static final Set<String> SYSCTLS =
      Set.of(
          "kernel.shm_rmid_forced",
          "net.ipv4.ip_local_port_range",
          "net.ipv4.ip_local_reserved_ports",
          "net.ipv4.ip_unprivileged_port_start",
          "net.ipv4.ping_group_range",
          "net.ipv4.tcp_fin_timeout",
          "net.ipv4.tcp_keepalive_intvl",
          "net.ipv4.tcp_keepalive_probes",
          "net.ipv4.tcp_keepalive_time",
          "net.ipv4.tcp_rmem",
          "net.ipv4.tcp_syncookies",
          "net.ipv4.tcp_wmem");
  private static final Set<String> SELINUX_TYPES =
      Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");
  private static final Set<String> PROFILES = Set.of("", "RuntimeDefault", "Localhost");

  private final PodView pod;
  private final List<Violation> violations = new ArrayList<>();

  private BaselineStandard(PodView pod) {
    this.pod = pod;
  }

  /**
   * @param overlapped whether the restricted standard looks at capabilities, volumes and seccomp
   */
  static List<Violation> violations(PodView pod, boolean overlapped) {
    BaselineStandard standard = new BaselineStandard(pod);
    standard.appArmor();
    if (!overlapped) {
      standard.capabilities();
    }
    standard.hostNamespaces();
    if (!overlapped) {
      standard.hostPaths();
    }
    standard.hostPorts();
    standard.privileged();
    standard.procMount();
    standard.seLinux();
    if (!overlapped) {
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
    if (!containers.isEmpty()) {
      add(
          "hostPort",
          "%s %s hostPort%s %s"
              .formatted(
                  PodView.named("container", containers),
                  containers.size() == 1 ? "uses" : "use",
                  ports.size() == 1 ? "" : "s",
                  String.join(", ", ports)));
    }
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

  private void procMount() {
    List<String> containers =
        pod.containersWith(context -> PodView.text(context, "procMount").equals("Unmasked"));
    if (!containers.isEmpty() && !pod.hasOwnUsers()) {
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
                !SELINUX_TYPES.contains(PodView.text(context, "seLinuxOptions", "type"))
                    || !PodView.text(context, "seLinuxOptions", "user").isEmpty()
                    || !PodView.text(context, "seLinuxOptions", "role").isEmpty());
    if (setters.isEmpty()) {
      return;
    }
    List<String> data = new ArrayList<>();
    TreeSet<String> types =
        pod.values(type -> !SELINUX_TYPES.contains(type), "seLinuxOptions", "type");
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

  private void seccomp() {
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
      if (!SYSCTLS.contains(sysctl.path("name").asString(""))) {
        bad.add(sysctl.path("name").asString(""));
      }
    }
    if (!bad.isEmpty()) {
      add("forbidden sysctl" + (bad.size() == 1 ? "" : "s"), String.join(", ", bad));
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
