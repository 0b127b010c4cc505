package dev.trierarch.catalog;

import dev.trierarch.catalog.form.Form;
import dev.trierarch.schema.Quantities;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A value under validation, with its path: rules across fields read as sentences about it, and what
 * they find goes to the errors. A rule about a value's form says nothing when there is no value;
 * {@link #required()} does. What a field must be whatever the others are is a constraint on its
 * model class.
 */
public final class Field {

  private final JsonNode node;
  private final String path;
  private final FieldErrors errors;

  private Field(JsonNode node, String path, FieldErrors errors) {
    this.node = node;
    this.path = path;
    this.errors = errors;
  }

  /** The object itself, whose path is empty. */
  public static Field root(JsonNode object, FieldErrors errors) {
    return new Field(object, "", errors);
  }

  /** A field of this object. */
  public Field get(String name) {
    return new Field(node.path(name), path.isEmpty() ? name : path + "." + name, errors);
  }

  /** A field of a field of this object, and so on. */
  public Field at(String first, String second, String... others) {
    Field field = get(first).get(second);
    for (String name : others) {
      field = field.get(name);
    }
    return field;
  }

  /** The value of a key of this map, e.g. {@code limits[cpu]}. */
  public Field key(String key) {
    return new Field(node.path(key), path + "[" + key + "]", errors);
  }

  /** This field, with another value to be shown in what is said of it: one key of a map, say. */
  public Field value(String shown) {
    return new Field(StringNode.valueOf(shown), path, errors);
  }

  /** This value, to be spoken of as if it stood elsewhere, where upstream says so. */
  public Field saidAt(Field place) {
    return new Field(node, place.path, errors);
  }

  /** The elements of this list; none when it is none. */
  public List<Field> items() {
    List<Field> items = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        items.add(new Field(node.get(i), path + "[" + i + "]", errors));
      }
    }
    return items;
  }

  /** The keys of this map; none when it is none. */
  public List<String> keys() {
    return node.isObject() ? List.copyOf(node.propertyNames()) : List.of();
  }

  public JsonNode node() {
    return node;
  }

  public String path() {
    return path;
  }

  /** Whether there is a value, empty or not. */
  public boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Whether there is no value, or an empty text, list or object. */
  public boolean isEmpty() {
    return !isPresent()
        || (node.isString() && node.stringValue().isEmpty())
        || (node.isContainer() && node.isEmpty());
  }

  /** The text; empty when this is none. */
  public String text() {
    return node.isString() ? node.stringValue() : "";
  }

  public boolean isText(String expected) {
    return text().equals(expected);
  }

  /** The whole number; zero when this is none. */
  public long number() {
    return node.isIntegralNumber() ? node.longValue() : 0;
  }

  public boolean isTrue() {
    return node.isBoolean() && node.booleanValue();
  }

  /** How many problems have been found so far, here or elsewhere. */
  public int problems() {
    return errors.list().size();
  }

  // What may be wrong.

  public Field required() {
    return required("");
  }

  /** Must be there and not be empty. */
  public Field required(String detail) {
    if (isEmpty()) {
      errors.required(path, detail);
    }
    return this;
  }

  /** Must be there, empty or not. */
  public Field present() {
    if (!isPresent()) {
      errors.required(path, "");
    }
    return this;
  }

  /** Is not what is needed, though there may be something. */
  public void missing(String detail) {
    errors.required(path, detail);
  }

  public void invalid(String detail) {
    errors.invalid(path, shown(), detail);
  }

  /** Is not as it should be, and too much to be shown. */
  public void wrong(String detail) {
    errors.add(FieldErrors.Reason.INVALID, path, "Invalid value: " + detail);
  }

  public void forbidden(String detail) {
    errors.forbidden(path, detail);
  }

  public void duplicate() {
    errors.duplicate(path, shown());
  }

  /** Is a text of more than there may be. */
  public void tooLong(int bytesMax) {
    errors.tooLong(path, bytesMax);
  }

  /** Is a list of more than there may be. */
  public void tooMany(int sizeMax) {
    errors.add(
        FieldErrors.Reason.TOO_MANY,
        path,
        items().size(),
        "must have at most " + sizeMax + " items");
  }

  public void notFound() {
    notFound("");
  }

  public void notFound(String detail) {
    errors.add(FieldErrors.Reason.NOT_FOUND, path, shown(), detail);
  }

  /** Must not be there. */
  public Field absent(String detail) {
    if (isPresent()) {
      errors.forbidden(path, detail);
    }
    return this;
  }

  /** Is something that is not one of these. */
  public void notSupported(String... supported) {
    errors.notSupported(path, shown(), List.of(supported));
  }

  /** A text must have this form. */
  public Field form(Form form) {
    if (!isEmpty()) {
      form.problems(text()).forEach(this::invalid);
    }
    return this;
  }

  /** Must be one of these; an absent value is said to be unsupported only by {@link #required}. */
  public Field oneOf(String... supported) {
    if (!isEmpty() && !List.of(supported).contains(text())) {
      errors.notSupported(path, shown(), List.of(supported));
    }
    return this;
  }

  /** The quantity's amount; empty when this is no quantity. */
  public Optional<BigDecimal> amount() {
    return Quantities.amount(node.isString() ? node.stringValue() : node.asString(""));
  }

  /** A quantity of what is counted must be a whole number. */
  public Field whole() {
    if (amount().filter(amount -> amount.stripTrailingZeros().scale() > 0).isPresent()) {
      invalid("must be an integer");
    }
    return this;
  }

  /** Must be what it was. */
  public Field unchangedFrom(Field old) {
    if (!Semantic.same(node, old.node)) {
      invalid("field is immutable");
    }
    return this;
  }

  /** No two of this list's elements may have the same value in a field. */
  public Field uniqueBy(String name) {
    Set<String> seen = new HashSet<>();
    for (Field item : items()) {
      Field field = item.get(name);
      if (!seen.add(field.text()) && !field.isEmpty()) {
        field.duplicate();
      }
    }
    return this;
  }

  private Object shown() {
    return node.isString() ? node.stringValue() : isPresent() ? node : Map.of();
  }

  FieldErrors errors() {
    return errors;
  }
}
