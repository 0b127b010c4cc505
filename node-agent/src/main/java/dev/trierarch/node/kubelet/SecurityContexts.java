package dev.trierarch.node.kubelet;

import dev.trierarch.node.runtime.PodRuntime.Security;
import dev.trierarch.node.volume.SetupFailure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.ArrayList;
import java.util.List;

/** What a container may do: its own security context over its pod's. Pure. */
final class SecurityContexts {
  private SecurityContexts() {}

  static Security of(Pod pod, Container container) {
    PodSecurityContext shared =
        pod.getSpec().getSecurityContext() == null
            ? new PodSecurityContext()
            : pod.getSpec().getSecurityContext();
    SecurityContext own =
        container.getSecurityContext() == null
            ? new SecurityContext()
            : container.getSecurityContext();
    Long user = own.getRunAsUser() != null ? own.getRunAsUser() : shared.getRunAsUser();
    Long group = own.getRunAsGroup() != null ? own.getRunAsGroup() : shared.getRunAsGroup();
    checkNonRoot(pod, container, own, shared, user);
    boolean privileged = Boolean.TRUE.equals(own.getPrivileged());
    return new Security(
        user,
        group,
        groups(shared),
        privileged,
        Boolean.TRUE.equals(own.getReadOnlyRootFilesystem()),
        privileged || !Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()),
        own.getCapabilities() == null ? List.of() : own.getCapabilities().getAdd(),
        own.getCapabilities() == null ? List.of() : own.getCapabilities().getDrop());
  }

  private static List<Long> groups(PodSecurityContext shared) {
    List<Long> groups = new ArrayList<>(shared.getSupplementalGroups());
    if (shared.getFsGroup() != null) {
      groups.add(shared.getFsGroup());
    }
    return groups;
  }

  private static void checkNonRoot(
      Pod pod, Container container, SecurityContext own, PodSecurityContext shared, Long user) {
    Boolean nonRoot =
        own.getRunAsNonRoot() != null ? own.getRunAsNonRoot() : shared.getRunAsNonRoot();
    if (Boolean.TRUE.equals(nonRoot) && (user == null || user == 0)) {
      String why =
          user == null
              ? "container has runAsNonRoot and its image's user is not known here; set runAsUser"
              : "container's runAsUser breaks non-root policy";
      throw new SetupFailure(
          "CreateContainerConfigError",
          "%s (pod: \"%s\", container: %s)"
              .formatted(why, Pods.fullName(pod), container.getName()));
    }
  }

  static boolean isPrivileged(Pod pod) {
    return Pods.allContainers(pod)
        .anyMatch(
            c ->
                c.getSecurityContext() != null
                    && Boolean.TRUE.equals(c.getSecurityContext().getPrivileged()));
  }
}
