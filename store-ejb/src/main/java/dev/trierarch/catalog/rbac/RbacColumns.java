package dev.trierarch.catalog.rbac;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** How bindings of roles are shown in tables. */
final class RbacColumns {

  private RbacColumns() {}

  static final List<Column> BINDINGS =
      List.of(
          Columns.NAME,
          Columns.text(
              "Role",
              "The role that is given.",
              one -> Cells.text(one, "roleRef", "kind") + "/" + Cells.text(one, "roleRef", "name")),
          Columns.AGE,
          Columns.wide("Users", "Users who get it.", one -> subjects(one, "User")),
          Columns.wide("Groups", "Groups who get it.", one -> subjects(one, "Group")),
          Columns.wide(
              "ServiceAccounts",
              "Service accounts who get it.",
              one -> subjects(one, "ServiceAccount")));

  private static String subjects(JsonNode binding, String kind) {
    StringJoiner all = new StringJoiner(", ");
    for (JsonNode subject : binding.path("subjects")) {
      if (Cells.text(subject, "kind").equals(kind)) {
        all.add(namespace(subject, kind) + Cells.text(subject, "name"));
      }
    }
    return all.toString();
  }

  private static String namespace(JsonNode subject, String kind) {
    String namespace = Cells.text(subject, "namespace");
    return namespace.isEmpty() || !kind.equals("ServiceAccount") ? "" : namespace + "/";
  }
}
