package dev.trierarch.catalog.apiextensions;

import dev.trierarch.catalog.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Rules of one version of a custom resource, beside its schema's. */
final class VersionRules {

  private static final int WARNING_CHARACTERS_MAX = 256;
  static final int SELECTABLE_FIELDS_MAX = 8;
  private static final List<String> FORMATS =
      List.of("byte", "date", "date-time", "double", "float", "int32", "int64", "password");

  private VersionRules() {}

  static void check(Field version) {
    warning(version.get("deprecationWarning"), version.get("deprecated").isTrue());
    if (version.at("subresources", "scale").isPresent()) {
      scale(version.at("subresources", "scale"));
    }
    for (Field column : version.get("additionalPrinterColumns").items()) {
      Field format = column.get("format");
      if (!format.isEmpty() && !FORMATS.contains(format.text())) {
        format.invalid("must be one of " + String.join(",", FORMATS));
      }
      path(column.get("jsonPath"));
    }
    selectableFields(version);
  }

  private static void warning(Field warning, boolean deprecated) {
    if (!warning.isPresent()) {
      return;
    }
    String text = warning.text();
    if (!deprecated) {
      warning.invalid("can only be set for deprecated versions");
    } else if (text.length() > WARNING_CHARACTERS_MAX) {
      warning.invalid("must be <= 256 characters long");
    } else if (text.isEmpty()) {
      warning.invalid("must not be an empty string");
    }
    int index = (int) text.chars().takeWhile(one -> !Character.isISOControl(one)).count();
    if (deprecated && index < text.length()) {
      warning.invalid(
          "must only contain printable UTF-8 characters; non-printable character found at index "
              + index);
    }
  }

  private static void scale(Field scale) {
    below(scale.get("specReplicasPath").required(), "should be a json path under .spec", ".spec.");
    below(
        scale.get("statusReplicasPath").required(),
        "should be a json path under .status",
        ".status.");
    below(
        scale.get("labelSelectorPath"),
        "should be a json path under either .spec or .status",
        ".spec.",
        ".status.");
  }

  private static void below(Field path, String detail, String... roots) {
    if (!path.isEmpty()
        && path(path)
        && List.of(roots).stream().noneMatch(path.text()::startsWith)) {
      path.invalid(detail);
    }
  }

  /** Whether there is nothing wrong with a path's form. */
  private static boolean path(Field path) {
    boolean dotted = path.isEmpty() || path.text().startsWith(".");
    if (!dotted) {
      path.invalid("must be a simple json path starting with .");
    }
    return dotted;
  }

  private static void selectableFields(Field version) {
    Set<String> seen = new HashSet<>();
    for (Field field : version.get("selectableFields").items()) {
      Field path = field.get("jsonPath");
      Optional<JsonNode> schema =
          SchemaPath.find(path.text(), version.at("schema", "openAPIV3Schema").node());
      if (path.isEmpty()) {
        path.required();
      } else if (schema.isEmpty()) {
        path.invalid("is an invalid path: does not refer to a valid field");
      } else {
        selectable(path, schema.get().path("type").asString(""));
      }
      if (!seen.add(path.text()) && !path.isEmpty()) {
        path.duplicate();
      }
    }
  }

  private static void selectable(Field path, String type) {
    if (path.text().equals(".metadata") || path.text().startsWith(".metadata.")) {
      path.invalid("must not point to fields in metadata");
    }
    if (!List.of("string", "boolean", "integer").contains(type)) {
      path.invalid(
          "must point to a field of type string, boolean or integer. Enum string fields and strings"
              + " with formats are allowed.");
    }
  }
}
