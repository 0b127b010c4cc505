package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Defaults;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What a container is when its writer does not say. */
final class ContainerDefaults {

  private ContainerDefaults() {}

  static void set(ObjectNode container) {
    Defaults.text(container, "terminationMessagePath", "/dev/termination-log");
    Defaults.text(container, "terminationMessagePolicy", "File");
    Defaults.text(container, "imagePullPolicy", pullPolicy(container.path("image").asString("")));
    Defaults.child(container, "resources");
    Defaults.each(container, "ports").forEach(port -> Defaults.text(port, "protocol", "TCP"));
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      Defaults.find(container, probe).ifPresent(ContainerDefaults::probe);
    }
    for (String hook : List.of("postStart", "preStop")) {
      Defaults.find(container, "lifecycle", hook, "httpGet").ifPresent(ContainerDefaults::httpGet);
    }
    for (ObjectNode variable : Defaults.each(container, "env")) {
      Defaults.find(variable, "valueFrom", "fieldRef")
          .ifPresent(reference -> Defaults.text(reference, "apiVersion", "v1"));
    }
  }

  /** A tag that moves is looked up every time; one that stays is not. */
  static String pullPolicy(String image) {
    if (image.contains("@")) {
      return "IfNotPresent";
    }
    String lastPart = image.substring(image.lastIndexOf('/') + 1);
    int colon = lastPart.indexOf(':');
    String tag = colon < 0 ? "latest" : lastPart.substring(colon + 1);
    return tag.equals("latest") ? "Always" : "IfNotPresent";
  }

  private static void probe(ObjectNode probe) {
    Defaults.notZero(probe, "timeoutSeconds", 1);
    Defaults.notZero(probe, "periodSeconds", 10);
    Defaults.notZero(probe, "successThreshold", 1);
    Defaults.notZero(probe, "failureThreshold", 3);
    Defaults.find(probe, "httpGet").ifPresent(ContainerDefaults::httpGet);
    Defaults.find(probe, "grpc").ifPresent(grpc -> Defaults.text(grpc, "service", ""));
  }

  private static void httpGet(ObjectNode action) {
    Defaults.text(action, "path", "/");
    Defaults.text(action, "scheme", "HTTP");
  }
}
