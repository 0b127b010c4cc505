package dev.trierarch.schema.generator;

import java.util.List;
import java.util.Optional;

/**
 * One definition of the API: a model class with all that is known of it.
 *
 * @param kind whether objects of it stand alone, with apiVersion and kind
 */
record Definition(
    String name,
    String group,
    String version,
    String description,
    boolean atomic,
    boolean kind,
    List<Property> properties) {

  /**
   * One field.
   *
   * @param type a scalar's name or {@code #definition}, after {@code []} for a list and {@code {}}
   *     for a map
   * @param facts words from the table, without format and type
   */
  record Property(
      String name, String type, String description, boolean required, List<String> facts) {

    /** A fact's value, e.g. {@code map(name)} of {@code list=map(name)}. */
    Optional<String> fact(String which) {
      return facts.stream()
          .filter(fact -> fact.startsWith(which + "="))
          .map(fact -> fact.substring(which.length() + 1))
          .findFirst();
    }
  }

  /** E.g. {@code Pod}. */
  String shortName() {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }
}
