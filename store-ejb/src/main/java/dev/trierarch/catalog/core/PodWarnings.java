package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.form.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns of what a pod, or a template of pods, says in vain or in an old way. */
public final class PodWarnings {

  private static final String SYSCTLS =
      "non-functional in v1.11+; use the \"sysctls\" field instead";
  private static final Map<String, String> ANNOTATIONS =
      Map.of(
          "scheduler.alpha.kubernetes.io/critical-pod",
          "non-functional in v1.16+; use the \"priorityClassName\" field instead",
          "security.alpha.kubernetes.io/sysctls",
          SYSCTLS,
          "security.alpha.kubernetes.io/unsafe-sysctls",
          SYSCTLS);

  private static final String POD_SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
  private static final String NULL_SELECTOR = "a null labelSelector results in matching no pod";

  private PodWarnings() {}

  /** Warns that an object's name, which is a part of its pods' names, is no host's. */
  public static void name(Field object, Warnings warnings) {
    name(object, "Pod names and hostnames", warnings);
  }

  static void name(Field object, String usedIn, Warnings warnings) {
    Field name = object.at("metadata", "name");
    List<String> problems = Form.DNS_LABEL.problems(name.text());
    if (!name.isEmpty() && !problems.isEmpty()) {
      warnings.add(
          name,
          "this is used in %s, which can result in surprising behavior; a DNS label is recommended:"
                  .formatted(usedIn)
              + " ["
              + String.join(" ", problems)
              + "]");
    }
  }

  /** Warns of a pod or of a template: of its metadata and its spec. */
  public static void check(Field pod, Warnings warnings) {
    Field spec = pod.get("spec");
    labels(spec, warnings);
    Field annotations = pod.at("metadata", "annotations");
    for (String key : annotations.keys()) {
      if (ANNOTATIONS.containsKey(key)) {
        warnings.add(annotations.key(key), ANNOTATIONS.get(key));
      }
    }
    VolumeWarnings.check(spec.get("volumes"), warnings);
    unique(spec.get("hostAliases"), "ip", warnings);
    unique(spec.get("imagePullSecrets"), "name", warnings);
    for (Field secret : spec.get("imagePullSecrets").items()) {
      if (secret.get("name").isEmpty()) {
        warnings.add(secret.get("name"), "invalid empty name \"\"");
      }
    }
    ContainerWarnings.wholeBytes(spec.get("overhead"), warnings);
    seccomp(spec, annotations, warnings);
    ContainerWarnings.check(spec, annotations, warnings);
    if (spec.get("terminationGracePeriodSeconds").number() < 0) {
      warnings.add(
          spec.get("terminationGracePeriodSeconds"),
          "must be >= 0; negative values are invalid and will be treated as 1");
    }
    affinity(spec.at("affinity", "podAffinity"), warnings);
    affinity(spec.at("affinity", "podAntiAffinity"), warnings);
    addresses(spec, warnings);
  }

  /** Warns of a controller's template when anything that the controller is to do changed. */
  public static void ofTemplateChange(Field spec, Field former, Warnings warnings) {
    if (!Semantic.same(spec.node(), former.node())) {
      check(spec.get("template"), warnings);
    }
  }

  private static void labels(Field spec, Warnings warnings) {
    Field selector = spec.get("nodeSelector");
    for (String label : selector.keys()) {
      NodeLabelWarnings.of(label).ifPresent(text -> warnings.add(selector.key(label), text));
    }
    Field affinity = spec.at("affinity", "nodeAffinity");
    for (Field term :
        affinity
            .at("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
            .items()) {
      NodeLabelWarnings.mustMatch(term, warnings);
    }
    for (Field term : affinity.get("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      NodeLabelWarnings.shouldMatch(term.get("preference"), warnings);
    }
    for (Field constraint : spec.get("topologySpreadConstraints").items()) {
      NodeLabelWarnings.named(constraint.get("topologyKey"), warnings);
      selector(constraint, warnings);
    }
  }

  private static void selector(Field term, Warnings warnings) {
    if (!term.get("labelSelector").isPresent()) {
      warnings.add(term.get("labelSelector"), NULL_SELECTOR);
    }
  }

  private static void affinity(Field affinity, Warnings warnings) {
    for (Field term : affinity.get("requiredDuringSchedulingIgnoredDuringExecution").items()) {
      selector(term, warnings);
    }
    for (Field term : affinity.get("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      selector(term.get("podAffinityTerm"), warnings);
    }
  }

  private static void unique(Field list, String name, Warnings warnings) {
    Set<String> seen = new HashSet<>();
    for (Field item : list.items()) {
      if (!seen.add(item.get(name).text())) {
        warnings.add(item.get(name), "duplicate " + name + " \"" + item.get(name).text() + "\"");
      }
    }
  }

  private static void seccomp(Field spec, Field annotations, Warnings warnings) {
    if (annotations.keys().contains(POD_SECCOMP)
        && !spec.at("securityContext", "seccompProfile").isPresent()) {
      warnings.add(annotations.key(POD_SECCOMP), ContainerWarnings.USE_SECCOMP_PROFILE);
    }
  }

  private static void addresses(Field spec, Warnings warnings) {
    List<Field> addresses = new ArrayList<>(spec.at("dnsConfig", "nameservers").items());
    spec.get("hostAliases").items().forEach(alias -> addresses.add(alias.get("ip")));
    addresses.forEach(address -> AddressWarnings.address(address, warnings));
  }
}
