package dev.trierarch.catalog.admissionregistration;

import dev.trierarch.catalog.Cells;
import dev.trierarch.catalog.Column;
import dev.trierarch.catalog.Columns;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** How the kinds of the admission registration group are shown in tables. */
final class AdmissionregistrationColumns {

  private AdmissionregistrationColumns() {}

  static final List<Column> WEBHOOKS =
      List.of(
          Columns.NAME,
          Columns.number("Webhooks", "How many webhooks.", one -> Cells.size(one, "webhooks")),
          Columns.AGE);
  static final List<Column> VALIDATING_POLICIES =
      List.of(
          Columns.NAME,
          Columns.number(
              "Validations",
              "How many validations.",
              one -> Cells.size(one, "spec", "validations")),
          Columns.text(
              "ParamKind", "The kind of its parameters.", AdmissionregistrationColumns::paramKind),
          Columns.AGE);
  static final List<Column> MUTATING_POLICIES =
      List.of(
          Columns.NAME,
          Columns.number(
              "Mutations", "How many mutations.", one -> Cells.size(one, "spec", "mutations")),
          Columns.text(
              "ParamKind", "The kind of its parameters.", AdmissionregistrationColumns::paramKind),
          Columns.AGE);
  static final List<Column> BINDINGS =
      List.of(
          Columns.NAME,
          Columns.text("PolicyName", "The policy.", one -> Cells.text(one, "spec", "policyName")),
          Columns.text("ParamRef", "Its parameters.", AdmissionregistrationColumns::paramRef),
          Columns.AGE);

  private static Object paramKind(JsonNode policy) {
    JsonNode kind = Cells.at(policy, "spec", "paramKind");
    return kind.isObject()
        ? Cells.text(kind, "apiVersion") + "/" + Cells.text(kind, "kind")
        : Cells.UNSET;
  }

  /** A name without a namespace stands for that name in every namespace. */
  private static Object paramRef(JsonNode binding) {
    JsonNode reference = Cells.at(binding, "spec", "paramRef");
    String name = Cells.text(reference, "name");
    if (name.isEmpty()) {
      JsonNode selector = reference.path("selector");
      return selector.isObject() ? Cells.selector(selector) : Cells.UNSET;
    }
    String namespace = Cells.text(reference, "namespace");
    return (namespace.isEmpty() ? "*" : namespace) + "/" + name;
  }
}
