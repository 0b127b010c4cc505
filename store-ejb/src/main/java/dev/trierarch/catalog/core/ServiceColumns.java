package dev.trierarch.catalog.core;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** How Services are shown in tables. */
final class ServiceColumns {

  private ServiceColumns() {}

  static final List<Column> ALL =
      List.of(
          Columns.NAME,
          Columns.text(
              "Type",
              "How the service is exposed.",
              service -> Cells.text(service, "spec", "type")),
          Columns.text(
              "Cluster-IP",
              "The service's address inside the cluster.",
              service -> {
                String first = Cells.at(service, "spec", "clusterIPs").path(0).asString("");
                return first.isEmpty() ? Cells.textOrNone(service, "spec", "clusterIP") : first;
              }),
          Columns.text(
              "External-IP", "The addresses outside the cluster.", ServiceColumns::externalIp),
          Columns.text("Port(s)", "The ports that are exposed.", ServiceColumns::ports),
          Columns.AGE,
          Columns.wide(
              "Selector",
              "Selects the pods that answer.",
              service -> Cells.labels(Cells.at(service, "spec", "selector"))));

  private static Object externalIp(JsonNode service) {
    String external = Cells.join(Cells.at(service, "spec", "externalIPs"));
    return switch (Cells.text(service, "spec", "type")) {
      case "ExternalName" -> Cells.text(service, "spec", "externalName");
      case "LoadBalancer" -> {
        StringJoiner all = new StringJoiner(",").setEmptyValue("<pending>");
        Stream.of(Cells.loadBalancer(service), external)
            .filter(some -> !some.isEmpty())
            .forEach(all::add);
        yield all.toString();
      }
      default -> Cells.orNone(external);
    };
  }

  private static Object ports(JsonNode service) {
    StringJoiner all = new StringJoiner(",");
    for (JsonNode port : Cells.at(service, "spec", "ports")) {
      long nodePort = Cells.number(port, "nodePort");
      all.add(
          Cells.number(port, "port")
              + (nodePort == 0 ? "" : ":" + nodePort)
              + "/"
              + Cells.text(port, "protocol"));
    }
    return Cells.orNone(all.toString());
  }
}
