package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates the containers of one pod. */
final class ContainerRules {

  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private final Set<String> volumes;
  private final Set<String> names = new HashSet<>();
  private final Set<String> hostPorts = new HashSet<>();

  ContainerRules(List<String> volumes) {
    this.volumes = Set.copyOf(volumes);
  }

  void checkContainers(Field spec) {
    for (Field container : spec.get("containers").items()) {
      check(container);
    }
    for (Field container : spec.get("initContainers").items()) {
      check(container);
      if (!container.get("restartPolicy").isText("Always")) {
        PROBES.forEach(
            probe ->
                container
                    .get(probe)
                    .absent("may not be set for init containers without restartPolicy=Always"));
        container
            .get("lifecycle")
            .absent("may not be set for init containers without restartPolicy=Always");
      }
    }
    for (Field container : spec.get("ephemeralContainers").items()) {
      check(container);
      for (String field : List.of("ports", "lifecycle", "resizePolicy")) {
        container.get(field).absent("cannot be set for an Ephemeral Container");
      }
      PROBES.forEach(
          probe -> container.get(probe).absent("cannot be set for an Ephemeral Container"));
    }
  }

  private void check(Field container) {
    Field name = container.get("name");
    if (!name.isEmpty() && !names.add(name.text())) {
      name.duplicate();
    }
    ports(container.get("ports"));
    environment(container);
    volumeMounts(container);
    PROBES.forEach(probe -> ProbeRules.check(container.get(probe), probe));
    ProbeRules.checkHook(container.at("lifecycle", "postStart"));
    ProbeRules.checkHook(container.at("lifecycle", "preStop"));
    ResourceRules.check(container.get("resources"));
  }

  private void ports(Field ports) {
    ports.uniqueBy("name");
    for (Field port : ports.items()) {
      if (port.get("hostPort").number() != 0) {
        hostPort(port);
      }
    }
  }

  private void hostPort(Field port) {
    Field hostPort = port.get("hostPort");
    String taken =
        port.get("protocol").text() + "/" + port.get("hostIP").text() + "/" + hostPort.number();
    if (!hostPorts.add(taken)) {
      hostPort.duplicate();
    }
  }

  private static void environment(Field container) {
    for (Field variable : container.get("env").items()) {
      Field source = variable.get("valueFrom");
      if (source.isPresent()) {
        valueFrom(variable, source);
      }
    }
    for (Field source : container.get("envFrom").items()) {
      oneSource(
          source,
          List.of("configMapRef", "secretRef"),
          "must specify one of: `configMapRef` or `secretRef`");
    }
  }

  private static void valueFrom(Field variable, Field source) {
    oneSource(
        source,
        List.of("fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"),
        "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef`, `secretKeyRef` or"
            + " `fileKeyRef`");
    if (!variable.get("value").isEmpty()) {
      source.invalid("may not be specified when `value` is not empty");
    }
  }

  private static void oneSource(Field source, List<String> kinds, String detail) {
    long given = kinds.stream().filter(kind -> source.get(kind).isPresent()).count();
    if (given == 0) {
      source.invalid(detail);
    } else if (given > 1) {
      source.invalid("may not have more than one field specified at a time");
    }
  }

  private void volumeMounts(Field container) {
    Set<String> paths = new HashSet<>();
    for (Field mount : container.get("volumeMounts").items()) {
      Field name = mount.get("name");
      if (!name.isEmpty() && !volumes.contains(name.text())) {
        name.notFound();
      }
      Field path = mount.get("mountPath");
      if (!paths.add(path.text()) && !path.isEmpty()) {
        path.invalid("must be unique");
      }
    }
  }
}
