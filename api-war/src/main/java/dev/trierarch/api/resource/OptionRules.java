package dev.trierarch.api.resource;

import dev.trierarch.catalog.FieldErrors;
import dev.trierarch.registry.ApiErrors;
import dev.trierarch.registry.WriteOptions.FieldValidation;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the options of writes may say, beside the objects that are written. */
final class OptionRules {

  private static final String ALL = "All";

  private OptionRules() {}

  /** Whether nothing is to be kept. */
  static boolean dryRun(List<String> values, FieldErrors errors) {
    if (!values.stream().allMatch(ALL::equals)) {
      ArrayNode shown = JsonNodeFactory.instance.arrayNode();
      values.forEach(shown::add);
      errors.notSupported("dryRun", shown, List.of(ALL));
    }
    return !values.isEmpty();
  }

  static FieldValidation fieldValidation(String text, FieldErrors errors) {
    return switch (text) {
      case "", "Warn" -> FieldValidation.WARN;
      case "Ignore" -> FieldValidation.IGNORE;
      case "Strict" -> FieldValidation.STRICT;
      default -> {
        errors.notSupported("fieldValidation", text, List.of("", "Ignore", "Strict", "Warn"));
        yield FieldValidation.WARN;
      }
    };
  }

  /**
   * @param kind e.g. {@code CreateOptions}
   * @throws dev.trierarch.registry.ApiException 422 that names every option that is wrong
   */
  static void refuse(String kind, FieldErrors errors) {
    if (!errors.isEmpty()) {
      throw ApiErrors.invalid("meta.k8s.io", kind, "", errors);
    }
  }
}
