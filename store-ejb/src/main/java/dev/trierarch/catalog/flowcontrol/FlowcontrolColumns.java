package dev.trierarch.catalog.flowcontrol;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How the kinds of the flow control group are shown in tables. */
final class FlowcontrolColumns {

  private FlowcontrolColumns() {}

  /** As requests are matched against them. */
  static final Comparator<JsonNode> BY_PRECEDENCE =
      Comparator.<JsonNode>comparingLong(one -> Cells.number(one, "spec", "matchingPrecedence"))
          .thenComparing(one -> Cells.text(one, "metadata", "name"));

  static final List<Column> FLOW_SCHEMAS =
      List.of(
          Columns.NAME,
          Columns.text(
              "PriorityLevel",
              "The level it leads to.",
              one -> Cells.text(one, "spec", "priorityLevelConfiguration", "name")),
          Columns.text(
              "MatchingPrecedence",
              "Its place in the order.",
              one -> Cells.number(one, "spec", "matchingPrecedence")),
          Columns.text(
              "DistinguisherMethod",
              "How flows are told apart.",
              one -> Cells.textOrNone(one, "spec", "distinguisherMethod", "type")),
          Columns.AGE,
          Columns.text(
              "MissingPL",
              "Whether the level is missing.",
              one -> dangling(Cells.text(Cells.condition(one, "Dangling"), "status"))));
  static final List<Column> PRIORITY_LEVELS =
      List.of(
          Columns.NAME,
          Columns.text("Type", "Limited or Exempt.", one -> Cells.text(one, "spec", "type")),
          Columns.text(
              "NominalConcurrencyShares",
              "Its share of seats.",
              one -> numberOrNone(Cells.at(one, "spec", "limited", "nominalConcurrencyShares"))),
          Columns.text("Queues", "How many queues.", one -> queuing(one, "queues")),
          Columns.text("HandSize", "Queues a flow may use.", one -> queuing(one, "handSize")),
          Columns.text(
              "QueueLengthLimit",
              "Requests a queue holds.",
              one -> queuing(one, "queueLengthLimit")),
          Columns.AGE);

  private static String dangling(String status) {
    return status.isEmpty() ? "?" : status;
  }

  private static Object queuing(JsonNode level, String field) {
    return numberOrNone(Cells.at(level, "spec", "limited", "limitResponse", "queuing", field));
  }

  private static Object numberOrNone(JsonNode number) {
    return number.isNumber() ? number.asLong() : Cells.NONE;
  }
}
