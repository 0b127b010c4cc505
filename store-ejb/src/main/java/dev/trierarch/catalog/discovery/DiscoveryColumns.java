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
    slice.path("ports").forEach(port -> ports.add(port(port)));
    return Cells.orUnset(Cells.firstOf(ports));
  }

  /** Its number; its name when every number is meant. */
  private static String port(JsonNode port) {
    for (String field : List.of("port", "name")) {
      if (port.hasNonNull(field)) {
        return Cells.text(port, field);
      }
    }
    return "*";
  }

  private static Object endpoints(JsonNode slice) {
    List<String> addresses = new ArrayList<>();
    for (JsonNode endpoint : slice.path("endpoints")) {
      endpoint.path("addresses").forEach(address -> addresses.add(address.asString("")));
    }
    return Cells.orUnset(Cells.firstOf(addresses));
  }
}
