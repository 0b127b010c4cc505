package dev.trierarch.bench;

/** What the API is measured by, named as the command line has it. */
public enum ApiLoad {
  get("get"),
  list("list"),
  label("list by label"),
  update("update"),
  patch("patch"),
  apply("apply"),
  create("create"),
  watches("watches");

  private final String title;

  ApiLoad(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
