package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.LoadBalancerRules;
import dev.trierarch.catalog.form.Form;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Ingresses are written by. */
public final class IngressStrategy implements ResourceStrategy {

  private static final String CLASS_ANNOTATION = "kubernetes.io/ingress.class";
  private static final List<String> NOT_INSIDE = List.of("//", "/./", "/../", "%2f", "%2F");
  private static final List<String> NOT_AT_END = List.of("/..", "/.");

  @Override
  public void validateCreate(ObjectNode ingress, FieldErrors errors) {
    check(ingress, errors);
    Field root = Field.root(ingress, errors);
    Field named = root.at("spec", "ingressClassName");
    Field annotation = root.at("metadata", "annotations").get(CLASS_ANNOTATION);
    if (named.isPresent() && annotation.isPresent() && !named.isText(annotation.text())) {
      annotation
          .saidAt(root.at("annotations", CLASS_ANNOTATION))
          .invalid("must match `ingressClassName` when both are specified");
    }
  }

  private static void check(ObjectNode ingress, FieldErrors errors) {
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
    boolean own = type.isText("ImplementationSpecific");
    Field text = path.get("path");
    if (!(own && text.isEmpty()) && !text.text().startsWith("/")) {
      text.value(text.text()).invalid("must be an absolute path");
    }
    if (!own) {
      straight(text);
    }
    backend(path.get("backend"));
  }

  /** A path that requests are compared with goes nowhere that requests are not. */
  private static void straight(Field path) {
    for (String part : NOT_INSIDE) {
      if (path.text().contains(part)) {
        path.invalid("must not contain '" + part + "'");
      }
    }
    for (String end : NOT_AT_END) {
      if (path.text().endsWith(end)) {
        path.invalid("cannot end with '" + end + "'");
      }
    }
  }

  private static void backend(Field backend) {
    boolean service = backend.get("service").isPresent();
    boolean resource = backend.get("resource").isPresent();
    if (service && resource) {
      backend.value("").invalid("cannot set both resource and service backends");
    } else if (!service && !resource) {
      backend.value("").invalid("resource or service backend is required");
    }
    if (resource) {
      backend.at("resource", "kind").form(Form.PATH_SEGMENT);
      backend.at("resource", "name").form(Form.PATH_SEGMENT);
    }
    if (service) {
      port(backend, backend.at("service", "port"));
    }
  }

  private static void port(Field backend, Field port) {
    boolean named = !port.get("name").isEmpty();
    boolean numbered = port.get("number").number() != 0;
    if (named && numbered) {
      backend.value("").invalid("cannot set both port name & port number");
    } else if (!named && !numbered) {
      backend.missing("port name or number is required");
    }
  }

  @Override
  public void validateUpdate(ObjectNode ingress, ObjectNode old, FieldErrors errors) {
    check(ingress, errors);
  }

  @Override
  public void validateStatusUpdate(ObjectNode ingress, ObjectNode old, FieldErrors errors) {
    LoadBalancerRules.check(Field.root(ingress, errors).at("status", "loadBalancer"));
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
