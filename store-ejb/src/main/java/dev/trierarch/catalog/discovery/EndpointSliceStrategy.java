package dev.trierarch.catalog.discovery;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.Warnings;
import dev.trierarch.catalog.core.AddressWarnings;
import dev.trierarch.catalog.form.Form;
import dev.trierarch.catalog.form.IpAddresses;
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

  @Override
  public void validateCreate(ObjectNode slice, FieldErrors errors) {
    Field root = Field.root(slice, errors);
    Field type = root.get("addressType");
    for (Field endpoint : root.get("endpoints").items()) {
      endpoint.get("addresses").items().forEach(address -> address(address, type));
    }
    root.get("ports").uniqueBy("name");
  }

  private static void address(Field address, Field type) {
    if (type.isText("IPv4") && !IpAddresses.isV4(address.text())) {
      address.invalid("must be a valid IPv4 address");
    } else if (type.isText("IPv6") && !IpAddresses.isV6(address.text())) {
      address.invalid("must be a valid IPv6 address");
    } else if (type.isText("FQDN")) {
      address.form(Form.DNS_SUBDOMAIN);
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
