package dev.trierarch.catalog.apiregistration;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How APIServices are shown in tables. */
final class ApiregistrationColumns {

  private ApiregistrationColumns() {}

  static final List<Column> API_SERVICES =
      List.of(
          Columns.NAME,
          Columns.text("Service", "Who serves it.", ApiregistrationColumns::service),
          Columns.text("Available", "Whether it is served.", ApiregistrationColumns::available),
          Columns.AGE);

  private static Object service(JsonNode one) {
    JsonNode service = Cells.at(one, "spec", "service");
    return service.isObject()
        ? Cells.text(service, "namespace") + "/" + Cells.text(service, "name")
        : "Local";
  }

  private static Object available(JsonNode one) {
    JsonNode condition = Cells.condition(one, "Available");
    String status = Cells.text(condition, "status");
    if (condition.isMissingNode()) {
      return "Unknown";
    }
    return status.equals("True") ? status : status + " (" + Cells.text(condition, "reason") + ")";
  }
}
