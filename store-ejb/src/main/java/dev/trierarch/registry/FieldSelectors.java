package dev.trierarch.registry;

import dev.trierarch.catalog.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/** Makes {@link FieldQuery} from a field selector's text, {@code a=b,c!=d}. */
public final class FieldSelectors {

  private FieldSelectors() {}

  /**
   * Null and empty match everything.
   *
   * @throws ApiException 400 when the text is no selector, or names a field that this kind cannot
   *     be selected by
   */
  public static FieldQuery parse(ResourceType type, String text) {
    List<FieldRequirement> asked = new ArrayList<>();
    for (String term : terms(text == null ? "" : text)) {
      if (!term.isEmpty()) {
        asked.add(requirement(text, term));
      }
    }
    checkSupported(type, asked);
    List<FieldRequirement> requirements = asked.stream().map(each -> stored(type, each)).toList();
    return new FieldQuery(requirements, type.strategy());
  }

  /** What the field is called where objects are kept: another version may call it otherwise. */
  private static FieldRequirement stored(ResourceType type, FieldRequirement asked) {
    return new FieldRequirement(
        type.conversion().fieldLabelToStored(asked.field()), asked.equal(), asked.value());
  }

  private static void checkSupported(ResourceType type, List<FieldRequirement> asked) {
    if (asked.isEmpty()) {
      return;
    }
    Set<String> supported =
        type.strategy().selectableFields(JsonNodeFactory.instance.objectNode()).keySet();
    for (FieldRequirement requirement : asked) {
      String field = stored(type, requirement).field();
      if (!FieldQuery.isKeyField(field) && !supported.contains(field)) {
        throw ApiErrors.badRequest(notSupported(requirement.field(), supported.isEmpty()));
      }
    }
  }

  private static String notSupported(String field, boolean keyFieldsAlone) {
    return keyFieldsAlone
        ? "\""
            + field
            + "\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
        : "field label not supported: " + field;
  }

  /** Cuts at commas that no backslash precedes. */
  private static List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    int start = 0;
    boolean escaped = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ',' && !escaped) {
        terms.add(text.substring(start, i));
        start = i + 1;
      }
      escaped = c == '\\' && !escaped;
    }
    terms.add(text.substring(start));
    return terms;
  }

  private static FieldRequirement requirement(String text, String term) {
    for (int i = 0; i < term.length(); i++) {
      for (String operator : List.of("!=", "==", "=")) {
        if (term.startsWith(operator, i)) {
          String value = unescaped(text, term.substring(i + operator.length()));
          return new FieldRequirement(term.substring(0, i), !operator.equals("!="), value);
        }
      }
    }
    throw ApiErrors.badRequest("invalid selector: '" + text + "'; can't understand '" + term + "'");
  }

  private static String unescaped(String text, String value) {
    StringBuilder plain = new StringBuilder();
    boolean escaped = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (escaped && "\\,=".indexOf(c) < 0) {
        throw ApiErrors.badRequest(
            "invalid selector: '" + text + "'; invalid escape sequence '\\" + c + "'");
      }
      if (!escaped && c == '=') {
        throw ApiErrors.badRequest(
            "invalid selector: '" + text + "'; invalid field value, unescaped character '='");
      }
      if (escaped || c != '\\') {
        plain.append(c);
      }
      escaped = c == '\\' && !escaped;
    }
    return plain.toString();
  }
}
