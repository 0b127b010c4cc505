package dev.trierarch.catalog.discovery;

import static dev.trierarch.catalog.constraint.Constraints.atMost;
import static dev.trierarch.catalog.constraint.Constraints.dnsLabel;
import static dev.trierarch.catalog.constraint.Constraints.dnsSubdomain;
import static dev.trierarch.catalog.constraint.Constraints.form;
import static dev.trierarch.catalog.constraint.Constraints.oneOf;
import static dev.trierarch.catalog.constraint.Constraints.protocol;
import static dev.trierarch.catalog.constraint.Constraints.qualifiedName;
import static dev.trierarch.catalog.constraint.Constraints.required;

import dev.trierarch.catalog.constraint.ConstraintTable;
import dev.trierarch.catalog.form.Form;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointHints;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.ForNode;
import io.fabric8.kubernetes.api.model.discovery.v1.ForZone;

/** Rules of single fields of EndpointSlices. */
public final class DiscoveryConstraints {

  private static final int ENDPOINTS_MAX = 1000;
  private static final int PORTS_MAX = 20_000;
  private static final int ADDRESSES_MAX = 100;
  private static final int HINTS_MAX = 8;

  private DiscoveryConstraints() {}

  public static void declare(ConstraintTable table) {
    table
        .of(EndpointSlice.class)
        .field("addressType", required(), oneOf("FQDN", "IPv4", "IPv6"))
        .field("endpoints", atMost(ENDPOINTS_MAX))
        .field("ports", atMost(PORTS_MAX));
    table
        .of(Endpoint.class)
        .field("addresses", required("must contain at least 1 address"), atMost(ADDRESSES_MAX))
        .field("hostname", dnsLabel())
        .field("nodeName", dnsSubdomain());
    table
        .of(EndpointHints.class)
        .field("forZones", atMost(HINTS_MAX))
        .field("forNodes", atMost(HINTS_MAX));
    table.of(ForZone.class).field("name", form(Form.LABEL_VALUE));
    table.of(ForNode.class).field("name", dnsSubdomain());
    table
        .of(EndpointPort.class)
        .field("name", dnsLabel())
        .field("protocol", required(), protocol())
        .field("appProtocol", qualifiedName());
  }
}
