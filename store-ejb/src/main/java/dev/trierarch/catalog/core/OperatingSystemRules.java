package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.List;

/** Validates that a pod asks nothing of its operating system that that one does not have. */
final class OperatingSystemRules {

  private static final List<String> CONTAINERS =
      List.of("initContainers", "containers", "ephemeralContainers");
  private static final List<String> NOT_FOR_WINDOWS_PODS =
      List.of("hostUsers", "hostPID", "hostIPC", "shareProcessNamespace");
  private static final List<String> NOT_IN_WINDOWS_POD_CONTEXTS =
      List.of(
          "appArmorProfile",
          "seLinuxOptions",
          "seccompProfile",
          "fsGroup",
          "fsGroupChangePolicy",
          "sysctls",
          "runAsUser",
          "runAsGroup",
          "supplementalGroups",
          "supplementalGroupsPolicy",
          "seLinuxChangePolicy");
  private static final List<String> NOT_IN_WINDOWS_CONTAINER_CONTEXTS =
      List.of(
          "appArmorProfile",
          "seLinuxOptions",
          "seccompProfile",
          "capabilities",
          "readOnlyRootFilesystem",
          "privileged",
          "allowPrivilegeEscalation",
          "procMount",
          "runAsUser",
          "runAsGroup");

  private OperatingSystemRules() {}

  static void check(Field spec) {
    switch (spec.at("os", "name").text()) {
      case "linux" -> linux(spec);
      case "windows" -> windows(spec);
      default -> {
        // A pod that names no operating system is for any.
      }
    }
  }

  private static void linux(Field spec) {
    String detail = "windows options cannot be set for a linux pod";
    spec.at("securityContext", "windowsOptions").absent(detail);
    for (String list : CONTAINERS) {
      for (Field container : spec.get(list).items()) {
        container.at("securityContext", "windowsOptions").absent(detail);
      }
    }
  }

  private static void windows(Field spec) {
    refuse(spec, NOT_FOR_WINDOWS_PODS);
    refuse(spec.get("securityContext"), NOT_IN_WINDOWS_POD_CONTEXTS);
    for (String list : CONTAINERS) {
      for (Field container : spec.get(list).items()) {
        refuse(container.get("securityContext"), NOT_IN_WINDOWS_CONTAINER_CONTEXTS);
      }
    }
  }

  private static void refuse(Field object, List<String> fields) {
    for (String field : fields) {
      if (!object.get(field).isEmpty()) {
        object.get(field).forbidden("cannot be set for a windows pod");
      }
    }
  }
}
