package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.form.Form;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Validates how one container uses the volumes of its pod: as directories and as devices. */
final class MountRules {

  private final Map<String, Field> volumes;
  private final Field container;
  private final Field mounts;
  private final Field devices;

  /**
   * @param volumes the pod's, by name
   */
  MountRules(Map<String, Field> volumes, Field container) {
    this.volumes = volumes;
    this.container = container;
    this.mounts = container.get("volumeMounts");
    this.devices = container.get("volumeDevices");
  }

  void check() {
    checkMounts();
    checkDevices();
  }

  private void checkMounts() {
    Set<String> deviceNames = texts(devices, "name");
    Set<String> devicePaths = texts(devices, "devicePath");
    Set<String> paths = new HashSet<>();
    for (Field mount : mounts.items()) {
      Field name = mount.get("name");
      if (!volumes.containsKey(name.text())) {
        name.notFound();
      }
      Field path = mount.get("mountPath");
      if (!paths.add(path.text())) {
        path.invalid("must be unique");
      }
      if (deviceNames.contains(name.text())) {
        name.invalid("must not already exist in volumeDevices");
      }
      if (devicePaths.contains(path.text())) {
        path.invalid("must not already exist as a path in volumeDevices");
      }
      subPaths(mount);
      propagation(mount);
    }
  }

  /** Where a part is mounted, upstream speaks of the list of mounts as if it were one. */
  private void subPaths(Field mount) {
    mount.get("subPath").saidAt(mounts.get("subPath")).form(Form.RELATIVE_PATH);
    Field expression = mount.get("subPathExpr");
    if (!expression.isEmpty() && !mount.get("subPath").isEmpty()) {
      expression.invalid("subPathExpr and subPath are mutually exclusive");
    }
    expression.saidAt(mounts.get("subPathExpr")).form(Form.RELATIVE_PATH);
  }

  private void propagation(Field mount) {
    Field propagation = mount.get("mountPropagation");
    Field said = propagation.saidAt(mounts.get("mountPropagation"));
    said.oneOf("Bidirectional", "HostToContainer", "None");
    if (propagation.isText("Bidirectional")
        && !container.at("securityContext", "privileged").isTrue()) {
      said.forbidden("Bidirectional mount propagation is available only to privileged containers");
    }
    Field recursive = mount.get("recursiveReadOnly");
    Field saidRecursive = recursive.saidAt(mounts.get("recursiveReadOnly"));
    saidRecursive.oneOf("Disabled", "Enabled", "IfPossible");
    if (recursive.isText("Enabled") || recursive.isText("IfPossible")) {
      if (!mount.get("readOnly").isTrue()) {
        saidRecursive.forbidden("may only be specified when readOnly is true");
      }
      if (!propagation.isEmpty() && !propagation.isText("None")) {
        saidRecursive.forbidden(
            "may only be specified when mountPropagation is None or not specified");
      }
    }
  }

  private void checkDevices() {
    Set<String> mountNames = texts(mounts, "name");
    Set<String> mountPaths = texts(mounts, "mountPath");
    Set<String> names = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (Field device : devices.items()) {
      Field name = device.get("name");
      if (!name.isEmpty() && !names.add(name.text())) {
        name.invalid("must be unique");
      }
      source(name);
      Field path = device.get("devicePath");
      if (!path.isEmpty() && !paths.add(path.text())) {
        path.invalid("must be unique");
      }
      if (!Form.FORWARD_PATH.problems(path.text()).isEmpty()) {
        path.invalid("can not contain backsteps ('..')");
      }
      if (mountNames.contains(name.text())) {
        name.invalid("must not already exist in volumeMounts");
      }
      if (mountPaths.contains(path.text())) {
        path.invalid("must not already exist as a path in volumeMounts");
      }
    }
  }

  private void source(Field name) {
    Field volume = volumes.get(name.text());
    if (volume == null) {
      name.notFound();
    } else if (!volume.get("persistentVolumeClaim").isPresent()
        && !volume.get("ephemeral").isPresent()) {
      name.invalid(
          "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
    }
  }

  private static Set<String> texts(Field list, String name) {
    return list.items().stream().map(item -> item.get(name).text()).collect(Collectors.toSet());
  }
}
