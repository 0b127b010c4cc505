package dev.trierarch.registry;

import dev.trierarch.catalog.form.Form;
import dev.trierarch.registry.LabelLexer.Kind;
import dev.trierarch.registry.LabelLexer.Token;
import dev.trierarch.registry.LabelRequirement.Operator;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * Makes {@link LabelQuery} from the forms that label selectors are written in: the query text
 * {@code a=b,c in (d,e),!f}, a LabelSelector object, or its JSON.
 */
public final class LabelSelectors {

  private static final String BINARY_OPERATORS = "in, notin, =, ==, !=, gt, lt";

  private final List<Token> tokens;
  private int position;

  private LabelSelectors(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * From the text form; null and blank match everything.
   *
   * @throws ApiException 400 with upstream's words when the text is no selector
   */
  public static LabelQuery parse(String text) {
    if (text == null || text.isBlank()) {
      return LabelQuery.everything();
    }
    return LabelQuery.of(new LabelSelectors(LabelLexer.tokens(text)).requirements());
  }

  /** From a LabelSelector; an empty one matches everything, null nothing. */
  public static LabelQuery of(LabelSelector selector) {
    if (selector == null) {
      return LabelQuery.nothing();
    }
    List<LabelRequirement> requirements = new ArrayList<>();
    if (selector.getMatchLabels() != null) {
      selector.getMatchLabels().forEach((key, value) -> requirements.add(equal(key, value)));
    }
    if (selector.getMatchExpressions() != null) {
      for (LabelSelectorRequirement e : selector.getMatchExpressions()) {
        requirements.add(expression(e.getKey(), e.getOperator(), e.getValues()));
      }
    }
    return LabelQuery.of(requirements);
  }

  /** From labels that must all be there, the old form of Services and ReplicationControllers. */
  public static LabelQuery ofLabels(Map<String, String> labels) {
    List<LabelRequirement> requirements = new ArrayList<>();
    labels.forEach((key, value) -> requirements.add(equal(key, value)));
    return LabelQuery.of(requirements);
  }

  /** From a LabelSelector's JSON; a missing one matches nothing. */
  public static LabelQuery ofTree(JsonNode selector) {
    if (!selector.isObject()) {
      return LabelQuery.nothing();
    }
    List<LabelRequirement> requirements = new ArrayList<>();
    selector
        .path("matchLabels")
        .properties()
        .forEach(e -> requirements.add(equal(e.getKey(), e.getValue().asString(""))));
    for (JsonNode e : selector.path("matchExpressions")) {
      List<String> values = new ArrayList<>();
      e.path("values").forEach(value -> values.add(value.asString("")));
      requirements.add(
          expression(e.path("key").asString(""), e.path("operator").asString(""), values));
    }
    return LabelQuery.of(requirements);
  }

  private static LabelRequirement equal(String key, String value) {
    return new LabelRequirement(key, Operator.IN, Set.of(value));
  }

  private static LabelRequirement expression(String key, String operator, List<String> values) {
    Operator parsed =
        switch (operator) {
          case "In" -> Operator.IN;
          case "NotIn" -> Operator.NOT_IN;
          case "Exists" -> Operator.EXISTS;
          case "DoesNotExist" -> Operator.DOES_NOT_EXIST;
          case "Gt" -> Operator.GREATER_THAN;
          case "Lt" -> Operator.LESS_THAN;
          default ->
              throw ApiErrors.badRequest(
                  "\"" + operator + "\" is not a valid label selector operator");
        };
    return new LabelRequirement(key, parsed, values == null ? Set.of() : Set.copyOf(values));
  }

  private List<LabelRequirement> requirements() {
    List<LabelRequirement> requirements = new ArrayList<>();
    while (true) {
      Token token = tokens.get(position);
      if (token.kind() == Kind.END) {
        return requirements;
      }
      if (!isName(token) && token.kind() != Kind.NOT) {
        throw found(token, ", expected: !, identifier, or 'end of string'");
      }
      requirements.add(requirement());
      Token after = take();
      if (after.kind() == Kind.END) {
        return requirements;
      }
      if (after.kind() != Kind.COMMA) {
        throw found(after, ", expected: ',' or 'end of string'");
      }
      Token next = tokens.get(position);
      if (!isName(next) && next.kind() != Kind.NOT) {
        throw found(next, ", expected: identifier after ','");
      }
    }
  }

  private LabelRequirement requirement() {
    Token key = take();
    boolean negated = key.kind() == Kind.NOT;
    if (negated) {
      key = take();
    }
    if (!isName(key)) {
      throw unparsed("found '" + key.text() + "', expected: identifier");
    }
    checkKey(key.text());
    Kind after = tokens.get(position).kind();
    if (negated) {
      return new LabelRequirement(key.text(), Operator.DOES_NOT_EXIST, Set.of());
    }
    if (after == Kind.END || after == Kind.COMMA) {
      return new LabelRequirement(key.text(), Operator.EXISTS, Set.of());
    }
    return binary(key.text());
  }

  private LabelRequirement binary(String key) {
    Token operator = take();
    LabelRequirement requirement =
        switch (operator.kind()) {
          case IN -> new LabelRequirement(key, Operator.IN, values());
          case NOT_IN -> new LabelRequirement(key, Operator.NOT_IN, values());
          case EQUALS, DOUBLE_EQUALS -> new LabelRequirement(key, Operator.IN, value());
          case NOT_EQUALS -> new LabelRequirement(key, Operator.NOT_IN, value());
          case GREATER_THAN -> new LabelRequirement(key, Operator.GREATER_THAN, number());
          case LESS_THAN -> new LabelRequirement(key, Operator.LESS_THAN, number());
          default ->
              throw unparsed("found '" + operator.text() + "', expected: " + BINARY_OPERATORS);
        };
    checkValues(key, requirement.values());
    return requirement;
  }

  private Set<String> value() {
    Kind next = tokens.get(position).kind();
    if (next == Kind.END || next == Kind.COMMA) {
      return Set.of("");
    }
    Token value = take();
    if (!isName(value)) {
      throw unparsed("found '" + value.text() + "', expected: identifier");
    }
    return Set.of(value.text());
  }

  private Set<String> number() {
    Set<String> value = value();
    String text = value.iterator().next();
    try {
      Long.parseLong(text);
      return value;
    } catch (NumberFormatException e) {
      throw unparsed(
          "values[0]: Invalid value: \""
              + text
              + "\": for 'Gt', 'Lt' operators, the value must be an integer");
    }
  }

  private Set<String> values() {
    Token open = take();
    if (open.kind() != Kind.OPEN) {
      throw unparsed("found '" + open.text() + "' expected: '('");
    }
    Set<String> values = new TreeSet<>();
    while (true) {
      Token token = take();
      if (isName(token)) {
        values.add(token.text());
        token = take();
      } else if (token.kind() == Kind.COMMA || token.kind() == Kind.CLOSE) {
        values.add(""); // nothing between two separators is the empty value
      } else {
        throw unparsed("found '" + token.text() + "', expected: ',', ')' or identifier");
      }
      if (token.kind() == Kind.CLOSE) {
        return values;
      }
      if (token.kind() != Kind.COMMA) {
        throw unparsed("found '" + token.text() + "', expected: ',' or ')'");
      }
    }
  }

  private Token take() {
    Token token = tokens.get(position);
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  /** {@code in} and {@code notin} are names too where no operator can stand. */
  private static boolean isName(Token token) {
    return token.kind() == Kind.IDENTIFIER
        || token.kind() == Kind.IN
        || token.kind() == Kind.NOT_IN;
  }

  private static void checkKey(String key) {
    List<String> problems = Form.QUALIFIED_NAME.problems(key);
    if (!problems.isEmpty()) {
      throw unparsed("<nil>: Invalid value: \"" + key + "\": " + String.join("; ", problems));
    }
  }

  private static void checkValues(String key, Set<String> values) {
    int index = 0;
    for (String value : new TreeSet<>(values)) {
      List<String> problems = Form.LABEL_VALUE.problems(value);
      if (!problems.isEmpty()) {
        throw unparsed(
            "values[%d][%s]: Invalid value: \"%s\": %s"
                .formatted(index, key, value, String.join("; ", problems)));
      }
      index++;
    }
  }

  private static ApiException found(Token token, String expected) {
    return ApiErrors.badRequest("found '" + token.text() + "'" + expected);
  }

  private static ApiException unparsed(String problem) {
    return ApiErrors.badRequest("unable to parse requirement: " + problem);
  }
}
