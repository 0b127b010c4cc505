package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** How the kinds of the networking group are shown in tables. */
final class NetworkingColumns {

  private NetworkingColumns() {}

  static final List<Column> INGRESSES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Class",
              "The ingress class.",
              one -> Cells.textOrNone(one, "spec", "ingressClassName")),
          Columns.text("Hosts", "Host names it is for.", NetworkingColumns::hosts),
          Columns.text("Address", "Where it is reached.", NetworkingColumns::address),
          Columns.text(
              "Ports",
              "Ports it listens on.",
              one -> Cells.size(one, "spec", "tls") > 0 ? "80, 443" : "80"),
          Columns.AGE);
  static final List<Column> INGRESS_CLASSES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Controller", "Who acts for it.", one -> Cells.text(one, "spec", "controller")),
          Columns.text("Parameters", "What it is set up with.", NetworkingColumns::parameters),
          Columns.AGE);
  static final List<Column> NETWORK_POLICIES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Pod-Selector",
              "Selects the pods.",
              one -> Cells.selector(Cells.at(one, "spec", "podSelector"))),
          Columns.AGE);
  static final List<Column> IP_ADDRESSES =
      List.of(
          Columns.NAME,
          Columns.text("ParentRef", "What has the address.", NetworkingColumns::parent));
  static final List<Column> SERVICE_CIDRS =
      List.of(
          Columns.NAME,
          Columns.text(
              "CIDRs",
              "The ranges of addresses.",
              one -> Cells.join(Cells.at(one, "spec", "cidrs"))),
          Columns.AGE);

  private static Object hosts(JsonNode ingress) {
    List<String> hosts = new ArrayList<>();
    for (JsonNode rule : Cells.at(ingress, "spec", "rules")) {
      String host = Cells.text(rule, "host");
      hosts.add(host.isEmpty() ? "*" : host);
    }
    return hosts.isEmpty() ? "*" : Cells.firstOf(hosts);
  }

  private static Object address(JsonNode ingress) {
    StringJoiner all = new StringJoiner(",");
    for (JsonNode point : Cells.at(ingress, "status", "loadBalancer", "ingress")) {
      String ip = Cells.text(point, "ip");
      all.add(ip.isEmpty() ? Cells.text(point, "hostname") : ip);
    }
    return all.toString();
  }

  private static Object parameters(JsonNode ingressClass) {
    JsonNode parameters = Cells.at(ingressClass, "spec", "parameters");
    if (!parameters.isObject()) {
      return Cells.NONE;
    }
    String group = Cells.text(parameters, "apiGroup");
    return Cells.text(parameters, "kind")
        + (group.isEmpty() ? "" : "." + group)
        + "/"
        + Cells.text(parameters, "name");
  }

  private static Object parent(JsonNode address) {
    JsonNode parent = Cells.at(address, "spec", "parentRef");
    StringJoiner all = new StringJoiner("/");
    for (String field : List.of("group", "resource", "namespace", "name")) {
      if (!Cells.text(parent, field).isEmpty()) {
        all.add(Cells.text(parent, field));
      }
    }
    return all.toString();
  }
}
