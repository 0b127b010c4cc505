package dev.trierarch.catalog.networking;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How the kinds of the networking group are shown in tables. */
final class NetworkingColumns {

  private static final int HOSTS_SHOWN_MAX = 3;

  private NetworkingColumns() {}

  static final List<Column> INGRESSES =
      List.of(
          Columns.NAME,
          Columns.text(
              "Class",
              "The ingress class.",
              one -> Cells.textOrNone(one, "spec", "ingressClassName")),
          Columns.text("Hosts", "Host names it is for.", NetworkingColumns::hosts),
          Columns.text("Address", "Where it is reached.", Cells::loadBalancer),
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

  /** Counts what is not shown by rules, not by hosts, as upstream does. */
  private static Object hosts(JsonNode ingress) {
    JsonNode rules = Cells.at(ingress, "spec", "rules");
    List<String> shown = new ArrayList<>();
    for (JsonNode rule : rules) {
      if (shown.size() == HOSTS_SHOWN_MAX) {
        int more = rules.size() - HOSTS_SHOWN_MAX;
        return String.join(",", shown) + " + " + more + " more...";
      }
      if (!Cells.text(rule, "host").isEmpty()) {
        shown.add(Cells.text(rule, "host"));
      }
    }
    return shown.isEmpty() ? "*" : String.join(",", shown);
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
    if (!parent.isObject()) {
      return Cells.NONE;
    }
    String group = Cells.text(parent, "group");
    String resource = Cells.text(parent, "resource") + (group.isEmpty() ? "" : "." + group);
    String namespace = Cells.text(parent, "namespace");
    return Cells.lower(resource)
        + "/"
        + (namespace.isEmpty() ? "" : namespace + "/")
        + Cells.text(parent, "name");
  }
}
