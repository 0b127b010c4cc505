package dev.trierarch.registry.apply;

/**
 * Who owns fields, and how it came to: by applying what it wants, or by updates.
 *
 * @param apiVersion the version that it wrote in; empty for those who apply, whom it does not tell
 *     apart
 * @param subresource empty for the main resource
 */
record Manager(String name, boolean applies, String apiVersion, String subresource)
    implements Comparable<Manager> {

  static Manager applier(String name, String subresource) {
    return new Manager(name, true, "", subresource);
  }

  static Manager updater(String name, String apiVersion, String subresource) {
    return new Manager(name, false, apiVersion, subresource);
  }

  String operation() {
    return applies ? "Apply" : "Update";
  }

  @Override
  public int compareTo(Manager other) {
    int order = operation().compareTo(other.operation());
    order = order != 0 ? order : name.compareTo(other.name);
    order = order != 0 ? order : apiVersion.compareTo(other.apiVersion);
    return order != 0 ? order : subresource.compareTo(other.subresource);
  }
}
