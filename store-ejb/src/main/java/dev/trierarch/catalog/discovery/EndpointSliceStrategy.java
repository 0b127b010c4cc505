package dev.trierarch.catalog.discovery;

import dev.trierarch.catalog.DefaultStrategy;
import dev.trierarch.catalog.Defaults;
import dev.trierarch.catalog.Field;
import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.catalog.form.IpAddresses;
import tools.jackson.databind.node.ObjectNode;

/** The rules that EndpointSlices are written by. */
public final class EndpointSliceStrategy extends DefaultStrategy {

  private static final int ENDPOINTS_MAX = 1000;
  private static final int ADDRESSES_MAX = 100;

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
    Field type = root.get("addressType").required().oneOf("FQDN", "IPv4", "IPv6");
    Field endpoints = root.get("endpoints");
    tooMany(endpoints, ENDPOINTS_MAX, errors);
    for (Field endpoint : endpoints.items()) {
      Field addresses = endpoint.get("addresses").required("must contain at least 1 address");
      tooMany(addresses, ADDRESSES_MAX, errors);
      addresses.items().forEach(address -> address(address, type));
      endpoint.get("hostname").dnsLabel();
      endpoint.get("nodeName").dnsSubdomain();
    }
    root.get("ports").uniqueBy("name");
    for (Field port : root.get("ports").items()) {
      port.get("name").dnsLabel();
      port.get("protocol").required().oneOf("SCTP", "TCP", "UDP");
      port.get("port").port();
    }
  }

  private static void tooMany(Field list, int most, FieldErrors errors) {
    if (list.items().size() > most) {
      errors.add(
          FieldErrors.Reason.TOO_MANY,
          list.path(),
          "Too many: %d: must have at most %d items".formatted(list.items().size(), most));
    }
  }

  private static void address(Field address, Field type) {
    if (type.isText("IPv4") && !IpAddresses.isV4(address.text())) {
      address.invalid("must be a valid IPv4 address");
    } else if (type.isText("IPv6") && !IpAddresses.isV6(address.text())) {
      address.invalid("must be a valid IPv6 address");
    } else if (type.isText("FQDN")) {
      address.dnsSubdomain();
    }
  }

  @Override
  public void validateUpdate(ObjectNode slice, ObjectNode old, FieldErrors errors) {
    validateCreate(slice, errors);
    Field.root(slice, errors)
        .get("addressType")
        .unchangedFrom(Field.root(old, errors).get("addressType"));
  }
}
