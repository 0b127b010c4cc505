package dev.trierarch.catalog.discovery;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Semantic;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.AddressWarnings;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.catalog.form.IpAddresses;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** The rules that EndpointSlices are written by. */
public final class EndpointSliceStrategy extends DefaultStrategy {

  @Override
  public void setDefaults(ObjectNode slice) {
    for (ObjectNode port : Defaults.each(slice, "ports")) {
      Defaults.text(port, "name", "");
      Defaults.text(port, "protocol", "TCP");
    }
  }

  /** What version 1 has only for what was written before it is taken away. */
  @Override
  public void prepareForCreate(ObjectNode slice) {
    Defaults.each(slice, "endpoints").forEach(endpoint -> endpoint.remove("deprecatedTopology"));
  }

  @Override
  public void prepareForUpdate(ObjectNode slice, ObjectNode old) {
    if (!Semantic.same(slice.path("endpoints"), old.path("endpoints"))) {
      prepareForCreate(slice);
    }
  }

  @Override
  public void validateCreate(ObjectNode slice, FieldErrors errors) {
    Field root = Field.root(slice, errors);
    Field type = root.get("addressType");
    for (Field endpoint : root.get("endpoints").items()) {
      endpoint.get("addresses").items().forEach(address -> address(address, type));
      unique(endpoint.at("hints", "forZones"));
      unique(endpoint.at("hints", "forNodes"));
    }
    unique(root.get("ports"));
  }

  private static void unique(Field list) {
    Set<String> seen = new HashSet<>();
    for (Field item : list.items()) {
      if (!seen.add(item.get("name").text())) {
        item.get("name").value(item.get("name").text()).duplicate();
      }
    }
  }

  private static void address(Field address, Field type) {
    if (type.isText("IPv4") && !IpAddresses.isV4(address.text())) {
      address.invalid("must be a valid IPv4 address");
    } else if (type.isText("IPv6") && !IpAddresses.isV6(address.text())) {
      address.invalid("must be a valid IPv6 address");
    } else if (type.isText("FQDN")) {
      address.form(Form.FULL_DOMAIN);
    }
    if (!type.isText("FQDN")) {
      address.form(Form.ENDPOINT_ADDRESS);
    }
  }

  @Override
  public void validateUpdate(ObjectNode slice, ObjectNode old, FieldErrors errors) {
    validateCreate(slice, errors);
    Field.root(slice, errors)
        .get("addressType")
        .unchangedFrom(Field.root(old, errors).get("addressType"));
  }

  @Override
  public void warnOfCreate(Field slice, Warnings warnings) {
    if (slice.get("addressType").isText("FQDN")) {
      warnings.add("spec.addressType: FQDN endpoints are deprecated");
    } else {
      for (Field endpoint : slice.get("endpoints").items()) {
        for (Field address : endpoint.get("addresses").items()) {
          AddressWarnings.address(address, warnings);
        }
      }
    }
  }

  @Override
  public void warnOfUpdate(Field slice, Field old, Warnings warnings) {
    warnOfCreate(slice, warnings);
  }
}
