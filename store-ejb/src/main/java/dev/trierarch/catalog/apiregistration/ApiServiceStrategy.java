package dev.trierarch.catalog.apiregistration;

import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.ResourceStrategy;
import dev.trierarch.catalog.form.Form;
import tools.jackson.databind.node.ObjectNode;

/** The rules that APIServices are written by: one is named by its version and group. */
public final class ApiServiceStrategy implements ResourceStrategy {

  private static final int HTTPS_PORT = 443;

  @Override
  public void setDefaults(ObjectNode service) {
    Defaults.find(service, "spec", "service")
        .ifPresent(reference -> Defaults.number(reference, "port", HTTPS_PORT));
  }

  /** What this server answers for itself is available from the beginning. */
  @Override
  public void prepareForCreate(ObjectNode service) {
    ResourceStrategy.super.prepareForCreate(service);
    if (!service.path("spec").has("service")) {
      service
          .putObject("status")
          .putArray("conditions")
          .addObject()
          .put("type", "Available")
          .put("status", "True")
          .put("reason", "Local")
          .put("message", "Local APIServices are always available")
          .put("lastTransitionTime", creationTime(service));
    }
  }

  /** The core group has no name, so its APIService ends with a dot. */
  @Override
  public Form nameRule() {
    return Form.PATH_SEGMENT;
  }

  private static String creationTime(ObjectNode object) {
    return object.path("metadata").path("creationTimestamp").asString("");
  }

  @Override
  public void validateCreate(ObjectNode service, FieldErrors errors) {
    Field root = Field.root(service, errors);
    Field spec = root.get("spec");
    String name = spec.get("version").text() + "." + spec.get("group").text();
    if (!root.at("metadata", "name").isText(name)) {
      root.at("metadata", "name")
          .invalid("must be `spec.version+\".\"+spec.group`: \"" + name + "\"");
    }
    if (spec.get("group").isEmpty() && !spec.get("version").isText("v1")) {
      spec.get("group").missing("only v1 may have an empty group and it better be legacy kube");
    }
    spec.get("group").form(Form.DNS_SUBDOMAIN);
    trust(spec);
  }

  /** Who answers for a service elsewhere can be trusted in one way only. */
  private static void trust(Field spec) {
    boolean blind = spec.get("insecureSkipTLSVerify").isTrue();
    boolean authority = !spec.get("caBundle").isEmpty();
    if (!spec.get("service").isPresent()) {
      if (authority) {
        spec.get("caBundle").invalid("local APIServices may not have a caBundle");
      }
      if (blind) {
        spec.get("insecureSkipTLSVerify")
            .invalid("local APIServices may not have insecureSkipTLSVerify");
      }
    } else if (blind && authority) {
      spec.get("insecureSkipTLSVerify").invalid("may not be true if caBundle is present");
    }
  }

  @Override
  public void validateUpdate(ObjectNode service, ObjectNode old, FieldErrors errors) {
    validateCreate(service, errors);
  }
}
