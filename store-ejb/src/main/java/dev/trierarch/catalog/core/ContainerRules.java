package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates the containers of one pod. */
final class ContainerRules {

  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private final List<String> volumes;
  private final Set<String> names = new HashSet<>();
  private final Set<String> hostPorts = new HashSet<>();

  ContainerRules(List<String> volumes) {
    this.volumes = volumes;
  }

  void checkContainers(Field spec) {
    for (Field container : spec.get("containers").items()) {
      check(container);
      container.get("restartPolicy").oneOf("Always", "Never", "OnFailure");
    }
    for (Field container : spec.get("initContainers").items()) {
      check(container);
      container.get("restartPolicy").oneOf("Always", "Never", "OnFailure");
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
    Field name = container.get("name").required().dnsLabel();
    if (!name.isEmpty() && !names.add(name.text())) {
      name.duplicate();
    }
    Field image = container.get("image").required();
    if (!image.text().equals(image.text().strip())) {
      image.invalid("must not have leading or trailing whitespace");
    }
    container.get("imagePullPolicy").required().oneOf("Always", "IfNotPresent", "Never");
    container.get("terminationMessagePolicy").required().oneOf("FallbackToLogsOnError", "File");
    ports(container.get("ports"));
    environment(container);
    volumeMounts(container);
    PROBES.forEach(probe -> ProbeRules.check(container.get(probe), probe));
    ProbeRules.checkHook(container.at("lifecycle", "postStart"));
    ProbeRules.checkHook(container.at("lifecycle", "preStop"));
    ResourceRules.check(container.get("resources"));
  }

  private void ports(Field ports) {
    Set<String> portNames = new HashSet<>();
    for (Field port : ports.items()) {
      Field name = port.get("name").portName();
      if (!name.isEmpty() && !portNames.add(name.text())) {
        name.duplicate();
      }
      Field number = port.get("containerPort");
      if (number.number() == 0) {
        number.required();
      } else {
        number.port();
      }
      if (port.get("hostPort").number() != 0) {
        hostPort(port);
      }
      port.get("protocol").required().oneOf("SCTP", "TCP", "UDP");
    }
  }

  private void hostPort(Field port) {
    Field hostPort = port.get("hostPort").port();
    String taken =
        port.get("protocol").text() + "/" + port.get("hostIP").text() + "/" + hostPort.number();
    if (!hostPorts.add(taken)) {
      hostPort.duplicate();
    }
  }

  private static void environment(Field container) {
    for (Field variable : container.get("env").items()) {
      variable.get("name").required().environmentName();
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
      for (String kind : List.of("configMapRef", "secretRef")) {
        if (source.get(kind).isPresent()) {
          source.at(kind, "name").required().dnsSubdomain();
        }
      }
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
    for (String kind : List.of("configMapKeyRef", "secretKeyRef")) {
      if (source.get(kind).isPresent()) {
        source.at(kind, "name").required();
        source.at(kind, "key").required();
      }
    }
    if (source.get("fieldRef").isPresent()) {
      source.at("fieldRef", "fieldPath").required();
    }
    if (source.get("resourceFieldRef").isPresent()) {
      source.at("resourceFieldRef", "resource").required();
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
    List<String> paths = new ArrayList<>();
    for (Field mount : container.get("volumeMounts").items()) {
      Field name = mount.get("name").required();
      if (!name.isEmpty() && !volumes.contains(name.text())) {
        name.notFound();
      }
      Field path = mount.get("mountPath").required();
      if (!path.isEmpty() && paths.contains(path.text())) {
        path.invalid("must be unique");
      }
      paths.add(path.text());
      mount.get("mountPropagation").oneOf("Bidirectional", "HostToContainer", "None");
      relativePath(mount.get("subPath"));
      relativePath(mount.get("subPathExpr"));
    }
  }

  static void relativePath(Field path) {
    if (path.text().startsWith("/")) {
      path.invalid("must be a relative path");
    }
    if (List.of(path.text().split("/", -1)).contains("..")) {
      path.invalid("must not contain '..'");
    }
  }
}
