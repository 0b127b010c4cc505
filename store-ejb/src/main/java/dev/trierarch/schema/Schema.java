package dev.trierarch.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The shape of one value: its type, its parts, and how it merges. Nodes are immutable once loaded
 * and shared; a definition that is used in many places is one set of properties in memory.
 */
public final class Schema {

  /** What JSON a value may be. */
  public enum Type {
    STRING,
    BOOLEAN,
    INTEGER,
    NUMBER,
    /** A number or a string like {@code 1500m}. */
    QUANTITY,
    /** A whole number or a string like {@code 25%}. */
    INT_OR_STRING,
    /** RFC 3339, to the second. */
    DATE_TIME,
    /** RFC 3339, to the microsecond. */
    MICRO_TIME,
    /** Base64 text. */
    BYTES,
    /** With {@link Schema#properties}, else with {@link Schema#element} values, else free. */
    OBJECT,
    ARRAY,
    /** Any JSON at all. */
    ANY
  }

  /** How server-side apply sees a list. */
  public enum ListType {
    ATOMIC,
    SET,
    MAP
  }

  /** What strategic merge patch does with a field. */
  public enum PatchStrategy {
    MERGE,
    REPLACE,
    RETAIN_KEYS
  }

  /**
   * What is said of a field beside its type.
   *
   * @param listMapKeys the fields that tell elements of a map list apart
   * @param patchMergeKey the field that strategic merge patch tells elements apart by; null if none
   * @param defaultValue null if none is declared
   */
  record Facts(
      boolean required,
      ListType listType,
      List<String> listMapKeys,
      boolean atomicMap,
      Set<PatchStrategy> patchStrategies,
      String patchMergeKey,
      JsonNode defaultValue,
      List<String> enumeration) {}

  /**
   * A named set of properties; filled after all are known, since definitions refer to each other.
   */
  static final class Definition {
    final String name;
    final boolean atomic;
    Map<String, Schema> properties = Map.of();

    Definition(String name, boolean atomic) {
      this.name = name;
      this.atomic = atomic;
    }
  }

  private final Type type;
  private final int bits;
  private final Definition definition;
  private final Schema element;
  private final Facts facts;

  Schema(Type type, int bits, Definition definition, Schema element, Facts facts) {
    this.type = type;
    this.bits = bits;
    this.definition = definition;
    this.element = element;
    this.facts = facts;
  }

  Schema with(Facts other) {
    return new Schema(type, bits, definition, element, other);
  }

  public Type type() {
    return type;
  }

  /** The size of an INTEGER: 32 or 64. */
  public int bits() {
    return bits;
  }

  /** The fields of an OBJECT by name; empty when it has no fixed fields. */
  public Map<String, Schema> properties() {
    return definition == null ? Map.of() : definition.properties;
  }

  /** One field of an OBJECT. */
  public Optional<Schema> property(String name) {
    return Optional.ofNullable(properties().get(name));
  }

  /**
   * What a field or an element named {@code name} of this value looks like: a property, or a map's
   * value; empty when the value has no such field, or is free.
   */
  public Optional<Schema> child(String name) {
    if (definition != null) {
      return property(name);
    }
    return type == Type.OBJECT ? Optional.ofNullable(element) : Optional.empty();
  }

  /** An ARRAY's items, or the values of an OBJECT that is a map; null for all others. */
  public Schema element() {
    return element;
  }

  /** Whether this is a map from any key to {@link #element()}. */
  public boolean isMap() {
    return type == Type.OBJECT && element != null;
  }

  /** Whether fields that no schema knows are kept: free objects and ANY. */
  public boolean preservesUnknownFields() {
    return type == Type.ANY || (type == Type.OBJECT && definition == null && element == null);
  }

  /** E.g. {@code io.k8s.api.core.v1.Container}; empty when this is no named object. */
  public String definitionName() {
    return definition == null ? "" : definition.name;
  }

  /** Whether the field must be there, as OpenAPI says it; validation says it too, better. */
  public boolean required() {
    return facts.required();
  }

  /** How an ARRAY merges in server-side apply; ATOMIC when nothing is said. */
  public ListType listType() {
    return facts.listType();
  }

  /** The keys of a MAP list, e.g. containerPort and protocol; empty for others. */
  public List<String> listMapKeys() {
    return facts.listMapKeys();
  }

  /** Whether server-side apply owns this object or map as a whole. */
  public boolean atomicMap() {
    return facts.atomicMap() || (definition != null && definition.atomic);
  }

  public Set<PatchStrategy> patchStrategies() {
    return facts.patchStrategies();
  }

  /** Strategic merge patch's key of the list's elements, e.g. {@code name}. */
  public Optional<String> patchMergeKey() {
    return Optional.ofNullable(facts.patchMergeKey());
  }

  /** The default that the API declares, e.g. {@code "TCP"}. */
  public Optional<JsonNode> defaultValue() {
    return Optional.ofNullable(facts.defaultValue());
  }

  /** The values there are; empty when any will do. */
  public List<String> enumeration() {
    return facts.enumeration();
  }

  /** As Go names the type in its messages, e.g. {@code []v1.Container}. */
  String goType() {
    return switch (type) {
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case INTEGER -> "int" + bits;
      case NUMBER -> "float64";
      case QUANTITY -> "resource.Quantity";
      case INT_OR_STRING -> "intstr.IntOrString";
      case DATE_TIME -> "v1.Time";
      case MICRO_TIME -> "v1.MicroTime";
      case BYTES -> "[]uint8";
      case ANY -> "interface {}";
      case ARRAY -> "[]" + element.goType();
      case OBJECT ->
          definition != null
              ? definition.name.substring(
                  definition.name.lastIndexOf('.', definition.name.lastIndexOf('.') - 1) + 1)
              : isMap() ? "map[string]" + element.goType() : "runtime.RawExtension";
    };
  }

  /** As Go names the struct, e.g. {@code Container}. */
  String goStruct() {
    return definition == null
        ? ""
        : definition.name.substring(definition.name.lastIndexOf('.') + 1);
  }

  @Override
  public String toString() {
    return goType();
  }
}
