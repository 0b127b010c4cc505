package dev.trierarch.catalog.discovery;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How EndpointSlices are shown in tables. */
final class DiscoveryColumns {

  private DiscoveryColumns() {}

  static final List<Column> ENDPOINT_SLICES =
      List.of(
          Columns.NAME,
          Columns.text(
              "AddressType", "The kind of addresses.", one -> Cells.text(one, "addressType")),
          Columns.text("Ports", "The ports.", DiscoveryColumns::ports),
          Columns.text("Endpoints", "The addresses.", DiscoveryColumns::endpoints),
          Columns.AGE);

  private static Object ports(JsonNode slice) {
    List<String> ports = new ArrayList<>();
    for (JsonNode port : slice.path("ports")) {
      String number = Cells.text(port, "port");
      ports.add(number.isEmpty() ? "*" : number);
    }
    return ports.isEmpty() ? "<unset>" : Cells.firstOf(ports);
  }

  private static Object endpoints(JsonNode slice) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode endpoint : slice.path("endpoints")) {
      endpoint.path("addresses").forEach(address -> addresses.add(address.asString("")));
    }
    return addresses.isEmpty() ? "<unset>" : Cells.firstOf(addresses);
  }
}
