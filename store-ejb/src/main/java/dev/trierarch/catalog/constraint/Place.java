package dev.trierarch.catalog.constraint;

/**
 * Where the walk is in an object; its path is written only when something is wrong there.
 *
 * @param parent null for the object itself
 * @param step from the parent: {@code name}, {@code [0]}, {@code [key]}
 */
record Place(Place parent, String step) {

  static final Place OBJECT = new Place(null, "");

  Place field(String name) {
    return new Place(this, name);
  }

  Place element(Object indexOrKey) {
    return new Place(this, "[" + indexOrKey + "]");
  }

  /** As upstream writes it: {@code spec.containers[0].ports[1].containerPort}. */
  String path() {
    if (parent == null) {
      return step;
    }
    String before = parent.path();
    return before.isEmpty() || step.startsWith("[") ? before + step : before + "." + step;
  }
}
