package dev.trierarch.api.resource;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** The mappers that the API reads and writes trees with. */
public final class Json {

  /** Deeper than any object is meant to be. */
  public static final int NESTING_DEPTH_MAX = 200;

  /** Compact JSON. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_DEPTH_MAX).build())
                  .build())
          .build();

  /** YAML in and out. */
  public static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_DEPTH_MAX).build())
                  .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                  .disable(YAMLWriteFeature.SPLIT_LINES)
                  .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                  .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                  .stringQuotingChecker(new YamlQuoting())
                  .build())
          .build();

  /** Two spaces a level, {@code "name": value}, a line for each item of a list. */
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER))
          .withArrayIndenter(new DefaultIndenter("  ", "\n"))
          .withObjectIndenter(new DefaultIndenter("  ", "\n"));

  /** Quotes what a reader of YAML 1.1 would take for a date, as upstream does. */
  private static final class YamlQuoting extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;

    @Override
    public boolean needToQuoteValue(String value) {
      boolean startsLikeDate = !value.isEmpty() && Character.isDigit(value.charAt(0));
      return startsLikeDate || super.needToQuoteValue(value);
    }
  }

  private Json() {}

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A new object of this kind and version. */
  public static ObjectNode object(String apiVersion, String kind) {
    return object().put("kind", kind).put("apiVersion", apiVersion);
  }

  public static byte[] bytes(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }

  public static byte[] prettyBytes(JsonNode node) {
    return MAPPER.writer().with(PRETTY).writeValueAsBytes(node);
  }

  public static byte[] yamlBytes(JsonNode node) {
    return YAML.writeValueAsBytes(node);
  }

  /** Parses bytes that the server itself wrote. */
  public static ObjectNode tree(byte[] json) {
    return (ObjectNode) MAPPER.readTree(json);
  }

  /** The text of a field, empty when it is absent or no text. */
  public static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.stringValue() : "";
  }
}
