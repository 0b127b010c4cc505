package dev.trierarch.registry;

/** One condition on a field's value, e.g. {@code spec.nodeName=n1}. */
public record FieldRequirement(String field, boolean equal, String value) {

  boolean matches(String actual) {
    return equal == actual.equals(value);
  }
}
