package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Warnings;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Ingresses are written by. */
public final class IngressStrategy implements ResourceStrategy {

  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";

  @Override
  public void validateCreate(ObjectNode ingress, FieldErrors errors) {
    Field spec = Field.root(ingress, errors).get("spec");
    if (spec.get("rules").isEmpty() && !spec.get("defaultBackend").isPresent()) {
      spec.invalid("either `defaultBackend` or `rules` must be specified");
    }
    if (spec.get("defaultBackend").isPresent()) {
      backend(spec.get("defaultBackend"));
    }
    for (Field rule : spec.get("rules").items()) {
      rule.at("http", "paths").items().forEach(IngressStrategy::path);
    }
  }

  private static void path(Field path) {
    Field type = path.get("pathType");
    boolean mustBeAbsolute = !type.isText("ImplementationSpecific") || !path.get("path").isEmpty();
    if (mustBeAbsolute && !path.get("path").text().startsWith("/")) {
      path.get("path").invalid("must be an absolute path");
    }
    backend(path.get("backend"));
  }

  private static void backend(Field backend) {
    boolean service = backend.get("service").isPresent();
    boolean resource = backend.get("resource").isPresent();
    if (service && resource) {
      backend.invalid("cannot set both resource and service backends");
    } else if (!service && !resource) {
      backend.missing("");
    }
    if (service) {
      port(backend, backend.at("service", "port"));
    }
  }

  private static void port(Field backend, Field port) {
    boolean named = !port.get("name").isEmpty();
    boolean numbered = port.get("number").number() != 0;
    if (named && numbered) {
      backend.invalid("cannot set both port name & port number");
    } else if (!named && !numbered) {
      backend.missing("port name or number is required");
    }
  }

  @Override
  public void validateUpdate(ObjectNode ingress, ObjectNode old, FieldErrors errors) {
    validateCreate(ingress, errors);
  }

  @Override
  public void warnOfCreate(Field ingress, Warnings warnings) {
    if (ingress.at("metadata", "annotations").keys().contains(CLASS_ANNOTATION)
        && !ingress.at("spec", "ingressClassName").isPresent()) {
      warnings.add(
          "annotation \"%s\" is deprecated, please use 'spec.ingressClassName' instead"
              .formatted(CLASS_ANNOTATION));
    }
  }
}
