package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Validates the containers of one pod. */
final class ContainerRules {

  private static final List<String> PROBES =
      List.of("livenessProbe", "readinessProbe", "startupProbe");

  private static final String SIDECARS_ONLY =
      "may not be set for init containers without restartPolicy=Always";
  private static final String NOT_EPHEMERAL = "cannot be set for an Ephemeral Container";

  private final Field spec;
  private final Map<String, Field> volumes;
  private final Set<String> claims;
  private final Set<String> names = new HashSet<>();

  /**
   * @param volumes the pod's, by name
   */
  ContainerRules(Field spec, Map<String, Field> volumes) {
    this.spec = spec;
    this.volumes = volumes;
    this.claims =
        spec.get("resourceClaims").items().stream()
            .map(claim -> claim.get("name").text())
            .collect(Collectors.toSet());
  }

  void checkContainers() {
    for (Field container : spec.get("containers").items()) {
      check(container);
    }
    hostPorts(spec.get("containers").items());
    for (Field container : spec.get("initContainers").items()) {
      check(container);
      hostPorts(List.of(container));
      if (!container.get("restartPolicy").isText("Always")) {
        PROBES.forEach(probe -> container.get(probe).absent(SIDECARS_ONLY));
        container.get("lifecycle").absent(SIDECARS_ONLY);
      }
    }
    Set<String> lasting = Set.copyOf(names);
    for (Field container : spec.get("ephemeralContainers").items()) {
      check(container);
      ephemeral(container, lasting);
    }
  }

  private static void ephemeral(Field container, Set<String> lasting) {
    Field target = container.get("targetContainerName");
    if (!target.isEmpty() && !lasting.contains(target.text())) {
      target.notFound();
    }
    for (String field : List.of("ports", "resources", "lifecycle", "resizePolicy")) {
      if (!container.get(field).isEmpty()) {
        container.get(field).forbidden(NOT_EPHEMERAL);
      }
    }
    PROBES.forEach(probe -> container.get(probe).absent(NOT_EPHEMERAL));
    for (Field mount : container.get("volumeMounts").items()) {
      for (String part : List.of("subPath", "subPathExpr")) {
        if (!mount.get(part).isEmpty()) {
          mount.get(part).forbidden(NOT_EPHEMERAL);
        }
      }
    }
  }

  private void check(Field container) {
    Field name = container.get("name");
    if (!name.isEmpty() && !names.add(name.text())) {
      name.duplicate();
    }
    container.get("ports").uniqueBy("name");
    environment(container);
    new MountRules(volumes, container).check();
    PROBES.forEach(probe -> ProbeRules.check(container.get(probe), probe));
    Field gracePeriod = spec.get("terminationGracePeriodSeconds");
    ProbeRules.checkHook(container.at("lifecycle", "postStart"), gracePeriod);
    ProbeRules.checkHook(container.at("lifecycle", "preStop"), gracePeriod);
    ResourceRules.check(container.get("resources"), claims);
    resizePolicies(container.get("resizePolicy"));
    SecurityRules.container(
        container.get("securityContext"), SecurityRules.runsInOwnUserNamespace(spec));
  }

  private void resizePolicies(Field policies) {
    Set<String> resources = new HashSet<>();
    for (Field policy : policies.items()) {
      Field resource = policy.get("resourceName");
      if (!resources.add(resource.text())) {
        resource.saidAt(policy).duplicate();
      }
      Field restart = policy.get("restartPolicy");
      if (spec.get("restartPolicy").isText("Never") && !restart.isText("NotRequired")) {
        restart.saidAt(policies).invalid("must be 'NotRequired' when `restartPolicy` is 'Never'");
      }
    }
  }

  /** Containers that run together cannot have the same port of their node. */
  private static void hostPorts(List<Field> containers) {
    Set<String> taken = new HashSet<>();
    for (Field container : containers) {
      for (Field port : container.get("ports").items()) {
        Field hostPort = port.get("hostPort");
        String place =
            port.get("protocol").text() + "/" + port.get("hostIP").text() + "/" + hostPort.number();
        if (hostPort.number() != 0 && !taken.add(place)) {
          hostPort.value(place).duplicate();
        }
      }
    }
  }

  private static void environment(Field container) {
    for (Field variable : container.get("env").items()) {
      Field source = variable.get("valueFrom");
      if (source.isPresent()) {
        valueFrom(variable, source);
        DownwardApiRules.environment(source);
      }
    }
    for (Field source : container.get("envFrom").items()) {
      oneSource(
          source.saidAt(container.get("envFrom")),
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
      source.value("").invalid("may not be specified when `value` is not empty");
    }
  }

  private static void oneSource(Field source, List<String> kinds, String detail) {
    long given = kinds.stream().filter(kind -> source.get(kind).isPresent()).count();
    if (given == 0) {
      source.value("").invalid(detail);
    } else if (given > 1) {
      source.value("").invalid("may not have more than one field specified at a time");
    }
  }
}
