package dev.trierarch.catalog.core;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import tools.jackson.databind.node.ObjectNode;

/** The rules that Endpoints are written by. */
public final class EndpointsStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode endpoints) {
    for (ObjectNode subset : Defaults.each(endpoints, "subsets")) {
      Defaults.each(subset, "ports").forEach(port -> Defaults.text(port, "protocol", "TCP"));
    }
  }

  @Override
  public void validateCreate(ObjectNode endpoints, FieldErrors errors) {
    for (Field subset : Field.root(endpoints, errors).get("subsets").items()) {
      if (subset.get("addresses").isEmpty() && subset.get("notReadyAddresses").isEmpty()) {
        subset.missing("must specify `addresses` or `notReadyAddresses`");
      }
      boolean several = subset.get("ports").items().size() > 1;
      for (Field port : subset.get("ports").items()) {
        if (several) {
          port.get("name").required();
        }
      }
    }
  }

  @Override
  public void validateUpdate(ObjectNode endpoints, ObjectNode old, FieldErrors errors) {
    validateCreate(endpoints, errors);
  }

  @Override
  public boolean createsOnUpdate() {
    return true;
  }
}
